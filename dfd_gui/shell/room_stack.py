"""The rooms of the window, one upon the other, and the tabs that lead to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from dfd_gui.shell.rooms import RoomSpec

if TYPE_CHECKING:
    from dfd_gui.services import Services


class RoomStack(QStackedWidget):
    """Makes each room when it is first entered.

    Args:
        services: what the rooms are made with.
        specs: what there is, in the order of the tabs.
        first: the room to begin in; it is not entered before `begin`.
        tabs: gets a tab for each.
        parent: the widget it stands in.
    """

    made = Signal(object)
    """A room that is there from now on."""
    entered = Signal(str)
    """The name of the room that is shown now."""

    def __init__(
        self, services: Services, specs: Sequence[RoomSpec], first: str, tabs: QTabBar, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._specs = specs
        self._tabs = tabs
        self._rooms: dict[str, QWidget] = {}
        for spec in specs:
            tabs.addTab(services.theme.icon(spec.icon), QCoreApplication.translate("Rooms", spec.title))
            host = QWidget(self)
            QVBoxLayout(host).setContentsMargins(0, 0, 0, 0)
            self.addWidget(host)
        tabs.setCurrentIndex(self._number(first))

    def begin(self) -> None:
        """Enter the first room, and from now on the one whose tab is chosen."""
        self._tabs.currentChanged.connect(self._on_tab)
        self._on_tab()

    def room(self, name: str) -> QWidget:
        """A room, made if it was not yet entered."""
        if name not in self._rooms:
            number = self._number(name)
            room = self._specs[number].make(self._services)
            self._rooms[name] = room
            host = self.widget(number)
            layout = host.layout() if host is not None else None
            assert layout is not None
            layout.addWidget(room)
            self.made.emit(room)
        return self._rooms[name]

    def there(self, name: str) -> QWidget | None:
        """A room, if it was entered."""
        return self._rooms.get(name)

    def all_there(self) -> list[QWidget]:
        """The rooms that were entered, the earliest first."""
        return list(self._rooms.values())

    def enter(self, name: str) -> None:
        """Go to a room."""
        self._tabs.setCurrentIndex(self._number(name))

    def current(self) -> str:
        """The name of the room that is shown."""
        return self._specs[self._tabs.currentIndex()].name

    def _on_tab(self) -> None:
        name = self.current()
        room = self.room(name)
        self.setCurrentIndex(self._tabs.currentIndex())
        if not self._tabs.hasFocus():
            room.setFocus(Qt.FocusReason.OtherFocusReason)
        self.entered.emit(name)

    def _number(self, name: str) -> int:
        return next(number for number, spec in enumerate(self._specs) if spec.name == name)
