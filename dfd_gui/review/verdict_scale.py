"""The verdict's number on its scale from 0 to 1, with the bands."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from dfd_core.cases.bands import Bands
from dfd_gui.review.verdict_words import title
from dfd_gui.review.words import score_text, tabular
from dfd_gui.shell.theme import Theme

_BAR, _MARK = 10.0, 7.0


class BandScale(QWidget):
    """A bar in the bands' colours, a marker at the score, the edges' numbers below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bands: Bands | None = None
        self._score = 0.0
        font = tabular(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.88)
        self.setFont(font)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_score(self, score: float, bands: Bands) -> None:
        """Show a score in its bands."""
        self._score, self._bands = score, bands
        text = self.tr("Score {score} on a scale from 0 to 1: {verdict}")
        self.setAccessibleName(text.format(score=score_text(score), verdict=title(bands.label(score))))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, round(_MARK + _BAR + 6 + self.fontMetrics().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self._bands is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(_MARK, _MARK + 1, self.width() - 2 * _MARK, _BAR)
        for label, low, high in self._bands.ranges():
            colour = QColor(self._theme.label_colour(label))
            colour.setAlphaF(0.75 if label is self._bands.label(self._score) else 0.28)
            painter.fillRect(
                QRectF(bar.left() + low * bar.width(), bar.top(), (high - low) * bar.width(), _BAR), colour
            )
        painter.setPen(QPen(self._theme.colour("panel"), 2))
        for edge in (self._bands.real_to, self._bands.fake_from):
            x = bar.left() + edge * bar.width()
            painter.drawLine(QPointF(x, bar.top()), QPointF(x, bar.bottom()))
        self._paint_numbers(painter, bar, self._bands)
        self._paint_marker(painter, bar)

    def _paint_numbers(self, painter: QPainter, bar: QRectF, bands: Bands) -> None:
        """0, 1 and the edges; of two that would touch, the edge's stays."""
        metrics = self.fontMetrics()
        painter.setPen(self._theme.colour("text_dim"))
        taken: list[QRectF] = []
        for value, text in ((bands.fake_from, ""), (bands.real_to, ""), (0.0, "0"), (1.0, "1")):
            words = text or score_text(value)
            width = metrics.horizontalAdvance(words) + 2.0
            place = QRectF(0, bar.bottom() + 3, width, metrics.height())
            place.moveLeft(min(max(0.0, bar.left() + value * bar.width() - width / 2), self.width() - width))
            if not any(place.adjusted(-4, 0, 4, 0).intersects(other) for other in taken):
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
                taken.append(place)

    def _paint_marker(self, painter: QPainter, bar: QRectF) -> None:
        x, top = bar.left() + self._score * bar.width(), bar.top() + 5
        painter.setPen(QPen(self._theme.colour("panel"), 1.5))
        painter.setBrush(self._theme.colour("text"))
        painter.drawPolygon(QPolygonF([QPointF(x, top), QPointF(x - _MARK, top - 11), QPointF(x + _MARK, top - 11)]))
