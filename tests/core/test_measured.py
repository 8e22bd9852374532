"""How good detectors are, read from their cards: held-out people count, what others published does not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.measured import measured_auc
from dfd_core.faces.rules import FACE, Normalisation


def card(figures: Mapping[str, Any], name: str = "one") -> DetectorCard:
    return DetectorCard(name, "dfd-small", 48, FACE, Normalisation("unit"), figures=figures)


def test_the_test_set_counts_before_the_one_that_chose_the_epoch() -> None:
    assert measured_auc([card({"validation": {"auc": 0.95}, "test": {"auc": 0.72}})]) == 0.72
    assert measured_auc([card({"validation": {"auc": 0.95}, "best_epoch": 3})]) == 0.95


def test_several_are_as_good_as_the_weakest() -> None:
    cards = [card({"test": {"auc": auc}}, f"d{auc}") for auc in (0.97, 0.84, 0.91)]
    assert measured_auc(cards) == 0.84
    assert measured_auc([*cards, card({}, "unmeasured")]) is None


@pytest.mark.parametrize(
    "figures",
    [
        {},
        {"dfdc_own_split_video_auc": 0.95},
        {"auc": 0.99},
        {"published": {"auc": 0.99}},
        {"test": "very good"},
        {"test": {"auc": None}},
        {"test": {"auc": True}},
        {"test": {"auc": "0.99"}},
        {"test": {"auc": 99.0}},
        {"test": {"auc": float("nan")}},
    ],
)
def test_what_is_no_own_measurement_does_not_count(figures: Mapping[str, Any]) -> None:
    assert measured_auc([card(figures)]) is None


def test_an_unusable_test_figure_hides_behind_no_better_one() -> None:
    assert measured_auc([card({"test": {"auc": None}, "validation": {"auc": 0.95}})]) is None


def test_nobody_was_measured() -> None:
    assert measured_auc([]) is None
