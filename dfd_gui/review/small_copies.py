"""Small copies of a clip's frames and faces, read from the proxies that the engine wrote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PySide6.QtGui import QImage

from dfd_core.errors import DfdError
from dfd_core.video.proxy import ProxyReader
from dfd_gui.review.picture import Picture
from dfd_gui.review.recent import Recent
from dfd_gui.review.samples import nearest_index

DENSE = "dense.dfdproxy"
"""Name of a proxy of the whole clip; others hold the sampled frames only."""

_KEPT_BYTES = 24 << 20
"""Decoded pictures that are kept: about 16 of 480 lines."""
_HOLE = 1.6
"""Pictures further apart than so many usual steps leave a hole in what can be scrubbed."""


@dataclass(frozen=True, slots=True)
class _Source:
    path: Path
    reader: ProxyReader
    times: Sequence[float]


class SmallCopies:
    """The proxies of one clip as one: of all pictures the nearest is given."""

    def __init__(self) -> None:
        self._sources: list[_Source] = []
        self._recent: Recent[tuple[Path, float], QImage] = Recent(_KEPT_BYTES, QImage.sizeInBytes)

    def open(self, paths: Sequence[Path]) -> None:
        """Take other files; one that is missing or damaged is passed over."""
        self._recent.clear()
        self._sources = list(_open(dict.fromkeys(paths)))

    def __bool__(self) -> bool:
        return bool(self._sources)

    def dense(self) -> list[tuple[float, float]]:
        """Stretches in seconds of which there are pictures close to one another."""
        return [stretch for source in self._sources if source.path.name == DENSE for stretch in _stretches(source)]

    def nearest(self, time_s: float) -> Picture | None:
        """The picture nearest to a time."""
        best: tuple[float, _Source, float] | None = None
        for source in self._sources:
            number = nearest_index(source.times, time_s)
            if number is not None and (best is None or abs(source.times[number] - time_s) < best[0]):
                best = abs(source.times[number] - time_s), source, source.times[number]
        return None if best is None else self._read(best[1], best[2])

    def _read(self, source: _Source, time_s: float) -> Picture | None:
        key = source.path, time_s
        image = self._recent.get(key)
        if image is None:
            image = QImage()
            with suppress(DfdError):
                image = QImage.fromData(source.reader.nearest(time_s)[1])
            self._recent.put(key, image)
        return None if image.isNull() else Picture(image, time_s)


def _open(paths: Sequence[Path] | dict[Path, None]) -> Iterator[_Source]:
    for path in paths:
        with suppress(DfdError):
            reader = ProxyReader(path)
            yield _Source(path, reader, tuple(reader.times_s))


def _stretches(source: _Source) -> Iterator[tuple[float, float]]:
    times = source.times
    steps = sorted(b - a for a, b in pairwise(times))
    if not steps:
        return
    widest = _HOLE * steps[len(steps) // 2]
    start = times[0]
    for before, after in pairwise(times):
        if after - before > widest:
            yield start, before
            start = after
    yield start, times[-1]
