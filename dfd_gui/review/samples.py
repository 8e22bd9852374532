"""What an extract says, found by time: sampled frames, faces, and the stretches without a score."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dfd_gui.review.curves import Gap, GapSpan, curves_of


@dataclass(frozen=True, slots=True)
class SeenFace:
    """One face of one sampled frame.

    ``ordinal`` counts the faces of the extract in reading order and is the number of its picture in the faces file;
    ``frame`` counts the sampled frames and ``index`` the frames of the clip.
    """

    ordinal: int
    frame: int
    index: int
    time_s: float
    data: Mapping[str, Any]

    @property
    def track(self) -> int:
        return int(self.data["track"])

    @property
    def score(self) -> float | None:
        score = self.data["score"]
        return None if score is None else float(score)

    @property
    def unusable(self) -> str:
        """The reason in words why the face was left out; empty for a usable one."""
        return str(self.data.get("unusable", ""))

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0, y0, x1, y1 in pixels of the frame as it is shown."""
        x0, y0, x1, y1 = (float(edge) for edge in self.data["box"])
        return x0, y0, x1, y1

    @property
    def landmarks(self) -> tuple[tuple[float, float], ...]:
        return tuple((float(x), float(y)) for x, y in self.data["landmarks"])


class Samples:
    """The sampled frames of one extract."""

    def __init__(self, extract: Mapping[str, Any]) -> None:
        self.extract = extract
        self.frames: tuple[Mapping[str, Any], ...] = tuple(extract["frames"])
        self.times: tuple[float, ...] = tuple(float(frame["time_s"]) for frame in self.frames)
        self.faces: tuple[SeenFace, ...] = tuple(_number(self.frames))
        self.step_s = _usual_step(self.times, float(extract["media"]["duration_s"]))
        self._gaps: dict[int | None, tuple[GapSpan, ...]] = {}
        self._of_frame: dict[int, list[SeenFace]] = {}
        self._of_track: dict[int, list[SeenFace]] = {int(track["id"]): [] for track in extract["tracks"]}
        for face in self.faces:
            self._of_frame.setdefault(face.frame, []).append(face)
            self._of_track.setdefault(face.track, []).append(face)

    @property
    def duration_s(self) -> float:
        return max(float(self.extract["media"]["duration_s"]), self.times[-1] if self.times else 0.0)

    def nearest(self, time_s: float) -> int | None:
        """Number of the sampled frame nearest to a time, None where there is none."""
        return nearest_index(self.times, time_s)

    def in_frame(self, number: int) -> Sequence[SeenFace]:
        """The faces of sampled frame ``number``."""
        return self._of_frame.get(number, ())

    def of_track(self, track: int) -> Sequence[SeenFace]:
        """The faces of a person in time order."""
        return self._of_track.get(track, ())

    def nearest_face(self, time_s: float, track: int | None) -> SeenFace | None:
        """The face of a person (None: of anybody) nearest to a time."""
        faces = self.faces if track is None else self.of_track(track)
        number = nearest_index([face.time_s for face in faces], time_s)
        return None if number is None else faces[number]

    def readable(self, number: int) -> bool:
        """Whether sampled frame ``number`` could be decoded."""
        return bool(self.frames[number].get("state", "ok") == "ok")

    def gaps(self, track: int | None) -> tuple[GapSpan, ...]:
        """Where there is no score of a person (None: of anybody), the missing end of a partial result included."""
        if track not in self._gaps:
            self._gaps[track] = self._find_gaps(track)
        return self._gaps[track]

    def _find_gaps(self, track: int | None) -> tuple[GapSpan, ...]:
        gaps = curves_of(self.extract, track).gaps
        tail_s = self.times[-1] + self.step_s if self.times else 0.0
        if self.extract["media"].get("partial", False) and tail_s < self.duration_s:
            gaps = (*gaps, GapSpan(tail_s, self.duration_s, Gap.NOT_ANALYSED, 0, ()))
        return gaps


def nearest_index(times: Sequence[float], time_s: float) -> int | None:
    """Place of the value nearest to ``time_s`` in rising ``times``; of two as near ones the earlier."""
    if not times:
        return None
    right = bisect_left(times, time_s)
    if right == 0:
        return 0
    if right == len(times):
        return right - 1
    return right if times[right] - time_s < time_s - times[right - 1] else right - 1


def _number(frames: Sequence[Mapping[str, Any]]) -> Iterator[SeenFace]:
    ordinal = 0
    for number, frame in enumerate(frames):
        for face in frame["faces"]:
            yield SeenFace(ordinal, number, int(frame["index"]), float(frame["time_s"]), face)
            ordinal += 1


def _usual_step(times: Sequence[float], duration_s: float) -> float:
    """Median distance of neighbouring samples in seconds; the whole clip where there is but one."""
    steps = sorted(b - a for a, b in pairwise(times))
    return steps[len(steps) // 2] if steps else max(duration_s, 0.04)
