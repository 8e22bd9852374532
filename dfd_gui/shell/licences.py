"""The licences of what this program is made of: the texts of ``resources/licences``."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QFontMetrics
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from dfd_core.paths import resource

SUFFIXES = {".txt", ".md"}


def licence_files(folder: Path | None = None) -> list[Path]:
    """The texts, by name."""
    folder = resource("licences") if folder is None else folder
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES and path.is_file())


class Licences(QDialog):
    """A list of components, and the text of the chosen one; not modal."""

    def __init__(self, parent: QWidget | None = None, folder: Path | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Licences"))
        self._files = licence_files(folder)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Components"))
        self.list.addItems([path.stem for path in self._files])
        self.pane = QPlainTextEdit(self)
        self.pane.setReadOnly(True)
        self.pane.setTabChangesFocus(True)
        self.pane.setAccessibleName(self.tr("Text of the licence"))
        self.pane.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.pane.setPlaceholderText(self.tr("No licence texts came with this copy of the program."))
        self.list.currentRowChanged.connect(self._show)
        split = QSplitter(self)
        split.addWidget(self.list)
        split.addWidget(self.pane)
        split.setStretchFactor(1, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(split)
        layout.addWidget(buttons)
        em = QFontMetrics(self.font()).height()
        self.resize(56 * em, 36 * em)
        split.setSizes([16 * em, 40 * em])
        self.list.setCurrentRow(0 if self._files else -1)

    def _show(self, row: int) -> None:
        if row >= 0:
            self.pane.setPlainText(self._files[row].read_text(encoding="utf-8", errors="replace"))
