"""A table of figures: plain cells, a bar behind the figure of each method, as tall as its rows."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from dfd_gui.library.figures import FigureTable
from dfd_gui.shell.parts import see_through
from dfd_gui.shell.theme import Theme
from dfd_gui.shell.widgets import tabular

ROLE_SHARE = int(Qt.ItemDataRole.UserRole) + 1
CHANCE = 0.5
"""An AUC of guessing: where a bar begins."""
BAR_EM = 7


class FigureView(QTableWidget):
    """One `FigureTable`. Ctrl+C copies it whole, for a spreadsheet."""

    def __init__(self, table: FigureTable, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(len(table.rows), len(table.columns), parent)
        self._table = table
        self.setAccessibleName(table.title)
        for column, name in enumerate(table.columns):
            self.setHorizontalHeaderItem(column, _cell(name, column))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setFrameShape(QTableWidget.Shape.NoFrame)
        see_through(self)
        tabular(self)
        self._fill(table)
        self._shape(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            lines = [self._table.columns, *self._table.rows]
            QApplication.clipboard().setText("\n".join("\t".join(cells) for cells in lines))
            return
        super().keyPressEvent(event)

    def _fill(self, table: FigureTable) -> None:
        for row, cells in enumerate(table.rows):
            for column, words in enumerate(cells):
                item = _cell(words, column)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                if table.shares and column == len(cells) - 1:
                    item.setData(ROLE_SHARE, table.shares[row])
                self.setItem(row, column, item)

    def _shape(self, theme: Theme) -> None:
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        rows = self.verticalHeader()
        rows.hide()
        height = round(self.fontMetrics().height() * 1.55)
        rows.setDefaultSectionSize(height)
        self.setItemDelegate(_BarDelegate(theme, self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(header.sizeHint().height() + height * self.rowCount() + 4)


def _pad(option: QStyleOptionViewItem) -> int:
    return round(option.fontMetrics.height() * 0.5)


def _cell(words: str, column: int) -> QTableWidgetItem:
    """Words to the left, figures to the right."""
    item = QTableWidgetItem(words)
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return item


class _BarDelegate(QStyledItemDelegate):
    """Below a figure that has a share: a thin bar from guessing (.5) to perfect (1)."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        bar = 0 if index.data(ROLE_SHARE) is None else BAR_EM * option.fontMetrics.height()
        return QSize(max(hint.width() + 2 * _pad(option), bar), hint.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        option.rect = option.rect.adjusted(_pad(option), 0, -_pad(option), 0)
        super().paint(painter, option, index)
        share = index.data(ROLE_SHARE)
        if share is None:
            return
        box: QRect = option.rect.adjusted(2, 0, -2, 0)
        line = QRect(box.left(), box.bottom() - 2, box.width(), 2)
        painter.fillRect(line, self._theme.colour("line"))
        part = max(0.0, (float(share) - CHANCE) / (1 - CHANCE))
        line.setWidth(round(box.width() * part))
        painter.fillRect(line, self._theme.colour("accent"))
