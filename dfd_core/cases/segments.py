"""Stretches of a clip in which a person's faces score high: where an examiner looks first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from dfd_core.cases.bands import Bands, BandSource


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of one person.

    ``start_s`` and ``end_s`` are the times of its first and last sampled frame in seconds (equal where it is a single
    frame), ``peak`` and ``mean`` the ensemble's scores 0..1 of its faces, ``frames`` how many there are.
    """

    start_s: float
    end_s: float
    peak: float
    mean: float
    track: int
    frames: int


EVEN = 0.5
"""A face at or above this score leans to manipulated."""


def suspicious_from(bands: Bands | None) -> float:
    """The score from which a stretch is worth a look: the band's edge, or even odds where none was measured."""
    return EVEN if bands is None or bands.source is BandSource.WIDE else bands.fake_from


def find_segments(extract: Mapping[str, Any], threshold: float = EVEN, min_frames: int = 2) -> list[Segment]:
    """Stretches of at least ``min_frames`` sampled frames in a row in which the person scores ``threshold`` or more.

    A frame in which the person was not scored ends a stretch: nothing is claimed of what was not looked at.
    The earliest first; persons at the same time by number.
    """
    found = [
        segment
        for track in extract["tracks"]
        for segment in _of_person(_scores(extract, track["id"]), threshold, track["id"])
        if segment.frames >= max(1, min_frames)
    ]
    return sorted(found, key=lambda segment: (segment.start_s, segment.track))


def _scores(extract: Mapping[str, Any], track: int) -> Iterator[tuple[float, float | None]]:
    """Time and score of every sampled frame, None where the person was not scored."""
    for frame in extract["frames"]:
        face = next((face for face in frame["faces"] if face["track"] == track), None)
        yield frame["time_s"], None if face is None else face["score"]


def _of_person(scores: Iterator[tuple[float, float | None]], threshold: float, track: int) -> Iterator[Segment]:
    for high, run in groupby(scores, key=lambda point: point[1] is not None and point[1] >= threshold):
        if high:
            points = [(time_s, score) for time_s, score in run if score is not None]
            values = [score for _, score in points]
            yield Segment(points[0][0], points[-1][0], max(values), sum(values) / len(values), track, len(values))
