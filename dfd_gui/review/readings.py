"""What verdict panel, chart, matrix and segments all need to know of the shown clip; worked out once for each clip."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from dfd_core.cases.bands import Bands, BandSource
from dfd_core.cases.deciding import Deciding
from dfd_core.cases.summary import Summary, summarise
from dfd_core.screening.deciding import who_decided
from dfd_core.screening.recall import Recalled, recall
from dfd_core.types import Label
from dfd_gui.services import Services
from dfd_gui.settings import Settings
from dfd_gui.state import ReviewClip


@dataclass(frozen=True, slots=True)
class Reading:
    """A result and what is known of it.

    ``bands`` are the user's own where set, else those of the ensemble; None where these are not known any more.
    ``deciding`` is by the ensemble's: it explains the recorded verdict. None where it cannot be told.
    """

    clip: ReviewClip
    summary: Summary
    known: Recalled
    bands: Bands | None
    deciding: Deciding | None

    @property
    def own_label(self) -> Label | None:
        """The verdict by the user's own bands, where it is another than the recorded one."""
        score = self.summary.score
        if score is None or self.bands is None or self.bands.source is not BandSource.OWN:
            return None
        label = self.bands.label(score)
        return None if label is self.summary.label else label


class Readings(QObject):
    """The `Reading` of the clip that the state shows."""

    changed = Signal(object)
    """The new `Reading`, or None."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._now: Reading | None = None
        services.state.clip_changed.connect(self._take)
        services.settings.changed.connect(self._on_setting)
        self._take(services.state.clip)

    @classmethod
    def of(cls, services: Services) -> Readings:
        """The one that belongs to these services; it lives as long as their state."""
        found = services.state.findChild(cls)
        return found if isinstance(found, cls) else cls(services, services.state)

    @property
    def now(self) -> Reading | None:
        """What is shown."""
        return self._now

    def _take(self, clip: ReviewClip | None) -> None:
        self._now = read(clip, self._services) if clip else None
        self.changed.emit(self._now)

    def _on_setting(self, key: str) -> None:
        if key.startswith("verdict.") and self._now is not None:
            bands = own_bands(self._now.known.bands, self._services.settings)
            self._now = replace(self._now, bands=bands)
            self.changed.emit(self._now)


def read(clip: ReviewClip, services: Services) -> Reading:
    """Work out what there is to know of a clip's result."""
    known = recall(clip.extract, services.library)
    deciding = who_decided(clip.extract, known.bands, known.calibration)
    return Reading(clip, summarise(clip.extract), known, own_bands(known.bands, services.settings), deciding)


def own_bands(bands: Bands | None, settings: Settings) -> Bands | None:
    """The bands with what the user set in their place (0 stands for *as calibrated*)."""
    fake_from, real_to = settings.real("verdict.manipulated"), settings.real("verdict.authentic")
    if not fake_from and not real_to:
        return bands
    fake_from = fake_from or (bands.fake_from if bands else 1.0)
    real_to = real_to or (bands.real_to if bands else 0.0)
    return Bands(min(real_to, fake_from), fake_from, BandSource.OWN)
