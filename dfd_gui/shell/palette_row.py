"""One row of the palette, and how it is drawn: words with the matched letters bold, the menu, the keys."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

if TYPE_CHECKING:
    from dfd_gui.services import Services


@dataclass(frozen=True, slots=True)
class PaletteRow:
    """An action as the palette offers it. ``places`` are the letters that were typed."""

    action: str
    text: str
    menu: str
    keys: str
    places: tuple[int, ...] = ()

    def marked(self, places: tuple[int, ...]) -> PaletteRow:
        """The same with other letters marked."""
        return replace(self, places=places)


class RowDelegate(QStyledItemDelegate):
    """Draws a `PaletteRow`."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = services.theme
        self._actions = services.actions

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), round(option.fontMetrics.height() * 1.9))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(row, PaletteRow):
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(option.rect, self._theme.colour("selection"))
        em = option.fontMetrics.height()
        inner = option.rect.adjusted(em // 2, 0, -em // 2, 0)
        side = round(em * 1.15)
        picture = QRect(inner.x(), inner.y() + (inner.height() - side) // 2, side, side)
        mode = QIcon.Mode.Selected if chosen else QIcon.Mode.Normal
        self._actions.get(row.action).icon().paint(painter, picture, Qt.AlignmentFlag.AlignCenter, mode)
        self._words(painter, inner.adjusted(side + em // 2, 0, 0, 0), row, chosen=chosen)
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, row: PaletteRow, *, chosen: bool) -> None:
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        dim = self._theme.colour("on_selection" if chosen else "text_dim")
        painter.setPen(dim)
        painter.drawText(rect, right, row.keys or row.menu)
        painter.setPen(self._theme.colour("on_selection" if chosen else "text"))
        # Letter by letter: a document for rich text costs more than the row, and kerning is not missed here.
        plain, bold = painter.font(), painter.font()
        bold.setBold(True)
        x = rect.x()
        for number, letter in enumerate(row.text):
            painter.setFont(bold if number in row.places else plain)
            width = painter.fontMetrics().horizontalAdvance(letter)
            painter.drawText(QRect(x, rect.y(), width + 2, rect.height()), Qt.AlignmentFlag.AlignVCenter, letter)
            x += width
