"""The detector file as bytes: a ``.safetensors`` file with the card in its metadata, read without torch.

Layout (safetensors specification): 8 bytes little-endian header length, a JSON header, the tensors' bytes. Every
size is checked against the file before anything is allocated by it.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dfd_core.detectors.card import DetectorCard
from dfd_core.errors import DetectorError

SUFFIX = ".safetensors"
CARD_KEY = "card"
MAX_FILE = 4 << 30
MAX_HEADER = 16 << 20
DTYPES: Mapping[str, int] = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2}
"""Bytes of one number of each kind a detector file may hold."""

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class TensorEntry:
    """One tensor of the file; ``begin`` and ``end`` are byte offsets in the file."""

    name: str
    dtype: str
    shape: tuple[int, ...]
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Header:
    """What a detector file says before its tensors' bytes; ``tensors`` in order of their bytes."""

    card: DetectorCard
    tensors: tuple[TensorEntry, ...]


def is_container(path: Path) -> bool:
    """Whether the file begins like a safetensors file (a plausible header length, then ``{``)."""
    try:
        with path.open("rb") as stream:
            start = stream.read(9)
    except OSError:
        return False
    return len(start) == 9 and start[8:] == b"{" and int.from_bytes(start[:8], "little") <= MAX_HEADER


def read_header(path: Path) -> Header:
    """Read and check the card and the table of tensors.

    Raises:
        DetectorError: ``unreadable``, ``damaged_detector`` (cut off, wrong sizes), ``no_card``, or a bad card.
    """
    entries, data_start, size = _read_json(path)
    metadata = entries.pop("__metadata__", None)
    text = metadata.get(CARD_KEY) if isinstance(metadata, dict) else None
    if not isinstance(text, str):
        raise DetectorError("no_card", f"{path}: no detector file of this program: it carries no card")
    tensors = _tensors(path, entries, data_start, size)
    try:
        card = DetectorCard.from_json(_object(json.loads(text)))
    except (ValueError, RecursionError) as error:
        raise _damaged(path, "its card is no JSON object") from error
    return Header(card, tensors)


def weights_sha256_of(path: Path, header: Header) -> str:
    """SHA-256 of names, kinds, shapes and bytes of all tensors, sorted by name: what the ONNX copy is keyed by."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        for entry in sorted(header.tensors, key=lambda t: t.name):
            digest.update(tensor_line(entry.name, entry.dtype, entry.shape))
            stream.seek(entry.begin)
            for size in _pieces(entry.end - entry.begin):
                digest.update(stream.read(size))
    return digest.hexdigest()


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def tensor_line(name: str, dtype: str, shape: Iterable[int]) -> bytes:
    """The line that stands before a tensor's bytes in the weights' hash."""
    return json.dumps([name, dtype, list(shape)]).encode() + b"\n"


def _pieces(total: int) -> Iterable[int]:
    return (min(_CHUNK, total - start) for start in range(0, total, _CHUNK))


def _read_json(path: Path) -> tuple[dict[str, Any], int, int]:
    """The header's JSON object, the offset of the first tensor byte, the file's size."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            length = int.from_bytes(stream.read(8), "little")
            if size < 10 or size > MAX_FILE or length > min(MAX_HEADER, size - 8):
                raise _damaged(path, "its sizes do not add up; it may be cut off")
            raw = stream.read(length)
    except OSError as error:
        raise DetectorError("unreadable", f"{path}: cannot be read: {error.strerror}") from error
    try:
        return _object(json.loads(raw)), 8 + length, size
    except (ValueError, RecursionError) as error:
        raise _damaged(path, "its header is no JSON object") from error


def _tensors(path: Path, entries: dict[str, Any], start: int, size: int) -> tuple[TensorEntry, ...]:
    try:
        tensors = sorted((_entry(name, entry, start) for name, entry in entries.items()), key=lambda t: t.begin)
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(path, f"bad table of tensors: {error}") from error
    position = start
    for tensor in tensors:
        if tensor.begin != position:
            raise _damaged(path, f"tensor {tensor.name!r} is not where it should be")
        position = tensor.end
    if position != size:
        raise _damaged(path, f"it has {size} bytes where {position} belong; it may be cut off")
    return tuple(tensors)


def _entry(name: str, entry: dict[str, Any], start: int) -> TensorEntry:
    begin, end = (int(v) for v in entry["data_offsets"])
    shape = tuple(int(v) for v in entry["shape"])
    dtype = str(entry["dtype"])
    if dtype not in DTYPES:
        raise ValueError(f"{name!r} holds numbers of kind {dtype!r}")
    if min(shape, default=0) < 0 or begin < 0 or end - begin != math.prod(shape) * DTYPES[dtype]:
        raise ValueError(f"{name!r} has the wrong size")
    return TensorEntry(name, dtype, shape, start + begin, start + end)


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("no JSON object")  # noqa: TRY004 - one kind of error for the caller
    return value


def _damaged(path: Path, reason: str) -> DetectorError:
    return DetectorError("damaged_detector", f"{path}: damaged detector file: {reason}", "get or import it again")
