"""What is known of a clip before it is sampled: length, rate, frames, and how its frames can be reached.

Headers are taken at their word only where the data agrees. A clip of up to three minutes is scanned (packets only), so
its facts are exact; a longer one is believed after a look near its end, or scanned within limits.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Literal, TypeAlias

import av
import numpy as np
import numpy.typing as npt
from av.packet import Packet
from av.video.stream import VideoStream

from dfd_core.errors import MediaError
from dfd_core.types import ClipInfo
from dfd_core.video import orientation
from dfd_core.video.colour import is_hdr
from dfd_core.video.index import ClipIndex, Packets, scan
from dfd_core.video.opening import Media, Stop, candidates, looks_encrypted, poll
from dfd_core.video.orientation import Orientation

Reach: TypeAlias = Literal["exact", "sequential", "seek"]

LONG_S = 180.0
_ABSURD_S = 14 * 86400.0
_ABSURD_RATIO = 20.0
_ABSURD_FPS = 240.0
_FIRST_FRAME_LIMIT_S = 10.0


@dataclass(frozen=True, slots=True)
class Facts:
    """A clip as found.

    ``reach`` tells how frames are found: ``"exact"`` by packet number (every frame's time is known), ``"sequential"``
    by decoding from the start (times come with the frames), ``"seek"`` by seeking (long clips).
    ``start`` is the raw timestamp in ticks of ``tick_s`` seconds of the first displayed frame.
    ``end_s`` is where the data ends (seconds from the first frame), less than ``duration_s`` where a tail is missing.
    ``ranked``: the index's times belong to the frames in order of display, whatever the frames say.
    ``pixels``: of one frame.
    """

    reach: Reach
    start: int
    tick_s: float
    duration_s: float
    end_s: float
    fps: float
    frames: int
    variable_rate: bool
    truncated: bool
    index: ClipIndex | None
    pixels: int
    ranked: bool = False

    def time_of(self, pts: int) -> float:
        """Seconds from the first displayed frame of a raw timestamp."""
        return (pts - self.start) * self.tick_s

    def times_of(self, index: ClipIndex) -> npt.NDArray[np.float64]:
        """Seconds from the first displayed frame of all frames."""
        return (index.pts - self.start).astype(np.float64) * self.tick_s


@dataclass(frozen=True, slots=True)
class FirstFrame:
    """What only a decoded picture tells."""

    pts: int | None
    width: int
    height: int
    pixel_format: str
    orientation: Orientation
    warnings: tuple[str, ...]


def analyse(media: Media, stop: Stop = None) -> tuple[Facts, Packet[VideoStream] | None]:
    """Facts of a freshly opened clip and its first packet; uses up the container's position.

    Raises:
        MediaError: there is no video data at all.
        Cancelled: the stop flag was set.
    """
    header = header_duration(media)
    entries = media.stream.index_entries
    promised = (len(entries), entries[-1].timestamp) if len(entries) else (0, 0)
    if header > LONG_S and _reaches(media, header):
        return _long_facts(media, header), None
    scanned = scan(media, stop, whole=header <= 0)
    found = scanned.index
    if not found.packets and found.complete:
        raise MediaError("no_frames", media.path, "the video track is empty", "give a clip with pictures")
    if not found.complete:
        return _long_facts(media, _plausible(media, header, found)), scanned.first
    return _scanned_facts(media, header, promised, found), scanned.first


def header_duration(media: Media) -> float:
    """Length in seconds that the headers state for the video, 0 where they say nothing or nonsense."""
    stream = media.stream
    stated = [
        float(stream.duration * stream.time_base) if stream.duration and stream.time_base else 0.0,
        _tag_duration(stream.metadata),
        (media.container.duration or 0) / av.time_base,
    ]
    length = next((s for s in stated if 0 < s < _ABSURD_S), 0.0)
    late = float((stream.start_time or 0) * (stream.time_base or 0))
    if media.formats & {"matroska", "webm"} and 0 < late < length:
        return length - late  # counted from zero there, not from the first frame
    return length


def _tag_duration(tags: dict[str, str]) -> float:
    """Length in Matroska's ``DURATION`` tag of a track, ``HH:MM:SS.nnn``."""
    match = re.fullmatch(r"(\d+):(\d\d):(\d\d(?:\.\d+)?)", tags.get("DURATION", ""))
    return int(match[1]) * 3600 + int(match[2]) * 60 + float(match[3]) if match else 0.0


def _reaches(media: Media, header: float) -> bool:
    """True where the clip holds data in the second half of its stated length."""
    start = media.stream.start_time or 0
    entries = media.stream.index_entries
    if len(entries) > 1:
        return (entries[-1].timestamp - start) * media.time_base > header / 2
    try:
        media.container.seek(start + int(0.9 * header / media.time_base), stream=media.stream)
        packet = Packets(media.container, media.stream).next()
        media.container.seek(start, stream=media.stream)
    except av.error.FFmpegError:
        return False
    return packet is not None and packet.pts is not None and (packet.pts - start) * media.time_base > header / 2


def _plausible(media: Media, header: float, found: ClipIndex) -> float:
    """Length of a clip too long to scan: the header's, unless the part that was read makes it absurd."""
    if not len(found.pts):
        return header
    seen = (found.end - int(found.pts[0])) * media.time_base
    likely = seen * media.bytes / max(found.bytes, 1)
    return header if seen <= header <= likely * _ABSURD_RATIO else likely


def _long_facts(media: Media, duration: float) -> Facts:
    stream = media.stream
    fps = _stated_fps(media)
    base = float(stream.base_rate or 0)
    return Facts(
        reach="seek",
        start=stream.start_time or 0,
        tick_s=media.time_base,
        duration_s=duration,
        end_s=duration,
        fps=fps,
        frames=stream.frames or round(duration * fps),
        variable_rate=bool(fps and base and abs(fps / base - 1) > 0.05),
        truncated=False,
        index=None,
        pixels=stream.codec_context.width * stream.codec_context.height,
    )


def _stated_fps(media: Media) -> float:
    """Frame rate by the headers; measured on the next packets where they state a clock's rate instead."""
    stated = float(media.stream.average_rate or media.stream.guessed_rate or 0)
    if 0 < stated <= _ABSURD_FPS:
        return stated
    media.container.seek(media.stream.start_time or 0, stream=media.stream)
    sample = scan(media, max_packets=500).index.pts
    return (len(sample) - 1) / (float(sample[-1] - sample[0]) * media.time_base) if len(sample) > 1 else 25.0


def _scanned_facts(media: Media, header: float, promised: tuple[int, int], found: ClipIndex) -> Facts:
    tick = media.time_base
    start = int(found.pts[0]) if len(found.pts) else 0
    end = (found.end - start) * tick if len(found.pts) else 0.0
    truncated = _is_truncated(media, header, promised, found, end)
    fps = _measured_fps(media, found)
    if end <= 0 and fps:
        end = found.packets / fps
    return Facts(
        reach="exact" if found.exact else "seek" if end > LONG_S else "sequential",
        start=start,
        tick_s=tick,
        duration_s=max(header, end) if truncated else end,
        end_s=end,
        fps=fps,
        frames=len(found.pts) or found.packets,
        variable_rate=_is_variable(found),
        truncated=truncated,
        index=found,
        pixels=media.stream.codec_context.width * media.stream.codec_context.height,
        ranked="avi" in media.formats,
    )


def _is_truncated(media: Media, header: float, promised: tuple[int, int], found: ClipIndex, end: float) -> bool:
    """True where the data ends before the end that the headers promise, and the headers are credible.

    ``promised``: number of entries of the container's index before the scan, and the decoding time of the last.
    """
    if media.formats & {"mov", "mp4"} and media.stream.frames:
        return found.packets < promised[0] and found.last_dts < promised[1]
    estimated = media.formats & {"mpegts", "mpeg", "gif"} or media.is_image  # lengths read from the data itself
    reached = max(end, found.latest_s)
    credible = header <= reached * _ABSURD_RATIO
    return not estimated and credible and header - reached > max(0.5, 0.02 * header)


def _measured_fps(media: Media, found: ClipIndex) -> float:
    """Mean frame rate of the displayed frames; the stated one where it says the same."""
    stated = float(media.stream.average_rate or 0)
    span = float(found.pts[-1] - found.pts[0]) * media.time_base if len(found.pts) > 1 else 0.0
    if span <= 0:
        return stated if 0 < stated < 1000 else float(media.stream.guessed_rate or 25)
    measured = (len(found.pts) - 1) / span
    return stated if abs(stated / measured - 1) < 0.01 else measured


def _is_variable(found: ClipIndex) -> bool:
    """True where more than one in fifty frame distances is a fifth off the usual one."""
    if len(found.pts) < 3:
        return False
    steps = np.diff(found.pts)
    usual = float(np.median(steps))
    return bool(np.mean(np.abs(steps - usual) > max(1.5, 0.2 * usual)) > 0.02)


def quick_first_frame(media: Media, packet: Packet[VideoStream] | None) -> av.VideoFrame | None:
    """The picture of the first packet, decoded by itself; None where that does not work out."""
    if packet is None or not packet.is_keyframe or packet.is_discard:
        return None
    context = media.stream.codec_context
    try:
        frames = context.decode(packet) or context.decode(None)
    except av.error.FFmpegError:
        return None
    return frames[0] if frames else None


def any_first_frame(media: Media, facts: Facts, stop: Stop = None) -> av.VideoFrame:
    """The first picture that can be decoded from the start of a freshly opened container, errors passed over.

    Raises:
        MediaError: no picture can be decoded, or none in the first half of the clip.
    """
    frame = _decode_first(media, stop)
    if frame is None:
        if looks_encrypted(media.path):
            raise MediaError("encrypted", media.path, "the clip is encrypted", "export it without copy protection")
        reason = "no picture of the clip can be decoded"
        raise MediaError("undecodable", media.path, reason, "the data is damaged, or the codec is not supported")
    if frame.pts is not None and facts.duration_s and facts.time_of(frame.pts) > facts.duration_s / 2:
        reason = f"the first {facts.time_of(frame.pts):.1f} of {facts.duration_s:.1f} s cannot be decoded"
        raise MediaError("undecodable", media.path, reason, "the data is damaged: try to copy or export it again")
    return frame


def _decode_first(media: Media, stop: Stop) -> av.VideoFrame | None:
    deadline = time.monotonic() + _FIRST_FRAME_LIMIT_S
    context = media.stream.codec_context
    packets = Packets(media.container, media.stream)
    packet: Packet[VideoStream] | None
    while True:
        poll(stop)
        packet = packets.next() if time.monotonic() < deadline else None
        try:
            frames = context.decode(packet)
        except av.error.FFmpegError:
            frames = []
        if frames or packet is None:
            return frames[0] if frames else None


def first_frame(media: Media, frame: av.VideoFrame) -> FirstFrame:
    """What the first picture tells of the clip."""
    turn = orientation.of_picture(media.path, frame) if media.is_image else orientation.of_frame(frame)
    return FirstFrame(frame.pts, frame.width, frame.height, frame.format.name, turn, _frame_warnings(media, frame))


def _frame_warnings(media: Media, frame: av.VideoFrame) -> tuple[str, ...]:
    notes = []
    if frame.interlaced_frame:
        notes.append("the video is interlaced; it is not deinterlaced")
    if is_hdr(frame):
        notes.append("HDR video: tone-mapped to standard range for screening")
    others = len(candidates(media.container)) - 1
    if others > 0:
        notes.append(f"{others + 1} video streams: the one of {frame.width} x {frame.height} is used")
    return tuple(notes)


def clip_info(media: Media, facts: Facts, first: FirstFrame) -> ClipInfo:
    """The facts as the ``ClipInfo`` of the rest of the program."""
    width, height = first.orientation.size(first.width, first.height)
    tail = f"the data ends at {facts.end_s:.1f} of {facts.duration_s:.1f} s: the file is cut off"
    return ClipInfo(
        path=media.path,
        bytes=media.bytes,
        container=media.container.format.name,
        codec=media.stream.codec_context.codec.canonical_name,
        pixel_format=first.pixel_format,
        width=width,
        height=height,
        rotation=first.orientation.rotation,
        mirrored=first.orientation.mirrored,
        duration_s=0.0 if media.is_image else facts.duration_s,
        fps=0.0 if media.is_image else facts.fps,
        frames=1 if media.is_image else facts.frames,
        start_s=facts.start * facts.tick_s,
        variable_rate=facts.variable_rate,
        is_image=media.is_image,
        warnings=(tail, *first.warnings) if facts.truncated else first.warnings,
    )
