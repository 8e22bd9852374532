"""The steps of a wizard, one below the other: which are done, which one is shown, which can be gone to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from dfd_gui.shell.parts import em
from dfd_gui.shell.theme import Theme

STATES = ("done", "now", "open", "closed")


class StepButton(QAbstractButton):
    """One step: a numbered ring (a tick when it is done), its name, and a few words of what was chosen there."""

    def __init__(self, number: int, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._theme = theme
        self._state = "closed"
        self._words = ""
        self.setText(name)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.update)

    @property
    def state(self) -> str:
        """One of `STATES`."""
        return self._state

    def show_state(self, state: str, words: str = "", tip: str = "") -> None:
        """Show how the step stands."""
        self._state, self._words = state, words
        self.setChecked(state == "now")
        self.setEnabled(state in ("done", "open", "now"))
        spoken = {"done": self.tr("done"), "now": self.tr("shown now"), "open": "", "closed": self.tr("not yet")}
        parts = [self.tr("Step {number}: {name}").format(number=self._number, name=self.text()), spoken[state], words]
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.setToolTip(tip or words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(em(self, 11), em(self, 2.9))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        side = em(self, 1.6)
        ring = QRect(em(self, 0.8), (self.height() - side) // 2, side, side)
        self._paint_ring(painter, ring)
        self._paint_words(painter, self.rect().adjusted(ring.right() + em(self, 0.7), 0, -em(self, 0.4), 0))

    def _paint_ground(self, painter: QPainter) -> None:
        if self._state == "now":
            painter.fillRect(self.rect(), self._theme.colour("selection"))
            painter.fillRect(0, 0, 3, self.height(), self._theme.colour("accent"))
        elif self.isEnabled() and self.underMouse():
            painter.fillRect(self.rect(), self._theme.colour("hover"))
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _paint_ring(self, painter: QPainter, ring: QRect) -> None:
        filled = self._state in ("now", "done")
        colour = self._theme.colour("accent" if filled else "line" if self._state == "closed" else "text_dim")
        painter.setPen(QPen(colour, 1.4))
        painter.setBrush(colour if self._state == "now" else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(ring)
        if self._state == "done":
            inset = round(ring.width() * 0.22)
            self._theme.icon("check", "accent").paint(painter, ring.adjusted(inset, inset, -inset, -inset))
            return
        painter.setPen(self._theme.colour("on_accent" if self._state == "now" else "text_dim"))
        painter.setFont(_scaled(self.font(), 0.9, bold=self._state == "now"))
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(self._number))

    def _paint_words(self, painter: QPainter, place: QRect) -> None:
        name = _scaled(self.font(), 1.0, bold=self._state == "now")
        small = _scaled(self.font(), 0.85)
        ground = "on_selection" if self._state == "now" else "text"
        painter.setPen(self._theme.colour(ground if self._state != "closed" else "text_dim"))
        painter.setFont(name)
        if not self._words:
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
            return
        middle = place.center().y()
        line = QFontMetrics(name).height()
        painter.drawText(place.left(), middle - line + QFontMetrics(name).ascent() + 1, self.text())
        metrics = QFontMetrics(small)
        painter.setPen(self._theme.colour("on_selection" if self._state == "now" else "text_dim"))
        painter.setFont(small)
        short = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place.left(), middle + metrics.ascent() + 1, short)


class StepRail(QWidget):
    """The steps; `chosen` tells which one the user wants to see."""

    chosen = Signal(int)

    def __init__(self, names: Sequence[str], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Steps"))
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self.buttons = [StepButton(place + 1, name, theme, self) for place, name in enumerate(names)]
        for place, one in enumerate(self.buttons):
            self._group.addButton(one, place)
            layout.addWidget(one)
        layout.addStretch(1)
        self._group.idClicked.connect(self.chosen)

    def show_step(self, place: int, state: str, words: str = "", tip: str = "") -> None:
        """Show how a step stands; see `STATES`. ``tip`` says more than ``words`` have room for."""
        self.buttons[place].show_state(state, words, tip)


def _scaled(font: QFont, factor: float, *, bold: bool = False) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * factor)
    made.setBold(bold)
    return made
