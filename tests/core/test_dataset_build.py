"""Face sets built from clips: what is stored, resuming, and that neither processes nor interruptions change it."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from click.testing import CliRunner

from dfd_core.errors import Cancelled, DfdError, UsageError
from dfd_core.faces.crop import RULES, cut
from dfd_core.training import pool
from dfd_core.training.build_clip import stored_name, track_of
from dfd_core.training.build_events import BuildEvent, BuildFinished, BuildStarted, ClipBuilt
from dfd_core.training.build_options import BuildOptions
from dfd_core.training.extract import store_crop
from dfd_core.training.faceset import build_face_set
from dfd_core.training.find import find_sources, unlabelled_sources
from dfd_core.training.items import FaceSet
from dfd_core.training.noise import difference, is_same
from dfd_core.training.pictures import read_picture, write_picture
from dfd_core.training.record import JOURNAL
from dfd_core.types import Detection
from tests.core.dataset_media import SIDE, empty_clip, fake_clip, forged, real_clip, scene, write_metadata
from tests.core.pool_work import square

OPTIONS = BuildOptions(faces=3)


@pytest.fixture(scope="session")
def dfdc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two parts: two originals, a fake, a fake that is none, a clip without a face, a broken and a missing file."""
    root = tmp_path_factory.mktemp("dfdc")
    one, two = root / "dfdc_train_part_0", root / "dfdc_train_part_41"
    real_clip(one / "anna.mp4", 1)
    fake_clip(one / "swap.mp4", 1)
    real_clip(one / "noop.mp4", 1)
    empty_clip(one / "empty.mp4")
    (one / "broken.mp4").write_bytes(b"no clip at all")
    write_metadata(
        one,
        {
            "anna.mp4": {"label": "REAL", "split": "train"},
            "swap.mp4": {"label": "FAKE", "split": "train", "original": "anna.mp4"},
            "noop.mp4": {"label": "FAKE", "split": "train", "original": "anna.mp4"},
            "empty.mp4": {"label": "REAL", "split": "train"},
            "broken.mp4": {"label": "REAL", "split": "train"},
            "gone.mp4": {"label": "REAL", "split": "train"},
        },
    )
    real_clip(two / "bert.mp4", 2)
    write_metadata(two, {"bert.mp4": {"label": "REAL", "split": "train"}})
    return root


@pytest.fixture(scope="session")
def built(dfdc: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[FaceSet, BuildFinished, list[BuildEvent]]:
    out = tmp_path_factory.mktemp("built") / "set"
    events = list(build_face_set(find_sources(dfdc), out, OPTIONS, processes=1))
    done = events[-1]
    assert isinstance(done, BuildFinished)
    return FaceSet.load(out), done, events


def finish(events: Generator[BuildEvent, None, BuildFinished]) -> BuildFinished:
    *_, done = events
    assert isinstance(done, BuildFinished)
    return done


def clips_done(events: Iterator[BuildEvent]) -> list[str]:
    return [event.clip for event in events if isinstance(event, ClipBuilt)]


def test_the_manifest_says_everything(built: tuple[FaceSet, BuildFinished, list[BuildEvent]]) -> None:
    face_set, done, _ = built
    assert face_set.digest == done.digest
    assert (done.faces, done.real, done.fake, done.clips, done.groups) == (12, 6, 6, 4, 2)
    swap = [item for item in face_set.items if item.clip.endswith("swap.mp4")]
    anna = [item for item in face_set.items if item.clip.endswith("anna.mp4")]
    assert [item.label for item in swap] == [1, 1, 1]
    assert {item.original for item in swap} == {"dfdc_train_part_0/anna.mp4"}
    assert {item.group for item in swap} == {item.group for item in anna}
    assert {item.part for item in swap} == {"dfdc_train_part_0"}
    for item in face_set.items:
        assert len(item.source_sha256) == 64
        assert len(item.phash) == 64
        assert len(item.landmarks) == 5
        assert item.quality.size_px > 40
        picture = read_picture(face_set.root / item.file)
        assert max(picture.shape) <= 320
        x0, y0, x1, y1 = item.box
        assert 0 <= x0 < x1 <= picture.shape[1]
        assert 0 <= y0 < y1 <= picture.shape[0]


def test_a_fake_is_cut_where_its_original_was(built: tuple[FaceSet, BuildFinished, list[BuildEvent]]) -> None:
    items = built[0].items
    swap = [item for item in items if item.clip.endswith("swap.mp4")]
    anna = [item for item in items if item.clip.endswith("anna.mp4")]
    assert [(item.time_s, item.box, item.landmarks) for item in swap] == [
        (item.time_s, item.box, item.landmarks) for item in anna
    ]


def test_fakes_without_a_change_are_flagged(built: tuple[FaceSet, BuildFinished, list[BuildEvent]]) -> None:
    flags = {item.clip.rpartition("/")[2]: item.flags for item in built[0].items}
    assert "same_as_original" in flags["noop.mp4"]
    assert flags["swap.mp4"] == flags["anna.mp4"] == ()
    assert built[1].flagged["same_as_original"] == 3


def test_identical_files_with_two_labels_are_flagged(tmp_path: Path) -> None:
    clip = real_clip(tmp_path / "real" / "a.mp4", 1)
    (tmp_path / "fake").mkdir()
    (tmp_path / "fake" / "b.mp4").write_bytes(clip.read_bytes())
    done = finish(build_face_set(find_sources(tmp_path), tmp_path / "set", BuildOptions(faces=1), 1))
    assert done.flagged == {"contradictory_label": 2}
    assert done.groups == 1


def test_what_was_left_out_is_listed(built: tuple[FaceSet, BuildFinished, list[BuildEvent]]) -> None:
    with (built[0].root / "skipped.csv").open(encoding="utf-8", newline="") as stream:
        rows = {Path(row["name"]).name: row for row in csv.DictReader(stream)}
    assert rows["gone.mp4"]["code"] == "missing"
    assert rows["empty.mp4"]["code"] == "no_face"
    assert set(rows) == {"gone.mp4", "empty.mp4", "broken.mp4"}
    assert all(row["reason"] for row in rows.values())
    assert sum(built[1].reasons.values()) == 3


def test_progress_counts_every_clip(built: tuple[FaceSet, BuildFinished, list[BuildEvent]]) -> None:
    events = built[2]
    assert isinstance(events[0], BuildStarted)
    assert (events[0].clips, events[0].done, events[0].skipped) == (6, 0, 1)
    clips = [event for event in events if isinstance(event, ClipBuilt)]
    assert [event.done for event in clips] == [1, 2, 3, 4, 5, 6]
    assert clips[-1].left_s == 0.0


def test_processes_do_not_change_the_result(
    built: tuple[FaceSet, BuildFinished, list[BuildEvent]], dfdc: Path, tmp_path: Path
) -> None:
    done = finish(build_face_set(find_sources(dfdc), tmp_path / "set", OPTIONS, processes=2))
    assert done.digest == built[1].digest


def test_an_interrupted_build_goes_on(
    built: tuple[FaceSet, BuildFinished, list[BuildEvent]], dfdc: Path, tmp_path: Path
) -> None:
    out, sources = tmp_path / "set", find_sources(dfdc)
    events = build_face_set(sources, out, OPTIONS, processes=1)
    first = [next(events) for _ in range(4)]
    events.close()
    before = clips_done(iter(first))
    stored = {path: path.stat().st_mtime_ns for path in out.rglob("*.jpg")}
    assert len(before) == 3
    assert stored
    journal = out / JOURNAL
    journal.write_bytes(journal.read_bytes() + b'{"clip": "torn')
    rest = list(build_face_set(sources, out, OPTIONS, processes=1))
    assert not set(before) & set(clips_done(iter(rest)))
    assert isinstance(rest[0], BuildStarted)
    assert rest[0].done == 3
    assert {path: path.stat().st_mtime_ns for path in stored} == stored
    assert FaceSet.load(out).digest == built[1].digest
    assert clips_done(build_face_set(sources, out, OPTIONS, processes=1)) == []


def test_a_damaged_picture_is_made_again(dfdc: Path, tmp_path: Path) -> None:
    sources = find_sources(dfdc, where=["path=*part_41*"])
    out = tmp_path / "set"
    digest = finish(build_face_set(sources, out, OPTIONS, 1)).digest
    picture = next(out.rglob("*.jpg"))
    picture.write_bytes(picture.read_bytes()[:100])
    events = list(build_face_set(sources, out, OPTIONS, 1))
    assert clips_done(iter(events)) == ["dfdc_train_part_41/bert.mp4"]
    assert FaceSet.load(out).digest == digest
    assert read_picture(picture).size


def test_a_killed_build_goes_on(
    built: tuple[FaceSet, BuildFinished, list[BuildEvent]], dfdc: Path, tmp_path: Path
) -> None:
    out = tmp_path / "set"
    command = [sys.executable, "-m", "dfd_core.cli.main", "dataset", "build", str(dfdc), "--out", str(out)]
    command += ["--faces", "3", "--processes", "2", "--quiet"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as running:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not (out / JOURNAL).is_file():
            time.sleep(0.02)
        running.send_signal(signal.SIGKILL)
        running.wait()
    finished = len((out / JOURNAL).read_bytes().splitlines())
    events = list(build_face_set(find_sources(dfdc), out, OPTIONS, processes=1))
    assert len(clips_done(iter(events))) == 6 - finished
    assert FaceSet.load(out).digest == built[1].digest


def test_a_stop_is_answered(dfdc: Path, tmp_path: Path) -> None:
    asked = iter([False, False, True, True, True])
    with pytest.raises(Cancelled):
        list(build_face_set(find_sources(dfdc), tmp_path / "set", OPTIONS, 1, stop=lambda: next(asked)))
    assert len((tmp_path / "set" / JOURNAL).read_bytes().splitlines()) == 2


def test_other_options_are_refused(dfdc: Path, tmp_path: Path) -> None:
    sources, out = find_sources(dfdc, where=["path=*part_41*"]), tmp_path / "set"
    finish(build_face_set(sources, out, OPTIONS, 1))
    with pytest.raises(UsageError, match="begun with size 320, not 200"):
        next(build_face_set(sources, out, replace(OPTIONS, size=200)))
    with pytest.raises(UsageError, match="begun with where"):
        next(build_face_set(find_sources(dfdc), out, OPTIONS))
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").touch()
    with pytest.raises(UsageError, match="not empty"):
        next(build_face_set(sources, tmp_path / "other", OPTIONS))
    with pytest.raises(UsageError, match="32 to 4096"):
        BuildOptions(size=5)


def test_no_face_at_all_is_an_error(tmp_path: Path) -> None:
    empty_clip(tmp_path / "real" / "a.mp4")
    with pytest.raises(DfdError, match="none of 1 clips"):
        list(build_face_set(find_sources(tmp_path), tmp_path / "set", OPTIONS, 1))


def test_finished_crops_are_kept_whole(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "fake").mkdir()
    face = scene(4)[30:170, 50:190]
    write_picture(tmp_path / "real" / "a.jpg", face, "jpg")
    write_picture(tmp_path / "fake" / "b.png", np.full((120, 120, 3), 90, np.uint8), "png")
    done = finish(build_face_set(find_sources(tmp_path), tmp_path / "set", OPTIONS, 1))
    items = {item.clip: item for item in FaceSet.load(tmp_path / "set").items}
    assert done.flagged == {"no_face_found": 1}
    for name in ("real/a.jpg", "fake/b.png"):
        assert (tmp_path / "set" / items[name].file).read_bytes() == (tmp_path / name).read_bytes()
    assert items["fake/b.png"].box == (0.0, 0.0, 120.0, 120.0)
    assert items["fake/b.png"].landmarks == ()
    assert len(items["real/a.jpg"].landmarks) == 5


def test_photographs_are_cut_and_given_boxes_are_used(tmp_path: Path) -> None:
    photo = np.full((600, 700, 3), 128, np.uint8)
    photo[200 : 200 + SIDE, 300 : 300 + SIDE] = scene(5)
    write_picture(tmp_path / "photo.png", photo, "png")
    path = tmp_path / "list.csv"
    path.write_text("file,label,face_x,face_y,face_w,face_h\nphoto.png,real,380,240,90,110\n")
    finish(build_face_set(find_sources(path), tmp_path / "given", OPTIONS, 1))
    (item,) = FaceSet.load(tmp_path / "given").items
    picture = read_picture(tmp_path / "given" / item.file)
    assert picture.shape[0] < 300
    assert item.box[2] - item.box[0] == pytest.approx(90, abs=1)
    finish(build_face_set(find_sources(path), tmp_path / "found", replace(OPTIONS, redetect=True), 1))
    (found,) = FaceSet.load(tmp_path / "found").items
    assert found.box != item.box
    assert len(found.landmarks) == 5


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_stored_crop_gives_what_the_frame_gives(name: str) -> None:
    image = scene(6)
    points = ((105.0, 90.0), (145.0, 92.0), (125.0, 115.0), (108.0, 135.0), (142.0, 136.0))
    for box in ((85.0, 45.0, 165.0, 160.0), (150.0, 100.0, 230.0, 215.0)):
        face = Detection(box, 1.0, tuple((x + box[0] - 85, y + box[1] - 45) for x, y in points))
        picture, moved, landmarks = store_crop(image, face, BuildOptions(size=400))
        rule = RULES[name]
        wanted = cut(image, face, rule, 96)
        found = cut(picture, Detection(moved, 1.0, landmarks), rule, 96)
        assert np.abs(wanted.astype(int) - found).mean() < 1.0


def test_the_seeds_crop_is_the_stretched_box() -> None:
    face = Detection((85.0, 45.0, 165.0, 160.0), 1.0)
    picture, box, _ = store_crop(scene(6), face, BuildOptions(stretch=True, size=150))
    assert picture.shape == (150, 150, 3)
    assert box == (0.0, 0.0, 150.0, 150.0)
    np.testing.assert_array_equal(picture, cut(scene(6), face, RULES["seed"], 150))


def test_a_new_compression_is_no_manipulation() -> None:
    original, box = scene(7), (70.0, 50.0, 170.0, 150.0)
    noisy = np.clip(original + np.random.default_rng(0).normal(0, 6, original.shape), 0, 255).astype(np.uint8)
    assert is_same(noisy, original, box)
    assert not is_same(forged(original), original, box)
    assert difference(original, original, box) == (0.0, 0.0)
    assert difference(original, original, (500.0, 0.0, 600.0, 10.0)) == (0.0, 0.0)
    half = np.asarray(cv2.resize(noisy, (SIDE // 2, SIDE // 2), interpolation=cv2.INTER_AREA), np.uint8)
    assert is_same(half, original, (35.0, 25.0, 85.0, 75.0))


@pytest.mark.parametrize(
    ("clip", "expected"),
    [
        ("part/a.mp4", "faces/part/a.mp4"),
        ("../../etc/a.mp4", "faces/__/__/etc/a.mp4"),
        ("/abs/a.mp4", "faces/abs/a.mp4"),
        ("C:\\x\\a.mp4", "faces/C_/x/a.mp4"),
    ],
)
def test_no_clip_is_stored_outside_the_face_set(clip: str, expected: str) -> None:
    assert stored_name(clip) == expected


def test_a_crashing_task_is_named_and_the_rest_is_done() -> None:
    results = dict(pool.run_tasks(square, range(6), 2, lambda: False))
    assert results == {0: 0, 1: 1, 2: 4, 3: None, 4: 16, 5: 25}


def test_faces_of_clips_by_the_command_line(dfdc: Path, tmp_path: Path) -> None:
    from dfd_core.cli.faces import command

    out = tmp_path / "faces"
    arguments = [str(dfdc / "dfdc_train_part_41"), str(dfdc / "dfdc_train_part_0" / "empty.mp4"), "--out", str(out)]
    done = CliRunner().invoke(command, [*arguments, "--frames", "2", "-j", "1"], standalone_mode=False)
    assert done.exception is None
    assert done.return_value == 1
    assert "empty.mp4: no face was found" in done.stderr
    face_set = FaceSet.load(out)
    assert [track_of(item) for item in face_set.items] == [0, 0]
    assert [item.time_s for item in face_set.items] == sorted(item.time_s for item in face_set.items)
    with pytest.raises(DfdError, match="no label"):
        face_set.labelled()


def test_build_show_and_split_by_the_command_line(tmp_path: Path) -> None:
    from dfd_core.cli.dataset import command

    for person in range(4):
        image = scene(person + 10)[20:180, 40:200]
        (tmp_path / "src" / "real").mkdir(parents=True, exist_ok=True)
        (tmp_path / "src" / "fake").mkdir(parents=True, exist_ok=True)
        noise = np.random.default_rng(person).uniform(0, 255, (5, 5, 3)).repeat(32, 0).repeat(32, 1)
        image = (0.6 * image + 0.4 * noise).astype(np.uint8)
        write_picture(tmp_path / "src" / "real" / f"{person}.png", image, "png")
        write_picture(tmp_path / "src" / "fake" / f"{person}.png", 255 - image, "png")
    run = CliRunner().invoke
    out, split = tmp_path / "set", tmp_path / "split.json"
    built = run(command, ["build", str(tmp_path / "src"), "--out", str(out), "-j", "1"], standalone_mode=False)
    assert built.exception is None
    assert "8 faces of 8 clips in 4 groups" in built.stdout
    shown = run(command, ["show", str(out)], standalone_mode=False)
    assert FaceSet.load(out).digest in shown.stdout
    arguments = ["split", str(out), "--how", "group:0.5", "--out", str(split)]
    made = run(command, arguments, standalone_mode=False)
    assert made.exception is None
    assert set(json.loads(split.read_bytes())["clips"]) == {"train", "valid"}


def test_unlabelled_sources_are_photographs(tmp_path: Path) -> None:
    write_picture(tmp_path / "a.png", scene(8), "png")
    sources = unlabelled_sources([tmp_path / "a.png"])
    done = finish(build_face_set(sources, tmp_path / "set", replace(OPTIONS, pictures="frame"), 1))
    assert (done.real, done.fake, done.faces) == (0, 0, 1)
