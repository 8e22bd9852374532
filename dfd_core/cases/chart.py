"""Geometry of the score-over-time charts: an extract in, numbers and path data out; the template only draws them.

Coordinates are SVG user units with the origin at the top left of the chart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

Point: TypeAlias = tuple[float, float]

WIDTH, HEIGHT = 760.0, 190.0
LEFT, RIGHT, TOP, BOTTOM = 36.0, 12.0, 10.0, 44.0
STRIP_Y = HEIGHT - BOTTOM + 10
"""Top of the strip below the plot that says for every sampled frame what there was to see."""

_STEPS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 36000)
_GAP = 1.5
"""Neighbouring points further apart than this many usual steps are not joined: nothing was seen between them."""


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
class Chart:
    """The chart of one person."""

    track: int
    series: tuple[Series, ...]
    marks: tuple[Mark, ...]
    grid: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, str], ...]
    described: str


def charts(extract: Mapping[str, Any], tracks: Sequence[int]) -> list[Chart]:
    """One chart for each of the given persons, all on the same time axis."""
    return [_chart(extract, track) for track in tracks]


def clock(seconds: float) -> str:
    """``1:02:03.5``, ``2:03`` or ``3.25 s``."""
    if seconds < 60:
        return f"{seconds:.2f}".rstrip("0").rstrip(".") + " s"
    whole, rest = divmod(round(seconds, 1), 60)
    hours, minutes = divmod(int(whole), 60)
    tail = f"{rest:04.1f}".removesuffix(".0")
    return f"{hours}:{minutes:02d}:{tail}" if hours else f"{minutes}:{tail}"


def _chart(extract: Mapping[str, Any], track: int) -> Chart:
    frames = extract["frames"]
    scale = _Scale.of([frame["time_s"] for frame in frames])
    seen = [(frame["time_s"], face) for frame in frames for face in frame["faces"] if face["track"] == track]
    scored = [(time, face) for time, face in seen if face["score"] is not None]
    names = [detector["name"] for detector in extract["detectors"]]
    lines = [("all detectors", [(time, face["score"]) for time, face in scored])]
    if len(names) > 1:
        lines += [(name, [(t, f["scores"][name]) for t, f in scored if name in f["scores"]]) for name in names]
    return Chart(
        track=track,
        series=tuple(_series(name, style, points, scale) for style, (name, points) in enumerate(lines)),
        marks=tuple(_marks(frames, track, scale)),
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


def _describe(scores: Sequence[float]) -> str:
    if not scores:
        return "no scored face"
    if len(scores) == 1:
        return f"1 scored face: {scores[0]:.2f}"
    low, high, mean = min(scores), max(scores), sum(scores) / len(scores)
    return f"{len(scores)} scored faces from {low:.2f} to {high:.2f}, mean {mean:.2f}"
