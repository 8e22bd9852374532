"""What makes the clock run: real time times speed, measured and never added up, so that nothing drifts."""

from __future__ import annotations

import math
from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer

from dfd_gui.state import Loop, ReviewState

FASTEST = 8.0
_TICK_MS = 16
"""Shortest time between two moves of the clock: what a screen can show."""


class Player(QObject):
    """Plays the clip that is shown; the clock itself is the state's.

    Args:
        state: whose clock is moved.
        parent: Qt owner.
        now: a clock in seconds that only goes forward.
    """

    def __init__(
        self, state: ReviewState, parent: QObject | None = None, now: Callable[[], float] = perf_counter
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._now = now
        self._from_s = 0.0
        self._since = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        state.playing_changed.connect(self._start_or_stop)
        state.position_changed.connect(self._moved)
        state.speed_changed.connect(self._rebase)
        state.clip_changed.connect(self._rebase)

    def toggle(self) -> None:
        """Play or pause; from the end, play begins again at the start."""
        clip = self._state.clip
        if clip is None or self._state.playing:
            self._state.set_playing(False)
            return
        if self._state.speed <= 0:
            self._state.set_speed(1.0)
        first, last = self._range()
        if not first <= self._state.position_s < last - 0.5 / clip.fps:
            self._state.seek(first)
        self._state.set_playing(True)

    def stop(self) -> None:
        """Pause, and the next play is at normal speed."""
        self._state.set_playing(False)
        self._state.set_speed(1.0)

    def faster(self) -> None:
        """Forwards; twice as fast each time, up to 8 times."""
        self._shuttle(1.0)

    def backwards(self) -> None:
        """Backwards; twice as fast each time, up to 8 times."""
        self._shuttle(-1.0)

    def step(self, frames: int) -> None:
        """Pause and move by whole frames, always onto the start of a frame."""
        if clip := self._state.clip:
            self._state.set_playing(False)
            here = math.floor(self._state.position_s * clip.fps + 0.01)
            self._state.seek((here + frames) / clip.fps)

    def skip(self, seconds: float) -> None:
        """Move by a stretch of time; playing goes on."""
        self._state.seek(self._state.position_s + seconds)

    def tick(self) -> None:
        """Move the clock to where it should be now."""
        clip = self._state.clip
        if clip is None:
            return
        first, last = self._range()
        target = self._from_s + (self._now() - self._since) * self._state.speed
        if first <= target < last:
            self._state.seek(target, self)
        elif self._state.loop is not None:
            self._state.seek(first if self._state.speed > 0 else last - 0.5 / clip.fps)
            self._rebase()
        else:
            self._state.seek(min(max(target, first), last), self)
            self._state.set_playing(False)

    def _shuttle(self, direction: float) -> None:
        if self._state.clip is None:
            return
        speed = self._state.speed if self._state.playing else 0.0
        wanted = direction if speed * direction <= 0 else max(-FASTEST, min(FASTEST, speed * 2))
        self._state.set_speed(wanted)
        self._state.set_playing(True)

    def _range(self) -> tuple[float, float]:
        loop: Loop | None = self._state.loop
        return (loop.start_s, loop.end_s) if loop else self._state.reach

    def _start_or_stop(self, playing: bool) -> None:
        self._rebase()
        if playing and (clip := self._state.clip):
            self._timer.start(max(_TICK_MS, round(500 / clip.fps)))
        else:
            self._timer.stop()

    def _moved(self, _position_s: float, origin: object) -> None:
        if origin is not self:
            self._rebase()

    def _rebase(self, _what: object = None) -> None:
        self._from_s = self._state.position_s
        self._since = self._now()
