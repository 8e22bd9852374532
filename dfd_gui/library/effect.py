"""What an ensemble would have said of clips that are screened already, from their stored face scores alone.

No network runs: a result keeps the score of every detector for every usable face. Results of the same file whose
faces are the same (same frames, same boxes) are put together, so that detectors of two screenings can be combined.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dfd_core.cases.store import CaseStore
from dfd_core.detectors.ensemble import Ensemble
from dfd_core.errors import DfdError
from dfd_core.screening.aggregate import score_clip
from dfd_core.screening.verdict import WIDE_BANDS, Evidence, decide
from dfd_core.types import Label

MOST_RESULTS = 500
"""So many of the latest results are looked at."""


@dataclass(slots=True)
class Sampling:
    """The faces of one way of sampling a file. ``scores`` maps a detector to its scores of the usable faces, in order.

    ``persons`` names the person of each usable face; ``versions`` is the SHA-256 of each detector's file then;
    ``facts`` are what a verdict rests on besides (see `Evidence`).
    """

    persons: tuple[int, ...]
    facts: Mapping[str, Any]
    scores: dict[str, tuple[float, ...]] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScreenedClip:
    """A screened file: what its latest result says, and the samplings that there are scores of."""

    path: str
    label: Label
    score: float | None
    ensemble: str
    samplings: dict[object, Sampling] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Effect:
    """One clip: what is said of it now and what would be."""

    path: str
    ensemble: str
    label: Label
    score: float | None
    new_label: Label
    new_score: float | None

    @property
    def changes(self) -> bool:
        """Whether the verdict would be another."""
        return self.label is not self.new_label


@dataclass(frozen=True, slots=True)
class Effects:
    """The clips that can be told of, of so many; ``outdated`` have scores of an earlier file of a chosen detector."""

    clips: tuple[Effect, ...]
    total: int
    outdated: int = 0

    @property
    def changed(self) -> int:
        """How many verdicts would be others."""
        return sum(clip.changes for clip in self.clips)


def read_clips(store: Path, stop: Callable[[], bool] = lambda: False) -> list[ScreenedClip]:
    """The latest screened files, the newest first; to be called in a thread: it opens the store for itself.

    Raises:
        DfdError: the store cannot be read. A single damaged row is passed over.
    """
    clips: dict[str, ScreenedClip] = {}
    if not store.is_file():
        return []
    with CaseStore(store) as cases:
        for row in cases.recent(MOST_RESULTS):
            if stop():
                break
            extract = _load(cases, row.id)
            if extract is None:
                continue
            clip = clips.setdefault(row.sha256, ScreenedClip(row.path, row.label, row.score, row.ensemble))
            _add(clip.samplings.setdefault(_faces(extract), _sampling(extract)), extract)
    return [clip for clip in clips.values() if any(sampling.scores for sampling in clip.samplings.values())]


def effects(clips: Sequence[ScreenedClip], ensemble: Ensemble, versions: Mapping[str, str]) -> Effects:
    """What ``ensemble`` would say. ``versions``: the SHA-256 of the installed file of each detector."""
    found: list[Effect] = []
    outdated = 0
    for clip in clips:
        able = [s for s in clip.samplings.values() if all(name in s.scores for name in ensemble.detectors)]
        good = [s for s in able if all(s.versions[name] == versions.get(name) for name in ensemble.detectors)]
        outdated += bool(able and not good)
        if good:
            label, score = _judge(good[0], ensemble)
            found.append(Effect(clip.path, clip.ensemble, clip.label, clip.score, label, score))
    return Effects(tuple(found), len(clips), outdated)


def _judge(sampling: Sampling, ensemble: Ensemble) -> tuple[Label, float | None]:
    persons: dict[int, dict[str, list[float]]] = {}
    for name in ensemble.detectors:
        for person, face in zip(sampling.persons, sampling.scores[name], strict=True):
            persons.setdefault(person, {}).setdefault(name, []).append(face)
    scored = score_clip(persons, ensemble.aggregation, ensemble.persons)
    score: float | None = None if scored is None else scored.score
    if score is not None and ensemble.calibration:
        score = float(ensemble.calibration.from_scores(score))
    bands = ensemble.thresholds
    evidence = Evidence(
        clip=scored,
        score=score,
        aggregation=ensemble.aggregation,
        bands=bands or WIDE_BANDS,
        calibrated=bands is not None,
        **sampling.facts,
    )
    return decide(evidence).label, score


def _load(cases: CaseStore, row: int) -> dict[str, Any] | None:
    try:
        return cases.load(row)
    except DfdError as error:
        if error.code == "stored_result_damaged":
            return None
        raise


def _faces(extract: Mapping[str, Any]) -> object:
    """What must agree for two results to speak of the same faces."""
    return tuple(
        (frame["index"], tuple((*face["box"], face["track"], bool(face["scores"])) for face in frame["faces"]))
        for frame in extract["frames"]
    )


def _usable(extract: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [face for frame in extract["frames"] for face in frame["faces"] if face["scores"]]


def _sampling(extract: Mapping[str, Any]) -> Sampling:
    frames, media = extract["frames"], extract["media"]
    broken = sum(frame.get("state", "ok") != "ok" for frame in frames)
    faces = [face for frame in frames for face in frame["faces"]]
    facts = {
        "faces_found": len(faces),
        "left_out": Counter(face["unusable"] for face in faces if face.get("unusable")),
        "frames": len(frames) - broken,
        "frames_wanted": len(frames),
        "persons": len(extract["tracks"]),
        "partial": bool(media.get("partial", False)),
        "is_image": bool(media.get("is_image", False)),
    }
    return Sampling(tuple(int(face["track"]) for face in _usable(extract)), facts)


def _add(sampling: Sampling, extract: Mapping[str, Any]) -> None:
    """Take in the detectors of a result that are not in yet; results come latest first."""
    faces = _usable(extract)
    for detector in extract["detectors"]:
        name = detector["name"]
        if faces and name not in sampling.scores and all(name in face["scores"] for face in faces):
            sampling.scores[name] = tuple(float(face["scores"][name]) for face in faces)
            sampling.versions[name] = detector["sha256"]
