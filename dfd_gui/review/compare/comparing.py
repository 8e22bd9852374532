"""Opens and closes the comparison: by the state, so that whoever names a second clip there gets it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from dfd_core.cases.store import StoredResult
from dfd_core.errors import DfdError
from dfd_gui.actions import ACTIONS
from dfd_gui.review.compare.sides import Pair
from dfd_gui.review.compare.stored import Offers, Stored
from dfd_gui.review.compare.words import clip_name
from dfd_gui.services import Services
from dfd_gui.state import ReviewClip

if TYPE_CHECKING:
    from dfd_gui.review.compare.chooser import Chooser
    from dfd_gui.review.compare.page import ComparePage
    from dfd_gui.review.room import ReviewRoom

SHARED = frozenset({
    "review.play", "review.slower", "review.faster", "review.frame_back", "review.frame_next", "review.second_back",
    "review.second_next", "review.five_back", "review.five_next", "review.start", "review.end",
    "review.segment_previous", "review.segment_next", "review.loop_in", "review.loop_out", "review.loop",
    "review.person_previous", "review.person_next", "review.boxes", "review.landmarks", "review.table",
    "review.compare", "chart.zoom_in", "chart.zoom_out", "chart.fit", "chart.copy", "chart.png", "chart.svg",
    "chart.csv",
})  # fmt: skip
"""Actions of the review that mean something while two clips are compared; the others rest."""
_OF_REVIEW = ("review.", "chart.")
_KEY = "compare"


class Comparing(QObject):
    """Connects the actions of the comparison; its page is made when it is first needed."""

    def __init__(self, services: Services, room: ReviewRoom) -> None:
        super().__init__(room)
        self._services = services
        self._state = services.state
        self._room = room
        self._stored = Stored(services.paths, self)
        self._chooser: Chooser | None = None
        self.pair = Pair(services, self)
        self.page: ComparePage | None = None
        for action, act in self._acts().items():
            services.actions.connect(action, act)
        services.actions.connect("review.compare", self.choose)
        self._state.compared_changed.connect(self._on_compared)
        self._state.clip_changed.connect(self._on_clip)
        self._switch(on=False)
        self._on_clip(self._state.clip)

    def choose(self) -> None:
        """Offer the stored results."""
        clip = self._state.clip
        if clip is None or self._chooser is not None:
            return
        from dfd_gui.review.compare.chooser import Chooser

        self._chooser = Chooser(self._services.theme, clip_name(clip), self._room.window())
        self._chooser.chosen.connect(partial(self._load, clip))
        self._chooser.finished.connect(self._closed)
        self._stored.list(clip, self._offer, self._refuse)
        self._chooser.open()

    @property
    def chooser(self) -> Chooser | None:
        """The list while it is open."""
        return self._chooser

    def show_table(self, on: bool) -> None:
        """Show the values as a table."""
        if self.page is not None:
            self.page.show_table(on)

    def shutdown(self) -> None:
        """End the thread, and ask the engine for nothing more."""
        self._stored.close()
        if self.page is not None:
            self.page.shutdown()

    # ---- inside

    def _acts(self) -> dict[str, Callable[[], object]]:
        pair = self.pair
        return {
            "compare.close": self._leave,
            "compare.earlier": partial(pair.shift, -1),
            "compare.later": partial(pair.shift, 1),
            "compare.second_earlier": partial(pair.shift, 0, -1.0),
            "compare.second_later": partial(pair.shift, 0, 1.0),
            "compare.together": partial(pair.set_offset, 0.0),
        }

    def _leave(self) -> None:
        self._state.compare(None)

    def _offer(self, offers: Offers) -> None:
        if self._chooser is not None:
            self._chooser.offer(offers)

    def _refuse(self, error: DfdError) -> None:
        if self._chooser is not None:
            self._chooser.say(f"{error.message}\n{error.hint}".strip())

    def _closed(self, _result: int) -> None:
        self._chooser = None

    def _load(self, clip: ReviewClip, result: StoredResult) -> None:
        def told(found: ReviewClip) -> None:
            if self._state.clip is clip or (self._state.clip and self._state.clip.key == clip.key):
                self._state.compare(found)

        self._stored.load(result, clip, told, partial(self._services.messages.failure, key=_KEY))

    def _on_compared(self, clip: ReviewClip | None) -> None:
        if clip is None:
            self._close()
            return
        page = self._made()
        self.pair.begin(clip)
        self._switch(on=True)
        page.show_table(self._services.actions.get("review.table").isChecked())
        self._room.show_page(page)
        page.focus()

    def _close(self) -> None:
        focus = self._room.window().focusWidget()
        inside = self.page is not None and focus is not None and self.page.isAncestorOf(focus)
        self.pair.end()
        self._switch(on=False)
        self._room.show_page(None)
        if inside:
            self._room.chart.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self) -> ComparePage:
        if self.page is None:
            from dfd_gui.review.compare.page import ComparePage

            room = self._room
            self.page = ComparePage(self._services, self.pair, room.shown, room.pictures, room)
            self.page.left.connect(self._leave)
        return self.page

    def _switch(self, *, on: bool) -> None:
        """What means one clip alone is off while two are compared; what means two is off while they are not."""
        alone = (spec.id for spec in ACTIONS if spec.id.startswith(_OF_REVIEW) and spec.id not in SHARED)
        self._services.actions.hold(list(alone) if on else ())
        for action in self._acts():
            self._services.actions.set_enabled(action, on)

    def _on_clip(self, clip: ReviewClip | None) -> None:
        self._services.actions.set_enabled("review.compare", clip is not None)
