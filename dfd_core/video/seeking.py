"""Frames of long clips: seek near each wanted time, so that time and memory do not grow with the clip's length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import av

from dfd_core.video.index import next_packet
from dfd_core.video.opening import Media, open_media, poll
from dfd_core.video.passes import Decoder, Found, Source, Wanted, can_skip

_FULL_NEAR_S = 1.0  # from here on to a wanted time no frame is skipped: any of them may be the one shown
_BACK_S = (0.0, 4.0, 20.0)  # where a seek lands too late, look this much earlier
_KEY_SEARCH = 2000


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
        if len(entries) < 2:
            return self._sparse
        here = entries.search_timestamp(self._ticks(self._position_s))
        return here >= 0 and here == entries.search_timestamp(self._ticks(time_s))

    def _ticks(self, time_s: float) -> int:
        return self._facts.start + round(time_s / self._facts.tick_s)

    def _jump(self, time_s: float, snap_s: float) -> av.VideoFrame | None:
        """Seek and decode; where the seek lands after the target, once more from further back."""
        frame = None
        for back in _BACK_S:
            try:
                self._media.container.seek(self._ticks(max(0.0, time_s - back)), stream=self._media.stream)
            except av.error.FFmpegError:
                return frame
            self._frames, self._last = self._decode(snap_s), []
            frame = self._walk(time_s, snap_s) or frame
            if frame is not None and self._time_of(frame) <= time_s + snap_s:
                return frame
        return frame

    def _walk(self, time_s: float, snap_s: float) -> av.VideoFrame | None:
        """The next frame within ``snap_s`` of the time, else the last one that is not after it."""
        shown = self._last[0] if self._last else None
        for frame in (*self._last[1:], *()) if self._last else ():
            if self._time_of(frame) > time_s:
                return shown
            shown = frame
        for frame in self._frames:
            at = self._time_of(frame)
            self._last = [shown or frame, frame]
            if shown is not None and at > time_s:
                return shown
            if at > time_s or abs(at - time_s) <= snap_s:
                self._last = [frame]
                return frame
            shown = frame
        self._last = []
        return shown

    def _decode(self, snap_s: float) -> Iterator[av.VideoFrame]:
        """Frames from the next keyframe on; the first one at once where it is near enough to be taken."""
        demuxed = self._media.container.demux(self._media.stream)
        first = True
        waited = 0
        while (packet := next_packet(demuxed)) is not None:
            poll(self._source.stop)
            waited += 1
            if first and not packet.is_keyframe and waited < _KEY_SEARCH:
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
