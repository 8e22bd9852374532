"""From numbers to careful words: the label of a clip, the reasons for it, and how sure it is.

The bands come from the ensemble's thresholds, which were chosen on held-out people for stated error rates.
Without them the bands are wide on purpose: an uncalibrated network's .7 means nothing in particular.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dfd_core.detectors.calibration import Thresholds
from dfd_core.screening.aggregate import MIN_USABLE_FACES, ClipScore, without
from dfd_core.types import Label, Verdict

WIDE_BANDS = Thresholds(fake_from=0.98, real_to=0.02)
"""Bands of an ensemble that nobody calibrated."""

WORDS: Mapping[Label, str] = {
    Label.LIKELY_MANIPULATED: "likely manipulated",
    Label.LIKELY_AUTHENTIC: "likely authentic",
    Label.INCONCLUSIVE: "inconclusive",
    Label.NO_RESULT: "no result",
}
"""The four labels as an analyst reads them."""

GOOD_AUC, FAIR_AUC = 0.9, 0.8
"""From the first on detectors may make a verdict sure, below the second they never lift it above "low"."""

ABSENCE = "Finding no sign of manipulation proves nothing: a method unknown to these detectors may leave none."
LEAD = "The score is a lead for examination, not proof."


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the verdict rests on.

    ``clip`` is None when there were too few usable faces; ``faces_found`` counts all detected faces,
    ``left_out`` maps the reason to the number of faces that were left out; ``frames`` counts decoded
    sampled frames of ``frames_wanted``; ``calibrated`` says whether ``bands`` were chosen on held-out data;
    ``cancelled``: the user ended the screening before its end; ``others_too_few``: some person scores higher than
    the deciding one, but in too few usable faces to count. ``auc``: what `measured_auc` says of the detectors.
    """

    clip: ClipScore | None
    score: float | None
    faces_found: int
    left_out: Mapping[str, int]
    frames: int
    frames_wanted: int
    persons: int
    aggregation: str
    bands: Thresholds = WIDE_BANDS
    calibrated: bool = False
    partial: bool = False
    is_image: bool = False
    cancelled: bool = False
    others_too_few: bool = False
    auc: float | None = None


def decide(evidence: Evidence) -> Verdict:
    """The verdict with its reasons, the most telling first."""
    if evidence.clip is None or evidence.score is None:
        return no_result(_why_none(evidence))
    label = _label(evidence.score, evidence.bands)
    reasons = [_headline(label, evidence.score, evidence), *_agreement(evidence.clip, evidence.aggregation)]
    reasons += [_faces(evidence), *_gaps(evidence)]
    if not evidence.calibrated:
        reasons.append("This ensemble is not calibrated: its bands are wide and its score is no measured probability.")
    reasons += _quality(evidence.clip, evidence.auc)
    reasons.append(ABSENCE if label is not Label.LIKELY_MANIPULATED else LEAD)
    return Verdict(label, tuple(reasons), _confidence(label, evidence))


def no_result(reasons: Iterable[str]) -> Verdict:
    """The verdict of a clip that cannot be judged; never a number, never "authentic"."""
    return Verdict(Label.NO_RESULT, tuple(reasons), "none")


def _label(score: float, bands: Thresholds) -> Label:
    if score >= bands.fake_from:
        return Label.LIKELY_MANIPULATED
    return Label.LIKELY_AUTHENTIC if score <= bands.real_to else Label.INCONCLUSIVE


def _headline(label: Label, score: float, evidence: Evidence) -> str:
    clip, bands = evidence.clip, evidence.bands
    who = "All faces together" if clip is None or clip.person is None else f"Person {clip.person + 1}"
    if evidence.persons > 1 and clip is not None and clip.person is not None:
        few = f" with {MIN_USABLE_FACES} usable faces or more" if evidence.others_too_few else ""
        who += f", the highest of {evidence.persons} persons{few},"
    edge = {
        Label.LIKELY_MANIPULATED: f"at or above {bands.fake_from:.2f}",
        Label.LIKELY_AUTHENTIC: f"at or below {bands.real_to:.2f}",
        Label.INCONCLUSIVE: f"between {bands.real_to:.2f} and {bands.fake_from:.2f}",
        Label.NO_RESULT: "",
    }[label]
    return f"{who} {_scores(clip)} {_shown(score, bands)}, {edge}: {WORDS[label]}."


def _scores(clip: ClipScore | None) -> str:
    return "score" if clip is None or clip.person is None else "scores"


def _shown(score: float, bands: Thresholds) -> str:
    """The score with two digits, or as many as it takes to stand on its side of the bands."""
    for digits in range(2, 6):
        text = f"{score:.{digits}f}"
        if _label(float(text), bands) is _label(score, bands):
            return text
    return repr(score)


def _agreement(clip: ClipScore, rule: str) -> list[str]:
    each = clip.detectors
    if len(each) == 1:
        return ["Only one detector was asked: nothing confirms it."]
    high = sum(score > 0.5 for score in each.values())
    low, top = min(each.values()), max(each.values())
    lines = [f"{high} of {len(each)} detectors lean to manipulated; they range from {low:.2f} to {top:.2f}."]
    name, changed = max(
        ((name, without(each, name, rule) or 0.0) for name in each), key=lambda item: abs(item[1] - clip.score)
    )
    if abs(changed - clip.score) > 0.2:
        lines.append(f"The score rests much on {name}: without it the rest would say {changed:.2f}.")
    return lines


def _quality(clip: ClipScore, auc: float | None) -> list[str]:
    """What the detectors' own measured quality takes from every verdict of theirs."""
    alone = len(clip.detectors) == 1
    if auc is None:
        who = "This detector was not" if alone else "Not all of these detectors were"
        return [f"{who} measured on held-out people."]
    if auc >= GOOD_AUC:
        return []
    whose, which = ("detector's", "") if alone else ("detectors'", " for the weakest of them")
    shown = math.floor(auc * 100 + 1e-9) / 100  # never rounded up to a limit that it misses
    return [f"The {whose} own measured quality is limited: AUC {shown:.2f} on held-out people{which}."]


def _faces(evidence: Evidence) -> str:
    used = evidence.clip.faces if evidence.clip else 0
    text = f"{used} usable faces of {evidence.faces_found} found in {_frames(evidence.frames)}"
    return f"{text}; left out: {_left_out(evidence.left_out)}." if evidence.left_out else f"{text}."


def _frames(count: int) -> str:
    return f"{count} sampled frame{'' if count == 1 else 's'}"


def _left_out(reasons: Mapping[str, int]) -> str:
    return ", ".join(f"{count} ({reason})" for reason, count in Counter(reasons).most_common())


def _gaps(evidence: Evidence) -> list[str]:
    missing = evidence.frames_wanted - evidence.frames
    if evidence.cancelled:
        return [f"Partial result: cancelled after {evidence.frames} of {evidence.frames_wanted} sampled frames."]
    if not evidence.partial:
        return []
    return [f"Partial result: {missing} of {evidence.frames_wanted} sampled frames could not be decoded."]


def _why_none(evidence: Evidence) -> list[str]:
    usable = evidence.faces_found - sum(evidence.left_out.values())
    if evidence.frames == 0:
        return ["No frame could be decoded."]
    if evidence.faces_found == 0:
        return [f"No face was found in {_frames(evidence.frames)}.", *_gaps(evidence)]
    first = f"Too few usable faces: {usable} of {evidence.faces_found} found, {MIN_USABLE_FACES} needed."
    if evidence.is_image:
        first += " A single picture carries no verdict; the scores of its faces are listed."
    why = [f"Left out: {_left_out(evidence.left_out)}."] if evidence.left_out else []
    return [first, *why, *_gaps(evidence)]


def _confidence(label: Label, evidence: Evidence) -> str:
    clip, score = evidence.clip, evidence.score
    if not evidence.calibrated or clip is None or score is None or label is Label.INCONCLUSIVE:
        return "low"
    if len(clip.detectors) == 1:
        return "low"  # nothing confirms it
    if evidence.auc is None or evidence.auc < FAIR_AUC:
        return "low"  # such detectors also agree when they are wrong
    sides = {value > 0.5 for value in clip.detectors.values()}
    bands = evidence.bands
    deep = score >= (1 + bands.fake_from) / 2 or score <= bands.real_to / 2
    sure = deep and len(sides) == 1 and not evidence.partial and evidence.auc >= GOOD_AUC
    return "high" if sure else "moderate"
