"""What lies behind the two curves: gaps of each side in its own half, where a clip is over, and the edges of bands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from dfd_core.cases.bands import Bands
from dfd_core.cases.summary import WORDS
from dfd_core.types import Label
from dfd_gui.review.chart_axes import BandWords
from dfd_gui.review.chart_items import GAP_WORDS, Y_LOW, GroundItem, paint_hatch, translated
from dfd_gui.review.curves import GapSpan
from dfd_gui.review.words import score_text
from dfd_gui.shell.theme import Theme

translate = QCoreApplication.translate

_HALVES = {"A": (0.5, 1.0), "B": (0.0, 0.5)}
"""Scores between which a side's gaps are hatched: where both have one, the halves make a whole."""


@dataclass(frozen=True, slots=True)
class SideGround:
    """One side's part: where its clip lies, its gaps, and its bands where they differ from the other side's."""

    letter: str
    colour: QColor
    dash: Qt.PenStyle
    start_s: float
    end_s: float
    gaps: Sequence[GapSpan] = ()
    edges: Bands | None = None


class PairGround(GroundItem):
    """The ground of an ordinary chart, and what each side adds to it."""

    def __init__(self, theme: Theme, font: QFont) -> None:
        super().__init__(theme, font)
        self._sides: Sequence[SideGround] = ()

    def set_sides(self, sides: Sequence[SideGround]) -> None:
        self._sides = sides
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        super().paint(painter, option, widget)
        to_pixels = painter.worldTransform()
        first = min((side.start_s for side in self._sides), default=0.0)
        last = max((side.end_s for side in self._sides), default=0.0)
        painter.save()
        painter.resetTransform()
        painter.setFont(self._font)
        for side in self._sides:
            before, after = (
                self._half(to_pixels, side, first, side.start_s),
                self._half(to_pixels, side, side.end_s, last),
            )
            self._paint_beyond(painter, before, translate("Compare", "before {side}").format(side=side.letter))
            self._paint_beyond(painter, after, translate("Compare", "after {side}").format(side=side.letter))
            for gap in side.gaps:
                self._paint_side_gap(painter, side, gap, self._half(to_pixels, side, gap.start_s, gap.end_s))
            self._paint_edges(painter, to_pixels, side)
        painter.restore()

    def _half(self, to_pixels: QTransform, side: SideGround, start_s: float, end_s: float) -> QRectF:
        return self._pixels(to_pixels, start_s, end_s, *_HALVES[side.letter])

    def _paint_beyond(self, painter: QPainter, place: QRectF, words: str) -> None:
        """Plain and dim: nothing is missing here, there is no clip."""
        if place.width() > 1:
            colour = self._theme.colour("window")
            colour.setAlphaF(0.75)
            painter.fillRect(place, colour)
            self._write(painter, place, words)

    def _paint_side_gap(self, painter: QPainter, side: SideGround, gap: GapSpan, place: QRectF) -> None:
        if place.width() > 0:
            paint_hatch(painter, place, gap.kind, self._theme.colour("gap"))
            self._write(painter, place, f"{side.letter}: {translated(GAP_WORDS[gap.kind])}")

    def _write(self, painter: QPainter, place: QRectF, words: str) -> None:
        """Words on a ground of their own in the middle of a place, where there is room for them."""
        metrics = QFontMetricsF(self._font)
        box = QRectF(0, 0, metrics.horizontalAdvance(words) + 6, metrics.height() + 2)
        if place.width() < box.width() or place.height() < box.height():
            return
        box.moveCenter(place.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("panel_raised"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(self._theme.colour("text_dim"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_edges(self, painter: QPainter, to_pixels: QTransform, side: SideGround) -> None:
        if side.edges is None:
            return
        painter.setPen(QPen(side.colour, 1, side.dash))
        for edge in (side.edges.real_to, side.edges.fake_from):
            place = self._everywhere(to_pixels, edge, edge)
            painter.drawLine(QLineF(place.topLeft(), place.topRight()))


class PairWords(BandWords):
    """Names the bands beside the plot; where the sides have different ones, the edges of each instead."""

    def __init__(self, theme: Theme, font: QFont, view: pg.ViewBox) -> None:
        super().__init__(theme, font, view)
        self._plain_width = self._width
        self._labels: Sequence[tuple[float, str, QColor]] = ()

    def set_sides(self, sides: Sequence[SideGround]) -> None:
        self._labels = [label for side in sides if side.edges is not None for label in _edge_labels(side, side.edges)]
        metrics = QFontMetricsF(self._font)
        self._width = max([self._plain_width, *(metrics.horizontalAdvance(text) + 12 for _, text, _ in self._labels)])
        self.updateGeometry()
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        super().paint(painter, option, widget)
        painter.setFont(self._font)
        labels = sorted(self._labels, key=lambda label: -label[0])
        places = apart([self._y(edge) for edge, _, _ in labels], self._line, self._y(Y_LOW) + self._line / 2)
        for y, (_, text, colour) in zip(places, labels, strict=True):
            painter.setPen(colour)
            painter.drawText(
                QRectF(6, y - self._line / 2, self._width, self._line), Qt.AlignmentFlag.AlignVCenter, text
            )


def _edge_labels(side: SideGround, edges: Bands) -> list[tuple[float, str, QColor]]:
    """``A ▲ 0.60``: from there on manipulated; ``A ● 0.20``: up to there authentic."""
    marks = ((edges.fake_from, Label.LIKELY_MANIPULATED), (edges.real_to, Label.LIKELY_AUTHENTIC))
    return [(edge, f"{side.letter} {WORDS[label].symbol} {score_text(edge)}", side.colour) for edge, label in marks]


def apart(places: Sequence[float], least: float, bottom: float) -> list[float]:
    """Falling places moved down until none touches the one above, then up again where they ran over the bottom."""
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + least) if found else place)
    below = bottom - least / 2
    for number in reversed(range(len(found))):
        found[number] = min(found[number], below)
        below = found[number] - least
    return found
