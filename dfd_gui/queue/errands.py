"""Work that would hold up the window (disk, hashes, the case store), done by one thread in the order of asking."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from dfd_core.errors import DfdError

T = TypeVar("T")


class Errands(QObject):
    """A thread of its own that starts with the first errand; the answers come back in the window's thread."""

    _answered = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, name)
        self._open = True
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def do(
        self, work: Callable[[], T], then: Callable[[T], None] | None, failed: Callable[[DfdError], None] | None = None
    ) -> None:
        """Run ``work`` in the thread, then one of the others in the window's; after `close` nothing is answered.

        ``failed`` gets what the user can understand; a defect of the program is told to it in one line, and goes where
        all defects go besides. Without it every error goes there.
        """
        if self._open:
            future = self._pool.submit(work)
            future.add_done_callback(lambda done: self._answer(done, then, failed))

    def _answer(
        self, done: Future[Any], then: Callable[[Any], None] | None, failed: Callable[[DfdError], None] | None
    ) -> None:
        if self._open and not done.cancelled():
            self._answered.emit((done, then, failed))

    @Slot(object)
    def _deliver(
        self, answer: tuple[Future[Any], Callable[[Any], None] | None, Callable[[DfdError], None] | None]
    ) -> None:
        if not self._open:
            return
        done, then, failed = answer
        try:
            value = done.result()
        except DfdError as error:
            if failed is None:
                raise
            failed(error)
            return
        except Exception as error:
            if failed is not None:
                failed(DfdError("defect", f"{type(error).__name__}: {error}"))
            raise
        if then:
            then(value)

    def close(self, *, finish: bool = True) -> None:
        """End the thread, after the errands that wait if ``finish``. Closing twice is harmless."""
        self._open = False
        self._pool.shutdown(wait=True, cancel_futures=not finish)
