"""The engine process: reads commands, hands them to its lanes, and ends when its parent does."""

from __future__ import annotations

import faulthandler
import logging
import os
import signal
import sys
import threading
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import psutil

from dfd_core import __version__
from dfd_core.engine.failures import failed
from dfd_core.engine.protocol import PROTOCOL, Command, Failed, Hello, Ready, Shutdown, decode_command, id_of
from dfd_core.engine.session import Session
from dfd_core.engine.streams import Streams, take_over
from dfd_core.errors import DfdError, UsageError
from dfd_core.paths import UserPaths, user_paths

GRACE_S = 1.2
"""How long running work may take to see that the process ends."""
NICENESS = 5
"""A window runs beside the engine: it goes first."""


def serve() -> None:
    """Be the engine until stdin ends or ``Shutdown`` comes; does not return."""
    streams = take_over()
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(threadName)s %(message)s")
    with suppress(OSError, ValueError, AttributeError):
        faulthandler.enable(sys.stderr)
    _step_back()
    engine = Engine(streams, user_paths())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C in the terminal is meant for the parent
    signal.signal(signal.SIGTERM, lambda _number, _frame: engine.end())
    engine.run()


def _step_back() -> None:
    with suppress(OSError, psutil.Error):
        if sys.platform == "win32":
            psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            os.nice(NICENESS)


class Engine:
    """Takes commands in the main thread, which therefore is always free to end the process.

    Args:
        streams: the two pipes.
        paths: the user's folders.
    """

    def __init__(self, streams: Streams, paths: UserPaths) -> None:
        self._streams = streams
        self._paths = paths
        self._session: Session | None = None
        self._ending = threading.Lock()
        streams.on_gone = self.end

    def run(self) -> None:
        """Work until the input ends; ends the process."""
        for line in self._streams.lines():
            try:
                command = decode_command(line)
            except DfdError as error:
                self._streams.emit(Failed(id_of(line), "", error.code, error.message, error.hint))
                continue
            if isinstance(command, Shutdown):
                break
            try:
                self._take(command)
            except DfdError as error:
                self._streams.emit(failed(command, error))
            except Exception as error:
                logging.exception("%s %s", command.KIND, command.id)
                self._streams.emit(failed(command, error))
        self.end()

    def end(self) -> None:
        """Cancel everything and end the process, at the latest after the grace time."""
        if not self._ending.acquire(blocking=False):
            return
        # The last resort, should even this thread be held up, by a pipe that nobody empties.
        watchdog = threading.Timer(GRACE_S + 0.3, os._exit, (0,))
        watchdog.daemon = True
        watchdog.start()
        if self._session:
            self._session.close(GRACE_S)
        with suppress(OSError, ValueError):
            sys.stderr.flush()
        os._exit(0)  # not sys.exit: a thread may be inside a decoder or a network for longer than anybody waits

    def _take(self, command: Command) -> None:
        if isinstance(command, Hello):
            self._hello(command)
        elif self._session is None:
            raise UsageError("not_ready", f"{command.KIND} came before hello", "say hello first")
        else:
            self._session.take(command)

    def _hello(self, command: Hello) -> None:
        if command.protocol != PROTOCOL:
            raise UsageError(
                "other_protocol",
                f"the engine speaks protocol {PROTOCOL}, the other side {command.protocol}",
                "install the same version of DFD on both sides",
            )
        if self._session:
            raise UsageError("twice", "hello was said already", "start another engine")
        local = _sees(command)
        self._session = Session(self._paths, self._streams.emit, _threads(command.threads), local=local)
        self._streams.emit(Ready(command.id, PROTOCOL, __version__, os.getpid(), local=local, devices=_devices()))


def _sees(command: Hello) -> bool:
    """Whether the sender's proof can be read here, that is, whether both see the same disk."""
    if not command.shared:
        return True
    try:
        with Path(command.shared).open("rb") as stream:
            return stream.read(1024).decode("utf-8", "replace").strip() == command.token.strip()
    except (OSError, ValueError):
        return False


def _threads(asked: int) -> int:
    """Cores for screening: as many as asked, or all but the one that the window needs."""
    cores = os.cpu_count() or 1
    return min(asked, cores) if asked > 0 else max(1, cores - 1)


def _devices() -> tuple[str, ...]:
    """Where networks may run here; torch is asked only where it may know more than the CPU, since it loads slowly."""
    if version("torch").endswith("+cpu"):
        return ("cpu",)
    import torch

    cards = torch.cuda.device_count() if torch.cuda.is_available() else 0
    metal = ("mps",) if torch.backends.mps.is_available() else ()
    return ("cpu", *(f"cuda:{number}" for number in range(cards)), *metal)
