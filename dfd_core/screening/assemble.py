"""From what was found in a clip to its result: persons, scores, verdict."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dfd_core.detectors.calibration import Calibration
from dfd_core.detectors.ensemble import Ensemble
from dfd_core.detectors.library import InstalledDetector
from dfd_core.detectors.measured import measured_auc
from dfd_core.faces.track import build_tracks
from dfd_core.screening.aggregate import ClipScore, combine, face_score, score_clip
from dfd_core.screening.job import FoundFace, FoundFrame, Job
from dfd_core.screening.rule import verdict_rule
from dfd_core.screening.verdict import WIDE_BANDS, Evidence, decide, no_result
from dfd_core.types import (
    ClipInfo,
    ClipResult,
    DetectorScore,
    ScoredFace,
    ScoredFrame,
    ScreeningSettings,
    Timing,
    ToolInfo,
    TrackScore,
    Verdict,
)


class Assembler:
    """Builds results with the same ensemble, settings and tool facts for every clip."""

    def __init__(
        self,
        ensemble: Ensemble,
        detectors: Sequence[InstalledDetector],
        settings: ScreeningSettings,
    ) -> None:
        self._ensemble = ensemble
        self._detectors = detectors
        self._auc = measured_auc(detector.card for detector in detectors)
        self._settings = settings

    def build(self, job: Job, tool: ToolInfo) -> ClipResult:
        """The result of a finished job, or of a failed one: ``no_result`` with the failure's words."""
        info = job.info or ClipInfo(path=job.path, bytes=_size(job))
        timing = Timing(job.decode_s, job.faces_s, job.inference_s, time.perf_counter() - job.started)
        if job.failure:
            return self._result(info, tool, timing, job, _Scores(None, (), ()), no_result([str(job.failure)]))
        scores = self._score(job)
        return self._result(info, tool, timing, job, scores, self._verdict(job, info, scores))

    def _result(
        self, info: ClipInfo, tool: ToolInfo, timing: Timing, job: Job, scores: _Scores, verdict: Verdict
    ) -> ClipResult:
        each = scores.clip.detectors if scores.clip else {}
        return ClipResult(
            tool=tool,
            media=replace(info, sha256=job.sha256),
            settings=self._settings,
            detectors=tuple(DetectorScore(d.name, d.sha256, each.get(d.name)) for d in self._detectors),
            tracks=scores.tracks,
            frames=_with_gaps(scores.frames, job),
            score=self._calibrated(scores.clip.score) if scores.clip else None,
            verdict=verdict,
            timing=timing,
            partial=job.partial,
            error_code=job.failure.code if job.failure else "",
            rule=verdict_rule(self._ensemble),
        )

    def _score(self, job: Job) -> _Scores:
        detections = [(frame.time_s, [face.detection for face in frame.faces]) for frame in job.frames]
        ids = build_tracks(detections, [[face.look for face in frame.faces] for frame in job.frames])
        persons: dict[int, _Person] = {}
        for frame, people in zip(job.frames, ids, strict=True):
            for face, track in zip(frame.faces, people, strict=True):
                persons.setdefault(track, _Person()).add(frame.time_s, face)
        rule = self._ensemble.aggregation
        faces = {track: person.scores for track, person in persons.items()}
        clip = score_clip(faces, rule, self._ensemble.persons)
        frames = tuple(
            ScoredFrame(
                frame.index, frame.time_s, tuple(self._face(f, t) for f, t in zip(frame.faces, tracks, strict=True))
            )
            for frame, tracks in zip(job.frames, ids, strict=True)
        )
        tracks = tuple(self._track(track, person) for track, person in sorted(persons.items()))
        return _Scores(clip, tracks, frames)

    def _track(self, track: int, person: _Person) -> TrackScore:
        if not person.usable:
            return TrackScore(track, None, 0, person.first_s, person.last_s)
        score, each = combine(person.scores, self._ensemble.aggregation)
        seen = person.first_s, person.last_s
        return TrackScore(track, self._calibrated(score), person.usable, *seen, self._ordered(each))

    def _ordered(self, scores: Mapping[str, float]) -> dict[str, float]:
        """By the ensemble's order, not by which network was ready first: equal runs give equal results."""
        return {detector.name: scores[detector.name] for detector in self._detectors if detector.name in scores}

    def _frame(self, frame: FoundFrame, tracks: Sequence[int]) -> ScoredFrame:
        faces = tuple(self._face(face, track) for face, track in zip(frame.faces, tracks, strict=True))
        return ScoredFrame(frame.index, frame.time_s, faces)

    def _face(self, face: FoundFace, track: int) -> ScoredFace:
        score = face_score(face.scores, self._ensemble.aggregation) if face.scores else None
        return ScoredFace(track, face.detection, face.quality, face.unusable, self._ordered(face.scores), score)

    def _calibrated(self, score: float) -> float:
        calibration: Calibration | None = self._ensemble.calibration
        return float(calibration.from_scores(score)) if calibration else score

    def _verdict(self, job: Job, info: ClipInfo, scores: _Scores) -> Verdict:
        found = [face for frame in job.frames for face in frame.faces]
        bands = self._ensemble.thresholds
        return decide(
            Evidence(
                clip=scores.clip,
                score=self._calibrated(scores.clip.score) if scores.clip else None,
                faces_found=len(found),
                left_out=Counter(_kind(face.unusable) for face in found if face.unusable),
                frames=len(job.frames),
                frames_wanted=job.cancelled or len(job.frames) + len(job.missing),
                persons=len(scores.tracks),
                aggregation=self._ensemble.aggregation,
                bands=bands or WIDE_BANDS,
                calibrated=bands is not None,
                partial=job.partial,
                is_image=info.is_image,
                cancelled=job.cancelled > 0,
                others_too_few=_outscored(scores),
                auc=self._auc,
            )
        )


class _Person:
    """Scores of one person's usable faces, and when she is seen."""

    def __init__(self) -> None:
        self.scores: dict[str, list[float]] = {}
        self.usable = 0
        self.first_s = 0.0
        self.last_s = 0.0
        self._seen = False

    def add(self, time_s: float, face: FoundFace) -> None:
        self.first_s = self.first_s if self._seen else time_s
        self.last_s = time_s
        self._seen = True
        self.usable += bool(face.scores)
        for name, score in face.scores.items():
            self.scores.setdefault(name, []).append(score)


@dataclass(frozen=True, slots=True)
class _Scores:
    """What the scores of a clip's faces amount to."""

    clip: ClipScore | None
    tracks: tuple[TrackScore, ...]
    frames: tuple[ScoredFrame, ...]


def _outscored(scores: _Scores) -> bool:
    """Whether a person with too few faces to decide scores higher than the one who does."""
    if scores.clip is None or scores.clip.person is None:
        return False
    by_id = {track.id: track.score for track in scores.tracks}
    decider = by_id[scores.clip.person]
    return decider is not None and any(score is not None and score > decider for score in by_id.values())


def _kind(reason: str) -> str:
    """The reason without its numbers in brackets, so that equal reasons are counted together."""
    return reason.split(" (", maxsplit=1)[0]


def _size(job: Job) -> int:
    try:
        return job.path.stat().st_size
    except OSError:
        return 0


def _with_gaps(frames: tuple[ScoredFrame, ...], job: Job) -> tuple[ScoredFrame, ...]:
    """Frames in time order, those that could not be decoded among them."""
    fps = job.info.fps if job.info else 0.0
    gaps = [ScoredFrame(round(missing * fps), missing, state="decode_error") for missing in job.missing]
    return tuple(sorted((*frames, *gaps), key=lambda frame: (frame.time_s, frame.index)))
