"""The notes of the shown clip as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from dfd_core.cases.remarks import Note
from dfd_gui.review.words import timecode

Index: TypeAlias = QModelIndex | QPersistentModelIndex

COL_NUMBER, COL_TIME, COL_TEXT = range(3)
ROLE_NOTE = int(Qt.ItemDataRole.UserRole) + 1
"""The `Note` of a row."""

_NOWHERE = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)


class NoteModel(QAbstractTableModel):
    """Notes by time. Words that are written into it are only told: the row changes when the note has."""

    worded = Signal(str, str)
    """The note of that key is to have these words."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notes: Sequence[Note] = ()
        self._heads: Mapping[int, str] = {
            COL_NUMBER: "#",
            COL_TIME: self.tr("Time"),
            COL_TEXT: self.tr("Note"),
        }

    def set_notes(self, notes: Sequence[Note]) -> None:
        """Show these; where only words have changed, the view keeps its place."""
        same = [note.key for note in notes] == [note.key for note in self._notes]
        if same:
            self._notes = notes
            if notes:
                self.dataChanged.emit(self.index(0, 0), self.index(len(notes) - 1, COL_TEXT))
            return
        self.beginResetModel()
        self._notes = notes
        self.endResetModel()

    def note(self, row: int) -> Note | None:
        """The note of a row."""
        return self._notes[row] if 0 <= row < len(self._notes) else None

    def row_of(self, key: str) -> int:
        """Its row, -1 for none."""
        return next((row for row, note in enumerate(self._notes) if note.key == key), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._notes)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads.get(section)
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.NoItemFlags
        usual = flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemNeverHasChildren
        return usual | flag.ItemIsEditable if index.column() == COL_TEXT else usual

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if not index.isValid():
            return None
        note = self._notes[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return (str(index.row() + 1), timecode(note.time_s, 2), note.text)[index.column()]
            case Qt.ItemDataRole.EditRole:
                return note.text if index.column() == COL_TEXT else None
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(index.column())
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return self.words(index.row())
            case _:
                return note if role == ROLE_NOTE else None

    def setData(self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or index.column() != COL_TEXT:
            return False
        self.worded.emit(self._notes[index.row()].key, str(value))
        return True

    def words(self, row: int) -> str:
        """``Note 1, 0:01.23: the mouth``."""
        note = self._notes[row]
        return note_words(row + 1, note)


def note_words(number: int, note: Note) -> str:
    """A note in a line, for hovering and for screen readers."""
    head = QCoreApplication.translate("Notes", "Note {number}, {time}").format(
        number=number, time=timecode(note.time_s, 2)
    )
    return f"{head}: {note.text}" if note.text else head


def _alignment(column: int) -> Qt.AlignmentFlag:
    return _LEFT if column == COL_TEXT else _RIGHT
