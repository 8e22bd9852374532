"""The sheet of keyboard shortcuts: a window beside the window, to look keys up and to change them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from dfd_gui.shell.parts import em
from dfd_gui.shell.shortcut_editor import ShortcutEditor

if TYPE_CHECKING:
    from dfd_gui.services import Services


class ShortcutSheet(QDialog):
    """The editor with a button that closes it; not modal."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.editor = ShortcutEditor(services, self)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.editor, 1)
        layout.addWidget(buttons)
        self.resize(em(self, 42), em(self, 42))
