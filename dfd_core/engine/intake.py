"""Commands that wait for files of the sender, where the disk is not shared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dfd_core.engine.failures import failed
from dfd_core.engine.lanes import Emit, Task, Work
from dfd_core.engine.protocol import Cancelled, NeedFile, PutFile
from dfd_core.engine.spool import Spool
from dfd_core.engine.transfer import file_data, needed
from dfd_core.errors import Cancelled as Stopped
from dfd_core.errors import DfdError, UsageError


class Intake:
    """Lets commands through whose files are there, and asks for those of the others. For the main thread alone.

    Args:
        spool: where files go.
        ready: takes a command whose files are all there.
        emit: writes an event.
    """

    def __init__(self, spool: Spool, ready: Callable[[Work], None], emit: Emit) -> None:
        self._spool = spool
        self._ready = ready
        self._emit = emit
        self._waiting: dict[str, _Wanted] = {}

    def names(self) -> set[str]:
        """The files that waiting commands need."""
        return {name for wanted in list(self._waiting.values()) for each in wanted.commands for name in needed(each)}

    def take(self, command: Work) -> None:
        """Pass a command on, or let it wait for the first file that is not there."""
        for path in needed(command):
            if self._spool.missing(path):
                self._wait(command, path)
                return
        self._ready(command)

    def _wait(self, command: Work, path: str) -> None:
        if path in self._waiting:
            self._waiting[path].commands.append(command)
            return
        self._waiting[path] = _Wanted(command.id, [command])
        self._emit(NeedFile(command.id, path))

    def receive(self, piece: PutFile) -> None:
        """Take a piece of a file; commands that wait for it go on when it is whole."""
        wanted = self._waiting.get(piece.path)
        if wanted is None or wanted.id != piece.id:
            return  # given up meanwhile: pieces that were on their way lead nowhere
        try:
            whole = self._spool.receive(piece)
        except (DfdError, OSError) as error:
            del self._waiting[piece.path]
            for command in wanted.commands:
                self._emit(failed(command, error))
            return
        if whole:
            del self._waiting[piece.path]
            for command in wanted.commands:
                self.take(command)

    def cancel(self, meant: Callable[[Work], bool]) -> None:
        """Answer and forget the waiting commands for which ``meant`` says so."""
        for path, wanted in list(self._waiting.items()):
            dropped = [command for command in wanted.commands if meant(command)]
            wanted.commands[:] = [command for command in wanted.commands if not meant(command)]
            if not wanted.commands:
                del self._waiting[path]
                self._spool.drop(path)
            for command in dropped:
                self._emit(Cancelled(command.id, path=command.path))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A file that was asked for with ``id``, and who waits for it."""

    id: str
    commands: list[Work]


class Files:
    """Does ``GetFile`` commands."""

    def __init__(self, spool: Spool | None, emit: Emit) -> None:
        self._spool = spool
        self._emit = emit

    def __call__(self, task: Task) -> None:
        """Send the file in pieces."""
        command = task.command
        if self._spool is None:
            raise UsageError("not_remote", "files are fetched only where the disk is not shared", "open it by its name")
        for piece in file_data(command.id, command.path, self._spool.served(command.path)):
            if task.stop.is_set():
                raise Stopped
            self._emit(piece)
