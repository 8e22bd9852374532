"""The pipeline on real clips made on the fly, with real (tiny, untrained) networks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from dfd_core.detectors.calibration import Calibration, Thresholds
from dfd_core.detectors.ensemble import Ensemble
from dfd_core.detectors.library import Library
from dfd_core.detectors.weights import load_network
from dfd_core.errors import Cancelled, DetectorError
from dfd_core.faces.crop import cut, to_input
from dfd_core.screening import equipment
from dfd_core.screening.backends import OutOfMemoryError
from dfd_core.screening.events import ClipFinished, ClipProgress, ClipStarted, Event, Notice
from dfd_core.screening.pipeline import Screener
from dfd_core.types import ClipResult, FloatArray, Label, ScreeningSettings
from dfd_core.video.reader import ClipReader
from tests.core.media import truncated, write_clip
from tests.core.tiny import add_detector, face_clip, folders, library_with, scene

SETTINGS = ScreeningSettings(frames=8)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_with(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def screener(library: Library) -> Screener:
    return Screener(library.of_detectors(["one", "two"]), library, SETTINGS, "cpu", library.paths)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return face_clip(tmp_path_factory.mktemp("clips") / "face.mp4")


def results(screener: Screener, *clips: Path) -> list[ClipResult]:
    events = screener.run(clips, lambda: False)
    by_path = {event.path: event.result for event in events if isinstance(event, ClipFinished)}
    return [by_path[clip] for clip in clips]


def test_a_clip_gets_scores_per_face_person_detector_and_clip(screener: Screener, clip: Path) -> None:
    (result,) = results(screener, clip)
    assert len(result.frames) == 8
    faces = [face for frame in result.frames for face in frame.faces]
    assert len(faces) == 8
    assert all(list(face.scores) == ["one", "two"] for face in faces)
    assert [track.faces for track in result.tracks] == [8]
    mean = {name: np.mean([face.scores[name] for face in faces]) for name in ("one", "two")}
    assert {d.name: d.score for d in result.detectors} == pytest.approx(mean)
    assert result.score == pytest.approx(np.sqrt(mean["one"] * mean["two"]))
    assert result.score == result.tracks[0].score
    assert result.verdict.label is not Label.NO_RESULT
    assert len(result.media.sha256) == 64
    assert result.tool.device == "cpu"


def test_scores_equal_the_slow_way(screener: Screener, library: Library, clip: Path) -> None:
    """One face at a time through eager torch gives the same numbers."""
    (result,) = results(screener, clip)
    frame = result.frames[3]
    with ClipReader(clip) as reader:
        image = reader.frame_at(frame.time_s).image
    for detector in library.detectors():
        card = detector.card
        crop = cut(image, frame.faces[0].detection, card.crop, card.input_px)
        with torch.inference_mode():
            logit = load_network(detector.path)(torch.from_numpy(to_input([crop], card.normalisation)))
        assert frame.faces[0].scores[detector.name] == pytest.approx(float(torch.sigmoid(logit)), abs=1e-4)


def test_two_persons_are_two_tracks(screener: Screener, tmp_path: Path) -> None:
    (result,) = results(screener, face_clip(tmp_path / "two.mp4", faces=2))
    assert [track.faces for track in result.tracks] == [8, 8]
    assert result.score == max(track.score or 0.0 for track in result.tracks)


def test_many_clips_in_one_run_equal_single_runs(screener: Screener, clip: Path, tmp_path: Path) -> None:
    clips = [face_clip(tmp_path / f"{n}.mp4", faces=n % 3, frames=9 + n) for n in range(4)] + [clip]
    together = results(screener, *clips)
    for path, result in zip(clips, together, strict=True):
        (alone,) = results(screener, path)
        assert alone.tracks == result.tracks
        assert alone.frames == result.frames
        assert alone.verdict == result.verdict


def test_no_face_is_no_result(screener: Screener, tmp_path: Path) -> None:
    (result,) = results(screener, face_clip(tmp_path / "none.mp4", faces=0))
    assert (result.score, result.verdict.label) == (None, Label.NO_RESULT)
    assert all(detector.score is None for detector in result.detectors)
    assert "No face" in result.verdict.reasons[0]


def test_a_broken_file_is_no_result_and_the_next_clip_goes_on(screener: Screener, clip: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"this is no video" * 100)
    bad, good = results(screener, broken, clip)
    assert (bad.score, bad.verdict.label, bad.frames) == (None, Label.NO_RESULT, ())
    assert bad.error_code
    assert str(broken) in bad.verdict.reasons[0]
    assert good.score is not None


def test_a_missing_file_is_no_result(screener: Screener, tmp_path: Path) -> None:
    (result,) = results(screener, tmp_path / "gone.mp4")
    assert result.verdict.label is Label.NO_RESULT
    assert result.media.sha256 == ""


def test_a_cut_off_clip_gives_a_partial_result(screener: Screener, tmp_path: Path) -> None:
    pictures = [scene(1, number) for number in range(40)]
    whole = write_clip(tmp_path / "whole.mp4", pictures, container_options={"movflags": "faststart"})
    (result,) = results(screener, truncated(whole, tmp_path / "cut.mp4", keep=0.8))
    assert result.partial
    assert any(frame.state == "decode_error" for frame in result.frames)
    assert any("Partial result" in reason for reason in result.verdict.reasons)


def test_few_faces_are_no_result_but_their_scores_stay(library: Library, clip: Path) -> None:
    settings = replace(SETTINGS, frames=3)
    screener = Screener(library.of_detectors(["one"]), library, settings, "cpu", library.paths)
    (result,) = results(screener, clip)
    assert (result.score, result.verdict.label) == (None, Label.NO_RESULT)
    assert all(face.scores for frame in result.frames for face in frame.faces)


def test_events_tell_the_progress(screener: Screener, clip: Path) -> None:
    events = list(screener.run([clip], lambda: False))
    assert isinstance(events[0], ClipStarted)
    assert isinstance(events[-1], ClipFinished)
    progress = [event for event in events if isinstance(event, ClipProgress)]
    assert {event.stage for event in progress} == {"faces", "inference"}
    assert all(0 <= event.done <= event.total == 8 for event in progress)


def test_cancelling_stops_soon_and_keeps_what_is_finished(screener: Screener, clip: Path) -> None:
    finished: list[Event] = []

    def collect() -> None:
        for event in screener.run([clip] * 50, lambda: len(finished) > 0):
            finished.extend([event] if isinstance(event, ClipFinished) else [])

    with pytest.raises(Cancelled):
        collect()
    assert 1 <= len(finished) < 50


def test_closing_the_generator_ends_its_threads(screener: Screener, clip: Path) -> None:
    events = screener.run([clip] * 10, lambda: False)
    next(events)
    events.close()
    assert not [t for t in threading.enumerate() if t.name.startswith(("analyse", "score", "prefetch"))]


def test_calibration_and_thresholds_decide_the_verdict(library: Library, clip: Path) -> None:
    (plain,) = results(Screener(_ensemble(), library, SETTINGS, "cpu", library.paths), clip)
    assert plain.score is not None
    up = _ensemble(calibration=Calibration("platt", 1.0, 50.0), thresholds=Thresholds(0.7, 0.3))
    (result,) = results(Screener(up, library, SETTINGS, "cpu", library.paths), clip)
    assert result.score is not None
    assert result.score > 0.99
    assert result.verdict.label is Label.LIKELY_MANIPULATED
    assert result.detectors[0].score == plain.detectors[0].score


def test_the_verdict_knows_how_good_its_detectors_were_measured(tmp_path: Path, clip: Path) -> None:
    paths = folders(tmp_path)
    add_detector(paths, "one", 0, figures={"test": {"auc": 0.83}})
    library = Library(paths, bundled=tmp_path / "nothing-bundled")
    (result,) = results(Screener(_ensemble(), library, SETTINGS, "cpu", paths), clip)
    said = "The detector's own measured quality is limited: AUC 0.83 on held-out people."
    assert said in result.verdict.reasons


def test_a_detector_that_gives_no_number_gives_no_result(
    library: Library, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _replace_backend(monkeypatch, lambda batch: np.full(len(batch), np.nan, np.float32))
    (result,) = results(Screener(_ensemble(), library, SETTINGS, "cpu", library.paths), clip)
    assert (result.score, result.verdict.label) == (None, Label.NO_RESULT)
    assert "gave no number" in result.verdict.reasons[0]


def test_running_out_of_memory_is_told_and_survived(
    library: Library, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def logits(batch: FloatArray) -> FloatArray:
        if len(batch) > 1:
            raise OutOfMemoryError
        return np.zeros(len(batch), np.float32)

    _replace_backend(monkeypatch, logits)
    events = list(Screener(_ensemble(), library, SETTINGS, "cpu", library.paths).run([clip], lambda: False))
    assert any(isinstance(event, Notice) and "out of memory" in event.message for event in events)
    assert any(isinstance(event, ClipFinished) and event.result.score == 0.5 for event in events)


def test_a_damaged_detector_is_refused_before_any_work(tmp_path: Path) -> None:
    paths = folders(tmp_path)
    add_detector(paths, "bad", 0)
    file = Library(paths).path_for("bad", replace=True)
    file.write_bytes(file.read_bytes()[:-50])
    with pytest.raises(DetectorError):
        Screener(Ensemble("bad", ("bad",)), Library(paths), SETTINGS, "cpu", paths).load()


def _ensemble(calibration: Calibration | None = None, thresholds: Thresholds | None = None) -> Ensemble:
    return Ensemble("just-one", ("one",), calibration=calibration, thresholds=thresholds)


def _replace_backend(monkeypatch: pytest.MonkeyPatch, logits: Callable[[FloatArray], FloatArray]) -> None:
    class Fake:
        name = "fake"
        device = "cpu"

        def logits(self, batch: FloatArray) -> FloatArray:
            return logits(batch)

    monkeypatch.setattr(equipment, "load_backend", lambda *_: Fake())
