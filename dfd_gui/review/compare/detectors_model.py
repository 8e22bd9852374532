"""Every detector's score on both sides, and the difference; one that a side's ensemble lacks says so."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFont

from dfd_core.cases.text import printable
from dfd_gui.items.heads import HeadedTable, Index
from dfd_gui.review.compare.pairing import Standing
from dfd_gui.review.compare.words import signed_score
from dfd_gui.review.words import score_text, tabular

COL_NAME, COL_A, COL_B, COL_DIFFERENCE = range(4)


class DetectorsModel(HeadedTable[Standing]):
    """Detectors below each other, the ensembles last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads = (self.tr("Detector"), self.tr("A"), self.tr("B"), self.tr("B \u2212 A"))

    def set_standings(self, detectors: Sequence[Standing], ensembles: Standing) -> None:
        self.beginResetModel()
        self._rows = (*detectors, ensembles)
        self.endResetModel()

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return self.side(column)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._tip(row, column) or None
            case Qt.ItemDataRole.FontRole if not row.name:
                return _bold()
            case _:
                return None

    def _text(self, row: Standing, column: int) -> str:
        match column:
            case 0:
                return printable(row.name) or self.tr("All detectors")
            case 1:
                return self._score(row.a, asked=row.in_a)
            case 2:
                return self._score(row.b, asked=row.in_b)
            case _:
                return signed_score(row.difference)

    def _score(self, score: float | None, *, asked: bool) -> str:
        return score_text(score) if asked else self.tr("not in this ensemble")

    def _tip(self, row: Standing, column: int) -> str:
        if row.replaced:
            return self.tr("The two have a detector of this name, but not the same file.")
        if column in {COL_A, COL_B} and not (row.in_a if column == COL_A else row.in_b):
            return self.tr("This ensemble did not ask {detector}.").format(detector=printable(row.name))
        return self._text(row, column) if column == COL_NAME else ""


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return tabular(font)
