"""Self-blended images: fakes made from one real photo, after Shiohara & Yamasaki (CVPR 2022).

A photo and an edited copy of itself (colour, sharpness, size, compression) are laid over each other, slightly warped,
through a soft mask of the face or a part of it. What remains is what real forgeries share: a local disagreement of
texture and colour with a seam around it. Two things keep a network from learning less than that:

* in half of the pairs (`whole`) the *real* picture carries the same edit all over, so that the edit is no cue
  (without this the first generator taught "blurred = fake");
* afterwards both pictures of a pair get the same compression and the same noise (`finish`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

import cv2
import numpy as np

from dfd_core.training.places import canonical_landmarks
from dfd_core.types import FloatArray, Image, Points

Rng: TypeAlias = np.random.Generator
Outline: TypeAlias = tuple[tuple[float, float], ...]

RATIOS = (0.25, 0.5, 0.75, 1.0, 1.0, 1.0)
"""Opacity of the laid-over face, as in the authors' code: three times out of six fully opaque."""

# Outlines in the frame of the face: x in eye distances from the middle, y from the eye line (0) to the mouth (1).
_FACE: Outline = ((-0.95, -0.45), (-0.5, -0.62), (0.5, -0.62), (0.95, -0.45), (1.02, 0.2), (0.88, 0.95), (0.5, 1.5),
                  (0.0, 1.68), (-0.5, 1.5), (-0.88, 0.95), (-1.02, 0.2))  # fmt: skip
_WHOLE: Outline = ((-0.95, -0.8), (-0.5, -1.25), (0.5, -1.25), (0.95, -0.8), (1.1, 0.2), (0.92, 1.0), (0.52, 1.6),
                   (0.0, 1.8), (-0.52, 1.6), (-0.92, 1.0), (-1.1, 0.2))  # fmt: skip
_INNER: Outline = ((-0.8, -0.4), (0.8, -0.4), (0.78, 0.2), (0.55, 1.25), (-0.55, 1.25), (-0.78, 0.2))
_LOWER: Outline = ((-0.9, 0.4), (0.9, 0.4), (0.8, 1.05), (0.45, 1.55), (0.0, 1.7), (-0.45, 1.55), (-0.8, 1.05))
_MOUTH: Outline = ((-0.55, 0.72), (0.0, 0.62), (0.55, 0.72), (0.6, 1.05), (0.3, 1.35), (-0.3, 1.35), (-0.6, 1.05))
_EYES: Outline = ((-0.95, -0.4), (0.95, -0.4), (0.95, 0.25), (0.25, 0.3), (-0.25, 0.3), (-0.95, 0.25))
_NOSE: Outline = ((-0.15, -0.1), (0.15, -0.1), (0.4, 0.6), (0.25, 0.78), (-0.25, 0.78), (-0.4, 0.6))
_HALF: Outline = ((0.0, -0.6), (0.95, -0.45), (1.02, 0.2), (0.88, 0.95), (0.5, 1.5), (0.0, 1.68))
_PARTS: tuple[tuple[float, Outline], ...] = (
    (0.40, _FACE), (0.10, _WHOLE), (0.14, _INNER), (0.10, _LOWER), (0.10, _MOUTH), (0.06, _EYES), (0.04, _NOSE),
    (0.06, _HALF),
)  # fmt: skip
_ELLIPSE_SHARE = 0.12
_NEAREST = (cv2.INTER_LINEAR, cv2.INTER_AREA, cv2.INTER_CUBIC)


class SelfBlend(NamedTuple):
    """A pair: two uint8 pictures ``(H, W, 3)`` and the opacity ``(H, W)`` float32, 0..1, of the laid-over face.

    Where `mask` is 0, `fake` is its background unchanged.
    """

    real: Image
    fake: Image
    mask: FloatArray


def self_blend(image: Image, landmarks: Points, rng: Rng, whole: float = 0.5) -> SelfBlend:
    """Make a fake of a real face.

    Args:
        image: the face crop, RGB uint8 ``(H, W, 3)``; 100 to 400 px work best.
        landmarks: five points in its pixels; empty: a frontal face that fills the crop is assumed.
        rng: everything random comes from it.
        whole: probability that the real picture of the pair gets the edit all over.
    """
    height, width = image.shape[:2]
    points = landmarks or canonical_landmarks((0.0, 0.0, float(width), float(height)))
    edited = edit(image, rng)
    over, under = (edited, image) if rng.random() < 0.5 else (image, edited)
    mask = soft_mask((height, width), points, rng)
    over, mask = _warp(over, mask, rng)
    mask *= RATIOS[int(rng.integers(len(RATIOS)))]
    fake = lay_over(under, over, mask)
    real = edited if rng.random() < whole else image
    return SelfBlend(real, fake, mask)


def soft_mask(shape: tuple[int, int], landmarks: Points, rng: Rng) -> FloatArray:
    """A soft mask ``(H, W)`` float32, 0..1, of the face or a part of it, of random shape and softness."""
    height, width = shape
    origin, across, down = _face_frame(landmarks)
    size = float(np.hypot(*down)) + float(np.hypot(*across))
    outline = _random_outline(rng)
    mask = _filled((height, width), origin + outline[:, :1] * across + outline[:, 1:] * down)
    mask = _elastic(mask, rng, amplitude=0.04 * size, cells=int(rng.integers(3, 7)))
    sigma = float(rng.uniform(0.01, 0.09)) * size
    return _soften(mask, max(sigma, 0.6), inward=bool(rng.random() < 0.5))


def hard_mask(shape: tuple[int, int], landmarks: Points, rng: Rng) -> FloatArray:
    """A mask ``(H, W)`` float32, 0..1, of the whole or inner face, soft over a few pixels only."""
    origin, across, down = _face_frame(landmarks)
    points = np.array(_FACE if rng.random() < 0.6 else _INNER)
    middle = points.mean(axis=0)
    outline = middle + (points - middle) * rng.uniform(0.85, 1.1) + rng.normal(0.0, 0.05, points.shape)
    mask = _filled(shape, origin + outline[:, :1] * across + outline[:, 1:] * down)
    blurred = cv2.GaussianBlur(mask, (0, 0), shape[0] / 256.0 * rng.uniform(0.8, 5.0))
    return np.clip(np.asarray(blurred, np.float32), 0.0, 1.0)


def edit(image: Image, rng: Rng) -> Image:
    """Change colour and texture of the whole picture as a forgery tool chain might: always something, never much."""
    result = image
    if rng.random() < 0.85:
        result = _recolour(result, rng)
    for step in rng.permutation(len(_TEXTURES))[: 1 if rng.random() < 0.7 else 2]:
        result = _TEXTURES[step](result, rng)
    return result


def finish(images: Sequence[Image], rng: Rng) -> list[Image]:
    """The same rescaling, noise and JPEG compression over all `images` (of one size), each step at times left out."""
    result = list(images)
    height, width = result[0].shape[:2]
    if rng.random() < 0.3:
        scale, way = rng.uniform(0.5, 0.95), _NEAREST[int(rng.integers(3))]
        result = [_rescaled(image, scale, way) for image in result]
    if rng.random() < 0.3:
        noise = rng.normal(0.0, rng.uniform(1.0, 5.0), (height, width, 3)).astype(np.float32)
        result = [_to_uint8(image + noise) for image in result]
    if rng.random() < 0.7:
        quality = int(rng.integers(35, 97))
        result = [jpeg(image, quality) for image in result]
    return result


def _face_frame(landmarks: Points) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Middle of the eyes, vector of one eye distance across, vector from the eye line to the mouth (pixels)."""
    left, right, _, mouth_left, mouth_right = np.asarray(landmarks, np.float32)
    origin = (left + right) / 2
    across = right - left
    down = (mouth_left + mouth_right) / 2 - origin
    if np.hypot(*across) < 0.45 * np.hypot(*down):  # a profile: the eyes coincide, the face does not get thin
        turned = np.array((down[1], -down[0]), np.float32)
        across = turned * np.float32(0.7)
    return origin, across, down


def _random_outline(rng: Rng) -> FloatArray:
    if rng.random() < _ELLIPSE_SHARE:
        angle = np.linspace(0.0, 2.0 * np.pi, 24, endpoint=False)
        radius = rng.uniform((0.7, 0.8), (1.1, 1.3))
        points = np.stack((radius[0] * np.cos(angle), 0.5 + radius[1] * np.sin(angle)), axis=1)
    else:
        weights = np.array([weight for weight, _ in _PARTS])
        points = np.array(_PARTS[int(rng.choice(len(_PARTS), p=weights / weights.sum()))][1])
        points = points * (1.0, 1.0) if rng.random() < 0.5 else points * (-1.0, 1.0)
    middle = points.mean(axis=0)
    grown = middle + (points - middle) * rng.uniform(0.85, 1.12)
    return np.asarray(grown + rng.normal(0.0, 0.04, points.shape), np.float32)


def _filled(shape: tuple[int, int], polygon: FloatArray) -> FloatArray:
    """1 inside of the polygon ``(K, 2)``, to a sixteenth of a pixel, 0 outside."""
    mask = np.zeros(shape, np.float32)
    cv2.fillPoly(mask, [np.round(polygon.astype(np.float32) * 16).astype(np.int32)], 1.0, lineType=cv2.LINE_8, shift=4)
    return mask


def _soften(mask: FloatArray, sigma: float, inward: bool) -> FloatArray:
    blurred = cv2.GaussianBlur(mask, (0, 0), sigma)
    if inward:  # the seam lies inside the outline: soft towards the middle, hard zero outside
        blurred = np.clip(blurred * 2.0 - 1.0, 0.0, 1.0)
    peak = float(blurred.max())
    result = blurred / peak if peak > 1e-3 else blurred
    result[result < 1.0 / 255.0] = 0.0
    return np.asarray(result, np.float32)


def _warp(image: Image, mask: FloatArray, rng: Rng) -> tuple[Image, FloatArray]:
    """Shift, scale, turn and bend the laid-over picture a little; its mask goes along with the affine part."""
    height, width = mask.shape
    size = float(min(height, width))
    shift = rng.uniform(-0.03, 0.03, 2) * size
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), rng.uniform(-2.0, 2.0), rng.uniform(0.95, 1.05))
    matrix = np.asarray(turn, np.float64) + np.pad(shift[:, None], ((0, 0), (2, 0)))
    moved = cv2.warpAffine(mask, matrix, (width, height), flags=cv2.INTER_LINEAR)
    bend_x, bend_y = _bend_field((height, width), rng, float(rng.uniform(0.0, 0.012)) * size, 6)
    inverse = cv2.invertAffineTransform(matrix)
    a, b, c, d, e, f = (float(value) for value in np.asarray(inverse).flat)
    columns, rows = _grid(height, width)
    from_x, from_y = a * columns + b * rows + (c + bend_x), d * columns + e * rows + (f + bend_y)
    warped = cv2.remap(image, from_x, from_y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101)
    return np.asarray(warped, np.uint8), np.clip(np.asarray(moved, np.float32), 0.0, 1.0)


def _elastic(mask: FloatArray, rng: Rng, amplitude: float, cells: int) -> FloatArray:
    height, width = mask.shape
    bend_x, bend_y = _bend_field((height, width), rng, amplitude, cells)
    columns, rows = _grid(height, width)
    return np.asarray(cv2.remap(mask, columns + bend_x, rows + bend_y, cv2.INTER_LINEAR), np.float32)


def _bend_field(shape: tuple[int, int], rng: Rng, amplitude: float, cells: int) -> tuple[FloatArray, FloatArray]:
    """A smooth random displacement in pixels, x and y ``(H, W)``, with about that standard deviation."""
    coarse = rng.normal(0.0, max(amplitude, 1e-3), (cells, cells, 2)).astype(np.float32)
    field = np.asarray(cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC), np.float32)
    return field[..., 0], field[..., 1]


def _grid(height: int, width: int) -> tuple[FloatArray, FloatArray]:
    return np.arange(width, dtype=np.float32)[None], np.arange(height, dtype=np.float32)[:, None]


def lay_over(under: Image, over: Image, mask: FloatArray) -> Image:
    """`over` on `under`, as opaque as the mask ``(H, W)``, 0..1, says."""
    ground = under.astype(np.float32)
    return _to_uint8(ground + mask[..., None] * (over.astype(np.float32) - ground))


def _recolour(image: Image, rng: Rng) -> Image:
    """Shift the channels, the saturation, brightness and contrast."""
    pixels = image.astype(np.float32)
    grey = pixels @ np.array((0.299, 0.587, 0.114), np.float32)
    pixels = grey[..., None] + (pixels - grey[..., None]) * np.float32(rng.uniform(0.7, 1.3))
    level = pixels.mean(axis=(0, 1))
    gain = np.float32(rng.uniform(0.88, 1.12))
    shift = rng.uniform(-15.0, 15.0, 3) + rng.uniform(-12.0, 12.0)
    return _to_uint8((pixels - level) * gain + level + shift.astype(np.float32))


def _blurred(image: Image, rng: Rng) -> Image:
    return np.asarray(cv2.GaussianBlur(image, (0, 0), image.shape[0] / 150.0 * rng.uniform(0.4, 1.3)), np.uint8)


def sharpened(image: Image, rng: Rng) -> Image:
    """The whole picture a little to rather too sharp."""
    soft = cv2.GaussianBlur(image, (0, 0), image.shape[0] / 150.0 * rng.uniform(0.6, 1.5))
    amount = rng.uniform(0.3, 1.2)
    return np.asarray(cv2.addWeighted(image, 1.0 + amount, soft, -amount, 0.0), np.uint8)


def _coarser(image: Image, rng: Rng) -> Image:
    return _rescaled(image, rng.uniform(0.3, 0.8), _NEAREST[int(rng.integers(3))])


def _compressed(image: Image, rng: Rng) -> Image:
    return jpeg(image, int(rng.integers(25, 85)))


def _smoothed(image: Image, rng: Rng) -> Image:
    """Flatten the skin's texture but keep edges, as generators do."""
    return np.asarray(cv2.bilateralFilter(image, 5, rng.uniform(10.0, 40.0), 3.0), np.uint8)


def _noisy(image: Image, rng: Rng) -> Image:
    noise = rng.standard_normal(image.shape, dtype=np.float32) * np.float32(rng.uniform(1.5, 6.0))
    return _to_uint8(image + noise)


_TEXTURES: tuple[Callable[[Image, Rng], Image], ...] = (
    _blurred, sharpened, _coarser, _coarser, _compressed, _smoothed, _noisy,
)  # fmt: skip


def _rescaled(image: Image, scale: float, way: int) -> Image:
    height, width = image.shape[:2]
    small = (max(round(width * scale), 8), max(round(height * scale), 8))
    shrunk = cv2.resize(image, small, interpolation=way)
    back = cv2.INTER_CUBIC if way == cv2.INTER_CUBIC else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(shrunk, (width, height), interpolation=back), np.uint8)


def jpeg(image: Image, quality: int) -> Image:
    """Compress and decode; OpenCV takes and gives blue first, and chroma is halved in the right colour space."""
    bgr = np.ascontiguousarray(image[..., ::-1])
    _, data = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])
    decoded = cv2.imdecode(data, cv2.IMREAD_COLOR)
    assert decoded is not None
    return np.ascontiguousarray(decoded[..., ::-1])


def _to_uint8(pixels: FloatArray) -> Image:
    return np.clip(np.rint(pixels), 0, 255).astype(np.uint8)
