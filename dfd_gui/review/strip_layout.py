"""Where things lie in the face strip: rows of persons, and which faces fit into them. Pure geometry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRectF

SMALLEST, LARGEST = 36, 96
"""Sides of a face in pixels."""
PAD = 5
_RUG = 7
"""Height of the line of ticks below the faces, one for every face."""
_BETWEEN = 3


@dataclass(frozen=True, slots=True)
class Rows:
    """Equal rows from the top, moved up by ``scrolled`` pixels."""

    count: int
    height: int
    scrolled: int = 0

    @classmethod
    def fitting(cls, count: int, room: int, scrolled: int = 0) -> Rows:
        """As tall as the room allows, within what makes a face neither unreadable nor huge."""
        each = room // max(1, count)
        return cls(count, min(max(each, least_height()), LARGEST + 2 * PAD + _RUG), scrolled)

    @property
    def side(self) -> int:
        """Side of a face."""
        return self.height - 2 * PAD - _RUG

    @property
    def total(self) -> int:
        return self.count * self.height

    def top(self, number: int) -> int:
        return number * self.height - self.scrolled

    def at(self, y: float) -> int | None:
        """Row at a height, None below the last one."""
        number = int((y + self.scrolled) // self.height)
        return number if 0 <= number < self.count else None

    def seat(self, x: float, within: QRectF) -> float:
        """Middle of a face whose moment lies at ``x``: moved into the time axis ``within`` where it would stick out."""
        if not within.left() <= x <= within.right():
            return x
        least, most = within.left() - PAD + self.side / 2, within.right() + PAD - self.side / 2
        return min(max(x, least), max(least, most))

    def face(self, number: int, x: float, within: QRectF) -> QRectF:
        """Place of a face whose moment lies at ``x``."""
        left = self.seat(x, within) - self.side / 2
        return QRectF(round(left), self.top(number) + PAD, self.side, self.side)

    def rug(self, number: int) -> tuple[float, float]:
        """Top and height of the ticks."""
        return self.top(number) + PAD + self.side + 2, _RUG - 2


def least_height() -> int:
    """Height of a row with the smallest faces."""
    return SMALLEST + 2 * PAD + _RUG


def choose(places: Sequence[float], side: float) -> list[int]:
    """Which of the rising ``places`` are shown: evenly, as many as fit without overlapping, the first always."""
    if not places:
        return []
    room = side + _BETWEEN
    steps = sorted(b - a for a, b in pairwise(places))
    usual = steps[len(steps) // 2] if steps else room
    stride = max(1, -int(-room // usual)) if usual > 0 else len(places)
    chosen: list[int] = []
    for number, x in enumerate(places):
        if not chosen or (number - chosen[-1] >= stride and x - places[chosen[-1]] >= room):
            chosen.append(number)
    return chosen
