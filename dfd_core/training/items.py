"""One labelled face of a face set, and the manifest that lists them (JSON lines, one face a line)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from dfd_core.errors import DfdError
from dfd_core.types import Box, FaceQuality, Points

MANIFEST = "manifest.jsonl"
UNLABELLED = -1


@dataclass(frozen=True, slots=True)
class FaceItem:
    """One stored face picture with its label and where it comes from.

    ``file`` is relative to the face set's folder. ``box`` and ``landmarks`` are in pixels of the *stored*
    picture, so that every recipe cuts it by its own rule (landmarks may be empty). ``clip`` names the source
    clip, ``original`` the real clip a fake was made from (``""`` where unknown). ``group`` (identity, original
    or folder) is never divided between training and validation. ``label``: 1 = fake, 0 = real, ``UNLABELLED`` in
    a set made by ``dfd faces``, which cannot be trained on. ``method`` names the manipulation (``""`` for real
    faces), ``part`` the source folder (DFDC part). ``flags`` holds warnings about the label, e.g.
    ``"same_as_original"``. ``phash`` is the perceptual hash of the picture (``dfd_core.training.phash``), ``source``
    says in words where the clip comes from (also of real ones) and ``licence`` under which terms; ``""`` = unknown.
    """

    file: str
    clip: str
    group: str
    label: int
    method: str = ""
    time_s: float = 0.0
    box: Box = (0.0, 0.0, 0.0, 0.0)
    landmarks: Points = ()
    quality: FaceQuality = field(default_factory=lambda: FaceQuality(0, 0.0))
    original: str = ""
    part: str = ""
    source_sha256: str = ""
    flags: tuple[str, ...] = ()
    phash: str = ""
    source: str = ""
    licence: str = ""

    def to_json(self) -> dict[str, Any]:
        """The line of the manifest, as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> FaceItem:
        """Read one line of a manifest; unknown keys are refused."""
        values = dict(data)
        x0, y0, x1, y1 = (float(v) for v in values.pop("box"))
        landmarks = tuple((float(x), float(y)) for x, y in values.pop("landmarks", ()))
        quality = FaceQuality(**values.pop("quality"))
        flags = tuple(values.pop("flags", ()))
        return cls(box=(x0, y0, x1, y1), landmarks=landmarks, quality=quality, flags=flags, **values)


@dataclass(frozen=True, slots=True)
class FaceSet:
    """A folder of stored faces and its manifest; ``digest`` is the manifest's SHA-256."""

    root: Path
    items: tuple[FaceItem, ...]
    digest: str = ""

    def labelled(self) -> FaceSet:
        """This set, where every face is labelled.

        Raises:
            DfdError: ``unlabelled``: a face has no label.
        """
        for item in self.items:
            if item.label not in {0, 1}:
                raise DfdError(
                    "unlabelled",
                    f"{self.root}: {item.file} has no label real or fake",
                    "make a labelled face set with 'dfd dataset build'",
                )
        return self

    @classmethod
    def load(cls, root: Path) -> FaceSet:
        """Read ``root/manifest.jsonl``.

        Raises:
            DfdError: there is no manifest (``no_face_set``) or a line of it is damaged (``bad_manifest``).
        """
        path = root / MANIFEST
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise DfdError(
                "no_face_set", f"{root}: no face set here ({error.strerror})", "make one with 'dfd dataset build'"
            ) from error
        return cls(root, tuple(_parse(path, raw)), hashlib.sha256(raw).hexdigest())


def manifest_bytes(items: Iterable[FaceItem]) -> bytes:
    """The manifest's content: one compact JSON object a line, in the given order."""
    lines = (json.dumps(item.to_json(), ensure_ascii=False, separators=(",", ":")) for item in items)
    return "".join(f"{line}\n" for line in lines).encode()


def _parse(path: Path, raw: bytes) -> Iterator[FaceItem]:
    for number, line in enumerate(raw.splitlines(), start=1):
        try:
            yield FaceItem.from_json(json.loads(line))
        except (ValueError, TypeError, KeyError) as error:
            raise DfdError(
                "bad_manifest", f"{path}: line {number} is damaged ({error})", "build the face set again"
            ) from error
