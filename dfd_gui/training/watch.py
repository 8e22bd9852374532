"""Keeps the folder of runs in view from a thread of its own, so that the window never waits for a disk."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from dfd_core.errors import DfdError
from dfd_gui.library.background import Background
from dfd_gui.training.run import Run, RunReader, is_run

BUSY_MS, IDLE_MS = 700, 3000
_LONG_AGO = datetime.fromtimestamp(0, UTC)


class RunsWatch(QObject):
    """The runs as they are now, newest first; looked at often while one is at work.

    Args:
        root: folder of the runs; need not exist.
        background: where disks are read.
    """

    changed = Signal()
    """The list, or one of its runs, is another now."""

    def __init__(self, root: Path, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.root = root
        self.loaded = False
        self._background = background
        self._readers: dict[Path, RunReader] = {}
        self._runs: tuple[Run, ...] = ()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)

    @property
    def runs(self) -> tuple[Run, ...]:
        """All runs, newest first."""
        return self._runs

    @property
    def alive(self) -> tuple[Run, ...]:
        """Those that a process is at work on or waits for."""
        return tuple(run for run in self._runs if run.alive)

    def get(self, folder: Path | None) -> Run | None:
        """The run in a folder."""
        return next((run for run in self._runs if run.folder == folder), None)

    def look(self) -> None:
        """Look now, and again after a while."""
        self._timer.stop()
        self._background.run("runs", self._scan, self._take, self._failed)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _scan(self) -> tuple[Run, ...]:
        """In the background thread, the only one that touches the readers."""
        folders: list[Path] = []
        with suppress(OSError):  # not there yet, or not to be read: no runs
            folders = [path for path in self.root.iterdir() if is_run(path)]
        self._readers = {path: self._readers.get(path) or RunReader(path) for path in folders}
        runs = [reader.read() for reader in self._readers.values()]
        return tuple(sorted(runs, key=lambda run: run.began or _LONG_AGO, reverse=True))

    def _take(self, runs: tuple[Run, ...]) -> None:
        same = len(runs) == len(self._runs) and all(a is b for a, b in zip(runs, self._runs, strict=True))
        self._runs = runs
        first, self.loaded = not self.loaded, True
        self._timer.start(BUSY_MS if self.alive else IDLE_MS)
        if first or not same:
            self.changed.emit()

    def _failed(self, error: DfdError) -> None:
        del error
        self._timer.start(IDLE_MS)
