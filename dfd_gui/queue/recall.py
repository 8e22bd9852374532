"""The queue across sessions: written a moment after each change, read at the start, checked against the case store."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from dfd_core.cases.extract import Extract
from dfd_core.errors import DfdError
from dfd_gui.items.queue_model import QueueModel
from dfd_gui.queue import journal
from dfd_gui.queue.entry import OPEN, Entry, State
from dfd_gui.queue.results import Results

APART_MS = 300
"""The first change is written at once, those within this time after it together."""
BATCH = 20
"""Stored results looked for at a time: what the user asks for meanwhile does not wait long."""


class Recall(QObject):
    """Remembers the rows.

    Args:
        path: the queue's file; None remembers nothing.
    """

    problem = Signal(object)
    """A `DfdError`: the queue could not be written."""

    def __init__(self, model: QueueModel, results: Results, path: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._results = results
        self._path = path
        self._open = True
        self._written_s = -math.inf
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.write)

    def restore(self) -> journal.Remembered:
        """Put the rows of the last session into the model; what was not finished is interrupted."""
        if self._path is None:
            return journal.Remembered()
        remembered = journal.load(self._path)
        for entry in remembered.entries:
            if entry.state in OPEN:
                entry.state = State.INTERRUPTED
        self._model.add(remembered.entries)
        return remembered

    def check(self, answered: Callable[[Entry, Extract], None]) -> None:
        """See whether the store still holds what the rows say, and whether it holds more.

        A kill between the saving of a result and the writing of the queue leaves a finished clip in an unfinished row.
        """
        for entry in self._model:
            if entry.state is State.INTERRUPTED and entry.sha256 and entry.settings_key and not entry.fresh:
                self._find(entry, answered)
        done = [entry for entry in self._model if entry.state is State.DONE and entry.sha256]
        self._check(done)

    def later(self) -> None:
        """Something has changed."""
        if self._path is not None and self._open and not self._timer.isActive():
            since_ms = (time.monotonic() - self._written_s) * 1000
            self._timer.start(max(0, round(APART_MS - min(since_ms, APART_MS))))

    def write(self) -> None:
        """Write now (in the results' thread, behind what is being saved)."""
        self._timer.stop()
        self._written_s = time.monotonic()
        if self._path is not None:
            self._results.write_queue(self._path, journal.dump(self._model.entries), self.problem.emit)

    def close(self) -> None:
        """Write for the last time."""
        self.write()
        self._open = False

    def _find(self, entry: Entry, answered: Callable[[Entry, Extract], None]) -> None:
        def found(extract: Extract | None) -> None:
            if extract is not None and entry.state is State.INTERRUPTED:
                answered(entry, extract)

        self._results.find(entry.sha256, entry.settings_key, entry.path, found, _unanswered)

    def _check(self, done: list[Entry]) -> None:
        batch, rest = done[:BATCH], done[BATCH:]
        if not batch:
            return

        def told(known: frozenset[tuple[str, str]]) -> None:
            for entry in batch:
                if entry.state is State.DONE and (entry.sha256, entry.settings_key) not in known:
                    self._lose(entry)
            self._check(rest)

        self._results.known([(entry.sha256, entry.settings_key) for entry in batch], told)

    def _lose(self, entry: Entry) -> None:
        entry.state = State.INTERRUPTED
        entry.label = entry.score = None
        entry.reason = self.tr("its result is no longer in the case store")
        self._model.touch(entry.key)
        self.later()


def _unanswered(error: DfdError) -> None:
    """The row stays interrupted; Resume asks again and tells."""
    del error
