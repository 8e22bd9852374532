"""Foreign weight files as tensors by name, with no code of theirs ever run.

Torch files are looked through as pickle *opcodes* first (nothing is executed): every global they name must be on
the list of harmless ones, and every storage's size must be one that the file can hold. Only then
``torch.load(weights_only=True)`` reads them. Keras files are read by h5py, without following links.
"""

from __future__ import annotations

import io
import pickle
import pickletools
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeAlias

import h5py
import torch

from dfd_core.detectors import container
from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.weights import read_detector
from dfd_core.errors import DetectorError

MAX_FILE = container.MAX_FILE
MAX_PICKLE = 64 << 20
MAX_ENTRIES = 100_000
WRAPPERS = ("state_dict", "model", "net", "model_state_dict")
"""Where libraries put the state dict inside a checkpoint, next to epoch, optimiser and the like."""

_TENSOR = re.compile(
    r"torch\._utils\._rebuild_(tensor|tensor_v2|parameter)|torch\.\w+Storage|torch\.(float|int|uint|b?float)\w*|"
    r"torch\.(Size|device|Tensor|nn\.parameter\.Parameter)|torch\.storage\.(Untyped|Typed)Storage|"
    r"torch\.serialization\._get_layout|collections\.(OrderedDict|Counter|defaultdict)|__builtin__\.(set|list|dict|int)"
)
_NUMPY = ("numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar", "numpy.dtype", "_codecs.encode")
"""A best loss is often stored as a NumPy number; a stand-in that keeps nothing takes its place."""

Tensors: TypeAlias = Mapping[str, torch.Tensor]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A weight file as read: tensors in the file's order, and how it was wrapped.

    ``kind`` is ``"torch"``, ``"keras"`` or ``"dfd"``; ``wrapper`` the entry of a torch file that held the state dict
    (``""``: it was bare); ``card`` only our own files have.
    """

    path: Path
    sha256: str
    kind: str
    tensors: Tensors
    wrapper: str = ""
    card: DetectorCard | None = None


def read_checkpoint(path: Path) -> Checkpoint:
    """Read a weight file of any kind that this program knows.

    Raises:
        DetectorError: it cannot be read, is damaged, too large, of another kind, or holds more than tensors
            (``pickled_code``: loading it would run code from the file).
    """
    try:
        size = path.stat().st_size
        if not path.is_file() or size > MAX_FILE:
            raise DetectorError("not_weights", f"{path}: no weight file (a folder, or over {MAX_FILE >> 30} GiB)")
        with path.open("rb") as stream:
            start = stream.read(16)
        return _reader(path, start)(path, size)
    except OSError as error:
        raise DetectorError("unreadable", f"{path}: cannot be read: {error.strerror or error}") from error


def _reader(path: Path, start: bytes) -> Callable[[Path, int], Checkpoint]:
    if start.startswith(b"\x89HDF\r\n\x1a\n"):
        return _read_keras
    if start.startswith(b"PK\x03\x04") or start[:1] == b"\x80":
        return _read_torch
    if container.is_container(path):
        return _read_own
    raise DetectorError(
        "not_weights", f"{path}: neither a torch (.pth, .pt), a Keras (.h5) nor a detector file (.safetensors)"
    )


def _read_own(path: Path, _size: int) -> Checkpoint:
    card, state = read_detector(path)
    return Checkpoint(path, container.file_sha256(path), "dfd", state, card=card)


# -- torch -----------------------------------------------------------------------------------------------------------


class _Ignored:
    """Stands in for a NumPy number inside a torch file: takes anything, keeps nothing."""

    def __init__(self, *values: object) -> None:
        """Forget the values."""

    def __setstate__(self, state: object) -> None:
        """Forget the state."""


def _read_torch(path: Path, size: int) -> Checkpoint:
    _look_through(path, size)
    stand_ins: list[Callable[..., Any] | tuple[Callable[..., Any], str]] = [(_Ignored, name) for name in _NUMPY]
    try:
        with torch.serialization.safe_globals(stand_ins):
            content = torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        reason = str(error).splitlines()[0][:200]
        raise _code(path, f"torch refuses it: {reason}") from error
    except (RuntimeError, ValueError, TypeError, KeyError, IndexError, AttributeError, EOFError, OSError) as error:
        raise _damaged(path, str(error).splitlines()[0][:200] if str(error) else type(error).__name__) from error
    wrapper, tensors = _unwrap(path, content)
    _check_sizes(path, tensors, size)
    return Checkpoint(path, container.file_sha256(path), "torch", tensors, wrapper)


def _unwrap(path: Path, content: object) -> tuple[str, dict[str, torch.Tensor]]:
    """The state dict of a checkpoint, without the ``module.`` that data-parallel training leaves."""
    wrapper = ""
    if isinstance(content, dict):
        for key in WRAPPERS:
            if isinstance(content.get(key), dict):
                wrapper, content = key, content[key]
                break
    if not isinstance(content, dict) or not content:
        raise DetectorError("not_weights", f"{path}: it holds no state dict (names and tensors)")
    for key, value in content.items():
        if not isinstance(key, str) or not isinstance(value, torch.Tensor):
            raise DetectorError("not_weights", f"{path}: entry {str(key)[:80]!r} of its state dict is no tensor")
    if all(key.startswith("module.") for key in content):
        content = {key.removeprefix("module."): value for key, value in content.items()}
    return wrapper, dict(content)


def _check_sizes(path: Path, tensors: Tensors, size: int) -> None:
    """A view may claim more numbers than its storage has (stride 0): no tensor may be larger than the file."""
    total = 0
    for name, tensor in tensors.items():
        if tensor.layout != torch.strided or tensor.is_quantized or tensor.device.type != "cpu":
            raise _damaged(path, f"tensor {name!r} is of a kind that no detector has")
        total += tensor.numel() * tensor.element_size()
        if total > size:
            raise _damaged(path, f"tensor {name!r} is larger than the file")


def _look_through(path: Path, size: int) -> None:
    """Check the pickles of a torch file without running them."""
    with path.open("rb") as stream:
        if stream.read(2) != b"PK":
            stream.seek(0)
            for _ in range(5):  # magic number, version, system, content, storage keys
                _check_pickle(path, stream, size)
            return
    _check_pickle(path, io.BytesIO(_zipped_pickle(path, size)), size)


def _zipped_pickle(path: Path, size: int) -> bytes:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = [entry.filename.rpartition("/")[2] for entry in entries]
            if "constants.pkl" in names:
                raise _code(path, "it is a TorchScript program")
            if "data.pkl" not in names:
                raise DetectorError("not_weights", f"{path}: a ZIP file, but none that torch wrote")
            if len(entries) > MAX_ENTRIES or any(entry.compress_type != zipfile.ZIP_STORED for entry in entries):
                raise _damaged(path, "torch writes no compressed entries")
            entry = entries[names.index("data.pkl")]
            if names.count("data.pkl") > 1 or entry.file_size > min(MAX_PICKLE, size):
                raise _damaged(path, "its table of contents is not one that torch writes")
            return archive.read(entry)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise _damaged(path, f"{error}; it may be cut off") from error


def _check_pickle(path: Path, stream: IO[bytes], size: int) -> None:
    try:
        for found, value in _findings(stream):
            if found == "global" and not (_TENSOR.fullmatch(value) or value in _NUMPY):
                raise _code(path, f"it is a pickled Python object that names {value[:80]!r}")
            if found == "storage" and not 0 <= int(value) <= size:
                raise _damaged(path, f"a tensor claims {value} numbers, more than the file can hold")
    except (ValueError, EOFError, IndexError, UnicodeDecodeError) as error:
        raise _damaged(path, f"{error}; it may be cut off") from error


def _findings(stream: IO[bytes]) -> Iterator[tuple[str, str]]:
    """The globals of one pickle and the lengths of its storages, in order.

    torch writes a storage as a tuple that ends in its length (older versions: length and None) directly before
    the opcode that asks for it; any other form is no file of torch.
    """
    begin = stream.tell()
    before: list[tuple[str, Any]] = []
    for opcode, value, position in pickletools.genops(stream):
        if (position or 0) - begin > MAX_PICKLE:
            raise ValueError("its pickle is too long")
        name = opcode.name
        if name == "GLOBAL":
            yield "global", str(value).replace(" ", ".")
        elif name in {"STACK_GLOBAL", "INST", "EXT1", "EXT2", "EXT4", "PERSID"}:
            yield "global", name
        elif name == "BINPERSID":
            yield "storage", _length(before)
        if name not in {"BINPUT", "LONG_BINPUT", "MEMOIZE"}:
            before = [*before[-2:], (name, value)]


def _length(before: list[tuple[str, Any]]) -> str:
    """The number that stands before the tuple of a storage."""
    ops = [entry for entry in before if entry[0] != "NONE"]
    if len(ops) < 2 or ops[-1][0] != "TUPLE" or not isinstance(ops[-2][1], int):
        raise ValueError("a storage is not described as torch does it")
    return str(ops[-2][1])


# -- Keras -----------------------------------------------------------------------------------------------------------


def _read_keras(path: Path, size: int) -> Checkpoint:
    datasets: dict[str, h5py.Dataset] = {}

    def collect(name: str, item: object) -> None:
        if isinstance(item, h5py.Dataset):
            datasets[name] = item

    try:
        with h5py.File(path, "r") as file:
            file.visititems(collect)
            tensors = {name: _keras_tensor(path, name, data, size) for name, data in datasets.items()}
    except (OSError, RuntimeError, ValueError, KeyError) as error:
        raise _damaged(path, f"{error}; it may be cut off") from error
    return Checkpoint(path, container.file_sha256(path), "keras", tensors)


def _keras_tensor(path: Path, name: str, data: h5py.Dataset, size: int) -> torch.Tensor:
    if data.is_virtual or data.external is not None or data.dtype.kind != "f" or data.nbytes > size:
        raise _damaged(path, f"dataset {name!r} is not one that Keras writes")
    return torch.from_numpy(data[()].astype("float32"))


def _damaged(path: Path, reason: str) -> DetectorError:
    return DetectorError("damaged_weights", f"{path}: damaged weight file: {reason}", "get it again")


def _code(path: Path, reason: str) -> DetectorError:
    return DetectorError(
        "pickled_code",
        f"{path}: refused: {reason}, and loading it would run code from the file",
        "only weight files (state dicts) are accepted",
    )
