"""Work that takes a moment (hashing, reading results) beside the window: one thread, the latest answer wins."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Signal

from dfd_core.errors import DfdError


class Background(QObject):
    """Runs functions in one thread of its own. Of several of one kind only the last one's answer is handed on."""

    _ended = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="library")
        self._latest: dict[str, Future[Any]] = {}
        self._takers: dict[str, tuple[Callable[[Any], None], Callable[[DfdError], None]]] = {}
        self._ended.connect(self._take)

    def run(
        self,
        kind: str,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        failed: Callable[[DfdError], None],
    ) -> None:
        """Do ``work`` in the thread, then hand its answer to ``then`` (or a `DfdError` to ``failed``) in this one.

        Work of the same kind that has not begun is left out, an answer of it that is still to come is dropped.
        """
        if kind in self._latest:
            self._latest[kind].cancel()
        self._takers[kind] = (then, failed)
        self._latest[kind] = self._pool.submit(work)
        self._latest[kind].add_done_callback(lambda future: self._ended.emit(kind, future))

    @property
    def working(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._takers)

    def shutdown(self) -> None:
        """Drop what is waiting and let the running work end; nothing is handed on any more."""
        self._takers.clear()
        self._ended.disconnect(self._take)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _take(self, kind: str, future: Future[Any]) -> None:
        if future.cancelled() or future is not self._latest.get(kind) or kind not in self._takers:
            return
        then, failed = self._takers.pop(kind)
        error = future.exception()
        if isinstance(error, DfdError):
            failed(error)
        else:
            then(future.result())
