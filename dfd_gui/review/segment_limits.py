"""From which score on, and over how many frames, a stretch is worth a look: the clip's own limits, or the user's."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from dfd_gui.services import Services

_ONE_GO_S = 1.0
"""Changes that follow each other faster than this go back together: a spin box turns in many steps."""


@dataclass(frozen=True, slots=True)
class Limits:
    """``threshold``: least score; ``least``: frames in a row."""

    threshold: float
    least: int


class SegmentLimits(QObject):
    """What the user set for each clip, as long as the window is open; changed through the history."""

    changed = Signal()
    """The limits of the shown clip were set."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = services.history
        self._state = services.state
        self._set: dict[str, Limits] = {}
        self._go, self._last_s = 0, 0.0

    @property
    def now(self) -> Limits | None:
        """What the user set for the shown clip; None for nothing."""
        return self._set.get(self._state.clip.key) if self._state.clip else None

    def set(self, before: Limits, after: Limits) -> None:
        """Set those of the shown clip; ``before`` is what it had until now."""
        if self._state.clip is None or before == after:
            return
        now_s = time.monotonic()
        self._go += now_s - self._last_s > _ONE_GO_S
        self._last_s = now_s
        key, words = self._state.clip.key, self.tr("change the threshold")
        self._history.do(
            words, partial(self._put, key, after), partial(self._put, key, before), f"limits {key} {self._go}"
        )

    def _put(self, key: str, limits: Limits) -> None:
        self._set[key] = limits
        if self._state.clip is not None and self._state.clip.key == key:
            self.changed.emit()
