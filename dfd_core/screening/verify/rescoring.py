"""Scoring recorded faces again: the same frames, the same crops, the same detectors."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from dfd_core.detectors.library import InstalledDetector
from dfd_core.errors import UsageError
from dfd_core.faces.crop import footprint
from dfd_core.faces.recorded import recorded_face
from dfd_core.screening.aggregate import AGGREGATIONS, face_score
from dfd_core.screening.inputs import input_spec
from dfd_core.screening.verify.asking import Panel
from dfd_core.screening.verify.crops import crop_of, other_crops
from dfd_core.screening.verify.outcome import TOLERANCE, Apart, Difference
from dfd_core.types import ClipResult, Detection, Frame, Image, ScoredFrame

SAME_TIME_S = 1e-3
"""A frame that begins so far from the recorded time is another one; records round to a tenth of this."""


def chosen_frames(result: ClipResult, count: int | None) -> list[int]:
    """Places of so many frames with scored faces, spread evenly over them; all of them for None."""
    scored = [place for place, frame in enumerate(result.frames) if any(face.scores for face in frame.faces)]
    if count is None or count >= len(scored):
        return scored
    return [scored[round(float(step))] for step in np.linspace(0, len(scored) - 1, count)] if count > 1 else scored[:1]


@dataclass(slots=True)
class Comparison:
    """Differences as they are found. ``given``: new scores by place of frame and face. ``faults``: sentences."""

    names: Sequence[str]
    aggregation: str
    given: dict[tuple[int, int], dict[str, float]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    frames: int = 0
    detectors: dict[str, Difference] = field(default_factory=dict)
    combined: Difference = field(default_factory=lambda: Difference("", 0))

    def take(self, place: tuple[int, int], frame: ScoredFrame, again: Mapping[str, float], rounded: set[str]) -> None:
        """One face and what was said of it again; ``rounded`` names the detectors that another crop agrees with."""
        face = frame.faces[place[1]]
        self.given[place] = dict(again)
        for name, score in again.items():
            told = self.detectors.get(name, Difference(name, 0))
            apart = Apart(face.scores[name], score, frame.time_s, frame.index, face.track)
            self.detectors[name] = _further(told, apart, name in rounded)
        whole = again.keys() == face.scores.keys() and self.aggregation in AGGREGATIONS
        if face.score is not None and whole:
            score = face_score({name: again[name] for name in face.scores}, self.aggregation)
            apart = Apart(face.score, score, frame.time_s, frame.index, face.track)
            self.combined = _further(self.combined, apart, bool(rounded))


def _further(told: Difference, apart: Apart, rounded: bool) -> Difference:
    furthest = apart if told.furthest is None or apart.difference > told.furthest.difference else told.furthest
    return replace(told, faces=told.faces + 1, furthest=furthest, rounded=told.rounded + rounded)


class Rescorer:
    """Asks a panel about the recorded faces of frames."""

    def __init__(self, panel: Panel, detectors: Mapping[str, InstalledDetector], into: Comparison) -> None:
        self._panel = panel
        self._detectors = detectors
        self._into = into

    def frame(self, place: int, recorded: ScoredFrame, frame: Frame | None) -> None:
        """Compare one frame, decoded anew; None where it cannot be decoded."""
        if frame is None:
            self._into.faults.append(f"The frame at {recorded.time_s:.2f} s cannot be decoded.")
        elif abs(frame.time_s - recorded.time_s) > SAME_TIME_S:
            text = f"No frame begins at {recorded.time_s:.4f} s, as recorded: the one shown then begins at"
            self._into.faults.append(f"{text} {frame.time_s:.4f} s.")
        else:
            self._into.frames += 1
            self._compare(place, recorded, frame.image)

    def _compare(self, place: int, recorded: ScoredFrame, image: Image) -> None:
        faces = self._located(recorded, image)
        again: dict[int, dict[str, float]] = {number: {} for number in faces}
        rounded: dict[int, set[str]] = {number: set() for number in faces}
        for name, detector in self._detectors.items():
            asked = {number: face for number, face in faces.items() if name in recorded.faces[number].scores}
            spec = input_spec(detector).crop
            scores = self._panel.scores(detector, [crop_of(image, face, spec) for face in asked.values()])
            for (number, face), score in zip(asked.items(), scores, strict=True):
                if not math.isfinite(score):
                    self._into.faults.append(f"Detector {name} gave no number at {recorded.time_s:.2f} s.")
                    continue
                told = recorded.faces[number].scores[name]
                other = None if abs(score - told) <= TOLERANCE else self._other(detector, image, face, told)
                again[number][name] = score if other is None else other
                rounded[number] |= set() if other is None else {name}
        for number in faces:
            self._into.take((place, number), recorded, again[number], rounded[number])

    def _located(self, recorded: ScoredFrame, image: Image) -> dict[int, Detection]:
        """The scored faces by their place; one that no detector can have been shown is a fault."""
        size = image.shape[1], image.shape[0]
        found: dict[int, Detection] = {}
        for number, face in enumerate(recorded.faces):
            if not face.scores:
                continue
            try:
                located = recorded_face(face.detection.box, face.detection.landmarks, size)
                for detector in self._detectors.values():
                    footprint(size, located, detector.card.crop, detector.card.input_px)
            except UsageError as error:
                where = f"person {face.track + 1} at {recorded.time_s:.2f} s"
                self._into.faults.append(f"The recorded face of {where} cannot be cut out: {error.message}.")
            else:
                found[number] = located
        return found

    def _other(self, detector: InstalledDetector, image: Image, face: Detection, recorded: float) -> float | None:
        """The score of another crop that fits the record as well and agrees with it; None where there is none."""
        crops = list(other_crops(image, face, input_spec(detector).crop))
        scores = self._panel.scores(detector, crops) if crops else []
        nearest = min(scores, key=lambda score: abs(score - recorded), default=math.inf)
        return nearest if abs(nearest - recorded) <= TOLERANCE else None
