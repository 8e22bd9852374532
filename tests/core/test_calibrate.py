"""Calibration makes scores honest on groups that it has not seen, and thresholds hold their stated rates."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dfd_core.detectors.calibration import Calibration, Doubles, Kind, Thresholds, logit, sigmoid
from dfd_core.errors import DetectorError, DfdError
from dfd_core.training.calibrate import assess_calibration, choose_thresholds, fit_calibration
from dfd_core.training.metrics import expected_calibration_error


def overconfident(groups: int, seed: int, factor: float = 6.0, share: float = 0.5) -> tuple[Doubles, Doubles, Doubles]:
    """Labels, logits that are ``factor`` times too large and shifted, and groups of three."""
    rng = np.random.default_rng(seed)
    true = rng.normal(0, 1.5, groups * 3) + np.log(share / (1 - share))
    labels = (rng.random(groups * 3) < sigmoid(true)).astype(np.float64)
    return labels, factor * true + 2.0, np.repeat(np.arange(groups), 3).astype(np.float64)


@pytest.mark.parametrize("kind", ["platt", "temperature"])
def test_calibration_lowers_the_error_on_new_groups(kind: Kind) -> None:
    labels, logits, groups = overconfident(300, 0)
    new_labels, new_logits, _ = overconfident(300, 1)
    found = fit_calibration(labels, logits, groups, kind)
    before = expected_calibration_error(new_labels, sigmoid(new_logits))
    after = expected_calibration_error(new_labels, found.from_logits(new_logits))
    assert before > 0.12
    assert after < (0.05 if kind == "platt" else before / 1.5)


def test_platt_finds_the_parameters() -> None:
    labels, logits, groups = overconfident(4000, 2)
    found = fit_calibration(labels, logits, groups)
    assert found.a == pytest.approx(1 / 6, rel=0.1)
    assert found.b == pytest.approx(-2 / 6, abs=0.1)


def test_the_held_out_error_is_told() -> None:
    labels, logits, groups = overconfident(300, 3)
    fit = assess_calibration(labels, logits, groups)
    assert fit.error_after < 0.06 < fit.error_before
    assert fit.groups == 300


def test_a_prior_moves_the_scores() -> None:
    labels, logits, groups = overconfident(600, 4, share=0.8)
    natural = fit_calibration(labels, logits, groups)
    balanced = fit_calibration(labels, logits, groups, prior=0.5)
    assert balanced.b < natural.b
    assert natural.from_logits(logits).mean() == pytest.approx(labels.mean(), abs=0.02)


def test_separated_data_give_finite_numbers() -> None:
    labels = np.repeat([0, 1], 10)
    found = fit_calibration(labels, np.where(labels, 9.0, -9.0), np.arange(20))
    assert 0 < found.a < 10
    assert 0.8 < found.from_logits(9.0) < 0.999


def test_a_large_group_weighs_no_more_than_a_small_one() -> None:
    labels, logits, groups = overconfident(100, 5)
    heavy = groups == 7
    many = np.concatenate([np.arange(len(labels)), np.repeat(np.flatnonzero(heavy), 50)])
    once, often = fit_calibration(labels, logits, groups), fit_calibration(labels[many], logits[many], groups[many])
    assert often.a == pytest.approx(once.a, rel=0.05)


def test_hopeless_data_are_refused() -> None:
    labels, logits, groups = overconfident(100, 6)
    with pytest.raises(DfdError, match="higher output does not mean a fake"):
        fit_calibration(labels, -logits, groups)
    with pytest.raises(DfdError, match="4 held-out groups of each class"):
        fit_calibration([0, 0, 0, 1, 1, 1], [1.0] * 6, list("abcdef"))


def test_thresholds_hold_their_rates_on_new_groups() -> None:
    rates = []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        reals, fakes = rng.beta(2, 5, 60), rng.beta(5, 2, 60)
        bands = choose_thresholds([0] * 60 + [1] * 60, np.r_[reals, fakes], np.arange(120), 0.1, 0.1)
        rates.append((np.mean(rng.beta(2, 5, 500) >= bands.fake_from), np.mean(rng.beta(5, 2, 500) <= bands.real_to)))
    called_fake, called_real = np.mean(rates, axis=0)
    assert 0.05 < called_fake <= 0.105
    assert 0.05 < called_real <= 0.105


def test_a_group_counts_by_its_worst_score() -> None:
    scores = [0.1, 0.9, 0.2, 0.2, 0.6, 0.99, 0.3, 0.95]
    bands = choose_thresholds([0, 0, 0, 0, 1, 1, 1, 1], scores, list("aabbccdd"), 0.05, 0.05)
    assert (bands.real_groups, bands.fake_groups) == (2, 2)
    assert bands.fake_from > 0.9
    assert bands.real_to < 0.3


def test_clear_scores_leave_the_bands_at_one_half() -> None:
    labels = np.repeat([0, 1], 50)
    bands = choose_thresholds(labels, np.where(labels, 0.97, 0.02), np.arange(100))
    assert (bands.fake_from, bands.real_to) == (0.5, 0.5)
    with pytest.raises(DfdError, match="real and fake"):
        choose_thresholds([1, 1], [0.5, 0.6], [0, 1])


@given(st.floats(-30, 30), st.floats(0.01, 20), st.floats(-10, 10))
def test_calibration_keeps_the_order_and_its_json(value: float, a: float, b: float) -> None:
    found = Calibration("platt", a, b)
    assert Calibration.from_json(json.loads(json.dumps(found.to_json()))) == found
    assert found.from_logits(value) <= found.from_logits(value + 1.0)
    assert 0.0 <= float(found.from_logits(value)) <= 1.0


@given(st.floats(1e-5, 1 - 1e-5))
def test_logit_and_sigmoid_are_inverse(score: float) -> None:
    assert float(sigmoid(logit(score))) == pytest.approx(score)
    assert float(Calibration("temperature", 1.0).from_scores(score)) == pytest.approx(score)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"kind": "isotonic", "a": 1, "b": 0},
        {"kind": "platt", "a": -1, "b": 0},
        {"kind": "platt", "a": "x", "b": 0},
        {"kind": "platt", "a": float("nan"), "b": 0},
    ],
)
def test_damaged_calibrations_are_refused(data: dict[str, object]) -> None:
    with pytest.raises(DetectorError):
        Calibration.from_json(data)


def test_thresholds_and_their_json() -> None:
    bands = Thresholds(0.8, 0.2, 0.05, 0.1, 30, 40)
    assert Thresholds.from_json(json.loads(json.dumps(bands.to_json()))) == bands
    for damaged in ({}, {"fake_from": 0.2, "real_to": 0.8}, {**bands.to_json(), "extra": 1}):
        with pytest.raises(DetectorError):
            Thresholds.from_json(damaged)
