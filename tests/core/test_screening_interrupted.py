"""Cancelling within a clip: what was scored so far is a partial result, and frames are seen on their way."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from dfd_core.cases.extract import result_to_json
from dfd_core.detectors.library import Library
from dfd_core.errors import Cancelled
from dfd_core.screening.events import ClipFinished, ClipInterrupted, ClipProgress, Event
from dfd_core.screening.job import FoundFace, FoundFrame, Job
from dfd_core.screening.pipeline import Screener
from dfd_core.screening.request import make_request
from dfd_core.types import Detection, FaceQuality, Frame, Label
from tests.core.media import write_long
from tests.core.tiny import face_clip, library_with

FRAMES = 200


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_with(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clips")
    return write_long(folder / "long.mp4", 8, source=face_clip(folder / "part.mp4"))


def screener(library: Library, frames: int) -> Screener:
    request = make_request(library, detectors=["one", "two"], frames=frames, device="cpu")
    return Screener(request.ensemble, library, request.settings, "cpu", library.paths, threads=1)


def test_what_was_scored_is_told_before_the_end(library: Library, clip: Path) -> None:
    events: list[Event] = []

    def scored() -> int:
        return max((e.done for e in events if isinstance(e, ClipProgress) and e.stage == "inference"), default=0)

    def collect() -> None:
        run = screener(library, FRAMES).run([clip, clip], lambda: scored() >= 12)
        while True:
            events.append(next(run))

    with pytest.raises(Cancelled):
        collect()
    told = [event for event in events if isinstance(event, ClipInterrupted)]
    assert len(told) == 1  # the second clip had not begun
    assert told[0] is events[-1]
    result = told[0].result
    assert result.partial
    assert 12 <= len(result.frames) < FRAMES
    assert all(len(face.scores) == 2 for frame in result.frames for face in frame.faces)
    assert result.score is not None
    assert result.verdict.label is not Label.NO_RESULT
    assert f"cancelled after {len(result.frames)} of {FRAMES} sampled frames" in " ".join(result.verdict.reasons)
    assert result_to_json(result)["media"]["partial"]


def test_cancelling_before_the_first_score_tells_nothing(library: Library, clip: Path) -> None:
    events: list[Event] = []
    with pytest.raises(Cancelled):
        events.extend(screener(library, 8).run([clip], lambda: True))
    assert not events


def test_only_leading_frames_with_every_score_count() -> None:
    def face(scores: int, unusable: str = "") -> FoundFace:
        quality = FaceQuality(100, 50.0)
        values = {f"d{number}": 0.5 for number in range(scores)}
        return FoundFace(Detection((0, 0, 9, 9), 1.0), quality, unusable, np.zeros(3, np.float32), values)

    faces = [[face(2)], [face(0, "too small"), face(2)], [], [face(1)], [face(2)]]
    job = Job(Path("clip.mp4"), 0, frames=[FoundFrame(i, float(i), each) for i, each in enumerate(faces)])
    so_far = job.so_far(2, 10)
    assert so_far is not None
    assert [frame.index for frame in so_far.frames] == [0, 1, 2]
    assert (so_far.partial, so_far.cancelled, job.partial) == (True, 10, False)
    job.frames = job.frames[2:]
    assert job.so_far(2, 10) is None


def test_every_frame_is_seen_with_its_faces(library: Library, clip: Path) -> None:
    seen: list[tuple[Path, float, int]] = []

    def watch(path: Path, frame: Frame, detections: Sequence[Detection]) -> None:
        seen.append((path, frame.time_s, len(detections)))

    events = list(screener(library, 8).run([clip], lambda: False, watch=watch))
    (result,) = [event.result for event in events if isinstance(event, ClipFinished)]
    assert seen == [(clip, frame.time_s, len(frame.faces)) for frame in result.frames]
