"""The chart's axes: scores to the left, m:ss below, the bands' words to the right."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QGraphicsWidget, QSizePolicy, QStyleOptionGraphicsItem, QWidget

from dfd_core.cases.bands import Bands
from dfd_gui.review.chart_items import BAND_WORDS, translated
from dfd_gui.review.time_axis import TimeAxis
from dfd_gui.review.words import score_text, signed_timecode
from dfd_gui.shell.theme import Theme

_STEPS_S = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)
_ANY = QSizeF()
_TICK_PX = 90
"""Least distance of two marks of the time axis."""


class SecondsAxis(pg.AxisItem):
    """Marks in seconds, written as a clock."""

    def __init__(self, axis: TimeAxis) -> None:
        super().__init__("bottom")
        self._axis = axis

    def tickSpacing(self, low: float, high: float, size: float, /) -> list[tuple[float, float]]:
        """One level of marks, on round seconds or parts of them."""
        least = (high - low) * _TICK_PX / max(size, 1.0)
        return [(next((step for step in _STEPS_S if step >= least), _STEPS_S[-1]), 0.0)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float, /) -> list[str]:
        """As many digits as the distance of the marks needs; none before the first moment."""
        del scale
        digits = 0 if spacing >= 1 else 1 if spacing >= 0.1 else 2
        first = self._axis.first_s - 1e-6
        return [signed_timecode(value, digits) if value >= first else "" for value in values]


class BandWords(QGraphicsWidget):
    """Names the bands at their height, and their edges between them; words of narrow bands give way."""

    def __init__(self, theme: Theme, font: QFont, view: pg.ViewBox) -> None:
        super().__init__()
        self._theme = theme
        self._font = font
        self._view = view
        self._bands: Bands | None = None
        metrics = QFontMetricsF(font)
        self._line = metrics.height()
        self._width = max(metrics.horizontalAdvance(translated(word)) for word, _ in BAND_WORDS.values()) + 12
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def set_bands(self, bands: Bands | None) -> None:
        self._bands = bands
        self.update()

    def sizeHint(self, which: Qt.SizeHint, constraint: QSizeF | QSize = _ANY) -> QSizeF:
        del which, constraint
        return QSizeF(self._width, 0)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        del option, widget
        if self._bands is None:
            return
        painter.setFont(self._font)
        below = -1e9
        for label, low, high in reversed(self._bands.ranges()):
            word, colour = BAND_WORDS[label]
            middle = max(self._y((low + high) / 2), below + self._line)
            below = middle
            painter.setPen(self._theme.colour(colour))
            place = QRectF(6, middle - self._line / 2, self._width, self._line)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, translated(word))
        self._paint_edges(painter)

    def _paint_edges(self, painter: QPainter) -> None:
        """The scores of the edges, where the words leave room."""
        assert self._bands is not None
        painter.setPen(self._theme.colour("text_dim"))
        heights = [self._y((low + high) / 2) for _, low, high in self._bands.ranges()]
        for edge in (self._bands.real_to, self._bands.fake_from):
            y = self._y(edge)
            if min(abs(y - height) for height in heights) > self._line:
                place = QRectF(6, y - self._line / 2, self._width, self._line)
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, score_text(edge))

    def _y(self, score: float) -> float:
        return self.mapFromScene(self._view.mapViewToScene(QPointF(0, score))).y()
