"""The bar that shows `Messages`: symbol, sentence, remedy, details on request, a cross to dismiss."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QPainter, QPaintEvent
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

from dfd_gui.shell.messages import Level, Message, Messages
from dfd_gui.shell.theme import Theme
from dfd_gui.shell.widgets import IconLabel

AT_MOST = 3
"""Rows shown at a time; the latest ones."""
INFO_MS = 12_000
"""How long a plain piece of news stays."""
_COLOURS: Mapping[Level, str] = {"info": "accent", "warning": "warning", "error": "error"}


class MessageBar(QWidget):
    """Shows the latest messages; takes no room while there are none."""

    def __init__(self, messages: Messages, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._theme = theme
        self._rows: dict[int, MessageRow] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._more = QLabel(self)
        self._more.setProperty("role", "dim")
        self._more.setContentsMargins(12, 2, 12, 2)
        self._layout.addWidget(self._more)
        self.setAccessibleName(self.tr("Messages"))
        messages.changed.connect(self._refresh)
        self._refresh()

    def rows(self) -> list[MessageRow]:
        """The rows shown, the latest first."""
        return [self._rows[id(message)] for message in reversed(self._messages.shown) if id(message) in self._rows]

    def _refresh(self) -> None:
        latest = self._messages.shown[-AT_MOST:]
        wanted = {id(message) for message in latest}
        for gone in self._rows.keys() - wanted:
            row = self._rows.pop(gone)
            row.hide()
            row.deleteLater()
        for message in latest:
            if id(message) not in self._rows:
                row = self._rows[id(message)] = MessageRow(message, self._messages, self._theme, self)
                self._layout.insertWidget(0, row)
        hidden = len(self._messages.shown) - len(latest)
        self._more.setText(self.tr("{number} earlier messages").format(number=hidden))
        self._more.setVisible(hidden > 0)
        self.setVisible(bool(latest))


class MessageRow(QFrame):
    """One message."""

    def __init__(self, message: Message, messages: Messages, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.message = message
        self._messages = messages
        self._theme = theme
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 6, 8, 6)
        layout.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(8)
        layout.addLayout(line)
        line.addWidget(IconLabel(theme, message.level, _COLOURS[message.level], words=self._kind(), parent=self))
        line.addWidget(self._words(), 1)
        for words, act in message.buttons:
            line.addWidget(self._button(words, act))
        if message.details:
            self._details = self._details_pane()
            self._expand = self._button(self.tr("Details"), self._toggle)
            self._expand.setCheckable(True)
            line.addWidget(self._expand)
            layout.addWidget(self._details)
        line.addWidget(self._cross())
        self.setAccessibleName(f"{self._kind()}: {message.text} {message.hint}".strip())
        theme.changed.connect(self.update)
        if message.level == "info" and not message.buttons and not message.details:
            QTimer.singleShot(INFO_MS, self, self.dismiss)

    def dismiss(self) -> None:
        """Take the message away."""
        self._messages.dismiss(self.message)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground of the level's colour, faint, and a stripe of it at the left; a hairline below."""
        del event
        painter = QPainter(self)
        colour = self._theme.colour(_COLOURS[self.message.level])
        painter.fillRect(self.rect(), self._theme.colour("panel_raised"))
        faint = QColor(colour)
        faint.setAlphaF(0.10)
        painter.fillRect(self.rect(), faint)
        painter.fillRect(0, 0, 4, self.height(), colour)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.colour("line"))

    def _kind(self) -> str:
        names = {"info": self.tr("Note"), "warning": self.tr("Warning"), "error": self.tr("Error")}
        return names[self.message.level]

    def _words(self) -> QLabel:
        label = QLabel(self)
        label.setText(" ".join(filter(None, (_sentence(self.message.text), _sentence(self.message.hint)))))
        label.setWordWrap(True)
        label.setTextInteractionFlags(label.textInteractionFlags().TextSelectableByMouse)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return label

    def _button(self, words: str, act: object) -> QPushButton:
        button = QPushButton(words, self)
        button.setProperty("role", "flat")
        button.setAccessibleName(words)
        button.clicked.connect(lambda: act() if callable(act) else None)
        return button

    def _cross(self) -> QToolButton:
        cross = QToolButton(self)
        cross.setIcon(self._theme.icon("close", "text_dim"))
        cross.setToolTip(self.tr("Dismiss"))
        cross.setAccessibleName(self.tr("Dismiss"))
        cross.clicked.connect(self.dismiss)
        return cross

    def _details_pane(self) -> QWidget:
        pane = QWidget(self)
        layout = QHBoxLayout(pane)
        layout.setContentsMargins(0, 0, 0, 0)
        text = QPlainTextEdit(self.message.details, pane)
        text.setReadOnly(True)
        text.setAccessibleName(self.tr("Details"))
        text.setFixedHeight(QFontMetrics(text.font()).lineSpacing() * 8)
        text.setTabChangesFocus(True)
        layout.addWidget(text, 1)
        copy = self._button(self.tr("Copy"), lambda: QGuiApplication.clipboard().setText(self.message.details))
        layout.addWidget(copy)
        pane.hide()
        return pane

    def _toggle(self) -> None:
        self._details.setVisible(self._expand.isChecked())


def _sentence(text: str) -> str:
    """First letter large unless it begins with a path or a key, full stop at the end."""
    if not text:
        return ""
    whole = text if text[-1] in ".!?" else f"{text}."
    first = text.rstrip(".").split(" ", 1)[0]
    return whole if any(mark in first for mark in "/\\._:") else whole[0].upper() + whole[1:]
