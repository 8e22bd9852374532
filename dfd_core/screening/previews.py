"""The two preview files of a clip, written while it is screened: its sampled frames, and its faces.

A thread of their own scales and encodes them (4 ms of one core for a 1080p frame with a face, against some 45 ms for
decoding it and finding the face), so that screening hardly waits; only the few frames in its hands are kept.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import cv2
import numpy as np

from dfd_core.errors import Cancelled, UsageError
from dfd_core.faces.crop import cut
from dfd_core.faces.rules import CropRule
from dfd_core.screening.backlog import Backlog
from dfd_core.types import Detection, Frame, Image
from dfd_core.video.proxy import ProxyWriter

PROXY, FACES = "proxy.dfdproxy", "faces.dfdproxy"
"""Names of the two files in a preview folder."""
PROXY_HEIGHT, FACE_HEIGHT = 480, 160
FACE_VIEW = CropRule("square", (0.3, 0.3, 0.3, 0.3), border="edge")
"""How a face is shown to people: wider than a detector's crop, so that hair line and jaw are seen."""
_MAX_BYTES = 256 << 20
_PIXELS_WAITING = 6_000_000
"""Of frames that wait to be written; one more may be added to so many."""


class Previews:
    """Writes the preview files of one clip; a ``Watch`` for ``Screener.run``.

    A disk that is full or read-only costs the previews, never the screening: ``problem`` then tells in words.

    Args:
        folder: where both files go; made if missing.
    """

    def __init__(self, folder: Path) -> None:
        self.proxy = folder / PROXY
        self.faces = folder / FACES
        self.problem = ""
        self._lock = threading.Lock()
        self._open = True
        self._given = self._written = 0
        self._backlog = Backlog(_PIXELS_WAITING)
        self._worker = ThreadPoolExecutor(1, "previews")
        self._files = ExitStack()
        self._frames = ProxyWriter(self.proxy, max_height=PROXY_HEIGHT, max_bytes=_MAX_BYTES)
        self._pictures = ProxyWriter(self.faces, max_height=FACE_HEIGHT, max_bytes=_MAX_BYTES)
        try:
            self._files.enter_context(self._frames)
            self._files.enter_context(self._pictures)
        except OSError as error:
            self._fail(error)

    def __call__(self, path: Path, frame: Frame, detections: Sequence[Detection]) -> None:
        """Take a frame and its faces; frames come in time order. Waits while too many are on their way."""
        del path
        with self._lock:
            if not self._open or self.problem:
                return
            self._given += 1
            self._backlog.add(_pixels(frame))
            self._worker.submit(self._write, frame, detections)
        self._backlog.wait(lambda: not self._open)

    def finish(self) -> bool:
        """Put the files in their places; False where there are none, because no frame came or by a ``problem``.

        Frames that come later are ignored.
        """
        with self._lock:
            if not self._open:
                return False
            self._open = False
        self._worker.shutdown()
        if self._written < self._given and not self.problem:
            self.problem = "the preview pictures cannot be made"
        try:
            if self._given and not self.problem:
                self._files.close()
        except OSError as error:
            self._fail(error)
        self._drop()
        return self._given > 0 and not self.problem

    def discard(self) -> None:
        """Leave no files, unless they are in their places already."""
        with self._lock:
            self._open = False
        self._worker.shutdown(cancel_futures=True)
        self._drop()

    def _write(self, frame: Frame, detections: Sequence[Detection]) -> None:
        """In the worker: all of a frame, or ``problem``; a face must not be missing, since places are counted."""
        try:
            if not self.problem:
                self._frames.add(frame.time_s, shrunk(frame.image, PROXY_HEIGHT))
                for detection in detections:
                    self._pictures.add(frame.time_s, face_picture(frame.image, detection))
                self._written += 1
        except OSError as error:
            self._fail(error)
        finally:
            self._backlog.done(_pixels(frame))

    def _fail(self, error: OSError) -> None:
        self.problem = f"the preview pictures cannot be written: {error.strerror or error}"

    def _drop(self) -> None:
        """Remove what is half written; nothing where the files were closed."""
        self._files.__exit__(Cancelled, Cancelled(), None)


def _pixels(frame: Frame) -> int:
    height, width = frame.image.shape[:2]
    return int(height * width)


def shrunk(image: Image, max_height: int) -> Image:
    """The picture ``(H, W, 3)``, scaled down to ``max_height`` where it is taller."""
    height, width = image.shape[:2]
    while height >= 2 * max_height and width > 1:  # halving by area is many times faster than any other ratio
        height, width = height // 2, width // 2
        image = np.asarray(cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    if height <= max_height:
        return image
    size = max(1, round(width * max_height / height)), max_height
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_LINEAR), np.uint8)


def face_picture(image: Image, detection: Detection) -> Image:
    """One face for the eye, a square of at most ``FACE_HEIGHT`` px; a grey one where its box lies outside the frame."""
    x0, _, x1, _ = FACE_VIEW.region(detection.box)  # a square
    side = max(1, min(FACE_HEIGHT, round(x1 - x0)))
    try:
        return cut(image, detection, FACE_VIEW, side)
    except UsageError:
        return np.full((side, side, 3), 128, np.uint8)
