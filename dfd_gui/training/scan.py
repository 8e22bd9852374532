"""What is in a data set, counted beside the window while its names are read; no file is opened but lists."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal

from dfd_core.errors import DfdError
from dfd_core.training.items import MANIFEST, FaceItem, FaceSet
from dfd_gui.library.background import Background
from dfd_gui.training.draft import FACE_SET, Source

if TYPE_CHECKING:
    from dfd_core.training.sources import Skipped, SourceClip

TOLD_S = 0.25
"""Counts are told no more often than this."""

Cell: TypeAlias = tuple[str, str, int]
"""Part, method and label (1 = fake) of clips that are counted together."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What was found so far. ``clips`` and ``groups`` are by cell; groups are known in the end only.

    ``faces`` counts the faces of a face set, which are cut already. ``skipped`` counts inputs that are left out by
    reason; ``error`` and ``hint`` say why nothing can be used.
    """

    layout: str = ""
    clips: Mapping[Cell, int] = field(default_factory=dict)
    groups: Mapping[Cell, frozenset[str]] = field(default_factory=dict)
    skipped: Mapping[str, int] = field(default_factory=dict)
    faces: int = 0
    done: bool = False
    error: str = ""
    hint: str = ""
    code: str = ""

    def parts(self) -> dict[str, int]:
        """Clips of each named part."""
        return self._by(0)

    def methods(self) -> dict[str, int]:
        """Fake clips of each method."""
        return self._by(1)

    def chosen(self, source: Source) -> Counts:
        """The counts of what is chosen of them."""
        kept = [cell for cell in self.clips if _is_chosen(cell, source)]
        return Counts(
            self.layout,
            {cell: self.clips[cell] for cell in kept},
            {cell: self.groups[cell] for cell in kept if cell in self.groups},
            self.skipped,
            self.faces,
            self.done,
            self.error,
            self.hint,
            self.code,
        )

    def total(self, label: int | None = None) -> int:
        """Clips, of one class or of both."""
        return sum(number for cell, number in self.clips.items() if label is None or cell[2] == label)

    def group_count(self) -> int:
        """People or sources that never stand on two sides of a split."""
        return len(frozenset().union(*self.groups.values())) if self.groups else 0

    def _by(self, place: int) -> dict[str, int]:
        found: Counter[str] = Counter()
        for cell, number in self.clips.items():
            name = cell[place]
            if isinstance(name, str) and name:
                found[name] += number
        return dict(sorted(found.items()))


def _is_chosen(cell: Cell, source: Source) -> bool:
    part, method, label = cell
    return (not source.parts or part in source.parts) and (not source.methods or not label or method in source.methods)


class Scanner(QObject):
    """Counts data sets, one after the other."""

    counted = Signal(str, object)
    """The source's path and its `Counts` so far; the last ones are ``done``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self)
        self._stops: dict[str, threading.Event] = {}

    def count(self, source: Source) -> None:
        """Count a source anew."""
        self.forget(source.path)
        stop = self._stops[source.path] = threading.Event()
        path, layout, label = source.path, source.layout, source.label

        def tell(counts: Counts) -> None:
            if not stop.is_set():
                self.counted.emit(path, counts)

        self._background.run(
            f"count {path}", lambda: count(Path(path), layout, label, tell, stop.is_set), tell, self._failed
        )

    def _failed(self, error: DfdError) -> None:
        raise AssertionError(error)  # `count` puts errors into its answer

    def forget(self, path: str) -> None:
        """Stop counting a source."""
        stop = self._stops.pop(path, None)
        if stop:
            stop.set()

    def shutdown(self) -> None:
        """Stop everything."""
        for path in list(self._stops):
            self.forget(path)
        self._background.shutdown()


def layout_of(path: Path) -> str:
    """``"faceset"`` for a folder of cut faces, else ``"auto"``: the core recognises the rest."""
    return FACE_SET if (path / MANIFEST).is_file() else "auto"


def count(path: Path, layout: str, label: str, tell: Callable[[Counts], None], stop: Callable[[], bool]) -> Counts:
    """Count a source in this thread.

    Args:
        path: the source.
        layout: one of the core's, ``"auto"``, or ``"faceset"``.
        label: ``"real"`` or ``"fake"`` for a table without that column.
        tell: gets the counts so far, now and then.
        stop: asked between clips.
    """
    try:
        if layout == FACE_SET:
            return _of_faces(FaceSet.load(path))
        return _of_clips(path, layout, {"real": 0, "fake": 1}.get(label), tell, stop)
    except DfdError as error:
        return Counts(error=error.message, hint=error.hint, code=error.code, done=True)
    except OSError as error:
        return Counts(error=f"{path}: {error.strerror}", code="unreadable", done=True)


def _of_faces(found: FaceSet) -> Counts:
    clips: dict[str, FaceItem] = {}
    for item in found.labelled().items:
        clips.setdefault(item.clip, item)
    cells = [((item.part, item.method, item.label), item.group) for item in clips.values()]
    return Counts(FACE_SET, _numbers(cells), _groups(cells), faces=len(found.items), done=True)


def _of_clips(
    path: Path, layout: str, label: int | None, tell: Callable[[Counts], None], stop: Callable[[], bool]
) -> Counts:
    from dfd_core.training.find import list_clips  # brings scipy along, in this thread
    from dfd_core.training.sources import settle

    root, name, found = list_clips(path, layout, label=label)
    clips: list[SourceClip] = []
    skipped: list[Skipped] = []
    for so_far in _gathered(found, clips, skipped, name, stop):
        tell(so_far)
    if stop():
        return Counts(name)
    settled = settle(root, name, clips, skipped)
    cells = [((clip.part, clip.method, clip.label), clip.group) for clip in settled.clips]
    left_out = Counter(one.code for one in settled.skipped)
    return Counts(name, _numbers(cells), _groups(cells), dict(left_out), done=True)


def _gathered(
    found: Iterable[SourceClip | Skipped],
    clips: list[SourceClip],
    skipped: list[Skipped],
    layout: str,
    stop: Callable[[], bool],
) -> Iterator[Counts]:
    """Put what is found into the two lists, giving counts now and then."""
    from dfd_core.training.sources import SourceClip

    numbers: Counter[Cell] = Counter()
    reasons: Counter[str] = Counter()
    told = time.monotonic()
    for one in found:
        if stop():
            return
        if isinstance(one, SourceClip):
            clips.append(one)
            numbers[one.part, one.method, one.label] += 1
        else:
            skipped.append(one)
            reasons[one.code] += 1
        if time.monotonic() - told > TOLD_S:
            told = time.monotonic()
            yield Counts(layout, dict(numbers), skipped=dict(reasons))


def _numbers(cells: Iterable[tuple[Cell, str]]) -> dict[Cell, int]:
    return dict(Counter(cell for cell, _ in cells))


def _groups(cells: Iterable[tuple[Cell, str]]) -> dict[Cell, frozenset[str]]:
    found: dict[Cell, set[str]] = {}
    for cell, group in cells:
        found.setdefault(cell, set()).add(group)
    return {cell: frozenset(names) for cell, names in found.items()}
