"""The library's list: sections of ensembles, detectors, face detectors, damaged files and what can be downloaded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, overload

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index: TypeAlias = QModelIndex | QPersistentModelIndex

ROLE_ENTRY = int(Qt.ItemDataRole.UserRole) + 1
"""The `Entry` of a row, None of a section."""
ROLE_FILTER = ROLE_ENTRY + 1
"""Everything that a filter may look for, in lower case."""

_NOWHERE = QModelIndex()


class Kind(StrEnum):
    """What a row stands for."""

    ENSEMBLE = "ensemble"
    DETECTOR = "detector"
    FACE_DETECTOR = "face_detector"
    DAMAGED = "damaged"
    OFFER = "offer"
    OFFERED_ENSEMBLE = "offered_ensemble"


class Mark(StrEnum):
    """Something to know of a row at a glance; shown as a picture with words."""

    DEFAULT = "default"
    BUNDLED = "bundled"
    DAMAGED = "damaged"
    INCOMPLETE = "incomplete"
    INSTALLED = "installed"
    NON_COMMERCIAL = "non_commercial"
    DOWNLOADING = "downloading"


@dataclass(frozen=True, slots=True)
class Badge:
    """A mark in the user's words."""

    mark: Mark
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. ``name`` identifies it within its kind (a damaged file's is its path); ``title`` stands below."""

    kind: Kind
    name: str
    shown: str
    title: str
    badges: tuple[Badge, ...] = ()

    @property
    def key(self) -> tuple[Kind, str]:
        """What stays the same when the library is read again."""
        return self.kind, self.name

    def spoken(self) -> str:
        """The row for a screen reader and the tool tip."""
        return ", ".join(part for part in (self.shown, self.title, *(badge.words for badge in self.badges)) if part)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its rows."""

    title: str
    entries: tuple[Entry, ...]


class LibraryModel(QAbstractItemModel):
    """Two levels: sections, and the rows of each. A row's internal id is its section's number + 1."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sections: tuple[Section, ...] = ()

    def set_sections(self, sections: Sequence[Section]) -> None:
        """Show these. Where only words and badges differ, the rows (and with them the selection) stay."""
        sections = tuple(sections)
        same = [[entry.key for entry in part.entries] for part in sections] == [
            [entry.key for entry in part.entries] for part in self._sections
        ]
        if not same:
            self.beginResetModel()
            self._sections = sections
            self.endResetModel()
            return
        self._sections = sections
        for index in self._entry_indexes():
            self.dataChanged.emit(index, index)

    def entry(self, index: Index) -> Entry | None:
        """The row behind an index; None for a section."""
        if not index.isValid() or not index.internalId():
            return None
        return self._sections[index.internalId() - 1].entries[index.row()]

    def find(self, kind: Kind, name: str) -> QModelIndex:
        """Where a row is; an invalid index where it is not."""
        for index in self._entry_indexes():
            entry = self.entry(index)
            if entry is not None and entry.key == (kind, name):
                return index
        return QModelIndex()

    def first(self) -> QModelIndex:
        """The first row."""
        return next(self._entry_indexes(), QModelIndex())

    def _entry_indexes(self) -> Iterator[QModelIndex]:
        for number, section in enumerate(self._sections):
            parent = self.index(number, 0)
            for row in range(len(section.entries)):
                yield self.index(row, 0, parent)

    # -- QAbstractItemModel ------------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        if column or row < 0 or row >= self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    @overload
    def parent(self) -> QObject | None: ...
    @overload
    def parent(self, index: Index) -> QModelIndex: ...
    def parent(self, index: Index | None = None) -> QObject | QModelIndex | None:
        if index is None:
            return super().parent()
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if not parent.isValid():
            return len(self._sections)
        return 0 if parent.internalId() else len(self._sections[parent.row()].entries)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        del parent
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.entry(index) is None:
            return Qt.ItemFlag.ItemIsEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        entry = self.entry(index)
        return _of_section(self._sections[index.row()], role) if entry is None else _of_entry(entry, role)


def _of_section(section: Section, role: int) -> object:
    if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
        return section.title
    return "" if role == ROLE_FILTER else None


def _of_entry(entry: Entry, role: int) -> object:
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return entry.shown
        case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
            return entry.spoken()
        case _ if role == ROLE_ENTRY:
            return entry
        case _ if role == ROLE_FILTER:
            return entry.spoken().lower()
    return None
