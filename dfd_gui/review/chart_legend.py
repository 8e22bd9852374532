"""The legend: a button for every line. A click hides or shows it, Alt and a click shows it alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from dfd_gui.shell.theme import Theme

_SWATCH = 26
_SPACE = 2
_LONGEST = 24
"""Letters after which a name is cut."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: ``key`` for those who ask, ``text`` for the reader, ``number`` the digit key (0: none)."""

    key: str
    text: str
    colour: QColor
    dash: Qt.PenStyle
    bold: bool = False
    number: int = 0
    shown: bool = True


class LegendButton(QAbstractButton):
    """A swatch of the line and its name; grey and struck through while the line is hidden."""

    soloed = Signal()

    def __init__(self, entry: Entry, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._entry = entry
        self._theme = theme
        self.setCheckable(True)
        self.setChecked(entry.shown)
        self.setText(entry.text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.toggled.connect(self._describe)
        self._describe()

    @property
    def key(self) -> str:
        return self._entry.key

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = _SWATCH + 10 + metrics.horizontalAdvance(self._shown_text(metrics)) + 14
        return QSize(width, metrics.height() + 8)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and self.rect().contains(event.position().toPoint()):
            self.setDown(False)
            self.soloed.emit()
            event.accept()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        if pressed and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.soloed.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: object) -> None:
        del event
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        del event
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(self._theme.colour("focus"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("hover") if self.underMouse() else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        if not self.isChecked():
            painter.setOpacity(0.55)
        self._paint_swatch(painter)
        self._paint_text(painter)

    def _paint_swatch(self, painter: QPainter) -> None:
        middle = self.height() / 2
        pen = QPen(self._entry.colour, 3.0 if self._entry.bold else 1.8, self._entry.dash)
        painter.setPen(pen)
        painter.drawLine(QPoint(6, round(middle)), QPoint(6 + _SWATCH, round(middle)))

    def _paint_text(self, painter: QPainter) -> None:
        font = self.font()
        font.setStrikeOut(not self.isChecked())
        painter.setFont(font)
        painter.setPen(self._theme.colour("text" if self.isChecked() else "text_dim"))
        place = self.rect().adjusted(_SWATCH + 12, 0, -4, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._shown_text(self.fontMetrics()))

    def _shown_text(self, metrics: QFontMetrics) -> str:
        return metrics.elidedText(self._entry.text, Qt.TextElideMode.ElideMiddle, metrics.averageCharWidth() * _LONGEST)

    def _describe(self) -> None:
        state = self.tr("shown") if self.isChecked() else self.tr("hidden")
        self.setAccessibleName(f"{self._entry.text}, {state}")
        key = self.tr("key {number}").format(number=self._entry.number) if self._entry.number else ""
        how = self.tr("Click: show or hide. Alt and click: show it alone.")
        self.setToolTip(f"{self._entry.text}{f' ({key})' if key else ''}\n{how}")
        self.update()


class Legend(QWidget):
    """The buttons, in as many rows as they need, one after the other like words."""

    toggled = Signal(str, bool)
    """Key of a line, and whether it is to be shown."""
    soloed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons: list[LegendButton] = []
        self.setAccessibleName(self.tr("Lines of the chart"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def buttons(self) -> Sequence[LegendButton]:
        return self._buttons

    def set_entries(self, entries: Sequence[Entry]) -> None:
        focused = next((button.key for button in self._buttons if button.hasFocus()), None)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(entry) for entry in entries]
        for button in self._buttons:
            button.show()
            if button.key == focused:
                button.setFocus()
        self._arrange(self.width(), move=True)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:
        width = sum(button.sizeHint().width() + _SPACE for button in self._buttons)
        return QSize(width, self._arrange(max(width, 1), move=False))

    def minimumSizeHint(self) -> QSize:
        width = max((button.sizeHint().width() for button in self._buttons), default=0)
        return QSize(width, self._arrange(self.width(), move=False))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange(event.size().width(), move=True)

    def _button(self, entry: Entry) -> LegendButton:
        button = LegendButton(entry, self._theme, self)
        button.clicked.connect(lambda checked: self.toggled.emit(entry.key, checked))
        button.soloed.connect(lambda: self.soloed.emit(entry.key))
        return button

    def _arrange(self, width: int, *, move: bool) -> int:
        """Lay the buttons out in that width and return the height that takes."""
        x, y, tallest = 0, 0, 0
        for button in self._buttons:
            size = button.sizeHint()
            if x > 0 and x + size.width() > width:
                x, y, tallest = 0, y + tallest + _SPACE, 0
            if move:
                button.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + _SPACE
            tallest = max(tallest, size.height())
        return y + tallest
