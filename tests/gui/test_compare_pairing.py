"""Two results on one axis: shifted, paired moment by moment, detector by detector; gaps stay gaps."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from dfd_gui.review.compare.pair_sheet import pair_csv
from dfd_gui.review.compare.pairing import course_of, pair_rows, standings
from dfd_gui.review.curves import Gap
from tests.gui.compare_help import HIGH, LOW, result_of


def test_b_is_shifted_and_a_stays() -> None:
    a, b = course_of(result_of(*[{0: HIGH}] * 4), 0), course_of(result_of(*[{0: LOW}] * 4), 0, 1.25)
    assert list(a.times) == [0.0, 0.5, 1.0, 1.5]
    assert list(b.times) == [1.25, 1.75, 2.25, 2.75]
    assert (a.start_s, a.end_s, b.start_s, b.end_s) == (0.0, 2.0, 1.25, 3.25)
    assert [sample.time_s for sample in b.samples] == [0.0, 0.5, 1.0, 1.5], "samples keep the times of their clip"


def test_a_gap_is_no_number_and_moves_with_its_clip() -> None:
    b = course_of(result_of({0: LOW}, {}, {0: "too small"}, None, {0: LOW}), 0, 10.0)
    assert [bool(known) for known in np.isfinite(b.values)] == [True, False, False, False, True]
    assert [gap.kind for gap in b.gaps] == [Gap.NO_FACE, Gap.NOT_ANALYSED, Gap.DECODE_ERROR]
    assert b.gaps[0].start_s == pytest.approx(10.25)
    assert b.gaps[-1].end_s == pytest.approx(11.75)


def test_samples_of_one_moment_stand_in_one_row() -> None:
    a, b = course_of(result_of(*[{0: HIGH}] * 3), 0), course_of(result_of(*[{0: LOW}] * 3), 0, 0.1)
    rows = pair_rows(a, b)
    assert [row.time_s for row in rows] == [0.0, 0.5, 1.0]
    assert all(row.a and row.b for row in rows)
    assert rows[0].difference == pytest.approx(LOW_SCORE - HIGH_SCORE)


def test_moments_that_only_one_side_has_stand_alone() -> None:
    a, b = course_of(result_of(*[{0: HIGH}] * 3), 0), course_of(result_of(*[{0: LOW}] * 3), 0, -1.0)
    rows = pair_rows(a, b)
    assert [(row.time_s, row.a is not None, row.b is not None) for row in rows] == [
        (-1.0, False, True),
        (-0.5, False, True),
        (0.0, True, True),
        (0.5, True, False),
        (1.0, True, False),
    ]
    assert rows[0].difference is None


def test_twice_as_many_samples_leave_every_second_one_alone() -> None:
    a, b = course_of(result_of(*[{0: HIGH}] * 3), 0), course_of(result_of(*[{0: LOW}] * 5, step_s=0.25), 0)
    assert [row.a is not None for row in pair_rows(a, b)] == [True, False, True, False, True]


def test_a_sample_speaks_for_its_neighbourhood_alone() -> None:
    b = course_of(result_of(*[{0: LOW}] * 3), 0, 5.0)
    assert b.near(5.6) is b.samples[1]
    assert b.near(0.0) is None
    assert b.near(7.0) is None


def test_without_a_chosen_person_the_highest_speaks() -> None:
    course = course_of(result_of({0: HIGH, 1: LOW}, {1: LOW}), None)
    assert [round(float(value), 2) for value in course.values] == [round(HIGH_SCORE, 2), round(LOW_SCORE, 2)]


def test_detectors_that_one_side_lacks_say_so() -> None:
    a = result_of(*[{0: HIGH}] * 5)
    b = result_of(*[{0: {"first": 0.5, "third": 0.4}}] * 5, detectors=("first", "third"))
    b["detectors"][0]["sha256"] = "f" * 64
    rows, ensembles = standings(a, 0, b, 0)
    assert [(row.name, row.in_a, row.in_b) for row in rows] == [
        ("first", True, True),
        ("second", True, False),
        ("third", False, True),
    ]
    assert rows[0].difference == pytest.approx(0.5 - 0.9)
    assert rows[0].replaced
    assert (rows[1].b, rows[1].difference) == (None, None)
    assert ensembles.a == pytest.approx(a["tracks"][0]["score"])


def test_a_clip_without_result_has_no_difference() -> None:
    rows, ensembles = standings(result_of(*[{0: HIGH}] * 5), None, result_of({}, {}), None)
    assert [row.b for row in rows] == [None, None]
    assert ensembles.difference is None


def test_the_csv_holds_both_clips_and_no_invented_0() -> None:
    a, b = course_of(result_of({0: HIGH}, {}), 0), course_of(result_of({0: LOW}, {0: LOW}), 0, -0.5)
    lines = list(csv.DictReader(io.StringIO(pair_csv(pair_rows(a, b)).decode())))
    assert [line["time_s"] for line in lines] == ["-0.5", "0.0", "0.5"]
    assert [line["a_state"] for line in lines] == ["no_sample", "scored", "no_face"]
    assert [line["b_state"] for line in lines] == ["scored", "scored", "no_sample"]
    assert [line["b_time_s"] for line in lines] == ["0.0000", "0.5000", ""]
    assert [line["a_score"] for line in lines] == ["", f"{HIGH_SCORE:.6f}", ""]
    assert [bool(line["b_minus_a"]) for line in lines] == [False, True, False]
    assert float(lines[1]["b_minus_a"]) == pytest.approx(LOW_SCORE - HIGH_SCORE, abs=1e-6), "a number with its sign"


def _score(extract: dict[str, object]) -> float:
    course = course_of(extract, 0)
    return float(course.values[0])


HIGH_SCORE, LOW_SCORE = _score(result_of({0: HIGH})), _score(result_of({0: LOW}))
