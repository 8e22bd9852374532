"""Frames of a clip: sampled by a plan, or one by its time; upright 8-bit RGB, with timestamps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np

from dfd_core.errors import MediaError
from dfd_core.types import Frame
from dfd_core.video import passes, seeking
from dfd_core.video.colour import RgbConverter
from dfd_core.video.facts import LONG_S
from dfd_core.video.opening import Stop
from dfd_core.video.orientation import Orientation, Turner, of_frame
from dfd_core.video.passes import Damage, Found, Source, Wanted
from dfd_core.video.probe import inspect
from dfd_core.video.sampling import SamplingPlan, choose_frames, target_times


class ClipReader:
    """A clip, opened for reading frames.

    Args:
        path: a local media file; a still picture is a clip of one frame.
        threads: decoder threads, 0 for one a core.
        stop: polled between packets; ``Cancelled`` is raised once it returns True.

    Attributes:
        info: what the file is.
        warnings: filled while sampling: what an examiner must know of this clip's decoding.
        missing: wanted times in seconds whose frame could not be decoded.
        partial: the clip is damaged or cut off; what was found is a part of it.

    Raises:
        MediaError: on construction, where the file cannot be screened at all.
    """

    def __init__(self, path: Path, threads: int = 0, stop: Stop = None) -> None:
        self._path = path
        self._threads = threads
        self._stop = stop
        self._facts, first, self.info = inspect(path, threads, stop)
        self._still: Orientation | None = first.orientation if self.info.is_image else None
        self.warnings: list[str] = []
        self.missing: list[float] = []
        self.partial = self._facts.truncated

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing stays open between calls; each pass closes its own file."""

    def sample(self, plan: SamplingPlan) -> Iterator[Frame]:
        """The frames of a plan, in time order, each once; lazily, so one frame is in memory at a time.

        ``missing`` grows while sampling; ``warnings`` and ``partial`` are complete after the last frame.

        Raises:
            MediaError: not a single frame can be decoded.
            Cancelled: the stop flag was set.
        """
        self.warnings, self.missing, self.partial = [], [], self._facts.truncated
        damage = Damage()
        wanted = self._wanted(plan)
        picture = self._pictures()
        last = -1.0
        given = 0
        for found in self._pass(wanted, damage, plan):
            if found.frame is None:
                self.missing.append(found.wanted.time_s)
            elif found.time_s > last:
                last = found.time_s
                given += 1
                yield picture(found)
        self._conclude(damage, given, last)

    def frame_at(self, time_s: float) -> Frame:
        """The frame shown at a time in seconds from the first frame (the last one at times after the end).

        Raises:
            MediaError: this frame cannot be decoded.
        """
        _, frame = next(self.frames_at([time_s]))
        if frame is None:
            time_s = self._within(time_s)
            raise MediaError("undecodable", self._path, f"the frame at {time_s:.2f} s cannot be decoded")
        return frame

    def frames_at(self, times_s: Sequence[float]) -> Iterator[tuple[float, Frame | None]]:
        """Each of these times, in rising order, with the frame shown then; None where it cannot be decoded.

        One pass over the file whatever the number of times; one frame is in memory at a time.

        Raises:
            MediaError: pictures of this kind cannot be converted.
            Cancelled: the stop flag was set.
        """
        wanted: dict[Wanted, list[float]] = {}
        for time_s in sorted(times_s):
            wanted.setdefault(self._shown_at(self._within(time_s)), []).append(time_s)
        picture = self._pictures()
        for found in self._fetch(list(wanted)):
            frame = None if found.frame is None else picture(found)
            yield from ((time_s, frame) for time_s in wanted.pop(found.wanted))
            if not wanted:
                return  # what comes after the last one need not be decoded
        yield from ((time_s, None) for times in wanted.values() for time_s in times)

    def _within(self, time_s: float) -> float:
        return min(max(time_s, 0.0), self._facts.end_s or 0.0)

    def _shown_at(self, time_s: float) -> Wanted:
        """How the frame shown at a time is asked for."""
        facts, index = self._facts, self._facts.index
        if facts.reach != "exact" or index is None:
            return Wanted(time_s)
        ticks = facts.start + time_s / facts.tick_s + 1e-6
        number = max(0, int(np.searchsorted(index.pts, ticks, side="right")) - 1)
        return passes.wanted_frames(facts, index, [number])[0]

    def _fetch(self, wanted: Sequence[Wanted]) -> Iterator[Found]:
        """Single frames, in time order, by the way that leads to the frames of this clip."""
        source = Source(self._path, self._facts, self._threads, self._stop)
        if self._facts.reach == "exact":
            return passes.exact_pass(source, wanted)
        if self._facts.reach == "seek":
            return seeking.seek_pass(source, wanted, snap_s=0.0)
        return passes.walk_pass(source, wanted)

    def _wanted(self, plan: SamplingPlan) -> list[Wanted]:
        """What the plan wants of this clip."""
        facts, index = self._facts, self._facts.index
        if facts.reach == "exact" and index is not None:
            numbers = choose_frames(
                plan, facts.times_of(index), facts.duration_s, facts.end_s if facts.truncated else None
            )
            if facts.duration_s > LONG_S:
                numbers = passes.snap_to_keys(index, numbers, self._snap_s(plan) / facts.tick_s)
            chosen = passes.wanted_frames(facts, index, numbers)
            return chosen + self._lost_tail(plan)
        frames = 1 if self.info.is_image else facts.frames
        if facts.reach == "sequential" and (frames <= plan.count or (plan.mode == "index" and facts.ranked)):
            numbers = choose_frames(plan, np.arange(frames, dtype=np.float64), float(frames))
            return [Wanted(i / facts.fps if facts.fps else 0.0, i) for i in numbers]
        return [Wanted(t) for t in target_times(plan, facts.duration_s, facts.fps, frames)]

    def _lost_tail(self, plan: SamplingPlan) -> list[Wanted]:
        """What the plan wants after the end of the data, where the headers promise more."""
        facts = self._facts
        if not facts.truncated:
            return []
        total = round(facts.frames * facts.duration_s / facts.end_s) if facts.end_s > 0 else 0
        times = target_times(plan, facts.duration_s, 0.0, total)
        return [Wanted(t, -1, 1 << 62) for t in times if t >= facts.end_s]

    def _pass(self, wanted: list[Wanted], damage: Damage, plan: SamplingPlan) -> Iterator[Found]:
        source = Source(self._path, self._facts, self._threads, self._stop, damage)
        if self._facts.reach == "exact":
            present = [w for w in wanted if w.index >= 0]
            yield from passes.exact_pass(source, present)
            yield from (Found(w) for w in wanted if w.index < 0)
        elif self._facts.reach == "sequential":
            yield from passes.walk_pass(source, wanted)
        else:
            yield from seeking.seek_pass(source, wanted, snap_s=self._snap_s(plan))

    def _snap_s(self, plan: SamplingPlan) -> float:
        """How far from a wanted time a keyframe may lie to be taken instead, in a clip of more than three minutes."""
        return 0.25 * self._facts.duration_s / plan.count

    def _pictures(self) -> Callable[[Found], Frame]:
        """What makes displayed RGB pictures of decoded frames; keeps its tables from frame to frame."""
        convert = RgbConverter(self._threads or 2)
        turner = Turner()

        def picture(found: Found) -> Frame:
            assert found.frame is not None
            try:
                frame, rest = turner.turn(found.frame, self._still or of_frame(found.frame))
                return Frame(found.index, found.time_s, rest.apply(convert(frame)))
            except av.error.FFmpegError:
                reason = f"pictures of the format {found.frame.format.name} cannot be converted"
                raise MediaError("undecodable", self._path, reason, "convert the clip to H.264") from None

        return picture

    def _conclude(self, damage: Damage, given: int, last: float) -> None:
        """Put what went wrong into words."""
        if not given:
            reason = "no picture of the clip can be decoded"
            raise MediaError("undecodable", self._path, reason, "the data is damaged: try to copy it again")
        index = self._facts.index
        incomplete = index.damaged if index is not None else 0
        self.partial = self._facts.truncated or damage.any or bool(self.missing) or incomplete > 0
        self._tell_missing(given + len(self.missing), last)
        if damage.any:
            self.warnings.append(f"the data is damaged: {damage.errors or damage.corrupt} decoding errors")
        elif incomplete:
            self.warnings.append(f"the data is damaged: {incomplete} incomplete packets")

    def _tell_missing(self, total: int, last: float) -> None:
        if self.missing and min(self.missing) > last:
            end = min(self._facts.end_s, *self.missing)
            self.warnings.append(
                f"decoding stopped at {end:.1f} s: {len(self.missing)} of {total} sampled frames are missing"
            )
        elif self.missing:
            self.warnings.append(
                f"{len(self.missing)} of {total} sampled frames cannot be decoded, the first at {self.missing[0]:.1f} s"
            )


def sample_frames(path: Path, plan: SamplingPlan, *, threads: int = 0, stop: Stop = None) -> Iterator[Frame]:
    """The frames of a plan of one clip; see ``ClipReader.sample``."""
    with ClipReader(path, threads, stop) as reader:
        yield from reader.sample(plan)
