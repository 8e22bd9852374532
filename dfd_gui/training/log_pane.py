"""The log of a run: what its process wrote, as it comes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from dfd_core.errors import DfdError
from dfd_gui.library.background import Background
from dfd_gui.shell.parts import fixed_font
from dfd_gui.training.tail import LineTail

MOST_LINES = 5000


class LogPane(QPlainTextEdit):
    """Follows a file; keeps to the end while the end is what is shown."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._tail: LineTail | None = None
        self.setReadOnly(True)
        self.setMaximumBlockCount(MOST_LINES)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self.setFont(fixed_font(self))
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setAccessibleName(self.tr("Log of the training"))
        self.setPlaceholderText(self.tr("The log is empty."))

    def follow(self, path: Path | None) -> None:
        """Show another file."""
        if self._tail is None or self._tail.path != path:
            self._tail = LineTail(path) if path else None
            self.clear()
        self.look()

    def look(self) -> None:
        """Read what is new."""
        tail = self._tail
        if tail is not None:
            self._background.run("log", lambda: (tail, tail.read()), self._take, self._failed)

    def _take(self, found: tuple[LineTail, list[str]]) -> None:
        tail, lines = found
        if tail is not self._tail or not lines:
            return
        bar = self.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - 1
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        text = "\n".join(lines)
        cursor.insertText(text if self.document().isEmpty() else f"\n{text}")
        if at_end:
            bar.setValue(bar.maximum())

    def _failed(self, error: DfdError) -> None:
        self.setPlaceholderText(str(error))
