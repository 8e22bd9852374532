"""The two sides of a comparison and the clock that they share.

Side A is the clip under review with the window's own clock and selection. Side B has a `ReviewState` of its own that
follows, so that viewer, pictures and bands work for it as they do for any clip.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QColor

from dfd_gui.review.compare.pairing import Course, course_of
from dfd_gui.review.readings import Reading, Readings
from dfd_gui.review.words import person
from dfd_gui.services import Services
from dfd_gui.shell.theme import Theme
from dfd_gui.state import ReviewClip, ReviewState

translate = QCoreApplication.translate

_PURPLE = 4
"""Line of the theme for side B: far from the colours of the bands, and from black and white in lightness."""
_WITHIN_S = 1e-6


def side_look(letter: str, theme: Theme) -> tuple[QColor, Qt.PenStyle]:
    """Colour and dash of a side's line: A solid in the colour of words, B dashed in purple."""
    if letter == "A":
        return theme.colour("text"), Qt.PenStyle.SolidLine
    return theme.series(_PURPLE)[0], Qt.PenStyle.DashLine


class Side(QObject):
    """One of the two: its letter, its clip, and what is known of it."""

    changed = Signal()
    """It has another clip, person or bands."""

    def __init__(self, letter: str, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self.letter = letter
        self.services = services
        self.state = services.state
        self._readings = Readings.of(services)
        self._readings.changed.connect(self.changed)
        self.state.track_changed.connect(self.changed)

    @property
    def reading(self) -> Reading | None:
        """The result and its bands; None without a clip."""
        return self._readings.now

    @property
    def clip(self) -> ReviewClip | None:
        return self.state.clip

    @property
    def extract(self) -> Mapping[str, Any] | None:
        return self.state.clip.extract if self.state.clip else None

    @property
    def who(self) -> str:
        """Whose scores are shown, in words."""
        track = self.state.track
        return translate("Compare", "All persons") if track is None else person(track)

    def course(self, offset_s: float) -> Course | None:
        """Its scores on the shared axis; None without a clip."""
        return course_of(self.extract, self.state.track, offset_s) if self.extract is not None else None


class Pair(QObject):
    """Both sides, B's offset, and B's clock kept beside that of A."""

    changed = Signal()
    """Clips, persons, bands or the offset are others."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._offset_s = 0.0
        self.a = Side("A", services, self)
        self.b = Side("B", replace(services, state=ReviewState(self)), self)
        self.a.state.position_changed.connect(self._follow)
        self.a.state.playing_changed.connect(self.b.state.set_playing)
        for side in (self.a, self.b):
            side.changed.connect(self._on_change)

    @property
    def running(self) -> bool:
        """Whether two clips are compared now."""
        return self.a.clip is not None and self.b.clip is not None

    @property
    def offset_s(self) -> float:
        """Where the first frame of B stands on the clock of A, in seconds."""
        return self._offset_s

    @property
    def limits(self) -> tuple[float, float]:
        """Least and largest offset: beyond them the clips would not touch."""
        return -_duration(self.b.clip), _duration(self.a.clip)

    @property
    def extent(self) -> tuple[float, float]:
        """First and last moment that either clip has, on the clock of A."""
        first = min(0.0, self._offset_s)
        return first, max(_duration(self.a.clip), self._offset_s + _duration(self.b.clip))

    def begin(self, clip: ReviewClip) -> None:
        """Put a clip beside the one under review, both from their first frame."""
        self._offset_s = 0.0
        self.b.state.show(clip)
        self._arrange()

    def end(self) -> None:
        """Let go of B."""
        self.b.state.show(None)
        self.a.state.set_reach(None)

    def set_offset(self, offset_s: float) -> None:
        """Let B start at another moment of A's clock."""
        low, high = self.limits
        offset_s = min(max(low, offset_s), high)
        if self.running and offset_s != self._offset_s:
            self._offset_s = offset_s
            self._arrange()

    def shift(self, frames: int = 0, seconds: float = 0.0) -> None:
        """Let B start earlier or later by frames of its own, or by seconds."""
        if self.b.clip is not None:
            self.set_offset(self._offset_s + frames / self.b.clip.fps + seconds)

    def ahead(self, side: Side) -> float:
        """Seconds until the clock reaches a side's clip: positive before it begins, negative after its end, else 0."""
        start_s = 0.0 if side is self.a else self._offset_s
        now_s, end_s = self.a.state.position_s, start_s + _duration(side.clip)
        if now_s < start_s - _WITHIN_S:
            return start_s - now_s
        return end_s - now_s if now_s > end_s + _WITHIN_S else 0.0

    def _arrange(self) -> None:
        self.a.state.set_reach(self.extent)
        self._follow(self.a.state.position_s)
        self.changed.emit()

    def _follow(self, position_s: float, _origin: object = None) -> None:
        if self.running:
            self.b.state.seek(position_s - self._offset_s, self)

    def _on_change(self) -> None:
        if self.running:
            self.changed.emit()


def _duration(clip: ReviewClip | None) -> float:
    return clip.duration_s if clip else 0.0
