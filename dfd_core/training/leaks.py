"""Refuse a split that would flatter: the same source, person or picture on two sides (T: cv2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from dfd_core.errors import DfdError
from dfd_core.training.items import FaceItem
from dfd_core.training.phash import near_pairs, perceptual_hash
from dfd_core.training.pictures import read_picture
from dfd_core.training.split import PARTS, Split

EXAMPLES = 5
MOST_COMPARED = 20_000
"""With more faces on a side only the first face of each clip is compared as a picture."""


@dataclass(frozen=True, slots=True)
class Leak:
    """What two parts share. ``kind``: ``"group"``, ``"clip"``, ``"original"``, ``"source"`` or ``"picture"``."""

    kind: str
    parts: tuple[str, str]
    count: int
    examples: tuple[str, ...]

    def line(self) -> str:
        """One line in words."""
        what = {
            "group": "groups",
            "clip": "clips",
            "original": "originals of a fake",
            "source": "identical source files",
            "picture": "pairs of near-duplicate pictures",
        }[self.kind]
        more = ", ..." if self.count > len(self.examples) else ""
        return f"{self.count} {what} on both sides ({' and '.join(self.parts)}): {', '.join(self.examples)}{more}"


@dataclass(frozen=True, slots=True)
class LeakReport:
    """What was found; ``compared`` counts the pictures that were compared."""

    leaks: tuple[Leak, ...]
    compared: int

    @property
    def ok(self) -> bool:
        """True where nothing is shared."""
        return not self.leaks

    @property
    def lines(self) -> tuple[str, ...]:
        """Each finding in words; one line that says so where there is none."""
        if self.ok:
            return (
                f"no group, clip, source or near-duplicate picture on two sides ({self.compared} pictures compared)",
            )
        return tuple(leak.line() for leak in self.leaks)

    def refuse(self) -> None:
        """Raise where the split leaks.

        Raises:
            DfdError: ``leaky_split``, with the first finding.
        """
        if not self.ok:
            raise DfdError(
                "leaky_split",
                f"the split is not clean: {self.leaks[0].line()}",
                "split by group, or join the groups that belong together",
            )


def check_leaks(split: Split, root: Path) -> LeakReport:
    """Compare every two parts of a split by names, file hashes and pictures.

    Args:
        split: the parts.
        root: folder of the face set; its pictures are read only where the manifest has no perceptual hash.
    """
    leaks: list[Leak] = []
    parts = {name: split.part(name) for name in PARTS if split.part(name)}
    compared = {name: _compared(items) for name, items in parts.items()}
    hashes = {
        name: [item.phash or perceptual_hash(read_picture(root / item.file)) for item in compared[name]]
        for name in parts
    }
    for first, second in combinations(parts, 2):
        leaks += _shared_names(first, second, parts[first], parts[second])
        pairs = near_pairs(hashes[first], hashes[second])
        if pairs:
            examples = [f"{compared[first][i].file} ~ {compared[second][j].file}" for i, j in pairs[:EXAMPLES]]
            leaks.append(Leak("picture", (first, second), len(pairs), tuple(examples)))
    return LeakReport(tuple(leaks), sum(len(each) for each in hashes.values()))


def _shared_names(first: str, second: str, ours: Sequence[FaceItem], theirs: Sequence[FaceItem]) -> Iterator[Leak]:
    for kind in ("group", "clip", "original", "source"):
        both = _names(kind, ours) & _names(kind, theirs)
        if both:
            yield Leak(kind, (first, second), len(both), tuple(sorted(both)[:EXAMPLES]))


def _names(kind: str, items: Sequence[FaceItem]) -> set[str]:
    if kind == "original":  # a fake leaks to its original and to other fakes of it
        found = {item.original or (item.clip if item.label == 0 else "") for item in items}
    else:
        field = {"group": "group", "clip": "clip", "source": "source_sha256"}[kind]
        found = {getattr(item, field) for item in items}
    return found - {""}


def _compared(items: Sequence[FaceItem]) -> Sequence[FaceItem]:
    if len(items) <= MOST_COMPARED:
        return items
    return list({item.clip: item for item in reversed(items)}.values())[::-1]
