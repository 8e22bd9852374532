"""What the window asks about a clip while others are screened: what it is, and single frames of it."""

from __future__ import annotations

from typing import cast

from dfd_core.cases.extract import media_to_json
from dfd_core.engine.disk import Disk
from dfd_core.engine.lanes import Emit, Task
from dfd_core.engine.pictures import ROUNDING_S, Readers, write_picture
from dfd_core.engine.protocol import FrameReady, GetFrame, Probe, Probed
from dfd_core.errors import MediaError, UsageError
from dfd_core.screening.previews import shrunk
from dfd_core.video.probe import hash_file
from dfd_core.video.reader import ClipReader

THUMBNAIL_HEIGHT = 160
THUMBNAIL_AT = 0.1
"""Share of the clip's length where the thumbnail is taken: the first frame is often black."""


class Prober:
    """Does ``Probe`` commands."""

    def __init__(self, disk: Disk, emit: Emit) -> None:
        self._disk = disk
        self._emit = emit

    def __call__(self, task: Task) -> None:
        """Look at one file and answer."""
        command = cast("Probe", task.command)
        path = self._disk.source(command.path)
        reader = ClipReader(path, 1, task.stop.is_set)
        thumbnail = self._thumbnail(reader, command)
        digest = hash_file(path, task.stop.is_set)
        media = {**media_to_json(reader.info), "path": command.path, "sha256": digest}
        self._emit(Probed(command.id, command.path, digest, media, thumbnail))

    def _thumbnail(self, reader: ClipReader, command: Probe) -> str:
        if not command.thumbnail:
            return ""
        out = self._disk.target(command.thumbnail)
        for time_s in (reader.info.duration_s * THUMBNAIL_AT, 0.0):
            try:
                frame = reader.frame_at(time_s)
            except MediaError:
                continue
            write_picture(out, shrunk(frame.image, THUMBNAIL_HEIGHT), quality=85)
            return str(out)
        return ""


class FrameLooks:
    """Does ``GetFrame`` commands."""

    def __init__(self, disk: Disk, threads: int, emit: Emit) -> None:
        self._disk = disk
        self._readers = Readers(threads)
        self._emit = emit

    def __call__(self, task: Task) -> None:
        """Decode one frame and answer."""
        command = cast("GetFrame", task.command)
        if command.max_height < 1:
            raise UsageError("bad_height", f"a picture of {command.max_height} px makes no sense")
        frame = self._readers.frame(self._disk.source(command.path), command.time_s + ROUNDING_S)
        out = self._disk.target(command.out)
        write_picture(out, shrunk(frame.image, command.max_height))
        height, width = frame.image.shape[:2]
        self._emit(FrameReady(command.id, command.path, str(out), frame.time_s, frame.index, width, height))
