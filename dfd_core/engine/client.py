"""The other side of the engine for plain Python: the self-test, scripts and tests. Light; the window has its own.

``engine_command`` and ``child_environment`` are for everyone who starts an engine.
"""

from __future__ import annotations

import itertools
import os
import queue
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import dfd_core
from dfd_core.engine.protocol import (
    Command,
    Event,
    Failed,
    FileData,
    GetFile,
    Hello,
    NeedFile,
    Notice,
    Progress,
    Ready,
    Shutdown,
    Started,
    decode_event,
    encode,
)
from dfd_core.engine.transfer import Received, needed, pieces
from dfd_core.errors import DfdError

STOP_S, TERMINATE_S = 3.0, 2.0
"""How long an engine may take to end by itself, and after being terminated, before it is killed."""
HELLO_S = 60.0
"""How long a fresh engine may take to load: the first start after an installation reads a gigabyte."""
_LOG_LINES = 400


def engine_command() -> list[str]:
    """The command that starts this program's own engine."""
    if getattr(sys, "frozen", False):
        program = Path(sys.executable)
        return [str(program.with_name(f"dfd{program.suffix}")), "engine"]
    # -P: what lies in the working folder, perhaps evidence, is never imported.
    return [sys.executable, "-P", "-m", "dfd_core.cli.main", "engine"]


def child_environment(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment (by default this process's own) as a child process should have it.

    Qt's platform settings of the window are left out. A program run from a checkout is found by its children too.
    """
    values = {k: v for k, v in (environment or os.environ).items() if not k.upper().startswith("QT_QPA_")}
    root = Path(dfd_core.__file__).resolve().parents[1]
    if root.name not in {"site-packages", "dist-packages"} and not getattr(sys, "frozen", False):
        known = values.get("PYTHONPATH", "")
        values["PYTHONPATH"] = os.pathsep.join([str(root), *([known] if known else [])])
    return values


class EngineProcess:
    """An engine of one's own; use as a context manager. Files that a remote engine asks for are sent to it unasked.

    Args:
        command: what to start; this program's own engine by default.
        environment: of the child, see ``child_environment``.
        hello: say hello on entering and wait for the answer, which is kept as ``ready``.
        shared: whether to prove that both sides see the same disk; False makes the engine a remote one.

    Raises:
        DfdError: on entering: ``engine_failed``, it cannot be started or does not answer.
    """

    def __init__(
        self,
        command: Sequence[str] | None = None,
        environment: Mapping[str, str] | None = None,
        *,
        hello: bool = True,
        shared: bool = True,
    ) -> None:
        self._command = list(command or engine_command())
        self._environment = child_environment(environment)
        self._hello = hello
        self._shared = shared
        self._numbers = itertools.count(1)
        self._inbox: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._kept: deque[Event] = deque()
        self._log: deque[str] = deque(maxlen=_LOG_LINES)
        self._ended = False
        self._offered: set[str] = set()
        self.ready: Ready | None = None

    def __enter__(self) -> Self:
        try:
            self._child = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=self._environment,
                creationflags=_flags(),
            )
        except OSError as error:
            reason = f"the engine cannot be started: {error.strerror}"
            raise DfdError("engine_failed", reason, "check the engine command") from error
        self._threads = [
            threading.Thread(target=self._read_events, args=(self._child.stdout,), daemon=True),
            threading.Thread(target=self._read_log, args=(self._child.stderr,), daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        if self._hello:
            self._say_hello()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """Of the child."""
        return self._child.pid

    @property
    def log(self) -> str:
        """The end of what the engine wrote to its log."""
        return "".join(self._log)

    def next_id(self) -> str:
        """An id that no other command of this client has."""
        return f"c{next(self._numbers)}"

    def send(self, command: Command) -> None:
        """Send one command.

        Raises:
            DfdError: ``engine_gone``.
        """
        self._offered.update(needed(command))
        self.send_line(encode(command))

    def send_line(self, line: str) -> None:
        """Send any line, as ``send`` does."""
        assert self._child.stdin is not None
        try:
            self._child.stdin.write(line.encode() + b"\n")
            self._child.stdin.flush()
        except (OSError, ValueError):
            raise self._gone() from None

    def events(self, timeout_s: float) -> Iterator[Event]:
        """The events as they come, until none came for ``timeout_s`` or the engine has ended."""
        while True:
            try:
                yield self.next_event(timeout_s)
            except DfdError:
                return

    def next_event(self, timeout_s: float) -> Event:
        """The next event.

        Raises:
            DfdError: ``engine_silent`` after so many seconds, ``engine_gone`` at its end.
        """
        return self._kept.popleft() if self._kept else self._receive(timeout_s)

    def ask(self, command: Command, timeout_s: float = 120.0) -> Event:
        """Send a command and wait for the event that ends it; what else comes is kept for ``next_event``.

        Raises:
            DfdError: ``engine_silent`` after so many seconds without it, ``engine_gone``.
        """
        self.send(command)
        return self.wait_for(command.id, timeout_s)

    def wait_for(self, command_id: str, timeout_s: float = 120.0) -> Event:
        """The event that ends that command, as ``ask`` does."""
        for event in list(self._kept):
            if event.id == command_id and is_final(event):
                self._kept.remove(event)
                return event
        end = time.monotonic() + timeout_s
        while True:
            event = self._receive(max(0.0, end - time.monotonic()))
            if event.id == command_id and is_final(event):
                return event
            self._kept.append(event)

    def fetch(self, path: str, to: Path, timeout_s: float = 120.0) -> None:
        """Copy a file that a remote engine wrote.

        Raises:
            DfdError: the engine's, or it cannot be written here.
        """
        number = self.next_id()
        self.send(GetFile(number, path))
        with Received(to) as received:
            while not received.complete:
                event = self._receive(timeout_s)
                if event.id != number:
                    self._kept.append(event)
                elif isinstance(event, FileData):
                    received.add(event)
                elif isinstance(event, Failed):
                    raise DfdError(event.code, event.message, event.hint)

    def close(self) -> None:
        """End the engine: asked first, terminated after 3 s, killed after 5 s."""
        with suppress(DfdError):
            self.send(Shutdown())
        assert self._child.stdin is not None
        with suppress(OSError):
            self._child.stdin.close()
        for seconds, harder in ((STOP_S, self._child.terminate), (TERMINATE_S, self._child.kill)):
            try:
                self._child.wait(seconds)
                break
            except subprocess.TimeoutExpired:
                harder()
        self._child.wait()
        for thread in self._threads:
            thread.join()

    def wait(self, timeout_s: float) -> int:
        """The exit code, once the engine has ended by itself."""
        return self._child.wait(timeout_s)

    def kill(self) -> None:
        """End the engine at once, without a word."""
        self._child.kill()

    def close_input(self) -> None:
        """Close the engine's stdin, as the end of this process would."""
        assert self._child.stdin is not None
        self._child.stdin.close()

    def _say_hello(self) -> None:
        try:
            with tempfile.TemporaryDirectory(prefix="dfd-hello-") as folder:
                answer = self.ask(hello(self.next_id(), Path(folder), shared=self._shared), HELLO_S)
            self.ready = _ready(answer)
        except BaseException:
            self.close()
            raise

    def _receive(self, timeout_s: float) -> Event:
        try:
            event = None if self._ended else self._inbox.get(timeout=timeout_s)
        except queue.Empty:
            raise DfdError("engine_silent", f"the engine has not answered for {timeout_s:.0f} s") from None
        if event is None:
            self._ended = True
            raise self._gone()
        if isinstance(event, NeedFile) and event.path in self._offered:
            for piece in pieces(event):
                self.send(piece)
        return event

    def _gone(self) -> DfdError:
        last = next((line.strip() for line in reversed(self._log) if line.strip()), "")
        return DfdError("engine_gone", f"the engine has ended{f': {last}' if last else ''}", "start it again")

    def _read_events(self, stream: IO[bytes]) -> None:
        with stream:
            for line in stream:
                try:
                    self._inbox.put(decode_event(line.decode("utf-8", "replace")))
                except DfdError as error:
                    self._log.append(f"{error}: {line[:200]!r}\n")
        self._inbox.put(None)

    def _read_log(self, stream: IO[bytes]) -> None:
        with stream:
            for line in stream:
                self._log.append(line.decode("utf-8", "replace"))


def hello(command_id: str, folder: Path, *, shared: bool = True, threads: int = 0) -> Hello:
    """The first command, with a file in ``folder`` that proves a common disk; it may go once `Ready` has come."""
    proof = folder / "token"
    token = secrets.token_hex(16)
    proof.write_text(token, encoding="ascii")
    return Hello(command_id, shared=str(proof), token=token if shared else "elsewhere", threads=threads)


def _flags() -> int:
    """No console window of its own on Windows."""
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW
    return 0


def _ready(answer: Event) -> Ready:
    if isinstance(answer, Ready):
        return answer
    reason = answer.message if isinstance(answer, Failed) else "it does not say that it is ready"
    raise DfdError("engine_failed", f"the engine cannot be used: {reason}", "check the engine command")


def is_final(event: Event) -> bool:
    """Whether the command of this event is done with it."""
    if isinstance(event, FileData):
        return event.last
    return not isinstance(event, Started | Progress | Notice | NeedFile)
