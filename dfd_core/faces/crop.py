"""The one crop, resize and normalise of screening *and* training.

Rules and normalisations are plain data in ``dfd_core.faces.rules`` and are named here again.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from dfd_core.errors import UsageError
from dfd_core.faces.align import similarity, template
from dfd_core.faces.rules import (
    DEEPFAKEBENCH,
    ICPR2020,
    MESONET,
    RULES,
    SBI,
    SEED,
    SELIMSEF,
    TIGHT,
    WIDE,
    CropRule,
    Interpolation,
    Normalisation,
    Rounding,
)
from dfd_core.types import Box, Detection, FloatArray, Image, Points

__all__ = [
    "DEEPFAKEBENCH",
    "ICPR2020",
    "MESONET",
    "RULES",
    "SBI",
    "SEED",
    "SELIMSEF",
    "TIGHT",
    "WIDE",
    "CropRule",
    "Normalisation",
    "cut",
    "footprint",
    "to_input",
]


def cut(image: Image, detection: Detection, rule: CropRule, size: int) -> Image:
    """Cut one face from a frame by a detector's rule.

    Args:
        image: the RGB frame ``(H, W, 3)`` uint8.
        detection: where the face is; its box may stick out of the frame.
        rule: see ``CropRule``.
        size: side of the result in pixels.

    Returns:
        A new ``uint8`` picture ``(size, size, 3)``, contiguous; black where the rule says zero.

    Raises:
        UsageError: ``"aligned"`` without five landmarks, or a box that holds no pixel of the frame.
    """
    if size < 1:
        raise UsageError("bad_crop_size", f"a crop of {size} px makes no sense")
    first = rule.via or size
    picture = _aligned(image, detection, rule, first) if rule.shape == "aligned" else _boxed(image, detection, rule)
    picture = _fitted(picture, rule, first)
    return np.ascontiguousarray(picture if first == size else _resize(picture, size, size, rule.interpolation))


def footprint(frame: tuple[int, int], detection: Detection, rule: CropRule, size: int) -> Points:
    """Where in the frame the picture of ``cut`` comes from: its corners, clockwise from its own upper left, in pixels.

    Args:
        frame: its width and height.
        detection: as for ``cut``.
        rule: as for ``cut``.
        size: as for ``cut``.

    Raises:
        UsageError: as ``cut``.
    """
    side = rule.via or size
    if rule.shape == "aligned":
        back = cv2.invertAffineTransform(_to_template(detection, rule, side))
        square = np.array([[0, 0, 1], [side, 0, 1], [side, side, 1], [0, side, 1]]) - (0.5, 0.5, 0.0)  # pixel centres
        return tuple((float(x), float(y)) for x, y in square @ back.T + 0.5)
    region, inside = _place(frame, detection, rule)
    x0, y0, x1, y1 = map(float, inside if rule.border in {"clip", "inside"} else region)
    if rule.letterbox:
        (height, width), top, left = _letterboxed(round(y1 - y0), round(x1 - x0), side)
        across, down = (x1 - x0) / width, (y1 - y0) / height
        x0, y0 = x0 - left * across, y0 - top * down
        x1, y1 = x0 + side * across, y0 + side * down
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


def to_input(crops: Sequence[Image] | Image, norm: Normalisation) -> FloatArray:
    """Pictures as a network wants them.

    Args:
        crops: ``uint8`` pictures of one size, a list of (S, S, 3) or an array (N, S, S, 3).
        norm: see ``Normalisation``.

    Returns:
        ``float32`` (N, 3, S, S), contiguous.
    """
    pictures = crops if isinstance(crops, np.ndarray) else np.stack(list(crops))
    if norm.kind == "per_image":
        return _standardised(pictures)
    planes = np.empty((len(pictures), 3, *pictures.shape[1:3]), np.float32)
    scale, offset = norm.scale, norm.offset
    for channel in range(3):
        np.multiply(pictures[..., channel], scale[channel], out=planes[:, channel], casting="unsafe")
        if offset[channel]:
            planes[:, channel] += offset[channel]
    return planes


def _standardised(pictures: Image) -> FloatArray:
    planes = np.ascontiguousarray(pictures.transpose(0, 3, 1, 2), dtype=np.float32)
    planes -= planes.mean(axis=(2, 3), keepdims=True, dtype=np.float64).astype(np.float32)
    spread = planes.std(axis=(2, 3), keepdims=True, dtype=np.float64).astype(np.float32)
    planes /= np.where(spread > 0, spread, 1)
    return planes


def _boxed(image: Image, detection: Detection, rule: CropRule) -> Image:
    """The region of the rule, at the frame's resolution."""
    (x0, y0, x1, y1), inside = _place((image.shape[1], image.shape[0]), detection, rule)
    part = image[inside[1] : inside[3], inside[0] : inside[2]]
    pads = inside[1] - y0, y1 - inside[3], inside[0] - x0, x1 - inside[2]
    if rule.border in {"clip", "inside"} or not any(pads):
        return part
    kind = cv2.BORDER_REPLICATE if rule.border == "edge" else cv2.BORDER_CONSTANT
    return np.asarray(cv2.copyMakeBorder(part, *pads, kind, value=(0, 0, 0)), np.uint8)


def _place(
    frame: tuple[int, int], detection: Detection, rule: CropRule
) -> tuple[tuple[int, int, int, int], tuple[int, int, int, int]]:
    """The region of the rule in whole pixels, and what of it lies in the frame.

    Where a rule is tighter than the box and misses a frame that the box touches, the box itself is the region.
    """
    width, height = frame
    for region in (rule.region(detection.box, frame), detection.box):
        x0, y0, x1, y1 = _corners(region, rule.rounding)
        inside = max(x0, 0), max(y0, 0), min(x1, width), min(y1, height)
        if inside[0] < inside[2] and inside[1] < inside[3]:
            return (x0, y0, x1, y1), inside
    raise UsageError("empty_crop", f"the face box {_shown(detection.box)} lies outside the {width}x{height} frame")


def _corners(region: Box, rounding: Rounding) -> tuple[int, int, int, int]:
    """Whole pixels of a region, at least one."""
    if not all(math.isfinite(value) and abs(value) < 1e6 for value in region):
        raise UsageError("empty_crop", f"the face box {_shown(region)} is not a place in a frame")
    x0, y0, x1, y1 = region
    if rounding == "truncate":
        low, high = (int(x0), int(y0)), (int(x1), int(y1))
    elif rounding == "outward":
        low, high = (math.floor(x0), math.floor(y0)), (math.ceil(x1), math.ceil(y1))
    else:
        low, high = (round(x0), round(y0)), (round(x1), round(y1))
    return low[0], low[1], max(high[0], low[0] + 1), max(high[1], low[1] + 1)


def _shown(box: Box) -> str:
    return "(" + ", ".join(f"{value:.0f}" for value in box) + ")"


def _aligned(image: Image, detection: Detection, rule: CropRule, size: int) -> Image:
    """The face turned and scaled onto the template."""
    matrix = _to_template(detection, rule, size)
    kind = cv2.BORDER_REPLICATE if rule.border == "edge" else cv2.BORDER_CONSTANT
    warped = cv2.warpAffine(image, matrix, (size, size), flags=cv2.INTER_LINEAR, borderMode=kind, borderValue=(0, 0, 0))
    return np.asarray(warped, np.uint8)


def _to_template(detection: Detection, rule: CropRule, size: int) -> npt.NDArray[np.float64]:
    """The (2, 3) matrix from the frame to the ``size`` px square."""
    if len(detection.landmarks) != 5:
        raise UsageError("no_landmarks", "this detector needs aligned faces, but the face has no five landmarks")
    try:
        return similarity(detection.landmarks, template(size, rule.scale))
    except ValueError as error:
        raise UsageError("no_landmarks", "the face's landmarks coincide, so it cannot be aligned") from error


def _fitted(picture: Image, rule: CropRule, size: int) -> Image:
    """Any picture as a square of ``size``: stretched, or whole with black bars."""
    height, width = picture.shape[:2]
    if (height, width) == (size, size):
        return picture
    if not rule.letterbox:
        return _resize(picture, size, size, rule.interpolation)
    small, top, left = _letterboxed(height, width, size)
    canvas = np.zeros((size, size, 3), np.uint8)
    canvas[top : top + small[0], left : left + small[1]] = _resize(picture, *small, rule.interpolation)
    return canvas


def _letterboxed(height: int, width: int, size: int) -> tuple[tuple[int, int], int, int]:
    """Height and width of a picture within its black bars, and the bars' height on top and width on the left."""
    scale = size / max(height, width)
    small = max(1, int(height * scale + 1e-6)), max(1, int(width * scale + 1e-6))
    return small, (size - small[0]) // 2, (size - small[1]) // 2


def _resize(picture: Image, height: int, width: int, interpolation: Interpolation) -> Image:
    if picture.shape[:2] == (height, width):
        return picture
    shrinks = height * width < picture.shape[0] * picture.shape[1]
    if interpolation == "area" or (interpolation.startswith("area") and shrinks):
        method = cv2.INTER_AREA
    else:
        method = cv2.INTER_CUBIC if interpolation.endswith("cubic") else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(picture, (width, height), interpolation=method), np.uint8)
