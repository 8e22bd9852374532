"""From a row to the review: its result is fetched and shown; of several rows chosen quickly, the last one wins."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from dfd_core.cases.extract import Extract
from dfd_core.errors import DfdError
from dfd_gui.queue.entry import Entry
from dfd_gui.queue.outcomes import Outcomes
from dfd_gui.queue.results import Results
from dfd_gui.state import ReviewClip, ReviewState


class Showing(QObject):
    """Shows rows in the review."""

    requested = Signal(object)
    """The `ReviewClip` that is now shown."""
    missing = Signal(object)
    """An entry whose result is gone."""
    problem = Signal(object, object)
    """Entry and error: its result cannot be read."""

    def __init__(self, results: Results, outcomes: Outcomes, state: ReviewState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._results = results
        self._outcomes = outcomes
        self._state = state
        self._wanted = ""

    @property
    def shown(self) -> str:
        """Key of the row that the review shows, or is about to; empty for none."""
        return self._wanted or (self._state.clip.key if self._state.clip else "")

    def show(self, entry: Entry) -> None:
        """Show a row's result alone, unless it is shown already."""
        shown = self._state.clip
        if shown is not None and shown.key == entry.key and not self._wanted:
            self._state.compare(None)
            return
        self._wanted = entry.key

        def told(extract: Extract | None) -> None:
            if self._wanted != entry.key:
                return
            self._wanted = ""
            if extract is None:
                self.missing.emit(entry)
            else:
                self.show_clip(self._outcomes.clip(entry, extract))

        def failed(error: DfdError) -> None:
            if self._wanted == entry.key:
                self._wanted = ""
                self.problem.emit(entry, error)

        self._results.load(entry, told, failed)

    def show_clip(self, clip: ReviewClip) -> None:
        """Show a result that is at hand."""
        self._wanted = ""
        self._state.show(clip)
        self.requested.emit(clip)

    def compare(self, clip: ReviewClip, other: ReviewClip) -> None:
        """Show a result with another one beside it."""
        shown = self._state.clip
        if shown is None or shown.key != clip.key or self._wanted:
            self.show_clip(clip)
        self._state.compare(other)

    def hide(self, keys: Sequence[str]) -> None:
        """Rows have gone: do not show them any more."""
        if self._wanted in keys:
            self._wanted = ""
        if self._state.clip is not None and self._state.clip.key in keys:
            self._state.show(None)

    def collect(self, entries: Sequence[Entry], then: Callable[[list[ReviewClip]], None]) -> None:
        """The results of several rows, in their order; those that cannot be read are left out."""
        clips: list[ReviewClip] = []

        def next_one(place: int) -> None:
            while place < len(entries) and not entries[place].has_result:
                place += 1
            if place == len(entries):
                then(clips)
                return
            entry = entries[place]

            def told(extract: Extract | None) -> None:
                if extract is not None:
                    clips.append(self._outcomes.clip(entry, extract))
                next_one(place + 1)

            def failed(error: DfdError) -> None:
                self.problem.emit(entry, error)
                next_one(place + 1)

            self._results.load(entry, told, failed)

        next_one(0)
