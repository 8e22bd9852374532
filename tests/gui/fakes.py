"""Stand-ins that the window's tests drive: an engine without a process, and the services around it."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, SignalInstance
from PySide6.QtWidgets import QApplication

from dfd_core.cases.store import CaseStore
from dfd_core.detectors.library import Library
from dfd_core.engine.protocol import Command, Event
from dfd_core.paths import UserPaths
from dfd_gui.actions import Actions
from dfd_gui.engine_signals import EngineSignals
from dfd_gui.history import History
from dfd_gui.services import Services
from dfd_gui.settings import FILE, Settings
from dfd_gui.shell.messages import Messages
from dfd_gui.shell.theme import Theme
from dfd_gui.state import ReviewState

CommandT = TypeVar("CommandT", bound=Command)


class FakeEngine:
    """An engine that notes what it is sent; the test says what it answers."""

    def __init__(self) -> None:
        self._signals = EngineSignals()
        self.sent: list[Command] = []
        self.state = "stopped"
        self.local = True
        self.working = False
        self.devices: tuple[str, ...] = ("cpu",)
        self.version = "0.0-fake"
        self.log = "engine: a line of the log"
        self._number = 0

    @property
    def event(self) -> SignalInstance:
        return self._signals.event_came

    @property
    def state_changed(self) -> SignalInstance:
        return self._signals.state_changed

    @property
    def died(self) -> SignalInstance:
        return self._signals.died

    def next_id(self) -> str:
        self._number += 1
        return str(self._number)

    def start(self) -> None:
        self._become("ready")

    def send(self, command: Command) -> None:
        self.start()
        self.sent.append(command)

    def shutdown(self) -> None:
        self._become("stopped")

    def log_text(self) -> str:
        return self.log

    # -- what a test does with it ----------------------------------------------------------------------------------

    def sent_of(self, kind: type[CommandT]) -> list[CommandT]:
        """The commands of one kind, in order."""
        return [command for command in self.sent if isinstance(command, kind)]

    def last(self, kind: type[CommandT]) -> CommandT:
        """The latest command of one kind."""
        return self.sent_of(kind)[-1]

    def emit_event(self, event: Event) -> None:
        """Answer."""
        self.event.emit(event)

    def die(self, reason: str = "the engine ended unexpectedly") -> None:
        """End as by kill -9."""
        self._become("failed")
        self.died.emit(reason)

    def _become(self, state: str) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)


def make_paths(folder: Path) -> UserPaths:
    """User folders below a temporary one."""
    return UserPaths(folder / "data", folder / "cache", folder / "config")


def make_services(folder: Path, engine: FakeEngine | None = None) -> Services:
    """Real settings, store, library, theme and actions in ``folder``, and a fake engine (or the given one)."""
    app = QCoreApplication.instance()
    assert isinstance(app, QApplication), "needs the qapp fixture"
    paths = make_paths(folder)
    settings = Settings(paths.config / FILE)
    theme = Theme(app, settings)
    return Services(
        paths=paths,
        settings=settings,
        engine=engine or FakeEngine(),
        library=Library(paths),
        store=CaseStore(paths.store),
        state=ReviewState(),
        actions=Actions(theme, settings),
        theme=theme,
        messages=Messages(),
        history=History(),
    )
