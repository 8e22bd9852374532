"""The small card beside the crosshair: time, frame, the face, and what every detector said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from dfd_gui.review.words import tabular
from dfd_gui.shell.theme import Theme

_PAD, _SWATCH = 8, 18
_FACE_LINES = 5
"""Height of the face in lines of text, at least."""


@dataclass(frozen=True, slots=True)
class TipRow:
    """One line's value in words."""

    name: str
    value: str
    colour: QColor
    dash: Qt.PenStyle
    bold: bool = False


@dataclass(frozen=True, slots=True)
class TipText:
    """What the card says: head, what else there is to say, and the values."""

    head: str
    note: str
    rows: Sequence[TipRow]
    pinned: bool = False


class ChartTip(QWidget):
    """Paints itself; the mouse goes through it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = TipText("", "", ())
        self._face = QPixmap()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFont(tabular(self.font()))
        self.hide()

    @property
    def text(self) -> TipText:
        """What it says."""
        return self._text

    def tell(self, text: TipText, face: QImage) -> None:
        self._text = text
        self._face = self._scaled(face)
        self.resize(self.sizeHint())
        self.show()
        self.raise_()
        self.update()

    def put_beside(self, x: float, within: QRect) -> None:
        """Stand right of the crosshair, or left of it where there is no room."""
        right = round(x) + 14
        left = right if right + self.width() <= within.right() else round(x) - 14 - self.width()
        top = within.top() + 6
        self.move(QPoint(max(within.left(), left), max(0, min(top, within.bottom() - self.height()))))

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        wide = max((metrics.horizontalAdvance(row.name) for row in self._text.rows), default=0)
        values = max((metrics.horizontalAdvance(row.value) for row in self._text.rows), default=0)
        columns = _SWATCH + 8 + wide + 16 + values if self._text.rows else 0
        bold = QFont(self.font())
        bold.setBold(True)
        width = max(
            columns, metrics.horizontalAdvance(self._text.note), metrics.horizontalAdvance(self._text.head) + 40
        )
        lines = 1 + len(self._text.rows) + bool(self._text.note)
        height = lines * metrics.lineSpacing() + (4 if self._text.rows else 0)
        if not self._face.isNull():
            size = self._face.deviceIndependentSize().toSize()
            width, height = width + size.width() + 10, max(height, size.height())
        return QSize(width + 2 * _PAD, height + 2 * _PAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "accent" if self._text.pinned else "line"
        painter.setPen(QPen(self._theme.colour(edge), 1.5 if self._text.pinned else 1))
        painter.setBrush(self._theme.colour("panel_raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        left = _PAD
        if not self._face.isNull():
            painter.drawPixmap(left, _PAD, self._face)
            left += round(self._face.deviceIndependentSize().width()) + 10
        self._paint_words(painter, left)

    def _paint_words(self, painter: QPainter, left: int) -> None:
        step, right = self.fontMetrics().lineSpacing(), self.width() - _PAD
        painter.setPen(self._theme.colour("text"))
        y = self._line(painter, QRect(left, _PAD, right - left, step), self._text.head, bold=True)
        if self._text.note:
            painter.setPen(self._theme.colour("text_dim"))
            y = self._line(painter, QRect(left, y, right - left, step), self._text.note)
        y += 4
        for row in self._text.rows:
            painter.setPen(QPen(row.colour, 3.0 if row.bold else 1.8, row.dash))
            painter.drawLine(left, y + step // 2, left + _SWATCH, y + step // 2)
            painter.setPen(self._theme.colour("text"))
            place = QRect(left + _SWATCH + 8, y, right - left - _SWATCH - 8, step)
            self._line(painter, place, row.value, bold=row.bold, flag=Qt.AlignmentFlag.AlignRight)
            y = self._line(painter, place, row.name, bold=row.bold)

    def _line(
        self,
        painter: QPainter,
        place: QRect,
        text: str,
        *,
        bold: bool = False,
        flag: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> int:
        font = QFont(self.font())
        font.setBold(bold)
        painter.setFont(font)
        painter.drawText(place, flag | Qt.AlignmentFlag.AlignVCenter, text)
        return place.bottom() + 1

    def _scaled(self, face: QImage) -> QPixmap:
        if face.isNull():
            return QPixmap()
        lines = max(_FACE_LINES, 1 + len(self._text.rows))
        scale = self.devicePixelRatioF()
        height = min(lines * self.fontMetrics().lineSpacing(), 120)
        picture = QPixmap.fromImage(
            face.scaledToHeight(round(height * scale), Qt.TransformationMode.SmoothTransformation)
        )
        picture.setDevicePixelRatio(scale)
        return picture
