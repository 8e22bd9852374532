"""What an engine was asked and has not answered: which commands wait, are in flight, are being cancelled."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from dfd_core.engine.protocol import (
    BuildProxy,
    Cancel,
    Cancelled,
    Command,
    Event,
    Failed,
    FileData,
    NeedFile,
    Notice,
    Progress,
    Screen,
    Started,
)


class Ledger:
    """The commands of one life of an engine."""

    def __init__(self) -> None:
        self._waiting: list[Command] = []
        self._in_flight: dict[str, Command] = {}
        self._cancelling: set[str] = set()

    @property
    def empty(self) -> bool:
        """Whether everything is answered."""
        return not (self._in_flight or self._waiting)

    @property
    def cancelling(self) -> bool:
        """Whether the end of some command is awaited."""
        return bool(self._cancelling)

    def wait(self, command: Command) -> None:
        """This is sent when the engine is ready."""
        self._waiting.append(command)

    def release(self) -> list[Command]:
        """What waited, in the order of asking; it waits no more."""
        waiting, self._waiting = self._waiting, []
        return waiting

    def sent(self, command: Command) -> None:
        """This is in flight now."""
        self._in_flight[command.id] = command

    def asked(self, number: str) -> Command | None:
        """The command in flight of that id."""
        return self._in_flight.get(number)

    def ended(self, number: str) -> None:
        """The engine is through with a command, though its files may be on their way: it is cancelled no more."""
        self._cancelling.discard(number)

    def delivered(self, number: str) -> None:
        """A command is answered."""
        self._in_flight.pop(number, None)

    def withdraw(self, cancel: Cancel) -> list[Cancelled]:
        """Drop what waits and is meant; the answers to it."""
        meant = [command for command in self._waiting if _meant(cancel, command)]
        for command in meant:
            self._waiting.remove(command)
        return [_cancelled(command) for command in meant]

    def mark(self, cancel: Cancel) -> bool:
        """Note what is in flight and meant; False where nothing is."""
        targets = [number for number, command in self._in_flight.items() if _meant(cancel, command)]
        self._cancelling.update(targets)
        return bool(targets)

    def last_answers(self, *, forced: bool) -> list[Event]:
        """Answers to all that is lost with the engine, where its end was meant; nothing where it died by itself.

        Args:
            forced: it was ended because it did not answer a `Cancel`.
        """
        lost = {**self._in_flight, **{command.id: command for command in self._waiting}}
        if not (forced or lost.keys() <= self._cancelling):
            return []
        return [
            _cancelled(command) if number in self._cancelling else _swept_away(command)
            for number, command in lost.items()
        ]

    def clear(self) -> None:
        """Forget everything."""
        self._in_flight.clear()
        self._waiting.clear()
        self._cancelling.clear()


def final(event: Event) -> bool:
    """Whether the command of this event is done with it."""
    return not isinstance(event, Started | Progress | Notice | NeedFile | FileData)


def _meant(cancel: Cancel, command: Command) -> bool:
    if cancel.target:
        return command.id == cancel.target
    return isinstance(command, Screen | BuildProxy)


def _cancelled(command: Command) -> Cancelled:
    return Cancelled(command.id, path=getattr(command, "path", ""))


def _swept_away(command: Command) -> Failed:
    """The answer to a command that was lost when another one had to be stopped by force."""
    message = QCoreApplication.translate("EngineClient", "the engine had to be ended to stop another task")
    hint = QCoreApplication.translate("EngineClient", "try again")
    return Failed(command.id, command.KIND, "engine_stopped", message, hint)
