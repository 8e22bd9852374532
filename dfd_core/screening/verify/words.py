"""What scoring again gave, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dfd_core.cases.text import printable
from dfd_core.screening.verify.outcome import TOLERANCE, Apart, Difference, Finding, Outcome, Rescored
from dfd_core.types import ClipResult

CHECK = "scores"


def score_findings(result: ClipResult, rescored: Rescored, faults: Sequence[str]) -> Iterator[Finding]:
    """One finding for each thing that differs, or one that says that nothing does."""
    if not rescored.frames_scored:
        yield Finding(CHECK, Outcome.CONFIRMED, "No face was scored, so there is no score to compare.")
        return
    told = [*map(printable, faults), *_differences(rescored), *_clip(rescored)]
    for place, text in enumerate(told):
        yield Finding(CHECK, Outcome.DIFFERS, text if place else text + _elsewhere(result, rescored))
    if not told:
        yield Finding(CHECK, Outcome.CONFIRMED, agreement(result, rescored))


def agreement(result: ClipResult, rescored: Rescored) -> str:
    """How far the new scores agree."""
    faces = max((each.faces for each in rescored.detectors), default=0)
    largest = max((each.largest for each in rescored.detectors), default=0.0)
    frames = f"{rescored.frames} of {rescored.frames_scored} frames"
    text = f"{_count(faces, 'face')} in {frames} scored again: the largest difference is {number(largest)}"
    text += f", {TOLERANCE:g} is allowed."
    if rescored.clip is not None and result.score is not None:
        text += f" With these scores the clip has {rescored.clip:.6f}, recorded is {result.score:.6f}."
    if rounded := max((each.rounded for each in rescored.detectors), default=0):
        text += f" {_count(rounded, 'face')} agreed only by another crop that fits the record's rounding."
    return text


def number(value: float) -> str:
    """A difference: four digits, or the seven of what is lost by rounding."""
    text = f"{value:.7f}" if value < 1e-3 else f"{value:.4f}"
    return text.rstrip("0").rstrip(".")


def _differences(rescored: Rescored) -> Iterator[str]:
    for each in rescored.detectors:
        if each.furthest is not None and each.largest > TOLERANCE:
            yield f"Detector {printable(each.detector)} {_apart(each, each.furthest)}"
    combined = rescored.combined
    if combined is not None and combined.furthest is not None and combined.largest > TOLERANCE:
        yield f"All detectors together {_apart(combined, combined.furthest)}"


def _elsewhere(result: ClipResult, rescored: Rescored) -> str:
    """Says so where the record was made on another kind of device: small differences may come from there."""
    recorded, here = result.tool.device, rescored.device
    if not rescored.detectors or recorded.partition(":")[0] == here.partition(":")[0]:
        return ""
    return (
        f" (Recorded on {printable(recorded)}, asked again on {here}: a difference of some thousandths may be theirs.)"
    )


def _apart(told: Difference, at: Apart) -> str:
    return (
        f"give{'s' if told.detector else ''} the face of person {at.track + 1} at {at.time_s:.2f} s "
        f"{at.again:.4f}, recorded is {at.recorded:.4f}: {number(told.largest)} apart."
    )


def _clip(rescored: Rescored) -> Iterator[str]:
    if rescored.clip is not None and rescored.before is not None and abs(rescored.clip - rescored.before) > TOLERANCE:
        yield f"With the new scores the clip has {rescored.clip:.4f}, with the recorded ones {rescored.before:.4f}."


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
