"""The rooms of the window, imported when they are first entered: starting must not wait for what is not looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from dfd_gui.texts import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from dfd_gui.services import Services


@runtime_checkable
class Working(Protocol):
    """A room in which something may run."""

    def busy(self) -> list[str]:
        """What runs, in words; empty: nothing."""


@runtime_checkable
class Ending(Protocol):
    """A room that has something to end or to write down."""

    def shutdown(self) -> None:
        """Do so."""


@runtime_checkable
class Outliving(Protocol):
    """A room whose work may go on without the window: it asks for itself what becomes of that."""

    def may_close(self) -> bool:
        """Ask, if there is anything to ask; False if the window is to stay."""


@runtime_checkable
class Offering(Protocol):
    """A room that wants clips screened with a detector of its own."""

    screen_requested: SignalInstance
    """The clips (a list of `Path`), and the detector's name."""


@runtime_checkable
class Sampling(Protocol):
    """A room that wants the sample clip screened."""

    sample_requested: SignalInstance
    """The name of an ensemble, or empty and a tuple of detectors' names."""


@runtime_checkable
class Taking(Protocol):
    """The room that takes clips, and tells how far they are."""

    all_done: SignalInstance
    progressed: SignalInstance

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Screen these."""

    def progress(self) -> str:
        """How far it is, in words; empty when nothing runs."""

    def failures(self) -> list[str]:
        """Clips that could not be screened, each with its reason."""

    def prepare(self) -> None:
        """Make what will be needed soon, in a quiet moment."""


@dataclass(frozen=True, slots=True)
class RoomSpec:
    """A room: what ``--tab`` calls it, its English title, its picture, and how to make it.

    What else it can do, it shows by its methods: see `Working`, `Ending`, `Taking`.
    """

    name: str
    title: str
    icon: str
    make: Callable[[Services], QWidget]


def rooms(*, remember: bool = True) -> tuple[RoomSpec, ...]:
    """The rooms of the window; ``remember``: the queue is that of the last session, and the next one's."""
    return (
        RoomSpec("screen", QT_TRANSLATE_NOOP("Rooms", "Screening"), "screen", partial(_screen, remember=remember)),
        RoomSpec("training", QT_TRANSLATE_NOOP("Rooms", "Training"), "train", _training),
        RoomSpec("library", QT_TRANSLATE_NOOP("Rooms", "Library"), "library", _library),
    )


def _screen(services: Services, *, remember: bool) -> QWidget:
    from dfd_gui.shell.screen_room import ScreenRoom

    return ScreenRoom(services, persist=remember)


def _training(services: Services) -> QWidget:
    from dfd_gui.training.room import TrainingRoom

    return TrainingRoom(services)


def _library(services: Services) -> QWidget:
    from dfd_gui.library.room import LibraryRoom

    return LibraryRoom(services)
