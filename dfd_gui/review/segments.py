"""The stretches that score high, as a list: Enter plays one again and again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDoubleSpinBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QSpinBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dfd_core.cases.segments import Segment, find_segments, suspicious_from
from dfd_gui.review.cells import settle_table
from dfd_gui.review.readings import Reading, Readings
from dfd_gui.review.words import person, score_text, timecode
from dfd_gui.services import Services
from dfd_gui.shell.widgets import dim_label
from dfd_gui.state import Loop

__all__ = ["Segment", "SegmentList", "SegmentModel", "find_segments", "suspicious_from"]

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


class SegmentTable(QTableView):
    """The list; Enter means the current row."""

    entered_row = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.entered_row.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class SegmentList(QWidget):
    """Stretches of the shown clip; the threshold starts at the edge of the band and can be moved."""

    changed = Signal()
    """There are other segments."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = services.state
        self._readings = Readings.of(services)
        self._segments: list[Segment] = []
        self._model = SegmentModel(self)
        self._threshold = QDoubleSpinBox(self)
        self._least = QSpinBox(self)
        self._table = SegmentTable(self)
        self._hint = dim_label("", self)
        self._build()
        self._threshold.valueChanged.connect(self._find)
        self._least.valueChanged.connect(self._find)
        self._table.doubleClicked.connect(self._loop)
        self._table.entered_row.connect(self._loop)
        self._table.clicked.connect(self._go)
        self._readings.changed.connect(self._take)
        self._take(self._readings.now)

    @property
    def segments(self) -> Sequence[Segment]:
        """What is listed, the earliest first."""
        return self._segments

    @property
    def table(self) -> QTableView:
        """The list itself."""
        return self._table

    @property
    def hint(self) -> QLabel:
        """What there is to say where the list is empty, and how it is used where it is not."""
        return self._hint

    def _build(self) -> None:
        self._threshold.setRange(0.0, 1.0)
        self._threshold.setSingleStep(0.05)
        self._threshold.setDecimals(2)
        self._threshold.setAccessibleName(self.tr("Score from which a frame counts"))
        self._least.setRange(1, 100)
        self._least.setValue(2)
        self._least.setAccessibleName(self.tr("Least number of sampled frames in a row"))
        form = QFormLayout()
        form.addRow(self.tr("Score from"), self._threshold)
        form.addRow(self.tr("Frames in a row"), self._least)
        self._table.setModel(self._model)
        self._table.setAccessibleName(self.tr("Suspicious segments"))
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        settle_table(self._table)
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(form)
        column.addWidget(self._hint)
        column.addWidget(self._table, 1)
        column.addStretch(0)

    def _take(self, reading: Reading | None) -> None:
        self._threshold.blockSignals(True)
        self._threshold.setValue(suspicious_from(reading.bands if reading else None))
        self._threshold.blockSignals(False)
        self._find()

    def _find(self) -> None:
        clip = self._state.clip
        threshold, least = self._threshold.value(), self._least.value()
        self._segments = find_segments(clip.extract, threshold, least) if clip else []
        self._model.set_segments(self._segments)
        self._table.setVisible(bool(self._segments))
        self._hint.setText(self._explain(threshold, least))
        self.setEnabled(clip is not None)
        self.changed.emit()

    def _explain(self, threshold: float, least: int) -> str:
        if self._segments:
            return self.tr("Click goes there, Enter or a double click plays it again and again.")
        if self._state.clip is None:
            return self.tr("Choose a screened clip.")
        if least == 1:
            return self.tr("No sampled frame scores {score} or more.").format(score=score_text(threshold))
        text = self.tr("No {count} sampled frames in a row score {score} or more.")
        return text.format(count=least, score=score_text(threshold))

    def _go(self, index: QModelIndex) -> None:
        segment = index.data(ROLE_SEGMENT)
        if isinstance(segment, Segment):
            self._state.set_track(segment.track)
            self._state.seek(segment.start_s, self)

    def _loop(self, index: QModelIndex) -> None:
        """Play the segment again and again; once more on the same one ends it."""
        segment = index.data(ROLE_SEGMENT)
        if not isinstance(segment, Segment):
            return
        loop = self._around(segment)
        if self._state.loop == loop:
            self._state.set_loop(None)
            self._state.set_playing(False)
            return
        self._go(index)
        self._state.set_loop(loop)
        self._state.seek(loop.start_s, self)
        self._state.set_playing(True)

    def _around(self, segment: Segment) -> Loop:
        """Half a sampling step more on either side: a single frame would be no time at all."""
        assert self._state.clip is not None
        times = [frame["time_s"] for frame in self._state.clip.extract["frames"]]
        step = (times[-1] - times[0]) / (len(times) - 1) if len(times) > 1 else 1.0
        end = min(segment.end_s + step / 2, max(self._state.clip.duration_s, segment.end_s))
        return Loop(max(0.0, segment.start_s - step / 2), end)
