"""First half of the pipeline, one thread a clip: decode the sampled frames, find the faces, cut them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from dfd_core.errors import Cancelled, MediaError
from dfd_core.faces.appearance import appearance
from dfd_core.faces.crop import cut
from dfd_core.faces.detect import FaceDetector
from dfd_core.faces.limits import why_unusable
from dfd_core.faces.quality import inside_share, measure
from dfd_core.screening.inputs import CropSpec
from dfd_core.screening.job import FoundFace, FoundFrame, Job
from dfd_core.screening.prefetch import prefetch
from dfd_core.types import Detection, Frame, Image
from dfd_core.video.probe import hash_file
from dfd_core.video.reader import ClipReader
from dfd_core.video.sampling import SamplingPlan

FRAMES_AT_ONCE = 4
"""Frames per call of the face detector: enough to batch, few enough that inference starts early."""

PIXELS_AT_ONCE = 17_000_000
"""Bound of the pixels held for one such call, and of those decoded ahead (two 4K frames, half an 8K one)."""


Watch: TypeAlias = Callable[[Path, Frame, Sequence[Detection]], None]
"""Sees each frame of a clip with its faces, in time order, in an analysing thread; must not keep the picture."""


@dataclass(frozen=True, slots=True)
class CutFace:
    """A usable face and its crops by every rule that some detector wants; ``uint8 (S, S, 3)`` each."""

    face: FoundFace
    crops: dict[CropSpec, Image]


class HashThread:
    """SHA-256 of a file while its frames are decoded."""

    def __init__(self, path: Path, stop: Callable[[], bool]) -> None:
        self._digest = ""
        self._thread = threading.Thread(target=self._work, args=(path, stop), name="hash", daemon=True)
        self._thread.start()

    def _work(self, path: Path, stop: Callable[[], bool]) -> None:
        # A file that cannot be read is reported by the reader, which sees the same file with the better words.
        with suppress(MediaError, Cancelled):
            self._digest = hash_file(path, stop)

    def result_or_blank(self) -> str:
        """Wait for the digest; ``""`` if the file could not be read to its end."""
        self._thread.join()
        return self._digest


def analyse(
    job: Job,
    plan: SamplingPlan,
    finder: FaceDetector,
    specs: Sequence[CropSpec],
    threads: int,
    stop: Callable[[], bool],
    watch: Watch | None = None,
) -> Generator[list[CutFace], None, None]:
    """Fill ``job`` with frames and faces; yield the cut usable faces of each group of frames.

    ``watch`` has seen a frame before the frame and its faces are part of ``job``.

    Raises:
        MediaError: the clip gives no frame at all.
        Cancelled: ``stop`` said so.
    """
    with ClipReader(job.path, threads=threads, stop=stop) as reader:
        job.info = reader.info
        ahead = PIXELS_AT_ONCE // max(1, reader.info.width * reader.info.height)
        frames = prefetch(_timed(reader.sample(plan), job), max(1, min(FRAMES_AT_ONCE, ahead)))
        try:
            for group in _groups(frames):
                if stop():
                    raise Cancelled
                yield _find(job, group, finder, specs, watch)
        finally:
            frames.close()
            job.info = replace(reader.info, warnings=(*reader.info.warnings, *reader.warnings))
            job.missing = list(reader.missing)
            job.partial = reader.partial


def _timed(frames: Iterator[Frame], job: Job) -> Iterator[Frame]:
    while True:
        start = time.perf_counter()
        frame = next(frames, None)
        job.decode_s += time.perf_counter() - start
        if frame is None:
            return
        yield frame


def _groups(frames: Iterable[Frame]) -> Iterator[list[Frame]]:
    group: list[Frame] = []
    pixels = 0
    for frame in frames:
        group.append(frame)
        pixels += frame.image.shape[0] * frame.image.shape[1]
        if len(group) == FRAMES_AT_ONCE or pixels > PIXELS_AT_ONCE:
            yield group
            group, pixels = [], 0
    if group:
        yield group


def _find(
    job: Job, group: Sequence[Frame], finder: FaceDetector, specs: Sequence[CropSpec], watch: Watch | None
) -> list[CutFace]:
    start = time.perf_counter()
    usable: list[CutFace] = []
    for frame, detections in zip(group, finder.detect([frame.image for frame in group]), strict=True):
        if watch:
            watch(job.path, frame, detections)
        faces = [_face(frame.image, detection) for detection in detections]
        job.frames.append(FoundFrame(frame.index, frame.time_s, faces))
        usable += [CutFace(face, _crops(frame.image, face.detection, specs)) for face in faces if not face.unusable]
    job.faces_s += time.perf_counter() - start
    return usable


def _face(image: Image, detection: Detection) -> FoundFace:
    quality = measure(image, detection)
    unusable = why_unusable(quality, inside=inside_share(image, detection))
    return FoundFace(detection, quality, unusable, appearance(image, detection))


def _crops(image: Image, detection: Detection, specs: Sequence[CropSpec]) -> dict[CropSpec, Image]:
    return {spec: cut(image, detection, spec.rule, spec.size) for spec in specs}
