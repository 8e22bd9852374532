"""Figures of merit against scikit-learn, hand-computed numbers and their own laws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn import metrics as reference

from dfd_core.training import metrics

CASES = st.lists(st.tuples(st.booleans(), st.integers(0, 20).map(lambda n: n / 20)), min_size=2, max_size=60)


def both(cases: list[tuple[bool, float]]) -> tuple[list[bool], list[float]]:
    labels, scores = [label for label, _ in cases], [score for _, score in cases]
    assume(any(labels) and not all(labels))
    return labels, scores


@given(CASES)
def test_auc_and_roc_agree_with_scikit_learn(cases: list[tuple[bool, float]]) -> None:
    labels, scores = both(cases)
    assert metrics.auc(labels, scores) == pytest.approx(reference.roc_auc_score(labels, scores))
    curve = metrics.roc(labels, scores)
    alarms, hits, _ = reference.roc_curve(labels, scores, drop_intermediate=False)
    np.testing.assert_allclose(curve.false_alarm, alarms)
    np.testing.assert_allclose(curve.hit, hits)
    assert float(np.trapezoid(curve.hit, curve.false_alarm)) == pytest.approx(metrics.auc(labels, scores))


@given(CASES)
def test_log_loss_agrees_with_scikit_learn(cases: list[tuple[bool, float]]) -> None:
    labels, scores = both(cases)
    clipped = np.clip(scores, 0.01, 0.99)
    assert metrics.log_loss(labels, scores) == pytest.approx(reference.log_loss(labels, clipped))
    inner = np.clip(scores, 1e-3, 1 - 1e-3)
    assert metrics.log_loss(labels, inner, clip=None) == pytest.approx(reference.log_loss(labels, inner))


@given(CASES)
def test_the_equal_error_rate_lies_on_the_roc(cases: list[tuple[bool, float]]) -> None:
    labels, scores = both(cases)
    rate = metrics.eer(labels, scores)
    curve = metrics.roc(labels, scores)
    missed = 1.0 - np.interp(rate, curve.false_alarm, curve.hit)
    steps = np.interp(rate - 1e-9, curve.false_alarm, curve.hit)
    assert 0.0 <= rate <= 1.0
    assert missed - 1e-6 <= rate <= 1.0 - steps + 1e-6


@given(CASES)
def test_swapping_the_classes_mirrors_the_auc(cases: list[tuple[bool, float]]) -> None:
    labels, scores = both(cases)
    swapped = [not label for label in labels]
    assert metrics.auc(labels, scores) + metrics.auc(swapped, scores) == pytest.approx(1.0)


def test_hand_computed_figures() -> None:
    labels = [0, 0, 0, 0, 1, 1, 1, 1]
    scores = [0.1, 0.2, 0.4, 0.7, 0.3, 0.6, 0.8, 0.9]
    assert metrics.auc(labels, scores) == pytest.approx(13 / 16)
    assert metrics.eer(labels, scores) == pytest.approx(0.25)
    assert metrics.accuracy_at(labels, scores) == pytest.approx(6 / 8)
    assert metrics.false_alarm_rate_at(labels, scores) == pytest.approx(1 / 4)
    assert metrics.miss_rate_at(labels, scores) == pytest.approx(1 / 4)
    assert metrics.false_alarm_rate_at(labels, scores, 0.7) == pytest.approx(1 / 4)
    assert metrics.log_loss([1, 0], [0.0, 0.0]) == pytest.approx(-(math.log(0.01) + math.log(0.99)) / 2)
    assert metrics.log_loss([1], [0.0], clip=None) > 30


def test_calibration_error_by_hand() -> None:
    scores = [0.25] * 4 + [0.75] * 4
    labels = [0, 0, 0, 1, 0, 0, 1, 1]
    assert metrics.expected_calibration_error(labels, scores) == pytest.approx(0.5 * 0.0 + 0.5 * 0.25)
    assert metrics.expected_calibration_error([1, 1], [1.0, 1.0]) == 0.0
    bins = metrics.reliability(labels, scores)
    assert [(one.weight, one.fakes) for one in bins] == [(4.0, 0.25), (4.0, 0.5)]


def test_balanced_weights_make_the_classes_equal() -> None:
    labels = [0] * 3 + [1] * 9
    weights = metrics.balancing_weights(labels)
    assert weights.sum() == pytest.approx(12)
    assert weights[:3].sum() == pytest.approx(weights[3:].sum())
    assert metrics.expected_calibration_error(labels, [0.5] * 12) == pytest.approx(0.25)
    assert metrics.expected_calibration_error(labels, [0.5] * 12, weights=weights) == pytest.approx(0.0)


@pytest.mark.parametrize("labels", [[], [0, 0], [1, 1]])
def test_what_one_class_cannot_tell_is_nan(labels: list[int]) -> None:
    scores = [0.5] * len(labels)
    assert math.isnan(metrics.auc(labels, scores))
    assert math.isnan(metrics.eer(labels, scores))
    assert all(math.isnan(bound) for bound in metrics.auc_interval(labels, scores))
    groups = list(range(len(labels)))
    assert math.isnan(metrics.auc_difference(labels, scores, scores, groups).p)
    assert math.isnan(metrics.delong(labels, scores, scores).first)


def noisy(n: int, shift: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    labels = rng.random(n) < 0.5
    return labels, rng.normal(size=n) + shift * labels


def test_the_bootstrap_interval_is_wider_over_groups_of_copies() -> None:
    labels, scores = noisy(80, 1.0, 0)
    groups = np.arange(80)
    copies = np.repeat(groups, 5)
    low, high = metrics.auc_interval(labels, scores, groups)
    same = metrics.auc_interval(np.repeat(labels, 5), np.repeat(scores, 5), copies)
    naive = metrics.auc_interval(np.repeat(labels, 5), np.repeat(scores, 5))
    assert low < metrics.auc(labels, scores) < high
    assert same == pytest.approx((low, high))
    assert naive[1] - naive[0] < 0.6 * (high - low)
    assert metrics.auc_interval(labels, scores, groups) == (low, high)


def test_delong_agrees_with_the_direct_formula() -> None:
    labels, first = noisy(60, 1.0, 1)
    second = first + np.random.default_rng(2).normal(size=60)
    found = metrics.delong(labels, first, second)
    fakes, reals = np.flatnonzero(labels), np.flatnonzero(~labels)
    above = [np.array([[(s[i] > s[j]) + 0.5 * (s[i] == s[j]) for j in reals] for i in fakes]) for s in (first, second)]
    parts = [np.cov([wins.mean(axis=axis) for wins in above]) for axis in (1, 0)]
    covariance = parts[0] / len(fakes) + parts[1] / len(reals)
    variance = covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]
    difference = above[0].mean() - above[1].mean()
    assert found.difference == pytest.approx(difference)
    assert found.p == pytest.approx(math.erfc(abs(difference) / math.sqrt(variance) / math.sqrt(2)))
    assert found.high - found.low == pytest.approx(2 * 1.959964 * math.sqrt(variance), rel=1e-5)


def test_delong_and_the_paired_bootstrap_agree() -> None:
    labels, first = noisy(300, 1.2, 3)
    second = first + np.random.default_rng(4).normal(size=300)
    one, two = metrics.delong(labels, first, second), metrics.auc_difference(labels, first, second, np.arange(300))
    assert one.difference == pytest.approx(two.difference)
    assert one.low == pytest.approx(two.low, abs=0.02)
    assert one.high == pytest.approx(two.high, abs=0.02)
    assert max(one.p, two.p) < 0.01


def test_a_detector_does_not_differ_from_itself() -> None:
    labels, scores = noisy(50, 1.0, 5)
    assert metrics.delong(labels, scores, scores).p == 1.0
    assert metrics.auc_difference(labels, scores, scores, np.arange(50)).p == 1.0


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 1)), min_size=1, max_size=20))
def test_means_by_key(pairs: list[tuple[str, float]]) -> None:
    keys, means = metrics.mean_by([key for key, _ in pairs], [score for _, score in pairs])
    assert keys == list(dict.fromkeys(key for key, _ in pairs))
    for key, mean in zip(keys, means, strict=True):
        assert mean == pytest.approx(np.mean([score for other, score in pairs if other == key]))
