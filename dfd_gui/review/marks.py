"""What is drawn over a frame: face boxes with their labels, landmarks, the outline of a network's input.

A frame may be of any colour, so everything stands on a dark ground of its own, in the colours of the dark theme.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from dfd_core.types import Label
from dfd_gui.shell.colours import DARK
from dfd_gui.shell.icons import draw

STAGE = QColor("#0d1012")
"""Ground around a frame, in both themes: a picture is judged on neutral black."""
GROUND = QColor(13, 16, 18, 205)
WORDS = QColor(DARK["text"])
DIM = QColor(DARK["text_dim"])
ACCENT = QColor(DARK["accent"])
_HALO = QColor(0, 0, 0, 150)
_PICTURES = {
    Label.LIKELY_MANIPULATED: ("verdict-manipulated", "manipulated"),
    Label.LIKELY_AUTHENTIC: ("verdict-authentic", "authentic"),
    Label.INCONCLUSIVE: ("verdict-inconclusive", "inconclusive"),
    Label.NO_RESULT: ("verdict-no-result", "no_result"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A face box, already in the viewer's logical pixels.

    ``label``: the band of the score, None where the bands are not known. ``chosen``: of the person that is chosen.
    ``measured``: the box was measured in the very frame that is shown. ``points`` are the landmarks.
    """

    rect: QRectF
    words: str
    label: Label | None
    chosen: bool = False
    measured: bool = True
    usable: bool = True
    points: Sequence[QPointF] = ()


def colour_of(label: Label | None) -> QColor:
    """The colour of a verdict on dark ground; that of words for none."""
    return WORDS if label is None else QColor(DARK[_PICTURES[label][1]])


def paint_marks(painter: QPainter, marks: Sequence[Mark], within: QRectF) -> None:
    """Draw boxes and their labels; labels stay inside ``within`` and, where there is room, off one another."""
    for mark in marks:
        _paint_box(painter, mark)
    taken: list[QRectF] = []
    for mark in reversed(marks):  # the last one is the most important, and so the first to choose its place
        side = 0 if mark.label is None else round(QFontMetricsF(painter.font()).ascent())
        pad = round(QFontMetricsF(painter.font()).height() * 0.3)
        width = QFontMetricsF(painter.font()).horizontalAdvance(mark.words) + 3 * pad + side
        place = label_place(mark.rect, QSizeF(width, QFontMetricsF(painter.font()).height() + pad), within, taken)
        taken.append(place)
        _paint_label(painter, mark, place, pad, side)


def _paint_box(painter: QPainter, mark: Mark) -> None:
    painter.save()
    colour = colour_of(mark.label)
    line = QPen(colour, 2.5 if mark.chosen else 1.5)
    line.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if not mark.measured:
        line.setDashPattern([4, 3])
    elif not mark.usable:
        line.setDashPattern([1, 2])
    painter.setOpacity(1.0 if mark.measured else 0.7)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if mark.measured:
        painter.setPen(QPen(_HALO, line.widthF() + 2))
        painter.drawRect(mark.rect)
    painter.setPen(line)
    painter.drawRect(mark.rect)
    painter.setPen(QPen(_HALO, 1))
    painter.setBrush(colour)
    radius = min(2.5, max(1.0, mark.rect.width() / 30))
    for point in mark.points:
        painter.drawEllipse(point, radius, radius)
    painter.restore()


def _paint_label(painter: QPainter, mark: Mark, place: QRectF, pad: int, side: int) -> None:
    painter.save()
    painter.setOpacity(1.0 if mark.measured else 0.85)
    painter.fillRect(place, GROUND)
    painter.fillRect(QRectF(place.left(), place.top(), 2, place.height()), colour_of(mark.label))
    picture = symbol(mark.label, side, painter.device().devicePixelRatioF())
    painter.drawPixmap(QPointF(place.left() + pad + 2, place.center().y() - side / 2), picture)
    painter.setPen(WORDS)
    words = place.adjusted(pad + side + pad, 0, 0, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, mark.words)
    painter.restore()


def label_place(box: QRectF, size: QSizeF, within: QRectF, taken: Sequence[QRectF] = ()) -> QRectF:
    """Above the box or below it, shifted where another label lies; inside its upper edge where there is no room."""
    furthest = max(within.left(), within.right() - size.width())
    lefts = [min(max(x, within.left()), furthest) for x in (box.left() - 1, box.right() + 1 - size.width())]
    tops = [box.top() - size.height(), box.bottom(), box.top() - 2 * size.height(), box.bottom() + size.height()]
    tops = [top for top in tops if within.top() <= top <= within.bottom() - size.height()]
    places = [QRectF(left, top, size.width(), size.height()) for top in tops for left in lefts]
    places.append(QRectF(lefts[0], max(box.top(), within.top()), size.width(), size.height()))
    return next((place for place in places if not any(place.intersects(other) for other in taken)), places[0])


def symbol(label: Label | None, side: int, ratio: float) -> QPixmap:
    """The symbol of a verdict for dark ground, ``side`` logical pixels wide; null for none."""
    if label is None:
        return QPixmap()
    name, colour = _PICTURES[label]
    picture = draw(name, QColor(DARK[colour]), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    return picture


def paint_outline(painter: QPainter, corners: Sequence[QPointF], words: str) -> None:
    """Draw the quadrilateral that a network saw, named at its lower left corner."""
    polygon = QPolygonF(list(corners))
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(_HALO, 3))
    painter.drawPolygon(polygon)
    painter.setPen(QPen(ACCENT, 1, Qt.PenStyle.DashLine))
    painter.drawPolygon(polygon)
    painter.restore()
    rect = polygon.boundingRect()
    paint_pill(painter, QPointF(rect.left(), rect.bottom()), words, ACCENT)


def paint_pill(painter: QPainter, corner: QPointF, words: str, colour: QColor, *, right: bool = False) -> QRectF:
    """Write words on dark ground with their upper left (or right) corner at ``corner``; return the ground."""
    metrics = QFontMetricsF(painter.font())
    pad = round(metrics.height() * 0.35)
    width, height = metrics.horizontalAdvance(words) + 2 * pad, metrics.height() + pad
    ground = QRectF(corner.x() - (width if right else 0), corner.y(), width, height)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(GROUND)
    painter.drawRoundedRect(ground, 3, 3)
    painter.setPen(colour)
    painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()
    return ground


def pill_height(font: QFont) -> float:
    """Height of a pill in that font."""
    metrics = QFontMetricsF(font)
    return metrics.height() + round(metrics.height() * 0.35)
