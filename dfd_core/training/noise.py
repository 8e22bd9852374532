"""Label noise: fakes that show nothing but their original (T: cv2).

DFDC fakes are manipulated in parts of a clip only, and a wrong download makes whole clips of that kind. Both teach a
network that real is fake. Compression alone changes every pixel, so what is asked is whether the *face* changed
more than compression explains, judged by what surrounds it. Measured on FaceForensics++ c40 and Celeb-DF pairs: the
face differs by 10 levels or more in every frame, 12 to 70 in most; originals encoded again by up to 8 (H.264, CRF 33).
"""

from __future__ import annotations

import cv2
import numpy as np

from dfd_core.types import Box, FloatArray, Image

GRID = 32
LEAST = 5.0
"""Grey levels (of 255, CIELAB) by which a manipulated face differs at its most changed places, at least."""
MOST = 9.0
"""The same where the surroundings differ too: compression explains no more than this."""
EXPLAINED = 3.0
"""How much more than its surroundings a face may change by compression alone."""


def is_same(fake: Image, original: Image, box: Box) -> bool:
    """True where a fake's face differs from its original's by no more than a new compression would make it.

    Args:
        fake: RGB picture (H, W, 3) around the face.
        original: the same part of the original's frame; another size is brought to the fake's.
        box: the face in ``fake``.
    """
    face, around = difference(fake, original, box)
    return face < max(LEAST, min(MOST, EXPLAINED * around))


def difference(fake: Image, original: Image, box: Box) -> tuple[float, float]:
    """How many levels the face's most changed places differ, and the surroundings (0 where none are stored).

    Both pictures are averaged to a grid first, which leaves little of compression noise; the face counts by the
    98th, the surroundings by the 90th percentile of the grid's places.
    """
    height, width = fake.shape[:2]
    if original.shape != fake.shape:
        original = np.asarray(cv2.resize(original, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    x0, x1 = (int(np.clip(round(x), 0, width)) for x in box[::2])
    y0, y1 = (int(np.clip(round(y), 0, height)) for y in box[1::2])
    if x0 >= x1 or y0 >= y1:
        return 0.0, 0.0
    face = _changes(fake[y0:y1, x0:x1], original[y0:y1, x0:x1])
    whole = _changes(fake, original)
    rows = (np.arange(GRID) + 0.5) * height / GRID
    columns = (np.arange(GRID) + 0.5) * width / GRID
    margin_y, margin_x = 1.5 * height / GRID, 1.5 * width / GRID
    inside = np.outer(
        (rows > y0 - margin_y) & (rows < y1 + margin_y), (columns > x0 - margin_x) & (columns < x1 + margin_x)
    )
    around = whole[~inside]
    return float(np.quantile(face, 0.98)), float(np.quantile(around, 0.9)) if around.size else 0.0


def _changes(first: Image, second: Image) -> FloatArray:
    """Largest difference of the three CIELAB channels on a grid, smoothed over 3 x 3 places."""
    grids = [
        cv2.resize(cv2.cvtColor(one, cv2.COLOR_RGB2LAB).astype(np.float32), (GRID, GRID), interpolation=cv2.INTER_AREA)
        for one in (first, second)
    ]
    return np.asarray(cv2.blur(np.abs(grids[0] - grids[1]).max(axis=2), (3, 3)), np.float32)
