"""The chips above the queue: what to show, and how many there are of each."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from dfd_core.types import Label
from dfd_gui.items import queue_text as text
from dfd_gui.items.queue_filter import Kind
from dfd_gui.items.queue_paint import VERDICT_MARKS
from dfd_gui.queue.entry import Tally
from dfd_gui.shell.theme import Theme
from dfd_gui.shell.widgets import tabular

GAP = "\u2009"
"""Between symbol and words."""
_LABELS: Mapping[Kind, Label] = {Kind(str(label)): label for label in VERDICT_MARKS}


class Chips(QWidget):
    """One button a kind, one of them down. Where the room is small the words go and symbol and number stay."""

    chosen = Signal(object)
    """The new `Kind`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Filter"))
        self._words = {kind: self._words_of(kind) for kind in Kind}
        self._counts = dict.fromkeys(Kind, 0)
        self._buttons = {kind: self._button(kind, theme) for kind in Kind}
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for button in self._buttons.values():
            self._group.addButton(button)
            layout.addWidget(button)
        layout.addStretch(1)
        self._group.setExclusive(True)
        self._buttons[Kind.ALL].setChecked(True)
        self._say()

    @property
    def kind(self) -> Kind:
        """The one that is down."""
        return next(kind for kind, button in self._buttons.items() if button.isChecked())

    def choose(self, kind: Kind) -> None:
        """Press one."""
        if kind is not self.kind:
            self._buttons[kind].setChecked(True)
            self.chosen.emit(kind)

    def count(self, clips: Tally) -> None:
        """Say how many there are of each kind."""
        counts = {kind: sum(count for clip, count in clips.items() if kind.holds(*clip)) for kind in Kind}
        if counts != self._counts:
            self._counts = counts
            self._say()

    def button(self, kind: Kind) -> QToolButton:
        """The button of a kind."""
        return self._buttons[kind]

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say()

    def _button(self, kind: Kind, theme: Theme) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        side = round(button.fontMetrics().height() * 0.95)
        button.setIconSize(QSize(side, side))
        if kind in _LABELS:
            button.setIcon(theme.label_icon(_LABELS[kind]))
        elif kind is Kind.UNFINISHED:
            button.setIcon(theme.icon("pending", "text_dim"))
        tabular(button)
        button.clicked.connect(lambda: self.chosen.emit(kind))
        return button

    def _say(self) -> None:
        """Words and numbers, or only numbers where the words do not fit."""
        metrics = self.fontMetrics()
        full = {kind: f"{GAP}{self._words[kind]}  {text.number(self._counts[kind])}" for kind in Kind}
        around = metrics.height() + 22
        brief = sum(metrics.horizontalAdvance(words) + around for words in full.values()) > self.width()
        for kind, button in self._buttons.items():
            short = brief and kind is not Kind.ALL
            words = f"{GAP}{text.number(self._counts[kind])}" if short else full[kind]
            if button.text() != words:
                button.setText(words)
            button.setToolTip(self._words[kind])
            button.setAccessibleName(f"{self._words[kind]}: {text.number(self._counts[kind])}")

    def _words_of(self, kind: Kind) -> str:
        if kind in _LABELS:
            return text.translate(text.VERDICTS[_LABELS[kind]])
        return self.tr("All") if kind is Kind.ALL else self.tr("Unfinished")
