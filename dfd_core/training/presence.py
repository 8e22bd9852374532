"""Who is at work in a folder, and how far: a lock that dies with its process, and a small file of state (light).

Others learn from the lock whether a training or a build is alive (a kill frees it, a reused process number does not
deceive it), and from ``state.json`` what it did last. Neither keeps anything that the work itself needs.
"""

from __future__ import annotations

import json
import math
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from dfd_core.errors import UsageError

LOCK = ".lock"
STATE = "state.json"
STATE_GAP_S = 1.0
"""Facts are noted in the file of state no more often than this."""
LOOK_S = 1.0

NICENESS = "DFD_NICENESS"
"""Variable of the environment: work in a folder gives way to others by so much, 0 (not at all) to 19."""

LAUNCHED = "launched"
"""Phase that is written by who starts a process in a folder, until that one speaks for itself."""
LAUNCH_S = 30.0
"""A process that has not taken the folder's lock by then has not started."""

RESUMABLE = ("paused", "cancelled")
"""Phases after which the work is expected to go on one day."""

_BELOW_NORMAL = 0x4000
"""``BELOW_NORMAL_PRIORITY_CLASS`` of Windows; there are no finer steps."""
_PATIENCE_S = 2.0
"""Somebody who only looks whether the lock is held has it for a moment."""


@contextmanager
def at_work(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, which also keeps a second process from working in it. Makes the folder.

    Raises:
        UsageError: ``at_work``: somebody is at work there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a+b") as stream:
        began = time.monotonic()
        while not _lock(stream):
            if time.monotonic() - began > _PATIENCE_S:
                raise UsageError("at_work", f"{folder}: somebody is at work there", "wait, or choose another folder")
            time.sleep(0.05)
        yield


def is_at_work(folder: Path) -> bool:
    """Whether a living process holds the folder's lock; never to be asked by that process itself."""
    try:
        with (folder / LOCK).open("r+b") as stream:
            return not _lock(stream)
    except OSError:
        return False


def give_way() -> None:
    """Let other programs go first, where `NICENESS` asks for it."""
    wanted = os.environ.get(NICENESS, "")
    if wanted.isdecimal() and int(wanted):
        import psutil

        with suppress(psutil.Error, OSError):
            psutil.Process().nice(_BELOW_NORMAL if sys.platform == "win32" else min(int(wanted), 19))


class StateFile:
    """``state.json`` of a folder: the phase (a word), the last event and facts beside it.

    Args:
        folder: where the work is done.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / STATE
        self._values: dict[str, Any] = {"schema": 1, "pid": os.getpid(), "began": _now()}
        self._noted = -math.inf

    def say(self, phase: str, **facts: object) -> None:
        """Write a phase and facts now; facts that were said before stay."""
        self._values |= {"phase": phase, **facts}
        self._write()

    def note(self, facts: Callable[[], Mapping[str, object]]) -> None:
        """Write facts, if they were not noted a moment ago; only then they are asked for."""
        now = time.monotonic()
        if now - self._noted >= STATE_GAP_S:
            self._noted = now
            self._values |= facts()
            self._write()

    def _write(self) -> None:
        text = json.dumps({**self._values, "at": _now()}, ensure_ascii=False)
        fresh = self._path.with_name(f".{STATE}.new")
        with suppress(OSError):  # a full disk stops the work itself, in its own words
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(self._path)


def read_state(folder: Path) -> dict[str, Any]:
    """What `StateFile` wrote; empty where there is nothing readable."""
    try:
        values = json.loads((folder / STATE).read_bytes())
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def forget(folder: Path) -> None:
    """Remove the traces of this module, and the folder if nothing else is in it."""
    for name in (STATE, LOCK):
        (folder / name).unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()


def wait_for(folders: Sequence[Path], stop: Callable[[], bool]) -> bool:
    """Wait until the work in all folders has ended for good; False if `stop` said that waiting is pointless."""
    while any(map(is_pending, folders)):
        if stop():
            return False
        time.sleep(LOOK_S)
    return True


def is_pending(folder: Path) -> bool:
    """Whether somebody is at work in the folder, is about to be, or has only paused."""
    state = read_state(folder)
    return is_at_work(folder) or state.get("phase") in RESUMABLE or is_launched(state)


def is_launched(state: Mapping[str, Any]) -> bool:
    """Whether a process was started a moment ago and has not spoken yet, by the folder's file of state."""
    if state.get("phase") != LAUNCHED:
        return False
    try:
        age = datetime.now(UTC) - datetime.fromisoformat(str(state.get("at")))
    except ValueError:
        return False
    return age.total_seconds() < LAUNCH_S


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


if sys.platform == "win32":
    import msvcrt

    def _lock(stream: IO[bytes]) -> bool:
        stream.seek(0)
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(stream: IO[bytes]) -> bool:
        try:
            fcntl.lockf(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
