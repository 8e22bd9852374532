"""Aggregation rules against numbers computed by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dfd_core.screening.aggregate import AGGREGATIONS, combine, face_score, score_clip, without

TWO = {"a": [0.2, 0.4], "b": [0.9, 0.7]}
"""Means .3 and .8."""


def test_geometric_is_the_seeds_rule() -> None:
    score, each = combine(TWO, "geometric")
    assert each == pytest.approx({"a": 0.3, "b": 0.8})
    assert score == pytest.approx(math.sqrt(0.3 * 0.8))


def test_arithmetic() -> None:
    assert combine(TWO, "arithmetic")[0] == pytest.approx(0.55)


def test_logit_mean() -> None:
    score, each = combine({"a": [0.5, 0.9], "b": [0.5, 0.5]}, "logit_mean")
    half_of_ln9 = math.log(9) / 2
    assert each["a"] == pytest.approx(1 / (1 + math.exp(-half_of_ln9)))  # .75
    assert each["a"] == pytest.approx(0.75)
    assert score == pytest.approx(1 / (1 + math.exp(-half_of_ln9 / 2)))


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([0.9] * 13 + [0.1] * 19, 0.9),  # 13 > 11 and 13 > 32 / 2.5 = 12.8: the mean of the high ones
        ([0.9] * 12 + [0.1] * 20, 0.4),  # 12 is not above 12.8: the mean of all
        ([0.9] * 11 + [0.5] * 4, (11 * 0.9 + 4 * 0.5) / 15),  # 11 is not more than 11
        ([0.1] * 30 + [0.7] * 2, 0.1),  # 30 > .9 * 32 = 28.8: the mean of the low ones
        ([0.1] * 28 + [0.7] * 4, 0.175),  # 28 is not above 28.8
    ],
)
def test_confident_rule(scores: list[float], expected: float) -> None:
    assert combine({"only": scores}, "confident")[0] == pytest.approx(expected)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40), st.sampled_from(AGGREGATIONS))
def test_every_rule_stays_within_the_scores(scores: list[float], rule: str) -> None:
    score, _ = combine({"only": scores}, rule)
    assert min(scores) - 2e-6 <= score <= max(scores) + 2e-6


@given(st.lists(st.floats(0, 1), min_size=5, max_size=20), st.sampled_from(AGGREGATIONS))
def test_order_of_frames_does_not_matter(scores: list[float], rule: str) -> None:
    shuffled = sorted(scores)
    assert combine({"d": scores}, rule)[0] == pytest.approx(combine({"d": shuffled}, rule)[0])


def test_a_model_that_says_zero_does_not_hide_behind_a_crash() -> None:
    assert combine({"a": [0.0] * 5, "b": [1.0] * 5}, "geometric")[0] == pytest.approx(1e-3)


def test_the_highest_person_decides() -> None:
    clip = score_clip({0: {"a": [0.1] * 6}, 1: {"a": [0.8] * 5}}, "geometric")
    assert clip is not None
    assert (clip.person, clip.faces) == (1, 5)
    assert clip.score == pytest.approx(0.8)
    assert clip.detectors == pytest.approx({"a": 0.8})


def test_a_person_with_too_few_faces_decides_nothing() -> None:
    clip = score_clip({0: {"a": [0.1] * 6}, 1: {"a": [0.99] * 4}}, "geometric")
    assert clip is not None
    assert clip.person == 0


def test_many_short_persons_are_pooled() -> None:
    clip = score_clip({0: {"a": [0.2] * 3}, 1: {"a": [0.6] * 3}}, "arithmetic")
    assert clip is not None
    assert (clip.person, clip.faces) == (None, 6)
    assert clip.score == pytest.approx(0.4)


def test_pooled_ensembles_pool_even_long_persons() -> None:
    clip = score_clip({0: {"a": [0.2] * 10}, 1: {"a": [0.8] * 10}}, "arithmetic", "pooled")
    assert clip is not None
    assert clip.score == pytest.approx(0.5)


@pytest.mark.parametrize("faces", [{}, {0: {}}, {0: {"a": [0.9] * 4}}, {0: {"a": [0.9] * 2}, 1: {"a": [0.9] * 2}}])
def test_fewer_than_five_faces_give_no_score(faces: dict[int, dict[str, list[float]]]) -> None:
    assert score_clip(faces, "geometric") is None


def test_leave_one_out() -> None:
    each = {"a": 0.9, "b": 0.4, "c": 0.1}
    assert without(each, "a", "geometric") == pytest.approx(0.2)
    assert without({"a": 0.9}, "a", "geometric") is None


def test_score_of_one_face() -> None:
    assert face_score({"a": 0.25, "b": 1.0}, "geometric") == pytest.approx(0.5)
    assert face_score({"a": 0.25, "b": 1.0}, "confident") == pytest.approx(0.625)
