"""Pictures of the shown clip by time: a small copy at once, the exact frame when the clock rests."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from dfd_gui.review.asking import Failure
from dfd_gui.review.dense import DenseProxy
from dfd_gui.review.exact import ExactFrames
from dfd_gui.review.picture import Picture, Trouble, moved
from dfd_gui.review.small_copies import SmallCopies
from dfd_gui.services import Services
from dfd_gui.state import ReviewClip


class Pictures(QObject):
    """Pictures of the clip that the state shows; works on with what there is where the engine or the file is gone."""

    changed = Signal(object)
    """The `Picture` for the present position, or None."""
    trouble_changed = Signal(object)
    """A `Trouble`, or None."""
    covered_changed = Signal()
    """Other parts of the clip can be scrubbed, or a dense proxy has grown."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = services.state
        self._small = SmallCopies()
        self._exact = ExactFrames(services, self)
        self._dense = DenseProxy(services, self)
        self._now: Picture | None = None
        self._trouble: Trouble | None = None
        self._exact.ready.connect(self._update)
        self._exact.failed.connect(self._on_failure)
        self._dense.progressed.connect(self.covered_changed)
        self._dense.failed.connect(self._on_failure)
        self._state.clip_changed.connect(self._on_clip)
        self._state.previews_changed.connect(self._open)
        self._state.position_changed.connect(self._on_position)
        self._on_clip(self._state.clip)

    @property
    def now(self) -> Picture | None:
        """What is to be seen at the present position."""
        return self._now

    @property
    def trouble(self) -> Trouble | None:
        """What stands in the way of better pictures."""
        return self._trouble

    @property
    def being_made(self) -> float:
        """Share 0..1 of a dense proxy in the making, 0 where none is."""
        return self._dense.share

    def covered(self) -> list[tuple[float, float]]:
        """Stretches in seconds that can be scrubbed smoothly."""
        return self._small.dense()

    def exact_at(self, time_s: float) -> Picture | None:
        """The exact frame of a time, where it is at hand."""
        return self._exact.at(time_s)

    def at(self, time_s: float) -> Picture | None:
        """The best picture at hand for a time."""
        return self._exact.at(time_s) or self._small.nearest(time_s)

    def shutdown(self) -> None:
        """Ask the engine for nothing more."""
        self._dense.shutdown()
        self._exact.shutdown()

    def _on_clip(self, clip: ReviewClip | None) -> None:
        self._set_trouble(None)
        self._open(clip)
        if clip is not None and not clip.path.exists():
            self._set_trouble(moved(clip.path))

    def _open(self, clip: ReviewClip | None) -> None:
        files = [clip.proxy, self._dense.place(clip)] if clip else []
        self._small.open([path for path in files if path is not None])
        self.covered_changed.emit()
        self._update()

    def _on_position(self, _position_s: float, _origin: object) -> None:
        if self._trouble and self._trouble.passing:
            self._set_trouble(None)
        self._update()

    def _update(self) -> None:
        picture = self.at(self._state.position_s)
        if picture is not None and picture.exact:
            self._set_trouble(None)
        if picture is None or self._now is None or not _same(picture, self._now):
            self._now = picture
            self.changed.emit(picture)

    def _on_failure(self, failure: Failure) -> None:
        clip = self._state.clip
        if clip is None:
            return
        if not clip.path.exists():
            self._set_trouble(moved(clip.path))
        elif failure.code == "engine_died":
            self._set_trouble(
                Trouble(
                    self.tr("The engine stopped: {reason}").format(reason=failure.message),
                    self.tr("Small pictures are shown. Show the clip again to try once more."),
                )
            )
        else:
            self._set_trouble(Trouble(failure.message, failure.hint, passing=True))

    def _set_trouble(self, trouble: Trouble | None) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self.trouble_changed.emit(trouble)


def _same(one: Picture, other: Picture) -> bool:
    return one.image.cacheKey() == other.image.cacheKey() and one.time_s == other.time_s
