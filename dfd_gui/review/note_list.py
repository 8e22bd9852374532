"""The list of the analyst's notes: go to one, write its words, remove it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dfd_core.cases.remarks import MOST, Note
from dfd_gui.review.cells import RoomyDelegate, padding, settle_table
from dfd_gui.review.note_model import COL_NUMBER, COL_TEXT, COL_TIME, ROLE_NOTE, NoteModel
from dfd_gui.review.notes import Notes
from dfd_gui.review.words import timecode
from dfd_gui.services import Services
from dfd_gui.shell.parts import ActionButton, row
from dfd_gui.shell.widgets import dim_label

_OWN_KEYS = {Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Enter}
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class WordsDelegate(RoomyDelegate):
    """Words in as many lines as they need; a note without any says so faintly."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        cell.text = ""
        assert cell.widget is not None
        cell.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget)
        text = str(index.data() or "")
        selected = bool(cell.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        painter.save()
        painter.setFont(cell.font)
        painter.setPen(cell.palette.color(role if text else QPalette.ColorRole.PlaceholderText))
        if index.column() == COL_TEXT:
            painter.drawText(_inner(cell.rect, cell.fontMetrics), _WRAP, text or self.tr("no words"))
        else:
            painter.drawText(_inner(cell.rect, cell.fontMetrics), cell.displayAlignment, text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        metrics, view = option.fontMetrics, option.widget
        width = view.columnWidth(index.column()) if isinstance(view, QTableView) else option.rect.width()
        room = _inner(QRect(0, 0, width, 1 << 14), metrics)
        height = metrics.boundingRect(room, _WRAP, str(index.data() or "x")).height()
        return QSize(width, height + round(metrics.height() * 0.7))

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        del option
        line = QLineEdit(parent)
        line.setMaxLength(MOST)
        line.setFrame(False)
        line.setAccessibleName(self.tr("Words of note {number}").format(number=index.row() + 1))
        return line


class NoteTable(QTableView):
    """The rows; they have their own Enter, F2 and Del."""

    entered_row = Signal()
    remove_asked = Signal()

    def event(self, event: QEvent) -> bool:
        """Keep the keys that the room has another use for, or the queue beside it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _OWN_KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() not in _OWN_KEYS or not index.isValid():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_F2:
            self.edit(index.siblingAtColumn(COL_TEXT))
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_asked.emit()
        else:
            self.entered_row.emit()


class NoteList(QWidget):
    """The notes of the shown clip. The row of the note at the clock is chosen by itself."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = services.state
        self._notes = Notes.of(services)
        self._model = NoteModel(self)
        self._table = NoteTable(self)
        self._hint = dim_label("", self)
        self._buttons = [ActionButton(services.actions, f"review.note_{deed}", "", self) for deed in ("add", "remove")]
        for button, words in zip(self._buttons, (self.tr("Add"), self.tr("Remove")), strict=True):
            button.setText(words)  # which of what, the list says; its accessible name is whole
        self._build()
        self._model.worded.connect(self._notes.reword)
        self._table.clicked.connect(self._go)
        self._table.entered_row.connect(self._go)
        self._table.remove_asked.connect(self._remove)
        self._notes.changed.connect(self._take)
        self._state.position_changed.connect(self._follow)
        self._take()

    @property
    def table(self) -> QTableView:
        """The rows."""
        return self._table

    @property
    def hint(self) -> QLabel:
        """How notes are made, and how the list is used."""
        return self._hint

    @property
    def chosen(self) -> Note | None:
        """The note of the current row."""
        return self._model.note(self._table.currentIndex().row())

    def choose(self, key: str) -> None:
        """Make a note's row the current one."""
        found = self._model.row_of(key)
        if found >= 0 and found != self._table.currentIndex().row():
            self._table.setCurrentIndex(self._model.index(found, COL_TEXT))

    def _build(self) -> None:
        table = self._table
        table.setModel(self._model)
        table.setAccessibleName(self.tr("Notes of this clip"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        settle_table(table)
        table.setItemDelegate(WordsDelegate(table))
        table.setWordWrap(True)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head, metrics = table.horizontalHeader(), table.fontMetrics()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(COL_TEXT, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(COL_NUMBER, metrics.horizontalAdvance("99") + 2 * padding(metrics))
        head.geometriesChanged.connect(table.resizeRowsToContents)
        self._hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._hint)
        column.addWidget(table, 1)
        column.addLayout(row(*self._buttons))
        column.addStretch(0)

    def _take(self) -> None:
        before = self.chosen
        self._model.set_notes(self._notes.now)
        self._fit()
        self._table.setVisible(bool(self._notes.now))
        self._hint.setText(self._explain())
        if before is not None:
            self.choose(before.key)
        self._follow()

    def _fit(self) -> None:
        """As wide as the longest time, as high as the words."""
        metrics = self._table.fontMetrics()
        times = [timecode(note.time_s, 2) for note in self._notes.now] or ["0:00.00"]
        widest = max(metrics.horizontalAdvance(text) for text in times)
        self._table.setColumnWidth(COL_TIME, widest + 2 * padding(metrics))
        self._table.resizeRowsToContents()

    def _explain(self) -> str:
        if self._state.clip is None:
            return self.tr("Choose a screened clip.")
        if not self._notes.possible:
            return self.tr("Nothing can be noted of this clip: its content has no hash to keep a note by.")
        if not self._notes.now:
            return self.tr(
                "Nothing noted yet. 'Add note' marks the moment at the clock. Notes go into the report as your words."
            )
        return self.tr("Click or Enter goes there, F2 or a double click writes, Del removes.")

    def _follow(self, _position_s: float = 0.0, _origin: object = None) -> None:
        note = self._notes.at(self._state.position_s)
        if note is not None:
            self.choose(note.key)

    def _go(self, index: QModelIndex | None = None) -> None:
        note = (index or self._table.currentIndex()).data(ROLE_NOTE)
        if isinstance(note, Note):
            self._state.seek(note.time_s, self)

    def _remove(self) -> None:
        """Remove the current note, and go to the row that takes its place."""
        note, place = self.chosen, self._table.currentIndex().row()
        if note is not None:
            self._notes.remove(note.key)
            left = self._model.rowCount()
            if left:
                self._table.setCurrentIndex(self._model.index(min(place, left - 1), COL_TEXT))


def _inner(rect: QRect, metrics: QFontMetrics) -> QRect:
    beside, above = padding(metrics), round(metrics.height() * 0.35)
    return rect.adjusted(beside, above, -beside, 0)
