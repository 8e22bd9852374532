"""A brake on decoding while inference is behind, so that memory stays bounded."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Backlog:
    """Counts open pieces of work; producers wait while there are ``limit`` or more."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._open = 0
        self._changed = threading.Condition()

    def add(self, count: int) -> None:
        """``count`` pieces were handed over."""
        with self._changed:
            self._open += count

    def done(self, count: int) -> None:
        """``count`` pieces are finished."""
        with self._changed:
            self._open -= count
            self._changed.notify_all()

    def wait(self, stop: Callable[[], bool]) -> None:
        """Return when there is room again, or soon after ``stop`` says so."""
        with self._changed:
            while self._open >= self._limit and not stop():
                self._changed.wait(0.05)
