"""Pictures for the window: single frames, written to files."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from dfd_core.errors import UsageError
from dfd_core.paths import atomic_write
from dfd_core.types import Frame, Image
from dfd_core.video.reader import ClipReader

ROUNDING_S = 6e-5
"""Times in results are rounded to four digits: a frame is asked for a little after the time that stands there."""
READERS = 8
"""Clips whose facts are remembered: asking for a second frame of one costs no second look at the whole file."""


def write_picture(path: Path, picture: Image | npt.NDArray[np.uint8], quality: int = 92) -> None:
    """Write RGB ``(H, W, 3)`` or grey ``(H, W)`` as PNG or JPEG by the suffix, whole or not at all.

    Raises:
        UsageError: ``bad_picture``, another suffix.
        OSError: it cannot be written.
    """
    suffix = path.suffix.lower()
    options = {
        ".png": [cv2.IMWRITE_PNG_COMPRESSION, 1],
        ".jpg": [cv2.IMWRITE_JPEG_QUALITY, quality],
        ".jpeg": [cv2.IMWRITE_JPEG_QUALITY, quality],
    }
    if suffix not in options:
        raise UsageError("bad_picture", f"{path}: pictures are written as .png or .jpg", "choose one of these")
    shown = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR) if picture.ndim == 3 else picture
    data = cv2.imencode(suffix, shown, options[suffix])[1]
    with atomic_write(path) as stream:
        stream.write(data.tobytes())


_File: TypeAlias = tuple[Path, int, int]
"""A file as it was: path, size, time of the last change in ns."""


class Readers:
    """The clips that were looked at last, with what is known of them. They hold no open file."""

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._known: OrderedDict[_File, ClipReader] = OrderedDict()
        self._last: tuple[_File, float, Frame] | None = None

    def frame(self, path: Path, time_s: float) -> Frame:
        """The frame shown at a time; at once where it is the very one that was asked for before.

        Raises:
            MediaError: the file cannot be screened at all, or this frame cannot be decoded.
        """
        file = (path, *_stamp(path))
        if self._last is None or self._last[:2] != (file, time_s):
            self._last = None  # before the next one is in memory
            self._last = file, time_s, self._reader(file).frame_at(time_s)
        return self._last[2]

    def _reader(self, file: _File) -> ClipReader:
        """The reader of a clip; a new one where the file has changed."""
        if file not in self._known:
            while len(self._known) >= READERS:
                self._known.popitem(last=False)
            self._known[file] = ClipReader(file[0], self._threads)
        self._known.move_to_end(file)
        return self._known[file]


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:  # the reader says it better
        return 0, 0
    return status.st_size, status.st_mtime_ns
