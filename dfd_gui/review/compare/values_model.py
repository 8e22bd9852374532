"""The comparison as a table: every moment with the scores of both sides and what lies between them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt

from dfd_gui.items.heads import HeadedTable, Index
from dfd_gui.review.chart_lines import gap_text
from dfd_gui.review.compare.pairing import PairRow
from dfd_gui.review.compare.words import signed_score
from dfd_gui.review.curves import Sample
from dfd_gui.review.samples import nearest_index
from dfd_gui.review.words import score_text, signed_timecode, timecode

COL_TIME, COL_B_TIME, COL_A, COL_B, COL_DIFFERENCE, COL_A_STATE, COL_B_STATE = range(7)
ROLE_ROW = int(Qt.ItemDataRole.UserRole) + 1
"""The `PairRow` of a row."""


class ValuesModel(HeadedTable[PairRow]):
    """Rows of the shared axis in the order of time."""

    _left = frozenset({COL_A_STATE, COL_B_STATE})

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._times: list[float] = []
        self._heads = (
            self.tr("Time in A"),
            self.tr("Time in B"),
            self.tr("A"),
            self.tr("B"),
            self.tr("B \u2212 A"),
            self.tr("State of A"),
            self.tr("State of B"),
        )

    def set_rows(self, rows: Sequence[PairRow]) -> None:
        self.beginResetModel()
        self._rows = rows
        self._times = [row.time_s for row in rows]
        self.endResetModel()

    def nearest(self, time_s: float) -> int:
        """The row nearest to a moment of the axis, -1 where there is none."""
        found = nearest_index(self._times, time_s)
        return -1 if found is None else bisect_left(self._times, self._times[found])

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return self.side(column)
            case _:
                return row if role == ROLE_ROW else None

    def _text(self, row: PairRow, column: int) -> str:
        if column == COL_TIME:
            return signed_timecode(row.time_s)
        if column == COL_B_TIME:
            return timecode(row.b.time_s) if row.b else ""
        if column == COL_DIFFERENCE:
            return signed_score(row.difference)
        sample = row.a if column in {COL_A, COL_A_STATE} else row.b
        if column in {COL_A, COL_B}:
            return score_text(sample.score) if sample else ""
        return self._state(sample)

    def _state(self, sample: Sample | None) -> str:
        if sample is None:
            return self.tr("not sampled here")
        return self.tr("scored") if sample.gap is None else gap_text(sample.gap, sample.reason)
