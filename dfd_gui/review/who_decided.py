"""Who decided: a small matrix of detectors and persons, and what would be left of the verdict without each detector."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTableView, QVBoxLayout, QWidget

from dfd_core.cases.deciding import Deciding
from dfd_gui.review.cells import padding, settle_table
from dfd_gui.review.readings import Reading, Readings
from dfd_gui.review.who_decided_model import (
    COL_DECIDER,
    COL_NAME,
    COL_WITHOUT,
    Matrix,
    WhoDecidedModel,
    without_words,
)
from dfd_gui.review.words import person
from dfd_gui.services import Services
from dfd_gui.shell.widgets import dim_label, title_label

_MARGIN = 12

translate = QCoreApplication.translate


class WhoDecided(QWidget):
    """The matrix below the sentence that it amounts to."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._readings = Readings.of(services)
        self._model = WhoDecidedModel(services.theme, self)
        self._sentence = title_label("", self)
        self._more = dim_label("", self)
        self._table = QTableView(self)
        self._build()
        self._readings.changed.connect(self._take)
        services.theme.changed.connect(self._table.viewport().update)
        self._take(self._readings.now)

    @property
    def sentence(self) -> QLabel:
        """What the matrix amounts to."""
        return self._sentence

    @property
    def table(self) -> QTableView:
        """The matrix."""
        return self._table

    def _build(self) -> None:
        for label in (self._sentence, self._more):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._table.setModel(self._model)
        self._table.setAccessibleName(self.tr("Score of each detector for each person"))
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        settle_table(self._table)
        self._table.setIconSize(QSize(self.fontMetrics().height(), self.fontMetrics().height()))
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(8)
        column.addWidget(self._sentence)
        column.addWidget(self._more)
        column.addWidget(self._table, 1)
        column.addStretch(0)

    def _take(self, reading: Reading | None) -> None:
        self._model.set_matrix(Matrix.of(reading))
        self._table.setVisible(self._model.rowCount() > 0)
        self._size_columns()
        first, *rest = sentences(reading)
        self._sentence.setText(first)
        self._more.setText(" ".join(rest))
        self._more.setVisible(bool(rest))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_columns()

    def _size_columns(self) -> None:
        """As wide as their words; the names give way so that the score without each detector is in sight."""
        metrics, model = self._table.fontMetrics(), self._model
        widths = []
        for column in range(model.columnCount()):
            texts = [str(model.headerData(column, Qt.Orientation.Horizontal))]
            texts += [str(model.index(row, column).data()) for row in range(model.rowCount())]
            widths.append(max(map(metrics.horizontalAdvance, texts)) + 3 * padding(metrics))
        if widths:
            room = self.contentsRect().width() - 2 * _MARGIN - sum(widths[COL_DECIDER : COL_WITHOUT + 1])
            widths[COL_NAME] = min(widths[COL_NAME], max(room, metrics.averageCharWidth() * 10))
        for column, width in enumerate(widths):
            self._table.setColumnWidth(column, width)
        rows = model.rowCount() * self._table.verticalHeader().defaultSectionSize()
        bars = (self._table.horizontalHeader(), self._table.horizontalScrollBar())
        self._table.setMaximumHeight(rows + sum(bar.sizeHint().height() for bar in bars))


def sentences(reading: Reading | None) -> list[str]:
    """What the verdict rests on, the most telling first."""
    if reading is None:
        return [translate("WhoDecided", "Choose a screened clip.")]
    if reading.summary.score is None:
        return [translate("WhoDecided", "There is no verdict, so nobody decided it.")]
    deciding = reading.deciding
    if deciding is None:
        return [
            translate("WhoDecided", "The ensemble was changed since: what each detector did cannot be told any more.")
        ]
    if len(deciding.detectors) == 1:
        alone = translate("WhoDecided", "Only one detector was asked.")
        return [
            alone,
            translate("WhoDecided", "Nothing confirms it, and there is none to leave out."),
            *_people(reading),
        ]
    return [_rests_on(deciding), *_people(reading)]


def _rests_on(deciding: Deciding) -> str:
    turning = deciding.turning
    if all(each.label is None for each in deciding.detectors):
        return translate("WhoDecided", "The bands are not known any more: compare the scores below.")
    if not turning:
        return translate("WhoDecided", "Leaving out any one detector would not change the verdict.")
    if len(turning) == 1:
        text = translate("WhoDecided", "The verdict rests on {detector} alone.")
        return f"{text.format(detector=turning[0].detector)} {without_words(turning[0])}"
    names = ", ".join(each.detector for each in turning)
    return translate("WhoDecided", "The verdict would be another without any one of these: {names}.").format(
        names=names
    )


def _people(reading: Reading) -> list[str]:
    """Who decided among several persons, and who scores higher without deciding."""
    tracks, deciding = reading.clip.extract["tracks"], reading.deciding
    if deciding is None or len(tracks) < 2:
        return []
    if deciding.person is None:
        return [translate("WhoDecided", "All faces together decided.")]
    higher = [t["id"] for t in tracks if t["score"] is not None and t["score"] > deciding.score]
    few = translate("WhoDecided", "{person} scores higher, in too few usable faces to decide alone.")
    decided = translate("WhoDecided", "{person} decided.").format(person=person(deciding.person))
    return [decided, *(few.format(person=person(each)) for each in higher)]
