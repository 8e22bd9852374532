"""Which of several detectors or aggregation rules is better on the same cases, and whether that could be chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from dfd_core.screening.aggregate import AGGREGATIONS
from dfd_core.training import metrics
from dfd_core.training.figures import ROUNDS, tidy
from dfd_core.training.metrics import Difference
from dfd_core.training.tables import Table, clips_of_faces

MOST_PAIRS = 28
"""All pairs are compared for up to eight columns; of more, each with the best."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two columns of one table on the ``n`` cases that both have scores of.

    ``bootstrap`` draws whole groups. ``delong`` takes cases as independent: None where a group has several.
    """

    first: str
    second: str
    n: int
    bootstrap: Difference
    delong: Difference | None

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        found = self.bootstrap
        return {
            "first": self.first,
            "second": self.second,
            "n": self.n,
            "first_auc": tidy(found.first),
            "second_auc": tidy(found.second),
            **{key: tidy(getattr(found, key)) for key in ("difference", "low", "high", "p")},
            "delong_p": tidy(self.delong.p) if self.delong else None,
        }


def compare(table: Table, rounds: int = ROUNDS) -> list[Comparison]:
    """Compare the columns of a table pairwise by AUC, on the same cases."""
    names = list(table.scores)
    pairs = list(combinations(names, 2))
    if len(pairs) > MOST_PAIRS:
        known = {name: table.known(name) for name in names}
        areas = {name: metrics.auc(one.labels, one.scores[name]) for name, one in known.items()}
        best = max(names, key=lambda name: np.nan_to_num(areas[name]))
        pairs = [(best, name) for name in names if name != best]
    return [_pair(table, first, second, rounds) for first, second in pairs]


def _pair(table: Table, first: str, second: str, rounds: int) -> Comparison:
    both = np.flatnonzero(np.isfinite(table.scores[first]) & np.isfinite(table.scores[second]))
    shared = table.at(both)
    labels, one, two, groups = shared.labels, shared.scores[first], shared.scores[second], shared.groups
    independent = len(set(groups)) == len(groups)
    return Comparison(
        first,
        second,
        len(both),
        metrics.auc_difference(labels, one, two, groups, rounds=rounds) if both.size else _nothing(),
        metrics.delong(labels, one, two) if independent and both.size else None,
    )


def _nothing() -> Difference:
    return Difference(*([float("nan")] * 6))


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """One aggregation rule at clip level; ``difference`` is its AUC minus the chosen rule's, None for that one."""

    rule: str
    auc: float
    log_loss: float
    ece: float
    difference: Difference | None

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        data: dict[str, Any] = {"auc": tidy(self.auc), "log_loss": tidy(self.log_loss), "ece": tidy(self.ece)}
        if self.difference:
            data |= {key: tidy(getattr(self.difference, key)) for key in ("difference", "low", "high", "p")}
        return data


def compare_rules(faces: Table, chosen: str, people: str = "max", rounds: int = ROUNDS) -> list[RuleFigures]:
    """Clip-level figures of every aggregation rule on the same face scores, uncalibrated, against the chosen one."""
    tables = {rule: clips_of_faces(faces, "ensemble", rule, people=people).known("ensemble") for rule in AGGREGATIONS}
    return [_rule(rule, tables, chosen, rounds) for rule in AGGREGATIONS]


def _rule(rule: str, tables: Mapping[str, Table], chosen: str, rounds: int) -> RuleFigures:
    table, base = tables[rule], tables[chosen]
    labels, scores = table.labels, table.scores["ensemble"]
    difference = None
    if rule != chosen:
        base_scores = base.scores["ensemble"]
        difference = metrics.auc_difference(labels, scores, base_scores, table.groups, rounds=rounds)
    return RuleFigures(
        rule,
        metrics.auc(labels, scores),
        metrics.log_loss(labels, scores),
        metrics.expected_calibration_error(labels, scores),
        difference,
    )
