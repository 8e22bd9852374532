"""The three ways to the wanted frames of a clip. Each is a generator that opens the file for itself.

* ``exact_pass``: every frame's time and packet are known. Only the groups of pictures that hold a wanted frame are
  decoded, each from the keyframe before it to the last wanted frame; within them, frames that no other frame
  refers to are skipped unless wanted. The frames are the very ones of a full decode.
* ``walk_pass``: decode from the start and take what is shown at the wanted times.
* ``seek_pass``: for long clips: seek to each wanted time.

Decoding errors are survived, as players do: the broken packet is dropped, and counted in the ``Damage``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.packet import Packet
from av.video.stream import VideoStream

from dfd_core.video.facts import Facts
from dfd_core.video.index import ClipIndex, Packets
from dfd_core.video.opening import Media, Stop, open_media, poll

# Below this many pixels in all (about .2 s of work) a clip is decoded whole, so that damage anywhere is seen.
_SMALL = 100_000_000
# Codecs whose keyframes are sound places to start, bit for bit. Older ones (WMV2 for one) carry state across them.
_JUMPABLE = frozenset({
    "av1", "dnxhd", "ffv1", "h264", "hevc", "mjpeg", "mpeg1video", "mpeg2video", "mpeg4", "prores", "vp8", "vp9", "vvc",
})  # fmt: skip
# Decoders whose non-reference frames can be told from the packet alone and skipped without a trace.
_SKIPPABLE = frozenset({"h264", "mpeg1video", "mpeg2video", "mpeg4"})
# Decoders that mark frames with missing references; others (WMV2) mark sound frames too.
_MARKS_CORRUPT = frozenset({"h264", "hevc"})
_RESCUES = 3  # lost frames that are looked for once more, each at the cost of a group of pictures or two


@dataclass(slots=True)
class Damage:
    """What went wrong while decoding."""

    errors: int = 0
    corrupt: int = 0
    rescues_left: int = _RESCUES

    @property
    def any(self) -> bool:
        """True where the data is damaged."""
        return self.errors > 0 or self.corrupt > 0

    @property
    def hopeless(self) -> bool:
        """True where frames keep getting lost though the data is sound: the stream bears no jumps."""
        return self.rescues_left <= 0 and not self.any


@dataclass(frozen=True, slots=True)
class Wanted:
    """A frame to fetch: number and time of display, and with an exact index its timestamp and packet."""

    time_s: float
    index: int = -1
    pts: int = 0
    ordinal: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome for one wanted frame; ``frame`` is None where it could not be decoded."""

    wanted: Wanted
    frame: av.VideoFrame | None = None
    index: int = -1
    time_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Source:
    """A clip and how to decode it."""

    path: Path
    facts: Facts
    threads: int = 0
    stop: Stop = None
    damage: Damage = field(default_factory=Damage)


class Decoder:
    """The decoder of an opened clip: survives errors, skips what is not wanted."""

    def __init__(self, media: Media, damage: Damage, first_key: int = 0) -> None:
        self._context = media.stream.codec_context
        self._damage = damage
        self._first_key = first_key
        self._marks = _codec(media) in _MARKS_CORRUPT
        self._skipping = False

    def feed(self, packet: Packet[VideoStream] | None, ordinal: int = 1 << 40) -> list[av.VideoFrame]:
        """Frames that come out for this packet (None: all that are still inside)."""
        try:
            frames = self._context.decode(packet)
        except EOFError:
            return []
        except av.error.FFmpegError:
            # A recording that was cut without care begins with frames that lack their keyframe.
            self._damage.errors += ordinal >= self._first_key
            return []
        if self._marks:
            self._damage.corrupt += sum(frame.is_corrupt for frame in frames)
        return frames

    def skip(self, on: bool) -> None:
        """Whether following packets that nothing refers to are dropped undecoded."""
        if on != self._skipping:
            self._context.skip_frame = "NONREF" if on else "DEFAULT"
            self._skipping = on

    def single(self, packet: Packet[VideoStream]) -> list[av.VideoFrame]:
        """The frame of a keyframe at once, by itself; the decoder is as new afterwards."""
        frames = self.feed(packet) + self.feed(None)
        self.reset()
        return frames

    def reset(self) -> None:
        """Forget everything: the next packet is a keyframe."""
        self._context.flush_buffers()


def _codec(media: Media) -> str:
    return media.stream.codec_context.codec.canonical_name


def can_skip(media: Media) -> bool:
    """True where non-reference frames may be skipped without changing any other frame.

    In HEVC that holds only with a single temporal layer (ITU-T H.265, 7.4.2.2: sub-layer non-reference pictures may
    be referred to by higher layers); their number stands in ``hvcC`` (ISO/IEC 14496-15, 8.3.3.1.2).
    """
    name = _codec(media)
    if name == "hevc":
        extra = media.stream.codec_context.extradata or b""
        return len(extra) > 22 and extra[0] == 1 and (extra[21] >> 3) & 7 == 1
    return name in _SKIPPABLE


def wanted_frames(facts: Facts, index: ClipIndex, chosen: Sequence[int]) -> list[Wanted]:
    """The chosen frame numbers as ``Wanted``, by the exact index."""
    return [Wanted(facts.time_of(int(index.pts[i])), i, int(index.pts[i]), int(index.ordinal[i])) for i in chosen]


def snap_to_keys(index: ClipIndex, chosen: Sequence[int], reach: float) -> list[int]:
    """The chosen frame numbers with those moved to a keyframe that have one within ``reach`` ticks."""
    if not len(index.key_pts):
        return list(chosen)
    keys = np.searchsorted(index.pts, np.sort(index.key_pts))
    keys = keys[keys < len(index.pts)]
    nearest = [int(keys[np.argmin(np.abs(index.pts[keys] - index.pts[i]))]) for i in chosen]
    return sorted({k if abs(index.pts[k] - index.pts[i]) <= reach else i for i, k in zip(chosen, nearest, strict=True)})


def start_packet(index: ClipIndex, wanted: Wanted, back: int = 0) -> int:
    """Packet number from which decoding must start to get a frame: a keyframe, or 0.

    It must come before the frame in decoding order *and* in display order: frames that follow an
    open keyframe but are shown before it refer to the group before. ``back`` goes further keyframes back.
    """
    usable = np.flatnonzero((index.key_ordinal <= wanted.ordinal) & (index.key_pts <= wanted.pts))
    return int(index.key_ordinal[usable[-1 - back]]) if len(usable) > back else 0


def packet_ranges(index: ClipIndex, wanted: Sequence[Wanted]) -> list[tuple[int, int]]:
    """Ranges ``(first, last)`` of packet numbers to decode, apart and rising."""
    ranges: list[tuple[int, int]] = []
    for first, last in sorted((start_packet(index, w), w.ordinal) for w in wanted):
        if ranges and first <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(ranges[-1][1], last))
        else:
            ranges.append((first, last))
    return ranges


def exact_pass(source: Source, wanted: Sequence[Wanted]) -> Iterator[Found]:
    """Fetch frames by packet number; ``Found`` in time order, one for each wanted."""
    index = source.facts.index
    assert index is not None
    pending = deque(wanted)
    with open_media(source.path, threads=source.threads, stop=source.stop) as media:
        whole = source.facts.pixels * index.packets <= _SMALL or _codec(media) not in _JUMPABLE
        ranges = [(0, index.packets - 1)] if whole else packet_ranges(index, wanted)
        keep = frozenset[int]() if whole else frozenset(w.pts for w in wanted)
        for frame in _decode_ranges(source, media, ranges, keep):
            while pending and frame.pts is not None and pending[0].pts < frame.pts:
                if source.damage.hopeless:
                    yield from _plain_pass(source, pending)
                    return
                yield _rescue(source, pending.popleft())
            if pending and pending[0].pts == frame.pts:
                yield _found(pending.popleft(), frame)
    while pending:
        yield _rescue(source, pending.popleft())


def _found(wanted: Wanted, frame: av.VideoFrame) -> Found:
    return Found(wanted, frame, wanted.index, wanted.time_s)


def _plain_pass(source: Source, pending: deque[Wanted]) -> Iterator[Found]:
    """Decode all that is left without skips or jumps; for sound streams that do not bear them."""
    index = source.facts.index
    assert index is not None
    ranges = [(start_packet(index, pending[0], back=1), index.packets - 1)]
    with open_media(source.path, threads=source.threads, stop=source.stop) as media:
        for frame in _decode_ranges(source, media, ranges, frozenset()):
            while pending and frame.pts is not None and pending[0].pts < frame.pts:
                yield Found(pending.popleft())
            if pending and pending[0].pts == frame.pts:
                yield _found(pending.popleft(), frame)
            if not pending:
                return
    yield from (Found(w) for w in pending)


def _decode_ranges(
    source: Source, media: Media, ranges: Sequence[tuple[int, int]], keep: frozenset[int]
) -> Iterator[av.VideoFrame]:
    """Decode ranges of packets; where ``keep`` names timestamps, skip what neither it nor another frame needs."""
    index = source.facts.index
    assert index is not None
    decoder = Decoder(media, source.damage, int(index.key_ordinal[0]) if len(index.key_ordinal) else 0)
    skippable = bool(keep) and can_skip(media)
    todo = deque(ranges)
    ordinal = -1
    packets = Packets(media.container, media.stream)
    while todo and (packet := packets.next()) is not None:
        ordinal += 1
        if ordinal < todo[0][0]:
            continue
        poll(source.stop)
        decoder.skip(skippable and packet.pts not in keep)
        yield from decoder.feed(packet, ordinal)
        if ordinal == todo[0][1]:
            yield from decoder.feed(None)
            decoder.reset()
            todo.popleft()
    if todo:  # the data ended early
        yield from decoder.feed(None)


def _rescue(source: Source, wanted: Wanted) -> Found:
    """Try once more for a frame that did not come: one thread, nothing skipped, from one keyframe further back.

    Several threads lose sound frames near damage, and a stream that understates its reordering loses
    frames after a jump. A clip that is simply broken is not gone through again for every frame.
    """
    index = source.facts.index
    assert index is not None
    if source.damage.rescues_left <= 0:
        return Found(wanted)
    source.damage.rescues_left -= 1
    ranges = [(start_packet(index, wanted, back=1), min(wanted.ordinal + 32, index.packets - 1))]
    aside = Source(source.path, source.facts, 1, source.stop, Damage())
    with open_media(source.path, threads=1, stop=source.stop, frame_threads=False) as media:
        for frame in _decode_ranges(aside, media, ranges, frozenset()):
            if frame.pts == wanted.pts:
                return _found(wanted, frame)
    return Found(wanted)


@dataclass(slots=True)
class _Clock:
    """Time of each frame of a sequential decode: its timestamp where it makes sense, else one step on.

    AVI has no display times, only times of packets in decoding order: there the n-th frame gets the n-th time.
    """

    facts: Facts
    ranked: npt.NDArray[np.int64]
    start: int | None = None
    last: float = 0.0

    def time_of(self, number: int, frame: av.VideoFrame) -> float:
        pts = int(self.ranked[number]) if number < len(self.ranked) else frame.pts
        if self.start is None:
            self.start = pts or 0
        elif pts is not None and (pts - self.start) * self.facts.tick_s > self.last:
            self.last = (pts - self.start) * self.facts.tick_s
        else:
            self.last += self.step
        return self.last

    @property
    def step(self) -> float:
        return 1 / self.facts.fps if self.facts.fps > 0 else 0.04


def walk_pass(source: Source, wanted: Sequence[Wanted]) -> Iterator[Found]:
    """Decode from the start; ``Found`` with what is shown at each wanted time, or by number where it is given."""
    pending = deque(wanted)
    facts = source.facts
    clock = _Clock(facts, facts.index.pts if facts.ranked and facts.index else np.empty(0, np.int64))
    shown: tuple[int, float, av.VideoFrame] | None = None
    with open_media(source.path, threads=source.threads, stop=source.stop) as media:
        for number, frame in enumerate(_decode_all(source, media)):
            at = clock.time_of(number, frame)
            while pending and shown is not None and _is_past(pending[0], number, at):
                yield Found(pending.popleft(), shown[2], shown[0], shown[1])
            shown = (number, at, frame)
    last = -1.0 if shown is None else shown[1] + max(clock.step, facts.end_s - shown[1])
    while pending:
        target = pending.popleft()
        if shown is not None and (target.index == shown[0] or (target.index < 0 and target.time_s < last)):
            yield Found(target, shown[2], shown[0], shown[1])
        elif target.index < 0 or source.damage.any or facts.truncated:
            yield Found(target)  # else the container counted packets that are no frames of their own, such as fields


def _is_past(wanted: Wanted, number: int, time_s: float) -> bool:
    """True where the wanted frame is one before this."""
    return wanted.index < number if wanted.index >= 0 else wanted.time_s + 1e-9 < time_s


def _decode_all(source: Source, media: Media) -> Iterator[av.VideoFrame]:
    index = source.facts.index
    keys = index.key_ordinal if index is not None else np.empty(0, np.int64)
    decoder = Decoder(media, source.damage, int(keys[0]) if len(keys) else 0)
    packets = Packets(media.container, media.stream)
    ordinal = 0
    while (packet := packets.next()) is not None:
        poll(source.stop)
        yield from decoder.feed(packet, ordinal)
        ordinal += 1
    yield from decoder.feed(None)
