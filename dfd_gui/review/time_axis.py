"""The time axis that scrub bar, face strip and chart share, so that one moment lies on one vertical line."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

SHORTEST_S = 0.05
"""Nothing is zoomed in further than to this many seconds."""


class TimeAxis(QObject):
    """A stretch of time in seconds, laid out between a left and a right margin in pixels."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._first_s, self._last_s = 0.0, 1.0
        self._start_s, self._end_s = 0.0, 1.0
        self._left, self._right = 0, 0
        self._needed = 0

    @property
    def first_s(self) -> float:
        """First moment that can be shown: 0, or before it where another clip begins earlier."""
        return self._first_s

    @property
    def last_s(self) -> float:
        """Last moment that can be shown."""
        return self._last_s

    @property
    def duration_s(self) -> float:
        """Length of the clip."""
        return self._last_s - self._first_s

    @property
    def start_s(self) -> float:
        """First moment that is shown."""
        return self._start_s

    @property
    def end_s(self) -> float:
        """Last moment that is shown."""
        return self._end_s

    @property
    def left(self) -> int:
        """Pixels before the first moment."""
        return self._left

    @property
    def right(self) -> int:
        """Pixels after the last moment."""
        return self._right

    @property
    def needed_left(self) -> int:
        """Pixels that some view needs before the first moment; who sets the margins leaves as much."""
        return self._needed

    @property
    def zoomed(self) -> bool:
        """Whether less than the whole clip is shown."""
        return self._end_s - self._start_s < 0.999 * self.duration_s

    def set_duration(self, duration_s: float) -> None:
        """Take another clip and show all of it."""
        self.set_extent(0.0, duration_s)

    def set_extent(self, first_s: float, last_s: float) -> None:
        """Take what lies between two moments and show all of it."""
        self._first_s, self._last_s = first_s, max(last_s, first_s + SHORTEST_S)
        self._set(self._first_s, self._last_s)

    def set_range(self, start_s: float, end_s: float) -> None:
        """Show a part of the clip."""
        length = min(max(end_s - start_s, SHORTEST_S), self.duration_s)
        start_s = min(max(self._first_s, start_s), self._last_s - length)
        self._set(start_s, start_s + length)

    def clamp(self, time_s: float) -> float:
        """The nearest moment that can be shown."""
        return min(max(self._first_s, time_s), self._last_s)

    def set_margins(self, left: int, right: int) -> None:
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.changed.emit()

    def need_left(self, pixels: int) -> None:
        """Ask for room before the first moment."""
        if pixels > self._needed:
            self._needed = pixels
            self.changed.emit()

    def x_of(self, time_s: float, width: int) -> float:
        """Place of a moment in a widget of ``width`` pixels."""
        share = (time_s - self._start_s) / (self._end_s - self._start_s)
        return self._left + share * self._span(width)

    def time_of(self, x: float, width: int) -> float:
        """Moment at a place, within the clip."""
        share = (x - self._left) / self._span(width)
        return self.clamp(self._start_s + share * (self._end_s - self._start_s))

    def _span(self, width: int) -> int:
        return max(1, width - self._left - self._right)

    def _set(self, start_s: float, end_s: float) -> None:
        if (start_s, end_s) != (self._start_s, self._end_s):
            self._start_s, self._end_s = start_s, end_s
            self.changed.emit()
