"""Which other person's face is laid over a face: one of like shape, of the same side of the split."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from dfd_core.training.items import FaceItem
from dfd_core.training.places import canonical_landmarks

NEAREST = 40


class Donors:
    """Real faces by the shape of their landmarks.

    Args:
        items: all faces.
        sides: ranges of numbers of `items`; a donor is of the same range as its face, so that no validation face is
            ever trained on.
    """

    def __init__(self, items: Sequence[FaceItem], sides: Sequence[range]) -> None:
        self._items, self._sides = items, tuple(sides)

    def of(self, number: int, rng: np.random.Generator) -> int:
        """Number of a real face of another group, among the `NEAREST` in shape; -1 where there is none."""
        side = next((side for side in self._sides if number in side), range(0))
        numbers = self._reals[(self._reals >= side.start) & (self._reals < side.stop)]
        others = numbers[self._groups[numbers] != self._groups[number]]
        if not len(others):
            return -1
        distances = np.linalg.norm(self._shapes[others] - self._shapes[number], axis=1)
        near = others[np.argsort(distances, kind="stable")[:NEAREST]]
        return int(near[int(rng.integers(len(near)))])

    @cached_property
    def _reals(self) -> npt.NDArray[np.int64]:
        return np.array([number for number, item in enumerate(self._items) if item.label == 0], np.int64)

    @cached_property
    def _groups(self) -> npt.NDArray[np.int64]:
        names: dict[str, int] = {}
        return np.array([names.setdefault(item.group, len(names)) for item in self._items], np.int64)

    @cached_property
    def _shapes(self) -> npt.NDArray[np.float32]:
        return np.stack([_shape(item) for item in self._items])


def _shape(item: FaceItem) -> npt.NDArray[np.float32]:
    """Five landmarks around their middle, in shares of the box's size, ten numbers."""
    box = item.box if item.box[2] > item.box[0] and item.box[3] > item.box[1] else (0.0, 0.0, 1.0, 1.0)
    size = np.array((box[2] - box[0], box[3] - box[1]), np.float32)
    points = np.asarray(item.landmarks or canonical_landmarks(box), np.float32) / size
    return np.asarray((points - points.mean(axis=0)).ravel(), np.float32)
