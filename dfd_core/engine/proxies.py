"""Dense proxies: many small pictures of one clip, for scrubbing without decoding."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import numpy as np

from dfd_core.cases.extract import result_from_json
from dfd_core.engine.disk import Disk
from dfd_core.engine.lanes import Emit, Task
from dfd_core.engine.pictures import ROUNDING_S
from dfd_core.engine.protocol import BuildProxy, Progress, ProxyReady, Started
from dfd_core.errors import DfdError, UsageError
from dfd_core.screening.previews import FACE_HEIGHT, PROXY_HEIGHT, face_picture, shrunk
from dfd_core.types import ClipResult, Image, ScoredFrame
from dfd_core.video.proxy import ProxyWriter
from dfd_core.video.reader import ClipReader
from dfd_core.video.sampling import MAX_COUNT, SamplingPlan

NICENESS = 15
"""Nobody waits for a dense proxy: screenings and single frames go first."""
PROGRESS_S = 0.1
_MAX_BYTES = 256 << 20
_NOTHING = np.zeros((1, 1, 3), np.uint8)
"""A picture that no face lies in."""


class Proxies:
    """Does ``BuildProxy`` commands, with one decoding thread of the lowest priority."""

    def __init__(self, disk: Disk, emit: Emit) -> None:
        self._disk = disk
        self._emit = emit
        self._stepped_back = False

    def __call__(self, task: Task) -> None:
        """Write the proxy, and the faces file if wanted, and answer."""
        command = cast("BuildProxy", task.command)
        self._step_back()
        if command.max_frames < 1:
            raise UsageError("bad_frames", f"a proxy of {command.max_frames} frames makes no sense")
        result = self._result(command) if command.faces else None
        self._emit(Started(command.id, command.path))
        reader = ClipReader(self._disk.source(command.path), 1, task.stop.is_set)
        out = self._disk.target(command.out)
        count = self._frames(command, reader, out)
        faces = self._faces(command, reader, result) if result else ""
        self._emit(ProxyReady(command.id, command.path, str(out), count, faces))

    def _step_back(self) -> None:
        """Lower this thread's priority; Linux hands it on to the decoder's threads."""
        if sys.platform == "linux" and not self._stepped_back:
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
        self._stepped_back = True

    def _frames(self, command: BuildProxy, reader: ClipReader, out: Path) -> int:
        plan = SamplingPlan(min(command.max_frames, MAX_COUNT))
        total = min(plan.count, reader.info.frames or plan.count)
        count = 0
        told = 0.0
        with ProxyWriter(out, max_height=PROXY_HEIGHT, max_bytes=_MAX_BYTES) as writer:
            for frame in reader.sample(plan):
                writer.add(frame.time_s, shrunk(frame.image, PROXY_HEIGHT))
                count += 1
                if time.monotonic() - told > PROGRESS_S or count == total:
                    told = time.monotonic()
                    self._emit(Progress(command.id, "proxy", count, max(total, count)))
        return count

    def _result(self, command: BuildProxy) -> ClipResult:
        path = self._disk.source(command.extract)
        try:
            extract: Any = json.loads(path.read_bytes())
        except (OSError, ValueError) as error:
            raise DfdError("bad_result", f"{path}: cannot be read: {error}", "screen the clip again") from error
        return result_from_json(extract)

    def _faces(self, command: BuildProxy, reader: ClipReader, result: ClipResult) -> str:
        """The frames are sampled once more by the result's own plan, so that they are the very same ones."""
        out = self._disk.target(command.faces)
        plan = SamplingPlan(result.settings.frames, "index" if result.settings.sampling == "index" else "time")
        left = deque(result.frames)
        with ProxyWriter(out, max_height=FACE_HEIGHT, max_bytes=_MAX_BYTES) as writer:
            for frame in reader.sample(plan):
                for scored in _until(left, frame.time_s + ROUNDING_S):
                    same = abs(scored.time_s - frame.time_s) < ROUNDING_S
                    _add_faces(writer, scored, frame.image if same else _NOTHING)
            for scored in left:
                _add_faces(writer, scored, _NOTHING)
        return str(out)


def _until(left: deque[ScoredFrame], time_s: float) -> Iterator[ScoredFrame]:
    """Take the frames up to a time off ``left``."""
    while left and left[0].time_s < time_s:
        yield left.popleft()


def _add_faces(writer: ProxyWriter, scored: ScoredFrame, image: Image) -> None:
    """Every face has a picture, a grey one where its frame is not there any more: places in the file are counted."""
    for face in scored.faces:
        writer.add(scored.time_s, face_picture(image, face.detection))
