"""How fast the queue goes, measured, and so how long it takes."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

WINDOW_S = 20.0
"""What lies further back says little: clips differ."""
MIN_SPAN_S = 0.4
"""Shorter than this, the rate is noise."""


class Rate:
    """Frames a second over the last seconds, the pauses between clips included.

    Args:
        clock: seconds; for tests.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._marks: deque[tuple[float, float]] = deque()

    def mark(self, frames: float) -> None:
        """So many frames are done since the run began."""
        now = self._clock()
        if self._marks and frames < self._marks[-1][1]:
            self._marks.clear()
        self._marks.append((now, frames))
        while len(self._marks) > 2 and now - self._marks[1][0] > WINDOW_S:
            self._marks.popleft()

    def clear(self) -> None:
        """The run has ended: what comes next is measured afresh."""
        self._marks.clear()

    @property
    def fps(self) -> float | None:
        """Frames a second; None while nothing is known."""
        if len(self._marks) < 2:
            return None
        (start, first), (_, last) = self._marks[0], self._marks[-1]
        span = max(self._marks[-1][0], self._clock()) - start
        return (last - first) / span if span >= MIN_SPAN_S and last > first else None
