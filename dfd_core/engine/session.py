"""One sender's session: which lane does which command, and on which disk."""

from __future__ import annotations

import time
from collections.abc import Mapping

from dfd_core.engine.disk import Disk, SharedDisk
from dfd_core.engine.faces import FaceInputs
from dfd_core.engine.intake import Files, Intake
from dfd_core.engine.lanes import Emit, Lane, Work
from dfd_core.engine.looks import FrameLooks, Prober
from dfd_core.engine.protocol import (
    BuildProxy,
    Cancel,
    Command,
    GetFile,
    GetFrame,
    GetInput,
    Hello,
    Probe,
    PutFile,
    Screen,
    Shutdown,
)
from dfd_core.engine.proxies import Proxies
from dfd_core.engine.screenings import Screenings
from dfd_core.engine.spool import new_spool
from dfd_core.paths import UserPaths

LONG = (Screen, BuildProxy)
"""What ``Cancel`` without a target ends."""


class Session:
    """Takes commands from the main thread and has them done.

    Args:
        paths: the user's folders.
        emit: writes an event.
        threads: CPU cores to use.
        local: both sides see the same disk.
    """

    def __init__(self, paths: UserPaths, emit: Emit, threads: int, *, local: bool) -> None:
        spool = None if local else new_spool(paths, self._in_use)
        disk: Disk = spool or SharedDisk()
        tell: Emit = (lambda event: emit(spool.retold(event))) if spool else emit
        self._spool = spool
        self._intake = Intake(spool, self._begin, tell) if spool else None
        self._lanes: Mapping[type[Work], Lane] = {
            Screen: Lane("screen", Screenings(paths, disk, threads, tell), tell),
            Probe: Lane("probe", Prober(disk, tell), tell),
            GetFrame: Lane("frame", FrameLooks(disk, threads, tell), tell),
            GetInput: Lane("input", FaceInputs(paths, disk, threads, tell), tell),
            BuildProxy: Lane("proxy", Proxies(disk, tell), tell),
            GetFile: Lane("file", Files(spool, tell), tell),
        }

    def take(self, command: Command) -> None:
        """Have a command done, or do it at once where it takes no time."""
        match command:
            case Cancel():
                self._cancel(command.target)
            case PutFile():
                if self._intake:
                    self._intake.receive(command)
            case Hello() | Shutdown():
                return  # the engine's own affair
            case _ if self._intake:
                self._intake.take(command)
            case _:
                self._begin(command)

    def close(self, seconds: float) -> None:
        """Cancel everything, wait for it at most so long, and clean up."""
        deadline = time.monotonic() + seconds
        for lane in self._lanes.values():
            lane.close()
        for lane in self._lanes.values():
            lane.join(deadline - time.monotonic())
        if self._spool:
            self._spool.close()

    def _begin(self, command: Work) -> None:
        self._lanes[type(command)].put(command)

    def _cancel(self, target: str) -> None:
        def meant(command: Work) -> bool:
            return command.id == target if target else isinstance(command, LONG)

        if self._intake:
            self._intake.cancel(meant)
        for lane in self._lanes.values():
            lane.cancel(meant)

    def _in_use(self) -> set[str]:
        """The files that some command needs now."""
        waiting = self._intake.names() if self._intake else set()
        return waiting.union(*(lane.names() for lane in self._lanes.values()))
