"""Icons drawn from SVG line pictures in the theme's present colour, sharp at every size and scale."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from dfd_core.paths import resource

Paint = Callable[[QIcon.Mode, QIcon.State], QColor]


class LineIcon(QIconEngine):
    """An icon whose colour is asked for each time it is painted: it follows a change of theme by itself.

    ``clones`` keeps what Qt clones: it takes the copy over, but the binding would free it.
    """

    def __init__(self, name: str, paint: Paint, clones: list[QIconEngine]) -> None:
        super().__init__()
        self._name = name
        self._paint = paint
        self._clones = clones

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw into ``rect``, centred and undistorted."""
        side = min(rect.width(), rect.height())
        scale = painter.device().devicePixelRatioF()
        picture = draw(self._name, self._paint(mode, state), round(side * scale))
        picture.setDevicePixelRatio(scale)
        painter.drawPixmap(rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2, picture)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """A picture of that many device pixels."""
        return QPixmap(draw(self._name, self._paint(mode, state), min(size.width(), size.height())))

    def clone(self) -> QIconEngine:
        """Another one like this."""
        twin = LineIcon(self._name, self._paint, self._clones)
        self._clones.append(twin)
        return twin

    def key(self) -> str:
        """Kind of engine."""
        return "dfd-line-icon"


def draw(name: str, colour: QColor, side: int) -> QPixmap:
    """The picture ``name`` in one colour, ``side`` by ``side`` device pixels."""
    side = max(1, side)
    key = f"dfd-icon {name} {colour.name(QColor.NameFormat.HexArgb)} {side}"
    known = QPixmap()
    return known if QPixmapCache.find(key, known) else _drawn(key, name, colour, side)


def _drawn(key: str, name: str, colour: QColor, side: int) -> QPixmap:
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setOpacity(colour.alphaF())
    source = _source(name).replace(b"currentColor", colour.name().encode())
    QSvgRenderer(QByteArray(source)).render(painter, QRectF(0, 0, side, side))
    painter.end()
    QPixmapCache.insert(key, picture)
    return picture


@lru_cache
def _source(name: str) -> bytes:
    return icon_file(name).read_bytes()


def icon_file(name: str) -> Path:
    """Where the picture lies."""
    return resource("icons", f"{name}.svg")
