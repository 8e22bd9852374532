"""Real clips with MesoNet's real weights, where the development data lies beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from dfd_core.detectors.importers import import_file
from dfd_core.detectors.library import Library
from dfd_core.screening.events import ClipFinished
from dfd_core.screening.pipeline import Screener
from dfd_core.types import ClipResult, Label, ScreeningSettings
from tests.core.tiny import folders

SHARED = Path(__file__).parents[2].parent / "shared"
CLIPS, TORTURE, WEIGHTS = SHARED / "data/clips", SHARED / "data/torture", SHARED / "models/mesonet"

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not CLIPS.is_dir() or not WEIGHTS.is_dir(), reason="no development data beside the project"),
]


@pytest.fixture(scope="module")
def screener(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    library = Library(folders(tmp_path_factory.mktemp("home")))
    for name in ("Meso4_DF", "MesoInception_F2F"):
        import_file(WEIGHTS / f"{name}.h5", name.lower().replace("_", "-"), library=library)
    ensemble = library.of_detectors(["meso4-df", "mesoinception-f2f"])
    return Screener(ensemble, library, ScreeningSettings(frames=12), "cpu", library.paths)


def screen(screener: Screener, clip: Path) -> ClipResult:
    (result,) = [e.result for e in screener.run([clip], lambda: False) if isinstance(e, ClipFinished)]
    return result


def test_two_people_side_by_side_are_two_persons(screener: Screener) -> None:
    result = screen(screener, TORTURE / "two_faces.mp4")
    assert [track.faces for track in result.tracks] == [12, 12]
    left, right = (track.detectors for track in result.tracks)
    assert left != right


def test_a_street_has_many_persons(screener: Screener) -> None:
    result = screen(screener, CLIPS / "real_street-many-people_video.mp4")
    assert 3 <= sum(track.faces >= 5 for track in result.tracks) <= 8
    assert result.score == max(track.score or 0 for track in result.tracks if track.faces >= 5)


@pytest.mark.parametrize(
    "name",
    [
        "clips/fake_124x152-face-crop-clip_fake.mp4",
        "clips/fake_dfdc-train-sample_abofeumbvv.mp4",
        "clips/real_webcam-person-signing-hands-_want.mkv",
        "clips/real_grid-corpus-talker-studio_bbaf2n.mpg",
        "torture/face_needs_rotation.mp4",
        "torture/carphone_qcif_face.mp4",
        "torture/face_tiny_90x72.mp4",
    ],
)
def test_the_face_is_found_in_every_frame(screener: Screener, name: str) -> None:
    result = screen(screener, SHARED / "data" / name)
    assert len(result.frames) == 12
    assert all(frame.faces for frame in result.frames)
    assert result.score is not None
    assert 0 <= result.score <= 1


def test_one_frame_gives_scores_but_no_verdict(screener: Screener) -> None:
    result = screen(screener, TORTURE / "face_one_frame.mp4")
    assert (result.score, result.verdict.label) == (None, Label.NO_RESULT)
    assert result.frames[0].faces[0].scores
