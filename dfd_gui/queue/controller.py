"""The queue: takes clips in, has them screened one after the other, keeps what came out and remembers where it was."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dfd_core.errors import DfdError
from dfd_core.paths import resource
from dfd_gui.items.queue_model import QueueModel
from dfd_gui.queue import recent
from dfd_gui.queue.edits import Edits, Places, without
from dfd_gui.queue.entry import AGAIN, FINISHED, OPEN, Entry, State
from dfd_gui.queue.housekeeping import Housekeeping, thumbnails
from dfd_gui.queue.intake import Intake
from dfd_gui.queue.journal import FILE
from dfd_gui.queue.news import News
from dfd_gui.queue.recall import Recall
from dfd_gui.queue.results import Results
from dfd_gui.queue.showing import Showing
from dfd_gui.queue.work import Work
from dfd_gui.state import ReviewClip

if TYPE_CHECKING:
    from dfd_gui.services import Services

SAMPLE = ("samples", "astronaut.mp4")
"""The clip that comes with the program."""


class QueueController(QObject):
    """The queue without its window.

    Args:
        services: what the window works with.
        persist: remember the queue across sessions.
    """

    finished = Signal(object)
    """The `ReviewClip` of a clip whose result is on disk."""
    review_requested = Signal(object)
    """The `ReviewClip` that the review now shows."""
    all_done = Signal()
    """The last clip of the queue has ended."""
    idle_changed = Signal(bool)
    """Whether there is nothing left to do; also after an intake that found no clip."""
    paused_changed = Signal(bool)
    taken = Signal(list)
    """Keys of rows that an intake added, or found there already."""

    def __init__(self, services: Services, *, persist: bool = True, parent: QObject | None = None) -> None:
        super().__init__(parent)
        paths = services.paths
        self._services = services
        self._persist = persist
        self._was_idle = True
        self._ended_some = False
        self._present: list[str] = []
        self._paths: dict[str, str] = {}
        self._gone: set[str] = set()
        self.model = QueueModel(self)
        self._news = News(services.messages, self)
        self._results = Results(paths.store, paths.data, self)
        self._recall = Recall(self.model, self._results, paths.data / FILE if persist else None, self)
        self._work = Work(services, self.model, self._results, thumbnails(paths), self)
        self.pace = self._work.pace
        self._showing = Showing(self._results, self._work.outcomes, services.state, self)
        self._keeping = Housekeeping(paths, services.settings, self._work.in_use, self)
        self._intake = Intake(self)
        self._edits = Edits(services.history, self.model, self._take_off, self._put_back, self._changed, self)
        self._connect()
        self._restore()

    # ---- what there is -----------------------------------------------------------------------------------------

    @property
    def idle(self) -> bool:
        """Whether nothing runs, waits or is being saved."""
        busy = self._work.busy or self._intake.open_calls
        return not busy and all(entry.state not in OPEN for entry in self.model)

    @property
    def paused(self) -> bool:
        """Whether waiting clips stay where they are."""
        return self._work.paused

    def clips(self) -> list[Entry]:
        """The rows in the order of work."""
        return self.model.entries

    def busy(self) -> list[str]:
        """What would be lost by closing now, in words; empty if nothing."""
        words = []
        if (entry := self._work.running) is not None:
            words.append(self.tr("{name} is being screened").format(name=entry.name))
        waiting = sum(entry.state is State.QUEUED for entry in self.model)
        if waiting == 1:
            words.append(self.tr("1 more clip waits for its turn"))
        elif waiting:
            words.append(self.tr("{count} more clips wait for their turn").format(count=waiting))
        return words

    def recent(self) -> list[Path]:
        """Files and folders opened lately."""
        return recent.recent(self._services.settings)

    def collect(self, keys: Sequence[str], then: Callable[[list[ReviewClip]], None]) -> None:
        """Give ``then`` the results of these rows, in the order of the queue."""
        wanted = set(keys)
        self._showing.collect([entry for entry in self.model if entry.key in wanted], then)

    # ---- what the user does ------------------------------------------------------------------------------------

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Take in files, and folders with all that is below them."""
        if not paths:
            return
        if self._persist and list(paths) != [resource(*SAMPLE)]:
            recent.opened(self._services.settings, paths)
        self._intake.look(paths)
        self._review_idle()

    def add_sample(self) -> None:
        """Take in the clip that comes with the program."""
        self.add_paths([resource(*SAMPLE)])

    def set_paused(self, paused: bool) -> None:
        """Let the running clip end and start no other, or go on."""
        if paused == self._work.paused:
            return
        if not paused:
            self._news.running()
        self._work.pause(paused)
        self.paused_changed.emit(paused)
        self._pump()

    def cancel(self, keys: Iterable[str]) -> None:
        """End clips that run or wait."""
        for entry in self._chosen(keys):
            self._work.cancel(entry)
        self._changed()

    def cancel_all(self) -> None:
        """End everything, the search through folders too."""
        self._intake.give_up()
        self.cancel([entry.key for entry in self.model if entry.state in OPEN])

    def retry(self, keys: Iterable[str]) -> None:
        """Put clips that failed, or were cancelled or interrupted, back in line."""
        self._again([entry for entry in self._chosen(keys) if entry.state in AGAIN])

    def resume(self) -> None:
        """Put all interrupted clips back in line."""
        self._again([entry for entry in self.model if entry.state is State.INTERRUPTED])

    def rerun(self, keys: Iterable[str]) -> None:
        """Screen finished clips afresh, whatever the store knows."""
        self._again([entry for entry in self._chosen(keys) if entry.state not in OPEN], fresh=True)

    def remove(self, keys: Iterable[str]) -> None:
        """Take rows off the list; a running one is cancelled. Results stay in the store."""
        self._edits.remove(self._chosen(keys))

    def clear_finished(self) -> None:
        """Take off the list whatever has ended."""
        self._edits.remove([entry for entry in self.model if entry.state in FINISHED], self.tr("clear finished"))

    def move(self, keys: Iterable[str], before: int) -> None:
        """Put rows, in their present order, before the one that is now in row ``before``."""
        self.model.move(keys, before)

    def shift(self, keys: Iterable[str], by: int) -> None:
        """Move rows one up (-1) or down (1)."""
        self.model.shift(keys, by)

    def review(self, key: str) -> None:
        """Show a row's result, if it has one."""
        entry = self.model.entry(key)
        if entry is not None and entry.has_result:
            self._showing.show(entry)

    def compare(self, keys: Iterable[str]) -> None:
        """Show two rows' results side by side, the upper one as A."""

        def taken(clips: list[ReviewClip]) -> None:
            if len(clips) == 2:
                self._showing.compare(*clips)

        self.collect(list(keys), taken)

    def shutdown(self) -> None:
        """Write everything down and end the threads; the engine is ended by whoever started it."""
        self._intake.close()
        gone = [key for key in self._gone if self.model.entry(key) is None]
        self._results.forget(gone)
        self._keeping.forget(gone)
        self._work.close()
        self._recall.close()
        self._keeping.close()
        self._results.close()

    # ---- how it goes on ----------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self._intake.found.connect(self._take)
        self._intake.skipped.connect(self._news.skipped)
        self._intake.finished.connect(self._taken_in)
        self._work.changed.connect(self._changed)
        self._work.ended.connect(self._ended)
        self._work.going_well.connect(self._news.running)
        self._work.stuck.connect(self._stuck)
        self._work.notice.connect(self._news.notice)
        self._work.outcomes.finished.connect(self._finished)
        self._work.outcomes.not_kept.connect(self._news.not_kept)
        self._showing.requested.connect(self.review_requested)
        self._showing.missing.connect(self._missing)
        self._showing.problem.connect(self._news.unreadable)
        self._recall.problem.connect(self._news.not_saved)
        self.model.layoutChanged.connect(self._recall.later)  # a drag

    def _restore(self) -> None:
        remembered = self._recall.restore()
        self._paths = {_same(entry.path): entry.key for entry in self.model}
        if remembered.problem:
            self._news.damaged(remembered)
        left = sum(entry.state is State.INTERRUPTED for entry in self.model)
        if left:
            self._news.interrupted(left, self.resume)
        self._recall.check(self._work.answered)
        rows = [entry.key for entry in self.model] if self._persist else None
        self._keeping.tidy(rows)
        if rows is not None and not remembered.problem:
            self._results.tidy(rows)

    def _take(self, batch: Sequence[Path]) -> None:
        """A batch of the intake: new rows for those that are not there yet."""
        frames = self._services.settings.number("screening.frames")
        added = []
        for path in batch:
            key = self._paths.get(_same(path))
            if key is None:
                entry = Entry(path, frames=frames)
                self._paths[_same(path)] = entry.key
                added.append(entry)
            else:
                self._present.append(key)
        self.model.add(added)
        self.taken.emit([entry.key for entry in added])
        self._changed()

    def _taken_in(self) -> None:
        present, self._present = self._present, []
        entries = self._chosen(present)
        if entries:
            self._news.present([entry.name for entry in entries])
            self.taken.emit([entry.key for entry in entries])
        self._changed()

    def _take_off(self, entries: Sequence[Entry]) -> None:
        """What is kept of the rows stays until the end, so that they can come back."""
        for entry in entries:
            self._work.cancel(entry)
        gone = [entry.key for entry in entries]
        self._gone.update(gone)
        self._showing.hide(gone)
        self.model.remove(gone)
        for entry in entries:
            self._work.renew(entry.key)
            self._paths.pop(_same(entry.path), None)
        self._changed()

    def _put_back(self, places: Places) -> None:
        """Rows whose file was added once more since are there already."""
        missing = without(places, lambda entry: _same(entry.path) in self._paths)
        self._paths |= {_same(entry.path): entry.key for _, entry in missing}
        self.model.insert(missing)
        self.taken.emit([entry.key for _, entry in missing])
        self._changed()

    def _again(self, entries: Sequence[Entry], *, fresh: bool = False) -> None:
        for entry in entries:
            entry.requeue(fresh=fresh)
            self._work.renew(entry.key)
            self.model.touch(entry.key)
        if not any(entry.state is State.INTERRUPTED for entry in self.model):
            self._news.resumed()
        self._changed()

    def _pump(self) -> None:
        self._work.pump()
        self._review_idle()

    def _changed(self) -> None:
        self._recall.later()
        self._pump()

    def _review_idle(self) -> None:
        idle = self.idle
        if idle == self._was_idle:
            return
        self._was_idle = idle
        ended, self._ended_some = self._ended_some, False
        if idle:
            self.pace.rest()
        self.idle_changed.emit(idle)
        if idle and ended:
            self.all_done.emit()

    def _stuck(self, error: DfdError) -> None:
        self.set_paused(True)
        self._news.refused(error, self._services.engine.log_text(), lambda: self.set_paused(False))

    def _ended(self, entry: Entry) -> None:
        del entry
        self._ended_some = True
        self._changed()

    def _finished(self, clip: ReviewClip) -> None:
        shown = self._services.state.clip
        if shown is not None and shown.key == clip.key:
            self._showing.show_clip(clip)  # screened afresh
        self._keeping.trim()
        self.finished.emit(clip)

    def _missing(self, entry: Entry) -> None:
        entry.state = State.INTERRUPTED
        entry.label = entry.score = None
        self.model.touch(entry.key, now=True)
        self._news.gone(entry)
        self._recall.later()

    def _chosen(self, keys: Iterable[str]) -> list[Entry]:
        wanted = set(keys)
        return [entry for entry in self.model if entry.key in wanted]


def _same(path: Path) -> str:
    """Equal for two spellings of one path."""
    return os.path.normcase(path)
