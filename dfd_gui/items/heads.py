"""What flat tables share: rows below named columns, which stand as their cells do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeAlias, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index: TypeAlias = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_NOWHERE = QModelIndex()


class HeadedTable(QAbstractTableModel, Generic[Row]):
    """A table without children. The subclass sets ``_heads`` and ``_rows`` and gives `data`.

    Columns of ``_left`` stand at the left, the others, numbers mostly, at the right.
    """

    _left: frozenset[int] = frozenset({0})

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads: Sequence[str] = ()
        self._rows: Sequence[Row] = ()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.side(section)
        return self._heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def side(self, column: int) -> Qt.AlignmentFlag:
        """How head and cells of a column stand."""
        return LEFT if column in self._left else RIGHT
