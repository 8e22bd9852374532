"""Geometry of the score-over-time charts: an extract in, numbers and path data out; the template only draws them.

Coordinates are SVG user units with the origin at the top left of the chart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any, TypeAlias

from dfd_core.cases.bands import Bands
from dfd_core.types import Label

Point: TypeAlias = tuple[float, float]

WIDTH, HEIGHT = 760.0, 190.0
LEFT, RIGHT, TOP, BOTTOM = 36.0, 84.0, 10.0, 44.0
FLOOR = HEIGHT - BOTTOM
"""Where a score of 0 lies."""
STRIP_Y = FLOOR + 10
"""Top of the strip below the plot that says for every sampled frame what there was to see."""

_STEPS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 36000)
_GAP = 1.5
"""Neighbouring points further apart than this many usual steps are not joined: nothing was seen between them."""

_LINE = 12.0
"""Least distance of two band words."""
_HATCH = 6.0
"""Distance of two hatching lines."""
_SHORT: Mapping[Label, str] = {
    Label.LIKELY_AUTHENTIC: "authentic",
    Label.INCONCLUSIVE: "inconclusive",
    Label.LIKELY_MANIPULATED: "manipulated",
}


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart. ``style`` numbers its colour and dash; the ensemble's is 0."""

    name: str
    style: int
    path: str
    dots: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One sampled frame in the strip: ``"scored"``, ``"left-out"``, ``"absent"`` or ``"undecodable"``."""

    x: float
    state: str
    tip: str


@dataclass(frozen=True, slots=True)
class BandArea:
    """One verdict band: its label, upper edge, height, word, and the word's base line."""

    label: Label
    y: float
    height: float
    word: str
    word_y: float


@dataclass(frozen=True, slots=True)
class GapArea:
    """Frames in a row without a score, ``state`` as of :class:`Mark`; ``hatch`` is path data, empty where plain."""

    x: float
    width: float
    state: str
    hatch: str
    tip: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The chart of one person."""

    track: int
    series: tuple[Series, ...]
    marks: tuple[Mark, ...]
    bands: tuple[BandArea, ...]
    gaps: tuple[GapArea, ...]
    grid: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, str], ...]
    described: str


def charts(extract: Mapping[str, Any], tracks: Sequence[int], bands: Bands | None = None) -> list[Chart]:
    """One chart for each of the given persons, all on the same time axis, with the verdict's bands where known."""
    return [_chart(extract, track, bands) for track in tracks]


def places(extract: Mapping[str, Any], times: Sequence[float]) -> list[float]:
    """Where moments lie on the charts' time axis; those before the first or after the last frame at its ends."""
    scale = _Scale.of([frame["time_s"] for frame in extract["frames"]])
    return [scale.x(min(max(time, scale.first), scale.last)) for time in times]


def clock(seconds: float) -> str:
    """``1:02:03.5``, ``2:03`` or ``3.25 s``."""
    if seconds < 60:
        return f"{seconds:.2f}".rstrip("0").rstrip(".") + " s"
    whole, rest = divmod(round(seconds, 1), 60)
    hours, minutes = divmod(int(whole), 60)
    tail = f"{rest:04.1f}".removesuffix(".0")
    return f"{hours}:{minutes:02d}:{tail}" if hours else f"{minutes}:{tail}"


def _chart(extract: Mapping[str, Any], track: int, bands: Bands | None) -> Chart:
    frames = extract["frames"]
    scale = _Scale.of([frame["time_s"] for frame in frames])
    seen = [(frame["time_s"], face) for frame in frames for face in frame["faces"] if face["track"] == track]
    scored = [(time, face) for time, face in seen if face["score"] is not None]
    names = [detector["name"] for detector in extract["detectors"]]
    lines = [("all detectors", [(time, face["score"]) for time, face in scored])]
    if len(names) > 1:
        lines += [(name, [(t, f["scores"][name]) for t, f in scored if name in f["scores"]]) for name in names]
    marks = tuple(_marks(frames, track, scale))
    return Chart(
        track=track,
        series=tuple(_series(name, style, points, scale) for style, (name, points) in enumerate(lines)),
        marks=marks,
        bands=_bands(bands, scale) if bands else (),
        gaps=tuple(_gaps(marks)),
        grid=tuple((scale.y(value / 4), f"{value / 4:g}") for value in range(5)),
        ticks=tuple((scale.x(time), clock(time)) for time in scale.ticks()),
        described=_describe([score for _, score in lines[0][1]]),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    first: float
    last: float
    step: float

    @classmethod
    def of(cls, times: Sequence[float]) -> _Scale:
        first, last = (min(times), max(times)) if times else (0.0, 0.0)
        gaps = sorted(b - a for a, b in pairwise(times))
        return cls(first, last, gaps[len(gaps) // 2] if gaps else 0.0)

    def x(self, time: float) -> float:
        span = self.last - self.first
        share = (time - self.first) / span if span > 0 else 0.5
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, score: float) -> float:
        return round(TOP + (1 - score) * (HEIGHT - TOP - BOTTOM), 1)

    def ticks(self) -> list[float]:
        span = self.last - self.first
        if span <= 0:
            return [self.first]
        step = next((step for step in _STEPS if span / step <= 8), span)
        start = -(-self.first // step)
        return [round((start + i) * step, 2) for i in range(int((self.last - start * step) / step + 1e-6) + 1)]


def _series(name: str, style: int, points: Sequence[Point], scale: _Scale) -> Series:
    dots = tuple((scale.x(time), scale.y(score)) for time, score in points)
    path = ""
    for index, (x, y) in enumerate(dots):
        joined = index > 0 and points[index][0] - points[index - 1][0] <= _GAP * scale.step
        path += f"{'L' if joined else 'M'}{x:g} {y:g}"
    return Series(name, style, path, dots)


def _marks(frames: Sequence[Mapping[str, Any]], track: int, scale: _Scale) -> Iterator[Mark]:
    for frame in frames:
        face = next((face for face in frame["faces"] if face["track"] == track), None)
        if frame.get("state", "ok") != "ok":
            state, words = "undecodable", "could not be decoded"
        elif face is None:
            state, words = "absent", "this person was not seen"
        elif face["score"] is None:
            state, words = "left-out", f"left out: {face.get('unusable', '')}"
        else:
            state, words = "scored", f"score {face['score']:.2f}"
        yield Mark(scale.x(frame["time_s"]), state, f"{clock(frame['time_s'])}: {words}")


def _bands(bands: Bands, scale: _Scale) -> tuple[BandArea, ...]:
    """Areas from the top down; words of narrow bands give way to each other."""
    areas: list[BandArea] = []
    for label, low, high in reversed(bands.ranges()):
        top, bottom = scale.y(high), scale.y(low)
        word_y = (top + bottom) / 2 + 4
        if areas:
            word_y = max(word_y, areas[-1].word_y + _LINE)
        areas.append(BandArea(label, top, round(bottom - top, 1), _SHORT[label], round(word_y, 1)))
    return tuple(areas)


def _gaps(marks: Sequence[Mark]) -> Iterator[GapArea]:
    """Stretches of equal marks without a score, reaching half-way to their neighbours."""
    edges = [LEFT, *((a.x + b.x) / 2 for a, b in pairwise(marks)), WIDTH - RIGHT]
    place = 0
    for state, run in groupby(marks, key=lambda mark: mark.state):
        inside = list(run)
        left, right = edges[place], edges[place + len(inside)]
        place += len(inside)
        if state != "scored":
            tip = inside[0].tip if len(inside) == 1 else f"{inside[0].tip} ({len(inside)} frames)"
            yield GapArea(round(left, 1), round(right - left, 1), state, _hatch(left, right, state), tip)


def _hatch(left: float, right: float, state: str) -> str:
    """Diagonals for faces left out, crossed ones for frames that are lost; absence stays plain."""
    if state == "absent":
        return ""
    rising = _diagonals(left, right)
    return rising if state == "left-out" else rising + _diagonals(left, right, mirrored=True)


def _diagonals(left: float, right: float, *, mirrored: bool = False) -> str:
    height, path = FLOOR - TOP, ""
    start = left - height
    while start < right:  # each rises by 45 degrees from the floor
        x0, x1 = max(start, left), min(start + height, right)
        if x1 > x0:
            points = [(x, FLOOR - (x - start)) for x in (x0, x1)]
            if mirrored:
                points = [(left + right - x, y) for x, y in points]
            path += "M{:.1f} {:.1f}L{:.1f} {:.1f}".format(*points[0], *points[1])
        start += _HATCH
    return path


def _describe(scores: Sequence[float]) -> str:
    if not scores:
        return "no scored face"
    if len(scores) == 1:
        return f"1 scored face: {scores[0]:.2f}"
    low, high, mean = min(scores), max(scores), sum(scores) / len(scores)
    return f"{len(scores)} scored faces from {low:.2f} to {high:.2f}, mean {mean:.2f}"
