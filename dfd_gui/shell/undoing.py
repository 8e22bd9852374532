"""The two actions that move through the history; they say what they would take back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from dfd_gui.services import Services


class Undoing(QObject):
    """Connects Undo and Redo, and keeps their words."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions = services.actions
        self._history = services.history
        self._actions.connect("edit.undo", self._history.undo)
        self._actions.connect("edit.redo", self._history.redo)
        self._history.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        undo, redo = self._history.undo_words, self._history.redo_words
        self._actions.set_enabled("edit.undo", bool(undo))
        self._actions.set_enabled("edit.redo", bool(redo))
        self._actions.get("edit.undo").setText(self.tr("Undo {what}").format(what=undo) if undo else self.tr("Undo"))
        self._actions.get("edit.redo").setText(self.tr("Redo {what}").format(what=redo) if redo else self.tr("Redo"))
