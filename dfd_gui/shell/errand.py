"""The window on an errand: screen the given clips, show the first result, take a picture, end."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from dfd_core.engine.protocol import Screened
from dfd_gui.shell.rooms import Taking

if TYPE_CHECKING:
    from dfd_gui.main_window import MainWindow
    from dfd_gui.services import Services

LOOK_MS = 100
QUIET_S = 0.8
"""How long nothing may have changed before the picture is taken: previews and curves come after the result."""
STUCK_S = 600.0
"""Without any news from the engine for so long, the errand has failed."""


class Errand(QObject):
    """Waits for the clips' results and until the window has come to rest.

    Args:
        window: the window.
        services: its engine and state.
        picture: where the picture goes, or None.
        after: take it when so many clips are done, while the rest goes on (0: when all are).
    """

    ended = Signal(str)
    """Why it failed, in one line; empty when it did not."""

    def __init__(self, window: MainWindow, services: Services, picture: Path | None, after: int = 0) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._picture = picture
        self._after = after
        self._screened = 0
        self._wanted = False
        self._done = False
        self._moved = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        for signal in (services.state.clip_changed, services.state.previews_changed, services.engine.event):
            signal.connect(self._on_news)
        services.engine.event.connect(self._on_event)
        services.engine.died.connect(lambda reason: self._end(f"the engine ended: {reason}"))

    def start(self, *, clips: bool) -> None:
        """Begin to look; ``clips``: some were given, so there is a result to wait for."""
        self._wanted = clips
        self._moved = time.monotonic()
        self._timer.start()

    def _on_news(self) -> None:
        self._moved = time.monotonic()

    def _on_event(self, event: object) -> None:
        if isinstance(event, Screened):
            self._screened += 1
            if self._screened == self._after:
                QTimer.singleShot(round(QUIET_S * 1000), self, self._midway)

    def _midway(self) -> None:
        self._end(self._save())

    def _look(self) -> None:
        still = time.monotonic() - self._moved
        if still > STUCK_S:
            self._end("the engine has not said anything for ten minutes")
        if still < QUIET_S or self._window.busy() or self._services.engine.working:
            return
        problem = self._save()
        self._end(problem or self._missing())

    def _missing(self) -> str:
        """What the clips did not give; the picture shows the rest."""
        room = self._window.room("screen") if self._wanted else None
        failures: list[str] = room.failures() if isinstance(room, Taking) else []
        if failures:
            return "; ".join(failures)
        return "no clip gave a result" if self._wanted and self._services.state.clip is None else ""

    def _save(self) -> str:
        if self._picture is None:
            return ""
        self._picture.parent.mkdir(parents=True, exist_ok=True)
        if self._window.grab().save(str(self._picture)):
            return ""
        return f"{self._picture}: the picture cannot be written (its name must end in .png or .jpg)"

    def _end(self, problem: str) -> None:
        if not self._done:
            self._done = True
            self._timer.stop()
            self.ended.emit(problem)
