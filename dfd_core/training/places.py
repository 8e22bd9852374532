"""Where the landmarks of a stored face lie in the crop that a rule cuts from it (light: numpy only)."""

from __future__ import annotations

import numpy as np

from dfd_core.faces.align import similarity, template
from dfd_core.faces.rules import CropRule
from dfd_core.types import Box, Points

_CANONICAL = ((0.31, 0.40), (0.69, 0.40), (0.50, 0.59), (0.36, 0.77), (0.64, 0.77))
"""The five landmarks of an average upright frontal face, as shares of its box."""


def canonical_landmarks(box: Box) -> Points:
    """The five landmarks of an average frontal face that fills `box`."""
    x0, y0, x1, y1 = box
    return tuple((x0 + u * (x1 - x0), y0 + v * (y1 - y0)) for u, v in _CANONICAL)


def landmarks_in_crop(rule: CropRule, box: Box, landmarks: Points, frame: tuple[int, int], size: int) -> Points:
    """Map landmarks of a frame into the crop of `size` px that `rule` cuts from it.

    Args:
        rule: the crop rule.
        box: the face's box in pixels of the frame.
        landmarks: five points in pixels of the frame; empty: an average face in the box is assumed.
        frame: height and width of the frame.
        size: side of the crop in pixels.

    Returns:
        Five points in pixels of the crop, exact to the rounding of the region's corners; some may lie outside.
    """
    points = np.asarray(landmarks or canonical_landmarks(box), np.float64)
    if rule.shape == "aligned":
        matrix = similarity(points.tolist(), template(size, rule.scale))
        mapped = points @ matrix[:, :2].T + matrix[:, 2]
    else:
        mapped = _in_region(rule, points, _region(rule, box, frame), size)
    return tuple((float(x), float(y)) for x, y in mapped)


def _region(rule: CropRule, box: Box, frame: tuple[int, int]) -> Box:
    x0, y0, x1, y1 = rule.region(box)
    if rule.border != "clip":
        return x0, y0, x1, y1
    height, width = frame
    return max(x0, 0.0), max(y0, 0.0), min(x1, float(width)), min(y1, float(height))


def _in_region(
    rule: CropRule, points: np.ndarray[tuple[int, ...], np.dtype[np.float64]], region: Box, size: int
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    x0, y0, x1, y1 = region
    sides = np.maximum(np.array((x1 - x0, y1 - y0)), 1.0)
    if not rule.letterbox:
        return np.asarray((points - (x0, y0)) * (size / sides))
    scale = size / float(sides.max())
    return np.asarray((points - (x0, y0)) * scale + (size - sides * scale) / 2)
