"""The exact frame at the clock, asked of the engine when the clock rests."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QImageReader

from dfd_core.engine.protocol import FrameReady, GetFrame
from dfd_gui.review.asking import Answer, Asker, Failure
from dfd_gui.review.picture import ROUNDING_S, Picture
from dfd_gui.review.recent import Recent
from dfd_gui.review.scratch import Scratch
from dfd_gui.services import Services
from dfd_gui.state import ReviewClip

IDLE_MS = 150
"""The clock rests when it has not moved for so long."""
_KEPT_BYTES = 48 << 20
"""Frames that are kept: five of 1080 lines, one of 2160."""


@dataclass(frozen=True, slots=True)
class _Kept:
    asked_s: float
    picture: Picture


@dataclass(frozen=True, slots=True)
class _Order:
    """What was asked, for which clip."""

    clip: ReviewClip
    time_s: float


class ExactFrames(QObject):
    """Frames of the shown clip in full size. At most one is on its way; one that comes late is kept and not shown."""

    ready = Signal()
    """The frame for the present position is at hand now."""
    failed = Signal(object)
    """The `Failure` to get it."""
    _read = Signal(object, object)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = services.state
        self._asker = Asker(services.engine, self)
        self._scratch = Scratch(services.paths.cache / "frames")
        self._kept: Recent[float, _Kept] = Recent(_KEPT_BYTES, lambda kept: kept.picture.image.sizeInBytes())
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._reading = False
        self._given_up = False
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self._ask)
        self._read.connect(self._on_read, Qt.ConnectionType.QueuedConnection)
        self._state.clip_changed.connect(self._on_clip)
        self._state.position_changed.connect(self._rest)
        self._state.playing_changed.connect(self._rest)
        self._on_clip()

    def at(self, time_s: float) -> Picture | None:
        """The frame that is shown at a time, where it is at hand."""
        clip = self._state.clip
        if clip is None:
            return None
        steady = not clip.extract["media"].get("variable_rate", False)
        for kept in self._kept.values():
            into_s = time_s - kept.picture.time_s
            within = steady and -ROUNDING_S <= into_s < 1.0 / clip.fps - ROUNDING_S
            if within or abs(time_s - kept.asked_s) < ROUNDING_S:
                return kept.picture
        return None

    def shutdown(self) -> None:
        """Ask for nothing more, and wait for what is being read."""
        self._idle.stop()
        self._given_up = True
        self._asker.drop_all()
        self._pool.waitForDone()

    def _on_clip(self, _clip: object = None) -> None:
        self._kept.clear()
        self._asker.drop_all()
        self._given_up = False
        self._rest()

    def _rest(self, _value: object = None, _origin: object = None) -> None:
        if self._state.clip is None or self._state.playing or self._given_up:
            self._idle.stop()
        else:
            self._idle.start()

    def _ask(self) -> None:
        clip, time_s = self._state.clip, self._here()
        if clip is None or self._asker.busy or self._reading or self.at(time_s) or not clip.path.exists():
            return
        out = self._scratch.new()
        order = _Order(clip, time_s)
        question = GetFrame(self._asker.next_id(), str(clip.path), time_s, str(out))
        self._asker.ask(question, partial(self._answered, order), self._on_failure, late=_remove)

    def _here(self) -> float:
        """The clock within the clip: beside a longer one it may go beyond its ends."""
        end = self._state.clip.duration_s if self._state.clip else 0.0
        return min(max(0.0, self._state.position_s), end)

    def _answered(self, order: _Order, answer: Answer) -> None:
        if isinstance(answer, FrameReady):
            self._reading = True
            self._pool.start(partial(self._read_file, order, answer))

    def _read_file(self, order: _Order, answer: FrameReady) -> None:
        """In the pool's thread: a large PNG takes longer than a frame of the window."""
        image = QImageReader(answer.out).read()
        _remove(answer)
        with suppress(RuntimeError):  # the window has gone meanwhile, and this object's signals with it
            self._read.emit(order, Picture(image, answer.time_s, exact=True, index=answer.index))

    def _on_read(self, order: _Order, picture: Picture) -> None:
        self._reading = False
        if self._state.clip is None or order.clip.key != self._state.clip.key:
            self._rest()
            return
        if picture.image.isNull():
            self._on_failure(Failure("unreadable", self.tr("The frame that the engine wrote cannot be read.")))
            return
        self._kept.put(order.time_s, _Kept(order.time_s, picture))
        if self.at(self._here()):
            self.ready.emit()
        else:
            self._rest()

    def _on_failure(self, failure: Failure) -> None:
        self._given_up = failure.code == "engine_died"
        self.failed.emit(failure)


def _remove(answer: Answer) -> None:
    with suppress(OSError):
        if isinstance(answer, FrameReady):
            Path(answer.out).unlink(missing_ok=True)
