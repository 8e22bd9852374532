"""The clip that is reviewed, with what every part of the review derives from it; made once for each clip."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from dfd_core.errors import DfdError
from dfd_core.types import Label
from dfd_core.video.proxy import ProxyReader
from dfd_gui.review.readings import Readings
from dfd_gui.review.recent import Recent
from dfd_gui.review.samples import Samples, SeenFace
from dfd_gui.services import Services
from dfd_gui.state import ReviewClip

_KEPT_BYTES = 24 << 20
"""Decoded face pictures that are kept: about 250 of 160 px."""
_SPEAKS_FOR = 0.75
"""A sampled frame speaks for the time up to this many usual steps away from it."""


@dataclass(frozen=True, slots=True)
class Near:
    """Faces of one sampled frame; ``measured``: it is the very frame that was asked for, and not a neighbour."""

    faces: tuple[SeenFace, ...]
    measured: bool


class Shown(QObject):
    """Made before all views of the review, so that it has taken a new clip before any of them asks."""

    faces_changed = Signal()
    """Pictures of the faces have come or gone."""
    bands_changed = Signal()
    """There are other bands."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._state = services.state
        self._samples: Samples | None = None
        self._readings = Readings.of(services)
        self._reader: ProxyReader | None = None
        self._recent: Recent[int, QImage] = Recent(_KEPT_BYTES, QImage.sizeInBytes)
        self._state.clip_changed.connect(self._take)
        self._state.previews_changed.connect(self._open_faces)
        self._readings.changed.connect(self.bands_changed)
        self._take(self._state.clip)

    @property
    def samples(self) -> Samples | None:
        """The sampled frames, None where nothing is shown."""
        return self._samples

    def label(self, score: float | None) -> Label | None:
        """The band of a score: the user's, or the ensemble's; None where its bands are not known any more."""
        reading = self._readings.now
        if score is None:
            return Label.NO_RESULT
        return reading.bands.label(score) if reading and reading.bands else None

    def face(self) -> SeenFace | None:
        """The face of the chosen person that is nearest to the clock."""
        return self._samples.nearest_face(self._state.position_s, self._state.track) if self._samples else None

    def faces_near(self, time_s: float) -> Near:
        """The faces of the sampled frame that speaks for a time."""
        samples, clip = self._samples, self._state.clip
        number = samples.nearest(time_s) if samples else None
        if samples is None or clip is None or number is None:
            return Near((), measured=False)
        apart = abs(samples.times[number] - time_s)
        faces = samples.in_frame(number) if apart <= _SPEAKS_FOR * samples.step_s else ()
        return Near(tuple(faces), measured=apart < 0.5 / clip.fps)

    def face_picture(self, ordinal: int) -> QImage:
        """The small picture of a face; null where there is none."""
        if self._reader is None:
            return QImage()
        image = self._recent.get(ordinal)
        if image is None:
            image = QImage()
            with suppress(DfdError):
                image = QImage.fromData(self._reader.picture(ordinal))
            self._recent.put(ordinal, image)
        return image

    @property
    def has_face_pictures(self) -> bool:
        return self._reader is not None

    def _take(self, clip: ReviewClip | None) -> None:
        self._samples = Samples(clip.extract) if clip else None
        self._open_faces(clip)

    def _open_faces(self, clip: ReviewClip | None) -> None:
        self._recent.clear()
        reader = _reader(clip.faces) if clip and clip.faces else None
        wanted = len(self._samples.faces) if self._samples else 0
        self._reader = reader if reader is not None and len(reader) >= wanted else None
        self.faces_changed.emit()


def _reader(path: Path) -> ProxyReader | None:
    with suppress(DfdError):
        return ProxyReader(path)
    return None
