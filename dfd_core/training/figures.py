"""How good scores are: every figure of an evaluation, overall, per method, per source and per group (light: numpy)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from dfd_core.detectors.calibration import Thresholds
from dfd_core.training import metrics
from dfd_core.training.tables import Table

ROUNDS = 1000
"""Bootstrap rounds of every interval."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one detector or ensemble on n cases.

    ``log_loss`` is clipped to .01-.99 as in the competition, ``log_loss_raw`` is not. ``auc_low`` and ``auc_high``
    bound 95 % of a bootstrap over groups. ``accuracy``, ``false_alarm`` and ``miss`` are at a score of .5;
    ``called_fake`` is the share of real cases at or above ``fake_from``, ``called_real`` the share of fakes at or below
    ``real_to``, ``right_fake`` and ``right_real`` the shares called rightly; the rest is inconclusive. ``ece`` is the
    expected calibration error on the data as they are, ``ece_balanced`` with both classes weighing the same.
    ``no_result`` counts cases without a score, which are in no other figure. What cannot be told is ``nan``.
    """

    n: int
    real: int
    fake: int
    groups: int
    no_result: int
    log_loss: float
    log_loss_raw: float
    auc: float
    auc_low: float
    auc_high: float
    eer: float
    accuracy: float
    false_alarm: float
    miss: float
    ece: float
    ece_balanced: float
    fake_from: float
    real_to: float
    called_fake: float
    called_real: float
    right_fake: float
    right_real: float

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values, rounded to five places; ``nan`` becomes null."""
        return {name: tidy(value) for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Figures of all cases, of each method against all real cases, and of real cases by source.

    ``sources`` maps a source of real cases to (cases, false alarm rate at .5, at ``fake_from``, mean score).
    """

    overall: Figures
    methods: Mapping[str, Figures] = field(default_factory=dict)
    sources: Mapping[str, tuple[int, float, float, float]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        names = ("n", "false_alarm", "called_fake", "mean_score")
        return {
            **self.overall.to_json(),
            "methods": {name: figures.to_json() for name, figures in self.methods.items()},
            "real_sources": {
                source: dict(zip(names, map(tidy, values), strict=True)) for source, values in self.sources.items()
            },
        }


def tidy(value: float) -> float | int | None:
    """A number for JSON: rounded, null where it is none."""
    if isinstance(value, int):
        return value
    return round(float(value), 5) if math.isfinite(value) else None


def figures_of(
    labels: npt.ArrayLike,
    scores: npt.ArrayLike,
    groups: npt.ArrayLike,
    bands: Thresholds,
    *,
    no_result: int = 0,
    rounds: int = ROUNDS,
) -> Figures:
    """All figures of n scores 0..1 with their labels (0 real, 1 fake) and group names."""
    fake, values, names = np.asarray(labels).astype(bool), np.asarray(scores, dtype=np.float64), np.asarray(groups)
    low, high = metrics.auc_interval(fake, values, names, rounds=rounds)
    return Figures(
        n=int(fake.size),
        real=int((~fake).sum()),
        fake=int(fake.sum()),
        groups=len(set(names.tolist())),
        no_result=no_result,
        log_loss=metrics.log_loss(fake, values),
        log_loss_raw=metrics.log_loss(fake, values, clip=None),
        auc=metrics.auc(fake, values),
        auc_low=low,
        auc_high=high,
        eer=metrics.eer(fake, values),
        accuracy=metrics.accuracy_at(fake, values),
        false_alarm=metrics.false_alarm_rate_at(fake, values),
        miss=metrics.miss_rate_at(fake, values),
        ece=metrics.expected_calibration_error(fake, values),
        ece_balanced=metrics.expected_calibration_error(fake, values, weights=metrics.balancing_weights(fake)),
        fake_from=bands.fake_from,
        real_to=bands.real_to,
        called_fake=_share(values[~fake] >= bands.fake_from),
        called_real=_share(values[fake] <= bands.real_to),
        right_fake=_share(values[fake] >= bands.fake_from),
        right_real=_share(values[~fake] <= bands.real_to),
    )


def _share(hits: npt.NDArray[np.bool_]) -> float:
    return float(hits.mean()) if hits.size else math.nan


def breakdown(table: Table, name: str, bands: Thresholds, rounds: int = ROUNDS) -> Breakdown:
    """Figures of one column of a table: overall, each method against all real cases, real cases by source."""
    known = table.known(name)
    missing = len(table.cases) - len(known.cases)
    methods = sorted({case.method for case in known.cases if case.label})
    sources = sorted({case.source for case in known.cases if not case.label})
    return Breakdown(
        _figures(known, name, bands, missing, rounds),
        {method: _figures(_against_reals(known, method), name, bands, 0, rounds) for method in methods},
        {source: _of_source(known, name, source, bands) for source in sources},
    )


def _against_reals(table: Table, method: str) -> Table:
    return table.rows(lambda case: case.method == method or not case.label)


def _figures(table: Table, name: str, bands: Thresholds, missing: int, rounds: int) -> Figures:
    return figures_of(table.labels, table.scores[name], table.groups, bands, no_result=missing, rounds=rounds)


def _of_source(table: Table, name: str, source: str, bands: Thresholds) -> tuple[int, float, float, float]:
    scores = table.rows(lambda case: case.source == source and not case.label).scores[name]
    return len(scores), _share(scores >= 0.5), _share(scores >= bands.fake_from), float(scores.mean())


def by_group(table: Table, name: str) -> list[dict[str, Any]]:
    """For each group and class the number of cases, their mean score and how many are on the wrong side of .5."""
    known = table.known(name)
    rows: dict[tuple[str, int], list[float]] = {}
    for case, score in zip(known.cases, known.scores[name], strict=True):
        rows.setdefault((case.group, case.label), []).append(float(score))
    return [
        {
            "group": group,
            "label": "fake" if label else "real",
            "n": len(scores),
            "mean_score": tidy(float(np.mean(scores))),
            "wrong": sum((score >= 0.5) != bool(label) for score in scores),
        }
        for (group, label), scores in sorted(rows.items())
    ]
