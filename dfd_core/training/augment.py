"""How training faces are varied. The only module that knows albumentations.

Everything random comes from the seed that is handed in, so that a face looks the same whichever process makes it,
and so that both faces of a pair are varied alike.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeAlias

import cv2
import numpy as np

from dfd_core.training.config import AugmentConfig
from dfd_core.types import FloatArray, Image, Points

# The package asks a server for its newest version at import: a forensic tool calls nobody unasked.
os.environ["NO_ALBUMENTATIONS_UPDATE"] = "1"

import albumentations as alb

Rng: TypeAlias = np.random.Generator

_SHRINK = {"downscale": cv2.INTER_AREA, "upscale": cv2.INTER_LINEAR}
_CUBIC = {"downscale": cv2.INTER_AREA, "upscale": cv2.INTER_CUBIC}


class Augmenter:
    """The two stages of one recipe: `geometry` (with the blend mask), then `look` (colour, noise, compression)."""

    def __init__(self, config: AugmentConfig) -> None:
        self._config = config
        self._geometry = alb.Compose(_geometry(config))
        self._look = alb.Compose(_looks(config))

    @property
    def degrades(self) -> bool:
        """Whether `look` itself compresses and adds noise, as self-blended pairs need."""
        return self._config.kind in ("light", "strong")

    def geometry(
        self, images: Sequence[Image], mask: FloatArray | None, seed: int
    ) -> tuple[list[Image], FloatArray | None]:
        """Mirror, shift and zoom all images (of one size) and the mask ``(H, W)`` alike."""
        turned = []
        for image in images:
            self._geometry.set_random_seed(seed)
            given = {"image": image} if mask is None else {"image": image, "mask": mask}
            result = self._geometry(**given)
            turned.append(np.ascontiguousarray(result["image"]))
        return turned, None if mask is None else np.asarray(result["mask"], np.float32)

    def look(self, images: Sequence[Image], seed: int) -> list[Image]:
        """Degrade all images (of one size) alike."""
        changed = []
        for image in images:
            self._look.set_random_seed(seed)
            changed.append(np.ascontiguousarray(self._look(image=image)["image"]))
        return changed

    def cut_out(self, images: Sequence[Image], points: Points, rng: Rng) -> list[Image]:
        """With the recipe's probability, black out the same part of the face in all images.

        Args:
            images: RGB pictures of one size.
            points: the five landmarks in their pixels.
            rng: everything random comes from it.
        """
        if rng.random() >= self._config.cutout:
            return list(images)
        polygon = _hidden_part(points, images[0].shape[:2], rng)
        covered = [image.copy() for image in images]
        for image in covered:
            cv2.fillConvexPoly(image, polygon, (0, 0, 0))
        return covered


def _geometry(config: AugmentConfig) -> list[alb.BasicTransform]:
    steps: list[alb.BasicTransform] = [alb.HorizontalFlip(p=config.flip)]
    if config.jitter > 0:
        size = config.jitter
        steps.append(
            alb.Affine(
                scale=(1.0 - size, 1.0 + size),
                translate_percent=(-size, size),
                rotate=(-60.0 * size, 60.0 * size),
                mask_interpolation=cv2.INTER_LINEAR,
                border_mode=cv2.BORDER_REFLECT_101,
                p=0.8,
            )
        )
    return steps


def _looks(config: AugmentConfig) -> list[alb.BasicTransform | alb.OneOf]:
    if config.kind == "seed":
        jpeg, smaller = alb.ImageCompression("jpeg", (8, 30), p=1.0), alb.Downscale((0.5, 0.75), _SHRINK, p=1.0)
        return [alb.OneOf([jpeg, smaller], p=config.augment_p)]
    if config.kind == "light":
        return _light()
    return _strong() if config.kind == "strong" else []


def _light() -> list[alb.BasicTransform | alb.OneOf]:
    """For small data: every face is varied a little, compression covers what messengers and video codecs do."""
    return [
        alb.RandomBrightnessContrast(0.15, 0.15, p=0.4),
        alb.HueSaturationValue(6, 15, 0, p=0.3),
        alb.OneOf([alb.Downscale((0.5, 0.95), _SHRINK), alb.Downscale((0.5, 0.95), _CUBIC)], p=0.3),
        alb.OneOf([alb.GaussNoise((0.004, 0.02)), alb.GaussianBlur((3, 3), (0.3, 0.9))], p=0.2),
        alb.ImageCompression("jpeg", (35, 97), p=0.6),
    ]


def _strong() -> list[alb.BasicTransform | alb.OneOf]:
    """After the DFDC winner's list (selimsef): resizing by several filters, colour, noise, blur, grey, compression."""
    return [
        alb.OneOf([alb.Downscale((0.25, 0.9), _SHRINK), alb.Downscale((0.25, 0.9), _CUBIC)], p=0.4),
        alb.OneOf([alb.RandomBrightnessContrast(p=1.0), alb.HueSaturationValue(p=1.0), alb.RandomGamma(p=1.0)], p=0.7),
        alb.GaussNoise((0.01, 0.04), p=0.1),
        alb.OneOf([alb.GaussianBlur((3, 5), (0.4, 1.5)), alb.MotionBlur((3, 5))], p=0.1),
        alb.ToGray(p=0.1),
        alb.ImageCompression("jpeg", (20, 95), p=0.6),
    ]


def _hidden_part(points: Points, shape: tuple[int, ...], rng: Rng) -> np.ndarray[tuple[int, ...], np.dtype[np.int32]]:
    """A convex polygon ``(k, 1, 2)``: an eye or both, nose, mouth, or one side of a line through the face."""
    left, right, nose, mouth_left, mouth_right = np.asarray(points, np.float32)
    reach = 0.3 * max(float(np.hypot(*(right - left))), 0.2 * shape[1])
    parts = ((left,), (right,), (left, right), (nose,), (mouth_left, mouth_right))
    which = int(rng.integers(len(parts) + 1))
    if which == len(parts):
        return _half_plane(nose, max(shape), float(rng.uniform(0.0, 2.0 * np.pi)))
    centres = np.stack(parts[which])
    square = reach * rng.uniform(0.7, 1.3) * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], np.float32)
    corners = (centres[:, None] + square).reshape(-1, 1, 2)
    return np.asarray(cv2.convexHull(np.round(corners).astype(np.int32)), np.int32)


def _half_plane(through: FloatArray, far: int, angle: float) -> np.ndarray[tuple[int, ...], np.dtype[np.int32]]:
    along = np.array((np.cos(angle), np.sin(angle))) * 2 * far
    aside = np.array((-along[1], along[0]))
    corners = [through - along, through + along, through + along + aside, through - along + aside]
    return np.round(np.stack(corners)).astype(np.int32).reshape(-1, 1, 2)
