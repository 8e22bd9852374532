"""An extract as curves over time: what was scored, and of every other frame why it was not. Pure, no Qt.

Three things look alike and are not: no face was there, a face was there and was not analysed, the frame could not be
decoded. None of them is a score of 0, which is a real score and means authentic.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, groupby, pairwise
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Values: TypeAlias = npt.NDArray[np.float64]


class Gap(StrEnum):
    """Why a sampled frame has no score."""

    NO_FACE = "no_face"
    NOT_ANALYSED = "not_analysed"
    DECODE_ERROR = "decode_error"


@dataclass(frozen=True, slots=True)
class Sample:
    """One sampled frame as the chart and its table show it.

    ``frame`` is its number in the clip. ``track`` is the person shown: the chosen one, or among all persons the one
    who scores highest in this frame; None where nobody is there. ``score`` is the ensemble's, ``scores`` those of the
    curves by key. ``gap`` is None exactly where there is a score; ``reason`` says in words why a face was left out.
    ``face`` is the place of the person's picture in the faces file, None without a face.
    """

    time_s: float
    frame: int
    track: int | None
    score: float | None
    scores: Mapping[str, float]
    gap: Gap | None
    reason: str = ""
    face: int | None = None


@dataclass(frozen=True, slots=True)
class Curve:
    """One line: ``key`` is a detector's name, or a person's number as text; ``values`` has NaN in gaps."""

    key: str
    values: Values


@dataclass(frozen=True, slots=True)
class GapSpan:
    """Neighbouring frames without a score for the same kind of reason, from ``start_s`` to ``end_s``."""

    start_s: float
    end_s: float
    kind: Gap
    frames: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Curves:
    """What a chart draws. ``ensemble`` is None where all persons are shown, each by one line in ``lines``.

    With a single detector ``lines`` is empty: the ensemble says the same.
    """

    track: int | None
    times: Values
    samples: tuple[Sample, ...]
    ensemble: Curve | None
    lines: tuple[Curve, ...]
    gaps: tuple[GapSpan, ...]

    def nearest(self, time_s: float) -> int | None:
        """Place of the sample nearest to a time, None where there are none."""
        return int(np.abs(self.times - time_s).argmin()) if len(self.times) else None

    @property
    def step_s(self) -> float:
        """Usual distance of two samples in seconds, 0 where there are not two."""
        return float(np.median(np.diff(self.times))) if len(self.times) > 1 else 0.0


def person_curves(extract: Mapping[str, Any], track: int) -> Curves:
    """The curves of one person: the ensemble's and every detector's."""
    samples = [_sample(frame, first, track) for frame, first in _frames(extract)]
    names = [detector["name"] for detector in extract["detectors"]]
    lines = names if len(names) > 1 else []
    return _curves(track, samples, lines, Curve(names[0] if len(names) == 1 else "", _ensemble_values(samples)))


def everybody(extract: Mapping[str, Any]) -> Curves:
    """One curve for each person, of the ensemble's scores."""
    samples = [_crowd_sample(frame, first) for frame, first in _frames(extract)]
    return _curves(None, samples, [str(track["id"]) for track in extract["tracks"]], None)


def curves_of(extract: Mapping[str, Any], track: int | None) -> Curves:
    """The curves of a person, or of everybody."""
    return everybody(extract) if track is None else person_curves(extract, track)


def _frames(extract: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], int]]:
    """Every sampled frame with the place of its first face in the faces file."""
    frames: Sequence[Mapping[str, Any]] = extract["frames"]
    firsts = accumulate((len(frame["faces"]) for frame in frames), initial=0)
    yield from zip(frames, firsts, strict=False)


def _sample(frame: Mapping[str, Any], first: int, track: int) -> Sample:
    place, face = next(
        ((i, face) for i, face in enumerate(frame["faces"]) if face["track"] == track),
        (None, None),
    )
    if face is None or place is None:
        return _without_face(frame)
    gap = Gap.NOT_ANALYSED if face["score"] is None else None
    return Sample(
        time_s=frame["time_s"],
        frame=frame["index"],
        track=track,
        score=face["score"],
        scores=face["scores"],
        gap=gap,
        reason=face.get("unusable", "") if gap else "",
        face=first + place,
    )


def _crowd_sample(frame: Mapping[str, Any], first: int) -> Sample:
    faces = list(enumerate(frame["faces"]))
    if not faces:
        return _without_face(frame)
    scored = [(place, face) for place, face in faces if face["score"] is not None]
    place, face = max(scored, key=lambda each: float(each[1]["score"])) if scored else faces[0]
    reasons = dict.fromkeys(face.get("unusable", "") for _, face in faces)
    return Sample(
        time_s=frame["time_s"],
        frame=frame["index"],
        track=face["track"],
        score=face["score"],
        scores={str(face["track"]): face["score"] for _, face in scored},
        gap=None if scored else Gap.NOT_ANALYSED,
        reason="" if scored else "; ".join(filter(None, reasons)),
        face=first + place,
    )


def _without_face(frame: Mapping[str, Any]) -> Sample:
    broken = frame.get("state", "ok") != "ok"
    return Sample(frame["time_s"], frame["index"], None, None, {}, Gap.DECODE_ERROR if broken else Gap.NO_FACE)


def _curves(track: int | None, samples: list[Sample], keys: Sequence[str], ensemble: Curve | None) -> Curves:
    lines = tuple(Curve(key, _values([sample.scores.get(key) for sample in samples])) for key in keys)
    times = np.asarray([sample.time_s for sample in samples], dtype=np.float64)
    return Curves(track, times, tuple(samples), ensemble, lines, tuple(_gaps(samples)))


def _ensemble_values(samples: Sequence[Sample]) -> Values:
    return _values([sample.score for sample in samples])


def _values(scores: Sequence[float | None]) -> Values:
    return np.asarray([math.nan if score is None else score for score in scores], dtype=np.float64)


def _gaps(samples: Sequence[Sample]) -> Iterator[GapSpan]:
    """Runs of the same kind; a span reaches half-way to its scored neighbours."""
    edges = _edges([sample.time_s for sample in samples])
    place = 0
    for kind, run in groupby(samples, key=lambda sample: sample.gap):
        inside = list(run)
        start, end = edges[place], edges[place + len(inside)]
        place += len(inside)
        if kind is not None:
            reasons = tuple(dict.fromkeys(sample.reason for sample in inside if sample.reason))
            yield GapSpan(start, end, kind, len(inside), reasons)


def _edges(times: Sequence[float]) -> list[float]:
    """Where each sample's stretch begins, and where the last one ends."""
    if not times:
        return []
    middles = [(a + b) / 2 for a, b in pairwise(times)]
    first = times[0] - (middles[0] - times[0] if middles else 0.0)
    last = times[-1] + (times[-1] - middles[-1] if middles else 0.0)
    return [max(0.0, first), *middles, last]
