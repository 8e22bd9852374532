"""How the review's small tables look: room beside the words, in line with the heads, and no boxes."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from dfd_gui.review.words import tabular


class RoomyDelegate(QStyledItemDelegate):
    """Cells with the padding of their heads; an icon stands before the text, which wraps where the table does."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        beside = padding(cell.fontMetrics)
        style = cell.widget.style() if cell.widget else QApplication.style()
        text, icon = cell.text, cell.icon
        cell.text = ""
        cell.features &= ~QStyleOptionViewItem.ViewItemFeature.HasDecoration
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget)
        place = cell.rect.adjusted(beside, 0, -beside, 0)
        selected = bool(cell.state & QStyle.StateFlag.State_Selected)
        role = cell.palette.ColorRole.HighlightedText if selected else cell.palette.ColorRole.Text
        painter.save()
        painter.setFont(cell.font)
        painter.setPen(cell.palette.color(role))
        if not icon.isNull():
            size = cell.decorationSize.height()
            icon.paint(painter, place.left(), place.center().y() - size // 2, size, size)
            place.setLeft(place.left() + size + beside // 2)
        _draw_text(painter, place, cell, text)
        painter.restore()


def _draw_text(painter: QPainter, place: QRect, cell: QStyleOptionViewItem, text: str) -> None:
    """In as many lines as fit where the table wraps, else in one that gives way in its middle."""
    metrics = QFontMetrics(cell.font)
    flags = cell.displayAlignment | Qt.TextFlag.TextWordWrap
    if cell.features & QStyleOptionViewItem.ViewItemFeature.WrapText:
        needed = metrics.boundingRect(QRect(0, 0, place.width(), 10_000), int(flags), text)
        if needed.height() <= place.height() and needed.width() <= place.width():
            painter.drawText(place, int(flags), text)
            return
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, place.width())
    painter.drawText(place, cell.displayAlignment, shown)


def padding(metrics: QFontMetrics) -> int:
    """Pixels left and right of a cell's words."""
    return round(metrics.height() * 0.45)


def settle_table(table: QTableView) -> None:
    """The look that these tables share."""
    metrics = table.fontMetrics()
    table.setFont(tabular(table.font()))
    table.setItemDelegate(RoomyDelegate(table))
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(round(metrics.height() * 1.7))
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setMinimumSectionSize(metrics.height() * 2)
