"""Figures of merit of scores: plain functions over arrays, numpy only.

Everywhere ``labels`` is an array of n zeros (real) and ones (fake), ``scores`` of n probabilities 0..1 (1 = fake; the
ranking figures take any real number) and ``groups`` n names of which faces or clips belong together. A figure that
the data cannot give (one class only) is ``nan``, never a guess.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Doubles: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]

COMPETITION_CLIP = (0.01, 0.99)
"""The DFDC entries clipped their predictions to this range before the LogLoss."""
_EPSILON = float(np.finfo(np.float64).eps)


@dataclass(frozen=True, slots=True)
class RocCurve:
    """Points of the ROC from (0, 0) to (1, 1): ``score >= thresholds[i]`` gives ``false_alarm[i]``, ``hit[i]``."""

    false_alarm: Doubles
    hit: Doubles
    thresholds: Doubles


@dataclass(frozen=True, slots=True)
class Difference:
    """Two detectors on the same examples: AUC of each, first minus second, its interval, two-sided p (0..1)."""

    first: float
    second: float
    difference: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """One bin of the reliability diagram: mean score, share of fakes, weight (counts where none were given)."""

    low: float
    high: float
    score: float
    fakes: float
    weight: float


def _flags(labels: npt.ArrayLike) -> Flags:
    return np.asarray(labels).astype(bool)


def _doubles(scores: npt.ArrayLike) -> Doubles:
    return np.asarray(scores, dtype=np.float64)


def log_loss(
    labels: npt.ArrayLike, scores: npt.ArrayLike, clip: tuple[float, float] | None = COMPETITION_CLIP
) -> float:
    """Mean binary cross entropy in nats; scores clipped to ``clip`` first (None: only kept off 0 and 1)."""
    low, high = clip or (_EPSILON, 1.0 - _EPSILON)
    fake, values = _flags(labels), np.clip(_doubles(scores), low, high)
    return float(-np.mean(np.where(fake, np.log(values), np.log1p(-values)))) if fake.size else math.nan


def midranks(values: npt.ArrayLike) -> Doubles:
    """Ranks 1..n of the values, ties sharing the mean of theirs."""
    _, inverse, counts = np.unique(_doubles(values), return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return (last - (counts - 1) / 2.0)[inverse]


def auc(labels: npt.ArrayLike, scores: npt.ArrayLike) -> float:
    """Area under the ROC: the chance that a fake scores above a real one, ties counting half."""
    fake = _flags(labels)
    fakes, reals = int(fake.sum()), int((~fake).sum())
    if not fakes or not reals:
        return math.nan
    return float((midranks(scores)[fake].sum() - fakes * (fakes + 1) / 2.0) / (fakes * reals))


def _weighted_auc(fake: Flags, scores: Doubles, weights: Doubles) -> Doubles:
    """AUC (rounds,) for each row of example weights (rounds, n); nan where a row has only one class."""
    order = np.argsort(scores, kind="stable")
    firsts = np.flatnonzero(np.r_[True, np.diff(scores[order]) > 0])
    fakes = np.add.reduceat(weights[:, order] * fake[order], firsts, axis=1)  # (rounds, distinct scores)
    reals = np.add.reduceat(weights[:, order] * ~fake[order], firsts, axis=1)
    below = np.cumsum(reals, axis=1) - reals / 2.0
    totals = fakes.sum(axis=1) * reals.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(totals > 0, (fakes * below).sum(axis=1) / totals, np.nan))


def _resample(groups: npt.ArrayLike, rounds: int, seed: int, at_once: int = 64) -> list[Doubles]:
    """Bootstrap weights in chunks of rows: whole groups drawn with replacement."""
    _, members = np.unique(np.asarray(groups), return_inverse=True)
    count = int(members.max()) + 1
    generator = np.random.default_rng(seed)
    chunks = [min(at_once, rounds - start) for start in range(0, rounds, at_once)]
    return [
        generator.multinomial(count, np.full(count, 1.0 / count), size=rows).astype(np.float64)[:, members]
        for rows in chunks
    ]


def auc_interval(
    labels: npt.ArrayLike,
    scores: npt.ArrayLike,
    groups: npt.ArrayLike | None = None,
    *,
    level: float = 0.95,
    rounds: int = 1000,
    seed: int = 0,
) -> tuple[float, float]:
    """Percentile bootstrap interval of the AUC, drawing whole groups (examples where ``groups`` is None)."""
    fake, values = _flags(labels), _doubles(scores)
    if fake.size == 0 or fake.all() or not fake.any():
        return math.nan, math.nan
    names = np.arange(fake.size) if groups is None else groups
    drawn = np.concatenate([_weighted_auc(fake, values, weights) for weights in _resample(names, rounds, seed)])
    return _interval(drawn, level)


def _interval(drawn: Doubles, level: float) -> tuple[float, float]:
    kept = drawn[np.isfinite(drawn)]
    if not kept.size:
        return math.nan, math.nan
    low, high = np.quantile(kept, [(1.0 - level) / 2.0, (1.0 + level) / 2.0])
    return float(low), float(high)


def roc(labels: npt.ArrayLike, scores: npt.ArrayLike) -> RocCurve:
    """The ROC curve, one point per distinct score plus the start ``(0, 0)`` at an infinite threshold."""
    fake, values = _flags(labels), _doubles(scores)
    order = np.argsort(-values, kind="stable")
    ends = np.flatnonzero(np.r_[np.diff(values[order]) != 0, True]) if fake.size else np.zeros(0, dtype=np.intp)
    hits, alarms = np.cumsum(fake[order])[ends], np.cumsum(~fake[order])[ends]
    with np.errstate(invalid="ignore", divide="ignore"):
        return RocCurve(
            false_alarm=np.r_[0.0, alarms / np.float64((~fake).sum())],
            hit=np.r_[0.0, hits / np.float64(fake.sum())],
            thresholds=np.r_[np.inf, values[order][ends]],
        )


def eer(labels: npt.ArrayLike, scores: npt.ArrayLike) -> float:
    """Equal error rate: where false alarms equal misses, between ROC points by straight lines."""
    fake = _flags(labels)
    if fake.size == 0 or fake.all() or not fake.any():
        return math.nan
    curve = roc(fake, scores)
    gap = curve.false_alarm - (1.0 - curve.hit)  # rises from -1 to 1
    after = int(np.argmax(gap >= 0))
    before = after - 1
    share = -gap[before] / (gap[after] - gap[before])
    return float(curve.false_alarm[before] + share * (curve.false_alarm[after] - curve.false_alarm[before]))


def accuracy_at(labels: npt.ArrayLike, scores: npt.ArrayLike, threshold: float = 0.5) -> float:
    """Share of examples on the right side of the threshold (at or above it = called fake)."""
    fake = _flags(labels)
    return float(np.mean((_doubles(scores) >= threshold) == fake)) if fake.size else math.nan


def false_alarm_rate_at(labels: npt.ArrayLike, scores: npt.ArrayLike, threshold: float = 0.5) -> float:
    """Share of real examples at or above the threshold."""
    real = _doubles(scores)[~_flags(labels)]
    return float(np.mean(real >= threshold)) if real.size else math.nan


def miss_rate_at(labels: npt.ArrayLike, scores: npt.ArrayLike, threshold: float = 0.5) -> float:
    """Share of fakes below the threshold."""
    fake = _doubles(scores)[_flags(labels)]
    return float(np.mean(fake < threshold)) if fake.size else math.nan


def balancing_weights(labels: npt.ArrayLike) -> Doubles:
    """Weights that sum to n and give each class half of it: figures as if real and fake were equally common."""
    fake = _flags(labels)
    shares = np.where(fake, max(int(fake.sum()), 1), max(int((~fake).sum()), 1))
    return np.asarray(fake.size / (2.0 * shares))


def reliability(
    labels: npt.ArrayLike, scores: npt.ArrayLike, bins: int = 10, weights: npt.ArrayLike | None = None
) -> list[ReliabilityBin]:
    """Reliability diagram over ``bins`` equal ranges of the score; empty ranges are left out."""
    fake, values = _flags(labels), _doubles(scores)
    each = np.ones(fake.size) if weights is None else _doubles(weights)
    places = np.minimum((values * bins).astype(np.int64), bins - 1)
    total = np.bincount(places, each, bins)
    score, fakes = np.bincount(places, each * values, bins), np.bincount(places, each * fake, bins)
    return [
        ReliabilityBin(i / bins, (i + 1) / bins, score[i] / total[i], fakes[i] / total[i], float(total[i]))
        for i in range(bins)
        if total[i] > 0
    ]


def expected_calibration_error(
    labels: npt.ArrayLike, scores: npt.ArrayLike, bins: int = 10, weights: npt.ArrayLike | None = None
) -> float:
    """Mean distance 0..1 of score and share of fakes over equal ranges of the score, weighted by their size."""
    found = reliability(labels, scores, bins, weights)
    total = sum(one.weight for one in found)
    return float(sum(one.weight * abs(one.score - one.fakes) for one in found) / total) if found else math.nan


def delong(labels: npt.ArrayLike, first: npt.ArrayLike, second: npt.ArrayLike, level: float = 0.95) -> Difference:
    """Are two detectors' AUCs on the same independent examples different? DeLong, DeLong & Clarke-Pearson (1988).

    The structural components are computed from midranks (Sun & Xu, 2014), in n log n. Examples must be independent
    (one a group); use :func:`auc_difference` for faces of the same clips.
    """
    fake = _flags(labels)
    areas, covariance = _delong_covariance(fake, np.stack([_doubles(first), _doubles(second)]))
    difference = float(areas[0] - areas[1])
    variance = float(covariance[0, 0] + covariance[1, 1] - 2.0 * covariance[0, 1])
    spread = math.sqrt(max(variance, 0.0))
    if spread == 0.0:
        p = math.nan if math.isnan(difference) else float(difference == 0.0)
    else:
        p = math.erfc(abs(difference) / spread / math.sqrt(2.0))
    reach = NormalDist().inv_cdf((1.0 + level) / 2.0) * spread
    return Difference(float(areas[0]), float(areas[1]), difference, difference - reach, difference + reach, p)


def _delong_covariance(fake: Flags, scores: Doubles) -> tuple[Doubles, Doubles]:
    """AUCs (k,) and their covariance (k, k) of k detectors' scores (k, n)."""
    fakes, reals = int(fake.sum()), int((~fake).sum())
    if fakes < 2 or reals < 2:
        return np.full(len(scores), np.nan), np.full((len(scores), len(scores)), np.nan)
    together = np.stack([midranks(row) for row in scores])
    over_reals = (together[:, fake] - np.stack([midranks(row[fake]) for row in scores])) / reals
    over_fakes = 1.0 - (together[:, ~fake] - np.stack([midranks(row[~fake]) for row in scores])) / fakes
    covariance = np.cov(over_reals) / fakes + np.cov(over_fakes) / reals
    return over_reals.mean(axis=1), np.asarray(covariance)


def auc_difference(
    labels: npt.ArrayLike,
    first: npt.ArrayLike,
    second: npt.ArrayLike,
    groups: npt.ArrayLike,
    *,
    level: float = 0.95,
    rounds: int = 1000,
    seed: int = 0,
) -> Difference:
    """Paired bootstrap over whole groups of the difference of two AUCs; p is twice the smaller tail."""
    fake, one, two = _flags(labels), _doubles(first), _doubles(second)
    areas = auc(fake, one), auc(fake, two)
    if math.isnan(areas[0]):
        return Difference(*areas, math.nan, math.nan, math.nan, math.nan)
    drawn = np.concatenate(
        [_weighted_auc(fake, one, w) - _weighted_auc(fake, two, w) for w in _resample(groups, rounds, seed)]
    )
    drawn = drawn[np.isfinite(drawn)]
    low, high = _interval(drawn, level)
    tail = min(float(np.mean(drawn <= 0)), float(np.mean(drawn >= 0))) if drawn.size else math.nan
    return Difference(*areas, areas[0] - areas[1], low, high, min(1.0, 2.0 * max(tail, 1.0 / max(drawn.size, 1))))


def mean_by(keys: Sequence[str], scores: npt.ArrayLike) -> tuple[list[str], Doubles]:
    """Mean score of each key (clip, group), keys in order of first appearance."""
    numbers: dict[str, int] = {}
    places = np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)
    counts = np.bincount(places, minlength=len(numbers))
    return list(numbers), np.bincount(places, _doubles(scores), len(numbers)) / np.maximum(counts, 1)
