"""Similarity transforms from five landmarks: light, numpy only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

ARCFACE_112 = (
    (38.2946, 51.6963),
    (73.5318, 51.5014),
    (56.0252, 71.7366),
    (41.5493, 92.3655),
    (70.7299, 92.2041),
)
"""Where eyes, nose tip and mouth corners lie in a 112 x 112 face: ArcFace's template, DeepfakeBench's too."""


def template(size: int, scale: float) -> Floats:
    """The five template points (5, 2) in a ``size`` px square seen ``scale`` times as wide, centred."""
    points = np.array(ARCFACE_112) * (size / 112.0)
    return (points + size * (scale - 1.0) / 2.0) / scale


def similarity(source: Sequence[Sequence[float]], target: npt.ArrayLike) -> Floats:
    """Best rotation, uniform scale and shift from ``source`` to ``target`` points (least squares, Umeyama 1991).

    Args:
        source: points (n, 2), at least two different ones.
        target: points (n, 2).

    Returns:
        The (2, 3) matrix M with target ~ M @ (x, y, 1). Never a reflection.

    Raises:
        ValueError: the source points coincide or are not finite.
    """
    start, end = np.asarray(source, np.float64), np.asarray(target, np.float64)
    from_middle, to_middle = start.mean(axis=0), end.mean(axis=0)
    a, b = start - from_middle, end - to_middle
    spread = float((a * a).sum())
    if not np.isfinite(spread) or spread < 1e-9:
        raise ValueError("the points coincide")
    along = float((a * b).sum()) / spread
    across = float((a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum()) / spread
    turn = np.array([[along, -across], [across, along]])
    return np.column_stack([turn, to_middle - turn @ from_middle])
