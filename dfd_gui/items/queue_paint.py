"""What the cells of the queue are painted with: symbols, thumbnails, a bar, kept ready between two paintings."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImageReader, QPainter, QPainterPath, QPixmap

from dfd_core.types import Label
from dfd_gui.shell.icons import draw
from dfd_gui.shell.theme import Theme

ROOM = 240
"""Thumbnails in memory; far more than a screen shows."""

VERDICT_MARKS = {
    Label.LIKELY_MANIPULATED: ("verdict-manipulated", "manipulated"),
    Label.INCONCLUSIVE: ("verdict-inconclusive", "inconclusive"),
    Label.LIKELY_AUTHENTIC: ("verdict-authentic", "authentic"),
    Label.NO_RESULT: ("verdict-no-result", "no_result"),
}
"""Symbol and colour of a verdict."""


class Brushes(QObject):
    """Paints small things in the theme's colours, at the resolution of the screen."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._colours: dict[tuple[str, float], QColor] = {}
        self._marks: OrderedDict[Hashable, QPixmap] = OrderedDict()
        self._thumbnails: OrderedDict[Hashable, QPixmap] = OrderedDict()
        theme.changed.connect(self._forget)

    def colour(self, name: str, alpha: float = 1.0) -> QColor:
        """A colour of the theme."""
        colour = self._colours.get((name, alpha))
        if colour is None:
            colour = self._theme.colour(name)
            colour.setAlphaF(colour.alphaF() * alpha)
            self._colours[name, alpha] = colour
        return colour

    def mark(self, painter: QPainter, place: QRect, name: str, colour: str) -> None:
        """A picture of ``resources/icons``, as large as fits into the middle of ``place``."""
        side = min(place.width(), place.height())
        scale = painter.device().devicePixelRatioF()
        pixels = round(side * scale)
        picture = _kept(
            self._marks, (name, colour, pixels), lambda: draw(name, self._theme.colour(colour), pixels), 200
        )
        _centred(painter, place, picture, scale)

    def thumbnail(self, painter: QPainter, place: QRect, file: str) -> None:
        """A picture file, cut to fill ``place`` with slightly round corners; a quiet stand-in where there is none."""
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(place), 3, 3)
        scale = painter.device().devicePixelRatioF()
        picture = self._picture(file, QSize(place.width(), place.height()) * scale) if file else QPixmap()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(outline)
        painter.fillRect(place, self.colour("line", 0.6))
        if not picture.isNull():
            painter.drawPixmap(place, picture)
        painter.restore()
        if picture.isNull():
            inset = place.height() // 4
            self.mark(painter, place.adjusted(inset, inset, -inset, -inset), "screen", "text_dim")

    def bar(self, painter: QPainter, place: QRect, share: float, *, busy: bool = False) -> None:
        """A bar of progress, 0..1; hatched while it is busy without knowing how far it is."""
        radius = place.height() / 2
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour("line"))
        painter.drawRoundedRect(QRectF(place), radius, radius)
        filled = QRectF(place)
        filled.setWidth(place.width() * (1.0 if busy else min(1.0, share)))
        if busy:
            painter.setBrush(self.colour("accent", 0.35))
        else:
            painter.setBrush(self.colour("accent"))
        if filled.width() >= 1:
            painter.drawRoundedRect(filled, radius, radius)
        painter.restore()

    def _forget(self) -> None:
        self._colours.clear()
        self._marks.clear()

    def _picture(self, file: str, size: QSize) -> QPixmap:
        return _kept(self._thumbnails, (file, size.width(), size.height()), lambda: _filling(file, size), ROOM)


def _kept(memory: OrderedDict[Hashable, QPixmap], key: Hashable, make: Callable[[], QPixmap], room: int) -> QPixmap:
    picture = memory.get(key)
    if picture is None:
        picture = memory[key] = make()
        while len(memory) > room:
            memory.popitem(last=False)
    memory.move_to_end(key)
    return picture


def _filling(file: str, size: QSize) -> QPixmap:
    """The middle of a picture, scaled to fill ``size`` device pixels; empty where it cannot be read."""
    if not Path(file).is_file():
        return QPixmap()
    image = QImageReader(file).read()
    if image.isNull():
        return QPixmap()
    expand, smooth = Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    scaled = image.scaled(size, expand, smooth)
    corner = QRect((scaled.width() - size.width()) // 2, (scaled.height() - size.height()) // 2, 0, 0).topLeft()
    return QPixmap.fromImage(scaled.copy(QRect(corner, size)))


def _centred(painter: QPainter, place: QRect, picture: QPixmap, scale: float) -> None:
    side = round(picture.width() / scale)
    target = QRect(place.x() + (place.width() - side) // 2, place.y() + (place.height() - side) // 2, side, side)
    painter.drawPixmap(target, picture)
