"""The drawing area of the chart: curves over their ground, playhead, crosshair; tells where the mouse is in seconds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QWidget

from dfd_gui.review.chart_axes import BandWords, SecondsAxis
from dfd_gui.review.chart_items import GRID, Y_HIGH, Y_LOW, Ground, GroundItem
from dfd_gui.review.chart_lines import Style
from dfd_gui.review.curves import Values
from dfd_gui.review.time_axis import TimeAxis
from dfd_gui.review.words import tabular
from dfd_gui.shell.theme import Theme

_EDGE_PX = 7
"""Pixels left and right of the shown time, so that points on its ends are whole."""
_CROWDED_PX = 5.0
"""Points closer than this are drawn as lines alone."""
Flags: TypeAlias = npt.NDArray[np.bool_]

_ZOOM = 1.2
"""Zoom of one notch of the wheel."""


class _Drawn:
    """The items of one line: the curve, all its points, and those that stand alone and would be lost without a mark.

    A thousand points as a broad dashed path take Qt 50 ms, as a line of one pixel or in single pieces less than one.
    A piece begins its dash anew, so a bold dashed line is one path, thin where it is crowded; its points are squares.
    """

    def __init__(self, line: Style, times: Values, view: pg.ViewBox, place: int) -> None:
        self.line = line
        self.shown = True
        self._times = times
        self._view = view
        self._z = 50 if line.bold else 10 - place / 100
        self._points: pg.ScatterPlotItem | None = None
        known = np.isfinite(line.values)
        self._solid = line.dash == Qt.PenStyle.SolidLine
        pieces = "on" if line.bold and self._solid else "off"
        self._curve = pg.PlotCurveItem(times, line.values, connect="finite", antialias=True, segmentedLineMode=pieces)
        self._curve.setZValue(self._z)
        view.addItem(self._curve, ignoreBounds=True)
        self._alone = self._marks(known & ~_shifted(known, 1) & ~_shifted(known, -1))

    def remove(self) -> None:
        for item in (self._curve, self._alone, self._points):
            if item is not None:
                self._view.removeItem(item)

    def show(self, *, crowded: bool) -> None:
        """Show it, with its points unless they are crowded, or hide it."""
        broad = self.line.bold and (self._solid or not crowded)
        pen = _pen(self.line.colour, 2.6 if broad else 1.0 if crowded else 1.5, self.line.dash)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap if self.line.bold and self._solid else Qt.PenCapStyle.FlatCap)
        self._curve.setPen(pen)
        if self._points is None and self.shown and not crowded:
            self._points = self._marks(np.isfinite(self.line.values))
        self._curve.setVisible(self.shown)
        self._alone.setVisible(self.shown and crowded)
        if self._points is not None:
            self._points.setVisible(self.shown and not crowded)

    def between(self, start_s: float, end_s: float) -> int:
        """How many of its samples lie between two times."""
        return int(((self._times >= start_s) & (self._times <= end_s)).sum())

    def _marks(self, chosen: Flags) -> pg.ScatterPlotItem:
        times, values, colour = self._times[chosen], self.line.values[chosen], self.line.colour
        size = 7.0 if self.line.bold else 4.5
        shape = "s" if self.line.bold and not self._solid else "o"
        marks = pg.ScatterPlotItem(times, values, symbol=shape, pen=None, brush=colour, size=size, antialias=True)
        marks.setZValue(self._z)
        self._view.addItem(marks, ignoreBounds=True)
        return marks


def _shifted(known: Flags, by: int) -> Flags:
    """Whether the neighbour is known; there is none beyond the ends."""
    moved = np.roll(known, by)
    if len(moved):
        moved[0 if by > 0 else -1] = False
    return moved


class ScorePlot(pg.PlotWidget):
    """Curves over time. It moves nothing itself: it reports the mouse, and follows the time axis it is given."""

    pressed = Signal(float)
    """The mouse went down at this time in seconds."""
    dragged = Signal(float)
    hovered = Signal(object)
    """The time below the mouse, None when it has left."""
    menu_asked = Signal(QPoint)

    def __init__(self, theme: Theme, axis: TimeAxis, parent: QWidget | None = None) -> None:
        self._theme = theme
        self._axis = axis
        self._drawn: list[_Drawn] = []
        self._small = _smaller(tabular(parent.font() if parent else QFont()))
        super().__init__(parent, axisItems={"bottom": SecondsAxis(axis)})
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._view = self.plotItem.getViewBox()
        self._view.setMouseEnabled(x=False, y=False)
        self._view.setMenuEnabled(enableMenu=False)
        self._view.disableAutoRange()
        self._view.setDefaultPadding(0)
        self._view.setYRange(Y_LOW, Y_HIGH)
        self.plotItem.hideButtons()
        self._ground = self._make_ground()
        self._words = self._make_words()
        self._loop_and_gaps = Ground()
        self._playhead = pg.InfiniteLine(0.0, 90)
        self._crosshair = pg.InfiniteLine(0.0, 90)
        self._rings = pg.ScatterPlotItem(size=11, antialias=True)
        self._place_items()
        self._view.sigResized.connect(self._follow)
        axis.changed.connect(self._follow)
        self.restyle()

    # ---- what is shown

    def set_lines(self, times: Values, lines: Sequence[Style]) -> None:
        """Draw these lines, NaN in their gaps, over these times."""
        self.set_curves([(times, line) for line in lines])

    def set_curves(self, curves: Sequence[tuple[Values, Style]]) -> None:
        """Draw lines that have their own times each."""
        for drawn in self._drawn:
            drawn.remove()
        self._drawn = [_Drawn(line, times, self._view, place) for place, (times, line) in enumerate(curves)]

    def show_only(self, keys: Collection[str]) -> None:
        """Hide the other lines."""
        for drawn in self._drawn:
            drawn.shown = drawn.line.key in keys
        self._show_points()

    def set_ground(self, ground: Ground) -> None:
        self._loop_and_gaps = ground
        self._ground.set_ground(ground)
        self._words.set_bands(ground.bands)

    def set_playhead(self, time_s: float) -> None:
        self._playhead.setValue(time_s)

    def set_cross(self, time_s: float | None, place: int | None = None) -> None:
        """Show the crosshair at a time, with a ring around every visible point of the sample at ``place``."""
        values = [] if place is None else [drawn.line.values[place] for drawn in self._drawn if drawn.shown]
        self.point_at(time_s, [(time_s or 0.0, float(value)) for value in values if np.isfinite(value)])

    def point_at(self, time_s: float | None, points: Sequence[tuple[float, float]] = ()) -> None:
        """Show the crosshair at a time, and rings around points in seconds and scores; nothing at None."""
        self._crosshair.setVisible(time_s is not None)
        self._rings.setVisible(time_s is not None)
        if time_s is not None:
            self._crosshair.setValue(time_s)
            self._rings.setData([point[0] for point in points], [point[1] for point in points])

    def restyle(self) -> None:
        """Take the colours of the theme."""
        colour = self._theme.colour
        self.setBackground(colour("panel_raised"))
        for name in ("left", "bottom"):
            axis = self.plotItem.getAxis(name)
            axis.setPen(colour("line"))
            axis.setTextPen(colour("text_dim"))
        self._playhead.setPen(_pen(colour("text"), 1.6))
        self._crosshair.setPen(_pen(colour("text_dim"), 1.0, Qt.PenStyle.DashLine))
        self._rings.setPen(_pen(colour("text"), 1.2))
        self._rings.setBrush(QColor(0, 0, 0, 0))
        self._words.update()
        self._ground.update()

    def x_of(self, time_s: float) -> float:
        """Pixels from the left edge of the widget."""
        return self.mapFromScene(self._view.mapViewToScene(QPointF(time_s, 0))).x()

    def paint_on(self, painter: QPainter, target: QRectF) -> None:
        """Draw it elsewhere, without playhead, crosshair and focus."""
        passing = [item for item in (self._playhead, self._crosshair, self._rings) if item.isVisible()]
        for item in passing:
            item.hide()
        painter.save()
        self.scene().render(painter, target, QRectF(self.viewport().rect()), Qt.AspectRatioMode.IgnoreAspectRatio)
        painter.restore()
        for item in passing:
            item.show()

    # ---- mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(self._time_at(event.position()))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        time_s = self._time_at(event.position())
        self.hovered.emit(time_s)
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(time_s)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def leaveEvent(self, event: object) -> None:
        del event
        self.hovered.emit(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the cursor; with Shift, or to the side, move along the clip."""
        delta = event.angleDelta()
        sideways = delta.x() or (delta.y() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0)
        length = self._axis.end_s - self._axis.start_s
        if sideways:
            shift = -sideways / 120 * length / 8
            self._axis.set_range(self._axis.start_s + shift, self._axis.end_s + shift)
        elif delta.y():
            self.zoom(_ZOOM ** (-delta.y() / 120), self._time_at(event.position()))
        event.accept()

    def zoom(self, factor: float, around_s: float) -> None:
        """Show ``factor`` times as much time, keeping one moment in its place."""
        start, end = self._axis.start_s, self._axis.end_s
        self._axis.set_range(around_s - (around_s - start) * factor, around_s + (end - around_s) * factor)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # the chart answers

    def drawForeground(self, painter: QPainter, rect: QRectF | object) -> None:
        """The ring that shows the keyboard's focus."""
        del rect
        if self.hasFocus():
            painter.save()
            painter.resetTransform()
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
            painter.restore()

    # ---- inside

    def _make_ground(self) -> GroundItem:
        return GroundItem(self._theme, self._small)

    def _make_words(self) -> BandWords:
        return BandWords(self._theme, self._small, self._view)

    def _place_items(self) -> None:
        self._view.addItem(self._ground, ignoreBounds=True)
        for item, z in ((self._playhead, 90), (self._crosshair, 80), (self._rings, 85)):
            item.setZValue(z)
            self._view.addItem(item, ignoreBounds=True)
        self.set_cross(None)
        left, bottom = self.plotItem.getAxis("left"), self.plotItem.getAxis("bottom")
        left.setTicks([[(score, f"{score:g}") for score in GRID]])
        left.setLabel(self.tr("score (1 = manipulated)"), **{"font-size": f"{self._small.pointSizeF():.1f}pt"})
        left.setStyle(tickLength=0)
        bottom.setStyle(tickLength=-4, hideOverlappingLabels=False)
        for axis in (left, bottom):
            axis.setTickFont(self._small)
        needed = QFontMetricsF(self._small).horizontalAdvance("0.75") + QFontMetricsF(self._small).height() + 14
        left.setWidth(max(needed, self._axis.needed_left - _EDGE_PX))
        self.plotItem.layout.addItem(self._words, 2, 3)  # beyond the right axis, which is off

    def _time_at(self, place: QPointF) -> float:
        return self._axis.clamp(self._view.mapSceneToView(self.mapToScene(place.toPoint())).x())

    def _follow(self) -> None:
        """Show what the time axis says, and tell it where the plot's edges are."""
        inside = self._view.sceneBoundingRect()
        span = max(1.0, inside.width() - 2 * _EDGE_PX)
        beside = (self._axis.end_s - self._axis.start_s) / span * _EDGE_PX
        start, end = self._axis.start_s - beside, self._axis.end_s + beside
        self._view.setXRange(start, end, padding=0)
        self._ground.set_rect(QRectF(start, Y_LOW, end - start, Y_HIGH - Y_LOW))
        self._words.update()
        self._show_points()
        right = round(self.width() - inside.right()) + _EDGE_PX
        self._axis.set_margins(round(inside.left()) + _EDGE_PX, right)

    def _show_points(self) -> None:
        room, start, end = self._view.sceneBoundingRect().width(), self._axis.start_s, self._axis.end_s
        for drawn in self._drawn:
            drawn.show(crowded=drawn.between(start, end) * _CROWDED_PX > room)


def _pen(colour: QColor, width: float, dash: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(colour, width, dash)
    pen.setCosmetic(True)
    return pen


def _smaller(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.88)
    return small
