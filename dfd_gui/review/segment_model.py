"""The stretches that score high, as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dfd_core.cases.segments import Segment
from dfd_gui.review.words import person, score_text, timecode

Index: TypeAlias = QModelIndex | QPersistentModelIndex

COL_START, COL_END, COL_PERSON, COL_PEAK, COL_MEAN = range(5)
ROLE_SEGMENT = int(Qt.ItemDataRole.UserRole) + 1
"""The `Segment` of a row."""

_NOWHERE = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class SegmentModel(QAbstractTableModel):
    """Segments as rows; the one that is looped stands out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._segments: Sequence[Segment] = ()
        self._heads: Mapping[int, str] = {
            COL_START: self.tr("Start"),
            COL_END: self.tr("End"),
            COL_PERSON: self.tr("Person"),
            COL_PEAK: self.tr("Peak"),
            COL_MEAN: self.tr("Mean"),
        }

    def set_segments(self, segments: Sequence[Segment]) -> None:
        self.beginResetModel()
        self._segments = segments
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._segments)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads.get(section)
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if section == COL_PERSON else _RIGHT
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        segment = self._segments[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(segment, index.column())
            case Qt.ItemDataRole.TextAlignmentRole:
                return _LEFT if index.column() == COL_PERSON else _RIGHT
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                text = self.tr("{person}, {start} to {end}: {count} sampled frames, peak {peak}, mean {mean}")
                return text.format(
                    person=person(segment.track),
                    start=timecode(segment.start_s, 2),
                    end=timecode(segment.end_s, 2),
                    count=segment.frames,
                    peak=score_text(segment.peak),
                    mean=score_text(segment.mean),
                )
            case _:
                return segment if role == ROLE_SEGMENT else None

    def _text(self, segment: Segment, column: int) -> str:
        match column:
            case 0:
                return timecode(segment.start_s, 2)
            case 1:
                return timecode(segment.end_s, 2)
            case 2:
                return person(segment.track)
            case 3:
                return score_text(segment.peak)
            case _:
                return score_text(segment.mean)
