"""What the window's parts are given: one bundle, made by `dfd_gui.app`, handed down through constructors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from dfd_core.cases.store import CaseStore
    from dfd_core.detectors.library import Library
    from dfd_core.engine.protocol import Command
    from dfd_core.paths import UserPaths
    from dfd_gui.actions import Actions
    from dfd_gui.history import History
    from dfd_gui.settings import Settings
    from dfd_gui.shell.messages import Messages
    from dfd_gui.shell.theme import Theme
    from dfd_gui.state import ReviewState


class Engine(Protocol):
    """The engine as the rooms see it: `dfd_gui.engine_client.EngineClient`, or a stand-in of the tests."""

    @property
    def event(self) -> SignalInstance:
        """Signal with each event of `dfd_core.engine.protocol`; paths in it are of this computer."""

    @property
    def state_changed(self) -> SignalInstance:
        """Signal with the new `state`."""

    @property
    def died(self) -> SignalInstance:
        """Signal with the reason in words. Commands in flight are lost and are not sent again."""

    @property
    def state(self) -> str:
        """``stopped``, ``starting``, ``ready`` or ``failed``."""

    @property
    def working(self) -> bool:
        """Whether it has been sent anything that it has not answered."""

    @property
    def local(self) -> bool:
        """Whether the engine sees the files of this computer."""

    @property
    def devices(self) -> tuple[str, ...]:
        """What `Screen.device` may be; empty until the engine was ready once."""

    @property
    def version(self) -> str:
        """The engine's version; empty until it was ready once."""

    def next_id(self) -> str:
        """A fresh id for a command."""

    def start(self) -> None:
        """Start it unless it runs."""

    def send(self, command: Command) -> None:
        """Send a command; starts the engine, and waits until it is ready, where need be."""

    def shutdown(self) -> None:
        """End it."""

    def log_text(self) -> str:
        """The latest lines of its log."""


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that a room of the window works with."""

    paths: UserPaths
    settings: Settings
    engine: Engine
    library: Library
    store: CaseStore
    state: ReviewState
    actions: Actions
    theme: Theme
    messages: Messages
    history: History
