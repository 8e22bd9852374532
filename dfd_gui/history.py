"""What can be taken back: one history for the whole window, so that Ctrl+Z always means the last thing that was done.

Analysis is no part of it: a result is never undone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

Deed: TypeAlias = Callable[[], object]

LIMIT = 200
"""Steps that can be taken back."""


class _Step(QUndoCommand):
    """One thing that was done. ``joins``: what a later step must name to become a part of this one."""

    def __init__(self, words: str, deed: Deed, back: Deed, joins: str) -> None:
        super().__init__(words)
        self.deed = deed
        self.joins = joins
        self._back = back

    def redo(self) -> None:
        self.deed()

    def undo(self) -> None:
        self._back()


class History(QObject):
    """The steps of this session."""

    changed = Signal()
    """Another step is the next to be taken back, or to be done again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stack = QUndoStack(self)
        self._stack.setUndoLimit(LIMIT)
        self._last: _Step | None = None
        self._moving = False
        self._later: list[tuple[str, Deed, Deed, str]] = []

    @property
    def undo_words(self) -> str:
        """What would be taken back, in words; empty for nothing."""
        return self._stack.undoText() if self._stack.canUndo() else ""

    @property
    def redo_words(self) -> str:
        """What would be done again; empty for nothing."""
        return self._stack.redoText() if self._stack.canRedo() else ""

    def do(self, words: str, deed: Deed, back: Deed, joins: str = "") -> None:
        """Do something that ``back`` takes back; what comes up in the midst of a step is done right after it.

        Args:
            words: what it is, in the user's language, as it follows "Undo".
            deed: does it, now and whenever it is done again; must not raise.
            back: takes it back; must not raise.
            joins: where the last step named the same, this one becomes a part of it: both go back together.
        """
        if self._moving:
            self._later.append((words, deed, back, joins))
            return
        last = self._last
        if joins and last is not None and last.joins == joins and not self._stack.canRedo():
            last.deed = deed
            deed()
            return
        self._last = step = _Step(words, deed, back, joins)
        self._run(lambda: self._stack.push(step))

    def undo(self) -> None:
        """Take the last step back."""
        self._last = None
        self._run(self._stack.undo)

    def redo(self) -> None:
        """Do it again."""
        self._last = None
        self._run(self._stack.redo)

    def _run(self, move: Callable[[], object]) -> None:
        self._moving = True
        try:
            move()
        finally:
            self._moving = False
        self.changed.emit()
        while self._later:
            self.do(*self._later.pop(0))
