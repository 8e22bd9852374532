"""Parts and methods of a data set, to be ticked; and the table of what is in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from dfd_gui.library.figures import FigureTable
from dfd_gui.shell.parts import em
from dfd_gui.training import words
from dfd_gui.training.scan import Counts


class ChoiceList(QListWidget):
    """Names with their number of clips."""

    NOTHING = "\N{NULL}"
    """Chosen where nothing is: no data set has such a name."""

    def __init__(self, title: str, found: Mapping[str, int], chosen: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        for name, number in found.items():
            item = QListWidgetItem(f"{name}  ({words.count(number)})", self)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(_check(not chosen or name in chosen))
        self.setFixedHeight(em(self, 1.5) * min(self.count(), 7) + em(self, 0.5))

    def chosen(self) -> list[str]:
        """The ticked names; empty where all are."""
        items = [self.item(row) for row in range(self.count())]
        ticked = [str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() is _check(True)]
        if len(ticked) == len(items):
            return []
        return ticked or [self.NOTHING]

    def set_all(self, *, checked: bool) -> None:
        """Tick all, or none."""
        blocked = self.blockSignals(True)
        for row in range(self.count()):
            self.item(row).setCheckState(_check(checked))
        self.blockSignals(blocked)
        self.viewport().update()
        self.itemChanged.emit(self.item(0))


def table_of(counts: Counts, title: str) -> FigureTable:
    """Clips and groups of each class and method."""
    rows = [_row(words.translate("Training", "real"), counts, label=0)]
    methods = counts.methods()
    rows += [_row(method, counts, label=1, method=method) for method in methods]
    if len(methods) != 1:
        rows.append(_row(words.translate("Training", "all fakes"), counts, label=1))
    columns = (
        words.translate("Training", "Class and method"),
        words.translate("Training", "Clips"),
        words.translate("Training", "Groups"),
    )
    return FigureTable(title, columns, tuple(rows))


def _row(name: str, counts: Counts, *, label: int, method: str | None = None) -> tuple[str, str, str]:
    cells = [cell for cell in counts.clips if cell[2] == label and method in (None, cell[1])]
    groups = frozenset().union(*(counts.groups.get(cell, frozenset()) for cell in cells)) if cells else frozenset()
    number = sum(counts.clips[cell] for cell in cells)
    return name, words.count(number), words.count(len(groups)) if counts.done else words.NONE


def _check(wanted: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked
