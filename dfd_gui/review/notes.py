"""The analyst's notes of the clip that is shown: read with it, changed through the history, kept at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from dfd_core.cases.remarks import Note, in_order, new_note, one_line, reworded
from dfd_core.cases.remarks_store import change_notes, notes_of
from dfd_core.errors import DfdError
from dfd_gui.review.remark_keeper import RemarkKeeper
from dfd_gui.services import Services

_LEAST_REACH_S = 0.005
"""A note this near to the clock is that of the moment, in clips of however many frames a second."""


class Notes(QObject):
    """Belongs to the window's services; every view of the notes asks the same one."""

    changed = Signal()
    """The notes of the shown clip are others now."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._state = services.state
        self._known: dict[str, dict[str, Note]] = {}
        self._now: tuple[Note, ...] = ()
        self.keeper = RemarkKeeper(services.paths.store, self)
        self.keeper.failed.connect(self._not_kept)
        self.keeper.written.connect(lambda: services.messages.clear("review.remarks"))
        self._state.clip_changed.connect(self._show)
        self._show()

    @classmethod
    def of(cls, services: Services) -> Notes:
        """The one that belongs to these services; it lives as long as their state."""
        found = services.state.findChild(cls)
        return found if isinstance(found, cls) else cls(services, services.state)

    @property
    def now(self) -> tuple[Note, ...]:
        """Those of the shown clip, by time; the first is note 1."""
        return self._now

    @property
    def possible(self) -> bool:
        """Whether notes of the shown clip can be kept: it has a hash, and those that it had could be read."""
        return self.clip in self._known

    @property
    def clip(self) -> str:
        """Hash of the shown clip, by which its notes are kept; empty where there is none."""
        clip = self._state.clip
        return str(clip.extract["media"]["sha256"]) if clip else ""

    def of_clip(self, sha256: str) -> tuple[Note, ...]:
        """Those of any clip.

        Raises:
            DfdError: the case store cannot be read.
        """
        return in_order(self._all(sha256).values()) if sha256 else ()

    def at(self, time_s: float) -> Note | None:
        """The note of the shown clip that lies in the frame of a moment."""
        clip = self._state.clip
        reach = max(0.5 / clip.fps, _LEAST_REACH_S) if clip else 0.0
        near = [note for note in self._now if abs(note.time_s - time_s) <= reach]
        return min(near, key=lambda note: abs(note.time_s - time_s), default=None)

    def has(self, key: str) -> bool:
        """Whether there is such a note, of whichever clip."""
        return self._find(key) is not None

    def number(self, key: str) -> int:
        """The number that a note of the shown clip is shown with; 0 where it is none."""
        return next((number for number, note in enumerate(self._now, 1) if note.key == key), 0)

    def add(self, time_s: float, text: str = "") -> Note | None:
        """Mark a moment of the shown clip; None where it does not have that moment, or nothing can be kept of it."""
        clip = self._state.clip
        if clip is None or not self.possible or not 0.0 <= time_s <= clip.duration_s:
            return None
        note = new_note(self.clip, time_s, text)
        self._services.history.do(
            self.tr("add note"), partial(self._put, note), partial(self._drop, note), joins=f"new {note.key}"
        )
        return note

    def reword(self, key: str, text: str, *, first: bool = False) -> None:
        """Give a note other words; ``first``: they belong to its being added."""
        note = self._find(key)
        if note is None or one_line(text) == note.text:
            return
        words, other = self.tr("edit note"), reworded(note, text)
        joins = f"new {key}" if first else ""
        self._services.history.do(words, partial(self._put, other), partial(self._put, note), joins)

    def remove(self, key: str) -> None:
        """Forget a note."""
        note = self._find(key)
        if note is not None:
            self._services.history.do(self.tr("remove note"), partial(self._drop, note), partial(self._put, note))

    def close(self) -> None:
        """Finish writing."""
        self.keeper.close()

    # ---- inside

    def _find(self, key: str) -> Note | None:
        return next((notes[key] for notes in self._known.values() if key in notes), None)

    def _all(self, sha256: str) -> dict[str, Note]:
        """Those of a clip by key: read once, then kept in step with what is being written."""
        if sha256 not in self._known:
            self._known[sha256] = {note.key: note for note in notes_of(self._services.store, sha256)}
        return self._known[sha256]

    def _show(self, _clip: object = None) -> None:
        try:
            self._now = self.of_clip(self.clip)
        except DfdError as error:
            self._now = ()
            text = self.tr("The notes of this clip could not be read")
            self._services.messages.error(text, error.hint, error.message, key="review.remarks")
        self.changed.emit()

    def _put(self, note: Note) -> None:
        self._all(note.sha256)[note.key] = note
        self.keeper.keep(note.key, lambda store: change_notes(store, put=[note]))
        self._tell(note)

    def _drop(self, note: Note) -> None:
        self._all(note.sha256).pop(note.key, None)
        self.keeper.keep(note.key, lambda store: change_notes(store, drop=[note.key]))
        self._tell(note)

    def _tell(self, note: Note) -> None:
        if note.sha256 == self.clip:
            self._now = self.of_clip(note.sha256)
            self.changed.emit()

    def _not_kept(self, error: DfdError) -> None:
        text = self.tr("Your last remarks could not be saved")
        again = ((self.tr("Try again"), self.keeper.write),)
        self._services.messages.error(text, error.hint, error.message, key="review.remarks", buttons=again)
