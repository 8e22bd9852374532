"""The queue as a Qt item model: the entries in the order of work, and what each column says of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from dfd_core.types import Label
from dfd_gui.items import queue_text as text
from dfd_gui.queue.entry import Entry, State

COL_CLIP, COL_LENGTH, COL_STATE, COL_LEFT, COL_VERDICT, COL_SCORE = range(6)
COLUMNS = 6

MIME = "application/x-dfd-queue-rows"
"""Keys of dragged rows, one a line."""
TOUCH_MS = 250
"""Changes of entries are told of at most so often."""
MANY = 50
"""More rows than this are removed at one stroke: views then start anew instead of closing gap after gap."""

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

_RANK = {
    Label.LIKELY_MANIPULATED: 0,
    Label.INCONCLUSIVE: 1,
    Label.NO_RESULT: 2,
    Label.LIKELY_AUTHENTIC: 3,
}
"""Sorted by verdict, what most needs a look comes first."""


class Role(IntEnum):
    """What an index knows beside the standard roles."""

    ENTRY = Qt.ItemDataRole.UserRole + 1
    """The `Entry`; for delegates."""
    SORT = Qt.ItemDataRole.UserRole + 2
    """A number or text to sort by."""


class QueueModel(QAbstractTableModel):
    """Rows are entries. Whoever changes an entry calls `touch`; views are told of it in bundles."""

    counted = Signal()
    """States, verdicts or the number of rows have changed: what is counted may be another now."""
    rearranged = Signal(list)
    """Rows were put into another order; the keys in the order before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._rows: dict[str, int] = {}
        self._dirty: set[str] = set()
        self._told_s = 0.0
        self._answers: Mapping[int, Callable[[Entry, int], object]] = {
            Qt.ItemDataRole.DisplayRole: _words,
            Qt.ItemDataRole.ToolTipRole: lambda entry, _: text.tip(entry),
            Qt.ItemDataRole.TextAlignmentRole: lambda _, column: _alignment(column),
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
            Qt.ItemDataRole.AccessibleDescriptionRole: lambda entry, _: text.tip(entry),
            Role.ENTRY: lambda entry, _: entry,
            Role.SORT: _rank,
        }
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)

    # ---- the list ----------------------------------------------------------------------------------------------

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def entries(self) -> list[Entry]:
        """All entries in the order of work; the list is a copy."""
        return list(self._entries)

    def entry(self, key: str) -> Entry | None:
        """The entry of that key."""
        row = self._rows.get(key)
        return None if row is None else self._entries[row]

    def at(self, row: int) -> Entry:
        """The entry in a row."""
        return self._entries[row]

    def row_of(self, key: str) -> int:
        """Its row, -1 where there is none."""
        return self._rows.get(key, -1)

    def add(self, entries: Sequence[Entry]) -> None:
        """Put entries at the end."""
        if entries:
            first = len(self._entries)
            self.beginInsertRows(_ROOT, first, first + len(entries) - 1)
            self._entries += entries
            self._rows |= {entry.key: first + number for number, entry in enumerate(entries)}
            self.endInsertRows()
            self.counted.emit()

    def remove(self, keys: Iterable[str]) -> None:
        """Take entries off the list."""
        rows = sorted((self._rows[key] for key in keys if key in self._rows), reverse=True)
        if len(rows) > MANY:
            gone = set(rows)
            self._replace([entry for row, entry in enumerate(self._entries) if row not in gone])
            return
        for row in rows:
            self.beginRemoveRows(_ROOT, row, row)
            del self._entries[row]
            self._index()
            self.endRemoveRows()
        if rows:
            self.counted.emit()

    def insert(self, places: Sequence[tuple[int, Entry]]) -> None:
        """Put entries into these rows, from the top: each is in that row when all are there."""
        if len(places) > MANY:
            order = list(self._entries)
            for row, entry in places:
                order.insert(row, entry)
            self._replace(order)
            return
        for row, entry in places:
            at = min(row, len(self._entries))
            self.beginInsertRows(_ROOT, at, at)
            self._entries.insert(at, entry)
            self._index()
            self.endInsertRows()
        if places:
            self.counted.emit()

    def move(self, keys: Iterable[str], before: int) -> None:
        """Put entries, in their present order, before the entry that is now in row ``before``."""
        chosen = {key for key in keys if key in self._rows}
        moved = [entry for entry in self._entries if entry.key in chosen]
        ahead = [entry for entry in self._entries[:before] if entry.key not in chosen]
        behind = [entry for entry in self._entries[before:] if entry.key not in chosen]
        self._rearrange(ahead + moved + behind)

    def shift(self, keys: Iterable[str], by: int) -> None:
        """Move entries one row up (-1) or down (1) together; those at the edge stay."""
        chosen = set(keys)
        order = self._entries[::-1] if by > 0 else self._entries[:]
        for place in range(1, len(order)):
            if order[place].key in chosen and order[place - 1].key not in chosen:
                order[place - 1], order[place] = order[place], order[place - 1]
        self._rearrange(order[::-1] if by > 0 else order)

    def arrange(self, keys: Sequence[str]) -> None:
        """Put entries into this order; others come after them, in the order that they have."""
        chosen = [self._entries[self._rows[key]] for key in keys if key in self._rows]
        wanted = set(keys)
        self._reorder(chosen + [entry for entry in self._entries if entry.key not in wanted])

    def touch(self, key: str, *, now: bool = False) -> None:
        """Say that an entry has changed; ``now`` for what the user waits to see."""
        self._dirty.add(key)
        if now:
            self.flush()
        elif not self._timer.isActive():
            since_ms = (time.monotonic() - self._told_s) * 1000
            self._timer.start(max(0, round(TOUCH_MS - since_ms)))

    def flush(self) -> None:
        """Tell the views what has changed."""
        self._timer.stop()
        self._told_s = time.monotonic()
        rows = sorted(self._rows[key] for key in self._dirty if key in self._rows)
        self._dirty.clear()
        for first, last in _stretches(rows):
            self.dataChanged.emit(self.index(first, 0), self.index(last, COLUMNS - 1))
        if rows:
            self.counted.emit()

    def _rearrange(self, order: list[Entry]) -> None:
        before = [entry.key for entry in self._entries]
        self._reorder(order)
        if before != [entry.key for entry in self._entries]:
            self.rearranged.emit(before)

    def _reorder(self, order: list[Entry]) -> None:
        if [entry.key for entry in order] == [entry.key for entry in self._entries]:
            return
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        keys = [self._entries[index.row()].key for index in old]
        self._entries = order
        self._index()
        self.changePersistentIndexList(
            old, [self.index(self._rows[key], index.column()) for key, index in zip(keys, old, strict=True)]
        )
        self.layoutChanged.emit()

    def _replace(self, entries: list[Entry]) -> None:
        self.beginResetModel()
        self._entries = entries
        self._index()
        self.endResetModel()
        self.counted.emit()

    def _index(self) -> None:
        self._rows = {entry.key: row for row, entry in enumerate(self._entries)}

    # ---- as Qt wants it ----------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        answer = self._answers.get(role)
        if answer is None or not index.isValid() or index.row() >= len(self._entries):
            return None
        return answer(self._entries[index.row()], index.column())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < COLUMNS:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles()[section]
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled  # between the rows, never onto one
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled | flag.ItemNeverHasChildren

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = sorted({index.row() for index in indexes})
        data = QMimeData()
        data.setData(MIME, QByteArray("\n".join(self._entries[row].key for row in rows).encode()))
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        del column
        if action != Qt.DropAction.MoveAction or not data.hasFormat(MIME):
            return False
        keys = bytes(data.data(MIME).data()).decode().split("\n")
        before = row if row >= 0 else parent.row() if parent.isValid() else len(self._entries)
        self.move(keys, before)
        return True

    def _titles(self) -> tuple[str, ...]:
        return (
            self.tr("Clip"),
            self.tr("Length"),
            self.tr("State"),
            self.tr("Time left"),
            self.tr("Verdict"),
            self.tr("Score"),
        )

    def _spoken(self, entry: Entry, column: int) -> str:
        """The cell with its column's name, for screen readers."""
        words = _words(entry, column)
        if column == COL_CLIP:
            return f"{words}, {text.facts(entry)}"
        if column == COL_STATE and (note := text.state_note(entry)):
            words = f"{words}, {note}"
        return (
            f"{self._titles()[column]}: {words}"
            if words
            else self.tr("{column}: none").format(column=self._titles()[column])
        )


def _words(entry: Entry, column: int) -> str:
    match column:
        case 0:
            return entry.name
        case 1:
            return text.length(entry)
        case 2:
            return text.state_words(entry)
        case 3:
            return text.left(entry)
        case 4:
            return text.verdict_words(entry)
        case _:
            return text.score_words(entry)


def _alignment(column: int) -> Qt.AlignmentFlag:
    right = column in {COL_LENGTH, COL_LEFT, COL_SCORE}
    return (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter


_STATE_ORDER = (
    State.RUNNING,
    State.QUEUED,
    State.FAILED,
    State.INTERRUPTED,
    State.PARTIAL,
    State.CANCELLED,
    State.DONE,
)
_LAST = 1e18
"""Sorts behind every value that is known."""


def _rank(entry: Entry, column: int) -> str | float:
    match column:
        case 0:
            return entry.name.casefold()
        case 1:
            return entry.duration_s
        case 2:
            return _STATE_ORDER.index(entry.state)
        case 3:
            return _LAST if entry.live.left_s is None else entry.live.left_s
        case 4:
            return _LAST if entry.label is None else _RANK[entry.label] - (entry.score or 0.0) / 2
        case _:
            return -1.0 if entry.score is None else entry.score


def _stretches(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of neighbouring rows, from rising row numbers."""
    start = 0
    for place in range(1, len(rows) + 1):
        if place == len(rows) or rows[place] != rows[place - 1] + 1:
            yield rows[start], rows[place - 1]
            start = place
