"""Closing the window: the questions before, and the wait out of sight for what may end first."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from dfd_gui.shell.closing import Answer, Ask
from dfd_gui.shell.rooms import Outliving, Working

LOOK_MS = 500


def busy(rooms: Iterable[QWidget]) -> list[str]:
    """What runs in any room, in words."""
    return [job for room in rooms if isinstance(room, Working) for job in room.busy()]


def question(window: QWidget, rooms: Iterable[QWidget], ask: Ask) -> Answer:
    """What to do with what runs; rooms whose work may outlive the window ask for themselves, last."""
    outliving = {room: room.may_close for room in rooms if isinstance(room, Outliving)}
    jobs = busy(room for room in rooms if room not in outliving)
    answer = ask(window, jobs) if jobs else "stop"
    if answer == "stop" and not all(may_close() for may_close in outliving.values()):
        return "cancel"
    return answer


class Patience(QObject):
    """Hides a window until nothing runs any more; `cancel` if it is called back before."""

    def __init__(self, window: QWidget, running: Callable[[], list[str]], end: Callable[[], object]) -> None:
        super().__init__(window)
        self._window = window
        self._running = running
        self._end = end
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Out of sight, and gone when everything has ended."""
        self._window.hide()
        self._timer.start()

    def cancel(self) -> None:
        """Stay."""
        self._timer.stop()

    def _look(self) -> None:
        if not self._running():
            self._timer.stop()
            self._end()
