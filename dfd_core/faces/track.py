"""Detections of sampled frames -> persons through time. Light: numpy, and scipy only where needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from dfd_core.types import Box, Detection, FloatArray

Floats = npt.NDArray[np.float64]

IMPOSSIBLE = 1e6


@dataclass(frozen=True, slots=True)
class TrackLimits:
    """What may still be the same person from one sampled frame to a later one.

    ``reach``: how far the centre may move, in face sizes; ``size_ratio``: how much the size may change;
    ``appearance``: largest distance 0..1 of the appearance vectors, where given; ``patience_s``: seconds
    a person may be unseen (0 = for ever).
    """

    reach: float = 1.5
    size_ratio: float = 1.8
    appearance: float = 0.5
    patience_s: float = 0.0


LIMITS = TrackLimits()


@dataclass(slots=True)
class _Track:
    box: Box
    time: float
    number: int
    look: FloatArray | None = field(default=None)


def build_tracks(
    frames: Sequence[tuple[float, Sequence[Detection]]],
    appearance: Sequence[Sequence[FloatArray]] | None = None,
    limits: TrackLimits = LIMITS,
) -> list[list[int]]:
    """Give every detection the number of its person.

    Args:
        frames: (time in seconds, detections) of the sampled frames, in time order.
        appearance: optionally a vector of length 1 (see ``crop``) for each detection.
        limits: see ``TrackLimits``.

    Returns:
        A track number for each detection of each frame: 0, 1, ... by first appearance, then left to right.
    """
    tracks: list[_Track] = []
    result: list[list[int]] = []
    for index, (time, detections) in enumerate(frames):
        looks = list(appearance[index]) if appearance is not None else [None] * len(detections)
        numbers = _matched(tracks, detections, looks, time, limits)
        for place in sorted(range(len(detections)), key=lambda k: detections[k].box):
            if numbers[place] < 0:
                numbers[place] = len(tracks)
                tracks.append(_Track(detections[place].box, time, len(tracks)))
            track = tracks[numbers[place]]
            track.box, track.time = detections[place].box, time
            track.look = _mixed(track.look, looks[place])
        result.append(numbers)
    return result


def _matched(
    tracks: Sequence[_Track],
    detections: Sequence[Detection],
    looks: Sequence[FloatArray | None],
    time: float,
    limits: TrackLimits,
) -> list[int]:
    """The best assignment of detections to known tracks; -1 = none."""
    numbers = [-1] * len(detections)
    known = [t for t in tracks if not limits.patience_s or time - t.time <= limits.patience_s]
    if not known or not detections:
        return numbers
    costs = np.array(
        [[_cost(t, d.box, look, time, limits) for t in known] for d, look in zip(detections, looks, strict=True)]
    )
    for row, column in _assign(costs):
        if costs[row, column] < IMPOSSIBLE:
            numbers[row] = known[column].number
    return numbers


def _cost(track: _Track, box: Box, look: FloatArray | None, time: float, limits: TrackLimits) -> float:
    old_size, size = _size(track.box), _size(box)
    ratio = max(old_size, size) / max(min(old_size, size), 1e-6)
    distance = _distance(track.box, box) / max((old_size + size) / 2, 1e-6)
    if ratio > limits.size_ratio or distance > limits.reach:
        return IMPOSSIBLE
    cost = distance + float(np.log2(ratio)) + 0.05 * min(time - track.time, 10.0)
    if look is not None and track.look is not None:
        different = float(1.0 - np.dot(look, track.look))
        if different > limits.appearance:
            return IMPOSSIBLE
        cost += 2.0 * different
    return cost - _overlap(track.box, box)


def _assign(costs: Floats) -> list[tuple[int, int]]:
    """Least total cost. Where every row's best column is its own, that is the answer (and scipy not needed)."""
    best = costs.argmin(axis=1)
    if len(set(best.tolist())) == len(best):
        return list(enumerate(best.tolist()))
    from scipy.optimize import linear_sum_assignment  # .3 s of import, rarely needed

    rows, columns = linear_sum_assignment(costs)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))


def _mixed(old: FloatArray | None, new: FloatArray | None) -> FloatArray | None:
    if old is None or new is None:
        return new if old is None else old
    mixed = 0.7 * old + 0.3 * new
    return np.asarray(mixed / max(float(np.linalg.norm(mixed)), 1e-6), np.float32)


def _size(box: Box) -> float:
    return float(np.sqrt(max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)))


def _distance(a: Box, b: Box) -> float:
    return float(np.hypot((a[0] + a[2] - b[0] - b[2]) / 2, (a[1] + a[3] - b[1] - b[3]) / 2))


def _overlap(a: Box, b: Box) -> float:
    """Intersection over union."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    return float(shared / (_size(a) ** 2 + _size(b) ** 2 - shared))
