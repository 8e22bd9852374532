"""Persons whom the analyst leaves out of account: what the rest would score is told, the record stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from dfd_core.cases.remarks import Remarks, Rest
from dfd_core.cases.remarks_store import leave_out, left_out_of
from dfd_core.errors import DfdError
from dfd_core.screening.rest import rest_without
from dfd_gui.review.notes import Notes
from dfd_gui.review.readings import Readings
from dfd_gui.services import Services

Tracks = frozenset[int]


class LeftOut(QObject):
    """Belongs to the window's services, as `Notes` does; changed through the history and kept at once."""

    changed = Signal()
    """Others are left out of the shown clip now."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._state = services.state
        self._readings = Readings.of(services)
        self._keeper = Notes.of(services).keeper
        self._known: dict[str, Tracks] = {}
        self._now: Tracks = frozenset()
        self._state.clip_changed.connect(self._show)
        self._show()

    @classmethod
    def of(cls, services: Services) -> LeftOut:
        """The one that belongs to these services; it lives as long as their state."""
        found = services.state.findChild(cls)
        return found if isinstance(found, cls) else cls(services, services.state)

    @property
    def now(self) -> Tracks:
        """Who is left out of the shown clip."""
        return self._now

    @property
    def possible(self) -> bool:
        """Whether that can be kept: the shown clip has persons and a hash, and the case store can be read."""
        clip = self._state.clip
        return clip is not None and _name(clip.extract) in self._known

    @property
    def rest(self) -> Rest | None:
        """What the rest of the shown clip would score; None where that cannot be told."""
        reading = self._readings.now
        if reading is None:
            return None
        return rest_without(reading.clip.extract, self._now, reading.deciding, reading.bands)

    def of_result(self, extract: Mapping[str, Any]) -> Tracks:
        """Who is left out of any result.

        Raises:
            DfdError: the case store cannot be read.
        """
        if not extract["media"]["sha256"] or not extract["tracks"]:
            return frozenset()
        name = _name(extract)
        if name not in self._known:
            self._known[name] = left_out_of(self._services.store, extract)
        return self._known[name]

    def set_out(self, track: int, *, out: bool) -> None:
        """Leave a person of the shown clip out, or count them again."""
        clip = self._state.clip
        if clip is None or not self.possible or (track in self._now) == out:
            return
        before, after = self._now, self._now | {track} if out else self._now - {track}
        words = self.tr("leave out person") if out else self.tr("count person again")
        deed, back = partial(self._put, clip.extract, after), partial(self._put, clip.extract, before)
        self._services.history.do(words, deed, back)

    def _put(self, extract: Mapping[str, Any], tracks: Tracks) -> None:
        name = _name(extract)
        self._known[name] = tracks
        self._keeper.keep(name, lambda store: leave_out(store, extract, tracks))
        self._show()

    def _show(self, _clip: object = None) -> None:
        clip, before = self._state.clip, self._now
        try:
            self._now = self.of_result(clip.extract) if clip else frozenset()
        except DfdError:  # told by the notes, which come from the same store
            self._now = frozenset()
        if self._now != before or self._now:
            self.changed.emit()


def remarks_of(services: Services, extract: Mapping[str, Any]) -> Remarks:
    """All that the analyst says of a result.

    Raises:
        DfdError: the case store cannot be read.
    """
    notes = Notes.of(services).of_clip(extract["media"]["sha256"])
    return Remarks(notes, LeftOut.of(services).of_result(extract))


def _name(extract: Mapping[str, Any]) -> str:
    """Tells results apart whose persons may not be the same ones."""
    return f"{extract['media']['sha256']} {[(track['id'], track['first_s']) for track in extract['tracks']]}"
