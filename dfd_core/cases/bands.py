"""The verdict's bands as a reader sees them: where they lie and how far they can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dfd_core.types import Label


class BandSource(StrEnum):
    """Where bands come from: ``MEASURED`` on held-out people, ``WIDE`` for want of that, or the user's ``OWN``."""

    MEASURED = "measured"
    WIDE = "wide"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Bands:
    """Scores at or above ``fake_from`` mean likely manipulated, at or below ``real_to`` likely authentic.

    ``0 <= real_to <= fake_from <= 1``; what lies between is inconclusive.
    """

    real_to: float
    fake_from: float
    source: BandSource = BandSource.MEASURED

    def label(self, score: float | None) -> Label:
        """The band of a clip's score."""
        if score is None:
            return Label.NO_RESULT
        if score >= self.fake_from:
            return Label.LIKELY_MANIPULATED
        return Label.LIKELY_AUTHENTIC if score <= self.real_to else Label.INCONCLUSIVE

    def ranges(self) -> tuple[tuple[Label, float, float], ...]:
        """Every band with its lower and upper edge, the lowest first."""
        return (
            (Label.LIKELY_AUTHENTIC, 0.0, self.real_to),
            (Label.INCONCLUSIVE, self.real_to, self.fake_from),
            (Label.LIKELY_MANIPULATED, self.fake_from, 1.0),
        )
