"""Face pictures side by side, each with its words: the contact sheet of a face set, the preview of a training."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QImageReader, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dfd_gui.library.background import Background
from dfd_gui.shell.parts import em, see_through
from dfd_gui.shell.theme import Theme
from dfd_gui.training import words

Index: TypeAlias = QModelIndex | QPersistentModelIndex

ROLE_TILE = int(Qt.ItemDataRole.UserRole) + 1
_NOWHERE = QModelIndex()
SIDE_EMS = 6.4
"""Side of a picture, in heights of the text."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One picture. ``label`` 1 = fake; ``score`` and ``before`` are 0..1, None where there is none."""

    file: str
    label: int
    words: str = ""
    score: float | None = None
    before: float | None = None

    def spoken(self) -> str:
        """Everything about it in one line."""
        kind = words.translate("Training", "fake") if self.label else words.translate("Training", "real")
        parts = [kind, self.words]
        if self.score is not None:
            parts.append(words.translate("Training", "score {score}").format(score=words.number(self.score, 2)))
        if self.before is not None:
            parts.append(words.translate("Training", "before {score}").format(score=words.number(self.before, 2)))
        if self.wrong:
            parts.append(words.translate("Training", "on the wrong side"))
        return ", ".join(part for part in parts if part)

    @property
    def wrong(self) -> bool:
        """Whether the score is on the wrong side of a half."""
        return self.score is not None and (self.score >= 0.5) != bool(self.label)


class TilesModel(QAbstractListModel):
    """Tiles and, once they are read, their pictures."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tiles: list[Tile] = []
        self._pictures: dict[str, QImage] = {}

    def show(self, tiles: Sequence[Tile]) -> None:
        """Show these; pictures that are known stay."""
        if list(tiles) == self._tiles:
            return
        if len(tiles) == len(self._tiles):
            self._tiles = list(tiles)
            self.dataChanged.emit(self.index(0), self.index(len(tiles) - 1))
            return
        self.beginResetModel()
        self._tiles = list(tiles)
        self.endResetModel()

    def missing(self) -> list[str]:
        """Files whose pictures are not known yet."""
        return [tile.file for tile in self._tiles if tile.file not in self._pictures]

    def take(self, pictures: dict[str, QImage]) -> None:
        """Take pictures in; those of tiles that are gone are dropped."""
        kept = {tile.file for tile in self._tiles}
        self._pictures = {file: one for file, one in {**self._pictures, **pictures}.items() if file in kept}
        if self._tiles:
            self.dataChanged.emit(self.index(0), self.index(len(self._tiles) - 1), [Qt.ItemDataRole.DecorationRole])

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._tiles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        tile = self._tiles[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return tile.spoken()
            case Qt.ItemDataRole.DecorationRole:
                return self._pictures.get(tile.file)
            case _:
                return tile if role == ROLE_TILE else None


class TilesView(QListView):
    """Tiles in rows that fill the width; pictures are read in the background."""

    def __init__(self, theme: Theme, pictures: Background, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles = TilesModel(self)
        self.nothing = ""
        """Words where there is no tile."""
        self._theme = theme
        self._pictures = pictures
        self._kind = f"tiles {id(self)}"
        self.setModel(self.tiles)
        self.setItemDelegate(TileDelegate(theme, self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.setSpacing(em(self, 0.25))
        self.setFrameShape(QListView.Shape.NoFrame)
        see_through(self)
        self.setAccessibleName(name)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        theme.changed.connect(self.viewport().update)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.tiles.rowCount() and self.nothing:
            painter = QPainter(self.viewport())
            painter.setPen(self._theme.colour("text_dim"))
            room = self.viewport().rect().adjusted(em(self), em(self), -em(self), -em(self))
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            painter.drawText(room, flags | Qt.TextFlag.TextWordWrap, self.nothing)

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show these."""
        self.tiles.show(tiles)
        files = self.tiles.missing()
        if files:
            side = round(em(self, SIDE_EMS) * self.devicePixelRatioF())
            self._pictures.run(
                self._kind,
                lambda: read_pictures(files, side),
                self.tiles.take,
                lambda error: self.setToolTip(str(error)),
            )


def read_pictures(files: Sequence[str], side: int) -> dict[str, QImage]:
    """Pictures at most ``side`` pixels wide and high; one that cannot be read is grey."""
    return {file: _read(file, side) for file in files}


def _read(file: str, side: int) -> QImage:
    reader = QImageReader(file)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > side:
        reader.setScaledSize(size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio))
    found = reader.read()
    if found.isNull():
        found = QImage(side, side, QImage.Format.Format_RGB32)
        found.fill(Qt.GlobalColor.gray)
    return found


def short_names(names: Iterable[str]) -> dict[str, str]:
    """Names without the words that all of them begin and end with."""
    split = {name: name.split() for name in names if name}
    rows = list(split.values())
    if len(rows) < 2:
        return {name: name for name in split}
    first = _shared(rows)
    last = _shared([row[: first - len(row) - 1 : -1] if first < len(row) else [] for row in rows])
    return {name: " ".join(row[first : len(row) - last]) or name for name, row in split.items()}


def _shared(rows: Sequence[Sequence[str]]) -> int:
    """How many words the rows begin with together."""
    return sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, zip(*rows, strict=False)))


class TileDelegate(QStyledItemDelegate):
    """Picture, then a symbol of the class with its word, then the score and where it came from."""

    def __init__(self, theme: Theme, view: TilesView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        tile: Tile = index.data(ROLE_TILE)
        side = em(self._view, SIDE_EMS)
        lines = 2 if tile.score is not None else 1
        return QSize(side + em(self._view, 0.5), side + em(self._view, 0.6 + 1.15 * lines))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tile: Tile = index.data(ROLE_TILE)
        box = option.rect
        inner = box.adjusted(em(self._view, 0.25), em(self._view, 0.2), -em(self._view, 0.25), 0)
        picture = QRect(inner.left(), inner.top(), inner.width(), inner.width())
        painter.save()
        self._paint_picture(painter, picture, index.data(Qt.ItemDataRole.DecorationRole))
        line = QRect(inner.left(), picture.bottom() + em(self._view, 0.15), inner.width(), em(self._view, 1.15))
        self._paint_class(painter, line, tile)
        if tile.score is not None:
            self._paint_score(painter, line.translated(0, line.height()), tile)
        if option.state & QStyle.StateFlag.State_Selected:
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(self._theme.colour("focus" if focused else "accent"), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_picture(self, painter: QPainter, place: QRect, picture: QImage | None) -> None:
        painter.fillRect(place, self._theme.colour("hover"))
        if picture is not None:
            size = picture.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRect(place.topLeft(), size)
            target.moveCenter(place.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(target, picture)

    def _paint_class(self, painter: QPainter, place: QRect, tile: Tile) -> None:
        side = em(self._view, 0.8)
        mark = QRect(place.left(), place.top() + (place.height() - side) // 2, side, side)
        name, colour = ("verdict-manipulated", "manipulated") if tile.label else ("verdict-authentic", "authentic")
        self._theme.icon(name, colour).paint(painter, mark)
        kind = words.translate("Training", "fake") if tile.label else words.translate("Training", "real")
        text = tile.words if tile.words and tile.label else kind
        room = place.adjusted(side + em(self._view, 0.25), 0, 0, 0)
        painter.setPen(self._theme.colour("text"))
        short = QFontMetrics(self._view.font()).elidedText(text, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, short)

    def _paint_score(self, painter: QPainter, place: QRect, tile: Tile) -> None:
        assert tile.score is not None
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        text = words.number(tile.score, 2)
        metrics = QFontMetrics(self._view.font())
        if tile.wrong:
            side = em(self._view, 0.8)
            mark = QRect(place.left(), place.top() + (place.height() - side) // 2, side, side)
            self._theme.icon("warning", "warning").paint(painter, mark)
            place = place.adjusted(side + em(self._view, 0.25), 0, 0, 0)
        painter.setPen(self._theme.colour("warning" if tile.wrong else "text"))
        painter.drawText(place, left, text)
        if tile.before is not None:
            painter.setPen(self._theme.colour("text_dim"))
            room = place.adjusted(metrics.horizontalAdvance(f"{text} "), 0, 0, 0)
            arrow = "\N{UPWARDS ARROW}" if tile.score > tile.before else "\N{DOWNWARDS ARROW}"
            change = abs(tile.score - tile.before)
            still = "" if change < 0.005 else f"{arrow}{words.number(change, 2)}"
            painter.drawText(room, left, still)
