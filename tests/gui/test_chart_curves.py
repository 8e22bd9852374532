"""Curves: what was scored, and of every other frame why it was not."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dfd_gui.review.chart_table import table_rows
from dfd_gui.review.curves import Gap, curves_of, everybody, person_curves
from tests.results import make_result, steady

scores = st.fixed_dictionaries({"first": st.floats(0, 1), "second": st.floats(0, 1)})
faces = st.dictionaries(st.integers(0, 2), st.one_of(scores, st.just("blurred")), max_size=3)
frames: st.SearchStrategy[list[Any]] = st.lists(st.one_of(st.none(), faces), max_size=20)


@given(frames=frames, track=st.one_of(st.none(), st.integers(0, 2)))
def test_every_frame_has_either_a_score_or_a_reason(frames: list[Any], track: int | None) -> None:
    result = make_result(frames)
    curves = curves_of(result, track)
    assert len(curves.samples) == len(curves.times) == len(frames)
    for place, (sample, frame) in enumerate(zip(curves.samples, result["frames"], strict=True)):
        assert (sample.gap is None) == (sample.score is not None)
        if curves.ensemble is not None:
            assert math.isnan(curves.ensemble.values[place]) == (sample.gap is not None)
        if sample.gap is Gap.DECODE_ERROR:
            assert frame["state"] == "decode_error"
        if sample.gap is Gap.NOT_ANALYSED:
            assert sample.reason == "blurred"
        if track is not None and sample.track is not None:
            assert sample.track == track


@given(frames=frames, track=st.one_of(st.none(), st.integers(0, 2)))
def test_gaps_cover_exactly_the_frames_without_a_score(frames: list[Any], track: int | None) -> None:
    curves = curves_of(make_result(frames), track)
    assert sum(gap.frames for gap in curves.gaps) == sum(sample.gap is not None for sample in curves.samples)
    for sample in curves.samples:
        around = [gap for gap in curves.gaps if gap.start_s <= sample.time_s <= gap.end_s]
        assert [gap.kind for gap in around] == ([sample.gap] if sample.gap else [])
    for one, other in pairwise(curves.gaps):
        assert one.end_s <= other.start_s
        assert one.end_s < other.start_s or one.kind is not other.kind


@given(frames=frames)
def test_pictures_of_faces_are_found_in_reading_order(frames: list[Any]) -> None:
    result = make_result(frames)
    order = [(frame["index"], face["track"]) for frame in result["frames"] for face in frame["faces"]]
    for track in (0, 1, 2, None):
        for sample in curves_of(result, track).samples:
            assert (sample.face is None) == (sample.track is None)
            if sample.face is not None:
                assert order[sample.face] == (sample.frame, sample.track)


@given(frames=frames)
def test_the_table_holds_every_face_once(frames: list[Any]) -> None:
    result = make_result(frames)
    rows = table_rows(result, None).samples
    assert [sample.time_s for sample in rows] == sorted(sample.time_s for sample in rows)
    seen = [(sample.frame, sample.track) for sample in rows if sample.track is not None]
    assert sorted(seen) == sorted((f["index"], face["track"]) for f in result["frames"] for face in f["faces"])
    empty = [frame["index"] for frame in result["frames"] if not frame["faces"]]
    assert [sample.frame for sample in rows if sample.track is None] == empty


def test_a_score_of_0_is_a_score_and_a_gap_is_no_0() -> None:
    result = make_result([{0: steady(0.0)}, {}, {0: steady(0.0)}])
    for frame in (result["frames"][0], result["frames"][2]):
        frame["faces"][0]["score"] = 0.0
    for curves in (person_curves(result, 0), everybody(result)):
        line = curves.ensemble or curves.lines[0]
        assert line.values.tolist()[::2] == [0.0, 0.0]
        assert math.isnan(line.values[1])
        assert [gap.kind for gap in curves.gaps] == [Gap.NO_FACE]
        assert curves.samples[0].gap is None


def test_the_three_kinds_of_gaps_are_told_apart_and_joined() -> None:
    high: Any = {0: steady(0.8)}
    result = make_result([high, {}, {}, {0: "too small (20 px)"}, {0: "blurred"}, None, high])
    gaps = person_curves(result, 0).gaps
    assert [(gap.kind, gap.frames, gap.reasons) for gap in gaps] == [
        (Gap.NO_FACE, 2, ()),
        (Gap.NOT_ANALYSED, 2, ("too small (20 px)", "blurred")),
        (Gap.DECODE_ERROR, 1, ()),
    ]
    assert [(gap.start_s, gap.end_s) for gap in gaps] == [(0.25, 1.25), (1.25, 2.25), (2.25, 2.75)]


def test_somebody_else_in_the_frame_does_not_fill_a_persons_gap() -> None:
    result = make_result([{0: steady(0.8)}, {1: steady(0.3)}])
    assert person_curves(result, 0).samples[1].gap is Gap.NO_FACE
    assert everybody(result).samples[1].gap is None
    assert everybody(result).samples[1].track == 1


def test_a_detector_that_gave_no_score_has_a_gap_of_its_own() -> None:
    result = make_result([{0: {"first": 0.4, "second": 0.6}}, {0: {"first": 0.4}}])
    first, second = person_curves(result, 0).lines
    assert np.isfinite(first.values).all()
    assert np.isfinite(second.values).tolist() == [True, False]


def test_a_single_detector_is_drawn_once() -> None:
    curves = person_curves(make_result([{0: {"only": 0.4}}] * 3, ("only",)), 0)
    assert curves.ensemble is not None
    assert (curves.ensemble.key, curves.lines) == ("only", ())


@pytest.mark.parametrize(("time_s", "place"), [(0.0, 0), (0.6, 1), (99.0, 3)])
def test_the_nearest_sample(time_s: float, place: int) -> None:
    curves = person_curves(make_result([{0: steady(0.5)}] * 4), 0)
    assert curves.nearest(time_s) == place
    assert person_curves(make_result([]), 0).nearest(time_s) is None


def test_a_face_that_was_never_scored_is_not_analysed() -> None:
    result = make_result([{0: steady(0.5)}] * 2)
    result["frames"][1]["faces"][0] |= {"scores": {}, "score": None}
    assert person_curves(result, 0).samples[1].gap is Gap.NOT_ANALYSED
