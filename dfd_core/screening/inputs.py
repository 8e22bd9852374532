"""Which detectors share a network input: equal crops are cut and normalised once for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dfd_core.detectors.library import InstalledDetector
from dfd_core.faces.rules import CropRule, Normalisation


@dataclass(frozen=True, slots=True)
class CropSpec:
    """How a face is cut: rule and side in pixels."""

    rule: CropRule
    size: int


@dataclass(frozen=True, slots=True)
class InputSpec:
    """A finished network input: the crop and its normalisation."""

    crop: CropSpec
    normalisation: Normalisation


def input_spec(detector: InstalledDetector) -> InputSpec:
    """The input that a detector's card asks for."""
    card = detector.card
    return InputSpec(CropSpec(card.crop, card.input_px), card.normalisation)


def by_input(detectors: Iterable[InstalledDetector]) -> dict[InputSpec, list[InstalledDetector]]:
    """Detectors grouped by equal input, in the order given."""
    groups: dict[InputSpec, list[InstalledDetector]] = {}
    for detector in detectors:
        groups.setdefault(input_spec(detector), []).append(detector)
    return groups
