"""The foot of the wizard: back, on, and why it does not go on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from dfd_gui.shell.parts import button, em
from dfd_gui.shell.theme import Theme
from dfd_gui.shell.widgets import IconLabel


class WizardFoot(QWidget):
    """Two buttons and a reason."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(em(self, 0.6))
        self._icon = IconLabel(theme, "info", "text_dim", parent=self)
        self.why = QLabel(self)
        self.why.setProperty("role", "dim")
        self.why.setTextFormat(Qt.TextFormat.PlainText)
        self.why.setMinimumWidth(1)  # a long reason gives way to the buttons
        self.back = button(self.tr("Back"), parent=self)
        self.next = button(self.tr("Next"), "primary", self)
        self.next.setMinimumWidth(em(self, 8))
        line.addStretch(1)
        line.addWidget(self._icon)
        line.addWidget(self.why)
        line.addSpacing(em(self, 0.6))
        line.addWidget(self.back)
        line.addWidget(self.next)

    def say(self, words: str, why: str) -> None:
        """What the button says that goes on (empty: there is none), and why it is off (empty: it is on)."""
        self.next.setVisible(bool(words))
        self.next.setText(words)
        self.next.setAccessibleName(words)
        self.next.setEnabled(not why)
        self.why.setText(why if words else "")
        self.why.setToolTip(self.why.text())
        self._icon.setVisible(bool(why) and bool(words))
