"""One run over a list of clips: its threads, its queue, its open jobs."""

from __future__ import annotations

import math
import queue
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from dfd_core import __version__
from dfd_core.errors import Cancelled, DetectorError, MediaError
from dfd_core.screening.analysis import CutFace, HashThread, Watch, analyse
from dfd_core.screening.assemble import Assembler
from dfd_core.screening.backlog import Backlog
from dfd_core.screening.batching import CPU_BATCH, GPU_BATCH, Batcher, Scored, ScoringFailed
from dfd_core.screening.equipment import Equipment
from dfd_core.screening.events import ClipFinished, ClipInterrupted, ClipProgress, ClipStarted, Event
from dfd_core.screening.inputs import CropSpec, by_input
from dfd_core.screening.job import Job
from dfd_core.types import ToolInfo
from dfd_core.video.sampling import SamplingPlan

POLL_S = 0.05
"""How long the generator's thread waits for news before it looks at the stop flag again."""

BATCHES_AHEAD = 12
"""Full batches per detector that may wait for inference before decoding pauses."""


@dataclass(frozen=True, slots=True)
class _Started:
    job: Job


@dataclass(frozen=True, slots=True)
class _Found:
    """A group of frames has passed face detection."""

    job: Job
    faces: list[CutFace]


@dataclass(frozen=True, slots=True)
class _Analysed:
    """Decoding and face detection of a clip have ended, well or not."""

    job: Job
    error: BaseException | None = None


_Message: TypeAlias = _Started | _Found | _Analysed | Scored | ScoringFailed


class Run:
    """Analysing threads and a scoring pool around one queue, which the generator empties.

    Only the generator's thread changes a job's scores and counters; an analysing thread fills the rest of its
    own job and says so through the queue.
    """

    def __init__(
        self,
        equipment: Equipment,
        paths: Sequence[Path],
        stop: Callable[[], bool],
        hashes: Mapping[Path, str],
        watch: Watch | None = None,
    ) -> None:
        cores = equipment.threads
        batch = CPU_BATCH if equipment.on_cpu else GPU_BATCH
        self._equipment = equipment
        self._watch = watch
        self._assembler = Assembler(equipment.ensemble, equipment.detectors, equipment.settings)
        self._plan = SamplingPlan(count=equipment.settings.frames, mode=equipment.settings.sampling)
        self._jobs = [Job(path, index, sha256=hashes.get(path, "")) for index, path in enumerate(paths)]
        self._asked_to_stop = stop
        self._closing = threading.Event()
        self._inbox: queue.SimpleQueue[_Message] = queue.SimpleQueue()
        self._backlog = Backlog(BATCHES_AHEAD * batch * len(equipment.detectors))
        self._analysts = ThreadPoolExecutor(max(1, cores // 4) if equipment.on_cpu else max(2, cores // 2), "analyse")
        self._scorers = ThreadPoolExecutor(cores if equipment.on_cpu else 1, "score")
        groups = by_input(equipment.detectors)
        self._specs = list({spec.crop: None for spec in groups})
        self._batcher = Batcher(groups, equipment.backends, batch, self._scorers, self._inbox.put)

    def events(self) -> Generator[Event, None, None]:
        """Yield the run's events until every clip is finished; see ``Screener.run``."""
        try:
            for job in self._jobs:
                self._analysts.submit(self._analyse, job)
            unfinished = len(self._jobs)
            while unfinished:
                for event in self._next():
                    unfinished -= isinstance(event, ClipFinished)
                    yield event
        except Cancelled:
            yield from self._interrupted()
            raise
        finally:
            self._closing.set()
            self._scorers.shutdown(wait=True, cancel_futures=True)
            self._analysts.shutdown(wait=True, cancel_futures=True)

    def _interrupted(self) -> Iterator[Event]:
        """What was scored of the clips at work, before waiting for the threads to end."""
        for job in self._jobs:
            so_far = job.so_far(len(self._equipment.detectors), self._wanted(job))
            if so_far:
                yield ClipInterrupted(job.path, self._assembler.build(so_far, self._tool()))

    def _next(self) -> Iterator[Event]:
        if self._asked_to_stop():
            raise Cancelled
        while not self._equipment.notices.empty():
            yield self._equipment.notices.get()
        try:
            message = self._inbox.get(timeout=POLL_S)
        except queue.Empty:
            self._batcher.flush()
            return
        yield from self._handle(message)

    def _handle(self, message: _Message) -> Iterator[Event]:
        match message:
            case _Started(job):
                yield ClipStarted(job.path, job.index, len(self._jobs))
            case _Found(job, faces):
                self._batcher.add(job, faces)
                yield self._progress(job, "faces")
            case _Analysed(job, error):
                yield from self._analysed(job, error)
            case Scored():
                yield from self._scored(message)
            case ScoringFailed(error):
                raise error

    def _analysed(self, job: Job, error: BaseException | None) -> Iterator[Event]:
        if isinstance(error, MediaError):
            job.failure = error
        elif error is not None:
            raise error
        job.analysed = True
        if self._equipment.on_cpu:
            self._batcher.flush()
        yield from self._finish(job)

    def _scored(self, answer: Scored) -> Iterator[Event]:
        self._backlog.done(len(answer.faces))
        share = answer.seconds / len(answer.faces)
        jobs: dict[int, Job] = {}
        for (job, face), score in zip(answer.faces, answer.scores, strict=True):
            jobs[job.index] = job
            job.awaited -= 1
            job.inference_s += share
            if math.isfinite(score):
                face.scores[answer.detector] = score
            else:
                job.failure = DetectorError(
                    "bad_score",
                    f"{job.path}: detector {answer.detector} gave no number",
                    "check it with 'dfd detectors check'",
                )
        for job in jobs.values():
            yield self._progress(job, "inference")
            yield from self._finish(job)

    def _finish(self, job: Job) -> Iterator[Event]:
        if job.complete:
            yield ClipFinished(job.path, self._assembler.build(job, self._tool()))
            job.frames.clear()

    def _progress(self, job: Job, stage: str) -> ClipProgress:
        total = self._wanted(job)
        open_share = job.awaited / job.asked if job.asked else 0.0
        done = len(job.frames) if stage == "faces" else int(len(job.frames) * (1.0 - open_share))
        return ClipProgress(job.path, stage, done, total)

    def _wanted(self, job: Job) -> int:
        """Frames that are asked of a clip, as far as is known."""
        known = job.info.frames if job.info and job.info.frames else self._plan.count
        return max(len(job.frames), min(self._plan.count, known))

    def _tool(self) -> ToolInfo:
        backends = list(self._equipment.backends.values())
        names, devices = {b.name: None for b in backends}, {b.device: None for b in backends}
        return ToolInfo(__version__, self._equipment.finders.label, "+".join(names), "+".join(devices))

    def _stopping(self) -> bool:
        return self._closing.is_set() or self._asked_to_stop()

    def _analyse(self, job: Job) -> None:
        """Runs in an analysing thread, to the end or to the first error, which travels by the queue."""
        self._backlog.wait(self._stopping)
        job.started = time.perf_counter()
        self._inbox.put(_Started(job))
        error: BaseException | None = None
        try:
            self._find_faces(job, self._specs)
        except BaseException as problem:  # noqa: BLE001 - raised or told in the generator's thread
            error = problem
        self._inbox.put(_Analysed(job, error))

    def _find_faces(self, job: Job, specs: Sequence[CropSpec]) -> None:
        digest = None if job.sha256 else HashThread(job.path, self._stopping)
        threads = self._equipment.threads
        try:
            with self._equipment.finders.lent() as finder:
                for faces in analyse(job, self._plan, finder, specs, threads, self._stopping, self._watch):
                    self._backlog.add(len(faces) * len(self._equipment.detectors))
                    self._inbox.put(_Found(job, faces))
                    self._backlog.wait(self._stopping)
        finally:
            if digest:
                job.sha256 = digest.result_or_blank()
