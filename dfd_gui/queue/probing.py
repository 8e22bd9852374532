"""Looking at waiting clips ahead of their turn: hash, facts, thumbnail."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from dfd_core.engine.protocol import Command, Event, Failed, Probe, Probed
from dfd_gui.items.queue_model import QueueModel
from dfd_gui.queue.entry import Entry, State

AHEAD = 3
"""Looks that the engine is asked for at a time; more would only be lost if it died."""
TRIES = 2
SWEPT_AWAY = "engine_stopped"
"""Code of a failure that says nothing of the clip: the engine was ended to stop another task."""


class Engine(Protocol):
    """The part of the engine client that the queue drives."""

    def send(self, command: Command) -> None:
        """Tell the engine something; it is started where it does not run."""

    def next_id(self) -> str:
        """An id for a command."""


class Probing(QObject):
    """Keeps a few looks on their way, in the order of the queue.

    Args:
        thumbnails: the folder of the small pictures, named by row.
    """

    probed = Signal(object)
    """An entry whose facts are known now, or that could not be looked at: either way it is ready."""

    def __init__(self, model: QueueModel, engine: Engine, thumbnails: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._engine = engine
        self._folder = thumbnails
        self._open: dict[str, str] = {}
        self._ready: set[str] = set()
        self._tries: dict[str, int] = {}

    def ready(self, entry: Entry) -> bool:
        """Whether it has been looked at since it was put in line."""
        return entry.key in self._ready

    def again(self, key: str) -> None:
        """Look once more: the file may have changed since."""
        self._ready.discard(key)
        self._tries.pop(key, None)

    def pump(self) -> None:
        """Ask for the next looks."""
        room = AHEAD - len(self._open)
        if room <= 0:
            return
        asked = set(self._open.values())
        for entry in self._model:
            if entry.state is State.QUEUED and entry.key not in self._ready and entry.key not in asked:
                self._ask(entry)
                room -= 1
                if not room:
                    return

    def handle(self, event: Event) -> bool:
        """Take an event of the engine; False where it answers somebody else."""
        if not isinstance(event, Probed | Failed) or event.id not in self._open:
            return False
        entry = self._model.entry(self._open.pop(event.id))
        swept = isinstance(event, Failed) and event.code == SWEPT_AWAY
        if entry is not None and not swept:
            if isinstance(event, Probed):
                self._learn(entry, event)
            self._settle(entry)
        return True

    @property
    def asking(self) -> bool:
        """Whether looks are under way."""
        return bool(self._open)

    def lost(self) -> None:
        """The engine died with the looks that were under way; one that was lost before may be the cause."""
        lost, self._open = list(self._open.values()), {}
        for key in lost:
            entry = self._model.entry(key)
            if entry is not None and self._tries.get(key, 0) >= TRIES:
                self._settle(entry)

    def _ask(self, entry: Entry) -> None:
        ident = self._engine.next_id()
        self._open[ident] = entry.key
        self._tries[entry.key] = self._tries.get(entry.key, 0) + 1
        self._engine.send(Probe(ident, str(entry.path), str(self._folder / f"{entry.key}.jpg")))

    def _learn(self, entry: Entry, event: Probed) -> None:
        entry.sha256 = event.sha256
        entry.thumbnail = event.thumbnail
        entry.learn(event.media)
        twin = next((other for other in self._model if _twins(other, entry)), None)
        entry.twin = "" if twin is None else twin.name

    def _settle(self, entry: Entry) -> None:
        self._ready.add(entry.key)
        self._model.touch(entry.key)
        self.probed.emit(entry)


def _twins(other: Entry, entry: Entry) -> bool:
    return other is not entry and bool(entry.sha256) and other.sha256 == entry.sha256
