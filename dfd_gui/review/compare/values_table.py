"""The table of a comparison's moments; it follows the shared clock and moves it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QVBoxLayout, QWidget

from dfd_gui.review.cells import padding, settle_table
from dfd_gui.review.compare.pairing import PairRow
from dfd_gui.review.compare.values_model import COL_B_TIME, COL_TIME, ROLE_ROW, ValuesModel
from dfd_gui.state import ReviewState


class ValuesTable(QWidget):
    """Rows of the shared axis."""

    def __init__(self, state: ReviewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._following = False
        self.model = ValuesModel(self)
        self.view = QTableView(self)
        self.view.setModel(self.model)
        self.view.setAccessibleName(self.tr("Scores of both clips as a table"))
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setAlternatingRowColors(True)
        settle_table(self.view)
        self.view.horizontalHeader().setStretchLastSection(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)
        state.position_changed.connect(self._follow)
        self.view.selectionModel().selectionChanged.connect(self._on_selection)

    def set_rows(self, rows: Sequence[PairRow]) -> None:
        """Show these."""
        self._following = True
        self.model.set_rows(rows)
        self._following = False
        self._size_columns()
        self._follow(self._state.position_s, None)

    def copy_rows(self) -> None:
        """Copy the selected rows with a line of names, for a spreadsheet."""
        columns = range(self.model.columnCount())
        lines = [[str(self.model.headerData(column, Qt.Orientation.Horizontal)) for column in columns]]
        chosen = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        lines += [[str(self.model.index(row, column).data()) for column in columns] for row in chosen]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow(self._state.position_s, None)

    def _size_columns(self) -> None:
        metrics = self.view.fontMetrics()
        widest = {COL_TIME: "\u221200:00:00.000", COL_B_TIME: "00:00:00.000"}
        for column in range(self.model.columnCount()):
            head = str(self.model.headerData(column, Qt.Orientation.Horizontal))
            texts = (head, widest.get(column, "+0.00"), *self._states(column))
            self.view.setColumnWidth(column, max(map(metrics.horizontalAdvance, texts)) + 3 * padding(metrics))

    def _states(self, column: int) -> set[str]:
        """The different words of a column; a state is one of few."""
        return {str(self.model.index(row, column).data()) for row in range(self.model.rowCount())}

    def _follow(self, position_s: float, origin: object) -> None:
        """Select the row at the clock; a table that nobody sees need not."""
        row = -1 if origin is self or not self.isVisible() else self.model.nearest(position_s)
        if row >= 0 and not self.view.selectionModel().isRowSelected(row, QModelIndex()):
            self._following = True
            flags = QItemSelectionModel.SelectionFlag
            index = self.model.index(row, 0)
            self.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.view.scrollTo(index)
            self._following = False

    def _on_selection(self, selected: QItemSelection) -> None:
        if self._following or selected.isEmpty():
            return
        current = self.view.currentIndex()
        row = current.data(ROLE_ROW) if current.isValid() else None
        if isinstance(row, PairRow):
            self._state.seek(row.time_s, self)
