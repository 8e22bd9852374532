"""What belongs to an extract: the cards of its detectors, looked up in the library, and the rule of its verdict.

Only what certainly belongs to the result is given back. A detector that was replaced since is not the one that was
asked. The rule stands in the extract itself; where an early version left it out, the ensemble is looked up, and one
that was edited since is not the one that was asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast, get_args

from dfd_core.cases.bands import Bands, BandSource
from dfd_core.cases.extract import read_rule
from dfd_core.detectors.calibration import Calibration, Thresholds
from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.ensemble import Aggregation, Ensemble
from dfd_core.detectors.library import Library
from dfd_core.errors import DfdError
from dfd_core.screening.rule import calibration_of, verdict_rule
from dfd_core.types import VerdictRule

_ROUNDING = 1e-6
"""Extracts round scores to six digits, verdicts are decided before that."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """``cards`` by detector name, of those still installed unchanged; ``bands`` None where they are not known."""

    cards: Mapping[str, DetectorCard] = field(default_factory=dict)
    bands: Bands | None = None
    calibration: Calibration | None = None


def recall(extract: Mapping[str, Any], library: Library) -> Recalled:
    """Look up what is known of a result's detectors and of its verdict's rule. Raises nothing."""
    cards = {each["name"]: card for each in extract["detectors"] if (card := _card(each, library)) is not None}
    rule = rule_of(extract, library)
    bands = None if rule is None else _bands(rule)
    if rule is None or bands is None or not _agrees(bands, extract):
        return Recalled(cards)
    return Recalled(cards, bands, calibration_of(rule))


def rule_of(extract: Mapping[str, Any], library: Library) -> VerdictRule | None:
    """How scores became the verdict: as recorded, else that of the ensemble if it is still the same. Raises nothing."""
    told = extract.get("rule")
    if told is not None:
        try:
            return read_rule(told)
        except (KeyError, TypeError, ValueError, AttributeError):
            return None
    names = [each["name"] for each in extract["detectors"]]
    if not names or any(_card(each, library) is None for each in extract["detectors"]):
        return None
    ensemble = _ensemble(extract["settings"], names, library)
    return None if ensemble is None else verdict_rule(ensemble)


def _card(detector: Mapping[str, Any], library: Library) -> DetectorCard | None:
    try:
        installed = library.get(detector["name"])
    except DfdError:
        return None
    return installed.card if installed.sha256 == detector["sha256"] else None


def _ensemble(settings: Mapping[str, Any], names: list[str], library: Library) -> Ensemble | None:
    """The ensemble as it was asked, see ``dfd screen``: a rule of the user's own voids calibration and bands."""
    rule = settings["aggregation"]
    if rule not in get_args(Aggregation):
        return None
    ensemble = _named(settings["ensemble"], names, library)
    if ensemble is None or ensemble.aggregation == rule:
        return ensemble
    return replace(ensemble, aggregation=cast("Aggregation", rule), calibration=None, thresholds=None)


def _named(name: str, names: list[str], library: Library) -> Ensemble | None:
    try:
        found = library.ensemble(name)
    except DfdError:
        found = library.of_detectors(names)  # they are all installed, and nothing else has that name
        return found if found.name == name else None
    return found if list(found.detectors) == names else None


def _bands(rule: VerdictRule) -> Bands | None:
    """The bands of a rule that makes sense."""
    try:
        Thresholds(rule.fake_from, rule.real_to)
        calibration_of(rule)
    except DfdError:
        return None
    return Bands(rule.real_to, rule.fake_from, BandSource.MEASURED if rule.measured else BandSource.WIDE)


def _agrees(bands: Bands, extract: Mapping[str, Any]) -> bool:
    """Whether these bands give the recorded verdict: if not, they were changed since."""
    score, label = extract["score"], extract["verdict"]["label"]
    return score is None or label in {bands.label(score + shift) for shift in (-_ROUNDING, 0.0, _ROUNDING)}
