"""Messages for the user: shown in a bar at the top of the window, never in a box that must be clicked away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Signal

from dfd_core.errors import DfdError

Level: TypeAlias = Literal["info", "warning", "error"]
Button: TypeAlias = tuple[str, Callable[[], object]]
"""Words of a button beside the message, and what it does."""


@dataclass(frozen=True, slots=True)
class Message:
    """What happened (``text``), what to do about it (``hint``), and more for whoever asks (``details``).

    A later message of the same ``key`` takes the place of the earlier one.
    """

    level: Level
    text: str
    hint: str = ""
    details: str = ""
    key: str = ""
    buttons: tuple[Button, ...] = ()


class Messages(QObject):
    """Where every part of the window leaves its messages. What is shown lies in `shown`, the latest last."""

    changed = Signal()
    added = Signal(object)
    """The new `Message`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: list[Message] = []

    @property
    def shown(self) -> tuple[Message, ...]:
        """Messages that nobody has dismissed."""
        return tuple(self._shown)

    def info(
        self, text: str, hint: str = "", details: str = "", key: str = "", buttons: tuple[Button, ...] = ()
    ) -> None:
        """Something went well or is worth knowing."""
        self.add(Message("info", text, hint, details, key, buttons))

    def warn(
        self, text: str, hint: str = "", details: str = "", key: str = "", buttons: tuple[Button, ...] = ()
    ) -> None:
        """Something is not as it should be, and work goes on."""
        self.add(Message("warning", text, hint, details, key, buttons))

    def error(
        self, text: str, hint: str = "", details: str = "", key: str = "", buttons: tuple[Button, ...] = ()
    ) -> None:
        """Something could not be done."""
        self.add(Message("error", text, hint, details, key, buttons))

    def failure(self, error: DfdError, key: str = "") -> None:
        """Show an error of the core: its sentence and its hint."""
        self.error(error.message, error.hint, key=key)

    def add(self, message: Message) -> None:
        """Show a message."""
        self._shown = [old for old in self._shown if not _replaced(old, message)]
        self._shown.append(message)
        self.changed.emit()
        self.added.emit(message)

    def dismiss(self, message: Message) -> None:
        """Take a message away."""
        if message in self._shown:
            self._shown.remove(message)
            self.changed.emit()

    def clear(self, key: str) -> None:
        """Take the message of that key away, because it holds no longer."""
        for message in self.shown:
            if message.key == key:
                self.dismiss(message)


def _replaced(old: Message, new: Message) -> bool:
    if new.key:
        return old.key == new.key
    return not old.key and (old.level, old.text) == (new.level, new.text)
