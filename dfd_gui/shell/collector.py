"""Garbage collection in the window's own thread only, in quiet moments.

Python collects in whatever thread happens to allocate; a Qt object that dies in the wrong thread takes the program
with it. So the automatic collection is off, and a timer does what it would do.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1_000


class Collector(QObject):
    """Collects while it lives; `stop` gives the work back to Python."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the generations that are due."""
        counts, limits = gc.get_count(), gc.get_threshold()
        due = [generation for generation in range(3) if counts[generation] > limits[generation] > 0]
        if due:
            gc.collect(due[-1])

    def settle(self) -> None:
        """Leave out of every later collection what is alive now: what the start made stays anyway."""
        gc.collect()
        gc.freeze()

    def stop(self) -> None:
        """Collect once more, while the application still stands, then automatically again."""
        self._timer.stop()
        gc.unfreeze()
        gc.collect()
        gc.enable()
