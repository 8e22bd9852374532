"""Fit what makes scores honest on groups that the detector never saw: calibration and the verdict's thresholds.

The results are the light dataclasses of ``dfd_core.detectors.calibration``, which the card and the ensemble carry.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold

from dfd_core.detectors.calibration import Calibration, Doubles, Kind, Thresholds, sigmoid
from dfd_core.errors import DfdError
from dfd_core.training.metrics import expected_calibration_error

FEWEST_GROUPS = 4
"""Groups of each class that a calibration is fitted on at least; with fewer the figures would be empty words."""


@dataclass(frozen=True, slots=True)
class CalibrationFit:
    """A calibration with its expected calibration errors 0..1: without it, and out of fold over groups with it."""

    calibration: Calibration
    error_before: float
    error_after: float
    groups: int


def fit_calibration(
    labels: npt.ArrayLike,
    logits: npt.ArrayLike,
    groups: npt.ArrayLike,
    kind: Kind = "platt",
    prior: float | None = None,
) -> Calibration:
    """Fit ``sigmoid(a * logit + b)`` to held-out faces or clips by logistic regression.

    Every group has the same weight, however many faces it has. The targets are Platt's, (n1 + 1) / (n1 + 2) and
    1 / (n0 + 2) with n1 fake and n0 real groups, so that perfectly separated data give finite numbers.

    Args:
        labels: n zeros (real) and ones (fake).
        logits: n raw outputs, fake positive.
        groups: n names of what belongs together.
        kind: ``"platt"`` fits a and b, ``"temperature"`` a alone.
        prior: share of fakes that the probabilities are for; None: as common as they are in the data.

    Raises:
        DfdError: ``calibration_failed``: too few groups, or higher logits do not mean fakes here.
    """
    fake, values = np.asarray(labels).astype(bool), np.asarray(logits, dtype=np.float64)
    weights = _weights(fake, np.asarray(groups), prior)
    reals, fakes = (len(set(np.asarray(groups)[fake == side])) for side in (False, True))
    if min(reals, fakes) < FEWEST_GROUPS:
        raise DfdError(
            "calibration_failed",
            f"calibration needs {FEWEST_GROUPS} held-out groups of each class, here are {reals} real and {fakes} fake",
            "hold out more groups",
        )
    targets = np.where(fake, (fakes + 1.0) / (fakes + 2.0), 1.0 / (reals + 2.0))
    model = LogisticRegression(C=1e6, tol=1e-6, solver="newton-cholesky", fit_intercept=kind == "platt", max_iter=1000)
    # scikit-learn takes hard labels only: each example is given twice, as a fake and as a real one, weighted
    scale = float(np.std(values)) or 1.0
    doubled = np.concatenate([values, values])[:, None] / scale
    model.fit(
        doubled,
        np.repeat([1, 0], len(values)),
        sample_weight=np.concatenate([weights * targets, weights * (1.0 - targets)]),
    )
    slope, shift = float(model.coef_[0, 0]) / scale, float(np.ravel(model.intercept_)[0])
    if slope <= 0:
        raise DfdError(
            "calibration_failed",
            "calibration failed: on the held-out groups a higher output does not mean a fake",
            "train longer, or check the output's sign in the detector's card",
        )
    return Calibration(kind, slope, shift if kind == "platt" else 0.0)


def _weights(fake: npt.NDArray[np.bool_], groups: npt.NDArray[np.generic], prior: float | None) -> Doubles:
    """One for each group in all, then scaled per class to the wanted share of fakes; they sum to n."""
    _, members, counts = np.unique(groups, return_inverse=True, return_counts=True)
    weights = np.asarray(1.0 / counts[members], dtype=np.float64)
    share = float(fake.mean()) if prior is None else prior
    for side, wanted in ((fake, share), (~fake, 1.0 - share)):
        if side.any():
            weights[side] *= wanted * fake.size / weights[side].sum()
    return weights


def assess_calibration(
    labels: npt.ArrayLike,
    logits: npt.ArrayLike,
    groups: npt.ArrayLike,
    kind: Kind = "platt",
    *,
    prior: float | None = None,
    folds: int = 5,
) -> CalibrationFit:
    """:func:`fit_calibration` on all groups, with an honest error: each group scored by a fit without it."""
    fake, values, names = np.asarray(labels).astype(int), np.asarray(logits, dtype=np.float64), np.asarray(groups)
    calibration = fit_calibration(fake, values, names, kind, prior)
    scores = np.full(len(values), np.nan)
    splitter = StratifiedGroupKFold(n_splits=folds, shuffle=True, random_state=0)
    try:
        for train, held in splitter.split(values, fake, names):
            scores[held] = fit_calibration(fake[train], values[train], names[train], kind, prior).from_logits(
                values[held]
            )
        after = expected_calibration_error(fake, scores)
    except (DfdError, ValueError):
        after = float("nan")  # too few groups for folds: there is no honest figure, and none is made up
    before = expected_calibration_error(fake, sigmoid(values))
    return CalibrationFit(calibration, before, after, len(set(names)))


def choose_thresholds(
    labels: npt.ArrayLike,
    scores: npt.ArrayLike,
    groups: npt.ArrayLike,
    false_alarm: float = 0.05,
    miss: float = 0.05,
) -> Thresholds:
    """Bands such that a new real group is called fake with at most the stated chance, and a fake one real likewise.

    A group counts by its worst score: the highest of its real examples, the lowest of its fakes. The threshold
    is the conformal quantile, the ceil((n + 1) (1 - rate))-th of the n worst scores in order, which holds the stated
    rate on average over new groups of the same kind, not only on these; with too few groups for the stated rate it is
    the extreme score itself. ``fake_from`` never falls below .5 and ``real_to`` never rises above it.

    Raises:
        DfdError: ``no_thresholds``: one class is missing.
    """
    fake, values, names = np.asarray(labels).astype(bool), np.asarray(scores, dtype=np.float64), np.asarray(groups)
    if fake.all() or not fake.any():
        raise DfdError("no_thresholds", "thresholds need real and fake groups", "hold out groups of both classes")
    reals = _worst(values[~fake], names[~fake])
    fakes = -_worst(-values[fake], names[fake])
    return Thresholds(
        fake_from=float(np.clip(np.nextafter(_conformal(reals, false_alarm), 2.0), 0.5, 1.0)),
        real_to=float(np.clip(np.nextafter(-_conformal(-fakes, miss), -1.0), 0.0, 0.5)),
        false_alarm=false_alarm,
        miss=miss,
        real_groups=len(reals),
        fake_groups=len(fakes),
    )


def _worst(scores: Doubles, groups: npt.NDArray[np.generic]) -> Doubles:
    """Highest score of each group."""
    names, members = np.unique(groups, return_inverse=True)
    highest = np.full(len(names), -np.inf)
    np.maximum.at(highest, members, scores)
    return highest


def _conformal(scores: Doubles, rate: float) -> float:
    """The smallest value that at most ``rate`` of new examples are expected to exceed."""
    place = int(np.ceil((len(scores) + 1) * (1.0 - rate) - 1e-9))
    return float(np.sort(scores)[min(place, len(scores)) - 1])
