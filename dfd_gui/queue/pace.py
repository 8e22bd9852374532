"""How far the whole queue is and how long it will take, told at most four times a second."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from dfd_gui.items.queue_model import QueueModel
from dfd_gui.queue.entry import Entry, State
from dfd_gui.queue.rates import Rate

TICK_MS = 500


@dataclass(frozen=True, slots=True)
class Throughput:
    """Frames ``done`` of ``total`` in this run (since the queue was last idle), and ``waiting`` clips.

    ``fps`` and ``left_s`` are None while nothing is measured; ``left_s`` is that of the running clip alone while the
    queue is paused.
    """

    done: int = 0
    total: int = 0
    waiting: int = 0
    running: int = 0
    fps: float | None = None
    left_s: float | None = None

    @property
    def share(self) -> float:
        """0..1 of the run."""
        return self.done / self.total if self.total else 0.0


class Pace(QObject):
    """Watches the clips go by and sets their ``live.left_s``."""

    changed = Signal()

    def __init__(self, model: QueueModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._rate = Rate()
        self._before = 0
        self._paused = False
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self.now = Throughput()

    def pause(self, paused: bool) -> None:
        """Say whether waiting clips will have their turn."""
        self._paused = paused
        self._tick()

    def progressed(self, entry: Entry) -> None:
        """A running clip got further."""
        if entry.live.faces:  # loading networks is not what the next clip takes
            self._rate.mark(self._before + _done(entry))
        if not self._timer.isActive():
            self._timer.start()
            self._tick()

    def ended(self, entry: Entry, *, screened: bool) -> None:
        """A clip has left the engine."""
        if screened:
            self._before += entry.expected
            self._rate.mark(self._before)
        entry.live.left_s = None

    def rest(self) -> None:
        """Nothing runs any more."""
        self._timer.stop()
        self._rate.clear()
        self._before = 0
        self._tick()

    def _tick(self) -> None:
        running = [entry for entry in self._model if entry.state is State.RUNNING]
        waiting = [entry for entry in self._model if entry.state is State.QUEUED]
        fps = self._rate.fps if running else None
        done = self._before + sum(_done(entry) for entry in running)
        ahead = sum(entry.expected - _done(entry) for entry in running)
        for entry in running:
            self._set(entry, ahead / fps if fps else None)
        total = ahead
        for entry in waiting:
            total += entry.expected
            self._set(entry, total / fps if fps and not self._paused else None)
        left = ahead if self._paused else total
        now = Throughput(round(done), round(done + total), len(waiting), len(running), fps, left / fps if fps else None)
        if now != self.now:
            self.now = now
            self.changed.emit()

    def _set(self, entry: Entry, left_s: float | None) -> None:
        before = entry.live.left_s
        entry.live.left_s = left_s
        if (before is None) != (left_s is None) or _shown(before or 0.0) != _shown(left_s or 0.0):
            self._model.touch(entry.key)


def _shown(seconds: float) -> int:
    """What of a time to wait can be seen (see `queue_text.span`): seconds, then minutes, then tens of them."""
    step = 1 if seconds < 60 else 60 if seconds < 3600 else 600
    return round(seconds / step) * step


def _done(entry: Entry) -> float:
    """Frames of work; one whose faces are found counts half."""
    return entry.live.share * entry.expected
