"""What a verification found, in numbers and in plain words. Light: nothing here computes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from dfd_core import __version__
from dfd_core.cases.records import Record

TOLERANCE = 1e-3
"""Scores may be so far apart and still count as the same: what is allowed between backends, ONNX Runtime on a CPU and
torch in half precision on a GPU (see ``screening.request``). One machine repeats itself to the sixth digit, where
records are rounded: so did each of 85 development clips, all their faces scored again."""


class Outcome(StrEnum):
    """How a check ended. ``UNCHECKABLE`` says neither that the record is right nor that it is wrong."""

    CONFIRMED = "confirmed"
    DIFFERS = "differs"
    UNCHECKABLE = "cannot_be_checked"


_WORST = (Outcome.DIFFERS, Outcome.UNCHECKABLE, Outcome.CONFIRMED)

TITLES: Mapping[Outcome, str] = {
    Outcome.CONFIRMED: "Confirmed",
    Outcome.DIFFERS: "Differs",
    Outcome.UNCHECKABLE: "Cannot be checked",
}

SYMBOLS: Mapping[Outcome, str] = {Outcome.CONFIRMED: "✓", Outcome.DIFFERS: "✗", Outcome.UNCHECKABLE: "?"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: ``check`` is a stable word, ``text`` a sentence or two."""

    check: str
    outcome: Outcome
    text: str


@dataclass(frozen=True, slots=True)
class Apart:
    """The face on which a score is furthest from the record: both values, and where it is."""

    recorded: float
    again: float
    time_s: float
    frame: int
    track: int

    @property
    def difference(self) -> float:
        """Absolute, 0..1."""
        return abs(self.recorded - self.again)


@dataclass(frozen=True, slots=True)
class Difference:
    """How far one detector's scores of ``faces`` faces are from the record.

    ``rounded`` counts the faces that agree only by another crop that fits the record as well: it rounds boxes to a
    hundredth of a pixel, and a crop whose edge lies just there may begin a pixel further on.
    """

    detector: str
    faces: int
    furthest: Apart | None = None
    rounded: int = 0

    @property
    def largest(self) -> float:
        """The largest absolute difference, 0 without faces."""
        return self.furthest.difference if self.furthest else 0.0


@dataclass(frozen=True, slots=True)
class Rescored:
    """What scoring again gave.

    ``frames`` of ``frames_scored`` recorded frames with scored faces were looked at. ``combined``: the ensemble's score
    of each face. ``clip``: the clip's score with the new values in the place of the recorded ones, ``before``: with the
    recorded ones; None where it cannot be told. ``device``: where the detectors were asked again.
    """

    frames: int = 0
    frames_scored: int = 0
    detectors: tuple[Difference, ...] = ()
    combined: Difference | None = None
    clip: float | None = None
    before: float | None = None
    device: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """Everything about one record. ``media`` is the file that was compared, empty where there was none."""

    record: Record
    findings: tuple[Finding, ...]
    media: str = ""
    rescored: Rescored = Rescored()

    @property
    def outcome(self) -> Outcome:
        """The worst of the findings; nothing found is nothing checked."""
        outcomes = {finding.outcome for finding in self.findings}
        return next((outcome for outcome in _WORST if outcome in outcomes), Outcome.UNCHECKABLE)


@dataclass(frozen=True, slots=True)
class VerifyStarted:
    """Work on a record has begun; ``index`` counts from 0."""

    record: Record
    index: int
    total: int


@dataclass(frozen=True, slots=True)
class VerifyProgress:
    """``done`` of ``total`` units of ``stage``: ``"hash"`` (files) or ``"frames"``."""

    record: Record
    stage: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Verified:
    """A record is done."""

    verification: Verification


VerifyEvent: TypeAlias = VerifyStarted | VerifyProgress | Verified


def to_json(done: Verification) -> dict[str, Any]:
    """A verification as JSON values; keys may be added later."""
    rescored = done.rescored
    return {
        "record": done.record.name,
        "sha256": done.record.sha256,
        "outcome": str(done.outcome),
        "media": done.media,
        "tolerance": TOLERANCE,
        "tool": {"version": __version__, "device": rescored.device},
        "recorded_tool": {"version": done.record.result.tool.version, "device": done.record.result.tool.device},
        "frames": {"checked": rescored.frames, "scored": rescored.frames_scored},
        "detectors": [_difference(each) for each in rescored.detectors],
        "combined": _difference(rescored.combined) if rescored.combined else None,
        "score": {"recorded": done.record.result.score, "again": rescored.clip},
        "findings": [{"check": each.check, "outcome": str(each.outcome), "text": each.text} for each in done.findings],
    }


def _difference(told: Difference) -> dict[str, Any]:
    at = told.furthest
    where = None if at is None else {"time_s": at.time_s, "frame": at.frame, "track": at.track}
    scores = None if at is None else {"recorded": at.recorded, "again": at.again}
    return {
        "name": told.detector,
        "faces": told.faces,
        "largest_difference": told.largest,
        "at": where,
        "scores": scores,
        "rounded_boxes": told.rounded,
    }
