"""The one clip that is being screened: from its turn to its result, its failure or its end by the user."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dfd_core.cases.extract import Extract
from dfd_core.detectors.library import Library
from dfd_core.engine import protocol
from dfd_core.errors import DfdError
from dfd_gui.queue.asking import Ask, asked
from dfd_gui.queue.entry import Entry, Live, State
from dfd_gui.queue.errands import Errands
from dfd_gui.queue.probing import SWEPT_AWAY, Engine
from dfd_gui.queue.proxy_cache import folder_of
from dfd_gui.queue.results import Results
from dfd_gui.settings import Settings


@dataclass(slots=True)
class _Job:
    """``command``: id of the engine's command, empty while the store is still asked."""

    entry: Entry
    ask: Ask
    command: str = ""
    folder: Path = Path()


class Running(QObject):
    """Takes a clip through the store and the engine.

    Every `start` ends in exactly one of the signals after the first.
    """

    progressed = Signal(object)
    """The entry has got further."""
    answered = Signal(object, object)
    """Entry and extract: it was screened before."""
    screened = Signal(object, object)
    """Entry and extract, fresh from the engine; nothing is saved yet."""
    cancelled = Signal(object, object)
    """Entry and partial extract, empty where nothing had been scored."""
    failed = Signal(object, str, str)
    """Entry, reason and hint."""
    returned = Signal(object)
    """Entry: the engine was ended for another task's sake; its turn comes again."""
    refused = Signal(object, object)
    """Entry and error: no clip can be screened as things are."""

    def __init__(
        self,
        engine: Engine,
        results: Results,
        library: Library,
        settings: Settings,
        proxies: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._results = results
        self._library = library
        self._settings = settings
        self._proxies = proxies
        self._keys = Errands("settings-key", self)
        self._job: _Job | None = None

    @property
    def entry(self) -> Entry | None:
        """What is being screened."""
        return self._job.entry if self._job else None

    @property
    def asking(self) -> bool:
        """Whether the engine has been told to screen it."""
        return self._job is not None and self._job.command != ""

    @property
    def folder(self) -> Path | None:
        """Where its preview files are being written."""
        return self._job.folder if self._job and self._job.command else None

    def owns(self, command: str) -> bool:
        """Whether the engine's command is that of the clip."""
        return self._job is not None and self._job.command == command != ""

    def start(self, entry: Entry) -> None:
        """Screen it, or find that this was done before."""
        entry.state = State.RUNNING
        entry.live = Live()
        self._job = job = _Job(entry, asked(self._settings))
        entry.frames = job.ask.frames
        self._keys.do(
            lambda: job.ask.key(self._library),
            lambda key: self._keyed(job, key),
            lambda error: self._refuse(job, error),
        )

    def peek(self, entry: Entry) -> None:
        """Answer a waiting clip from the store, if it knows it."""
        ask, sha256 = asked(self._settings), entry.sha256

        def found(extract: Extract | None, key: str) -> None:
            if extract is not None and entry.state is State.QUEUED and not entry.fresh:
                entry.settings_key = key
                self.answered.emit(entry, extract)

        def keyed(key: str) -> None:
            self._results.find(sha256, key, entry.path, lambda extract: found(extract, key), _later)

        if sha256 and not entry.fresh:
            self._keys.do(lambda: ask.key(self._library), keyed, _later)

    def cancel(self) -> None:
        """End it; what is scored so far is kept."""
        job = self._job
        if job is None or job.entry.live.cancelling:
            return
        if not job.command:
            self._job = None
            self.cancelled.emit(job.entry, {})
            return
        job.entry.live.cancelling = True
        self._engine.send(protocol.Cancel(self._engine.next_id(), job.command))
        self.progressed.emit(job.entry)

    def handle(self, event: protocol.Event) -> bool:
        """Take an event of the engine; False where it answers somebody else."""
        job = self._job
        if job is None or not self.owns(event.id):
            return False
        match event:
            case protocol.Started(settings_key=key):
                job.entry.settings_key = key or job.entry.settings_key
                self.progressed.emit(job.entry)
            case protocol.Progress():
                self._progress(job.entry, event)
            case protocol.Screened():
                self._screened(job, event)
            case protocol.Cancelled():
                self._cancelled(job, event)
            case protocol.Failed():
                self._failed(job, event)
        return True

    def lost(self, reason: str, *, hopeless: bool) -> None:
        """The engine died. Where it is ``hopeless``, the clip is not to blame."""
        job = self._job
        if job is None or not job.command:
            return
        self._job = None
        if job.entry.live.cancelling:
            self.cancelled.emit(job.entry, {})
        elif hopeless:
            self.returned.emit(job.entry)
        else:
            words = self.tr("the engine ended: {reason}").format(reason=reason)
            self.failed.emit(job.entry, words, self.tr("Retry screens this clip once more; the others go on."))

    def close(self) -> None:
        """End the thread."""
        self._keys.close(finish=False)

    def _keyed(self, job: _Job, key: str) -> None:
        if job is not self._job:
            return  # cancelled meanwhile
        entry = job.entry
        entry.settings_key = key
        if entry.fresh or not entry.sha256:
            self._send(job)
        else:
            self._results.find(
                entry.sha256, key, entry.path, lambda found: self._found(job, found), lambda _: self._found(job, None)
            )

    def _found(self, job: _Job, extract: Extract | None) -> None:
        if job is not self._job:
            return
        if extract is None:
            self._send(job)
            return
        self._job = None
        self.answered.emit(job.entry, extract)

    def _send(self, job: _Job) -> None:
        entry = job.entry
        job.command = self._engine.next_id()
        job.folder = folder_of(self._proxies, entry.sha256, entry.settings_key, entry.key)
        self._engine.send(job.ask.command(job.command, entry.path, entry.sha256, job.folder))
        self.progressed.emit(entry)

    def _progress(self, entry: Entry, event: protocol.Progress) -> None:
        live = entry.live
        live.loading = event.stage == "load"
        if event.stage == "faces":
            live.faces = event.done
        elif event.stage == "inference":
            live.scored = event.done
            live.faces = max(live.faces, event.done)
        if not live.loading:
            live.total = event.total
        self.progressed.emit(entry)

    def _screened(self, job: _Job, event: protocol.Screened) -> None:
        entry = job.entry
        entry.settings_key = event.settings_key
        entry.proxy, entry.faces = event.proxy, event.faces
        self._job = None
        self.screened.emit(entry, dict(event.extract))

    def _cancelled(self, job: _Job, event: protocol.Cancelled) -> None:
        entry = job.entry
        if event.extract:
            entry.settings_key = event.settings_key or entry.settings_key
            entry.proxy, entry.faces = event.proxy, event.faces
        self._job = None
        self.cancelled.emit(entry, dict(event.extract))

    def _failed(self, job: _Job, event: protocol.Failed) -> None:
        self._job = None
        if event.code == SWEPT_AWAY:
            self.returned.emit(job.entry)
        else:
            self.failed.emit(job.entry, event.message, event.hint)

    def _refuse(self, job: _Job, error: DfdError) -> None:
        if job is self._job:
            self._job = None
            self.refused.emit(job.entry, error)


def _later(error: DfdError) -> None:
    """Nothing to say yet: the clip's own turn meets the same error."""
    del error
