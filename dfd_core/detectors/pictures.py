"""Made-up pictures to try a network with: nobody's face, the same every time."""

from __future__ import annotations

import cv2
import numpy as np

from dfd_core.types import Image


def varied_pictures(size: int, count: int) -> list[Image]:
    """``count`` pictures ``(size, size, 3)`` uint8 of coarse to fine noise, dark to bright, dull to vivid.

    Natural in their range and smoothness: pure noise drives untrained networks to logits of 1e4 and more, where
    float32 no longer tells two correct implementations from a wrong one.
    """
    rng = np.random.default_rng(0)
    return [_picture(rng, size, grain=8 + 2 * (number % 16)) for number in range(count)]


def _picture(rng: np.random.Generator, size: int, grain: int) -> Image:
    cells = int(2 ** rng.uniform(1, 6))
    low, high = np.sort(rng.integers(0, 256, 2))
    coarse = rng.integers(low, high + 1, (cells, cells, 3)).astype(np.uint8)
    smooth = cv2.resize(coarse, (size, size), interpolation=cv2.INTER_CUBIC)
    grainy = smooth.astype(np.int64) + rng.integers(0, grain, (size, size, 3))
    return np.asarray(np.clip(grainy, 0, 255), dtype=np.uint8)
