"""The small table of detectors beside the chart."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from dfd_gui.review.cells import padding, settle_table
from dfd_gui.review.compare.detectors_model import COL_A, COL_B, COL_NAME, DetectorsModel
from dfd_gui.review.compare.pairing import standings
from dfd_gui.review.compare.sides import Pair
from dfd_gui.shell.widgets import title_label

_LEAST_CHARS = 6
"""Least width of a column, in letters."""


class DetectorsTable(QWidget):
    """Score of each detector for the chosen persons, or for the clips where none is chosen."""

    def __init__(self, pair: Pair, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pair = pair
        self.model = DetectorsModel(self)
        self.view = QTableView(self)
        self._title = title_label(self.tr("Detectors"), self)
        self._whose = QLabel(self)
        self._whose.setProperty("role", "dim")
        self._whose.setTextFormat(Qt.TextFormat.PlainText)
        self.view.setModel(self.model)
        self.view.setAccessibleName(self.tr("Scores of each detector on both sides"))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        settle_table(self.view)
        self.view.setWordWrap(True)
        self.view.horizontalHeader().setMinimumSectionSize(self.fontMetrics().averageCharWidth() * _LEAST_CHARS)
        self.view.horizontalHeader().setSectionResizeMode(COL_NAME, QHeaderView.ResizeMode.Stretch)
        self.view.horizontalHeader().geometriesChanged.connect(self._size_rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._whose, 1)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        pair.changed.connect(self._take)

    def sizeHint(self) -> QSize:
        """Wide enough for the longest name in one line, where there is room for it."""
        metrics, model = self.view.fontMetrics(), self.model
        names = [str(model.index(row, COL_NAME).data()) for row in range(model.rowCount())]
        longest = max(map(metrics.horizontalAdvance, names), default=0) + 4 * padding(metrics)
        scores = sum(self.view.columnWidth(column) for column in range(COL_NAME + 1, model.columnCount()))
        return QSize(max(longest + scores + 20, metrics.averageCharWidth() * 30), metrics.height() * 12)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 30, self.fontMetrics().height() * 8)

    def _take(self) -> None:
        a, b = self._pair.a, self._pair.b
        if a.extract is None or b.extract is None:
            return
        self.model.set_standings(*standings(a.extract, a.state.track, b.extract, b.state.track))
        self._whose.setText(self.tr("A: {a}, B: {b}").format(a=a.who, b=b.who))
        self._size_columns()
        self.updateGeometry()

    def _size_columns(self) -> None:
        """Scores as wide as their longest word, the names take what is left; rows of several words are taller."""
        metrics, model = self.view.fontMetrics(), self.model
        rows = range(model.rowCount())
        for column in range(COL_NAME + 1, model.columnCount()):
            texts = [str(model.headerData(column, Qt.Orientation.Horizontal))]
            texts += [line for row in rows for line in halves(str(model.index(row, column).data()))]
            self.view.setColumnWidth(column, max(map(metrics.horizontalAdvance, texts)) + 3 * padding(metrics))
        self._size_rows()

    def _size_rows(self) -> None:
        """Two lines where the words need them."""
        metrics, model = self.view.fontMetrics(), self.model
        room = self.view.columnWidth(COL_NAME) - 2 * padding(metrics)
        plain = self.view.verticalHeader().defaultSectionSize()
        for row in range(model.rowCount()):
            lacking = any(len(halves(str(model.index(row, column).data()))) > 1 for column in (COL_A, COL_B))
            long = metrics.horizontalAdvance(str(model.index(row, COL_NAME).data())) > room
            self.view.setRowHeight(row, plain + metrics.height() if lacking or long else plain)


def halves(text: str) -> list[str]:
    """Words in two lines of about the same length; one word, or none, in one."""
    words = text.split(" ")
    cuts = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    return list(min(cuts, key=lambda lines: max(map(len, lines)))) if cuts else [text]
