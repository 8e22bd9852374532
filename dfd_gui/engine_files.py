"""Files for and from an engine on another computer, so that the rooms only ever see files of this one."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from dfd_core.engine.protocol import (
    Cancelled,
    Command,
    Event,
    Failed,
    FileData,
    FrameReady,
    GetFile,
    InputReady,
    NeedFile,
    Probed,
    ProxyReady,
    PutFile,
    Screened,
)
from dfd_core.engine.transfer import Received, needed, pieces
from dfd_core.errors import DfdError

PENDING = 4 << 20
"""Bytes that may wait in the pipe; more pieces are read when some have gone."""


@dataclass(frozen=True, slots=True)
class _Output:
    """A field of an event that names a file. ``source``: the field of the command that says where it is wanted."""

    field: str
    source: str
    needed: bool = False


_PREVIEWS = (_Output("proxy", "folder"), _Output("faces", "folder"))
_OUTPUTS: Mapping[type[Any], tuple[_Output, ...]] = {
    Probed: (_Output("thumbnail", "thumbnail"),),
    Screened: _PREVIEWS,
    Cancelled: _PREVIEWS,
    FrameReady: (_Output("out", "out", needed=True),),
    ProxyReady: (_Output("out", "out", needed=True), _Output("faces", "faces")),
    InputReady: (_Output("input_out", "input_out", needed=True), _Output("map_out", "map_out")),
}


@dataclass(slots=True)
class _Fetch:
    """A file on its way here: the first of ``outputs``, on which ``event``, the answer to ``command``, waits."""

    event: Event
    command: Command
    outputs: list[_Output]
    received: Received


class FileExchange:
    """Sends what a remote engine asks for, and fetches what its events name.

    Args:
        write: sends a command to the engine.
        next_id: makes ids.
        deliver: takes the events whose files are here.
    """

    def __init__(
        self, write: Callable[[Command], None], next_id: Callable[[], str], deliver: Callable[[Event], None]
    ) -> None:
        self._write = write
        self._next_id = next_id
        self._deliver = deliver
        self._uploads: deque[Iterator[PutFile]] = deque()
        self._fetches: dict[str, _Fetch] = {}

    def forget(self) -> None:
        """The engine is gone, and with it everything that was on its way."""
        self._uploads.clear()
        for fetch in self._fetches.values():
            fetch.received.drop()
        self._fetches.clear()

    def send_file(self, wanted: NeedFile, command: Command | None) -> None:
        """Send the file that ``command`` names; an engine is given nothing else of this computer."""
        if command is not None and wanted.path in needed(command):
            self._uploads.append(pieces(wanted))

    def pump(self, pending: int) -> None:
        """Send more pieces unless ``pending`` bytes of earlier ones are still waiting."""
        while self._uploads and pending < PENDING:
            piece = next(self._uploads[0], None)
            if piece is None:
                self._uploads.popleft()
                continue
            self._write(piece)
            pending += len(piece.data)

    def take(self, event: Event, command: Command | None) -> bool:
        """Look at an event of the engine; True if it is dealt with here (and perhaps delivered later)."""
        if isinstance(event, FileData):
            self._receive(event)
            return True
        if isinstance(event, Failed) and event.id in self._fetches:
            self._missing(event.id, event.code, event.message)
            return True
        outputs = [output for output in _OUTPUTS.get(type(event), ()) if getattr(event, output.field)]
        if not outputs or command is None:
            return False
        self._fetch(event, command, outputs)
        return True

    def _fetch(self, event: Event, command: Command, outputs: list[_Output]) -> None:
        """Ask for the first of ``outputs``; without any, the event is complete."""
        if not outputs:
            self._deliver(event)
            return
        number, there = self._next_id(), getattr(event, outputs[0].field)
        self._fetches[number] = _Fetch(event, command, outputs, Received(_target(command, outputs[0], there)))
        self._write(GetFile(number, there))

    def _receive(self, piece: FileData) -> None:
        fetch = self._fetches.get(piece.id)
        if fetch is None:
            return
        try:
            fetch.received.add(piece)
        except DfdError as error:
            self._missing(piece.id, error.code, error.message)
        except OSError as error:
            self._missing(piece.id, "file_error", f"{fetch.received.path}: {error.strerror}")
        else:
            if fetch.received.complete:
                self._settle(piece.id, str(fetch.received.path))

    def _missing(self, number: str, code: str, message: str) -> None:
        """A file does not come: the event goes without it, or turns into a failure."""
        fetch = self._fetches[number]
        fetch.received.drop()
        if fetch.outputs[0].needed:
            del self._fetches[number]
            self._deliver(Failed(fetch.event.id, fetch.command.KIND, code, message))
        else:
            self._settle(number, "")

    def _settle(self, number: str, path: str) -> None:
        fetch = self._fetches.pop(number)
        first, *rest = fetch.outputs
        changes: dict[str, Any] = {first.field: path}
        self._fetch(replace(fetch.event, **changes), fetch.command, rest)


def _target(command: Command, output: _Output, there: str) -> Path:
    """Where the file is wanted. Only the last part of its name comes from the other side, and only inside a folder."""
    wanted = Path(getattr(command, output.source))
    return (
        wanted / (PurePosixPath(there.replace("\\", "/")).name or output.field) if output.source == "folder" else wanted
    )
