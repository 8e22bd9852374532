"""The chart as a table: the same numbers for those who read rather than look, and for copying."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QVBoxLayout, QWidget

from dfd_gui.review.cells import padding, settle_table
from dfd_gui.review.chart_lines import gap_text
from dfd_gui.review.curves import Sample, person_curves
from dfd_gui.review.samples import nearest_index
from dfd_gui.review.words import person, score_text, timecode
from dfd_gui.services import Services
from dfd_gui.state import ReviewClip

Index: TypeAlias = QModelIndex | QPersistentModelIndex

COL_TIME, COL_FRAME, COL_PERSON, COL_SCORE, COL_DETECTORS = range(5)
"""From the last one on a column for each detector; the state stands last."""
ROLE_SAMPLE = int(Qt.ItemDataRole.UserRole) + 1
"""The `Sample` of a row."""

_NOWHERE = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class TableRows:
    """Rows in the order of time, and the detectors that have a column."""

    samples: Sequence[Sample] = ()
    detectors: Sequence[str] = ()


def table_rows(extract: Mapping[str, Any], track: int | None) -> TableRows:
    """One row for each sampled frame of a person; of everybody one for each face, and for each frame without one."""
    detectors = [detector["name"] for detector in extract["detectors"]]
    if track is not None:
        return TableRows(person_curves(extract, track).samples, detectors)
    tracks = [int(each["id"]) for each in extract["tracks"]]
    columns = [person_curves(extract, each).samples for each in tracks]
    if not columns:
        return TableRows(person_curves(extract, -1).samples, detectors)
    rows = []
    for moment in zip(*columns, strict=True):
        seen = [sample for sample in moment if sample.track is not None]
        rows += seen or [moment[0]]
    return TableRows(rows, detectors)


class ChartTableModel(QAbstractTableModel):
    """Samples as rows: time, frame, person, state, the ensemble's score, then every detector's."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = TableRows()
        self._times: list[float] = []

    def set_rows(self, rows: TableRows) -> None:
        self.beginResetModel()
        self._rows = rows
        self._times = [sample.time_s for sample in rows.samples]
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows.samples)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.state_column + 1

    @property
    def state_column(self) -> int:
        """Where it says whether a frame was scored, and why not."""
        return COL_DETECTORS + len(self._rows.detectors)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        return self._head(section) if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        sample, column = self._rows.samples[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(sample, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._side(column)
            case Qt.ItemDataRole.ToolTipRole:
                return gap_text(sample.gap, sample.reason) if sample.gap and column == self.state_column else None
            case _:
                return sample if role == ROLE_SAMPLE else None

    def nearest(self, time_s: float) -> int:
        """The row nearest to a time, -1 where there is none."""
        found = nearest_index(self._times, time_s)
        return -1 if found is None else bisect_left(self._times, self._times[found])

    def _side(self, column: int) -> Qt.AlignmentFlag:
        return _LEFT if column in {COL_PERSON, self.state_column} else _RIGHT

    def _head(self, column: int) -> str:
        if column >= COL_DETECTORS:
            return self.tr("State") if column == self.state_column else self._rows.detectors[column - COL_DETECTORS]
        return (self.tr("Time"), self.tr("Frame"), self.tr("Person"), self.tr("All detectors"))[column]

    def _text(self, sample: Sample, column: int) -> str:
        if column == self.state_column:
            return self.tr("scored") if sample.gap is None else gap_text(sample.gap, sample.reason)
        match column:
            case 0:
                return timecode(sample.time_s)
            case 1:
                return str(sample.frame)
            case 2:
                return "" if sample.track is None else person(sample.track)
            case 3:
                return score_text(sample.score)
            case _:
                return score_text(sample.scores.get(self._rows.detectors[column - COL_DETECTORS]))


class ChartTable(QWidget):
    """The table; the chosen row and the clock follow each other."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = services.state
        self._model = ChartTableModel(self)
        self._view = QTableView(self)
        self._following = False
        self._build()
        self._state.clip_changed.connect(self._fill)
        self._state.track_changed.connect(self._fill)
        self._state.position_changed.connect(self._follow)
        self._view.selectionModel().selectionChanged.connect(self._on_selection)
        self._fill()

    @property
    def view(self) -> QTableView:
        """The table itself."""
        return self._view

    def copy_rows(self) -> None:
        """Copy the selected rows with a line of names, for a spreadsheet."""
        model, columns = self._model, range(self._model.columnCount())
        lines = [[str(model.headerData(column, Qt.Orientation.Horizontal)) for column in columns]]
        chosen = sorted(index.row() for index in self._view.selectionModel().selectedRows())
        lines += [[str(model.index(row, column).data()) for column in columns] for row in chosen]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))

    def copy_row(self) -> None:
        """The same by the name that the chart has for it."""
        self.copy_rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self._view.setModel(self._model)
        self._view.setAccessibleName(self.tr("Scores as a table"))
        self._view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._view.setAlternatingRowColors(True)
        settle_table(self._view)
        self._view.horizontalHeader().setStretchLastSection(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view)
        self.setFocusProxy(self._view)

    def _fill(self) -> None:
        clip: ReviewClip | None = self._state.clip
        self._following = True
        self._model.set_rows(table_rows(clip.extract, self._state.track) if clip else TableRows())
        self._following = False
        self._size_columns()
        self._follow(self._state.position_s, None)

    def _size_columns(self) -> None:
        """By the heads and the widest texts that there can be: looking at every row takes too long."""
        metrics = self._view.fontMetrics()
        widest = {COL_TIME: "00:00:00.000", COL_FRAME: "000000", COL_PERSON: person(98)}
        for column in range(self._model.columnCount()):
            head = str(self._model.headerData(column, Qt.Orientation.Horizontal))
            width = max(metrics.horizontalAdvance(head), metrics.horizontalAdvance(widest.get(column, "0.00")))
            self._view.setColumnWidth(column, width + 3 * padding(metrics))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow(self._state.position_s, None)

    def _follow(self, position_s: float, origin: object) -> None:
        """Select the row at the clock; a table that nobody sees need not."""
        row = -1 if origin is self or not self.isVisible() else self._model.nearest(position_s)
        if row >= 0 and not self._view.selectionModel().isRowSelected(row, QModelIndex()):
            self._following = True
            flags = QItemSelectionModel.SelectionFlag
            index = self._model.index(row, 0)  # not selectRow: that one heeds the keys that happen to be down
            self._view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self._view.scrollTo(index)
            self._following = False

    def _on_selection(self, selected: QItemSelection) -> None:
        if self._following or selected.isEmpty():
            return
        current = self._view.currentIndex()
        sample = current.data(ROLE_SAMPLE) if current.isValid() else None
        if isinstance(sample, Sample):
            self._state.seek(sample.time_s, self)
