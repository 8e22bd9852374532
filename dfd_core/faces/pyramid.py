"""A frame in halved sizes, from which any smaller view is cut fast and without aliasing."""

from __future__ import annotations

import cv2
import numpy as np

from dfd_core.types import Image


class Pyramid:
    """A frame and its halves, quarters, ... (exact 2 x 2 means, which OpenCV does many times faster than others).

    A view of a given size is taken from the level that is once to twice as large, bilinear: as good as area
    averaging from the full frame and up to fifty times faster.
    """

    def __init__(self, image: Image, least: int) -> None:
        """Halve ``image`` (H, W, 3) until its shorter side would fall below ``least`` pixels."""
        self._levels = [image]
        while min(image.shape[:2]) // 2 >= max(least, 1):
            even = image[: image.shape[0] // 2 * 2, : image.shape[1] // 2 * 2]
            size = even.shape[1] // 2, even.shape[0] // 2
            image = np.asarray(cv2.resize(even, size, interpolation=cv2.INTER_AREA), np.uint8)
            self._levels.append(image)

    def whole(self, height: int, width: int) -> Image:
        """The whole frame in another size, not larger than the frame."""
        source = self._levels[0]
        for level in self._levels:
            if level.shape[0] >= height and level.shape[1] >= width:
                source = level
        return _resized(source, height, width)

    def cut(self, x0: float, y0: float, x1: float, y1: float, side: int) -> Image:
        """A region of the frame (its pixels, in the frame, not empty), stretched to a square of ``side``."""
        number = 0
        while number + 1 < len(self._levels) and min(x1 - x0, y1 - y0) / 2 ** (number + 1) >= side:
            number += 1
        level, factor = self._levels[number], 1 / 2**number
        height, width = level.shape[:2]
        left, top = min(int(x0 * factor), width - 1), min(int(y0 * factor), height - 1)
        right, bottom = max(round(x1 * factor), left + 1), max(round(y1 * factor), top + 1)
        return _resized(level[top:bottom, left:right], side, side)


def _resized(image: Image, height: int, width: int) -> Image:
    if image.shape[:2] == (height, width):
        return image
    return np.asarray(cv2.resize(image, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)
