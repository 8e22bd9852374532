"""The stretches that score high, as a list: Enter plays one again and again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
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
from dfd_gui.review.left_out import LeftOut
from dfd_gui.review.readings import Reading, Readings
from dfd_gui.review.segment_limits import Limits, SegmentLimits
from dfd_gui.review.segment_model import ROLE_SEGMENT, SegmentModel
from dfd_gui.review.words import score_text
from dfd_gui.services import Services
from dfd_gui.shell.widgets import dim_label
from dfd_gui.state import Loop

__all__ = ["Segment", "SegmentList", "SegmentModel", "find_segments", "suspicious_from"]


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
        self._left_out = LeftOut.of(services)
        self._limits = SegmentLimits(services, self)
        self._segments: list[Segment] = []
        self._model = SegmentModel(self)
        self._threshold = QDoubleSpinBox(self)
        self._least = QSpinBox(self)
        self._table = SegmentTable(self)
        self._hint = dim_label("", self)
        self._build()
        self._before = self._written
        self._threshold.valueChanged.connect(self._on_written)
        self._least.valueChanged.connect(self._on_written)
        self._limits.changed.connect(self._apply)
        self._table.doubleClicked.connect(self._loop)
        self._table.entered_row.connect(self._loop)
        self._table.clicked.connect(self._go)
        self._readings.changed.connect(self._take)
        self._left_out.changed.connect(self._find)
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

    @property
    def _written(self) -> Limits:
        return Limits(round(self._threshold.value(), 2), self._least.value())

    def _take(self, reading: Reading | None) -> None:
        """Show what the user set for this clip, else the edge of the band."""
        edge = suspicious_from(reading.bands if reading else None)
        self._write(self._limits.now or Limits(edge, self._least.value()))

    def _apply(self) -> None:
        if (limits := self._limits.now) is not None:
            self._write(limits)

    def _write(self, limits: Limits) -> None:
        with QSignalBlocker(self._threshold), QSignalBlocker(self._least):
            self._threshold.setValue(limits.threshold)
            self._least.setValue(limits.least)
        self._before = self._written
        self._find()

    def _on_written(self) -> None:
        """The user has written other limits."""
        self._limits.set(self._before, self._written)
        self._before = self._written

    def _find(self) -> None:
        clip = self._state.clip
        threshold, least = self._threshold.value(), self._least.value()
        found = find_segments(clip.extract, threshold, least) if clip else []
        self._segments = [segment for segment in found if segment.track not in self._left_out.now]
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
