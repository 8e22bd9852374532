"""Verifying a record: file, detectors, scores, verdict; each fault is named, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dfd_core.cases.records import make_record
from dfd_core.cases.remarks import Remarks, new_note, with_remarks
from dfd_core.detectors.calibration import Calibration, Thresholds
from dfd_core.detectors.ensemble import Aggregation, Persons
from dfd_core.detectors.library import Library
from dfd_core.errors import Cancelled, DfdError
from dfd_core.faces.crop import cut
from dfd_core.faces.rules import FACE, CropRule
from dfd_core.screening.inputs import CropSpec
from dfd_core.screening.verify.crops import other_crops
from dfd_core.screening.verify.media import find_media
from dfd_core.screening.verify.outcome import Outcome, VerifyProgress, to_json
from dfd_core.screening.verify.rescoring import chosen_frames
from dfd_core.screening.verify.run import Verifier
from dfd_core.types import Detection
from tests.core.tiny import add_detector, face_clip, library_with
from tests.core.verify_help import Case, checks, of, screened

CONFIRMED, DIFFERS, UNCHECKABLE = Outcome.CONFIRMED, Outcome.DIFFERS, Outcome.UNCHECKABLE


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    library = library_with(tmp_path_factory.mktemp("home"))
    clip = face_clip(tmp_path_factory.mktemp("clips") / "two.mp4", faces=2)
    return Case(library, clip, screened(library, clip))


@pytest.fixture
def other_home(tmp_path: Path) -> Library:
    return library_with(tmp_path / "other home")


def said(case: Case, extract: dict[str, Any]) -> str:
    """What differs, in words."""
    return " ".join(finding.text for finding in of(case.verify(extract), DIFFERS))


# -- confirmed -------------------------------------------------------------------------------------------------


def test_an_honest_record_is_confirmed(case: Case) -> None:
    done = case.verify()
    assert done.outcome is CONFIRMED
    assert checks(done) == dict.fromkeys(("media", "detectors", "scores", "verdict"), CONFIRMED)
    assert [each.detector for each in done.rescored.detectors] == ["one", "two"]
    assert [each.faces for each in done.rescored.detectors] == [16, 16]
    assert max(each.largest for each in done.rescored.detectors) < 1e-3
    assert done.rescored.combined is not None
    assert done.rescored.combined.faces == 16
    assert done.rescored.clip == pytest.approx(case.extract["score"], abs=1e-3)
    assert done.media == str(case.clip)


@pytest.mark.parametrize(("asked", "frames"), [(1, 1), (3, 3), (8, 8), (99, 8), (None, 8)])
def test_so_many_frames_as_asked_are_spread_evenly(case: Case, asked: int | None, frames: int) -> None:
    done = case.verify(frames=asked)
    assert (done.rescored.frames, done.rescored.frames_scored) == (frames, 8)
    places = chosen_frames(done.record.result, asked)
    assert len(set(places)) == frames
    if frames > 1:
        assert (places[0], places[-1]) == (0, 7)


def test_only_frames_with_scored_faces_are_looked_at(case: Case) -> None:
    result = make_record("record", case.extract).result
    empty = {0, 3, 7}
    frames = tuple(replace(frame, faces=()) if i in empty else frame for i, frame in enumerate(result.frames))
    assert chosen_frames(replace(result, frames=frames), 2) == [1, 6]
    assert chosen_frames(replace(result, frames=()), 2) == []


@pytest.mark.parametrize("aggregation", ["geometric", "arithmetic", "logit_mean", "confident"])
@pytest.mark.parametrize("persons", ["max", "pooled"])
def test_every_rule_is_added_up_as_it_was(case: Case, aggregation: Aggregation, persons: Persons) -> None:
    bands = Thresholds(0.6, 0.4)
    for fit in (None, Calibration("platt", 1.7, -0.3)):
        ensemble = replace(
            case.library.of_detectors(["one", "two"]),
            aggregation=aggregation,
            persons=persons,
            calibration=fit,
            thresholds=bands,
        )
        extract = screened(case.library, case.clip, ensemble)
        assert extract["rule"]["persons"] == persons
        done = case.verify(extract, frames=2)
        assert done.outcome is CONFIRMED, done.findings


def test_a_record_of_an_early_version_is_judged_by_the_ensemble_that_is_still_here(case: Case) -> None:
    early = case.changed(lambda extract: extract.pop("rule"))
    assert case.verify(early, frames=1).outcome is CONFIRMED
    early["settings"]["ensemble"] = "forgotten"
    done = case.verify(early, frames=1)
    assert checks(done)["verdict"] is UNCHECKABLE
    assert "does not tell its bands" in of(done, UNCHECKABLE)[0].text
    early["tracks"][0]["detectors"]["one"] += 0.1
    assert "What one says of person 1 does not follow" in said(case, early), "that much needs no bands"


def test_a_clip_without_faces_is_confirmed_as_far_as_there_is_anything(case: Case, tmp_path: Path) -> None:
    extract = screened(case.library, face_clip(tmp_path / "none.mp4", faces=0))
    done = case.verify(extract)
    assert done.outcome is CONFIRMED
    assert "No face was scored" in of(done, CONFIRMED)[2].text
    extract["verdict"]["label"], extract["score"] = "likely_authentic", 0.01
    assert "does not fit the scored faces" in said(case, extract)


def test_a_record_of_a_failure_has_nothing_to_check(case: Case, tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no video" * 99)
    done = case.verify(screened(case.library, broken))
    assert done.outcome is UNCHECKABLE
    assert checks(done) == {"media": CONFIRMED, "scores": UNCHECKABLE}


# -- the file --------------------------------------------------------------------------------------------------


def test_a_changed_byte_in_the_clip_differs(case: Case, tmp_path: Path) -> None:
    data = bytearray(case.clip.read_bytes())
    data[-1] ^= 1
    changed = tmp_path / "two.mp4"
    changed.write_bytes(data)
    done = case.verify(media=changed)
    assert done.outcome is DIFFERS
    (fault,) = of(done, DIFFERS)
    assert fault.check == "media"
    assert "is not the recorded file" in fault.text
    assert case.extract["media"]["sha256"] in fault.text
    assert checks(done)["scores"] is CONFIRMED, "its pictures are the same, and that is told too"


def test_another_clip_differs_in_what_it_shows_too(case: Case, tmp_path: Path) -> None:
    done = case.verify(media=face_clip(tmp_path / "other.mp4", faces=1, frames=5))
    assert checks(done) | {"verdict": CONFIRMED} == checks(done)
    assert {finding.check for finding in of(done, DIFFERS)} == {"media", "scores"}


def test_a_missing_clip_cannot_be_checked_and_one_beside_the_record_is_found(case: Case, tmp_path: Path) -> None:
    moved = case.changed(lambda extract: extract["media"].update(path="/gone/two.mp4"))
    done = case.verify(moved)
    assert done.outcome is UNCHECKABLE
    assert [finding.check for finding in of(done, UNCHECKABLE)] == ["media"]
    assert "/gone/two.mp4" in of(done, UNCHECKABLE)[0].text
    assert checks(done)["verdict"] is CONFIRMED, "that much needs no clip"
    (tmp_path / "two.mp4").write_bytes(case.clip.read_bytes())
    verifier = Verifier(case.library, case.library.paths, frames=1, device="cpu", threads=1)
    record = make_record("record", moved, tmp_path)
    *_, last = verifier.run([record], lambda: False)
    assert getattr(last, "verification").outcome is CONFIRMED  # noqa: B009


@pytest.mark.parametrize("path", ["//elsewhere/share/two.mp4", "\\\\elsewhere\\share\\two.mp4"])
def test_a_record_makes_nobody_call_at_another_computer(case: Case, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "is_file", lambda _: pytest.fail("nobody may even look"))
    moved = make_record("record", case.changed(lambda extract: extract["media"].update(path=path)), Path("/tmp"))
    assert find_media(moved) is None
    assert find_media(moved, Path(path)) == Path(path), "unless the user says so"


def test_a_clip_that_cannot_be_decoded_is_told(case: Case, tmp_path: Path) -> None:
    rubbish = tmp_path / "two.mp4"
    rubbish.write_bytes(b"not a clip at all" * 50)
    done = case.verify(media=rubbish)
    assert {finding.check for finding in of(done, DIFFERS)} == {"media", "scores"}
    assert "cannot be decoded" in of(done, DIFFERS)[1].text


# -- the detectors ---------------------------------------------------------------------------------------------


def test_another_detector_of_the_same_name_is_named_and_not_asked(case: Case, other_home: Library) -> None:
    other_home.remove("two")
    add_detector(other_home.paths, "two", seed=77)
    done = case.verify(library=other_home, frames=2)
    assert done.outcome is UNCHECKABLE
    (lacking,) = of(done, UNCHECKABLE)
    assert lacking.check == "detectors"
    assert "Detector two is another one here" in lacking.text
    assert case.extract["detectors"][1]["sha256"] in lacking.text
    assert [each.detector for each in done.rescored.detectors] == ["one"]
    assert done.rescored.clip is None, "half an ensemble has no score"


def test_a_detector_that_is_not_installed_is_named(case: Case, other_home: Library) -> None:
    other_home.remove("one")
    (lacking,) = of(case.verify(library=other_home, frames=1), UNCHECKABLE)
    assert "no detector named 'one' is installed" in lacking.text


# -- the scores ------------------------------------------------------------------------------------------------


def consistent(extract: dict[str, Any], place: int, score: float) -> None:
    """Change one score of one face, and nothing that could give it away."""
    face = extract["frames"][place]["faces"][0]
    face["scores"]["one"] = score


def test_a_tampered_score_is_found_on_its_face(case: Case) -> None:
    done = case.verify(case.changed(lambda extract: consistent(extract, 7, 0.95)))
    text = " ".join(finding.text for finding in of(done, DIFFERS))
    time_s = case.extract["frames"][7]["time_s"]
    assert f"Detector one gives the face of person 1 at {time_s:.2f} s" in text
    assert "recorded is 0.9500" in text
    assert done.rescored.detectors[0].largest > 0.1
    assert done.rescored.detectors[1].largest < 1e-3


def test_a_difference_on_another_device_says_so(case: Case) -> None:
    def change(extract: dict[str, Any]) -> None:
        consistent(extract, 7, 0.95)
        extract["tool"]["device"] = "cuda:0"

    assert "Recorded on cuda:0, asked again on cpu" in said(case, case.changed(change))
    assert "Recorded on" not in said(case, case.changed(lambda extract: consistent(extract, 7, 0.95)))


@pytest.mark.parametrize("frames", [1, 3])
def test_a_tampered_score_on_a_face_that_is_not_scored_again_breaks_the_sums(case: Case, frames: int) -> None:
    tampered = case.changed(lambda extract: consistent(extract, 1, 0.95))
    done = case.verify(tampered, frames=frames)
    assert {finding.check for finding in of(done, DIFFERS)} == {"verdict"}


def test_a_face_moved_elsewhere_gives_other_scores(case: Case) -> None:
    def move(extract: dict[str, Any]) -> None:
        extract["frames"][0]["faces"][0]["box"] = [0, 0, 300, 170]

    assert "at 0.00 s" in said(case, case.changed(move))


@pytest.mark.parametrize("box", [[1e9, 0, 2e9, 1], [900, 900, 950, 950], [5, 5, 1, 1], [0, 0, 1e300, 1e300]])
def test_a_face_that_no_frame_can_hold_is_a_fault_and_no_crash(case: Case, box: list[float]) -> None:
    def move(extract: dict[str, Any]) -> None:
        extract["frames"][0]["faces"][0]["box"] = box

    assert "cannot be cut out" in said(case, case.changed(move))


def test_frames_that_are_not_there_are_a_fault(case: Case) -> None:
    def later(extract: dict[str, Any]) -> None:
        extract["frames"][-1]["time_s"] += 0.02

    assert "No frame begins at" in said(case, case.changed(later))

    def twice(extract: dict[str, Any]) -> None:
        extract["frames"][1]["time_s"] = extract["frames"][0]["time_s"]

    assert "is told twice" in said(case, case.changed(twice))


# -- the verdict -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("score",), 0.9, "The clip's score does not follow"),
        (("tracks", 0, "score"), 0.9, "The score of person 1 does not follow"),
        (("tracks", 1, "detectors", "two"), 0.9, "What two says of person 2 does not follow"),
        (("tracks", 0, "faces"), 3, "Person 1 has 8 scored faces, recorded are 3"),
        (("detectors", 0, "score"), 0.9, "What one says of the clip does not follow"),
        (("frames", 2, "faces", 1, "score"), 0.9, "The combined score of the face of person"),
        (("frames", 2, "faces", 1, "score"), None, "only a part of the scores"),
        (("frames", 2, "faces", 1, "scores"), {"one": 0.5}, "Not every detector"),
        (("frames", 2, "faces", 1, "track"), 7, "Person 8 has faces, but is not listed"),
        (("verdict", "label"), "likely_authentic", "The verdict is likely authentic, but by the bands"),
        (("verdict", "label"), "no_result", "does not fit the scored faces"),
        (("rule", "bands", "fake_from"), 0.1, "by the bands"),
        (("rule", "calibration"), {"kind": "platt", "a": 9.0, "b": 4.0}, "does not follow"),
    ],
)
def test_what_does_not_follow_is_named(case: Case, path: tuple[Any, ...], value: object, words: str) -> None:
    def change(extract: dict[str, Any]) -> None:
        inner: Any = extract
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = value

    extract = case.changed(change)
    extract["rule"]["bands"]["real_to"] = min(0.02, extract["rule"]["bands"]["fake_from"])
    done = case.verify(extract, frames=1)
    assert done.outcome is DIFFERS
    assert words in " ".join(finding.text for finding in of(done, DIFFERS))


def test_a_rule_that_makes_no_sense_cannot_be_checked(case: Case) -> None:
    def turn_round(extract: dict[str, Any]) -> None:
        extract["rule"]["bands"] = {"fake_from": 0.1, "real_to": 0.9, "measured": True}

    done = case.verify(case.changed(turn_round), frames=1)
    assert checks(done)["verdict"] is UNCHECKABLE
    unknown = case.changed(lambda extract: extract["settings"].update(aggregation="newest"))
    assert "not known to this version" in of(case.verify(unknown, frames=1), UNCHECKABLE)[0].text


def test_remarks_of_another_result_differ(case: Case) -> None:
    note = new_note(case.extract["media"]["sha256"], 0.1, "the mouth")
    remarked = with_remarks(dict(case.extract), Remarks((note,)))
    assert case.verify(remarked, frames=1).outcome is CONFIRMED
    remarked["analyst"]["result_sha256"] = "0" * 64
    assert "remarks were made of another result" in said(case, remarked)


# -- crops, stopping, JSON -------------------------------------------------------------------------------------


def test_boxes_that_are_rounded_alike_may_have_given_another_crop() -> None:
    image = np.arange(200 * 200 * 3, dtype=np.uint32).reshape(200, 200, 3).astype(np.uint8)
    rule = CropRule("box")
    before, after = Detection((60.4997, 40.0, 120.0, 110.0), 1.0), Detection((60.5003, 40.0, 120.0, 110.0), 1.0)
    recorded = replace(before, box=(60.5, 40.0, 120.0, 110.0))
    crops = {each.tobytes() for each in other_crops(image, recorded, CropSpec(rule, 48))}
    crops.add(cut(image, recorded, rule, 48).tobytes())
    assert cut(image, before, rule, 48).tobytes() != cut(image, after, rule, 48).tobytes()
    assert {cut(image, each, rule, 48).tobytes() for each in (before, after)} <= crops
    assert list(other_crops(image, replace(recorded, box=(60.3, 40.1, 120.2, 110.2)), CropSpec(rule, 48))) == []
    assert list(other_crops(image, recorded, CropSpec(CropRule("aligned"), 48))) == []
    assert FACE.shape != "aligned"


def test_a_stop_flag_ends_it(case: Case) -> None:
    record = make_record("record", case.extract)
    verifier = Verifier(case.library, case.library.paths, device="cpu", threads=1)
    with pytest.raises(Cancelled):
        list(verifier.run([record], lambda: True))
    calls = count()
    with pytest.raises(Cancelled):
        list(verifier.run([record], lambda: next(calls) > 3))


def test_progress_is_told_frame_by_frame(case: Case) -> None:
    verifier = Verifier(case.library, case.library.paths, frames=3, device="cpu", threads=1)
    events = verifier.run([make_record("record", case.extract)], lambda: False)
    told = [(e.stage, e.done, e.total) for e in events if isinstance(e, VerifyProgress)]
    assert told == [("hash", 0, 1), ("hash", 1, 1), *(("frames", done, 3) for done in range(4))]


def test_the_json_form_tells_all_of_it(case: Case) -> None:
    told = to_json(case.verify(case.changed(lambda extract: consistent(extract, 7, 0.95))))
    assert told["outcome"] == "differs"
    assert told["tolerance"] == 1e-3
    assert told["frames"] == {"checked": 8, "scored": 8}
    one = told["detectors"][0]
    assert (one["name"], one["faces"], one["at"]["frame"]) == ("one", 16, case.extract["frames"][7]["index"])
    assert one["largest_difference"] == pytest.approx(abs(0.95 - one["scores"]["again"]))
    assert {finding["check"] for finding in told["findings"]} >= {"media", "detectors", "scores", "verdict"}


def test_an_unknown_device_is_an_error_of_the_user(case: Case) -> None:
    verifier = Verifier(case.library, case.library.paths, device="cuda:99", threads=1)
    with pytest.raises(DfdError, match="device"):
        list(verifier.run([make_record("record", case.extract)], lambda: False))
