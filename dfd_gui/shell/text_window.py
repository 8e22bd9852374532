"""A window of plain text that can be copied: logs and diagnostics."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget


class TextWindow(QDialog):
    """Shows text in a fixed-width font, from its end if asked; not modal."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None, *, at_end: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._pane = QPlainTextEdit(text, self)
        self._pane.setReadOnly(True)
        self._pane.setTabChangesFocus(True)
        self._pane.setAccessibleName(title)
        self._pane.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._pane.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = QPushButton(self.tr("Copy"), self)
        copy.setAccessibleName(self.tr("Copy"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(self._pane)
        layout.addWidget(buttons)
        metrics = QFontMetrics(self._pane.font())
        self.resize(metrics.horizontalAdvance("0") * 104, metrics.lineSpacing() * 32)
        if at_end:
            self._pane.moveCursor(self._pane.textCursor().MoveOperation.End)
