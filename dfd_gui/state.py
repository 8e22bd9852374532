"""What the window shows now: one clock in seconds, one selection. Every view reads and sets these, and nothing else.

A view that moves the clock passes itself as ``origin`` and ignores the signal that carries it back: no echo, no drift.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from dfd_core.screening.aggregate import MIN_USABLE_FACES


@dataclass(frozen=True, slots=True)
class ReviewClip:
    """A screened clip as the review shows it.

    ``key`` is the queue row's; ``extract`` the result (schema of ``resources/schema/result-1.json``); ``proxy`` and
    ``faces`` are `dfd_core.video.proxy` files, None where there is none (yet).
    """

    key: str
    path: Path
    extract: Mapping[str, Any]
    settings_key: str = ""
    proxy: Path | None = None
    faces: Path | None = None

    @property
    def duration_s(self) -> float:
        """Length in seconds, at least the time of the last sampled frame."""
        frames = self.extract["frames"]
        return max(float(self.extract["media"]["duration_s"]), float(frames[-1]["time_s"]) if frames else 0.0)

    @property
    def fps(self) -> float:
        """Frames a second, 25 where the file does not say."""
        return float(self.extract["media"]["fps"]) or 25.0


@dataclass(frozen=True, slots=True)
class Loop:
    """A stretch that playback repeats, in seconds."""

    start_s: float
    end_s: float


@dataclass(slots=True)
class _Values:
    clip: ReviewClip | None = None
    compared: ReviewClip | None = None
    reach: tuple[float, float] | None = None
    position_s: float = 0.0
    track: int | None = None
    hidden_detectors: frozenset[str] = field(default_factory=frozenset)
    playing: bool = False
    speed: float = 1.0
    loop: Loop | None = None


class ReviewState(QObject):
    """The clock and the selection of the review."""

    clip_changed = Signal(object)
    """The new `ReviewClip`, or None; the position is then 0 and the track that of the highest score."""
    previews_changed = Signal(object)
    """The same clip with other ``proxy`` or ``faces`` files."""
    compared_changed = Signal(object)
    """The `ReviewClip` that the shown one is compared with, None: one clip alone; told before `clip_changed`."""
    position_changed = Signal(float, object)
    """Seconds, and the origin that set them."""
    track_changed = Signal(object)
    """Number of the chosen person, or None for all."""
    detectors_changed = Signal(object)
    """The names of hidden detectors."""
    playing_changed = Signal(bool)
    speed_changed = Signal(float)
    loop_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = _Values()

    @property
    def clip(self) -> ReviewClip | None:
        """What is shown."""
        return self._now.clip

    @property
    def compared(self) -> ReviewClip | None:
        """What the shown clip is compared with; None while it is reviewed alone."""
        return self._now.compared

    @property
    def position_s(self) -> float:
        """Seconds from the first frame."""
        return self._now.position_s

    @property
    def reach(self) -> tuple[float, float]:
        """First and last moment that the clock can be set to: those of the clip, unless `set_reach` said more."""
        return self._now.reach or (0.0, self._now.clip.duration_s if self._now.clip else 0.0)

    @property
    def track(self) -> int | None:
        """The chosen person."""
        return self._now.track

    @property
    def hidden_detectors(self) -> frozenset[str]:
        """Detectors whose curves are switched off."""
        return self._now.hidden_detectors

    @property
    def playing(self) -> bool:
        """Whether the clock runs."""
        return self._now.playing

    @property
    def speed(self) -> float:
        """Playback speed, 1 = real time, negative backwards."""
        return self._now.speed

    @property
    def loop(self) -> Loop | None:
        """The stretch that playback repeats."""
        return self._now.loop

    def show(self, clip: ReviewClip | None) -> None:
        """Show another clip, from its start."""
        self.compare(None)
        self.set_playing(False)
        self.set_loop(None)
        self._now = _Values(clip=clip, track=_leading_track(clip))
        self.clip_changed.emit(clip)
        self.track_changed.emit(self._now.track)
        self.detectors_changed.emit(self._now.hidden_detectors)
        self.position_changed.emit(0.0, None)

    def update_previews(self, clip: ReviewClip) -> None:
        """Take newer preview files of the clip that is shown; other clips are ignored."""
        if self._now.clip is not None and self._now.clip.key == clip.key:
            self._now.clip = clip
            self.previews_changed.emit(clip)

    def compare(self, clip: ReviewClip | None) -> None:
        """Compare the shown clip with another result, or with none any more; without a shown clip nothing happens."""
        if clip is not self._now.compared and self._now.clip is not None:
            self._now.compared = clip
            self.compared_changed.emit(clip)

    def set_reach(self, reach: tuple[float, float] | None) -> None:
        """Let the clock go beyond the clip, where another one lies beside it; None: the clip alone again."""
        self._now.reach = reach
        self.seek(self._now.position_s)

    def seek(self, position_s: float, origin: object = None) -> None:
        """Move the clock, kept within its reach."""
        first, last = self.reach
        position_s = min(max(first, position_s), last)
        if position_s != self._now.position_s:
            self._now.position_s = position_s
            self.position_changed.emit(position_s, origin)

    def set_track(self, track: int | None) -> None:
        """Choose a person."""
        if track != self._now.track:
            self._now.track = track
            self.track_changed.emit(track)

    def hide_detectors(self, names: frozenset[str]) -> None:
        """Say which detectors' curves are off."""
        if names != self._now.hidden_detectors:
            self._now.hidden_detectors = names
            self.detectors_changed.emit(names)

    def set_playing(self, playing: bool) -> None:
        """Start or stop the clock."""
        if playing != self._now.playing:
            self._now.playing = playing
            self.playing_changed.emit(playing)

    def set_speed(self, speed: float) -> None:
        """Set the playback speed."""
        if speed != self._now.speed:
            self._now.speed = speed
            self.speed_changed.emit(speed)

    def set_loop(self, loop: Loop | None) -> None:
        """Repeat a stretch, or nothing."""
        if loop != self._now.loop:
            self._now.loop = loop
            self.loop_changed.emit(loop)


def _leading_track(clip: ReviewClip | None) -> int | None:
    """The person who decides: the highest score among those with enough usable faces, else among all."""
    if clip is None or not clip.extract["tracks"]:
        return None
    tracks = clip.extract["tracks"]
    able = [track for track in tracks if track["faces"] >= MIN_USABLE_FACES] or tracks
    return int(max(able, key=lambda track: -1.0 if track["score"] is None else track["score"])["id"])
