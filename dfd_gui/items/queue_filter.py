"""Sorting and filtering of the queue: by verdict, by what is unfinished, by words."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from dfd_core.types import Label
from dfd_gui.items import queue_text as text
from dfd_gui.items.queue_model import QueueModel, Role
from dfd_gui.queue.entry import Entry, State


class Kind(StrEnum):
    """What the chips above the queue let through."""

    ALL = "all"
    LIKELY_MANIPULATED = str(Label.LIKELY_MANIPULATED)
    INCONCLUSIVE = str(Label.INCONCLUSIVE)
    LIKELY_AUTHENTIC = str(Label.LIKELY_AUTHENTIC)
    NO_RESULT = str(Label.NO_RESULT)
    UNFINISHED = "unfinished"
    """Waiting, running, failed, cancelled, interrupted, partial."""

    def holds(self, state: State, label: Label | None) -> bool:
        """Whether a clip of that state and verdict is of this kind."""
        match self:
            case Kind.ALL:
                return True
            case Kind.UNFINISHED:
                return state is not State.DONE
        return label is not None and label.value == self.value


class QueueFilter(QSortFilterProxyModel):
    """Shows the queue in its order of work until a column is chosen to sort by."""

    def __init__(self, model: QueueModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = model
        self._kind = Kind.ALL
        self._words: tuple[str, ...] = ()
        self.setSortRole(Role.SORT)
        self.setSourceModel(model)

    @property
    def kind(self) -> Kind:
        """What is let through."""
        return self._kind

    def show_kind(self, kind: Kind) -> None:
        """Let only this kind through."""
        if kind is not self._kind:
            self.beginFilterChange()
            self._kind = kind
            self.endFilterChange()

    def show_words(self, words: str) -> None:
        """Let only clips through whose name, folder, state or verdict holds every one of these words."""
        chosen = tuple(words.casefold().split())
        if chosen != self._words:
            self.beginFilterChange()
            self._words = chosen
            self.endFilterChange()

    def entry(self, row: int) -> Entry:
        """The entry in a row as shown."""
        return self._queue.at(self.mapToSource(self.index(row, 0)).row())

    def row_of(self, key: str) -> int:
        """The row as shown of an entry, -1 where it is not shown."""
        row = self._queue.row_of(key)
        return self.mapFromSource(self._queue.index(row, 0)).row() if row >= 0 else -1

    @property
    def in_order(self) -> bool:
        """Whether the rows stand in the order of work, so that moving one means something."""
        return self.sortColumn() < 0

    def filterAcceptsRow(self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex) -> bool:
        del source_parent
        entry = self._queue.at(source_row)
        return self._kind.holds(entry.state, entry.label) and all(word in _searched(entry) for word in self._words)

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction if self.in_order else Qt.DropAction.IgnoreAction


def _searched(entry: Entry) -> str:
    return f"{entry.path_text} {text.state_words(entry)} {text.verdict_words(entry)}".casefold()
