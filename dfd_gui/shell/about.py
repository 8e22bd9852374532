"""About: what this is, and the diagnostics to copy into a report of a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QFontMetrics, QGuiApplication, QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dfd_core import __version__
from dfd_gui.shell.diagnostics import detector_lines, system_lines
from dfd_gui.shell.icons import icon_file
from dfd_gui.shell.later import Later
from dfd_gui.shell.widgets import dim_label, title_label

if TYPE_CHECKING:
    from dfd_gui.services import Services


class About(QDialog):
    """Shows the diagnostics at once, and the detectors' hashes when they are known; not modal."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About DFD"))
        em = QFontMetrics(self.font()).height()
        self._pane = QPlainTextEdit(self)
        self._pane.setReadOnly(True)
        self._pane.setTabChangesFocus(True)
        self._pane.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._pane.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._pane.setAccessibleName(self.tr("Diagnostics"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(em, em, em, em)
        layout.setSpacing(em // 2)
        layout.addLayout(self._head(em))
        layout.addWidget(title_label(self.tr("Diagnostics"), self))
        layout.addWidget(self._pane, 1)
        layout.addWidget(self._buttons())
        self.resize(52 * em, 34 * em)
        self._system = list(system_lines(services))
        self._show([self.tr("  being listed...")])
        library = services.library
        self._listing = Later(lambda: list(detector_lines(library)), self._show, self)

    def text(self) -> str:
        """The diagnostics as they are copied."""
        return self._pane.toPlainText()

    def _head(self, em: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(em)
        picture = QLabel(self)
        picture.setPixmap(QIcon(str(icon_file("app"))).pixmap(4 * em, 4 * em))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        name = title_label(self.tr("DFD, the deepfake screening desk"), self)
        font = name.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        name.setFont(font)
        words.addWidget(name)
        for line in (
            self.tr("Version {version}").format(version=__version__),
            self.tr("Screens video clips for manipulated faces on this computer, offline."),
            self.tr("A score is a lead for examination, never proof."),
        ):
            words.addWidget(dim_label(line, self))
        row.addLayout(words, 1)
        return row

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = QPushButton(self._services.theme.icon("copy"), self.tr("Copy diagnostics"), self)
        copy.setAccessibleName(copy.text())
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        licences = QPushButton(self.tr("Licences"), self)
        licences.setAccessibleName(licences.text())
        licences.clicked.connect(self._services.actions.get("help.licences").trigger)
        for button in (copy, licences):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.close)
        return buttons

    def _show(self, detectors: list[str]) -> None:
        self._pane.setPlainText("\n".join([*self._system, "Detectors:", *detectors]))
