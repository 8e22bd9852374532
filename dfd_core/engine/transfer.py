"""Files in pieces, for an engine that has no disk in common with its sender. Light."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from dfd_core.engine.protocol import (
    BuildProxy,
    Command,
    FileData,
    GetFrame,
    GetInput,
    NeedFile,
    Probe,
    PutFile,
    Screen,
)
from dfd_core.errors import Cancelled, DfdError
from dfd_core.paths import atomic_write

PIECE = 1 << 20
"""Bytes of a piece, before base64."""
GIVEN_UP = -1
"""Offset of a `PutFile` by which the sender says that it cannot read the file."""


def needed(command: Command) -> tuple[str, ...]:
    """The files of the sender that a command cannot do without; an engine may ask for these and no others."""
    match command:
        case BuildProxy() if command.faces:
            return command.path, command.extract
        case Screen() | Probe() | GetFrame() | GetInput() | BuildProxy():
            return (command.path,)
        case _:
            return ()


def pieces(wanted: NeedFile) -> Iterator[PutFile]:
    """The file that a remote engine asked for; where it cannot be read (on), the last piece says so by its offset.

    See ``needed`` for what an engine may ask for.
    """
    try:
        for offset, data, last in _read(Path(wanted.path)):
            yield PutFile(wanted.id, wanted.path, offset, data, last)
    except OSError:
        yield PutFile(wanted.id, wanted.path, GIVEN_UP, "", last=True)


def file_data(command_id: str, name: str, path: Path) -> Iterator[FileData]:
    """A file for the other side, which calls it ``name``.

    Raises:
        OSError: it cannot be read.
    """
    for offset, data, last in _read(path):
        yield FileData(command_id, name, offset, data, last)


def _read(path: Path) -> Iterator[tuple[int, str, bool]]:
    """Offset, base64 text and whether it is the last one, of each piece; an empty file has one, empty piece."""
    offset = 0
    with path.open("rb") as stream:
        data = stream.read(PIECE)
        while True:
            following = stream.read(PIECE)
            yield offset, base64.b64encode(data).decode("ascii"), not following
            if not following:
                return
            offset, data = offset + len(data), following


class Received:
    """A file that comes in pieces; whole at ``path`` after the last one, or not there at all. A context manager.

    Args:
        path: where it goes; its folder is made.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self.complete = False
        self._files = ExitStack()
        self._part: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.drop()

    def add(self, piece: PutFile | FileData) -> None:
        """Take the next piece.

        Raises:
            DfdError: ``bad_piece``, it is not the next one or no base64; ``not_sent``, the other side gave up.
            OSError: it cannot be written.
        """
        if piece.offset == GIVEN_UP:
            raise DfdError("not_sent", f"{piece.path}: the file cannot be read", "check that it is there")
        data = _decoded(piece)
        if piece.offset != self.size or self.complete:
            raise _bad_piece(piece)
        if self._part is None:
            self._part = self._files.enter_context(atomic_write(self.path))
        self._part.write(data)
        self.size += len(data)
        if piece.last:
            self._files.close()
            self.complete = True

    def drop(self) -> None:
        """Forget what came so far, unless the file is whole."""
        if not self.complete:
            with suppress(OSError):
                self._files.__exit__(Cancelled, Cancelled(), None)


def _decoded(piece: PutFile | FileData) -> bytes:
    try:
        return base64.b64decode(piece.data, validate=True)
    except (ValueError, binascii.Error):
        raise _bad_piece(piece) from None


def _bad_piece(piece: PutFile | FileData) -> DfdError:
    return DfdError("bad_piece", f"{piece.path}: a piece of the file is missing or damaged", "try again")
