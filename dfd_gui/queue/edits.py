"""Changes of the list that can be taken back: rows that went come again at their places, an order that was is again.

What belongs to a row (its partial result, its picture) is kept until the window closes: nothing is lost with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QObject

from dfd_gui.history import History
from dfd_gui.items.queue_model import QueueModel
from dfd_gui.queue.entry import OPEN, Entry, Live

Places: TypeAlias = list[tuple[int, Entry]]
"""Rows with their entries, from the top."""


class Edits(QObject):
    """Does them through the history.

    Args:
        history: where they can be taken back.
        model: the list.
        take_off: takes entries off it, and ends what they do.
        put_back: puts entries into rows again; some may have no place there any more.
        arranged: the order is another now.
    """

    def __init__(
        self,
        history: History,
        model: QueueModel,
        take_off: Callable[[Sequence[Entry]], None],
        put_back: Callable[[Places], None],
        arranged: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._history = history
        self._model = model
        self._take_off = take_off
        self._put_back = put_back
        self._arranged = arranged
        model.rearranged.connect(self._on_rearranged)

    def remove(self, entries: Sequence[Entry], words: str = "") -> None:
        """Take entries off the list; ``words``: what that is called, where it has a name of its own."""
        if not entries:
            return
        places: Places = []
        keys = [entry.key for entry in entries]
        self._history.do(words or self._removal(entries), partial(self._off, keys, places), partial(self._back, places))

    def _removal(self, entries: Sequence[Entry]) -> str:
        if len(entries) == 1:
            return self.tr("remove {name}").format(name=entries[0].name)
        return self.tr("remove {count} clips").format(count=len(entries))

    def _off(self, keys: Sequence[str], places: Places) -> None:
        """Note where the rows are, and take them off."""
        wanted = set(keys)
        found = [(row, entry) for row, entry in enumerate(self._model) if entry.key in wanted]
        places[:] = [(row, _as_it_comes_back(entry)) for row, entry in found]
        self._take_off([entry for _, entry in found])

    def _back(self, places: Places) -> None:
        self._put_back(places)

    def _on_rearranged(self, before: Sequence[str]) -> None:
        """Somebody has put the rows into another order."""
        after = [entry.key for entry in self._model]
        self._history.do(self.tr("move clips"), partial(self._arrange, after), partial(self._arrange, before))

    def _arrange(self, keys: Sequence[str]) -> None:
        self._model.arrange(keys)
        self._arranged()


def without(places: Places, gone: Callable[[Entry], bool]) -> Places:
    """The rows that the others take where some are left out."""
    left: Places = []
    for place, (row, entry) in enumerate(places):
        if not gone(entry):
            left.append((row - place + len(left), entry))
    return left


def _as_it_comes_back(entry: Entry) -> Entry:
    """What had ended comes back as it was; what was still to come, as another entry: the old one has yet to end."""
    if entry.state not in OPEN:
        return entry
    again = replace(entry, live=Live())
    again.requeue(fresh=entry.fresh)
    return again
