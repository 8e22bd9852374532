"""One pass over the packets of a clip, nothing decoded: every frame's time, the keyframes, where the data ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from av.container import InputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from dfd_core.video.opening import Media, Stop, poll

IntArray = npt.NDArray[np.int64]

# What a scan may read of a clip whose headers tell a length: some five minutes of ordinary video.
_PACKETS, _BYTES = 30_000, 1 << 30
# And of one that tells none: hours. Nothing else can find its length.
_ALL_PACKETS, _ALL_BYTES = 4_000_000, 1 << 36
_RESTARTS = 100
# Containers whose packets carry true presentation times, one frame a packet.
_TRUE_TIMES = frozenset({"mov", "mp4", "matroska", "webm", "flv", "asf", "gif", "ivf", "nut"})


@dataclass(frozen=True, slots=True)
class ClipIndex:
    """The packets of the video stream, as the container tells them.

    Attributes:
        pts: presentation times in ticks of the displayed frames, rising; shape ``(F,)``.
        ordinal: for each of them the number of its packet, counted from 0 in decoding order.
        key_ordinal: packet numbers of the keyframes, rising; ``key_pts``: their presentation times.
        packets: number of packets, frames that an edit list hides included.
        end: presentation time in ticks at which the last frame ends.
        exact: packets and frames correspond one to one and every time is known and different.
        complete: the scan came to the end of the data within its limits.
        damaged: packets that the demuxer marked as incomplete.
        bytes: size of all packets that were read, those of other streams included.
        last_dts: decoding time in ticks of the last packet.
        latest_s: end in seconds (raw time) of the longest stream of the file, as far as data was found.
    """

    pts: IntArray
    ordinal: IntArray
    key_ordinal: IntArray
    key_pts: IntArray
    packets: int
    end: int
    exact: bool
    complete: bool
    damaged: int
    bytes: int
    last_dts: int
    latest_s: float


@dataclass(slots=True)
class _Track:
    """What a scan collects of one video stream."""

    pts: list[int | None]
    duration: list[int]
    key: list[bool]
    hidden: list[bool]
    damaged: int = 0
    last_dts: int = 0
    first: Packet[VideoStream] | None = None

    def add(self, packet: Packet[VideoStream]) -> None:
        self.first = self.first or packet
        self.pts.append(packet.pts)
        self.duration.append(packet.duration or 0)
        self.key.append(packet.is_keyframe)
        self.hidden.append(packet.is_discard)
        self.damaged += packet.is_corrupt
        self.last_dts = packet.dts if packet.dts is not None else self.last_dts


@dataclass(frozen=True, slots=True)
class Scan:
    """What a scan found, and the first packet of the stream, from which a picture can be had without opening again."""

    index: ClipIndex
    first: Packet[VideoStream] | None


def scan(media: Media, stop: Stop = None, *, whole: bool = False, max_packets: int = _PACKETS) -> Scan:
    """Read the packets of the file from where the container stands (the start, after opening).

    A demuxer error ends the scan like the end of the file: what was found until then counts.
    Limits keep it short, unless the ``whole`` clip is to be read; ``complete`` says whether they were reached.
    """
    max_packets, max_bytes = (_ALL_PACKETS, _ALL_BYTES) if whole else (max_packets, _BYTES)
    track = _Track([], [], [], [])
    total = read = 0
    ends: dict[int, int] = {}
    complete = False
    packets = Packets(media.container)
    while total < max_packets and read < max_bytes:
        packet = packets.next()
        if packet is None:
            complete = True
            break
        total, read = total + 1, read + packet.size
        if total % 256 == 0:
            poll(stop)
        if packet.pts is not None:
            end = packet.pts + (packet.duration or 0)
            ends[packet.stream_index] = max(end, ends.get(packet.stream_index, end))
        if packet.stream_index == media.stream.index:
            track.add(packet)
    latest = max((end * float(media.container.streams[i].time_base or 0) for i, end in ends.items()), default=0.0)
    return Scan(_build(media, track, complete, read, latest), track.first)


class Packets:
    """The packets of an opened file from where it stands, those without data passed over.

    Args:
        container: the opened file.
        stream: the stream whose packets are wanted; None for all.
    """

    def __init__(self, container: InputContainer, stream: VideoStream | None = None) -> None:
        self._container = container
        self._wanted = (stream,) if stream is not None else tuple(container.streams)
        self._packets = container.demux(*self._wanted)
        self._restarts = _RESTARTS

    def next(self) -> Packet[Any] | None:
        """The next packet, or None at the end of the file or where reading fails for good."""
        while True:
            try:
                packet = next(self._packets)
            except IndexError:  # a stream that turned up after opening, e.g. in damaged MPEG-TS: PyAV does not know it
                if not self._restarts:
                    return None
                self._restarts -= 1
                self._packets = self._container.demux(*self._wanted)
            except (StopIteration, av.error.FFmpegError, OSError):
                return None
            else:
                if packet.size:  # flush marks of the streams follow the last packet
                    return packet


def _build(media: Media, track: _Track, complete: bool, read: int, latest: float) -> ClipIndex:
    known = [p for p in track.pts if p is not None]
    shown = [i for i, hidden in enumerate(track.hidden) if not hidden and track.pts[i] is not None]
    pts = np.array([track.pts[i] for i in shown], np.int64)
    ordinal = np.array(shown, np.int64)
    order = np.argsort(pts, kind="stable")
    keys = [i for i, key in enumerate(track.key) if key and track.pts[i] is not None]
    return ClipIndex(
        pts=pts[order],
        ordinal=ordinal[order],
        key_ordinal=np.array(keys, np.int64),
        key_pts=np.array([track.pts[i] for i in keys], np.int64),
        packets=len(track.pts),
        end=_end(pts[order], ordinal[order], track.duration),
        exact=0 < len(known) == len(track.pts) == len(set(known)) and bool(media.formats & _TRUE_TIMES),
        complete=complete,
        damaged=track.damaged,
        bytes=read,
        last_dts=track.last_dts,
        latest_s=latest,
    )


def _end(pts: IntArray, ordinal: IntArray, duration: list[int]) -> int:
    """When the last frame ends: its own duration where stated, else the usual distance of frames."""
    if not len(pts):
        return 0
    stated = duration[int(ordinal[-1])]
    usual = int(np.median(np.diff(pts))) if len(pts) > 1 else 0
    return int(pts[-1]) + (stated or usual)
