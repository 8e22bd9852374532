"""The four labels, their reasons and how sure they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dfd_core.detectors.calibration import Thresholds
from dfd_core.screening.aggregate import ClipScore
from dfd_core.screening.verdict import Evidence, decide
from dfd_core.types import Label

BANDS = Thresholds(fake_from=0.7, real_to=0.3)


def evidence(score: float | None, detectors: dict[str, float] | None = None, **changes: object) -> Evidence:
    each = detectors if detectors is not None else {"a": score or 0.0, "b": score or 0.0}
    clip = None if score is None else ClipScore(score, each, 32, 0)
    base = Evidence(clip, score, 32, {}, 32, 32, 1, "geometric", BANDS, calibrated=True, auc=0.97)
    return replace(base, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("score", "label"),
    [
        (0.0, Label.LIKELY_AUTHENTIC),
        (0.3, Label.LIKELY_AUTHENTIC),
        (0.31, Label.INCONCLUSIVE),
        (0.69, Label.INCONCLUSIVE),
        (0.7, Label.LIKELY_MANIPULATED),
        (1.0, Label.LIKELY_MANIPULATED),
    ],
)
def test_bands(score: float, label: Label) -> None:
    assert decide(evidence(score)).label is label


def test_without_calibration_the_bands_are_wide_and_it_is_said() -> None:
    verdict = decide(Evidence(ClipScore(0.8, {"a": 0.8}, 32, 0), 0.8, 32, {}, 32, 32, 1, "geometric"))
    assert verdict.label is Label.INCONCLUSIVE
    assert verdict.confidence == "low"
    assert any("not calibrated" in reason for reason in verdict.reasons)


def test_agreeing_calibrated_detectors_deep_in_the_band_are_sure() -> None:
    assert decide(evidence(0.95)).confidence == "high"
    assert decide(evidence(0.75)).confidence == "moderate"
    assert decide(evidence(0.95, partial=True, frames=20)).confidence == "moderate"
    assert decide(evidence(0.95, {"a": 0.99, "b": 0.4})).confidence == "moderate"
    assert decide(evidence(0.95, {"alone": 0.95})).confidence == "low"


@pytest.mark.parametrize(
    ("auc", "most"),
    [
        (0.97, "high"),
        (0.9, "high"),
        (0.899, "moderate"),
        (0.8, "moderate"),
        (0.799, "low"),
        (0.5, "low"),
        (None, "low"),
    ],
)
def test_nobody_is_surer_than_the_detectors_were_measured_to_be(auc: float | None, most: str) -> None:
    assert decide(evidence(0.95, auc=auc)).confidence == most
    assert decide(evidence(0.01, auc=auc)).confidence == most
    assert decide(evidence(0.95, {"alone": 0.95}, auc=auc)).confidence == "low"


def test_a_limited_quality_is_told_with_its_figure() -> None:
    strong, weak = decide(evidence(0.95)), decide(evidence(0.95, auc=0.7184))
    said = "The detectors' own measured quality is limited: AUC 0.71 on held-out people for the weakest of them."
    assert [reason for reason in weak.reasons if reason not in strong.reasons] == [said]
    assert said in decide(evidence(0.5, auc=0.7184)).reasons
    alone = decide(evidence(0.95, {"alone": 0.95}, auc=0.8999)).reasons
    assert "The detector's own measured quality is limited: AUC 0.89 on held-out people." in alone


def test_detectors_that_nobody_measured_say_so() -> None:
    assert "Not all of these detectors were measured on held-out people." in decide(evidence(0.95, auc=None)).reasons
    alone = decide(evidence(0.95, {"alone": 0.95}, auc=None)).reasons
    assert "This detector was not measured on held-out people." in alone


def test_without_a_result_the_detectors_are_not_blamed() -> None:
    assert not any("measured" in reason for reason in decide(evidence(None, faces_found=0, auc=None)).reasons)


def test_a_score_that_rests_on_one_detector_names_it() -> None:
    reasons = " ".join(decide(evidence(0.4, {"a": 0.9, "lonely": 0.18})).reasons)
    assert "rests much on" in reasons
    assert "1 of 2 detectors" in reasons


def test_no_face_is_no_result_and_never_authentic() -> None:
    verdict = decide(evidence(None, faces_found=0))
    assert verdict.label is Label.NO_RESULT
    assert verdict.confidence == "none"
    assert "No face was found in 32 sampled frames." in verdict.reasons


def test_too_few_usable_faces_say_why() -> None:
    verdict = decide(evidence(None, faces_found=10, left_out={"face too small": 7}))
    assert verdict.label is Label.NO_RESULT
    assert verdict.reasons[0].startswith("Too few usable faces: 3 of 10 found, 5 needed.")
    assert "7 (face too small)" in verdict.reasons[1]


def test_nothing_decoded() -> None:
    verdict = decide(evidence(None, faces_found=0, frames=0))
    assert verdict.reasons == ("No frame could be decoded.",)


def test_a_broken_tail_is_told() -> None:
    reasons = " ".join(decide(evidence(0.9, partial=True, frames=20)).reasons)
    assert "12 of 32 sampled frames could not be decoded" in reasons


def test_authentic_never_comes_without_its_limit() -> None:
    assert any("proves nothing" in reason for reason in decide(evidence(0.05)).reasons)


def test_a_score_beside_a_band_is_shown_on_its_own_side() -> None:
    assert "scores 0.699, between" in decide(evidence(0.6994)).reasons[0]
    assert "scores 0.70, at or above" in decide(evidence(0.7)).reasons[0]


def test_a_person_with_too_few_faces_is_not_called_lower_than_the_decider() -> None:
    clip = ClipScore(0.8, {"a": 0.8}, 32, 1)
    plain = Evidence(clip, 0.8, 40, {}, 32, 32, 2, "geometric", BANDS, calibrated=True)
    assert "the highest of 2 persons," in decide(plain).reasons[0]
    outscored = replace(plain, others_too_few=True)
    assert "the highest of 2 persons with 5 usable faces or more," in decide(outscored).reasons[0]
