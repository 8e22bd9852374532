"""What the pages of the set-up are made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dfd_gui.shell.parts import em, text_label
from dfd_gui.shell.theme import Theme
from dfd_gui.shell.widgets import IconLabel, title_label


class SetupPage(QWidget):
    """One step. ``title`` and ``lead`` stand above it; content goes into ``column``."""

    title = ""
    lead = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(em(self, 0.6))

    def enter(self) -> None:
        """It is shown now."""

    def close_down(self) -> None:
        """The dialog ends: give up what runs."""


class FactRow(QWidget):
    """A picture, a name, what holds, and quieter words below; ``beside`` and ``below`` take more."""

    def __init__(self, theme: Theme, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        space = em(self, 0.6)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(space)
        grid.setVerticalSpacing(em(self, 0.2))
        grid.setColumnStretch(2, 1)
        middle = Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(IconLabel(theme, icon, "text_dim", parent=self), 0, 0, middle)
        label = text_label(name, "dim", self)
        label.setFixedWidth(em(self, 8.5))
        grid.addWidget(label, 0, 1, middle)
        self._value = title_label("", self)
        self._value.setTextFormat(Qt.TextFormat.PlainText)
        self._value.setWordWrap(True)
        self._value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.beside = QHBoxLayout()
        self.beside.setSpacing(space)
        self.beside.addWidget(self._value, 1)
        grid.addLayout(self.beside, 0, 2)
        self._note = text_label("", "dim", self)
        self._note.hide()
        self.below = QVBoxLayout()
        self.below.setSpacing(em(self, 0.3))
        self.below.addWidget(self._note)
        grid.addLayout(self.below, 1, 2)

    @property
    def words(self) -> str:
        """What it says."""
        return "\n".join(filter(None, (self._value.text(), self._note.text())))

    def say(self, value: str, note: str = "") -> None:
        """Show this."""
        self._value.setText(value)
        self._value.setAccessibleName(f"{self._name}: {value}")
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def plain(self) -> None:
        """Let the value look like other words: a path is no headline."""
        self._value.setProperty("role", "")


def bullet(text: str, parent: QWidget) -> QLabel:
    """A line of a list."""
    return text_label(f"\N{BULLET} {text}", parent=parent)
