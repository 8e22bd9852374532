"""The cancel ladder: an engine that does not answer a `Cancel` is terminated, and then killed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from dfd_core.engine.protocol import Cancel
from dfd_gui.engine_ledger import Ledger

TERMINATE_MS, KILL_MS = 3_000, 5_000
"""After a `Cancel` that nothing answers."""


class CancelLadder:
    """Watches that what is cancelled in flight ends soon.

    Args:
        ledger: knows what is in flight.
        terminate: asks the system to end the engine.
        kill: ends it at once.
        parent: of the timers.
    """

    def __init__(
        self, ledger: Ledger, terminate: Callable[[], None], kill: Callable[[], None], parent: QObject
    ) -> None:
        self._ledger = ledger
        self._terminate = terminate
        self._to_terminate = timer(TERMINATE_MS, self._force, parent)
        self._to_kill = timer(KILL_MS, kill, parent)
        self._forced = False

    @property
    def forced(self) -> bool:
        """Whether the engine was terminated."""
        return self._forced

    def climb(self, command: Cancel) -> bool:
        """Await the end of what this means, and act where it does not come; False where nothing in flight is meant."""
        if not self._ledger.mark(command):
            return False
        if not self._to_kill.isActive():
            self._to_terminate.start()
            self._to_kill.start()
        return True

    def ended(self, number: str) -> None:
        """A command has come to its end."""
        self._ledger.ended(number)
        if not self._ledger.cancelling:
            self._stop()

    def reset(self) -> None:
        """Be ready for the next engine."""
        self._stop()
        self._forced = False

    def _stop(self) -> None:
        self._to_terminate.stop()
        self._to_kill.stop()

    def _force(self) -> None:
        self._forced = True
        self._terminate()


def timer(milliseconds: int, act: Callable[[], None], parent: QObject) -> QTimer:
    """A timer that rings once for each start."""
    made = QTimer(parent)
    made.setSingleShot(True)
    made.setInterval(milliseconds)
    made.timeout.connect(act)
    return made
