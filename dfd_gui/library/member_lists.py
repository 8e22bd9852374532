"""Two lists side by side, installed detectors and chosen ones; drag between them, or use the buttons or Enter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from dfd_gui.shell.parts import button, em
from dfd_gui.shell.theme import Theme
from dfd_gui.shell.widgets import title_label


class _List(QListWidget):
    """A list that takes rows from its twin."""

    arrived = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setFrameShape(QListWidget.Shape.StyledPanel)
        self.setMinimumHeight(em(self, 9))
        self.setMinimumWidth(em(self, 8))
        self.setIconSize(QSize(em(self, 0.9), em(self, 0.9)))

    def dropEvent(self, event: QDropEvent) -> None:
        if isinstance(event.source(), _List):
            super().dropEvent(event)
            self.arrived.emit()

    def names(self) -> list[str]:
        """The rows' names, in order."""
        return [self.item(place).text() for place in range(self.count())]


class MemberLists(QWidget):
    """Which detectors an ensemble is made of; their order is that of the list."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.installed = _List(self.tr("Installed detectors"), self)
        self.members = _List(self.tr("Detectors of the ensemble"), self)
        self.add_button = button(self.tr("Add"), parent=self)
        self.add_button.setIcon(theme.icon("chevron-right"))
        self.remove_button = button(self.tr("Take out"), parent=self)
        self.remove_button.setIcon(theme.icon("chevron-left"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(_titled(self.tr("Installed"), self.installed), 1)
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.add_button)
        middle.addWidget(self.remove_button)
        middle.addStretch(1)
        layout.addLayout(middle)
        layout.addLayout(_titled(self.tr("In the ensemble"), self.members), 1)
        self.add_button.clicked.connect(lambda: self._move(self.installed, self.members))
        self.remove_button.clicked.connect(lambda: self._move(self.members, self.installed))
        self.installed.itemActivated.connect(lambda: self._move(self.installed, self.members))
        self.members.itemActivated.connect(lambda: self._move(self.members, self.installed))
        for one in (self.installed, self.members):
            one.arrived.connect(self._on_moved)
            one.itemSelectionChanged.connect(self._update)
        self._update()

    def fill(self, titles: Mapping[str, str], chosen: Sequence[str]) -> None:
        """Show these detectors (name and title), some of them chosen."""
        self.installed.clear()
        self.members.clear()
        for name in chosen:
            self.members.addItem(self._row(name, titles[name]))
        for name, title in titles.items():
            if name not in chosen:
                self.installed.addItem(self._row(name, title))
        self._update()

    def chosen(self) -> list[str]:
        """Names of the chosen detectors, in order."""
        return self.members.names()

    def choose(self, name: str) -> None:
        """Choose one more."""
        for item in self.installed.findItems(name, Qt.MatchFlag.MatchExactly):
            self.installed.setCurrentItem(item)
            self._move(self.installed, self.members)

    def _row(self, name: str, title: str) -> QListWidgetItem:
        item = QListWidgetItem(self._theme.icon("chip"), name)
        item.setToolTip(title)
        return item

    def _move(self, source: _List, target: _List) -> None:
        for item in source.selectedItems():
            target.addItem(source.takeItem(source.row(item)))
        self._on_moved()

    def _on_moved(self) -> None:
        self._update()
        self.changed.emit()

    def _update(self) -> None:
        self.add_button.setEnabled(bool(self.installed.selectedItems()))
        self.remove_button.setEnabled(bool(self.members.selectedItems()))


def _titled(title: str, widget: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout()
    layout.addWidget(title_label(title))
    layout.addWidget(widget, 1)
    return layout
