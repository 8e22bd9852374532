"""The start page of the room: all runs, and the curves of those that are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QMargins, QPoint, QSize, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QSplitter,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dfd_gui.items.runs_model import COL_BEGAN, COL_DATA, COL_NAME, ROLE_RUN, ROLE_SORT, Index, RunsModel
from dfd_gui.shell.parts import ActionButton, Notice, button, em, page_title, row, see_through, text_label
from dfd_gui.shell.widgets import IconLabel, tabular
from dfd_gui.training.desk import Desk
from dfd_gui.training.run import Run
from dfd_gui.training.words import translate

if TYPE_CHECKING:
    from dfd_gui.training.plots import CurveChart

MOST_CURVES = 9
"""As many colours as there are."""
MENU = ("training.resume", "training.finish", "training.pause", "training.discard", "training.restore", "",
        "training.duplicate", "training.copy_command", "training.open_folder")  # fmt: skip


class RunsPage(QWidget):
    """Table above, curves below; `opened` when a run is to be seen by itself."""

    opened = Signal(object)
    """The folder of the run."""
    chosen = Signal()
    """Other runs are selected, or they stand otherwise."""
    draft_wanted = Signal()
    draft_dropped = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = desk.services.theme
        outer = QVBoxLayout(self)
        space = em(self, 1.4)
        outer.setContentsMargins(space, space, space, space)
        outer.setSpacing(em(self, 0.7))
        outer.addLayout(self._head())
        self._draft = Notice(self._theme, self)
        outer.addWidget(self._draft)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty())
        self._stack.addWidget(self._full())
        outer.addWidget(self._stack, 1)
        desk.watch.changed.connect(self._on_watch)
        self._on_watch()

    def selected(self) -> list[Run]:
        """The chosen runs, from top to bottom."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self._proxy.index(row, 0).data(ROLE_RUN) for row in rows]

    def select(self, folder: Path) -> None:
        """Choose one run."""
        row_ = self.model.row_of(folder)
        if row_ >= 0:
            place = self._proxy.mapFromSource(self.model.index(row_, 0))
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(place, flags.ClearAndSelect | flags.Rows)

    def show_draft(self, text: str) -> None:
        """Offer to go on with a set-up that was left; empty hides the offer."""
        if not text:
            self._draft.hide()
            return
        self._draft.say("info", text)
        go_on = button(self.tr("Go on"), parent=self._draft)
        drop = button(self.tr("Throw it away"), "flat", self._draft)
        go_on.clicked.connect(self.draft_wanted)
        drop.clicked.connect(self.draft_dropped)
        self._draft.offer(go_on, drop)

    # -- building ----------------------------------------------------------------------------------------------------

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(page_title(self.tr("Training"), self), 1)
        self.new = ActionButton(self._desk.services.actions, "training.new", "primary", self)
        line.addWidget(self.new)
        return line

    def _empty(self) -> QWidget:
        """What there is to know before the first run."""
        side = QWidget(self)
        layout = QVBoxLayout(side)
        layout.setSpacing(em(self, 0.7))
        layout.addStretch(2)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addWidget(IconLabel(self._theme, "train", "text_dim", ems=2.6, parent=side), 0, centre)
        title = page_title(self.tr("Train a detector on your own clips"), side)
        title.setAlignment(centre)
        layout.addWidget(title)
        for text in (
            self.tr("1. Show it real and manipulated clips: folders, a table, or one of the public data sets."),
            self.tr("2. Choose a recipe: one of the seed's seven, a small one for a laptop, or your own."),
            self.tr("3. Watch it learn, compare it with the others, and add it to the library."),
        ):
            line = text_label(text, "dim", side)
            line.setAlignment(centre)
            layout.addWidget(line)
        begin = ActionButton(self._desk.services.actions, "training.new", "primary", side)
        layout.addSpacing(em(self, 0.6))
        layout.addWidget(begin, 0, centre)
        layout.addStretch(3)
        return side

    def _full(self) -> QWidget:
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        upper = QWidget(split)
        layout = QVBoxLayout(upper)
        layout.setContentsMargins(0, 0, 0, em(self, 0.6))
        layout.setSpacing(em(self, 0.6))
        layout.addWidget(self._table(), 1)
        layout.addLayout(self._buttons(upper))
        split.addWidget(upper)
        split.addWidget(self._curves())
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        split.setSizes([1000, 1000])
        return split

    def _table(self) -> QTableView:
        self.model = RunsModel(self._theme, self)
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(self.model)
        self._proxy.setSortRole(ROLE_SORT)
        self._proxy.setDynamicSortFilter(True)
        self.table = RunsTable(self)
        self.table.setModel(self._proxy)
        self.table.shape()
        self.table.sortByColumn(COL_BEGAN, Qt.SortOrder.DescendingOrder)
        self.table.wanted.connect(self._open)
        self.table.doubleClicked.connect(lambda _: self._open())
        self.table.customContextMenuRequested.connect(self._menu)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        return self.table

    def _buttons(self, parent: QWidget) -> QHBoxLayout:
        actions = self._desk.services.actions
        self.open = button(self.tr("Open"), parent=parent)
        self.open.clicked.connect(self._open)
        line = QHBoxLayout()
        shown = [name for name in MENU if name and name != "training.restore"]
        line.addLayout(row(self.open, *(ActionButton(actions, name, parent=parent) for name in shown)), 1)
        return line

    def _curves(self) -> QWidget:
        side = QWidget(self)
        self._curve_column = QVBoxLayout(side)
        self._curve_column.setContentsMargins(0, em(self, 0.6), 0, 0)
        line = QHBoxLayout()
        self._curve_words = QLabel(self.tr("Choose runs to compare their curves"), side)
        self._curve_words.setProperty("role", "dim")
        line.addWidget(self._curve_words, 1)
        self.by = QComboBox(side)
        self.by.setAccessibleName(self.tr("Compare by"))
        self.by.currentIndexChanged.connect(self._draw)
        self.by.hide()
        line.addWidget(self.by)
        self._curve_column.addLayout(line)
        self.chart: CurveChart | None = None
        self._curve_column.addStretch(1)
        return side

    # -- what happens ------------------------------------------------------------------------------------------------

    def _on_watch(self) -> None:
        runs = self._desk.watch.runs
        self.model.show(runs)
        self._stack.setCurrentIndex(1 if runs else 0)
        self.new.setVisible(bool(runs))
        if runs and not self.selected():
            self.select(runs[0].folder)
        self._draw()
        self.chosen.emit()

    def _on_selection(self) -> None:
        self._draw()
        self.chosen.emit()

    def _open(self) -> None:
        runs = self.selected()
        if runs:
            self.opened.emit(runs[0].folder)

    def _menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        opening = menu.addAction(self.tr("Open"))
        opening.triggered.connect(self._open)
        menu.addSeparator()
        for name in MENU:
            if name:
                menu.addAction(self._desk.services.actions.get(name))
            else:
                menu.addSeparator()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.table.viewport().mapToGlobal(place))

    def _draw(self) -> None:
        """The curves of the chosen runs; pyqtgraph is loaded with the first of them."""
        runs = [run for run in self.selected() if run.history.epochs][:MOST_CURVES]
        if self.chart is None and not runs:
            return
        from dfd_gui.training.curves import METRICS, overlay
        from dfd_gui.training.plots import CurveChart

        if self.chart is None:
            blocked = self.by.blockSignals(True)
            self.by.addItems([translate("Training", name) for name, _ in METRICS])
            self.by.blockSignals(blocked)
            self.chart = CurveChart(self._theme, self.tr("Held-out faces, by epoch"), parent=self)
            self._curve_column.insertWidget(1, self.chart, 10)
        self.chart.setVisible(bool(runs))
        self.by.setVisible(bool(runs))
        self._curve_words.setText(self._words(runs))
        self.chart.show_curves(overlay([(run.name, run.history) for run in runs], max(self.by.currentIndex(), 0)))

    def _words(self, runs: Sequence[Run]) -> str:
        if not runs:
            return self.tr("Choose runs with finished epochs to compare their curves")
        if len(runs) == 1:
            return self.tr("Choose several runs (Ctrl+click) to compare their curves")
        return self.tr("{number} runs, each with its best epoch marked").format(number=len(runs))


class PaddedDelegate(QStyledItemDelegate):
    """Cells with the same room at both sides as the heads above them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        found = super().sizeHint(option, index)
        return found.grownBy(QMargins(self._room(option), 0, self._room(option), 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, option.palette.highlight())
        option.rect = option.rect.adjusted(self._room(option), 0, -self._room(option), 0)
        super().paint(painter, option, index)

    def _room(self, option: QStyleOptionViewItem) -> int:
        return round(option.fontMetrics.height() * 0.45)


class RunsTable(QTableView):
    """Rows as a whole; Enter opens."""

    wanted = Signal()

    def shape(self) -> None:
        """Once the model is there."""
        self.setAccessibleName(self.tr("Training runs"))
        self.setShowGrid(False)
        self.setSortingEnabled(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        tabular(self)
        see_through(self)
        self.setItemDelegate(PaddedDelegate(self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.8))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(COL_NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(COL_DATA, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
            return
        super().keyPressEvent(event)
