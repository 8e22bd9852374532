"""Face swaps made of two real photos, after "Face X-ray" (Li et al., CVPR 2020).

Another person's face of like shape is laid over a photo. Half of the time it is coarser than the photo, as a
generator's output is, with its colours drawn towards the photo's and a soft seam; half of the time sharper, with a
hard seam and colours of its own, as a rendered face is (the method "FaceSwap" of FaceForensics++). Self-blends teach
the seam; these also teach a face whose texture is not its frame's, as does `rebuilt_face` with one of `Eigenfaces`.
"""

from __future__ import annotations

import cv2
import numpy as np

from dfd_core.training.eigenfaces import Eigenfaces
from dfd_core.training.selfblend import RATIOS, Rng, SelfBlend, hard_mask, lay_over, sharpened, soft_mask
from dfd_core.types import FloatArray, Image, Points

COARSE_SIDES = (56, 190)
"""Sides in pixels of a generator's output: the public ones of 2017 to 2020 made 64 to 256."""
COARSE_SHARE, COARSE_REAL_SHARE = 0.6, 0.3
COLOUR_PULL = (0.0, 0.7, 1.0, 1.0, 1.0)
"""How far the face's colours are drawn to the photo's: mostly all the way, at times not at all."""
LANDMARK_ERROR = 0.012
"""Standard deviation of a landmark, as a share of the crop's side; this and the shares below are our own choice."""
RENDERED_SHARE, SHARP_SHARE, SHARP_REAL_SHARE, COARSE_FRAME_SHARE = 0.5, 0.6, 0.35, 0.6
RENDERED_PULL = (0.0, 0.4, 0.7, 1.0)
RENDERED_RATIOS = (0.8, 1.0, 1.0, 1.0)
_LEAST_MASK = 50


def swap_face(image: Image, landmarks: Points, donor: Image, donor_landmarks: Points, rng: Rng) -> SelfBlend | None:
    """Lay the donor's face over `image`; None where the two faces cannot be brought together.

    Args:
        image: face crop, RGB uint8 ``(H, W, 3)``.
        landmarks: its five points.
        donor: face crop of another person.
        donor_landmarks: its five points.
        rng: everything random comes from it.
    """
    rendered = rng.random() < RENDERED_SHARE
    if rendered:
        face = sharpened(donor, rng) if rng.random() < SHARP_SHARE else donor
    else:
        face = _coarser(donor, rng) if rng.random() < COARSE_SHARE else donor
    moved = _moved(face, donor_landmarks, _unsure(landmarks, image, rng), image.shape[:2], rng)
    if moved is None:
        return None
    return _rendered(image, landmarks, moved, rng) if rendered else _generated(image, landmarks, moved, rng)


def rebuilt_face(image: Image, landmarks: Points, eigenfaces: Eigenfaces, rng: Rng, basis: int) -> SelfBlend:
    """Lay a face over itself that went through a bottleneck; arguments as of `Eigenfaces.rebuild`."""
    made = eigenfaces.rebuild(image, landmarks, rng, basis)
    if rng.random() < 0.5:
        shift = rng.normal(0.0, 0.01, 2) * np.array((image.shape[1], image.shape[0]))
        matrix = np.array(((1.0, 0.0, shift[0]), (0.0, 1.0, shift[1])), np.float32)
        size = (image.shape[1], image.shape[0])
        made = np.asarray(cv2.warpAffine(made, matrix, size, borderMode=cv2.BORDER_REFLECT), np.uint8)
    return _generated(image, landmarks, made, rng)


def _generated(image: Image, landmarks: Points, face: Image, rng: Rng) -> SelfBlend:
    """A generator's face with a soft seam; at times the real picture is coarse all over, so that this is no cue."""
    mask = soft_mask((image.shape[0], image.shape[1]), landmarks, rng)
    face = _recoloured(face, image, mask, float(rng.choice(COLOUR_PULL)))
    mask *= RATIOS[int(rng.integers(len(RATIOS)))]
    real = _coarser(image, rng) if rng.random() < COARSE_REAL_SHARE else image
    return SelfBlend(real, lay_over(image, face, mask), mask)


def _rendered(image: Image, landmarks: Points, face: Image, rng: Rng) -> SelfBlend:
    """The frame may be coarser than the face; at times the real picture is sharp all over, so that this is no cue."""
    mask = hard_mask((image.shape[0], image.shape[1]), landmarks, rng)
    face = _recoloured(face, image, mask, float(rng.choice(RENDERED_PULL)))
    mask *= RENDERED_RATIOS[int(rng.integers(len(RENDERED_RATIOS)))]
    frame = _coarser(image, rng) if rng.random() < COARSE_FRAME_SHARE else image
    real = sharpened(image, rng) if rng.random() < SHARP_REAL_SHARE else frame
    return SelfBlend(real, lay_over(frame, face, mask), mask)


def _unsure(points: Points, image: Image, rng: Rng) -> Points:
    """Landmarks as far off as a tool's own: double eyebrows and shifted mouths are what swaps are known by."""
    moved = np.asarray(points, np.float64) + rng.normal(0.0, LANDMARK_ERROR, (len(points), 2)) * image.shape[0]
    return tuple((float(x), float(y)) for x, y in moved)


def _moved(face: Image, points: Points, wanted: Points, shape: tuple[int, int], rng: Rng) -> Image | None:
    """The face with its landmarks on the wanted ones: turned and scaled, half of the time also sheared."""
    fit = cv2.estimateAffinePartial2D if rng.random() < 0.5 else cv2.estimateAffine2D
    matrix, _ = fit(np.asarray(points, np.float32), np.asarray(wanted, np.float32), method=cv2.LMEDS)
    if matrix is None or not np.isfinite(matrix).all():
        return None
    size = (shape[1], shape[0])
    return np.asarray(cv2.warpAffine(face, matrix, size, borderMode=cv2.BORDER_REFLECT), np.uint8)


def _recoloured(face: Image, image: Image, mask: FloatArray, pull: float) -> Image:
    """Draw mean and spread of the face's L*a*b* channels under the mask towards those of the photo."""
    inside = mask > 0.3
    if int(inside.sum()) < _LEAST_MASK or pull == 0.0:
        return face
    lab, wanted = (cv2.cvtColor(picture, cv2.COLOR_RGB2LAB).astype(np.float32) for picture in (face, image))
    mean, spread = lab[inside].mean(axis=0), lab[inside].std(axis=0) + 1e-3
    aim_mean, aim_spread = wanted[inside].mean(axis=0), wanted[inside].std(axis=0)
    aim = (lab - mean) * (aim_spread / spread) + aim_mean
    mixed = np.clip(lab + pull * (aim - lab), 0, 255).astype(np.uint8)
    return np.asarray(cv2.cvtColor(mixed, cv2.COLOR_LAB2RGB), np.uint8)


def _coarser(image: Image, rng: Rng) -> Image:
    height, width = image.shape[:2]
    side = min(int(rng.integers(*COARSE_SIDES)), height, width)
    small = cv2.resize(image, (side, side), interpolation=cv2.INTER_AREA)
    way = cv2.INTER_CUBIC if rng.random() < 0.5 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(small, (width, height), interpolation=way), np.uint8)
