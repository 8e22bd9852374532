"""The queue at work: which clip is next, what the engine says of it, what becomes of it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dfd_core.cases.extract import Extract
from dfd_core.engine.protocol import Event, Notice
from dfd_core.errors import DfdError
from dfd_gui.items.queue_model import QueueModel
from dfd_gui.queue.entry import Entry, State
from dfd_gui.queue.outcomes import Outcomes
from dfd_gui.queue.pace import Pace
from dfd_gui.queue.probing import Probing
from dfd_gui.queue.results import Results
from dfd_gui.queue.running import Running

if TYPE_CHECKING:
    from dfd_gui.services import Services

DEATHS = 3
"""Ends of the engine in a row, without a result between them, after which the queue waits for its user."""


class Work(QObject):
    """Takes the waiting entries of the model through the engine, one after the other.

    Args:
        services: what the window works with.
        model: the queue.
        results: where results are kept.
        thumbnails: the folder of the small pictures.
    """

    changed = Signal()
    """What is remembered of an entry is another now."""
    ended = Signal(object)
    """An entry whose state is final."""
    going_well = Signal()
    """A clip has been screened."""
    stuck = Signal(object)
    """A `DfdError`: no clip can be screened as things are."""
    notice = Signal(str)
    """Something the engine says of the running clip."""

    def __init__(
        self, services: Services, model: QueueModel, results: Results, thumbnails: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        engine = services.engine
        self._services = services
        self._model = model
        self._paused = False
        self._ready = engine.state == "ready"
        self._deaths = 0
        self.pace = Pace(model, self)
        self.outcomes = Outcomes(model, results, services.paths.proxies, self)
        self._probing = Probing(model, engine, thumbnails, self)
        self._running = Running(engine, results, services.library, services.settings, services.paths.proxies, self)
        engine.event.connect(self._on_event)
        engine.died.connect(self._on_death)
        engine.state_changed.connect(self._on_engine)
        self._probing.probed.connect(self._probed)
        self._running.progressed.connect(self._progressed)
        self._running.answered.connect(self.answered)
        self._running.screened.connect(self._screened)
        self._running.cancelled.connect(self._cancelled)
        self._running.failed.connect(self._failed)
        self._running.returned.connect(self._returned)
        self._running.refused.connect(self._refused)
        self.outcomes.ended.connect(self.ended)

    @property
    def running(self) -> Entry | None:
        """The clip that is being screened."""
        return self._running.entry

    @property
    def busy(self) -> bool:
        """Whether a clip is being screened, or a result saved."""
        return self._running.entry is not None or self.outcomes.pending > 0

    @property
    def paused(self) -> bool:
        """Whether waiting clips stay where they are."""
        return self._paused

    def pause(self, paused: bool) -> None:
        """Let the running clip end and start no other, or go on."""
        self._paused = paused
        self._deaths = 0
        self.pace.pause(paused)

    def pump(self) -> None:
        """Give the engine what it can do now."""
        self._probing.pump()
        if self._paused or self._running.entry is not None:
            return
        ready = (entry for entry in self._model if entry.state is State.QUEUED and self._probing.ready(entry))
        entry = next(ready, None)
        if entry is not None:
            self._running.start(entry)
            self._progressed(entry)
            self.changed.emit()

    def renew(self, key: str) -> None:
        """Look at the file again before its next turn: it may be another one by then."""
        self._probing.again(key)

    def cancel(self, entry: Entry) -> None:
        """End a clip that runs or waits."""
        if entry is self._running.entry:
            self._running.cancel()
        elif entry.state is State.QUEUED:
            entry.state = State.CANCELLED
            entry.live.left_s = None
            self._model.touch(entry.key)

    def answered(self, entry: Entry, extract: Extract) -> None:
        """The store knows the result."""
        if self._model.entry(entry.key) is not entry:
            return
        self.pace.ended(entry, screened=False)
        self.outcomes.answered(entry, extract)

    def in_use(self) -> Collection[Path]:
        """Folders of preview files that must stay."""
        state, folder = self._services.state, self._running.folder
        shown = [self.outcomes.folders(clip) for clip in (state.clip, state.compared) if clip]
        return set().union(*shown, {folder} if folder else set())

    def close(self) -> None:
        """End the thread."""
        self.pace.rest()
        self._running.close()

    def _on_engine(self, state: str) -> None:
        self._ready = self._ready or state == "ready"

    def _on_event(self, event: Event) -> None:
        if self._probing.handle(event):
            self.pump()
        elif isinstance(event, Notice) and self._running.owns(event.id):
            self.notice.emit(event.message)
        else:
            self._running.handle(event)

    def _on_death(self, reason: str) -> None:
        """A clip that killed it is lost, the others go on; where it does not work at all, nothing does."""
        self._deaths += 1
        hopeless = not self._ready or self._deaths >= DEATHS
        self._ready = False
        if hopeless and (self._probing.asking or self._running.asking):
            words = self.tr("the engine does not work: {reason}").format(reason=reason)
            self.stuck.emit(DfdError("engine_failed", words))  # first, or the clips that come back would start again
        self._probing.lost()
        self._running.lost(reason, hopeless=hopeless)
        self.pump()

    def _probed(self, entry: Entry) -> None:
        if entry.state is State.QUEUED:
            self._running.peek(entry)
        self.changed.emit()

    def _progressed(self, entry: Entry) -> None:
        self.pace.progressed(entry)
        self._model.touch(entry.key)

    def _screened(self, entry: Entry, extract: Extract) -> None:
        self._deaths = 0
        self.going_well.emit()
        self.pace.ended(entry, screened=True)
        self.outcomes.screened(entry, extract)
        self.pump()

    def _cancelled(self, entry: Entry, extract: Extract) -> None:
        self.pace.ended(entry, screened=False)
        self.outcomes.cancelled(entry, extract)

    def _failed(self, entry: Entry, reason: str, hint: str) -> None:
        self.pace.ended(entry, screened=False)
        self.outcomes.failed(entry, reason, hint)

    def _returned(self, entry: Entry) -> None:
        """Its turn comes again."""
        entry.requeue(fresh=entry.fresh)
        self._model.touch(entry.key, now=True)
        self.changed.emit()

    def _refused(self, entry: Entry, error: DfdError) -> None:
        """Every clip would fail the same way."""
        self.stuck.emit(error)
        self._returned(entry)
