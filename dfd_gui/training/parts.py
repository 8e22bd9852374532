"""Small parts that the pages of the training room are made of."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dfd_gui.shell.frame import paint_frame
from dfd_gui.shell.parts import em, fixed_font, text_label
from dfd_gui.shell.theme import Theme
from dfd_gui.shell.widgets import IconLabel, dim_label, tabular
from dfd_gui.training import words

COPIED_MS = 1600
LINE = 130
"""Characters of a command that fit into one line of a usual window, about."""


class Card(QFrame):
    """A raised surface with a hairline around it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        paint_frame(self, self._theme.colour("line"), self._theme.colour("panel_raised"))


class CommandBox(QWidget):
    """The command line that does the same, folded away until somebody wants it, with a button that copies it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._theme = theme
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(em(self, 0.3))
        head = QHBoxLayout()
        self._fold = QToolButton(self)
        self._fold.setText(self.tr("The same as a command line"))
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fold.setCheckable(True)
        self._fold.setAccessibleName(self._fold.text())
        self._fold.toggled.connect(self._open)
        self.copy = QToolButton(self)
        self.copy.setText(self.tr("Copy"))
        self.copy.setIcon(theme.icon("copy"))
        self.copy.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.copy.setAccessibleName(self.tr("Copy the command"))
        self.copy.clicked.connect(self._copy)
        head.addWidget(self._fold)
        head.addWidget(self.copy)
        head.addStretch(1)
        outer.addLayout(head)
        self._pane = QPlainTextEdit(self)
        self._pane.setReadOnly(True)
        self._pane.setFont(fixed_font(self))
        self._pane.setTabChangesFocus(True)
        self._pane.setAccessibleName(self.tr("Command"))
        self._pane.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        outer.addWidget(self._pane)
        self._open(False)

    def show_command(self, text: str) -> None:
        """Show a command, or several lines of them; none hides the box."""
        if text != self._text:
            self._text = text
            self._pane.setPlainText(text)
            self._fit()
        self.setVisible(bool(text))

    def text(self) -> str:
        """What is shown and copied."""
        return self._text

    def _open(self, wanted: bool) -> None:
        self._fold.setIcon(self._theme.icon("chevron-down" if wanted else "chevron-right", "text_dim"))
        self._pane.setVisible(wanted)
        self._fit()

    def _fit(self) -> None:
        wrapped = sum(1 + len(line) // LINE for line in self._text.splitlines())
        lines = min(max(wrapped, 2), 8)
        self._pane.setFixedHeight(self._pane.fontMetrics().lineSpacing() * lines + em(self, 0.8))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self.copy.setText(self.tr("Copied"))
        QTimer.singleShot(COPIED_MS, self, self._copied_away)

    def _copied_away(self) -> None:
        self.copy.setText(self.tr("Copy"))


class Figure(QWidget):
    """One number with its name above it and a remark below."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._value = QLabel(words.NONE, self)
        font = self._value.font()
        font.setPointSizeF(font.pointSizeF() * 1.35)
        self._value.setFont(font)
        tabular(self._value)
        self._remark = dim_label("", self)
        layout.addWidget(dim_label(name, self))
        layout.addWidget(self._value)
        layout.addWidget(self._remark)

    def show_value(self, value: str, remark: str = "") -> None:
        """Show a number and a remark."""
        self._value.setText(value)
        self._remark.setText(remark)
        self.setAccessibleName(" ".join(part for part in (f"{self._name}: {value}", remark) if part))

    def value(self) -> str:
        """The number that is shown."""
        return self._value.text()


class StateChip(QWidget):
    """The state of a run: picture and word."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(em(self, 0.35))
        self._picture = IconLabel(theme, "pending", parent=self)
        self._word = QLabel(self)
        layout.addWidget(self._picture)
        layout.addWidget(self._word)

    def show_state(self, state: str, text: str) -> None:
        """Show a state of `words.STATES` in these words."""
        self._picture.show_icon(*words.STATE_ICONS[state])
        self._word.setText(text)
        self.setAccessibleName(text)


class ThinBar(QFrame):
    """A line that fills up: progress without noise."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._share: float | None = 0.0
        self.setFixedHeight(em(self, 0.35))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.show_share(0.0)

    def show_share(self, share: float) -> None:
        """A share 0..1."""
        self._share = share
        self.setAccessibleName(self.tr("Progress: {share}").format(share=words.percent(share)))
        self.update()

    def share(self) -> float:
        """What is shown."""
        return self._share or 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self.height() / 2
        painter.setBrush(self._theme.colour("line"))
        painter.drawRoundedRect(self.rect(), radius, radius)
        filled = self.rect()
        filled.setWidth(round(self.width() * self.share()))
        painter.setBrush(self._theme.colour("accent"))
        painter.drawRoundedRect(filled, radius, radius)


class WizardPage(QWidget):
    """One page of the wizard."""

    changed = Signal()
    """Whether Next is on, or the words in the rail, may be another now."""
    advance = Signal()
    """The page itself wants to go on."""

    title = ""
    lead = ""

    def enter(self) -> None:
        """The page is shown."""

    def first(self) -> QWidget | None:
        """What has the focus when the page is shown and Next is off."""
        return None

    def leave(self) -> None:
        """Another page is shown."""

    def why_not(self) -> str:
        """Why Next is off, in words; empty where it is on."""
        return ""

    def summary(self) -> str:
        """A few words for the rail."""
        return ""

    def next_words(self) -> str:
        """What the button says that goes on; empty where there is nowhere to go."""
        return self.tr("Next")

    def shutdown(self) -> None:
        """The window closes."""


def tool(
    theme: Theme,
    icon: str,
    text: str,
    slot: Callable[[], object],
    parent: QWidget | None = None,
    *,
    primary: bool = False,
) -> QPushButton:
    """A button with a picture before its words; ``primary`` is the one that a page is about."""
    made = QPushButton(theme.icon(icon, "on_accent" if primary else "text"), text, parent)
    if primary:
        made.setProperty("role", "primary")
    made.setAccessibleName(text)
    made.clicked.connect(slot)
    return made


def small_tool(theme: Theme, icon: str, text: str, slot: Callable[[], object], parent: QWidget | None) -> QToolButton:
    """A button that is a picture; its words are its tool tip."""
    made = QToolButton(parent)
    made.setIcon(theme.icon(icon, "text_dim"))
    made.setToolTip(text)
    made.setAccessibleName(text)
    made.clicked.connect(slot)
    return made


__all__ = [
    "Card",
    "CommandBox",
    "Figure",
    "StateChip",
    "ThinBar",
    "WizardPage",
    "dim_label",
    "small_tool",
    "text_label",
    "tool",
]
