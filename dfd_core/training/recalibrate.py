"""Calibrate installed detectors and their ensemble on held-out groups, and say honestly what that is worth (T)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold

from dfd_core.detectors.calibration import Calibration, Doubles, Thresholds, logit
from dfd_core.detectors.ensemble import Ensemble
from dfd_core.detectors.library import Library
from dfd_core.detectors.measured import MEASURED_HERE
from dfd_core.detectors.weights import read_detector, write_detector
from dfd_core.errors import DfdError, UsageError
from dfd_core.paths import UserPaths
from dfd_core.training.calibrate import CalibrationFit, assess_calibration, choose_thresholds, fit_calibration
from dfd_core.training.figures import tidy
from dfd_core.training.metrics import auc, expected_calibration_error
from dfd_core.training.scoring import RawScores
from dfd_core.training.tables import COLUMN, Rows, Table, clips_of_faces
from dfd_core.training.wanted import Wanted

FOLDS = 5


@dataclass(frozen=True, slots=True)
class HeldOutRates:
    """What the whole procedure gives on groups it has not seen (folds over groups); ``nan`` where there are too few.

    ``called_fake`` of the real and ``called_real`` of the fake groups, and the share of all cases left undecided.
    """

    called_fake: float
    called_real: float
    inconclusive: float
    error: float

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {name: tidy(getattr(self, name)) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Recalibration:
    """Fits of the detectors at face level and of the ensemble at clip level, with the ensemble's thresholds.

    ``figures`` are each detector's own on these faces, as its card shall tell them.
    """

    detectors: Mapping[str, CalibrationFit]
    figures: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    ensemble: CalibrationFit | None = None
    thresholds: Thresholds | None = None
    rates: HeldOutRates | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "detectors": {name: _fit_json(fit) for name, fit in self.detectors.items()},
            "ensemble": _fit_json(self.ensemble) if self.ensemble else None,
            "thresholds": self.thresholds.to_json() if self.thresholds else None,
            "held_out_rates": self.rates.to_json() if self.rates else None,
        }


def _fit_json(fit: CalibrationFit) -> dict[str, Any]:
    return {
        **fit.calibration.to_json(),
        "ece_before": tidy(fit.error_before),
        "ece_held_out": tidy(fit.error_after),
        "groups": fit.groups,
    }


def recalibrate(
    raw: RawScores, ensemble: Ensemble, current: Mapping[str, Calibration | None], wanted: Wanted
) -> Recalibration:
    """Fit calibrations and thresholds to scores of groups that no detector was trained on.

    Args:
        raw: logits of faces (and the clips they belong to).
        ensemble: rule and persons of the combination.
        current: the detectors' present calibrations; kept for those that are not fitted anew.
        wanted: what to fit.

    Raises:
        DfdError: too few groups of a class, or scores that do not rise with fakes.
    """
    plain = raw.table({})
    fits: dict[str, CalibrationFit] = {}
    figures: dict[str, Mapping[str, Any]] = {}
    if wanted.detectors:
        for name in raw.logits:
            known = plain.known(name)
            logits = raw.logits[name][np.isfinite(plain.scores[name])]
            fits[name] = assess_calibration(known.labels, logits, known.groups, wanted.kind, prior=wanted.prior)
            figures[name] = _figures(known.labels, logits, known.groups)
    if not wanted.ensemble:
        return Recalibration(fits, figures)
    chosen = {name: fits[name].calibration if name in fits else current.get(name) for name in raw.logits}
    clips = clips_of_faces(raw.table(chosen), COLUMN, ensemble.aggregation, people=ensemble.persons).known(COLUMN)
    values = logit(clips.scores[COLUMN])
    fit = assess_calibration(clips.labels, values, clips.groups, wanted.kind, prior=wanted.prior)
    thresholds = _thresholds(clips, fit.calibration.from_logits(values), wanted)
    return Recalibration(fits, figures, fit, thresholds, _held_out(clips, values, wanted))


def _figures(labels: Rows, logits: Doubles, groups: Sequence[str]) -> Mapping[str, Any]:
    """Faces, groups and AUC of one detector; a calibration that rises with the logit does not change the AUC."""
    return {
        "faces": len(labels),
        "groups": len(set(groups)),
        "auc": tidy(auc(labels, logits)),
        "of": "the faces it was calibrated on, of groups said to be held out",
    }


def _thresholds(clips: Table, scores: Doubles, wanted: Wanted) -> Thresholds:
    return choose_thresholds(clips.labels, scores, clips.groups, wanted.false_alarm, wanted.miss)


def _held_out(clips: Table, values: Doubles, wanted: Wanted) -> HeldOutRates:
    """Fit calibration and thresholds on four fifths of the groups, apply them to the last, five times over."""
    labels, groups = clips.labels, np.array(clips.groups)
    bands = np.full((len(labels), 3), np.nan)
    try:
        for train, held in StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0).split(values, labels, groups):
            fit = fit_calibration(labels[train], values[train], groups[train], wanted.kind, wanted.prior)
            found = _thresholds(clips.at(train), fit.from_logits(values[train]), wanted)
            bands[held] = np.column_stack(
                [fit.from_logits(values[held]), np.full(len(held), found.fake_from), np.full(len(held), found.real_to)]
            )
    except (DfdError, ValueError):  # fewer groups than folds need: no honest rate can be told
        return HeldOutRates(*[float("nan")] * 4)
    scores, fake_from, real_to = bands.T
    return HeldOutRates(
        called_fake=_any_by_group(groups[labels == 0], (scores >= fake_from)[labels == 0]),
        called_real=_any_by_group(groups[labels == 1], (scores <= real_to)[labels == 1]),
        inconclusive=float(np.mean((scores < fake_from) & (scores > real_to))),
        error=expected_calibration_error(labels, scores),
    )


def _any_by_group(groups: np.ndarray[Any, Any], hits: np.ndarray[Any, Any]) -> float:
    """Share of groups with at least one hit."""
    names = set(groups.tolist())
    return len(set(groups[hits].tolist())) / len(names) if names else float("nan")


def install(
    found: Recalibration, ensemble: Ensemble, library: Library, paths: UserPaths, save_as: str, note: str
) -> tuple[Ensemble | None, list[str]]:
    """Write what was found: calibrations into the user's detector files, the ensemble's into the user's folder.

    Detectors that come with the program are left as they are; the fits of the ensemble must then have been made on
    their present calibrations.

    Args:
        found: from :func:`recalibrate`.
        ensemble: what was evaluated.
        library: where the detectors are.
        paths: the user's folders.
        save_as: name of the ensemble file; needed where ``ensemble`` stands in no file.
        note: where the calibration comes from, kept in the ensemble's notes.

    Returns:
        The ensemble as saved (None where only detectors were calibrated) and the names of the changed detectors.

    Raises:
        UsageError: ``no_name``: the ensemble has no name of its own and none was given.
    """
    name = save_as or ("" if ensemble.implicit else ensemble.name)
    if found.ensemble and not name:
        raise UsageError("no_name", "the calibrated ensemble needs a name", "say --save-as NAME")
    changed: list[str] = []
    for detector, fit in found.detectors.items():
        installed = library.get(detector)
        if not installed.bundled:
            card, state = read_detector(installed.path)
            figures = {**card.figures, MEASURED_HERE: dict(found.figures[detector])}
            write_detector(installed.path, replace(card, calibration=fit.calibration, figures=figures), state)
            changed.append(detector)
    if found.ensemble is None:
        return None, changed
    saved = replace(
        ensemble,
        name=name,
        calibration=found.ensemble.calibration,
        thresholds=found.thresholds,
        notes=_notes(ensemble.notes, note),
        implicit=False,
    )
    saved.save(paths.ensembles)
    return saved, changed


def _notes(before: str, note: str) -> str:
    """The ensemble's notes with ``note`` in place of what an earlier calibration said of itself."""
    kept = [line for line in before.splitlines() if not line.startswith("Calibrated on ")]
    return "\n".join([*kept, note])
