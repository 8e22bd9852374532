"""Frames of long clips: seek near each wanted time, so that time and memory do not grow with the clip's length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from math import inf

import av

from dfd_core.video.index import Packets
from dfd_core.video.opening import Media, open_media, poll
from dfd_core.video.passes import Decoder, Found, Source, Wanted, can_skip

_FULL_NEAR_S = 1.0  # from here on to a wanted time no frame is skipped: any of them may be the one shown
_BACK_S = (0.0, 4.0, 20.0, inf)  # where a seek lands too late, look this much earlier
_TAIL_S = 1.0  # the last frame is taken to be shown for so long
_ROUNDING_S = 1e-6
_INDEXED = frozenset({"mov", "mp4", "matroska", "webm"})  # their index is read whole; that of others grows on the way


def seek_pass(source: Source, wanted: Sequence[Wanted], *, snap_s: float) -> Iterator[Found]:
    """Fetch what is shown at the wanted times by seeking; ``Found`` in time order, one for each wanted.

    Args:
        source: the clip.
        wanted: rising times.
        snap_s: a keyframe within this many seconds of a wanted time is taken instead, at a fraction of the cost.
    """
    with open_media(source.path, threads=source.threads, stop=source.stop) as media:
        walker = _Walker(source, media)
        for target in wanted:
            yield walker.fetch(target.time_s, snap_s, target)


class _Walker:
    """Moves through an opened clip: seeks, and decodes on where no keyframe lies between."""

    def __init__(self, source: Source, media: Media) -> None:
        self._source = source
        self._facts = source.facts
        self._media = media
        self._decoder = Decoder(media, source.damage)
        self._skippable = can_skip(media)
        self._target_s = 0.0
        self._frames: Iterator[av.VideoFrame] = iter(())
        self._last: list[av.VideoFrame] = []  # the frame shown at the last target, and the one after it
        self._position_s = -1.0
        self._packets = 0  # since the last seek
        self._sparse = False  # keyframes lie further apart than targets: seeking would only go back

    def fetch(self, time_s: float, snap_s: float, wanted: Wanted) -> Found:
        """The keyframe near a time, or the frame shown at it."""
        self._target_s = time_s
        frame = self._walk(time_s, 0.0) if self._goes_on(time_s) else self._jump(time_s, snap_s)
        if frame is None or frame.pts is None:
            return Found(wanted)
        at = max(0.0, self._time_of(frame))
        self._position_s = at
        return Found(wanted, frame, round(at * self._facts.fps), at)

    def _time_of(self, frame: av.VideoFrame) -> float:
        return self._facts.time_of(frame.pts or 0)

    def _goes_on(self, time_s: float) -> bool:
        """True where decoding on from here is the shortest way, since no keyframe lies between."""
        if not self._last:
            return False
        entries = self._media.stream.index_entries
        target = self._ticks(time_s)
        if not self._media.formats & _INDEXED or len(entries) < 2 or entries[-1].timestamp < target:
            return self._sparse
        here = entries.search_timestamp(self._ticks(self._position_s))
        return here >= 0 and here == entries.search_timestamp(target)

    def _ticks(self, time_s: float) -> int:
        return self._facts.start + round(time_s / self._facts.tick_s)

    def _jump(self, time_s: float, snap_s: float) -> av.VideoFrame | None:
        """Seek and decode; where that finds nothing in time, once more from further back, at last from the start."""
        frame = None
        for back in _BACK_S:
            try:
                self._media.container.seek(self._ticks(max(0.0, time_s - back)), stream=self._media.stream)
            except av.error.FFmpegError:
                return frame
            self._packets = 0
            self._frames, self._last = self._decode(snap_s), []
            frame = self._walk(time_s, snap_s) or frame
            if not self._packets or (frame is not None and self._time_of(frame) <= time_s + snap_s):
                return frame
        return frame

    def _walk(self, time_s: float, snap_s: float) -> av.VideoFrame | None:
        """The first frame of a run where it lies within ``snap_s`` of the time, else the one shown at the time.

        None where the data ends before.
        """
        shown = self._last[0] if self._last else None
        for frame in chain(self._last[1:], self._frames):
            at = self._time_of(frame)
            if shown is not None and at > time_s + _ROUNDING_S:
                self._last = [shown, frame]
                return shown
            if shown is None and (at > time_s or time_s - at <= snap_s):
                self._last = [frame]
                return frame
            shown = frame
        self._last = []
        return shown if shown is not None and time_s - self._time_of(shown) < _TAIL_S else None

    def _decode(self, snap_s: float) -> Iterator[av.VideoFrame]:
        """Frames from the next keyframe on; the first one at once where it is near enough to be taken."""
        packets = Packets(self._media.container, self._media.stream)
        first = True
        while (packet := packets.next()) is not None:
            poll(self._source.stop)
            self._packets += 1
            if first and not packet.is_keyframe:
                continue
            at = self._facts.time_of(packet.pts or 0)
            if first:
                self._sparse |= 0 <= at <= self._position_s
                if abs(at - self._target_s) <= snap_s:
                    yield from self._decoder.single(packet)
            first = False
            self._decoder.skip(self._skippable and not packet.is_keyframe and at < self._target_s - _FULL_NEAR_S)
            yield from self._decoder.feed(packet)
        yield from self._decoder.feed(None)
