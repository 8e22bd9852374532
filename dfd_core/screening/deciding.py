"""Who decided a verdict: the clip's score with each detector left out in turn, worked out from an extract alone.

A verdict that rests on one network is a weaker lead than one on which several agree, and must be seen to be one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from dfd_core.cases.bands import Bands
from dfd_core.cases.deciding import Deciding, Influence
from dfd_core.detectors.calibration import Calibration
from dfd_core.screening.aggregate import MIN_USABLE_FACES, face_score
from dfd_core.types import Label

TOLERANCE = 1e-3
"""A reconstruction this far from the recorded score is not of the same ensemble (extracts round to six digits)."""

_Scores: TypeAlias = Mapping[str, float]
_Rule: TypeAlias = Callable[[_Scores], float]


def who_decided(
    extract: Mapping[str, Any], bands: Bands | None = None, calibration: Calibration | None = None
) -> Deciding | None:
    """What each detector contributed to a clip's verdict.

    Args:
        extract: the result.
        bands: those of its ensemble; None where they are not known any more.
        calibration: the ensemble's, applied to its scores of persons and clips.

    Returns:
        None without a score, and where the recorded score cannot be reconstructed: better no answer than a wrong one.
    """
    clip = {each["name"]: each["score"] for each in extract["detectors"] if each["score"] is not None}
    if extract["score"] is None or not clip:
        return None
    rule = _rule(extract["settings"]["aggregation"], calibration)
    if rule is None or abs(rule(clip) - extract["score"]) > TOLERANCE:
        return None
    able = {
        track["id"]: track["detectors"]
        for track in extract["tracks"]
        if track["faces"] >= MIN_USABLE_FACES and track["detectors"].keys() == clip.keys()
    }
    person = _decider(clip, able, extract)
    judged = able.values() if person is not None else [clip]
    return Deciding(
        person=person,
        score=extract["score"],
        label=Label(extract["verdict"]["label"]),
        detectors=tuple(
            _influence(name, score, [_rest(each, name) for each in judged], extract, rule, bands)
            for name, score in clip.items()
        ),
    )


def _rule(aggregation: str, calibration: Calibration | None) -> _Rule | None:
    try:
        face_score({"any": 0.5}, aggregation)
    except KeyError:  # an aggregation that this version does not know
        return None

    def apply(scores: _Scores) -> float:
        score = face_score(scores, aggregation)
        return float(calibration.from_scores(score)) if calibration else score

    return apply


def _decider(clip: _Scores, able: Mapping[int, _Scores], extract: Mapping[str, Any]) -> int | None:
    """The person whose scores are the clip's; None where the faces of several were pooled."""
    same = [person for person, scores in able.items() if scores == clip]
    if same:
        return same[0]
    seen = [track["id"] for track in extract["tracks"] if track["faces"]]
    return seen[0] if len(seen) == 1 and seen[0] in able else None


def _influence(
    name: str,
    score: float,
    judged: list[dict[str, float]],
    extract: Mapping[str, Any],
    rule: _Rule,
    bands: Bands | None,
) -> Influence:
    if not all(judged):  # it was asked alone
        return Influence(name, score, None, None, {})
    without = max(rule(scores) for scores in judged)
    persons = {
        track["id"]: rule(rest)
        for track in extract["tracks"]
        if track["score"] is not None and (rest := _rest(track["detectors"], name))
    }
    return Influence(name, score, without, bands.label(without) if bands else None, persons)


def _rest(scores: _Scores, left_out: str) -> dict[str, float]:
    return {name: score for name, score in scores.items() if name != left_out}
