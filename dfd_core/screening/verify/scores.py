"""A record's scores as they combine: of faces, of persons, of the clip. Pure arithmetic on what the record says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from dfd_core.cases.extract import SCORE_DIGITS
from dfd_core.types import ClipResult

Persons: TypeAlias = dict[int, dict[str, list[float]]]
"""Person to (detector to scores of that person's faces)."""
Given: TypeAlias = Mapping[tuple[int, int], Mapping[str, float]]
"""Scores to take in the place of the recorded ones, by place of the frame and place of the face in it."""

HALF = 0.5 * 10**-SCORE_DIGITS
SHIFTS = (-HALF, 0.0, HALF)
"""A recorded score may have been so much lower or higher before it was rounded."""


@dataclass(frozen=True, slots=True)
class Range:
    """What the scores before rounding may have given."""

    low: float
    high: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Range:
        """From what the scores give under each of `SHIFTS`."""
        found = list(values)
        return cls(min(found), max(found))

    def misses(self, recorded: float) -> float:
        """How far a recorded value lies outside, 0 within."""
        return max(self.low - recorded, recorded - self.high, 0.0)

    def nearest(self, recorded: float) -> float:
        """The value of the range that is nearest to the recorded one."""
        return min(max(recorded, self.low), self.high)


def persons_of(result: ClipResult, given: Given | None = None) -> Persons:
    """The scored faces of each person, in the order of the record."""
    persons: Persons = {}
    for place, frame in enumerate(result.frames):
        for number, face in enumerate(frame.faces):
            if face.scores:
                own = persons.setdefault(face.track, {})
                for name, score in {**face.scores, **(given or {}).get((place, number), {})}.items():
                    own.setdefault(name, []).append(score)
    return persons


def shifted(persons: Persons, shift: float) -> Persons:
    """All scores moved by so much."""
    return {
        person: {name: [moved(score, shift) for score in scores] for name, scores in each.items()}
        for person, each in persons.items()
    }


def moved(score: float, shift: float) -> float:
    """A score moved by so much, kept within 0..1."""
    return min(1.0, max(0.0, score + shift))
