"""What lies behind the curves: verdict bands, grid, hatched gaps with their words, the loop; and the band words beside.

Hatching is drawn line by line in pixels: it looks the same at every zoom and survives the export as SVG.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from dfd_core.cases.bands import Bands
from dfd_core.types import Label
from dfd_gui.review.curves import Gap, GapSpan
from dfd_gui.shell.theme import Theme
from dfd_gui.state import Loop
from dfd_gui.texts import QT_TRANSLATE_NOOP

Y_LOW, Y_HIGH = -0.045, 1.045
"""Visible scores: a little more than 0..1, so that points on the edges are whole."""

GRID = (0.0, 0.25, 0.5, 0.75, 1.0)

GAP_WORDS: Mapping[Gap, str] = {
    Gap.NO_FACE: QT_TRANSLATE_NOOP("Chart", "no face"),
    Gap.NOT_ANALYSED: QT_TRANSLATE_NOOP("Chart", "not analysed"),
    Gap.DECODE_ERROR: QT_TRANSLATE_NOOP("Chart", "decode error"),
}
BAND_WORDS: Mapping[Label, tuple[str, str]] = {
    Label.LIKELY_AUTHENTIC: (QT_TRANSLATE_NOOP("Chart", "authentic"), "authentic"),
    Label.INCONCLUSIVE: (QT_TRANSLATE_NOOP("Chart", "inconclusive"), "inconclusive"),
    Label.LIKELY_MANIPULATED: (QT_TRANSLATE_NOOP("Chart", "manipulated"), "manipulated"),
}
"""Word and colour of a band; its area has the colour ``band_...``."""


def translated(text: str) -> str:
    """Words of the chart in the user's language."""
    return QCoreApplication.translate("Chart", text)


@dataclass(frozen=True, slots=True)
class Hatch:
    """How a kind of gap is hatched: distance of the lines in pixels, and which way they lean."""

    step: float
    rising: bool
    falling: bool


HATCHES: Mapping[Gap, Hatch] = {
    Gap.NO_FACE: Hatch(10.0, rising=True, falling=False),
    Gap.NOT_ANALYSED: Hatch(7.0, rising=False, falling=True),
    Gap.DECODE_ERROR: Hatch(7.0, rising=True, falling=True),
}


@dataclass(frozen=True, slots=True)
class Ground:
    """What is drawn behind the curves."""

    bands: Bands | None = None
    gaps: Sequence[GapSpan] = ()
    loop: Loop | None = None


class GroundItem(QGraphicsItem):
    """Draws a `Ground` in the rectangle that it is told, in seconds and scores."""

    def __init__(self, theme: Theme, font: QFont) -> None:
        super().__init__()
        self._theme = theme
        self._font = font
        self._rect = QRectF(0, Y_LOW, 1, Y_HIGH - Y_LOW)
        self._ground = Ground()
        self.setZValue(-100)

    def set_ground(self, ground: Ground) -> None:
        self._ground = ground
        self.update()

    def set_rect(self, rect: QRectF) -> None:
        """Cover what is visible now."""
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = rect

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        del option, widget
        to_pixels = painter.worldTransform()
        painter.save()
        painter.resetTransform()
        painter.setFont(self._font)
        self._paint_bands(painter, to_pixels)
        self._paint_grid(painter, to_pixels)
        for gap in self._ground.gaps:
            self._paint_gap(painter, gap, self._pixels(to_pixels, gap.start_s, gap.end_s))
        self._paint_loop(painter, to_pixels)
        painter.restore()

    def _pixels(
        self, to_pixels: QTransform, start_s: float, end_s: float, low: float = 0.0, high: float = 1.0
    ) -> QRectF:
        left, right = max(start_s, self._rect.left()), min(end_s, self._rect.right())
        return to_pixels.mapRect(QRectF(left, low, max(0.0, right - left), high - low))

    def _everywhere(self, to_pixels: QTransform, low: float, high: float) -> QRectF:
        return self._pixels(to_pixels, self._rect.left(), self._rect.right(), low, high)

    def _paint_bands(self, painter: QPainter, to_pixels: QTransform) -> None:
        bands = self._ground.bands
        if bands is None:
            return
        for label, low, high in bands.ranges():
            painter.fillRect(self._everywhere(to_pixels, low, high), self._theme.colour(f"band_{BAND_WORDS[label][1]}"))
        painter.setPen(QPen(self._theme.colour("text_dim"), 1, Qt.PenStyle.DotLine))
        for edge in (bands.real_to, bands.fake_from):
            place = self._everywhere(to_pixels, edge, edge)
            painter.drawLine(QLineF(place.topLeft(), place.topRight()))

    def _paint_grid(self, painter: QPainter, to_pixels: QTransform) -> None:
        painter.setPen(QPen(self._theme.colour("line"), 1))
        for score in GRID:
            place = self._everywhere(to_pixels, score, score)
            painter.drawLine(QLineF(place.topLeft(), place.topRight()))

    def _paint_gap(self, painter: QPainter, gap: GapSpan, place: QRectF) -> None:
        if place.width() <= 0:
            return
        colour = self._theme.colour("gap")
        paint_hatch(painter, place, gap.kind, colour)
        text = translated(GAP_WORDS[gap.kind])
        metrics = QFontMetricsF(self._font)
        box = QRectF(0, 0, metrics.horizontalAdvance(text) + 6, metrics.height() + 2)
        if place.width() < box.width():
            return
        box.moveCenter(QPointF(place.center().x(), place.top() + 0.75 * place.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("panel_raised"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(self._theme.colour("text_dim"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_loop(self, painter: QPainter, to_pixels: QTransform) -> None:
        loop = self._ground.loop
        if loop is None:
            return
        place = self._pixels(to_pixels, loop.start_s, loop.end_s, Y_LOW, Y_HIGH)
        colour = self._theme.colour("accent")
        painter.fillRect(QRectF(place.left(), place.top(), place.width(), 3), colour)
        painter.setPen(QPen(colour, 1))
        for x in (place.left(), place.right()):
            painter.drawLine(QLineF(x, place.top(), x, place.bottom()))


def paint_hatch(painter: QPainter, place: QRectF, kind: Gap, colour: QColor) -> None:
    """Fill a place, in pixels, with the look of a kind of gap."""
    ground, line = QColor(colour), QColor(colour)
    ground.setAlphaF(0.13)
    line.setAlphaF(0.6)
    painter.fillRect(place, ground)
    painter.setPen(QPen(line, 1))
    painter.drawLines(list(hatch_lines(place, HATCHES[kind])))


def hatch_lines(place: QRectF, hatch: Hatch) -> Iterator[QLineF]:
    """The lines within ``place``; neighbouring places continue each other's pattern."""
    left, top, right, bottom = place.left(), place.top(), place.right(), place.bottom()
    if hatch.rising:  # x + y is the same all along such a line
        for total in _multiples(left + top, right + bottom, hatch.step):
            x0, x1 = max(left, total - bottom), min(right, total - top)
            yield QLineF(x0, total - x0, x1, total - x1)
    if hatch.falling:
        for rest in _multiples(left - bottom, right - top, hatch.step):
            x0, x1 = max(left, rest + top), min(right, rest + bottom)
            yield QLineF(x0, x0 - rest, x1, x1 - rest)


def _multiples(low: float, high: float, step: float) -> Iterator[float]:
    number = int(low // step) + 1
    while number * step < high:
        yield number * step
        number += 1
