"""The rule of a verdict: from an ensemble, and applied."""

from __future__ import annotations

from dfd_core.detectors.calibration import Calibration
from dfd_core.detectors.ensemble import Ensemble
from dfd_core.screening.verdict import WIDE_BANDS
from dfd_core.types import VerdictRule


def verdict_rule(ensemble: Ensemble) -> VerdictRule:
    """How an ensemble makes a verdict of scores; without measured bands of its own the wide ones count."""
    bands, fit = ensemble.thresholds or WIDE_BANDS, ensemble.calibration
    calibration = (fit.kind, fit.a, fit.b) if fit else None
    return VerdictRule(
        ensemble.persons,
        bands.fake_from,
        bands.real_to,
        measured=ensemble.thresholds is not None,
        calibration=calibration,
    )


def calibration_of(rule: VerdictRule) -> Calibration | None:
    """The calibration of a rule; None where it has none.

    Raises:
        DetectorError: ``bad_calibration``.
    """
    if rule.calibration is None:
        return None
    kind, a, b = rule.calibration
    return Calibration.from_json({"kind": kind, "a": a, "b": b})
