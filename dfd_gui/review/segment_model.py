"""The stretches that score high, as rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt

from dfd_core.cases.segments import Segment
from dfd_gui.items.heads import HeadedTable, Index
from dfd_gui.review.words import person, score_text, timecode

COL_START, COL_END, COL_PERSON, COL_PEAK, COL_MEAN = range(5)
ROLE_SEGMENT = int(Qt.ItemDataRole.UserRole) + 1
"""The `Segment` of a row."""


class SegmentModel(HeadedTable[Segment]):
    """Segments as rows; the one that is looped stands out."""

    _left = frozenset({COL_PERSON})

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads = (
            self.tr("Start"),
            self.tr("End"),
            self.tr("Person"),
            self.tr("Peak"),
            self.tr("Mean"),
        )

    def set_segments(self, segments: Sequence[Segment]) -> None:
        self.beginResetModel()
        self._rows = segments
        self.endResetModel()

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        segment = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(segment, index.column())
            case Qt.ItemDataRole.TextAlignmentRole:
                return self.side(index.column())
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
