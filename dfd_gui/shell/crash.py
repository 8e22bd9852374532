"""The crash log: what the interpreter said when the window ended without saying goodbye.

While the window runs, a marker lies beside the log; a marker that is found at the start tells of an unexpected end.
Nothing is ever sent anywhere.
"""

from __future__ import annotations

import faulthandler
import os
import platform
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

from dfd_core import __version__

FOLDER, LOG, BEFORE, MARKER = "crash", "window.log", "window-before.log", "window.running"


@dataclass(frozen=True, slots=True)
class LastRun:
    """The run before this one, which ended unexpectedly; ``text`` is its log."""

    text: str


class CrashLog:
    """Writes the log of this run.

    Args:
        data: the user's data folder.
    """

    def __init__(self, data: Path) -> None:
        self._folder = data / FOLDER
        self._stream: IO[str] | None = None
        self._before = False

    @property
    def path(self) -> Path:
        """The log of this run."""
        return self._folder / LOG

    def open(self) -> LastRun | None:
        """Begin; gives the last run if it ended unexpectedly. Without a folder to write to, nothing is logged."""
        last = self._last()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):
                self.path.replace(self._folder / BEFORE)
            self._stream = self.path.open("w", encoding="utf-8", errors="backslashreplace", buffering=1)
            (self._folder / MARKER).write_text(str(os.getpid()), encoding="ascii")
        except OSError:
            return last
        started = time.strftime("%Y-%m-%d %H:%M:%S")
        self._stream.write(f"DFD {__version__}, Python {platform.python_version()}, {platform.platform()}\n")
        self._stream.write(f"window started {started}\n")
        self._before = faulthandler.is_enabled()
        faulthandler.enable(self._stream)
        return last

    def add(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
        """Log an error that nobody caught; gives its text."""
        text = "".join(traceback.format_exception(kind, error, trace))
        if self._stream is not None:
            self._stream.write(f"{time.strftime('%H:%M:%S')} {text}")
        return text

    def close(self) -> None:
        """The end was meant."""
        if self._stream is None:
            return
        faulthandler.disable()
        if self._before:
            faulthandler.enable()
        self._stream.write(f"{time.strftime('%H:%M:%S')} ended\n")
        self._stream.close()
        self._stream = None
        with suppress(OSError):
            (self._folder / MARKER).unlink(missing_ok=True)

    def _last(self) -> LastRun | None:
        if not (self._folder / MARKER).exists():
            return None
        try:
            return LastRun(self.path.read_text(encoding="utf-8", errors="replace"))
        except OSError:
            return LastRun("")
