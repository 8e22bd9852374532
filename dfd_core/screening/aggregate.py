"""From face scores to the score of a person and of a clip.

Every rule first condenses one detector's face scores to one number, then the detectors' numbers to one:

=============  =====================================  ==========================  =============================
rule           faces of one detector                  detectors                   source
=============  =====================================  ==========================  =============================
``geometric``  mean                                   geometric mean              the seed (DFDC, 69th place)
``arithmetic`` mean                                   mean                        common practice
``logit_mean`` sigmoid of the mean logit              sigmoid of the mean logit   icpr2020dfdc (Politecnico di Milano)
``confident``  mean of the confident faces, see below mean                        DFDC winner (selimsef)
=============  =====================================  ==========================  =============================

A clip is judged by its persons: the person with the highest score decides, because one manipulated
person makes a manipulated clip. Persons seen in too few usable faces decide only together (``pooled``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from dfd_core.detectors.calibration import SMALLEST, logit, sigmoid

MIN_USABLE_FACES = 5
"""Fewer usable faces than this give no result (house rule)."""

Scores: TypeAlias = npt.NDArray[np.float64]
Persons: TypeAlias = Mapping[int, Mapping[str, Sequence[float]]]
Reducer: TypeAlias = Callable[[Scores], float]


def _mean(scores: Scores) -> float:
    return float(scores.mean())


def _geometric(scores: Scores) -> float:
    return float(np.exp(np.log(np.maximum(scores, SMALLEST)).mean()))


def _logit_mean(scores: Scores) -> float:
    return float(sigmoid(logit(scores).mean()))


def confident(scores: Scores) -> float:
    """The DFDC winner's rule over the pooled face scores of a clip.

    If more than 11 faces and more than n/2.5 of them exceed .8: the mean of those; else if more than .9 n
    are under .2: the mean of those; else the mean (``kernel_utils.confident_strategy`` of
    selimsef/dfdc_deepfake_challenge).
    """
    high = scores[scores > 0.8]
    if len(high) > 11 and len(high) > len(scores) // 2.5:
        return _mean(high)
    low = scores[scores < 0.2]
    return _mean(low) if len(low) > 0.9 * len(scores) else _mean(scores)


_RULES: Mapping[str, tuple[Reducer, Reducer]] = {
    "geometric": (_mean, _geometric),
    "arithmetic": (_mean, _mean),
    "logit_mean": (_logit_mean, _logit_mean),
    "confident": (confident, _mean),
}

AGGREGATIONS = tuple(_RULES)
"""Names of the aggregation rules."""


def face_score(scores: Mapping[str, float], rule: str) -> float:
    """The ensemble's score of one face: the detectors' scores condensed by ``rule``'s second step."""
    return _RULES[rule][1](np.asarray(list(scores.values())))


def combine(face_scores: Mapping[str, Sequence[float]], rule: str) -> tuple[float, dict[str, float]]:
    """Condense the face scores of one person (or of all persons pooled).

    Args:
        face_scores: detector name to its scores 0..1 of the same usable faces; none empty.
        rule: one of ``AGGREGATIONS``.

    Returns:
        The ensemble's score and each detector's own score, all 0..1.
    """
    of_faces, of_detectors = _RULES[rule]
    each = {name: of_faces(np.asarray(scores, dtype=np.float64)) for name, scores in face_scores.items()}
    return of_detectors(np.asarray(list(each.values()))), each


@dataclass(frozen=True, slots=True)
class PersonScore:
    """One person's scores: of the ensemble, of each detector, and the number of usable faces behind them."""

    score: float
    detectors: dict[str, float]
    faces: int


@dataclass(frozen=True, slots=True)
class ClipScore:
    """The clip's score and who decided it: a person's id, or None where all faces were pooled."""

    score: float
    detectors: dict[str, float]
    faces: int
    person: int | None


def score_clip(
    persons: Mapping[int, Mapping[str, Sequence[float]]], rule: str, people: str = "max"
) -> ClipScore | None:
    """Score a clip from the face scores of its persons.

    Args:
        persons: person id to (detector name to scores of that person's usable faces).
        rule: one of ``AGGREGATIONS``.
        people: ``"max"``: the highest person with at least ``MIN_USABLE_FACES`` decides;
            ``"pooled"``: all faces of all persons count as one.

    Returns:
        None when there are fewer than ``MIN_USABLE_FACES`` usable faces altogether.
    """
    scored = {person: _person(faces, rule) for person, faces in persons.items() if _count(faces)}
    if sum(person.faces for person in scored.values()) < MIN_USABLE_FACES:
        return None
    able = {person: value for person, value in scored.items() if value.faces >= MIN_USABLE_FACES}
    if people == "max" and able:
        chosen = max(able, key=lambda person: (able[person].score, -person))
        best = able[chosen]
        return ClipScore(best.score, best.detectors, best.faces, chosen)
    pooled = _person(_pool(persons), rule)
    only = next(iter(scored)) if len(scored) == 1 else None
    return ClipScore(pooled.score, pooled.detectors, pooled.faces, only)


def without(detectors: Mapping[str, float], left_out: str, rule: str) -> float | None:
    """The ensemble's score had one detector not been asked; None when it was the only one."""
    rest = [score for name, score in detectors.items() if name != left_out]
    return _RULES[rule][1](np.asarray(rest)) if rest else None


def _count(faces: Mapping[str, Sequence[float]]) -> int:
    return min((len(scores) for scores in faces.values()), default=0)


def _person(faces: Mapping[str, Sequence[float]], rule: str) -> PersonScore:
    score, detectors = combine(faces, rule)
    return PersonScore(score, detectors, _count(faces))


def _pool(persons: Persons) -> dict[str, list[float]]:
    pooled: dict[str, list[float]] = {}
    for faces in persons.values():
        for name, scores in faces.items():
            pooled.setdefault(name, []).extend(scores)
    return pooled
