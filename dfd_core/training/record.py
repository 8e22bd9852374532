"""What is known of a finished clip of a face set, and the journal that survives a kill (light)."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dfd_core.errors import DfdError
from dfd_core.training.items import FaceItem
from dfd_core.types import Box, Detection, Points

JOURNAL = "journal.jsonl"


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a stored face was in its frame: a fake is cut at the same places as its original."""

    time_s: float
    box: Box
    confidence: float
    landmarks: Points = ()

    @property
    def detection(self) -> Detection:
        """The face as the detector reported it."""
        return Detection(self.box, self.confidence, self.landmarks)


@dataclass(frozen=True, slots=True)
class ClipRecord:
    """One finished clip: its faces (``items`` and ``seen`` go together), or why there are none.

    ``width`` and ``height`` are of its frames in pixels; ``bytes`` the sizes of the stored pictures, by which a
    half-written one is noticed; ``unusable`` counts faces that were found and left out.
    """

    clip: str
    items: tuple[FaceItem, ...] = ()
    seen: tuple[Seen, ...] = ()
    bytes: tuple[int, ...] = ()
    width: int = 0
    height: int = 0
    unusable: int = 0
    code: str = ""
    reason: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {**asdict(self), "items": [item.to_json() for item in self.items]}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> ClipRecord:
        """Read one line of the journal."""
        values = dict(data)
        items = tuple(FaceItem.from_json(item) for item in values.pop("items"))
        seen = tuple(_seen(one) for one in values.pop("seen"))
        return cls(items=items, seen=seen, bytes=tuple(int(n) for n in values.pop("bytes")), **values)


def _seen(data: dict[str, Any]) -> Seen:
    x0, y0, x1, y1 = (float(value) for value in data["box"])
    points = tuple((float(x), float(y)) for x, y in data["landmarks"])
    return Seen(float(data["time_s"]), (x0, y0, x1, y1), float(data["confidence"]), points)


class Journal:
    """Append-only list of finished clips; each line is on the disk before it counts."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / JOURNAL

    def append(self, record: ClipRecord) -> None:
        """Add one clip and wait until it is on the disk."""
        line = json.dumps(record.to_json(), ensure_ascii=False, separators=(",", ":"))
        with self._path.open("ab") as stream:
            stream.write(f"{line}\n".encode())
            stream.flush()
            os.fsync(stream.fileno())

    def read(self, folder: Path) -> dict[str, ClipRecord]:
        """The finished clips whose pictures are all there in full; a torn last line is cut off.

        Raises:
            DfdError: ``bad_journal``: a line in the middle is damaged.
        """
        return {record.clip: record for record in self._records() if _is_whole(record, folder)}

    def _records(self) -> Iterator[ClipRecord]:
        if not self._path.is_file():
            return
        raw = self._path.read_bytes()
        whole = raw[: raw.rfind(b"\n") + 1]
        if len(whole) != len(raw):
            with self._path.open("r+b") as stream:
                stream.truncate(len(whole))
        for number, line in enumerate(whole.splitlines(), start=1):
            try:
                yield ClipRecord.from_json(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                raise DfdError(
                    "bad_journal", f"{self._path}: line {number} is damaged ({error!r})", "build into an empty folder"
                ) from error


def _is_whole(record: ClipRecord, folder: Path) -> bool:
    try:
        sizes = tuple((folder / item.file).stat().st_size for item in record.items)
    except OSError:
        return False
    return sizes == record.bytes
