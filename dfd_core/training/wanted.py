"""What a calibration is asked for (light)."""

from __future__ import annotations

from dataclasses import dataclass

from dfd_core.detectors.calibration import Kind


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to fit. ``detectors`` and ``ensemble`` choose; ``prior`` is the share of fakes scores are meant for.

    ``false_alarm`` is the share of new real groups that may be called fake, ``miss`` of fake groups called real.
    """

    kind: Kind = "platt"
    prior: float | None = None
    false_alarm: float = 0.05
    miss: float = 0.05
    detectors: bool = True
    ensemble: bool = True
