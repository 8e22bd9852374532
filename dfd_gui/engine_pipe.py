"""The engine's child process and its two pipes: whole lines out and in, and what it writes to its log."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QByteArray, QCoreApplication, QObject, QProcess, QProcessEnvironment, QTimer, Signal

from dfd_core.engine.protocol import MAX_LINE, Command, Event, Shutdown, decode_event, encode
from dfd_core.errors import DfdError

LOG_LINES = 2_000
SLICE_S = 0.008
"""Longest stretch of reading at a time, so that a flood of events does not hold the window up."""
END_MS, TERMINATE_MS, KILL_MS = 2_500, 1_500, 1_500
"""How long the process may take to end when asked, when terminated, when killed."""
_KILLED = 9


class EnginePipe(QObject):
    """One life of an engine.

    Args:
        log: takes the lines of its stderr, and what of its stdout is no event.
    """

    came = Signal(object)
    """An event."""
    opened = Signal()
    """The process runs and can be written to."""
    ended = Signal(str)
    """It has ended, and why, in words."""
    drained = Signal()
    """Some of what was written has gone through the pipe."""

    def __init__(self, log: deque[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log = log
        self._input = bytearray()
        self._closed = False
        self._process = QProcess(self)
        self._process.started.connect(self.opened)
        self._process.readyReadStandardOutput.connect(self._read_events)
        self._process.readyReadStandardError.connect(self._read_log)
        self._process.bytesWritten.connect(self.drained)
        self._process.errorOccurred.connect(self._on_error)
        self._process.finished.connect(self._on_finished)
        self._more = QTimer(self)
        self._more.setSingleShot(True)
        self._more.setInterval(0)
        self._more.timeout.connect(self._read_events)

    @property
    def pid(self) -> int:
        """Process id, 0 while there is none."""
        return int(self._process.processId())

    @property
    def pending(self) -> int:
        """Bytes that wait to go through the pipe."""
        return int(self._process.bytesToWrite())

    def start(self, words: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start the program ``words[0]`` with its arguments and exactly this environment."""
        program, *arguments = words
        values = QProcessEnvironment()
        for name, value in environment.items():
            values.insert(name, value)
        self._process.setProcessEnvironment(values)
        self._process.start(program, arguments)

    def write(self, command: Command) -> None:
        """Send a command."""
        if self._process.state() == QProcess.ProcessState.Running:
            self._process.write(QByteArray(encode(command).encode("utf-8", "surrogatepass") + b"\n"))

    def terminate(self) -> None:
        """Ask the system to end it."""
        self._process.terminate()

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def retire(self) -> None:
        """Ask it to end and hear nothing more of it; goes away by itself."""
        self._farewell()
        if self._process.state() == QProcess.ProcessState.NotRunning:
            self.deleteLater()
            return
        self._process.finished.connect(self.deleteLater)
        QTimer.singleShot(END_MS, self, self._process.terminate)
        QTimer.singleShot(END_MS + TERMINATE_MS, self, self._process.kill)

    def close(self) -> None:
        """Ask it to end and wait until it has: asked, terminated, killed."""
        self._farewell()
        for patience_ms, harder in ((END_MS, self._process.terminate), (TERMINATE_MS, self._process.kill)):
            if self._process.state() == QProcess.ProcessState.NotRunning or self._process.waitForFinished(patience_ms):
                break
            harder()
        else:
            self._process.waitForFinished(KILL_MS)
        self.deleteLater()

    def _farewell(self) -> None:
        self.write(Shutdown())
        self._closed = True
        self._more.stop()
        self._process.closeWriteChannel()

    def _read_events(self) -> None:
        """Read for a slice of time; what is left comes with the next turn of the event loop."""
        if self._closed:
            return
        self._input += self._process.readAllStandardOutput().data()
        until = time.monotonic() + SLICE_S
        while not self._closed and (end := self._input.find(b"\n")) >= 0:
            line = bytes(self._input[:end])
            del self._input[: end + 1]
            self._take(line)
            if time.monotonic() > until:
                self._more.start()
                return
        if len(self._input) > MAX_LINE:
            self._log.append("a line without an end; the engine is ended\n")
            self._input.clear()
            self.kill()

    def _take(self, line: bytes) -> None:
        event = self._event(line)
        if event is not None:
            self.came.emit(event)

    def _event(self, line: bytes) -> Event | None:
        try:
            return decode_event(line.decode("utf-8", "replace"))
        except DfdError as error:  # a remote shell's greeting, for instance
            self._log.append(f"{error}: {line[:200].decode('utf-8', 'replace')}\n")
            return None

    def _read_log(self) -> None:
        text = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        self._log.extend(text.splitlines(keepends=True))

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            text = QCoreApplication.translate("EnginePipe", "{program} cannot be started: {reason}")
            self._end(text.format(program=self._process.program(), reason=self._process.errorString()))

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read_log()
        while not self._closed and (self._more.isActive() or self._process.bytesAvailable()):
            self._more.stop()
            self._read_events()
        self._end(_ending(code, status, self._last_words()))

    def _end(self, why: str) -> None:
        if not self._closed:
            self._closed = True
            self._more.stop()
            self.ended.emit(why)

    def _last_words(self) -> str:
        return next((line.strip() for line in reversed(self._log) if line.strip()), "")


def _ending(code: int, status: QProcess.ExitStatus, words: str) -> str:
    if status == QProcess.ExitStatus.CrashExit and code == _KILLED:
        return QCoreApplication.translate("EnginePipe", "it was ended from outside, perhaps because memory ran out")
    if status == QProcess.ExitStatus.CrashExit:
        return QCoreApplication.translate("EnginePipe", "it crashed (signal {code})").format(code=code)
    reason = QCoreApplication.translate("EnginePipe", "it ended with exit code {code}").format(code=code)
    return f"{reason}: {words}" if words and code else reason
