"""The window: menus, rooms, messages, the line at the bottom. What happens in a room is the room's business."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QActionGroup,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from dfd_core.paths import resource
from dfd_gui.shell.closing import Ask, ask_to_close
from dfd_gui.shell.dialogs import Dialogs
from dfd_gui.shell.drop_overlay import DropOverlay, dragged_paths
from dfd_gui.shell.leaving import Patience, busy, question
from dfd_gui.shell.menus import RecentMenu, fill_menu_bar
from dfd_gui.shell.message_bar import MessageBar
from dfd_gui.shell.notices import Notices, come_forward
from dfd_gui.shell.rooms import Ending, Offering, RoomSpec, Sampling, Taking
from dfd_gui.shell.status_line import StatusLine
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


class MainWindow(QMainWindow):
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
        super().__init__()
        self._services = services
        self._specs = rooms
        self._rooms: dict[str, QWidget] = {}
        self._ask = ask
        self._patience = Patience(self, self.busy, self.end)
        self._seen = False
        self._asked = False
        self._state = QSettings(str(services.paths.config / GEOMETRY), QSettings.Format.IniFormat) if remember else None
        self.notices = Notices(self)
        self.setWindowTitle(QCoreApplication.applicationName() or "DFD")
        self.setAcceptDrops(True)
        self.setMinimumSize(QSize(*SMALLEST).boundedTo(self.screen().availableSize()))
        self._build()
        self._tabs.setCurrentIndex(self._number(first))
        self._connect()
        self._place()

    # -- what others may ask ---------------------------------------------------------------------------------------

    def room(self, name: str) -> QWidget:
        """A room, made if it was not yet entered."""
        if name not in self._rooms:
            number = self._number(name)
            made = self._specs[number].make(self._services)
            self._rooms[name] = made
            host = self._stack.widget(number)
            layout = host.layout() if host is not None else None
            assert layout is not None
            layout.addWidget(made)
            self._welcome(made)
        return self._rooms[name]

    def enter(self, name: str) -> None:
        """Go to a room."""
        self._tabs.setCurrentIndex(self._number(name))

    def current_room(self) -> str:
        """The name of the room that is shown."""
        return self._specs[self._tabs.currentIndex()].name

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
        return busy(self._rooms.values())

    def end(self) -> None:
        """Close without asking."""
        self._asked = True
        self.close()

    # -- events ----------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        paths = dragged_paths(event.mimeData())
        if paths:
            self._overlay.show_for(paths)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._overlay.hide()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._overlay.hide()
        paths = dragged_paths(event.mimeData())
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            QTimer.singleShot(0, self, lambda: self.add_paths(paths))  # the other program waits for the drop's end

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._overlay.isVisible():
            self._overlay.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        answer = "stop" if self._asked else question(self, self._rooms.values(), self._ask)
        if answer == "stop":
            self._end()
            event.accept()
            return
        event.ignore()
        if answer == "keep":
            self._patience.start()

    # -- set-up ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._tabs = QTabBar(self)
        self._tabs.setAccessibleName(self.tr("Rooms"))
        self._tabs.setExpanding(False)
        self._tabs.setDrawBase(False)
        self._stack = QStackedWidget(self)
        self._stack.setAccessibleName(self.tr("Room"))
        for spec in self._specs:
            self._tabs.addTab(self._services.theme.icon(spec.icon), QCoreApplication.translate("Rooms", spec.title))
            host = QWidget(self._stack)
            QVBoxLayout(host).setContentsMargins(0, 0, 0, 0)
            self._stack.addWidget(host)
        body = QWidget(self)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._tabs)
        layout.addWidget(hairline(body))
        layout.addWidget(MessageBar(self._services.messages, self._services.theme, body))
        layout.addWidget(self._stack, 1)
        self.setCentralWidget(body)
        self.status = StatusLine(self._services, self)
        self.setStatusBar(self.status)
        self.menus = fill_menu_bar(self.menuBar(), self._services)
        recent = RecentMenu(
            self._services, self.tr("Open recent"), lambda path: self.add_paths([path]), self.menus["file"]
        )
        self.menus["file"].insertMenu(self._services.actions.get("queue.sample"), recent)
        self._overlay = DropOverlay(self._services.theme, self)

    def _connect(self) -> None:
        actions = self._services.actions
        actions.install(self, "window")
        self._dialogs = Dialogs(self._services, self)
        rooms, themes = QActionGroup(self), QActionGroup(self)
        for spec in self._specs:
            rooms.addAction(actions.connect(f"view.{spec.name}", self._entering(spec.name)))
        actions.connect("view.fullscreen", self._fill_screen)
        actions.connect("app.quit", self.close)
        for theme in _THEMES:
            themes.addAction(actions.connect(f"view.theme_{theme}", self._theming(theme)))
        self._services.settings.changed.connect(self._on_setting)
        self._services.settings.not_saved.connect(self._on_not_saved)
        self._services.engine.died.connect(self._on_death)
        self._services.engine.state_changed.connect(self._on_engine)
        self._tabs.currentChanged.connect(self._on_tab)
        self._on_setting("ui.theme")
        self._on_tab()

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

    def _on_tab(self) -> None:
        name = self.current_room()
        room = self.room(name)
        self._stack.setCurrentIndex(self._tabs.currentIndex())
        if not self._tabs.hasFocus():
            room.setFocus(Qt.FocusReason.OtherFocusReason)
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

    def _on_not_saved(self, why: str) -> None:
        text = self.tr("The settings could not be saved")
        hint = self.tr("They hold until the window closes. Check the folder's permissions and the free space.")
        self._services.messages.warn(text, hint, why, key="settings.save")

    def _on_death(self, reason: str) -> None:
        text = self.tr("The engine ended unexpectedly: {reason}").format(reason=reason)
        hint = self.tr("It starts again with the next clip.")
        self._services.messages.error(text, hint, self._services.engine.log_text(), key="engine.died")

    def _on_engine(self, state: str) -> None:
        if state == "ready":
            self._services.messages.clear("engine.died")

    def _on_all_done(self) -> None:
        self.notices.tell(self.tr("All clips are screened"))

    def _on_progress(self) -> None:
        """The queue's progress is told here while another room is shown; its own room shows it better."""
        room = None if self.current_room() == "screen" else self._rooms.get("screen")
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
        for room in self._rooms.values():
            if isinstance(room, Ending):
                room.shutdown()
        self._services.engine.shutdown()
        self.closed.emit()

    def _number(self, name: str) -> int:
        return next(number for number, spec in enumerate(self._specs) if spec.name == name)
