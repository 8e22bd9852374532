"""The engine's screenings, one after the other, with networks that stay loaded."""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, cast

from dfd_core.cases.extract import result_to_json
from dfd_core.detectors.library import Library
from dfd_core.engine.disk import Disk
from dfd_core.engine.lanes import Emit, Task
from dfd_core.engine.protocol import Cancelled, Notice, Progress, Screen, Screened, Started
from dfd_core.errors import Cancelled as Stopped
from dfd_core.paths import UserPaths
from dfd_core.screening import events
from dfd_core.screening.pipeline import Screener
from dfd_core.screening.previews import Previews
from dfd_core.screening.request import Request, make_request
from dfd_core.types import ClipResult

WARM = 2
"""Ensembles that stay loaded: the one in use, and the one before for a quick comparison."""
PROGRESS_S = 0.05
"""Progress of one stage is told at most so often."""
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Screenings:
    """Does ``Screen`` commands.

    Args:
        paths: the user's folders.
        disk: where files lie.
        threads: CPU cores to use.
        emit: writes an event.
    """

    def __init__(self, paths: UserPaths, disk: Disk, threads: int, emit: Emit) -> None:
        self._paths = paths
        self._disk = disk
        self._threads = threads
        self._emit = emit
        self._warm: OrderedDict[tuple[str, str], Screener] = OrderedDict()

    def __call__(self, task: Task) -> None:
        """Screen one clip and answer."""
        command = cast("Screen", task.command)
        request = self._request(command)
        clip = self._disk.source(command.path)
        self._emit(Started(command.id, command.path, request.key))
        screener = self._loaded(request, command.id)
        previews = Previews(self._disk.target(command.folder)) if command.folder else None
        try:
            _Screening(self._emit, command, request.key, previews).run(screener, clip, task)
        except Stopped:
            raise
        except Exception:
            self._warm.clear()  # what broke down is not used again
            raise
        finally:
            if previews:
                previews.discard()

    def _request(self, command: Screen) -> Request:
        return make_request(
            Library(self._paths),
            ensemble=command.ensemble,
            detectors=command.detectors,
            frames=command.frames,
            sampling=cast("Literal['time', 'index']", command.sampling),
            face_detector=command.face_detector,
            device=command.device,
        )

    def _loaded(self, request: Request, sender: str) -> Screener:
        """The warm screener of such requests, or a new one; the key knows every detector's hash."""
        key = request.key, request.device
        if key not in self._warm:
            self._emit(Progress(sender, "load", 0, 1))
            while len(self._warm) >= WARM:
                self._warm.popitem(last=False)
            screener = Screener(
                request.ensemble, request.library, request.settings, request.device, self._paths, self._threads
            )
            screener.load()
            self._warm[key] = screener
            self._emit(Progress(sender, "load", 1, 1))
        self._warm.move_to_end(key)
        return self._warm[key]


class _Screening:
    """One clip on its way: turns the pipeline's events into the protocol's."""

    def __init__(self, emit: Emit, command: Screen, key: str, previews: Previews | None) -> None:
        self._emit = emit
        self._command = command
        self._key = key
        self._previews = previews
        self._told: dict[str, float] = {}
        self._answered = False

    def run(self, screener: Screener, clip: Path, task: Task) -> None:
        """Screen to the end, or to the cancelling."""
        try:
            for event in screener.run([clip], task.stop.is_set, self._hashes(clip), self._previews):
                self._tell(event)
        except Stopped:
            if not self._answered:
                raise

    def _hashes(self, clip: Path) -> Mapping[Path, str]:
        digest = self._command.sha256
        return {clip: digest} if _SHA256.fullmatch(digest) else {}

    def _tell(self, event: events.Event) -> None:
        match event:
            case events.ClipProgress():
                self._progress(event)
            case events.Notice(message):
                self._emit(Notice(self._command.id, message))
            case events.ClipFinished(result=result):
                self._finished(result)
            case events.ClipInterrupted(result=result):
                self._interrupted(result)

    def _progress(self, event: events.ClipProgress) -> None:
        now = time.monotonic()
        if event.done < event.total and now - self._told.get(event.stage, 0.0) < PROGRESS_S:
            return
        self._told[event.stage] = now
        self._emit(Progress(self._command.id, event.stage, event.done, event.total))

    def _finished(self, result: ClipResult) -> None:
        proxy, faces = self._files()
        self._emit(Screened(self._command.id, self._command.path, result_to_json(result), self._key, proxy, faces))

    def _interrupted(self, result: ClipResult) -> None:
        self._answered = True
        proxy, faces = self._files()
        self._emit(Cancelled(self._command.id, result_to_json(result), self._command.path, self._key, proxy, faces))

    def _files(self) -> tuple[str, str]:
        if self._previews is None:
            return "", ""
        if self._previews.finish():
            return str(self._previews.proxy), str(self._previews.faces)
        if self._previews.problem:
            self._emit(Notice(self._command.id, self._previews.problem))
        return "", ""
