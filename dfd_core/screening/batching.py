"""Second half of the pipeline: crops of several frames and clips become batches, batches become scores."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from dfd_core.detectors.calibration import Calibration, sigmoid
from dfd_core.detectors.library import InstalledDetector
from dfd_core.faces.crop import to_input
from dfd_core.screening.analysis import CutFace
from dfd_core.screening.backends import Backend
from dfd_core.screening.inputs import InputSpec
from dfd_core.screening.job import FoundFace, Job
from dfd_core.types import FloatArray, Image

CPU_BATCH = 4
"""Larger batches are no faster on a CPU (measured with ONNX Runtime), smaller ones spread better over cores."""

GPU_BATCH = 64


@dataclass(frozen=True, slots=True)
class Scored:
    """The answer of one detector to one batch: the faces, their jobs and the scores, in the same order."""

    detector: str
    faces: Sequence[tuple[Job, FoundFace]]
    scores: Sequence[float]
    seconds: float


@dataclass(frozen=True, slots=True)
class ScoringFailed:
    """A batch could not be scored for a reason that is no fault of a clip."""

    error: BaseException


@dataclass(slots=True)
class _Waiting:
    faces: list[tuple[Job, FoundFace]] = field(default_factory=list)
    crops: list[Image] = field(default_factory=list)


class Batcher:
    """Collects crops per network input and hands full batches to every detector that takes this input.

    Args:
        groups: detectors by their input.
        backends: loaded detector by name.
        size: faces per batch.
        pool: where batches are scored; on a CPU several at once, on one GPU one at a time.
        deliver: called from the pool's threads with each ``Scored`` or ``ScoringFailed``.
    """

    def __init__(
        self,
        groups: Mapping[InputSpec, Sequence[InstalledDetector]],
        backends: Mapping[str, Backend],
        size: int,
        pool: ThreadPoolExecutor,
        deliver: Callable[[Scored | ScoringFailed], None],
    ) -> None:
        self._groups = groups
        self._backends = backends
        self._size = size
        self._pool = pool
        self._deliver = deliver
        self._waiting = {spec: _Waiting() for spec in groups}
        self._detectors = sum(len(group) for group in groups.values())

    def add(self, job: Job, faces: Sequence[CutFace]) -> None:
        """Queue the crops of some faces of ``job``; full batches start at once."""
        job.asked += len(faces) * self._detectors
        job.awaited += len(faces) * self._detectors
        for cut_face in faces:
            for spec, waiting in self._waiting.items():
                waiting.faces.append((job, cut_face.face))
                waiting.crops.append(cut_face.crops[spec.crop])
                if len(waiting.faces) >= self._size:
                    self._start(spec)

    def flush(self) -> None:
        """Start what waits, full or not."""
        for spec, waiting in self._waiting.items():
            if waiting.faces:
                self._start(spec)

    def _start(self, spec: InputSpec) -> None:
        waiting, self._waiting[spec] = self._waiting[spec], _Waiting()
        batch = to_input(waiting.crops, spec.normalisation)
        for detector in self._groups[spec]:
            self._pool.submit(self._score, detector, waiting.faces, batch)

    def _score(self, detector: InstalledDetector, faces: Sequence[tuple[Job, FoundFace]], batch: FloatArray) -> None:
        start = time.perf_counter()
        try:
            logits = self._backends[detector.name].logits(batch)
            scores = to_scores(logits, detector.card.calibration)
            self._deliver(Scored(detector.name, faces, scores, time.perf_counter() - start))
        except BaseException as error:  # noqa: BLE001 - raised again in the main thread
            self._deliver(ScoringFailed(error))


def to_scores(logits: FloatArray, calibration: Calibration | None) -> list[float]:
    """Scores 0..1 of logits ``(N,)``: the card's calibration where it has one, else the plain sigmoid."""
    values = calibration.from_logits(logits) if calibration else sigmoid(logits)
    return [float(value) for value in values]
