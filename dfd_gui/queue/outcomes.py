"""What becomes of a clip that has ended: done only when its result is on disk, partial, failed or cancelled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dfd_core.cases.extract import Extract
from dfd_core.errors import DfdError
from dfd_gui.items.queue_model import QueueModel
from dfd_gui.queue.entry import Entry, Live, State
from dfd_gui.queue.proxy_cache import folder_of, previews
from dfd_gui.queue.results import Results
from dfd_gui.state import ReviewClip


class Outcomes(QObject):
    """Sets the state of entries that have ended, and keeps their results."""

    ended = Signal(object)
    """An entry whose state is final."""
    finished = Signal(object)
    """The `ReviewClip` of a clip whose result is whole and on disk."""
    not_kept = Signal(object, object)
    """Entry and error: the case store did not take a result."""

    def __init__(self, model: QueueModel, results: Results, proxies: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._results = results
        self._proxies = proxies
        self.pending = 0
        """Results on their way to the disk."""

    def clip(self, entry: Entry, extract: Extract) -> ReviewClip:
        """An entry with its result as the review shows it."""
        proxy, faces = _named(entry.proxy), _named(entry.faces)
        if proxy is None and faces is None:
            proxy, faces = previews(folder_of(self._proxies, entry.sha256, entry.settings_key, entry.key))
        return ReviewClip(entry.key, entry.path, extract, entry.settings_key, proxy, faces)

    def folders(self, clip: ReviewClip) -> set[Path]:
        """Where preview files of a clip lie or may come to lie."""
        named = {file.parent for file in (clip.proxy, clip.faces) if file}
        return named | {folder_of(self._proxies, clip.extract["media"]["sha256"], clip.settings_key, clip.key)}

    def answered(self, entry: Entry, extract: Extract) -> None:
        """The store knew the clip."""
        entry.known = True
        self._done(entry, extract)

    def screened(self, entry: Entry, extract: Extract) -> None:
        """The engine is through with it."""
        entry.sha256 = extract["media"]["sha256"] or entry.sha256
        error = extract.get("error")
        if error:
            self._keep(entry, extract, lambda: self._unreadable(entry, extract))
        elif extract["media"]["sha256"]:
            self._keep(entry, extract, lambda: self._done(entry, extract))
        else:  # nothing to find it by again: it is the row's alone
            self._keep_aside(entry, extract, lambda: self._done(entry, extract))

    def cancelled(self, entry: Entry, extract: Extract) -> None:
        """The user ended it."""
        if self._model.entry(entry.key) is not entry:
            self.ended.emit(entry)  # taken off the list: nobody asks for what it had come to
            return
        if not extract:
            self._end(entry, State.CANCELLED)
            return
        entry.sha256 = extract["media"]["sha256"] or entry.sha256
        self._keep_aside(entry, extract, lambda: self._partial(entry, extract))

    def failed(self, entry: Entry, reason: str, hint: str) -> None:
        """It could not be done."""
        entry.reason, entry.hint = reason, hint
        self._end(entry, State.FAILED)

    def _done(self, entry: Entry, extract: Extract) -> None:
        entry.judge(extract)
        entry.fresh = False
        self._end(entry, State.DONE)
        self.finished.emit(self.clip(entry, extract))

    def _unreadable(self, entry: Entry, extract: Extract) -> None:
        entry.judge(extract)
        self.failed(entry, str(extract["error"]["message"]), "")

    def _partial(self, entry: Entry, extract: Extract) -> None:
        entry.judge(extract)
        frames = extract["frames"]
        entry.partial_s = float(frames[-1]["time_s"]) if frames else 0.0
        self._end(entry, State.PARTIAL)

    def _end(self, entry: Entry, state: State) -> None:
        entry.state = state
        entry.live = Live()
        self._model.touch(entry.key, now=True)
        self.ended.emit(entry)

    def _keep(self, entry: Entry, extract: Extract, then: Callable[[], None]) -> None:
        if not extract["media"]["sha256"]:
            self._keep_aside(entry, extract, then)
            return
        self.pending += 1

        def refused(error: DfdError) -> None:
            self.pending -= 1
            self.not_kept.emit(entry, error)
            entry.judge(extract)
            reason = self.tr("the result could not be saved: {reason}").format(reason=error.message)
            self._keep_aside(entry, extract, lambda: self.failed(entry, reason, error.hint))

        self._results.save(entry, extract, lambda: self._kept(entry, then), refused)

    def _keep_aside(self, entry: Entry, extract: Extract, then: Callable[[], None]) -> None:
        self.pending += 1

        def refused(error: DfdError) -> None:
            self.not_kept.emit(entry, error)
            self._kept(entry, then)  # it can still be looked at until the program ends

        self._results.keep_aside(entry, extract, lambda: self._kept(entry, then), refused)

    def _kept(self, entry: Entry, then: Callable[[], None]) -> None:
        self.pending -= 1
        if self._model.entry(entry.key) is entry:
            then()
        else:  # taken off the list meanwhile
            self.ended.emit(entry)


def _named(file: str) -> Path | None:
    return Path(file) if file and Path(file).is_file() else None
