"""How the face strip looks: headers, faces with their scores, gaps, ticks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QIcon, QPainter, QPen, QPixmap

from dfd_gui.review.chart_items import paint_hatch
from dfd_gui.review.curves import GapSpan
from dfd_gui.review.marks import GROUND, colour_of, symbol
from dfd_gui.review.recent import Recent
from dfd_gui.review.samples import SeenFace
from dfd_gui.review.shown import Shown
from dfd_gui.review.strip_layout import PAD, Rows
from dfd_gui.review.words import person, score_text, tabular
from dfd_gui.shell.theme import Theme

_BUDGET_S = 0.012
"""Longest time for reading face pictures in one painting; the others come with the next one."""
_KEPT_BYTES = 16 << 20
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MARGIN = 12


@dataclass(frozen=True, slots=True)
class Row:
    """One person, with the places of everything on the time axis in pixels.

    ``shown`` are the faces that fit beside one another, ``all`` those and the others, ``gaps`` start, end and kind.
    ``left_out``: the analyst does not count this person.
    """

    number: int
    track: Mapping[str, Any]
    chosen: bool
    shown: Sequence[tuple[float, SeenFace]]
    all: Sequence[tuple[float, SeenFace]]
    gaps: Sequence[tuple[float, float, GapSpan]]
    left_out: bool = False


class StripPainter:
    """Paints rows. Pictures that would take too long are left for another time, which `unfinished` tells."""

    def __init__(self, theme: Theme, shown: Shown, font: QFont) -> None:
        self._theme = theme
        self._shown = shown
        self._font = tabular(font)
        self._bold, self._small = QFont(self._font), QFont(self._font)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._small.setPointSizeF(font.pointSizeF() * 0.85)
        self._scaled: Recent[tuple[int, int], QPixmap] = Recent(_KEPT_BYTES, _bytes)
        self._until = 0.0
        self.unfinished = False

    def forget(self) -> None:
        """The face pictures are others now."""
        self._scaled.clear()

    def begin(self) -> None:
        """Start painting a strip."""
        self._until = perf_counter() + _BUDGET_S
        self.unfinished = False

    def paint_row(self, painter: QPainter, rows: Rows, row: Row, area: QRectF) -> None:
        """Draw a row; ``area`` is its part of the time axis, and the header lies left of it."""
        whole = QRectF(0, area.top(), painter.device().width(), area.height())
        if row.chosen and rows.count > 1:
            ground = self._theme.colour("selection")
            ground.setAlphaF(0.5)
            painter.fillRect(whole, ground)
            painter.fillRect(QRectF(0, area.top(), 3, area.height()), self._theme.colour("accent"))
        painter.fillRect(QRectF(0, area.bottom() - 1, whole.width(), 1), self._theme.colour("line"))
        self._paint_header(painter, row, QRectF(_MARGIN, area.top(), area.left() - 2 * _MARGIN, area.height()))
        painter.save()
        painter.setClipRect(area.adjusted(-PAD, 0, PAD, 0))
        for start, end, gap in row.gaps:
            stretch = QRectF(start, area.top() + PAD, end - start, rows.side)
            paint_hatch(painter, stretch, gap.kind, self._theme.colour("gap"))
        self._paint_rug(painter, rows, row)
        for x, face in row.shown:
            self.paint_face(painter, rows.face(row.number, x, area), face)
        if row.left_out:
            faint = self._theme.colour("panel")
            faint.setAlphaF(0.66)
            painter.fillRect(area.adjusted(-PAD, 0, PAD, -1), faint)
        painter.restore()

    def header_width(self) -> int:
        """Pixels that the longest header takes."""
        name = QFontMetricsF(self._bold).horizontalAdvance(person(9))
        counts = QFontMetricsF(self._font).horizontalAdvance(f"{score_text(0.88)}  ")
        small = QFontMetricsF(self._small)
        counts += max(small.horizontalAdvance(_counts(8, 88)), small.horizontalAdvance(_counts(88, 88)))
        return round(2 * _MARGIN + QFontMetricsF(self._font).ascent() + 6 + max(name, counts))

    def paint_face(self, painter: QPainter, rect: QRectF, face: SeenFace) -> None:
        """Draw a face with its score; one that was left out is faint."""
        painter.fillRect(rect, self._theme.colour("panel_raised"))
        picture = self._picture(face, round(rect.width()), painter.device().devicePixelRatioF())
        painter.setOpacity(0.35 if face.unusable else 1.0)
        if picture is None:
            middle = QRectF(0, 0, rect.width() / 2, rect.height() / 2)
            middle.moveCenter(rect.center())
            paint_icon(painter, self._theme.icon("face", "text_dim"), middle)
        else:
            size = picture.deviceIndependentSize()
            corner = rect.center() - QPointF(size.width(), size.height()) / 2
            painter.drawPixmap(corner, picture)
        painter.setOpacity(1.0)
        self._paint_badge(painter, rect, face)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        line = self._theme.colour("gap" if face.unusable else "line")
        painter.setPen(QPen(line, 1, Qt.PenStyle.DotLine if face.unusable else Qt.PenStyle.SolidLine))
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_badge(self, painter: QPainter, rect: QRectF, face: SeenFace) -> None:
        metrics = QFontMetricsF(self._small)
        height, side = metrics.height(), round(metrics.ascent() * 0.7)
        badge = QRectF(rect.left(), rect.bottom() - height, rect.width(), height)
        label = self._shown.label(face.score)
        side = 0 if label is None else side
        text = score_text(face.score)
        width = side + 3 + metrics.horizontalAdvance(text)
        painter.fillRect(badge, GROUND)
        left = badge.center().x() - width / 2
        picture = symbol(label, side, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(left, badge.center().y() - side / 2), picture)
        painter.setFont(self._small)
        painter.setPen(colour_of(label))
        painter.drawText(badge.adjusted(left - badge.left() + side + 3, 0, side, 0), _LEFT, text)

    def _paint_header(self, painter: QPainter, row: Row, rect: QRectF) -> None:
        score = row.track["score"]
        metrics = QFontMetricsF(self._font)
        side, line = metrics.ascent(), metrics.height()
        top = rect.center().y() - line
        label = self._shown.label(score)
        icon = self._theme.icon("person", "text_dim") if label is None else self._theme.label_icon(label)
        paint_icon(painter, icon, QRectF(rect.left(), top + (line - side) / 2, side, side))
        words = QRectF(rect.left() + side + 6, top, rect.width() - side - 6, line)
        self._write(painter, words, person(int(row.track["id"])), self._bold, "text")
        below = words.translated(0, line)
        text = score_text(score)
        self._write(painter, below, text, self._font, "text")
        used = QFontMetricsF(self._font).horizontalAdvance(f"{text}  ")
        counts = _left_out() if row.left_out else _counts(int(row.track["faces"]), len(row.all))
        self._write(painter, below.adjusted(used, 0, 0, 0), counts, self._small, "text_dim")

    def _write(self, painter: QPainter, rect: QRectF, text: str, font: QFont, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.colour(colour))
        painter.drawText(rect, _LEFT, QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width()))

    def _paint_rug(self, painter: QPainter, rows: Rows, row: Row) -> None:
        top, height = rows.rug(row.number)
        for x, face in row.all:
            painter.fillRect(QRectF(round(x) - 1, top, 2, height), self._score_colour(face))

    def _score_colour(self, face: SeenFace) -> QColor:
        label = self._shown.label(face.score)
        if face.unusable or label is None:
            return self._theme.colour("gap" if face.unusable else "text_dim")
        return self._theme.label_colour(label)

    def _picture(self, face: SeenFace, side: int, ratio: float) -> QPixmap | None:
        key = face.ordinal, round(side * ratio)
        picture = self._scaled.get(key)
        if picture is None and perf_counter() > self._until:
            self.unfinished = self._shown.has_face_pictures
            return None
        if picture is None:
            picture = self._read(face, key[1])
            picture.setDevicePixelRatio(ratio)
            self._scaled.put(key, picture)
        return None if picture.isNull() else picture

    def _read(self, face: SeenFace, side: int) -> QPixmap:
        image = self._shown.face_picture(face.ordinal)
        if image.isNull():
            return QPixmap()
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        return QPixmap.fromImage(image.scaled(side, side, keep, smooth))


def _counts(usable: int, found: int) -> str:
    if usable < found:
        return QCoreApplication.translate("FaceStrip", "{usable} of {found}").format(usable=usable, found=found)
    return QCoreApplication.translate("FaceStrip", "{usable} faces").format(usable=usable)


def _left_out() -> str:
    return QCoreApplication.translate("FaceStrip", "left out")


def paint_icon(painter: QPainter, icon: QIcon, rect: QRectF) -> None:
    """Draw an icon into a rectangle."""
    icon.paint(painter, rect.toAlignedRect())


def _bytes(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
