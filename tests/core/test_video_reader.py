"""Reading frames: the very frames of a full decode, upright, at their times, whatever the clip."""

from __future__ import annotations

import contextlib
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from av.packet import Packet
from av.video.stream import VideoStream

from dfd_core.errors import Cancelled, MediaError
from dfd_core.types import Frame, Image
from dfd_core.video import passes
from dfd_core.video.colour import RgbConverter
from dfd_core.video.probe import hash_file, probe
from dfd_core.video.reader import ClipReader, sample_frames
from dfd_core.video.sampling import SamplingPlan
from tests.core.media import (
    damaged,
    decode_all,
    number_of,
    numbered_frame,
    truncated,
    write_clip,
    write_long,
    write_vfr,
)

_B = {"bframes": 3, "options": {"preset": "veryfast"}}
_KINDS: dict[str, dict[str, Any]] = {
    "no-b.mp4": {},
    "b-frames.mp4": {**_B, "gop": 30},
    "open-gop.mp4": {"bframes": 3, "gop": 15, "options": {"preset": "veryfast", "x264-params": "open-gop=1"}},
    "open-gop.mkv": {"bframes": 3, "gop": 15, "options": {"preset": "veryfast", "x264-params": "open-gop=1"}},
    "intra-refresh.mp4": {"gop": 250, "options": {"x264-params": "intra-refresh=1"}},
    "fragmented.mp4": {**_B, "container_options": {"movflags": "frag_keyframe+empty_moov"}},
    "flash.flv": {**_B},
    "stream.ts": {**_B},
    "b-frames.avi": {**_B},
    "mpeg4.mov": {"codec": "mpeg4", "bframes": 2},
    "mpeg2.mkv": {"codec": "mpeg2video", "bframes": 2},
    "layers.mp4": {
        "codec": "libx265",
        "gop": 20,
        "options": {"x265-params": "log-level=none:temporal-layers=3:open-gop=1:pools=1"},
    },
    "vp9.webm": {"codec": "libvpx-vp9", "gop": 20},
    "ten-bit.mkv": {"pix_fmt": "yuv420p10le", **_B},
}


def frames_of(path: Path, count: int = 32) -> list[Frame]:
    with ClipReader(path) as reader:
        return list(reader.sample(SamplingPlan(count)))


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("name", _KINDS)
def test_sampled_frames_are_those_of_a_full_decode(
    name: str, threads: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_clip(tmp_path / name, 60, **_KINDS[name])
    reference = decode_all(path)
    assert len(reference) == 60
    monkeypatch.setattr(passes, "_SMALL", 0)  # small test clips would be decoded whole otherwise
    for count in (7, 32):
        with ClipReader(path, threads) as reader:
            frames = list(reader.sample(SamplingPlan(count)))
        assert [f.index for f in frames] == [int((i + 0.5) * 60 / count) for i in range(count)]
        assert [number_of(f.image) for f in frames] == [f.index for f in frames]
        for frame in frames:
            assert np.array_equal(frame.image, reference[frame.index][1])
            assert frame.time_s == pytest.approx(frame.index / 25, abs=0.002)
        assert not reader.partial
        assert not reader.warnings
        assert not reader.missing


def test_small_and_large_clips_give_the_same_frames(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_clip(tmp_path / "clip.mp4", 80, bframes=3, gop=25, options={"preset": "veryfast"})
    whole = frames_of(path, 9)
    monkeypatch.setattr(passes, "_SMALL", 0)
    assert all(np.array_equal(a.image, b.image) for a, b in zip(whole, frames_of(path, 9), strict=True))


def test_only_the_needed_part_of_a_clip_is_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_clip(tmp_path / "clip.mp4", 120, gop=30)
    monkeypatch.setattr(passes, "_SMALL", 0)
    fed = 0
    feed = passes.Decoder.feed

    def counted(decoder: passes.Decoder, packet: Packet[VideoStream] | None, ordinal: int = 0) -> list[av.VideoFrame]:
        nonlocal fed
        fed += 1
        return feed(decoder, packet, ordinal)

    monkeypatch.setattr(passes.Decoder, "feed", counted)
    frames_of(path, 4)  # at 15, 45, 75, 105
    assert fed <= 4 * 17


def test_the_original_projects_frame_numbers(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", 45)
    frames = list(sample_frames(path, SamplingPlan(10, "index")))
    assert [f.index for f in frames] == np.linspace(0, 45, 10, endpoint=False, dtype=int).tolist()


@pytest.mark.parametrize("name", ["short.mp4", "short.ts", "short.avi", "short.gif"])
def test_a_clip_of_fewer_frames_gives_each_once(name: str, tmp_path: Path) -> None:
    kind: dict[str, Any] = {"codec": "gif", "pix_fmt": "rgb8"} if name.endswith("gif") else {}
    path = write_clip(tmp_path / name, 5, **kind)
    assert [number_of(f.image) for f in frames_of(path)] == [0, 1, 2, 3, 4]


def test_one_frame(tmp_path: Path) -> None:
    (frame,) = frames_of(write_clip(tmp_path / "one.mp4", 1))
    assert (frame.index, frame.time_s) == (0, 0.0)


def test_variable_frame_rate_goes_by_timestamps(tmp_path: Path) -> None:
    path = write_vfr(tmp_path / "vfr.mp4", 100)
    info = probe(path)
    assert info.variable_rate
    assert info.duration_s == pytest.approx(20 * (4 * 0.04 + 0.4), abs=0.5)
    frames = frames_of(path, 20)
    # the long frames fill most of the time, so most targets fall on them
    assert sum(f.index % 5 == 4 for f in frames) > 10
    for frame in frames:
        assert frame.time_s == pytest.approx(frame.index // 5 * 0.56 + frame.index % 5 * 0.04, abs=0.001)


def test_times_count_from_the_first_frame(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "late.mkv", 20, times_s=[10 + i / 25 for i in range(20)])
    assert probe(path).start_s == pytest.approx(10, abs=0.01)
    assert frames_of(path)[3].time_s == pytest.approx(3 / 25, abs=0.002)


def _turn(picture: Image, rotate_cw: int, mirror: bool) -> Image:
    flipped = picture[:, ::-1] if mirror else picture
    return np.ascontiguousarray(np.rot90(flipped, -rotate_cw // 90))


@pytest.mark.parametrize("size", [(160, 96), (97, 61)])
@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize("rotate_cw", [0, 90, 180, 270])
def test_display_matrices_are_applied(rotate_cw: int, mirror: bool, size: tuple[int, int], tmp_path: Path) -> None:
    pictures = [numbered_frame(i, *size) for i in range(3)]
    kind: dict[str, Any] = {"codec": "mpeg4"} if size[0] % 2 else {}
    plain = decode_all(write_clip(tmp_path / "plain.mov", pictures, **kind))
    path = write_clip(tmp_path / "turned.mov", pictures, rotate_cw=rotate_cw, mirror=mirror, **kind)
    with av.open(str(path)) as container:  # what the file says, in FFmpeg's words: the mirroring comes after the turn
        said = next(container.decode(video=0)).rotation
    info = probe(path)
    expected = [_turn(p, info.rotation, info.mirrored) for _, p in plain]
    assert info.mirrored == mirror
    assert {-said % 360} == {info.rotation} or mirror
    assert (info.width, info.height) == (expected[0].shape[1], expected[0].shape[0])
    for frame, picture in zip(frames_of(path), expected, strict=True):
        assert frame.image.shape == picture.shape
        assert np.abs(frame.image.astype(int) - picture).mean() < 4  # odd sizes: colour samples are shared differently


def test_a_truncated_clip_gives_what_is_there_and_says_so(tmp_path: Path) -> None:
    whole = write_clip(tmp_path / "whole.mp4", 100, gop=10, container_options={"movflags": "faststart"})
    path = truncated(whole, tmp_path / "cut.mp4", 0.6)
    with ClipReader(path) as reader:
        frames = list(reader.sample(SamplingPlan()))
    assert reader.partial
    assert 12 <= len(frames) <= 24
    assert len(frames) + len(reader.missing) == 32
    assert reader.missing[0] > frames[-1].time_s
    assert [number_of(f.image) for f in frames] == [f.index for f in frames]
    assert "decoding stopped at" in reader.warnings[0]
    assert f"{len(reader.missing)} of 32 sampled frames are missing" in reader.warnings[0]
    assert "cut off" in reader.info.warnings[0]


def test_a_truncated_matroska_clip_is_noticed(tmp_path: Path) -> None:
    whole = write_clip(tmp_path / "whole.mkv", 100, gop=10)
    with ClipReader(truncated(whole, tmp_path / "cut.mkv", 0.5)) as reader:
        assert 8 <= len(list(reader.sample(SamplingPlan()))) <= 24
    assert reader.partial
    assert reader.missing


@pytest.mark.parametrize("suffix", ["mp4", "mkv", "ts", "avi"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_damaged_clips_give_frames_or_one_clear_error(suffix: str, seed: int, tmp_path: Path) -> None:
    whole = write_clip(tmp_path / f"whole.{suffix}", 50, bframes=2, gop=10, options={"preset": "veryfast"})
    path = damaged(whole, tmp_path / f"damaged.{suffix}", 300, first=0.1, seed=seed)
    frames = []
    with contextlib.suppress(MediaError), ClipReader(path, threads=2) as reader:
        frames = list(reader.sample(SamplingPlan()))
    if not frames:
        return
    assert all(a.time_s < b.time_s for a, b in pairwise(frames))
    assert not reader.missing or reader.partial


def test_stopping(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", 50)
    with pytest.raises(Cancelled):
        ClipReader(path, stop=lambda: True)
    stopped: list[bool] = []
    with ClipReader(path, stop=lambda: bool(stopped)) as reader:
        sampling = reader.sample(SamplingPlan())
        next(sampling)
        stopped.append(True)
        with pytest.raises(Cancelled):
            list(sampling)
    with pytest.raises(Cancelled):
        hash_file(path, lambda: True)


@pytest.mark.parametrize("suffix", ["mp4", "mkv", "ts"])
def test_the_frame_shown_at_a_time(suffix: str, tmp_path: Path) -> None:
    path = write_clip(tmp_path / f"clip.{suffix}", 60, bframes=2, gop=15, options={"preset": "veryfast"})
    with ClipReader(path) as reader:
        for time_s in (0.0, 0.03, 0.04, 1.0, 1.99, 2.37, 99.0):
            frame = reader.frame_at(time_s)
            assert frame.index == number_of(frame.image) == min(59, int(time_s * 25))


def test_long_clips_cost_no_more_than_short_ones(tmp_path: Path) -> None:
    seconds = {}
    for minutes in (5, 60):
        path = write_long(tmp_path / f"{minutes}.mp4", minutes * 60, fps=10, gop_s=4)
        start = time.process_time()
        with ClipReader(path, threads=1) as reader:
            frames = list(reader.sample(SamplingPlan()))
        seconds[minutes] = time.process_time() - start
        assert len(frames) == 32
        spacing = minutes * 60 / 32
        for i, frame in enumerate(frames):
            assert abs(frame.time_s - (i + 0.5) * spacing) <= spacing / 4
            assert frame.index == round(frame.time_s * 10)
            assert number_of(frame.image) == frame.index % 40
        exact = reader.frame_at(123.45)
        assert (exact.index, number_of(exact.image)) == (1234, 1234 % 40)
        assert probe(path).frames == minutes * 600
    assert seconds[60] < 2 * seconds[5] + 0.1


@pytest.mark.parametrize("suffix", ["mp4", "ts"])
def test_a_long_clip_with_hardly_a_keyframe(suffix: str, tmp_path: Path) -> None:
    pictures = [numbered_frame(i, 96, 32) for i in range(1000)]
    path = write_clip(tmp_path / f"sparse.{suffix}", pictures, fps=4, gop=2000, options={"x264-params": "scenecut=0"})
    frames = frames_of(path, 8)
    assert [number_of(f.image) for f in frames] == [int((i + 0.5) * 125) for i in range(8)]


def test_a_long_clip_that_is_cut_off(tmp_path: Path) -> None:
    whole = write_long(tmp_path / "whole.mkv", 400, fps=5, gop_s=4)
    with ClipReader(truncated(whole, tmp_path / "cut.mkv", 0.5)) as reader:
        frames = list(reader.sample(SamplingPlan()))
    assert 10 <= len(frames) <= 22
    assert reader.partial
    assert len(reader.missing) + len(frames) == 32


def test_a_clip_without_a_length_is_measured(tmp_path: Path) -> None:
    path = tmp_path / "live.webm"
    write_clip(path, 60, codec="libvpx-vp9", gop=20, container_options={"live": "1"})
    with ClipReader(path) as reader:
        assert reader.info.duration_s == pytest.approx(2.4, abs=0.1)
        assert len(list(reader.sample(SamplingPlan()))) == 32


def test_frames_hidden_by_an_edit_list_do_not_appear(tmp_path: Path) -> None:
    # B-frames make the muxer write an edit list; starting below zero makes it hide what comes before the start
    path = write_clip(tmp_path / "edit.mp4", 30, times_s=[i / 25 - 0.2 for i in range(30)], bframes=2)
    numbers = [number_of(f.image) for f in frames_of(path)]
    assert numbers == list(range(30 - len(numbers), 30))
    assert frames_of(path)[0].time_s == 0


def test_several_video_streams(tmp_path: Path) -> None:
    path = tmp_path / "two.mkv"
    with av.open(str(path), "w") as output:
        streams = []
        for width, height in ((96, 64), (160, 96)):
            stream = output.add_stream("libx264", rate=25, options={"preset": "ultrafast"})
            stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
            streams.append(stream)
        for stream in streams:
            for i in range(10):
                frame = av.VideoFrame.from_ndarray(numbered_frame(i, stream.width, stream.height), format="rgb24")
                frame.pts = i
                output.mux(stream.encode(frame))
            output.mux(stream.encode(None))
    info = probe(path)
    assert (info.width, info.height) == (160, 96)
    assert "2 video streams" in info.warnings[0]


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "bmp", "tiff"])
def test_still_pictures(suffix: str, tmp_path: Path) -> None:
    pillow = pytest.importorskip("PIL.Image")
    path = tmp_path / f"picture.{suffix}"
    pillow.fromarray(numbered_frame(5)).save(path)
    info = probe(path)
    assert info.is_image
    assert (info.width, info.height, info.frames, info.duration_s) == (160, 96, 1, 0.0)
    (frame,) = frames_of(path)
    assert (frame.index, frame.time_s, number_of(frame.image)) == (0, 0.0, 5)


@pytest.mark.parametrize("value", range(1, 9))
def test_exif_orientation_of_pictures(value: int, tmp_path: Path) -> None:
    pillow = pytest.importorskip("PIL.Image")
    from PIL import ImageOps

    path = tmp_path / "picture.jpg"
    exif = pillow.Exif()
    exif[0x0112] = value
    pillow.fromarray(numbered_frame(5)).save(path, exif=exif, quality=95)
    with pillow.open(path) as picture:
        expected = np.asarray(ImageOps.exif_transpose(picture))
    (frame,) = frames_of(path)
    assert frame.image.shape == expected.shape
    assert np.abs(frame.image.astype(int) - expected).mean() < 3


def test_probe_tells_what_the_file_is(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", 50, fps=25, rotate_cw=90)
    info = probe(path)
    assert (info.width, info.height, info.rotation, info.mirrored) == (96, 160, 90, False)
    assert (info.codec, info.pixel_format, info.frames) == ("h264", "yuv420p", 50)
    assert "mp4" in info.container
    assert info.duration_s == pytest.approx(2.0)
    assert info.fps == pytest.approx(25)
    assert not info.variable_rate
    assert info.bytes == path.stat().st_size


def test_pictures_are_writable_and_their_own(tmp_path: Path) -> None:
    frames = frames_of(write_clip(tmp_path / "clip.mp4", 10))
    before = frames[1].image.copy()
    converter = RgbConverter()
    assert converter is not None
    frames[0].image[:] = 0
    assert np.array_equal(frames[1].image, before)
    assert all(f.image.dtype == np.uint8 and f.image.flags.c_contiguous for f in frames)
