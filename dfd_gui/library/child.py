"""One ``dfd`` command in a child process: its JSON lines as they come, and how it ended in words.

Whatever the library room does, this command does the same in a terminal; the window itself loads no network.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from dfd_core.engine.client import child_environment, engine_command
from dfd_core.paths import UserPaths

PREFIX = "dfd: "
"""Begins every line of the command's stderr that tells an error."""
MAX_NOTES = 200
KILL_AFTER_MS = 3000


@dataclass(frozen=True, slots=True)
class Program:
    """How ``dfd`` is started: its first words, and its environment."""

    words: tuple[str, ...]
    environment: Mapping[str, str]


def own_program(paths: UserPaths) -> Program:
    """This program's own command line, with the same user folders as the window."""
    environment = child_environment()
    home = paths.data.parent
    if (paths.data, paths.cache, paths.config) == (home / "data", home / "cache", home / "config"):
        environment["DFD_HOME"] = str(home)
    return Program(tuple(engine_command()[:-1]), environment)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended. ``error`` is empty after success; ``notes`` are its other lines on stderr."""

    code: int
    records: tuple[Mapping[str, Any], ...] = ()
    notes: tuple[str, ...] = ()
    error: str = ""
    cancelled: bool = False

    @property
    def good(self) -> bool:
        """Whether all that was asked was done."""
        return self.code == 0 and not self.cancelled


class Child(QObject):
    """A running ``dfd`` command. Starts at once; exactly one `finished` follows."""

    record = Signal(dict)
    """A JSON object of its stdout."""
    note = Signal(str)
    """A line of its stderr that is no error."""
    finished = Signal(object)
    """The `Outcome`."""

    def __init__(self, program: Program, arguments: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.arguments = tuple(arguments)
        self._records: list[Mapping[str, Any]] = []
        self._notes: list[str] = []
        self._errors: list[str] = []
        self._rest = {"out": b"", "err": b""}
        self._cancelled = False
        self._ended = False
        self._process = QProcess(self)
        self._process.setProcessEnvironment(_environment(program.environment))
        self._process.readyReadStandardOutput.connect(self._read_out)
        self._process.readyReadStandardError.connect(self._read_err)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)
        self._killer = QTimer(self, singleShot=True, interval=KILL_AFTER_MS)
        self._killer.timeout.connect(self._process.kill)
        words = [*program.words, *arguments]
        self._process.start(words[0], words[1:])
        self._process.closeWriteChannel()

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return not self._ended

    def cancel(self) -> None:
        """Ask it to end; a while later it is made to. What was downloaded so far stays for the next time."""
        if self.running and not self._cancelled:
            self._cancelled = True
            self._process.terminate()
            self._killer.start()

    def shutdown(self) -> None:
        """End it now and wait for that; nothing is emitted any more."""
        self._killer.stop()
        if self.running:
            self._ended = True
            self.blockSignals(True)
            self._process.kill()
            self._process.waitForFinished(2000)

    def _read_out(self) -> None:
        for line in self._lines("out", self._process.readAllStandardOutput().data()):
            try:
                value = json.loads(line)
            except ValueError:
                continue  # a table for people
            if isinstance(value, dict):
                self._records.append(value)
                self.record.emit(value)

    def _read_err(self) -> None:
        for line in self._lines("err", self._process.readAllStandardError().data()):
            if line.startswith(PREFIX):
                self._errors.append(line.removeprefix(PREFIX))
            elif line and len(self._notes) < MAX_NOTES:
                self._notes.append(line)
                self.note.emit(line)

    def _lines(self, stream: str, data: bytes | bytearray | memoryview) -> list[str]:
        *whole, self._rest[stream] = (self._rest[stream] + bytes(data)).split(b"\n")
        return [line.decode("utf-8", "replace").strip() for line in whole]

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            why = self.tr("The program '{name}' cannot be started: {reason}.")
            name, reason = self._process.program(), self._process.errorString()
            self._end(Outcome(-1, error=why.format(name=name, reason=reason)))

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._killer.stop()
        self._read_out()
        self._read_err()
        crashed = status is QProcess.ExitStatus.CrashExit
        if crashed and not code:
            code = -1
        error = "" if code == 0 or self._cancelled else self._why(code, crashed=crashed)
        self._end(Outcome(code, tuple(self._records), tuple(self._notes), error, self._cancelled))

    def _why(self, code: int, *, crashed: bool) -> str:
        if self._errors:
            return "\n".join(self._errors)
        said = "\n".join(self._notes[-5:])
        if crashed:
            return self.tr("The program ended abruptly.") + (f"\n{said}" if said else "")
        return said or self.tr("The program ended with code {code} and said nothing.").format(code=code)

    def _end(self, outcome: Outcome) -> None:
        if not self._ended:
            self._ended = True
            self.finished.emit(outcome)


def _environment(variables: Mapping[str, str]) -> QProcessEnvironment:
    environment = QProcessEnvironment()
    for name, value in variables.items():
        environment.insert(name, value)
    return environment
