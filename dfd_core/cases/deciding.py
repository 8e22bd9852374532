"""What it means that one detector decided: the shape of the answer; ``dfd_core.screening.deciding`` works it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dfd_core.types import Label


@dataclass(frozen=True, slots=True)
class Influence:
    """One detector's part in a verdict.

    ``score`` is its own score of the clip; ``without`` what the ensemble would have scored had it not been asked,
    None where it was the only one; ``label`` the verdict that ``without`` would have given, None where the bands are
    not known. ``persons`` maps a person to the ensemble's score of that person without this detector.
    """

    detector: str
    score: float
    without: float | None
    label: Label | None
    persons: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Deciding:
    """Who decided: the person (None: all faces together), the clip's score and label, and every detector's part."""

    person: int | None
    score: float
    label: Label
    detectors: tuple[Influence, ...]

    @property
    def turning(self) -> tuple[Influence, ...]:
        """The detectors without any one of which the verdict would be another."""
        return tuple(each for each in self.detectors if each.label is not None and each.label is not self.label)
