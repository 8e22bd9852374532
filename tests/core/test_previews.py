"""Preview files: one picture a frame, one a face, in order; failures that cost nothing else."""

from __future__ import annotations

import io
import threading
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image as Pillow

from dfd_core.screening import previews as module
from dfd_core.screening.previews import FACE_HEIGHT, PROXY_HEIGHT, Previews, face_picture, shrunk
from dfd_core.types import Detection, Frame, Image
from dfd_core.video.proxy import ProxyReader

CLIP = Path("clip.mp4")


def frame(number: int, faces: int = 2) -> tuple[Frame, list[Detection]]:
    """A frame with faces that tell by their grey which they are: 10 * number + face."""
    picture = np.zeros((720, 1280, 3), np.uint8)
    boxes = []
    for face in range(faces):
        left = 100 + 500 * face
        picture[:, left - 100 : left + 400] = 10 * number + 40 * face
        boxes.append(Detection((left, 100, left + 200, 340), 1.0))
    return Frame(number, number / 10, picture), boxes


def picture(data: bytes) -> Image:
    return np.asarray(Pillow.open(io.BytesIO(data)))


def test_frames_and_faces_come_in_order(tmp_path: Path) -> None:
    sink = Previews(tmp_path / "new" / "folder")
    for number in range(6):
        sink(CLIP, *frame(number, faces=number % 3))
    assert sink.finish()
    assert not sink.problem
    frames, faces = ProxyReader(sink.proxy), ProxyReader(sink.faces)
    assert frames.times_s == [number / 10 for number in range(6)]
    assert picture(frames.picture(3)).shape == (PROXY_HEIGHT, 853, 3)
    wanted = [10 * number + 40 * face for number in range(6) for face in range(number % 3)]
    shown = [picture(faces.picture(place)) for place in range(len(faces))]
    assert [round(float(each.mean())) for each in shown] == pytest.approx(wanted, abs=2)
    assert {each.shape for each in shown} == {(FACE_HEIGHT, FACE_HEIGHT, 3)}


def test_what_comes_after_the_end_is_ignored(tmp_path: Path) -> None:
    sink = Previews(tmp_path)
    sink(CLIP, *frame(1))
    assert sink.finish()
    sink(CLIP, *frame(2))
    sink.discard()
    assert not sink.finish()
    assert len(ProxyReader(sink.proxy)) == 1


def test_without_a_frame_there_are_no_files(tmp_path: Path) -> None:
    sink = Previews(tmp_path)
    assert not sink.finish()
    assert not sink.problem
    assert list(tmp_path.iterdir()) == []


def test_discarding_leaves_nothing_and_ends_the_thread(tmp_path: Path) -> None:
    sink = Previews(tmp_path)
    sink(CLIP, *frame(1))
    sink.discard()
    assert list(tmp_path.iterdir()) == []
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("previews")]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    sink = Previews(tmp_path / "file" / "below")
    sink(CLIP, *frame(1))
    assert not sink.finish()
    assert "cannot be written" in sink.problem


def test_a_face_that_cannot_be_made_costs_the_previews(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with a face missing would show every later face under a wrong name."""

    def broken(_image: Image, _detection: Detection) -> Image:
        raise cv2.error("no")

    monkeypatch.setattr(module, "face_picture", broken)
    sink = Previews(tmp_path)
    sink(CLIP, *frame(1))
    assert not sink.finish()
    assert sink.problem
    assert list(tmp_path.iterdir()) == []


def test_few_frames_are_kept_while_the_disk_is_slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()
    monkeypatch.setattr(module, "shrunk", lambda image, height: (go.wait(10), shrunk(image, height))[1])
    sink = Previews(tmp_path)
    given: list[int] = []

    def feed() -> None:
        for number in range(20):
            sink(CLIP, *frame(number, faces=0))
            given.append(number)

    feeder = threading.Thread(target=feed)
    feeder.start()
    feeder.join(0.4)
    assert len(given) < 10  # 720p frames: six million pixels are six and a half
    go.set()
    feeder.join(10)
    assert sink.finish()
    assert len(ProxyReader(sink.proxy)) == 20


def test_pictures_are_only_made_smaller() -> None:
    assert shrunk(np.zeros((100, 60, 3), np.uint8), 480).shape == (100, 60, 3)
    assert shrunk(np.zeros((4320, 7680, 3), np.uint8), 480).shape == (480, 853, 3)
    assert shrunk(np.zeros((1000, 1, 3), np.uint8), 100).shape == (100, 1, 3)
    small = face_picture(np.zeros((200, 200, 3), np.uint8), Detection((50, 50, 80, 90), 1.0))
    assert small.shape == (64, 64, 3)
    outside = face_picture(np.zeros((200, 200, 3), np.uint8), Detection((500, 500, 600, 600), 1.0))
    assert (outside == 128).all()
