"""A chart of curves over epochs: raw and smoothed lines, the best epoch, the values under the pointer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dfd_gui.shell.parts import em
from dfd_gui.shell.theme import Theme
from dfd_gui.shell.widgets import dim_label, tabular, title_label
from dfd_gui.training import words
from dfd_gui.training.history import smoothed

CROWDED = 600
"""A line of more points is drawn thin and solid: broad dashed ones of that length hold the window up."""
FAINT = 0.35
"""Opacity of the raw line below a smoothed one."""


@dataclass(frozen=True, slots=True)
class Curve:
    """One line: ``xs`` in epochs, ``ys`` its values (``nan`` leaves a gap), ``style`` its colour and dash.

    ``best`` marks the point at that place of the list; -1 for none.
    """

    name: str
    xs: Sequence[float] = field(default_factory=tuple)
    ys: Sequence[float] = field(default_factory=tuple)
    style: int = 0
    best: int = -1


class LineKey(QWidget):
    """A sample of a line with its name; ``style`` is a line's, or the name of a theme colour for an area."""

    def __init__(self, theme: Theme, style: int | str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._style = style
        self._name = name
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._name) + em(self, 1.9), metrics.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        middle = self.height() // 2
        if isinstance(self._style, str):
            side = em(self, 0.7)
            painter.fillRect(em(self, 0.5), middle - side // 2, side, side, self._theme.colour(self._style))
        else:
            colour, dash = self._theme.series(self._style)
            painter.setPen(QPen(colour, 2, dash))
            painter.drawLine(0, middle, em(self, 1.4), middle)
        painter.setPen(self._theme.colour("text_dim"))
        room = self.rect().adjusted(em(self, 1.7), 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._name)


class EpochAxis(pg.AxisItem):
    """Marks at whole epochs only."""

    def __init__(self) -> None:
        super().__init__("bottom")

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        """The usual levels of marks without those between epochs."""
        return [level for level in super().tickSpacing(low, high, size) if level[0] >= 1] or [(1.0, 0.0)]


class EpochPlot(pg.PlotWidget):
    """The drawing area: lines over epochs (or over shares 0..1), a vertical line at the pointer."""

    pointed = Signal(float)
    """The epoch under the pointer."""
    left = Signal()

    def __init__(self, parent: QWidget, *, epochs: bool = True) -> None:
        super().__init__(parent, axisItems={"bottom": EpochAxis()} if epochs else {})
        self._items: list[pg.PlotDataItem] = []
        self.setMinimumHeight(em(self, 5))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setMouseTracking(True)
        item = self.getPlotItem()
        item.setMenuEnabled(False)
        item.hideButtons()
        item.getViewBox().setMouseEnabled(x=False, y=False)
        item.showGrid(x=False, y=True, alpha=0.18)
        item.setContentsMargins(0, 2, 6, 0)
        small = QFont(self.font())
        small.setPointSizeF(small.pointSizeF() * 0.85)
        for side in ("left", "bottom"):
            axis = item.getAxis(side)
            axis.setTickFont(small)
            axis.setStyle(tickLength=-3, tickTextOffset=4)
            axis.enableAutoSIPrefix(False)
        item.getAxis("left").setWidth(em(self, 3.1))
        self._cross = pg.InfiniteLine(angle=90)
        self._cross.hide()
        item.addItem(self._cross, ignoreBounds=True)

    def clear_lines(self) -> None:
        """Take all lines away."""
        for item in self._items:
            self.getPlotItem().removeItem(item)
        self._items = []

    def add_line(self, xs: Sequence[float], ys: Sequence[float], pen: QPen) -> None:
        """A line; values that are ``nan`` leave a gap."""
        self.add_item(pg.PlotDataItem(list(xs), list(ys), pen=pen, connect="finite", antialias=True))

    def add_marks(self, xs: Sequence[float], ys: Sequence[float], symbol: str, edge: QColor, ground: QColor) -> None:
        """Points by themselves."""
        look = {"symbol": symbol, "symbolSize": 9 if symbol == "d" else 5, "symbolBrush": ground}
        self.add_item(pg.PlotDataItem(list(xs), list(ys), pen=None, symbolPen=_pen(edge, 2.0), **look))

    def show_cross(self, at: float | None) -> None:
        """Show the line at an epoch, or hide it."""
        self._cross.setVisible(at is not None)
        if at is not None:
            self._cross.setValue(at)

    def colour(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.setBackground(theme.colour("panel"))
        for side in ("left", "bottom"):
            axis = self.getPlotItem().getAxis(side)
            axis.setPen(theme.colour("line"))
            axis.setTextPen(theme.colour("text_dim"))
        self._cross.setPen(_pen(theme.colour("gap"), 1.0))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.pointed.emit(
            self.getPlotItem().getViewBox().mapSceneToView(self.mapToScene(event.position().toPoint())).x()
        )

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def add_item(self, item: pg.PlotDataItem) -> None:
        """Anything else that goes with the lines."""
        self._items.append(item)
        self.getPlotItem().addItem(item)


class CurveChart(QWidget):
    """A titled chart; `show_curves` may be called as often as new values come."""

    def __init__(self, theme: Theme, title: str, *, digits: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._digits = digits
        self._curves: tuple[Curve, ...] = ()
        self._smooth, self._log = 0.0, False
        self._title = title
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(em(self, 0.15))
        self._head = QHBoxLayout()
        self._head.setSpacing(em(self, 0.9))
        self._head.addWidget(title_label(title, self))
        self._keys: list[LineKey] = []
        self._head.addStretch(1)
        self._reading = dim_label("", self)
        tabular(self._reading)
        self._reading.setMinimumWidth(1)
        self._reading.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._head.addWidget(self._reading)
        layout.addLayout(self._head)
        self.plot = EpochPlot(self)
        self.plot.pointed.connect(self._on_pointed)
        self.plot.left.connect(self._on_left)
        layout.addWidget(self.plot, 1)
        theme.changed.connect(self._colour)
        self._colour()

    def show_curves(self, curves: Sequence[Curve]) -> None:
        """Draw these, and only if they are others than before."""
        if tuple(curves) == self._curves:
            return
        names_before = [(curve.name, curve.style) for curve in self._curves]
        self._curves = tuple(curves)
        if [(curve.name, curve.style) for curve in curves] != names_before:
            self._make_keys()
        self._draw()

    def smooth(self, weight: float) -> None:
        """Smooth by a moving average with this weight of the past, 0 to below 1."""
        self._smooth = weight
        self._draw()

    def log_scale(self, *, on: bool) -> None:
        """Draw the values on a logarithmic axis."""
        self._log = on
        self.plot.getPlotItem().setLogMode(y=on)
        self._draw()

    def curves(self) -> tuple[Curve, ...]:
        """What is shown."""
        return self._curves

    # -- drawing -----------------------------------------------------------------------------------------------------

    def _make_keys(self) -> None:
        for key in self._keys:
            self._head.removeWidget(key)
            key.hide()
            key.deleteLater()
        several = len(self._curves) > 1
        self._keys = [LineKey(self._theme, curve.style, curve.name, self) for curve in self._curves] if several else []
        for place, key in enumerate(self._keys):
            self._head.insertWidget(1 + place, key)

    def _colour(self) -> None:
        self.plot.colour(self._theme)
        self._draw()

    def _draw(self) -> None:
        self.plot.clear_lines()
        for curve in self._curves:
            self._draw_curve(curve)
        self._say()

    def _draw_curve(self, curve: Curve) -> None:
        colour, dash = self._theme.series(curve.style)
        ys = [value if math.isfinite(value) and (value > 0 or not self._log) else math.nan for value in curve.ys]
        shown = ys
        if self._smooth and len(ys) > 2:
            faint = QColor(colour)
            faint.setAlphaF(FAINT)
            self.plot.add_line(curve.xs, ys, QPen(faint, 0))
            shown = smoothed(ys, self._smooth)
        crowded = len(ys) > CROWDED
        self.plot.add_line(curve.xs, shown, _pen(colour, 1.0 if crowded else 2.0, _SOLID if crowded else dash))
        if sum(map(math.isfinite, ys)) == 1:
            self.plot.add_marks(curve.xs, ys, "o", colour, colour)
        if 0 <= curve.best < len(ys):
            at = [curve.xs[curve.best]], [ys[curve.best]]
            self.plot.add_marks(*at, "d", colour, self._theme.colour("panel"))

    # -- reading -----------------------------------------------------------------------------------------------------

    def _on_pointed(self, at: float) -> None:
        xs = {x for curve in self._curves for x in curve.xs}
        if xs:
            nearest = min(xs, key=lambda x: abs(x - at))
            self.plot.show_cross(nearest)
            self._say(nearest)

    def _on_left(self) -> None:
        self.plot.show_cross(None)
        self._say()

    def _say(self, at: float | None = None) -> None:
        """The values at a place, or the latest ones."""
        parts = []
        for curve in self._curves:
            value = _value(curve, at)
            if value is not None:
                name = f"{curve.name} " if len(self._curves) > 1 else ""
                parts.append(f"{name}{self._number(value)}")
        where = words.translate("Training", "epoch {number}: ").format(number=f"{at:g}") if at is not None else ""
        self._reading.setText(where + "  ".join(parts))
        self.setAccessibleName(f"{self._title}: {where}{', '.join(parts)}")

    def _number(self, value: float) -> str:
        return words.rate(value) if self._digits < 0 else words.number(value, self._digits)


def _value(curve: Curve, at: float | None) -> float | None:
    pairs = [(x, y) for x, y in zip(curve.xs, curve.ys, strict=False) if math.isfinite(y)]
    if not pairs:
        return None
    if at is None:
        return pairs[-1][1]
    return next((y for x, y in pairs if x == at), None)


_SOLID = Qt.PenStyle.SolidLine


def _pen(colour: QColor, width: float, dash: Qt.PenStyle = _SOLID) -> QPen:
    """A pen whose width is in pixels, whatever the chart's scale."""
    pen = QPen(colour, width, dash)
    pen.setCosmetic(True)
    return pen
