"""The list of results that the reviewed clip can be compared with."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dfd_core.cases.store import StoredResult
from dfd_gui.review.cells import padding, settle_table
from dfd_gui.review.compare.results_model import COL_CLIP, COL_VERDICT, ROLE_RESULT, ResultsModel
from dfd_gui.review.compare.stored import Offers
from dfd_gui.shell.parts import button
from dfd_gui.shell.theme import Theme

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}


class Chooser(QDialog):
    """A line to search with and the rows that fit; Enter or a double click takes the current one."""

    chosen = Signal(object)
    """The `StoredResult`."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Compare {clip} with").format(clip=name))
        self.model = ResultsModel(theme, self)
        self.search = QLineEdit(self)
        self.table = QTableView(self)
        self.nothing = QLabel(self)
        self._pages = QStackedWidget(self)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.compare = button(self.tr("Compare"), "primary", self)
        self._buttons.addButton(self.compare, QDialogButtonBox.ButtonRole.AcceptRole)
        self._build(theme)
        em = QFontMetrics(self.font()).height()
        self.resize(46 * em, 28 * em)
        self.say(self.tr("Reading the case store..."))

    def offer(self, offers: Offers) -> None:
        """Show these."""
        self.model.set_offers(offers)
        self._turn_page()
        self._size_columns()

    def say(self, words: str) -> None:
        """Words in the place of the rows."""
        self.nothing.setText(words)
        self._pages.setCurrentWidget(self.nothing)
        self.compare.setEnabled(False)

    def take(self, index: QModelIndex | None = None) -> None:
        """Compare with a row, the current one where none is named."""
        result = (index or self.table.currentIndex()).siblingAtColumn(0).data(ROLE_RESULT)
        if isinstance(result, StoredResult):
            self.accept()
            self.chosen.emit(result)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down belong to the rows, though the line has the focus."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            if step:
                self._go_to(self.table.currentIndex().row() + step)
                return True
        return super().eventFilter(watched, event)

    # ---- inside

    def _build(self, theme: Theme) -> None:
        self.search.setPlaceholderText(self.tr("Search by clip, ensemble or verdict"))
        self.search.setAccessibleName(self.tr("Search the results"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(theme.icon("search", "text_dim"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._narrow)
        self.search.installEventFilter(self)
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Results to compare with"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        settle_table(self.table)
        side = self.fontMetrics().height()
        self.table.setIconSize(QSize(side, side))
        self.table.doubleClicked.connect(self.take)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self.nothing.setProperty("role", "dim")
        self._pages.addWidget(self.nothing)
        self._pages.addWidget(self.table)
        self.compare.setDefault(True)
        self._buttons.accepted.connect(self.take)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(self._pages, 1)
        column.addWidget(self._buttons)

    def _narrow(self, text: str) -> None:
        self.model.narrow(text)
        self._turn_page()

    def _turn_page(self) -> None:
        if self.model.rowCount():
            self._pages.setCurrentWidget(self.table)
            self.compare.setEnabled(True)
            self._go_to(0)
        elif self.search.text():
            self.say(self.tr("No result fits these words."))
        else:
            self.say(self.tr("There is no other result yet. Screen another clip, or this one with another ensemble."))

    def _go_to(self, row: int) -> None:
        row = min(max(0, row), self.model.rowCount() - 1)
        self.table.setCurrentIndex(self.model.index(row, COL_CLIP))

    def _size_columns(self) -> None:
        """As wide as their words; the names take what is left."""
        bold = QFont(self.table.font())
        bold.setBold(True)
        metrics = QFontMetrics(bold)
        for column in range(COL_CLIP + 1, self.model.columnCount()):
            texts = [str(self.model.headerData(column, Qt.Orientation.Horizontal))]
            texts += [str(self.model.index(row, column).data()) for row in range(self.model.rowCount())]
            icon = self.table.iconSize().width() if column == COL_VERDICT else 0
            self.table.setColumnWidth(column, max(map(metrics.horizontalAdvance, texts)) + icon + 3 * padding(metrics))
        self.table.horizontalHeader().setSectionResizeMode(COL_CLIP, QHeaderView.ResizeMode.Stretch)
