"""Clips for tests, made on the fly with PyAV: small, deterministic, each frame tells its own number.

``write_clip`` makes nearly every kind; the functions below it are shorthands for what its name cannot show.
Import it as ``from tests.core.media import write_clip``.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.packet import Packet
from av.video.stream import VideoStream

from dfd_core.types import Image

TICK = Fraction(1, 90000)
_BITS = 12


def numbered_frame(number: int, width: int = 160, height: int = 96) -> Image:
    """A picture (H, W, 3) that carries ``number`` (0..4095) as black and white blocks along its top; see ``number_of``.

    Below the blocks lie a moving gradient and a square, so that frames differ everywhere.
    """
    y, x = np.mgrid[0:height, 0:width]
    picture = np.stack([(x + 3 * number) % 256, (2 * y + number) % 256, (x + y + 5 * number) % 256], -1)
    left = number * 7 % max(1, width - 16)
    picture[height // 2 : height // 2 + 16, left : left + 16] = (255, 0, 0)
    block = width // _BITS
    for bit in range(_BITS):
        picture[: height // 4, bit * block : (bit + 1) * block] = 255 * (number >> bit & 1)
    return picture.astype(np.uint8)


def number_of(picture: Image) -> int:
    """The number that ``numbered_frame`` wrote, read back from an upright decoded frame."""
    height, width = picture.shape[:2]
    block, row = width // _BITS, picture[height // 8].mean(axis=1)
    return sum(1 << bit for bit in range(_BITS) if row[bit * block + block // 2] > 127)


def numbered_frames(count: int, width: int = 160, height: int = 96) -> list[Image]:
    """``count`` frames, numbered from 0."""
    return [numbered_frame(i, width, height) for i in range(count)]


def write_clip(
    path: Path,
    frames: Iterable[Image] | int = 30,
    *,
    fps: int = 25,
    times_s: Sequence[float] | None = None,
    codec: str = "libx264",
    pix_fmt: str = "yuv420p",
    gop: int = 12,
    bframes: int = 0,
    options: dict[str, str] | None = None,
    container_options: dict[str, str] | None = None,
    rotate_cw: int = 0,
    mirror: bool = False,
    colour: tuple[int, int, int, int] | None = None,
) -> Path:
    """Encode a clip; the container follows from the suffix of ``path``, which is returned.

    Args:
        path: where to write.
        frames: uint8 RGB pictures ``(H, W, 3)`` of one size, or how many numbered ones.
        fps: frame rate where ``times_s`` is not given.
        times_s: display time of each frame in seconds, for variable rates.
        codec: encoder, e.g. ``libx264``, ``libx265``, ``libvpx-vp9``, ``mpeg4``, ``mjpeg``, ``ffv1``.
        pix_fmt: e.g. ``yuv420p10le`` for 10 bits.
        gop: distance of keyframes in frames.
        bframes: B-frames between references.
        options: further options of the encoder, e.g. ``{"x264-params": "open-gop=1"}``.
        container_options: options of the container, e.g. ``{"movflags": "frag_keyframe+empty_moov"}``.
        rotate_cw: clockwise turn in degrees that a player must do (display matrix); the pixels stay as they are.
        mirror: whether a player must also mirror the picture left-right.
        colour: matrix, range, transfer and primaries to state, numbers of ITU-T H.273 (range 1 limited, 2 full).
    """
    pictures = numbered_frames(frames) if isinstance(frames, int) else list(frames)
    times = times_s if times_s is not None else [i / fps for i in range(len(pictures))]
    height, width = pictures[0].shape[:2]
    with av.open(str(path), "w", options=container_options or {}) as output:
        stream = output.add_stream(codec, rate=fps, options=_encoder_options(codec, bframes, options))
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = width, height, pix_fmt
        stream.codec_context.gop_size = gop
        stream.codec_context.thread_count = 1
        stream.codec_context.time_base = Fraction(1, fps) if codec.startswith("mpeg") or path.suffix == ".avi" else TICK
        if colour is not None:
            _state_colour(stream, colour)
        if rotate_cw or mirror:
            stream.set_display_rotation(-rotate_cw, hflip=mirror)
        for picture, time_s in zip(pictures, times, strict=True):
            output.mux(stream.encode(_frame(picture, time_s, stream, colour)))
        output.mux(stream.encode(None))
    return path


def _encoder_options(codec: str, bframes: int, options: dict[str, str] | None) -> dict[str, str]:
    chosen = {"bf": str(bframes)}
    if codec in ("libx264", "libx265"):
        chosen |= {"preset": "ultrafast", "crf": "18"}
    if codec == "libx265":
        chosen["x265-params"] = "log-level=none:pools=1:frame-threads=1"
    if codec.startswith("libvpx"):
        chosen = {"deadline": "realtime", "cpu-used": "8", "crf": "20", "b": "0"}
    return chosen | (options or {})


def _state_colour(stream: VideoStream, colour: tuple[int, int, int, int]) -> None:
    context = stream.codec_context
    context.colorspace, context.color_range, context.color_trc, context.color_primaries = colour


def _frame(
    picture: Image, time_s: float, stream: VideoStream, colour: tuple[int, int, int, int] | None
) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
    if colour is not None:
        frame = frame.reformat(format=stream.codec_context.pix_fmt, dst_colorspace=_SCALER[colour[0]],
                               dst_color_range=colour[1])  # fmt: skip
        frame.colorspace, frame.color_range = colour[0], colour[1]
        frame.color_trc, frame.color_primaries = colour[2], colour[3]
    base = stream.codec_context.time_base
    frame.pts, frame.time_base = round(time_s / base), base
    return frame


_SCALER = {1: 1, 5: 5, 6: 5, 9: 9}  # H.273 matrix -> the scaler's number


def write_vfr(path: Path, count: int = 30) -> Path:
    """Steps of 40 ms, with every fifth ten times as long: variable frame rate."""
    times, now = [], 0.0
    for i in range(count):
        times.append(now)
        now += 0.4 if i % 5 == 4 else 0.04
    return write_clip(path, count, times_s=times)


def write_long(path: Path, seconds: float, *, fps: int = 25, gop_s: int = 2, source: Path | None = None) -> Path:
    """A long clip at the cost of a short one: one group of pictures, its packets repeated. B-frame free."""
    gop = fps * gop_s
    part = source or write_clip(path.with_name(f"part-{path.name}"), gop, fps=fps, gop=gop)
    with av.open(str(part)) as inside, av.open(str(path), "w") as output:
        video = inside.streams.video[0]
        copy = output.add_stream_from_template(video)
        packets = [(bytes(p), p.is_keyframe) for p in inside.demux(video) if p.size]
        assert video.time_base is not None
        step = round(1 / fps / video.time_base)
        for number in range(int(seconds * fps)):
            data, key = packets[number % len(packets)]
            packet = Packet(data)
            packet.stream, packet.time_base = copy, video.time_base
            packet.pts = packet.dts = number * step
            packet.duration, packet.is_keyframe = step, key
            output.mux(packet)
    return path


def truncated(source: Path, path: Path, keep: float = 0.6) -> Path:
    """The first share of a file. A clip written with ``{"movflags": "faststart"}`` still opens then."""
    data = source.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    return path


def damaged(
    source: Path, path: Path, count: int = 100, *, first: float = 0.3, last: float = 0.9, seed: int = 1
) -> Path:
    """A copy with ``count`` bytes overwritten at random between two shares of its length."""
    data = bytearray(source.read_bytes())
    dice = random.Random(seed)
    for _ in range(count):
        data[int(len(data) * dice.uniform(first, last))] = dice.randrange(256)
    path.write_bytes(bytes(data))
    return path


def decode_all(path: Path) -> list[tuple[int | None, Image]]:
    """Reference: every frame of the first video stream, decoded plainly in one thread: ``(pts, picture)``, unturned."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.codec_context.thread_count = 1
        return [
            (frame.pts, frame.to_ndarray(format="rgb24").astype(np.uint8, copy=False))
            for frame in container.decode(stream)
        ]
