"""How well detectors were measured to tell fakes from originals, read from their own cards.

Figures that others published do not count: they hold for other crops of other data, and nobody here can repeat them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dfd_core.detectors.card import DetectorCard

MEASURED_HERE = "calibration"
"""Key of a card's figures on the faces that it was calibrated on."""
_HELD_OUT = ("test", MEASURED_HERE, "validation")
"""Sets of a card's figures, of people that the detector did not learn from, best first: the test's chose nothing, the
calibration's no more than a curve, the validation's the epoch. The best one that is there counts alone."""


def measured_auc(cards: Iterable[DetectorCard]) -> float | None:
    """AUC 0..1 on held-out people of the weakest of these detectors; None where one of them was not measured.

    Together they may be better than that, but nobody measured it; with one that may be anything they may be worse.
    """
    weakest: float | None = None
    for card in cards:
        auc = _auc(card)
        if auc is None:
            return None
        weakest = auc if weakest is None else min(weakest, auc)
    return weakest


def _auc(card: DetectorCard) -> float | None:
    figures = next((card.figures[name] for name in _HELD_OUT if name in card.figures), None)
    value = figures.get("auc") if isinstance(figures, Mapping) else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.0 <= value <= 1.0:
        return None  # cards of strangers say what they like
    return float(value)
