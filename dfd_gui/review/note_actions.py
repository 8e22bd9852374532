"""What the actions of the notes do: mark the moment at the clock, write, remove, go from one to the next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from dfd_core.cases.remarks import Note
from dfd_gui.review.note_field import NoteField
from dfd_gui.review.notes import Notes
from dfd_gui.services import Services

_BESIDE_S = 0.0005
"""A note this near is the one that the clock is on."""


class NoteActions(QObject):
    """Connects the actions to the notes and to the field that their words are written into."""

    visited = Signal(str)
    """The clock was taken to the note of that key, for its own sake."""

    def __init__(self, services: Services, field: NoteField, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._state = services.state
        self._notes = Notes.of(services)
        self._field = field
        self._fresh = ""
        self._played = False
        for action, slot in self._slots().items():
            services.actions.connect(action, slot)
        field.written.connect(self._write)
        field.left.connect(self._go_on)
        self._notes.changed.connect(self._on_notes)
        self._state.clip_changed.connect(self._on_clip)
        self._state.position_changed.connect(self._switch)
        self._on_notes()

    def _slots(self) -> dict[str, Callable[[], object]]:
        return {
            "review.note_add": self.add,
            "review.note_edit": self.edit,
            "review.note_remove": self.remove,
            "review.note_previous": partial(self.step, -1),
            "review.note_next": partial(self.step, 1),
        }

    def add(self) -> None:
        """Mark the moment at the clock and ask for words; where there is a note already, ask for its words."""
        note = self._notes.at(self._state.position_s)
        if note is None:
            note = self._notes.add(self._state.position_s)
            self._fresh = note.key if note else ""
        if note is not None:
            self._ask(note)
        elif self._state.clip is not None:
            self._services.messages.info(self.tr("The clock is not within this clip."), key="review.note")

    def edit(self) -> None:
        """Ask for other words of the note at the clock."""
        if note := self._notes.at(self._state.position_s):
            self._ask(note)

    def remove(self) -> None:
        """Forget the note at the clock."""
        if note := self._notes.at(self._state.position_s):
            self._notes.remove(note.key)

    def step(self, direction: int) -> None:
        """Go to the next (1) or the previous (-1) note; says so where there is none."""
        here, notes = self._state.position_s, self._notes.now
        if direction > 0:
            target = next((note for note in notes if note.time_s > here + _BESIDE_S), None)
        else:
            target = next((note for note in reversed(notes) if note.time_s < here - _BESIDE_S), None)
        if target is not None:
            self._services.messages.clear("review.note")
            self.visit(target.key)
        elif not notes:
            hint = self.tr("'Add note' marks the moment at the clock.")
            self._services.messages.info(self.tr("Nothing is noted of this clip."), hint, key="review.note")
        else:
            after, before = self.tr("No note after this moment."), self.tr("No note before this moment.")
            self._services.messages.info(after if direction > 0 else before, key="review.note")

    def visit(self, key: str) -> None:
        """Go to a note, and show what it says."""
        note = next((note for note in self._notes.now if note.key == key), None)
        if note is not None:
            self._state.seek(note.time_s)
            self.visited.emit(key)

    def _ask(self, note: Note) -> None:
        """The clip stands still while somebody writes."""
        self._played = self._state.playing or (self._played and bool(self._field.key))
        self._state.set_playing(False)
        self._field.open(note, self._notes.number(note.key))

    def _write(self, key: str, text: str) -> None:
        fresh, self._fresh = self._fresh, ""
        self._notes.reword(key, text, first=key == fresh)

    def _go_on(self) -> None:
        self._fresh = ""
        played, self._played = self._played, False
        if played and self._state.clip is not None:
            self._state.set_playing(True)

    def _on_clip(self, _clip: object) -> None:
        """Keep what was being written of the clip before."""
        self._played = False
        self._field.keep()
        self._switch()

    def _on_notes(self) -> None:
        if self._field.key and not self._notes.has(self._field.key):
            self._field.close_line()  # it was taken back
        self._switch()

    def _switch(self, _position_s: float = 0.0, _origin: object = None) -> None:
        """Switch on what can do something now."""
        enable, here = self._services.actions.set_enabled, self._notes.at(self._state.position_s)
        enable("review.note_add", self._notes.possible)
        enable("review.note_edit", here is not None)
        enable("review.note_remove", here is not None)
        for action in ("review.note_previous", "review.note_next"):
            enable(action, self._state.clip is not None)
