"""The window: menus, rooms, messages, the line at the bottom. What happens in a room is the room's business."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup, QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from dfd_core.paths import resource
from dfd_gui.shell.closing import Ask, ask_to_close
from dfd_gui.shell.dialogs import Dialogs
from dfd_gui.shell.drop_window import DropWindow
from dfd_gui.shell.leaving import Patience, busy, question
from dfd_gui.shell.menus import RecentMenu, fill_menu_bar
from dfd_gui.shell.message_bar import MessageBar
from dfd_gui.shell.notices import Notices, come_forward
from dfd_gui.shell.room_stack import RoomStack
from dfd_gui.shell.rooms import Ending, Offering, RoomSpec, Sampling, Taking
from dfd_gui.shell.status_line import StatusLine
from dfd_gui.shell.troubles import Troubles
from dfd_gui.shell.undoing import Undoing
from dfd_gui.shell.widgets import hairline

if TYPE_CHECKING:
    from dfd_gui.services import Services

SIZE = (1440, 900)
SMALLEST = (1100, 700)
GEOMETRY = "window.ini"
DETECTOR = "detector:"
"""Before a detector's name in the setting ``screening.ensemble``."""
SAMPLE = ("samples", "astronaut.mp4")
_THEMES = ("system", "light", "dark")


class MainWindow(DropWindow):
    """The one window.

    Signals:
        painted: once, when it can be seen.
        closed: it has ended everything and may go.

    Args:
        services: what everything works with.
        rooms: what it consists of; each is made when it is first entered.
        ask: how to ask before closing while something runs.
        first: the room to begin in.
        remember: keep the window's place and size for the next start.
    """

    painted = Signal()
    closed = Signal()

    def __init__(
        self,
        services: Services,
        rooms: Sequence[RoomSpec],
        ask: Ask = ask_to_close,
        *,
        first: str = "screen",
        remember: bool = True,
    ) -> None:
        super().__init__(services.theme)
        self._services = services
        self._specs = rooms
        self._ask = ask
        self._patience = Patience(self, self.busy, self.end)
        self._seen = False
        self._asked = False
        self._state = QSettings(str(services.paths.config / GEOMETRY), QSettings.Format.IniFormat) if remember else None
        self.notices = Notices(self, lambda: self.enter("screen"))
        self.setWindowTitle(QCoreApplication.applicationName() or "DFD")
        self.setMinimumSize(QSize(*SMALLEST).boundedTo(self.screen().availableSize()))
        self._build(first)
        self._connect()
        self._place()

    # -- what others may ask ---------------------------------------------------------------------------------------

    def room(self, name: str) -> QWidget:
        """A room, made if it was not yet entered."""
        return self._rooms.room(name)

    def enter(self, name: str) -> None:
        """Go to a room."""
        self._rooms.enter(name)

    def current_room(self) -> str:
        """The name of the room that is shown."""
        return self._rooms.current()

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Screen these, and show that."""
        if paths:
            self.enter("screen")
            room = self.room("screen")
            assert isinstance(room, Taking)
            room.add_paths(paths)

    def come_forward(self) -> None:
        """Show the window before the others; it stays."""
        self._patience.cancel()
        come_forward(self)
        self.notices.hide()

    def busy(self) -> list[str]:
        """What runs in any room, in words."""
        return busy(self._rooms.all_there())

    def end(self) -> None:
        """Close without asking."""
        self._asked = True
        self.close()

    # -- events ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        answer = "stop" if self._asked else question(self, self._rooms.all_there(), self._ask)
        if answer == "stop":
            self._end()
            event.accept()
            return
        event.ignore()
        if answer == "keep":
            self._patience.start()

    # -- set-up ----------------------------------------------------------------------------------------------------

    def _build(self, first: str) -> None:
        tabs = QTabBar(self)
        tabs.setAccessibleName(self.tr("Rooms"))
        tabs.setExpanding(False)
        tabs.setDrawBase(False)
        self._rooms = RoomStack(self._services, self._specs, first, tabs, self)
        self._rooms.setAccessibleName(self.tr("Room"))
        body = QWidget(self)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(tabs)
        layout.addWidget(hairline(body))
        layout.addWidget(MessageBar(self._services.messages, self._services.theme, body))
        layout.addWidget(self._rooms, 1)
        self.setCentralWidget(body)
        self.status = StatusLine(self._services, self)
        self.setStatusBar(self.status)
        self.menus = fill_menu_bar(self.menuBar(), self._services)
        recent = RecentMenu(
            self._services, self.tr("Open recent"), lambda path: self.add_paths([path]), self.menus["file"]
        )
        self.menus["file"].insertMenu(self._services.actions.get("queue.sample"), recent)

    def _connect(self) -> None:
        actions = self._services.actions
        actions.install(self, "window")
        self._dialogs = Dialogs(self._services, self)
        self._undoing = Undoing(self._services, self)
        self._troubles = Troubles(self._services, self)
        rooms, themes = QActionGroup(self), QActionGroup(self)
        for spec in self._specs:
            rooms.addAction(actions.connect(f"view.{spec.name}", self._entering(spec.name)))
        actions.connect("view.fullscreen", self._fill_screen)
        actions.connect("app.quit", self.close)
        for theme in _THEMES:
            themes.addAction(actions.connect(f"view.theme_{theme}", self._theming(theme)))
        self._services.settings.changed.connect(self._on_setting)
        self._on_setting("ui.theme")
        self.dropped.connect(self.add_paths)
        self._rooms.made.connect(self._welcome)
        self._rooms.entered.connect(self._on_room)
        self._rooms.begin()

    def _welcome(self, room: QWidget) -> None:
        """Listen to what a new room tells, if it tells it."""
        if isinstance(room, Taking):
            room.all_done.connect(self._on_all_done)
            room.progressed.connect(self._on_progress)
        if isinstance(room, Offering):
            room.screen_requested.connect(lambda paths, name: self._screen_with(f"{DETECTOR}{name}", paths))
        if isinstance(room, Sampling):
            room.sample_requested.connect(self._screen_sample)

    def _place(self) -> None:
        self.resize(*SIZE)
        geometry = self._state.value("geometry") if self._state is not None else None
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)

    # -- what happens ----------------------------------------------------------------------------------------------

    def _entering(self, name: str) -> Callable[[], None]:
        return lambda: self.enter(name)

    def _theming(self, theme: str) -> Callable[[], None]:
        return lambda: self._services.settings.set("ui.theme", theme)

    def _on_room(self, name: str) -> None:
        for spec in self._specs:
            self._services.actions.set_checked(f"view.{spec.name}", spec.name == name)
        self._on_progress()

    def _on_setting(self, key: str) -> None:
        if key == "ui.theme":
            chosen = self._services.settings.text(key)
            for theme in _THEMES:
                self._services.actions.set_checked(f"view.theme_{theme}", theme == chosen)

    def _screen_sample(self, ensemble: str, detectors: tuple[str, ...]) -> None:
        self._screen_with(ensemble or f"{DETECTOR}{detectors[0]}", [resource(*SAMPLE)])

    def _screen_with(self, chosen: str, paths: Sequence[Path]) -> None:
        """Screen with what a room offers; that stays chosen, as if it had been chosen beside the queue."""
        self._services.settings.set("screening.ensemble", chosen)
        self.add_paths(paths)

    def _on_all_done(self) -> None:
        self.notices.tell(self.tr("All clips are screened"))

    def _on_progress(self) -> None:
        """The queue's progress is told here while another room is shown; its own room shows it better."""
        room = None if self.current_room() == "screen" else self._rooms.there("screen")
        self.status.say(room.progress() if isinstance(room, Taking) else "")

    def _fill_screen(self, filled: bool) -> None:
        self.setWindowState(
            self.windowState() | Qt.WindowState.WindowFullScreen
            if filled
            else self.windowState() & ~Qt.WindowState.WindowFullScreen
        )

    def _end(self) -> None:
        """End every room, tidily, then the engine."""
        if self._state is not None:
            self._state.setValue("geometry", self.saveGeometry())
            self._state.sync()
        self.notices.hide()
        for room in self._rooms.all_there():
            if isinstance(room, Ending):
                room.shutdown()
        self._services.engine.shutdown()
        self.closed.emit()
