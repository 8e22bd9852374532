"""The whole clip in a strip below the chart, with a window that shows and chooses what the chart shows."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from dfd_gui.review.chart_items import paint_hatch
from dfd_gui.review.curves import Curves, GapSpan, Values
from dfd_gui.review.time_axis import TimeAxis
from dfd_gui.review.words import timecode
from dfd_gui.shell.theme import Theme

_GRIP_PX = 6


class _Grip(Enum):
    LEFT = auto()
    RIGHT = auto()
    MIDDLE = auto()


class OverviewBar(QWidget):
    """Drag the window to move along the clip, its ends to zoom; the arrow keys and + and - do the same."""

    def __init__(self, theme: Theme, axis: TimeAxis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._axis = axis
        self._curves: Curves | None = None
        self._gaps: Sequence[GapSpan] = ()
        self._notes: Sequence[float] = ()
        self._still: tuple[object, QPixmap] | None = None
        self._position_s = 0.0
        self._grip: _Grip | None = None
        self._offset_s = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Overview of the chart"))
        self.setToolTip(self.tr("Drag the window to move along the clip, its ends to zoom"))
        axis.changed.connect(self._on_axis)
        theme.changed.connect(self._redraw)

    def sizeHint(self) -> QSize:
        return QSize(200, round(self.fontMetrics().height() * 2.2))

    def set_curves(self, curves: Curves | None, gaps: Sequence[GapSpan] = ()) -> None:
        self._curves = curves
        self._gaps = gaps
        self._redraw()

    def set_notes(self, times: Sequence[float]) -> None:
        """Mark the analyst's notes."""
        self._notes = times
        self._redraw()

    def _redraw(self) -> None:
        self._still = None
        self.update()

    def set_position(self, position_s: float) -> None:
        self._position_s = position_s
        self.update()

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        ground = self._ground()
        painter.drawPixmap(0, 0, self._still_part(ground))
        self._paint_window(painter, ground)

    def _still_part(self, ground: QRectF) -> QPixmap:
        """Gaps and line, drawn once: the clock moves sixty times a second."""
        key = (self.size(), self.devicePixelRatioF(), ground.getRect(), self._axis.duration_s)
        if self._still is None or self._still[0] != key:
            picture = QPixmap(self.size() * self.devicePixelRatioF())
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.fillRect(ground, self._theme.colour("panel_raised"))
            for gap in self._gaps:
                left, right = self._x(gap.start_s), self._x(gap.end_s)
                place = QRectF(left, ground.top(), right - left, ground.height())
                paint_hatch(painter, place, gap.kind, self._theme.colour("gap"))
            if self._curves is not None:
                self._paint_line(painter, ground, self._curves)
            for time_s in self._notes:
                painter.fillRect(QRectF(self._x(time_s) - 1, ground.top(), 2, 6), self._theme.colour("accent"))
            painter.end()
            self._still = (key, picture)
        return self._still[1]

    def _paint_line(self, painter: QPainter, ground: QRectF, curves: Curves) -> None:
        """The highest score at each moment, which is what an overview must not lose."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("text_dim"), 1))
        values = top_values(curves)
        x = ground.left() + curves.times / self._axis.duration_s * ground.width()
        y = ground.bottom() - 2 - values * (ground.height() - 4)
        known = np.isfinite(values)
        for run in np.split(np.arange(len(values)), np.flatnonzero(np.diff(known)) + 1):
            if len(run) and known[run[0]]:
                points = [QPointF(float(x[i]), float(y[i])) for i in run]
                painter.drawPolyline(QPolygonF(points if len(points) > 1 else points * 2))

    def _paint_window(self, painter: QPainter, ground: QRectF) -> None:
        window = self._window(ground)
        shade = QColor(self._theme.colour("window"))
        shade.setAlphaF(0.65)
        painter.fillRect(QRectF(ground.left(), ground.top(), window.left() - ground.left(), ground.height()), shade)
        painter.fillRect(QRectF(window.right(), ground.top(), ground.right() - window.right(), ground.height()), shade)
        x = self._x(self._position_s)
        painter.setPen(QPen(self._theme.colour("text"), 1.6))
        painter.drawLine(QPointF(x, ground.top()), QPointF(x, ground.bottom()))
        colour = self._theme.colour("focus" if self.hasFocus() else "accent")
        painter.setPen(QPen(colour, 2 if self.hasFocus() else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(window.adjusted(0.5, 0.5, -0.5, -0.5))
        for edge in (window.left(), window.right()):
            painter.fillRect(QRectF(edge - 2, ground.center().y() - 7, 4, 14), colour)

    # ---- places

    def _ground(self) -> QRectF:
        return QRectF(self._axis.left, 2, max(1, self.width() - self._axis.left - self._axis.right), self.height() - 4)

    def _x(self, time_s: float) -> float:
        ground = self._ground()
        return ground.left() + time_s / self._axis.duration_s * ground.width()

    def _time(self, x: float) -> float:
        ground = self._ground()
        return (x - ground.left()) / ground.width() * self._axis.duration_s

    def _window(self, ground: QRectF) -> QRectF:
        left, right = self._x(self._axis.start_s), self._x(self._axis.end_s)
        return QRectF(left, ground.top(), max(right - left, 3.0), ground.height())

    # ---- mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        time_s = self._time(event.position().x())
        self._grip = self._grip_at(event.position().x())
        if self._grip is None:  # beside the window: bring it here
            length = self._axis.end_s - self._axis.start_s
            self._axis.set_range(time_s - length / 2, time_s + length / 2)
            self._grip = _Grip.MIDDLE
        self._offset_s = time_s - self._axis.start_s

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if not event.buttons() & Qt.MouseButton.LeftButton or self._grip is None:
            edge = self._grip_at(x) in {_Grip.LEFT, _Grip.RIGHT}
            self.setCursor(Qt.CursorShape.SizeHorCursor if edge else Qt.CursorShape.ArrowCursor)
            return
        time_s, start, end = self._time(x), self._axis.start_s, self._axis.end_s
        match self._grip:
            case _Grip.LEFT:
                self._axis.set_range(min(time_s, end), end)
            case _Grip.RIGHT:
                self._axis.set_range(start, max(time_s, start))
            case _Grip.MIDDLE:
                self._axis.set_range(time_s - self._offset_s, time_s - self._offset_s + end - start)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        del event
        self._grip = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        del event
        self._axis.set_range(0.0, self._axis.duration_s)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        start, end = self._axis.start_s, self._axis.end_s
        length, middle = end - start, (start + end) / 2
        match event.key():
            case Qt.Key.Key_Left:
                self._axis.set_range(start - length / 4, end - length / 4)
            case Qt.Key.Key_Right:
                self._axis.set_range(start + length / 4, end + length / 4)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self._axis.set_range(middle - length / 4, middle + length / 4)
            case Qt.Key.Key_Minus:
                self._axis.set_range(middle - length, middle + length)
            case _:
                super().keyPressEvent(event)

    def _grip_at(self, x: float) -> _Grip | None:
        window = self._window(self._ground())
        if abs(x - window.left()) <= _GRIP_PX:
            return _Grip.LEFT
        if abs(x - window.right()) <= _GRIP_PX:
            return _Grip.RIGHT
        return _Grip.MIDDLE if window.left() < x < window.right() and self._axis.zoomed else None

    def _on_axis(self) -> None:
        shown = self.tr("Shows {start} to {end} of {all}")
        start, end, whole = (timecode(t, 1) for t in (self._axis.start_s, self._axis.end_s, self._axis.duration_s))
        self.setAccessibleDescription(shown.format(start=start, end=end, all=whole))
        self.update()


def top_values(curves: Curves) -> Values:
    """The ensemble's score at each sample, of the highest person where all are shown; NaN in gaps."""
    return np.asarray([np.nan if s.score is None else s.score for s in curves.samples], dtype=np.float64)
