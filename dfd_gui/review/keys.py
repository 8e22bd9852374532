"""What the actions of the review do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from dfd_core.cases.segments import Segment
from dfd_gui.review.playback import Player
from dfd_gui.review.samples import Samples
from dfd_gui.services import Services
from dfd_gui.state import Loop, ReviewClip

_SHORTEST_S = 0.04
"""No loop is shorter."""


class Keys(QObject):
    """Connects the actions that move the clock and set the loop.

    Args:
        services: where the actions and the clock come from.
        player: what runs the clock.
        segments: gives the suspicious stretches of the shown clip, the earliest first.
        parent: Qt owner.
    """

    def __init__(
        self,
        services: Services,
        player: Player,
        segments: Callable[[], Sequence[Segment]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._state = services.state
        self._player = player
        self._segments = segments
        self._last_loop: Loop | None = None
        for action, slot in self._slots().items():
            services.actions.connect(action, slot)
        self._state.clip_changed.connect(self._on_clip)
        self._state.loop_changed.connect(self._on_loop)
        self._on_clip(self._state.clip)

    def _slots(self) -> dict[str, Callable[[], object]]:
        player = self._player
        return {
            "review.play": self.play,
            "review.slower": player.backwards,
            "review.faster": player.faster,
            "review.frame_back": partial(player.step, -1),
            "review.frame_next": partial(player.step, 1),
            "review.second_back": partial(player.skip, -1.0),
            "review.second_next": partial(player.skip, 1.0),
            "review.five_back": partial(player.skip, -5.0),
            "review.five_next": partial(player.skip, 5.0),
            "review.start": self._to_start,
            "review.end": self._to_end,
            "review.segment_previous": partial(self.go_to_segment, -1),
            "review.segment_next": partial(self.go_to_segment, 1),
            "review.loop_in": self.loop_from_here,
            "review.loop_out": self.loop_up_to_here,
            "review.loop": self.toggle_loop,
        }

    def play(self) -> None:
        """Play, or pause and forget the speed."""
        if self._state.playing:
            self._player.stop()
        else:
            self._player.toggle()

    def go_to_segment(self, direction: int) -> None:
        """Go to the start of the next (1) or previous (-1) suspicious stretch; says so where there is none."""
        segments, here = self._segments(), self._state.position_s
        if direction > 0:
            target = next((each for each in segments if each.start_s > here + _SHORTEST_S), None)
        else:
            target = next((each for each in reversed(segments) if each.start_s < here - _SHORTEST_S), None)
        if target is not None:
            self._state.set_track(target.track)
            self._state.seek(target.start_s)
        elif not segments:
            self._services.messages.info(self.tr("There is no suspicious segment in this clip."), key="review.segment")
        else:
            words = self.tr("No suspicious segment after this one.")
            before = self.tr("No suspicious segment before this one.")
            self._services.messages.info(words if direction > 0 else before, key="review.segment")

    def loop_from_here(self) -> None:
        """Let the loop begin at the clock."""
        if clip := self._state.clip:
            here, loop = self._state.position_s, self._state.loop
            end = loop.end_s if loop and loop.end_s > here + _SHORTEST_S else clip.duration_s
            self._state.set_loop(Loop(min(here, clip.duration_s - _SHORTEST_S), end))

    def loop_up_to_here(self) -> None:
        """Let the loop end at the clock."""
        if self._state.clip:
            here, loop = max(self._state.position_s, _SHORTEST_S), self._state.loop
            self._state.set_loop(Loop(loop.start_s if loop and loop.start_s < here - _SHORTEST_S else 0.0, here))

    def toggle_loop(self) -> None:
        """Loop the last loop, else the suspicious stretch at or after the clock; or loop no more."""
        if self._state.loop is not None:
            self._state.set_loop(None)
            return
        here = self._state.position_s
        found = next((each for each in self._segments() if each.end_s >= here), None)
        loop = self._last_loop or (self._around(found) if found else None)
        if loop is None or self._state.clip is None:
            self._services.actions.set_checked("review.loop", False)
            text = self.tr("There is no segment to loop here.")
            self._services.messages.info(text, self.tr("Set its ends with I and O."), key="review.segment")
            return
        self._state.set_loop(loop)

    def _around(self, segment: Segment) -> Loop:
        """Half a sampling step more on either side: a single frame would be no time at all."""
        clip = self._state.clip
        reach = Samples(clip.extract).step_s / 2 if clip else 0.0
        end = clip.duration_s if clip else segment.end_s
        return Loop(max(0.0, segment.start_s - reach), min(segment.end_s + reach, end))

    def _to_start(self) -> None:
        self._state.seek(self._state.reach[0])

    def _to_end(self) -> None:
        self._state.seek(self._state.reach[1])

    def _on_loop(self, loop: Loop | None) -> None:
        self._last_loop = loop or self._last_loop
        self._services.actions.set_checked("review.loop", loop is not None)

    def _on_clip(self, clip: ReviewClip | None) -> None:
        self._last_loop = None
        for action in self._slots():
            self._services.actions.set_enabled(action, clip is not None)
