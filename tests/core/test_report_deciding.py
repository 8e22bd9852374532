"""Who decided, what the library still knows of a result, and the stretches worth a look."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dfd_core.cases.bands import Bands, BandSource
from dfd_core.cases.report_parts import deciding_words
from dfd_core.cases.segments import find_segments, suspicious_from
from dfd_core.detectors.calibration import Calibration, Thresholds
from dfd_core.detectors.ensemble import Ensemble
from dfd_core.detectors.library import Library
from dfd_core.paths import UserPaths
from dfd_core.screening.deciding import who_decided
from dfd_core.screening.recall import recall
from dfd_core.types import Label
from tests.results import make_result, steady

BANDS = Bands(0.3, 0.7)


def test_leaving_a_detector_out_is_told_for_the_clip_and_for_each_person() -> None:
    frames = [{0: {"first": 0.9, "second": 0.4}, 1: {"first": 0.2, "second": 0.1}}] * 6
    deciding = who_decided(make_result(frames), BANDS)
    assert deciding is not None
    assert deciding.person == 0
    first, second = deciding.detectors
    assert first.detector == "first"
    assert [first.score, first.without, second.without] == pytest.approx([0.9, 0.4, 0.9])
    assert first.persons == {0: pytest.approx(0.4), 1: pytest.approx(0.1)}
    assert [each.label for each in deciding.detectors] == [Label.INCONCLUSIVE, Label.LIKELY_MANIPULATED]


def test_a_verdict_that_rests_on_one_detector_is_called_so() -> None:
    result = make_result([{0: {"a": 0.9, "b": 0.9, "c": 0.05}}] * 6, ("a", "b", "c"))
    deciding = who_decided(result, Bands(0.2, 0.7))
    assert deciding is not None
    assert [each.detector for each in deciding.turning] == ["c"]
    assert "The verdict rests on c alone" in deciding_words(deciding, result)[0]


def test_without_a_detector_another_person_may_decide() -> None:
    frames = [{0: {"first": 0.9, "second": 0.8}, 1: {"first": 0.1, "second": 0.95}}] * 6
    deciding = who_decided(make_result(frames), BANDS)
    assert deciding is not None
    assert deciding.person == 0
    assert deciding.detectors[0].without == pytest.approx(0.95)


def test_a_single_detector_has_nobody_to_leave_out() -> None:
    result = make_result([{0: {"only": 0.9}}] * 6, ("only",))
    deciding = who_decided(result, BANDS)
    assert deciding is not None
    assert [(each.without, each.label, dict(each.persons)) for each in deciding.detectors] == [(None, None, {})]
    assert deciding.turning == ()
    assert "Only one detector" in deciding_words(deciding, result)[0]


def test_persons_in_too_few_faces_decide_together() -> None:
    result = make_result([{0: steady(0.9)}, {0: steady(0.9)}, {0: steady(0.9)}, {1: steady(0.3)}, {1: steady(0.3)}])
    deciding = who_decided(result, BANDS)
    assert deciding is not None
    assert deciding.person is None
    assert deciding.detectors[0].without == pytest.approx(0.66)
    assert deciding_words(deciding, result)[1:] == ["All faces together decided."]


def test_a_person_who_scores_higher_in_too_few_faces_is_named() -> None:
    result = make_result([{0: steady(0.5)}] * 6 + [{1: steady(0.9)}] * 2)
    deciding = who_decided(result, BANDS)
    assert deciding is not None
    assert deciding.person == 0
    assert "Person 2 scores higher, in too few usable faces to decide alone." in deciding_words(deciding, result)


def test_scores_of_0_are_scores() -> None:
    deciding = who_decided(make_result([{0: {"first": 0.0, "second": 0.9}}] * 6), BANDS)
    assert deciding is not None
    assert deciding.detectors[0].score == 0.0
    assert deciding.detectors[1].without == pytest.approx(0.0, abs=1e-5)


def test_no_answer_rather_than_a_wrong_one() -> None:
    result = make_result([{0: steady(0.9)}] * 6)
    assert who_decided(result | {"score": 0.4}) is None, "another calibration was at work"
    assert who_decided(result | {"settings": result["settings"] | {"aggregation": "of tomorrow"}}) is None
    assert who_decided(make_result([{}] * 6)) is None
    calibration = Calibration(a=0.5, b=0.2)
    shifted = result | {"score": float(calibration.from_scores(0.9))}
    deciding = who_decided(shifted, None, calibration)
    assert deciding is not None
    assert deciding.detectors[0].without == pytest.approx(shifted["score"])
    assert deciding.detectors[0].label is None


# ---- what the library knows


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Only the bundled starter."""
    return Library(UserPaths(tmp_path / "data", tmp_path / "cache", tmp_path / "config"))


def of_starter(library: Library, ensemble: str = "starter-open-small", score: float = 0.5) -> dict[str, Any]:
    """A result of the bundled detector, or of the bundled open ensemble, as it is installed."""
    names = library.ensemble(ensemble).detectors if ensemble == "starter-open" else ("starter-open-small",)
    result = make_result([{0: dict.fromkeys(names, score)}] * 6, names)
    for detector in result["detectors"]:
        detector["sha256"] = library.get(detector["name"]).sha256
    result["settings"]["ensemble"] = ensemble
    result["verdict"]["label"] = "inconclusive"
    return result


@pytest.mark.parametrize("ensemble", ["starter-open-small", "starter-open"])
def test_cards_and_bands_are_found_again(library: Library, ensemble: str) -> None:
    known = recall(of_starter(library, ensemble), library)
    assert known.cards
    assert all(card == library.get(name).card for name, card in known.cards.items())
    assert known.bands is not None
    assert known.bands.source is BandSource.MEASURED
    thresholds = library.ensemble("starter-open").thresholds
    if ensemble == "starter-open" and thresholds is not None:
        assert known.bands.fake_from == thresholds.fake_from


def test_a_rule_of_the_users_own_voids_the_measured_bands(library: Library) -> None:
    result = of_starter(library)
    result["settings"]["aggregation"] = "arithmetic"
    known = recall(result, library)
    assert known.bands is not None
    assert known.bands.source is BandSource.WIDE


def test_another_file_of_the_same_name_is_not_the_one_that_was_asked(library: Library) -> None:
    result = of_starter(library)
    result["detectors"][0]["sha256"] = "0" * 64
    known = recall(result, library)
    assert (dict(known.cards), known.bands) == ({}, None)


def test_bands_that_would_have_given_another_verdict_are_not_those_of_the_result(library: Library) -> None:
    result = of_starter(library)
    result["verdict"]["label"] = "likely_manipulated"
    assert recall(result, library).bands is None


def test_an_ensemble_that_was_edited_since_is_not_the_one_that_was_asked(library: Library) -> None:
    Ensemble("mine", ("starter-open-small",), thresholds=Thresholds(0.9, 0.1)).save(library.paths.ensembles)
    result = of_starter(library, "mine")
    assert recall(result, library).bands == Bands(0.1, 0.9)
    renamed = result | {"settings": result["settings"] | {"ensemble": "gone"}}
    assert recall(renamed, library).bands is None
    assert recall(replaced_score(result, 0.95), library).bands is None


def replaced_score(result: dict[str, Any], score: float) -> dict[str, Any]:
    return result | {"score": score}


# ---- stretches worth a look

faces: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.just({}),
    st.just({0: "blurred"}),
    st.floats(0, 1).map(lambda score: {0: {"a": score}}),
)


@given(frames=st.lists(faces, max_size=24), threshold=st.floats(0, 1), least=st.integers(1, 4))
def test_segments_hold_every_long_enough_run_and_nothing_else(frames: list[Any], threshold: float, least: int) -> None:
    result = make_result(frames, ("a",))
    segments = find_segments(result, threshold, least)
    high = [
        frame["time_s"]
        for frame in result["frames"]
        for face in frame["faces"]
        if face["score"] is not None and face["score"] >= threshold
    ]
    inside = [time_s for each in segments for time_s in high if each.start_s <= time_s <= each.end_s]
    assert len(inside) == sum(each.frames for each in segments)
    for each in segments:
        assert each.frames >= least
        assert threshold <= each.mean <= each.peak + 1e-12
        assert each.end_s - each.start_s == pytest.approx((each.frames - 1) * 0.5)
    assert segments == sorted(segments, key=lambda each: each.start_s)
    if least == 1:
        assert sorted(inside) == sorted(high)


def test_a_frame_that_was_not_scored_ends_a_segment() -> None:
    high: Any = {0: {"a": 0.9}}
    result = make_result([high, high, {0: "blurred"}, high, high, high, None, high, {}, high], ("a",))
    assert [(each.start_s, each.end_s, each.frames) for each in find_segments(result, 0.5)] == [
        (0.0, 0.5, 2),
        (1.5, 2.5, 3),
    ]


def test_a_score_of_0_counts_at_a_threshold_of_0() -> None:
    result = make_result([{0: {"a": 0.0}}] * 3, ("a",))
    for frame in result["frames"]:
        frame["faces"][0]["score"] = 0.0
    (segment,) = find_segments(result, 0.0)
    assert (segment.frames, segment.peak) == (3, 0.0)


def test_where_a_look_begins_to_be_worth_it() -> None:
    assert suspicious_from(None) == 0.5
    assert suspicious_from(BANDS) == 0.7
    assert suspicious_from(replace(BANDS, source=BandSource.WIDE)) == 0.5
