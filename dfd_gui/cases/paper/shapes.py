"""Drawn parts: the verdict's sign and scale, the chart of a person, a person's most telling faces."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF

from dfd_core.cases.bands import Bands
from dfd_core.cases.report_parts import TellingFace
from dfd_core.types import Label
from dfd_gui.cases.paper.blocks import Block, Text
from dfd_gui.cases.paper.style import BANDS, INK, LINE, PAPER, SMALL, SOFT, TONES, Fonts

_STEP = re.compile(r"([ML])(-?[\d.]+(?:e-?\d+)?) (-?[\d.]+(?:e-?\d+)?)")


def path_of(data: str) -> QPainterPath:
    """A path of straight lines, from the data of an SVG path in absolute coordinates."""
    path = QPainterPath()
    for kind, x, y in _STEP.findall(data):
        point = QPointF(float(x), float(y))
        if kind == "M":
            path.moveTo(point)
        else:
            path.lineTo(point)
    return path


def sign(painter: QPainter, label: Label, area: QRectF) -> None:
    """The mark that tells the verdicts apart without colour: triangle, disc, diamond, ring."""
    colour = QColor(TONES[label])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    left, right, top, bottom = area.left(), area.right(), area.top(), area.bottom()
    middle = area.center()
    if label is Label.LIKELY_MANIPULATED:
        painter.drawPolygon(QPolygonF([QPointF(middle.x(), top), QPointF(right, bottom), QPointF(left, bottom)]))
    elif label is Label.INCONCLUSIVE:
        corners = [QPointF(middle.x(), top), QPointF(right, middle.y()), QPointF(middle.x(), bottom)]
        painter.drawPolygon(QPolygonF([*corners, QPointF(left, middle.y())]))
    elif label is Label.LIKELY_AUTHENTIC:
        painter.drawEllipse(area)
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, area.width() / 8))
        painter.drawEllipse(area.adjusted(1, 1, -1, -1))


class Scale:
    """The bands from 0 to 1, and where the clip's score lies."""

    keep = False
    head: Block | None = None

    def __init__(self, fonts: Fonts, bands: Bands, score: float) -> None:
        self._bands = bands
        self._score = score
        edges = {0.0: "0", bands.real_to: f"{bands.real_to:.2f}", bands.fake_from: f"{bands.fake_from:.2f}", 1.0: "1"}
        self._edges = [(edge, Text(fonts, words, SMALL)) for edge, words in edges.items()]

    def height(self, width: float) -> float:
        """See `Block`."""
        del width
        return 40.0

    def paint(self, painter: QPainter, width: float) -> None:
        """See `Block`."""
        length = min(width, 400.0)
        for label, low, high in self._bands.ranges():
            area = QRectF(low * length, 12, (high - low) * length, 11)
            painter.fillRect(area, QColor(BANDS[label]))
        painter.setPen(QPen(QColor(LINE), 0.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(0, 12, length, 11))
        self._paint_edges(painter, length)
        x = self._score * length
        painter.setPen(QPen(QColor(PAPER), 0.8))
        painter.setBrush(QColor(INK))
        painter.drawPolygon(QPolygonF([QPointF(x, 22), QPointF(x - 5, 9), QPointF(x + 5, 9)]))

    def _paint_edges(self, painter: QPainter, length: float) -> None:
        """The numbers below; one that would lie on another gives way to it: the edges of the bands come first."""
        taken: list[tuple[float, float]] = []
        order = sorted(self._edges, key=lambda each: each[0] in {0.0, 1.0})
        for edge, words in order:
            width = words.natural_width()
            x = min(max(edge * length - width / 2, 0.0), length - width)
            if edge not in {0.0, 1.0}:
                painter.setPen(QPen(QColor(SOFT), 0.8))
                painter.drawLine(QPointF(edge * length, 10), QPointF(edge * length, 26))
            if all(x > end + 3 or x + width < start - 3 for start, end in taken):
                taken.append((x, x + width))
                painter.save()
                painter.translate(x, 27)
                words.paint(painter, width + 2)
                painter.restore()


class Title:
    """The verdict's sign and words, and the number beside them."""

    keep = True
    head: Block | None = None

    def __init__(self, words: Text, number: Text, label: Label) -> None:
        self._words, self._number, self._label = words, number, label

    def height(self, width: float) -> float:
        """See `Block`."""
        return self._words.height(width) + 5.0

    def paint(self, painter: QPainter, width: float) -> None:
        """See `Block`."""
        line = self._words.height(width)
        side = 13.0
        sign(painter, self._label, QRectF(0, (line - side) / 2, side, side))
        painter.translate(22, 0)
        self._words.paint(painter, width - 22)
        beside = self._words.natural_width() + 12
        size, larger = self._number.style, self._words.style
        painter.translate(beside, (line - size.size * size.leading) / 2 + (larger.size - size.size) * 0.36)
        self._number.paint(painter, max(60.0, width - 22 - beside))


class Faces:
    """Up to three faces of a person, each with what was said of it."""

    keep = False
    head: Block | None = None
    _SIDE = 62.0

    def __init__(self, fonts: Fonts, faces: Sequence[TellingFace], words: Sequence[Sequence[str]]) -> None:
        self._pictures = [_picture(face.jpeg) for face in faces]
        self._words = [[Text(fonts, line, SMALL) for line in lines] for lines in words]

    def height(self, width: float) -> float:
        """See `Block`."""
        beside = self._column(width) - self._SIDE - 8
        return max(self._SIDE, *(sum(text.height(beside) for text in texts) for texts in self._words)) + 10

    def paint(self, painter: QPainter, width: float) -> None:
        """See `Block`."""
        for picture, texts in zip(self._pictures, self._words, strict=True):
            painter.save()
            self._paint_face(painter, picture, texts, self._column(width) - self._SIDE - 8)
            painter.restore()
            painter.translate(self._column(width) + 12, 0)

    def _paint_face(self, painter: QPainter, picture: QImage, texts: Sequence[Text], beside: float) -> None:
        area = QRectF(0, 0, self._SIDE, self._SIDE)
        if not picture.isNull():
            size = QSizeF(picture.size()).scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
            area = QRectF(0, 0, size.width(), size.height())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(area, picture)
        painter.setPen(QPen(QColor(LINE), 0.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)
        painter.translate(area.width() + 8, -1)
        for text in texts:
            text.paint(painter, beside)
            painter.translate(0, text.height(beside))

    def _column(self, width: float) -> float:
        return (width - 24) / 3


def _picture(jpeg: str) -> QImage:
    return QImage.fromData(base64.b64decode(jpeg))


def line_pen(colour: str, width: float, dashes: Sequence[float] = ()) -> QPen:
    """A pen whose dashes are lengths, as in SVG (Qt counts them in widths of the pen)."""
    pen = QPen(QColor(colour), width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashes:
        pen.setDashPattern([length / width for length in dashes])
    return pen


MARKS: Mapping[str, str] = {
    "scored": "face scored",
    "left-out": "face left out (hatched)",
    "absent": "person not seen (grey)",
    "undecodable": "frame not decodable (cross-hatched)",
}
"""What a frame may have shown of a person, in words."""
