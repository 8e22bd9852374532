"""Detections of sampled frames -> persons through time. Light: numpy, and scipy only where it is needed.

Frames are sampled sparsely (32 over a whole clip), so a head may have moved by more than its own width
between two of them: a detection continues a track when place and size fit *relative to the face's size*, and,
where given, the look of the face. Tracks never expire: a person who is not found for a while, or who is out of
shot between two cuts and comes back to the same place, stays the same one. After a cut another person at
another place or size is a new track; another person at the very same place and size can only be told apart by
``appearance``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dfd_core.types import Box, Detection, FloatArray

IMPOSSIBLE = 1e6


@dataclass(frozen=True, slots=True)
class TrackLimits:
    """What may still be the same person in a later frame (chosen on real clips).

    ``reach``: how far the centre may be from where it was or was heading, in face sizes.
    ``size_ratio``: by which factor the size may change.
    ``unlike``: largest difference of appearance, 0 (same) .. 2; on real clips the same face stays under .34
    from one sampled frame to the next, two persons are over that in 92 % of pairs.
    ``inertia_s``: how long a movement is expected to go on, seconds.
    """

    reach: float = 1.5
    size_ratio: float = 1.8
    unlike: float = 0.4
    inertia_s: float = 0.5


LIMITS = TrackLimits()


class _Track:
    """What is known of one person so far."""

    def __init__(self, number: int, time: float, box: Box, look: FloatArray | None) -> None:
        self.number = number
        self.time = time
        self.box = box
        self.look = look
        self.speed = (0.0, 0.0)

    def expected(self, time: float, inertia_s: float) -> tuple[float, float]:
        """Where the centre should be at ``time``: it moves on, slowing down."""
        x, y = _centre(self.box)
        ahead = inertia_s * (1.0 - math.exp(-max(time - self.time, 0.0) / inertia_s))
        return x + self.speed[0] * ahead, y + self.speed[1] * ahead

    def follow(self, time: float, box: Box, look: FloatArray | None) -> None:
        """Take over a new detection."""
        gap = time - self.time
        (x, y), (old_x, old_y) = _centre(box), _centre(self.box)
        self.speed = ((x - old_x) / gap, (y - old_y) / gap) if gap > 0 else (0.0, 0.0)
        self.time, self.box = time, box
        if look is not None:
            self.look = look if self.look is None else _blend(self.look, look)


def build_tracks(
    frames: Sequence[tuple[float, Sequence[Detection]]],
    appearance: Sequence[Sequence[FloatArray]] | None = None,
    limits: TrackLimits = LIMITS,
) -> list[list[int]]:
    """Give every detection the number of its person.

    Args:
        frames: (time in seconds, detections) of the sampled frames, in time order.
        appearance: optionally the vector of ``dfd_core.faces.appearance`` for each detection.
        limits: see ``TrackLimits``.

    Returns:
        A track number for each detection of each frame: 0, 1, ... by first appearance, then from left to
        right. No track has two detections of one frame. The same input gives the same numbers.
    """
    tracks: list[_Track] = []
    result: list[list[int]] = []
    for index, (time, detections) in enumerate(frames):
        looks = [None] * len(detections) if appearance is None else list(appearance[index])
        numbers = _matched(tracks, time, detections, looks, limits)
        for place in sorted(range(len(detections)), key=lambda k: detections[k].box):
            box, look = detections[place].box, looks[place]
            if numbers[place] < 0:
                numbers[place] = len(tracks)
                tracks.append(_Track(len(tracks), time, box, look))
            else:
                tracks[numbers[place]].follow(time, box, look)
        result.append(numbers)
    return result


def _matched(
    tracks: Sequence[_Track],
    time: float,
    detections: Sequence[Detection],
    looks: Sequence[FloatArray | None],
    limits: TrackLimits,
) -> list[int]:
    """The best assignment of detections to tracks; -1 = a new person."""
    numbers = [-1] * len(detections)
    if not tracks or not detections:
        return numbers
    costs = np.array(
        [
            [_cost(track, time, d.box, look, limits) for track in tracks]
            for d, look in zip(detections, looks, strict=True)
        ]
    )
    for row, column in _assigned(costs):
        if costs[row, column] < IMPOSSIBLE:
            numbers[row] = tracks[column].number
    return numbers


def _cost(track: _Track, time: float, box: Box, look: FloatArray | None, limits: TrackLimits) -> float:
    """How badly a detection continues a track, about -1..5, or ``IMPOSSIBLE``."""
    old_size, size = _size(track.box), _size(box)
    ratio = max(old_size, size) / min(old_size, size)
    unit = (old_size + size) / 2
    from_last = math.dist(_centre(track.box), _centre(box)) / unit
    from_expected = math.dist(track.expected(time, limits.inertia_s), _centre(box)) / unit
    if ratio > limits.size_ratio or min(from_last, from_expected) > limits.reach:
        return IMPOSSIBLE
    unlike = 0.0
    if look is not None and track.look is not None:
        unlike = float(1.0 - np.dot(look, track.look))
        if unlike > limits.unlike:
            return IMPOSSIBLE
    waiting = 0.05 * min(time - track.time, 10.0)
    return from_expected + math.log2(ratio) + waiting + 4.0 * unlike - _overlap(track.box, box)


def _assigned(costs: npt.NDArray[np.float64]) -> list[tuple[int, int]]:
    """Rows and columns of least total cost. Where every row has a best column of its own, that is the answer."""
    best = costs.argmin(axis=1).tolist()
    if len(set(best)) == len(best):
        return list(enumerate(best))
    from scipy.optimize import linear_sum_assignment  # .3 s of import that most clips never need

    rows, columns = linear_sum_assignment(costs)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))


def _blend(old: FloatArray, new: FloatArray) -> FloatArray:
    mixed = 0.6 * old + 0.4 * new
    return np.asarray(mixed / max(float(np.linalg.norm(mixed)), 1e-6), np.float32)


def _centre(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _size(box: Box) -> float:
    """Side of the square of the same area, at least a thousandth of a pixel."""
    return max(math.sqrt(max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)), 1e-3)


def _overlap(a: Box, b: Box) -> float:
    """Intersection over union."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    return shared / (_size(a) ** 2 + _size(b) ** 2 - shared)
