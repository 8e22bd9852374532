"""Run an iterator ahead of its consumer in a thread of its own."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterable
from contextlib import suppress
from typing import TypeVar, cast

T = TypeVar("T")

_END = object()


class _Ahead(threading.Thread):
    """The thread that fills the queue; ``failure`` holds what the source raised."""

    def __init__(self, items: Iterable[object], depth: int) -> None:
        super().__init__(name="prefetch", daemon=True)
        self._items = items
        self.ready: queue.Queue[object] = queue.Queue(maxsize=depth)
        self.closed = threading.Event()
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            for item in self._items:
                if not self._offer(item):
                    return
        except BaseException as error:  # noqa: BLE001 - carried over and raised in the consumer
            self.failure = error
        self._offer(_END)

    def _offer(self, item: object) -> bool:
        while not self.closed.is_set():
            with suppress(queue.Full):
                self.ready.put(item, timeout=0.05)
                return True
        return False


def prefetch(items: Iterable[T], depth: int) -> Generator[T, None, None]:
    """Yield ``items`` in order while a thread prepares up to ``depth`` of them ahead.

    An exception of the source is raised here, after the items before it. Closing the generator
    stops the thread at its next item.
    """
    ahead = _Ahead(items, depth)
    ahead.start()
    try:
        while (item := ahead.ready.get()) is not _END:
            yield cast("T", item)
        if ahead.failure:
            raise ahead.failure
    finally:
        ahead.closed.set()
        ahead.join()
