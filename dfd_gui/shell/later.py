"""A slow look at the disk beside the window. The thread touches no Qt object; the window asks for its answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

T = TypeVar("T")
ASK_MS = 40


class Later(Generic[T]):
    """Runs ``work`` in a thread and hands what it returns to ``then``, in this one, unless ``parent`` is gone by then.

    ``work`` must not raise.
    """

    def __init__(self, work: Callable[[], T], then: Callable[[T], None], parent: QObject) -> None:
        self._then = then
        self._answers: SimpleQueue[T] = SimpleQueue()
        self._timer = QTimer(parent)
        self._timer.setInterval(ASK_MS)
        self._timer.timeout.connect(self._ask)
        self._timer.start()
        answers = self._answers
        threading.Thread(target=lambda: answers.put(work()), name="later", daemon=True).start()

    def _ask(self) -> None:
        try:
            answer = self._answers.get_nowait()
        except Empty:
            return
        self._timer.stop()
        self._then(answer)
