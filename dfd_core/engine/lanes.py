"""Lanes of work: each is one thread that works its commands off in order, beside the others."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from dfd_core.engine.failures import failed
from dfd_core.engine.protocol import BuildProxy, Cancelled, Event, GetFile, GetFrame, GetInput, Probe, Screen
from dfd_core.engine.transfer import needed
from dfd_core.errors import Cancelled as Stopped
from dfd_core.errors import DfdError

Work: TypeAlias = Screen | BuildProxy | Probe | GetFrame | GetInput | GetFile
"""Commands that take time: they run in a lane."""
Emit: TypeAlias = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class Task:
    """A command with its stop flag."""

    command: Work
    stop: threading.Event = field(default_factory=threading.Event)


class Lane:
    """Works tasks off in a thread of its own; every task is answered, whatever happens.

    Args:
        name: of the thread.
        work: does one task and emits its events; what it raises is turned into the last event.
        emit: writes an event.
    """

    def __init__(self, name: str, work: Callable[[Task], None], emit: Emit) -> None:
        self._work = work
        self._emit = emit
        self._changed = threading.Condition()
        self._waiting: deque[Task] = deque()
        self._running: Task | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def put(self, command: Work) -> None:
        """Work on this when all before is done."""
        with self._changed:
            self._waiting.append(Task(command))
            self._changed.notify()

    def names(self) -> set[str]:
        """The files of the commands that wait or run."""
        with self._changed:
            tasks = [*self._waiting, *([self._running] if self._running else [])]
        return {name for task in tasks for name in needed(task.command)}

    def cancel(self, meant: Callable[[Work], bool]) -> None:
        """End the commands for which ``meant`` says so; one that has not begun is answered at once."""
        with self._changed:
            dropped = [task for task in self._waiting if meant(task.command)]
            self._waiting = deque(task for task in self._waiting if not meant(task.command))
            if self._running is not None and meant(self._running.command):
                self._running.stop.set()
        for task in dropped:
            self._emit(Cancelled(task.command.id, path=task.command.path))

    def close(self) -> None:
        """End what runs and take nothing more."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self.cancel(lambda _command: True)

    def join(self, seconds: float) -> None:
        """Wait for the thread's end, at most so long."""
        if self._thread is not threading.current_thread():
            self._thread.join(max(0.0, seconds))

    def _run(self) -> None:
        while (task := self._next()) is not None:
            try:
                self._work(task)
            except Stopped:
                self._emit(Cancelled(task.command.id, path=task.command.path))
            except DfdError as error:
                self._emit(failed(task.command, error))
            except Exception as error:
                logging.exception("%s %s", task.command.KIND, task.command.id)
                self._emit(failed(task.command, error))

    def _next(self) -> Task | None:
        with self._changed:
            self._running = None
            while not self._waiting and not self._closed:
                self._changed.wait()
            if self._closed:
                return None
            self._running = self._waiting.popleft()
            return self._running
