"""Small parts that pages and dialogs are made of: labels, buttons in a row that wraps, notices in their place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dfd_gui.actions import Actions
from dfd_gui.shell.flow import FlowLayout
from dfd_gui.shell.theme import Theme
from dfd_gui.shell.widgets import IconLabel

Tone: TypeAlias = Literal["info", "warning", "error", "ok"]
_TONES: Mapping[Tone, str] = {"info": "accent", "warning": "warning", "error": "error", "ok": "ok"}


def em(widget: QWidget, count: float = 1.0) -> int:
    """So many heights of the widget's text, in pixels."""
    return round(QFontMetrics(widget.font()).height() * count)


def text_label(text: str, role: str = "", parent: QWidget | None = None) -> QLabel:
    """Words that wrap and can be selected; plain text, whatever a file says."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        label.setProperty("role", role)
    return label


def sentence(text: str) -> str:
    """With a capital first letter, unless it begins with a path, a file or another name."""
    first = text.split(" ", 1)[0]
    return text if any(mark in first for mark in "/\\._'") else text[:1].upper() + text[1:]


def page_title(text: str, parent: QWidget | None = None) -> QLabel:
    """The name of what a page is about, larger."""
    label = text_label(text, "title", parent)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 1.5)
    label.setFont(font)
    return label


def button(words: str, role: str = "", parent: QWidget | None = None) -> QPushButton:
    """A button that says what it does; ``role`` as in the style sheet."""
    made = QPushButton(words, parent)
    made.setAccessibleName(words)
    if role:
        made.setProperty("role", role)
    return made


class ActionButton(QPushButton):
    """A button for an action of the table; it is on and off with it, and its tip names the keys."""

    def __init__(self, actions: Actions, action: str, role: str = "", parent: QWidget | None = None) -> None:
        self._action = actions.get(action)
        super().__init__(self._action.text(), parent)
        self.setAccessibleName(self._action.text())
        if role:
            self.setProperty("role", role)
        else:
            self.setIcon(self._action.icon())
        self._follow()
        self._action.changed.connect(self._follow)
        self.clicked.connect(self._action.trigger)

    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(self._action.toolTip())


def row(*parts: QWidget) -> FlowLayout:
    """Widgets side by side from the left, in as many lines as it takes."""
    layout = FlowLayout()
    for part in parts:
        layout.addWidget(part)
    if parts:
        layout.setSpacing(em(parts[0], 0.5))
    return layout


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
            inner.deleteLater()


def see_through(widget: QWidget) -> None:
    """Let the page be the ground of a widget that shows values: no box in a box."""
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.Base, QColor(Qt.GlobalColor.transparent))
    widget.setPalette(palette)


def fixed_font(widget: QWidget) -> QFont:
    """The system's fixed-width font, a little smaller than the widget's."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(widget.font().pointSizeF() * 0.92)
    return font


class Notice(QFrame):
    """A few sentences at the place they are about, with a picture of their tone.

    What is put into ``extra`` stands below the words and goes with them.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tone: Tone = "info"
        space = em(self, 0.6)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(round(1.5 * space), space, space, space)
        outer.setSpacing(space)
        line = QHBoxLayout()
        line.setSpacing(space)
        self._picture = IconLabel(theme, "info", parent=self)
        self._text = text_label("", parent=self)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._text, 1)
        outer.addLayout(line)
        self.extra = QVBoxLayout()
        outer.addLayout(self.extra)
        self._choices = QVBoxLayout()
        outer.addLayout(self._choices)
        theme.changed.connect(self.update)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now; empty while it is hidden."""
        return "" if self.isHidden() else self._text.text()

    def say(self, tone: Tone, text: str) -> None:
        """Show these words, without buttons."""
        self._tone = tone
        clear(self.extra)
        clear(self._choices)
        self._text.setText(text)
        self._picture.show_icon(tone, _TONES[tone])
        self.setAccessibleName(text)
        self.show()
        self.update()

    def offer(self, *choices: QPushButton) -> None:
        """Put buttons below the words."""
        self._choices.addLayout(row(*choices))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A faint ground of the tone and a stripe of it at the left."""
        del event
        painter = QPainter(self)
        colour = self._theme.colour(_TONES[self._tone])
        faint = QColor(colour)
        faint.setAlphaF(0.09)
        painter.fillRect(self.rect(), faint)
        painter.fillRect(0, 0, 3, self.height(), colour)
