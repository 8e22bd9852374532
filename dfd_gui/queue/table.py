"""The queue as a table: columns that give way where the room is small, rows that can be dragged into another order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from dfd_core.types import Label
from dfd_gui.items import queue_text as text
from dfd_gui.items.queue_delegate import (
    PAD,
    ROW_EM,
    ClipDelegate,
    LeftDelegate,
    NumberDelegate,
    StateDelegate,
    VerdictDelegate,
)
from dfd_gui.items.queue_filter import QueueFilter
from dfd_gui.items.queue_model import COL_CLIP, COL_LEFT, COL_LENGTH, COL_SCORE, COL_STATE, COL_VERDICT
from dfd_gui.items.queue_paint import Brushes
from dfd_gui.shell.theme import Theme

CLIP_EM, STATE_EM = 17.0, 11.0
"""Least widths of the columns whose words can be shortened, in heights of a line."""


class QueueTable(QTableView):
    """Rows of the queue. Enter and a double click choose, Space is handed on."""

    chosen = Signal()
    """The current row shall be reviewed."""
    space = Signal()
    menu_wanted = Signal(object)
    """A context menu, at this global position."""

    def __init__(self, rows: QueueFilter, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        self._theme = theme
        brushes = Brushes(theme, self)
        self._verdicts = VerdictDelegate(brushes, self)
        for column, delegate in (
            (COL_CLIP, ClipDelegate(brushes, self)),
            (COL_LENGTH, NumberDelegate(brushes, self)),
            (COL_STATE, StateDelegate(brushes, self)),
            (COL_LEFT, LeftDelegate(brushes, self)),
            (COL_VERDICT, self._verdicts),
            (COL_SCORE, NumberDelegate(brushes, self, strong=True)),
        ):
            self.setItemDelegateForColumn(column, delegate)
        self.setModel(rows)
        self._set_up()
        self._set_up_header()
        theme.changed.connect(self.viewport().update)

    def selected(self) -> list[str]:
        """Keys of the selected rows, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.rows.entry(row).key for row in rows]

    def current(self) -> str:
        """Key of the current row; empty for none."""
        row = self.currentIndex().row()
        return self.rows.entry(row).key if row >= 0 else ""

    def select(self, keys: Sequence[str]) -> None:
        """Select these rows; the first of them becomes the current one."""
        rows = [row for key in keys if (row := self.rows.row_of(key)) >= 0]
        if not rows:
            return
        flag = QItemSelectionModel.SelectionFlag
        chooser = self.selectionModel()
        chooser.setCurrentIndex(self.rows.index(rows[0], 0), flag.ClearAndSelect | flag.Rows)
        for row in rows[1:]:
            chooser.select(self.rows.index(row, 0), flag.Select | flag.Rows)
        self.scrollTo(self.rows.index(rows[0], 0))

    def step(self, by: int) -> None:
        """Make the row above (-1) or below (1) the current one."""
        row = self.currentIndex().row() + by if self.currentIndex().isValid() else 0
        if 0 <= row < self.rows.rowCount():
            self.select([self.rows.entry(row).key])

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 26, line * 20)

    # ---- keys, mouse, paint ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.chosen.emit()
        elif plain and event.key() == Qt.Key.Key_Space:
            self.space.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_wanted.emit(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        index = self.currentIndex()
        if self.hasFocus() and index.isValid():
            row = self.visualRect(index)
            row.setLeft(0)
            row.setRight(self.viewport().width() - 1)
            painter = QPainter(self.viewport())
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawRect(row.adjusted(1, 1, -1, -2))

    def fit(self) -> None:
        """Hide the columns there is no room for: time left and length first, then the state, then the score.

        What they say then stands elsewhere in the row.
        """
        widths = self._widths()
        room = self.viewport().width() - widths[COL_CLIP] - widths[COL_VERDICT]
        hidden: set[int] = set()
        for columns in ((COL_SCORE,), (COL_STATE,), (COL_LENGTH, COL_LEFT)):
            room -= sum(widths[column] for column in columns)
            if room < 0:
                hidden.update(columns)
        for column in (COL_SCORE, COL_STATE, COL_LENGTH, COL_LEFT):
            self.setColumnHidden(column, column in hidden)
        self._verdicts.compact, self._verdicts.tight = COL_STATE in hidden, COL_SCORE in hidden
        if not hidden:  # room to spare: reasons of failures are long
            widths[COL_STATE] += min(room // 2, widths[COL_STATE])
        if self._verdicts.tight:
            widths[COL_VERDICT] -= PAD  # words without the chip around them
        for column, width in widths.items():
            if column != COL_CLIP:
                self.setColumnWidth(column, width)

    # ---- set-up ------------------------------------------------------------------------------------------------

    def _set_up(self) -> None:
        self.setAccessibleName(self.tr("Queue"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(True)
        self.doubleClicked.connect(self._choose)

    def _set_up_header(self) -> None:
        line = self.fontMetrics().height()
        numbers = self.verticalHeader()
        numbers.hide()
        numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        numbers.setMinimumSectionSize(line)
        numbers.setDefaultSectionSize(round(line * ROW_EM))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(line * 2)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(COL_CLIP, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        header.setToolTip(self.tr("Click to sort; the third click brings back the order of work"))

    def _choose(self, index: QModelIndex) -> None:
        del index
        self.chosen.emit()

    def _widths(self) -> dict[int, int]:
        metrics = self.fontMetrics()
        line = metrics.height()
        verdicts = max(metrics.horizontalAdvance(text.translate(text.VERDICTS[label])) for label in Label)
        header = self.horizontalHeader()
        titles = {column: header.sectionSizeFromContents(column).width() for column in range(header.count())}
        return {
            COL_CLIP: round(line * CLIP_EM),
            COL_LENGTH: max(titles[COL_LENGTH], metrics.horizontalAdvance("0:00:00") + 2 * PAD),
            COL_STATE: round(line * STATE_EM),
            COL_LEFT: max(titles[COL_LEFT], metrics.horizontalAdvance("00 h 00 min") + 2 * PAD),
            COL_VERDICT: verdicts + line + 5 + 4 * PAD,
            COL_SCORE: max(titles[COL_SCORE], metrics.horizontalAdvance("0.00") + 2 * PAD),
        }
