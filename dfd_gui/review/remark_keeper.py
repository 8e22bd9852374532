"""Writes the analyst's remarks into the case store, beside the window, in the order in which they were made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from dfd_core.cases.store import CaseStore
from dfd_gui.queue.errands import Errands

Write: TypeAlias = Callable[[CaseStore], None]
"""Brings one thing in the store to where it should be."""


class RemarkKeeper(QObject):
    """What could not be written is tried again with whatever comes next.

    Args:
        path: the case store's file.
    """

    written = Signal()
    """Everything so far is on disk."""
    failed = Signal(object)
    """A `DfdError`: it is not."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._store: CaseStore | None = None
        self._errands: Errands | None = None
        self._waiting: dict[str, Write] = {}

    @property
    def waiting(self) -> bool:
        """Whether anything is not on disk yet."""
        return bool(self._waiting)

    def keep(self, name: str, write: Write) -> None:
        """Write a thing of that name; what it was to be before need not be written any more."""
        self._waiting.pop(name, None)
        self._waiting[name] = write
        self.write()

    def write(self) -> None:
        """Write whatever is not on disk yet."""
        if self._errands is None:
            self._errands = Errands("remarks", self)
        batch = dict(self._waiting)
        self._errands.do(lambda: self._work(batch), lambda _: self._done(batch), self.failed.emit)

    def close(self) -> None:
        """Finish, and close the store."""
        if self._errands is not None:
            self._errands.do(self._shut, None)
            self._errands.close()
            self._errands = None

    def _done(self, batch: Mapping[str, Write]) -> None:
        for name, write in batch.items():
            if self._waiting.get(name) is write:
                del self._waiting[name]
        if not self._waiting:
            self.written.emit()

    # ---- in the thread

    def _work(self, batch: Mapping[str, Write]) -> None:
        if self._store is None:
            self._store = CaseStore(self._path)
        for write in batch.values():
            write(self._store)

    def _shut(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None
