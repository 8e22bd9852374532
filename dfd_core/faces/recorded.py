"""A face as a record tells it; what comes from a file or through a pipe is not trusted."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dfd_core.errors import UsageError
from dfd_core.types import Detection

_LARGEST = 8.0
"""No face detector gives a box that is so many times as long as its frame."""


def recorded_face(box: Sequence[float], landmarks: Sequence[Sequence[float]], size: tuple[int, int]) -> Detection:
    """The face of a recorded box and landmarks in a frame of that width and height.

    Raises:
        UsageError: ``bad_box`` or ``bad_landmarks``, no face of such a frame.
    """
    x0, y0, x1, y1 = box if len(box) == 4 else (0.0, 0.0, 0.0, 0.0)
    if not (x0 < x1 and y0 < y1 and max(x1 - x0, y1 - y0) <= _LARGEST * max(size)):  # not a number: neither
        raise UsageError("bad_box", f"{tuple(box)} is no face box", "give x0, y0, x1, y1 in pixels of the frame")
    if any(len(point) != 2 or not all(map(math.isfinite, point)) for point in landmarks):
        raise UsageError("bad_landmarks", "a landmark has two numbers", "give x, y in pixels of the frame")
    return Detection((x0, y0, x1, y1), 1.0, tuple((x, y) for x, y in landmarks))
