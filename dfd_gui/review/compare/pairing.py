"""Two results on one time axis: courses, rows of the same moments, detectors beside each other. Pure, no Qt.

Times of the axis are those of clip A. Clip B lies on it with an offset: its first frame stands at ``offset_s``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dfd_gui.review.curves import Curves, GapSpan, Sample, Values, curves_of
from dfd_gui.review.samples import Samples

_SAME_S = 0.001
"""Two samples are of one moment at least if they are not further apart; times are rounded to 0.1 ms."""


@dataclass(frozen=True, slots=True)
class Course:
    """One side's scores over the shared axis.

    ``values`` are the ensemble's for the chosen person, or the highest of all persons, NaN in gaps. ``times`` and
    ``gaps`` are shifted onto the axis, ``start_s`` and ``end_s`` say where the clip lies on it; ``samples`` keep the
    times of their own clip, which began at ``start_s``.
    """

    curves: Curves
    times: Values
    values: Values
    gaps: tuple[GapSpan, ...]
    start_s: float
    end_s: float

    @property
    def samples(self) -> Sequence[Sample]:
        """The sampled frames in the order of time."""
        return self.curves.samples

    def near(self, time_s: float) -> Sample | None:
        """The sample that speaks for a moment of the axis; None where the next one is more than a step away."""
        place = self.curves.nearest(time_s - self.start_s)
        if place is None:
            return None
        reach = max(0.75 * self.curves.step_s, _SAME_S)
        return self.samples[place] if abs(float(self.times[place]) - time_s) <= reach else None


@dataclass(frozen=True, slots=True)
class PairRow:
    """A moment of the axis with the samples of both sides; one of them may be missing."""

    time_s: float
    a: Sample | None
    b: Sample | None

    @property
    def difference(self) -> float | None:
        """B minus A, None unless both were scored."""
        return difference(self.a.score if self.a else None, self.b.score if self.b else None)


@dataclass(frozen=True, slots=True)
class Standing:
    """One detector on both sides; ``in_a`` and ``in_b``: it belongs to that side's ensemble.

    ``replaced``: both sides have a detector of that name, and the files are not the same.
    """

    name: str
    a: float | None
    b: float | None
    in_a: bool = True
    in_b: bool = True
    replaced: bool = False

    @property
    def difference(self) -> float | None:
        """B minus A, None unless both scored."""
        return difference(self.a, self.b)


def difference(a: float | None, b: float | None) -> float | None:
    """B minus A, None where one of them is not known."""
    return None if a is None or b is None else b - a


def course_of(extract: Mapping[str, Any], track: int | None, offset_s: float = 0.0) -> Course:
    """The course of a person (None: of whoever scores highest), shifted by ``offset_s``."""
    curves, samples = curves_of(extract, track), Samples(extract)
    values = np.asarray([math.nan if s.score is None else s.score for s in curves.samples], dtype=np.float64)
    gaps = tuple(
        replace(gap, start_s=gap.start_s + offset_s, end_s=min(gap.end_s, samples.duration_s) + offset_s)
        for gap in samples.gaps(track)
    )
    return Course(curves, curves.times + offset_s, values, gaps, offset_s, offset_s + samples.duration_s)


def pair_rows(a: Course, b: Course) -> list[PairRow]:
    """All samples of both sides in the order of time; those that are each other's nearest stand in one row.

    They may be apart by half the finer sampling step: more, and they tell of different moments.
    """
    mates = _mates(a, b)
    taken = set(mates.values())
    rows = [
        PairRow(float(time_s), sample, b.samples[mates[place]] if place in mates else None)
        for place, (time_s, sample) in enumerate(zip(a.times, a.samples, strict=True))
    ]
    alone = (place for place in range(len(b.samples)) if place not in taken)
    rows += [PairRow(float(b.times[place]), None, b.samples[place]) for place in alone]
    return sorted(rows, key=lambda row: row.time_s)


def standings(
    a: Mapping[str, Any], track_a: int | None, b: Mapping[str, Any], track_b: int | None
) -> tuple[list[Standing], Standing]:
    """Every detector of either side, those of A first, and the ensembles; for a person, or for the clip (None)."""
    scores_a, scores_b = _scores(a, track_a), _scores(b, track_b)
    files_a, files_b = _files(a), _files(b)
    rows = [
        Standing(
            name,
            scores_a.get(name),
            scores_b.get(name),
            in_a=name in files_a,
            in_b=name in files_b,
            replaced=name in files_a and name in files_b and files_a[name] != files_b[name],
        )
        for name in dict.fromkeys((*files_a, *files_b))
    ]
    return rows, Standing("", _score(a, track_a), _score(b, track_b))


def _mates(a: Course, b: Course) -> dict[int, int]:
    """Places of A with the place of B that belongs to them."""
    if not len(a.times) or not len(b.times):
        return {}
    steps = [step for step in (a.curves.step_s, b.curves.step_s) if step > 0]
    reach = max(min(steps, default=0.0) / 2, _SAME_S)
    apart = np.abs(a.times[:, np.newaxis] - b.times[np.newaxis, :])
    to_b, to_a = apart.argmin(axis=1), apart.argmin(axis=0)
    return {
        place: int(mate)
        for place, mate in enumerate(to_b)
        if int(to_a[mate]) == place and float(apart[place, mate]) <= reach
    }


def _track(extract: Mapping[str, Any], track: int | None) -> Mapping[str, Any] | None:
    return next((each for each in extract["tracks"] if each["id"] == track), None)


def _score(extract: Mapping[str, Any], track: int | None) -> float | None:
    person = _track(extract, track)
    score: float | None = person["score"] if person else extract["score"]
    return score


def _scores(extract: Mapping[str, Any], track: int | None) -> Mapping[str, float | None]:
    person = _track(extract, track)
    if person is not None:
        found: Mapping[str, float | None] = person["detectors"]
        return found
    return {each["name"]: each["score"] for each in extract["detectors"]}


def _files(extract: Mapping[str, Any]) -> Mapping[str, str]:
    return {each["name"]: each["sha256"] for each in extract["detectors"]}
