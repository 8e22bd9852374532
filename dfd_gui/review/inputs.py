"""What a detector saw of a face, asked of the engine: the exact network input, and where its answer depends on it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from dfd_core.engine.protocol import GetInput, InputReady
from dfd_gui.review.asking import Answer, Asker, Failure
from dfd_gui.review.recent import Recent
from dfd_gui.review.samples import SeenFace
from dfd_gui.review.scratch import Scratch
from dfd_gui.services import Services

_KEPT = 64


@dataclass(frozen=True, slots=True, eq=False)
class SeenInput:
    """A network input. ``heat`` is null without a map; ``corners`` lie in frame pixels; ``score`` is computed anew."""

    picture: QImage
    heat: QImage
    method: str
    corners: tuple[tuple[float, ...], ...]
    score: float


@dataclass(frozen=True, slots=True)
class Wish:
    """Which face, by which detector, with a map or without."""

    face: SeenFace
    detector: str
    heat: bool


class Inputs(QObject):
    """Fetches inputs, the latest wish first; what was fetched for the clip is remembered."""

    changed = Signal()
    """Something has come, or could not be had."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = services.state
        self._asker = Asker(services.engine, self)
        self._scratch = Scratch(services.paths.cache / "inputs")
        self._kept: Recent[tuple[int, str], SeenInput] = Recent(_KEPT, lambda _: 1)
        self._failures: dict[tuple[int, str, bool], Failure] = {}
        self._next: Wish | None = None
        self._state.clip_changed.connect(self._on_clip)

    @property
    def waiting(self) -> bool:
        """Whether an answer is on its way."""
        return self._asker.busy

    def get(self, wish: Wish) -> SeenInput | None:
        """What is at hand; with a map only if that was wished for, and maybe without it until it comes."""
        return self._kept.get(_key(wish))

    def failure(self, wish: Wish) -> Failure | None:
        """Why it cannot be had."""
        return self._failures.get((*_key(wish), wish.heat))

    def fetch(self, wish: Wish) -> None:
        """Ask for it unless it is at hand; while another is on its way, the latest wish waits."""
        kept = self.get(wish)
        if (kept is not None and not (wish.heat and kept.heat.isNull())) or self.failure(wish):
            self._next = None
            return
        self._next = wish
        self._send()

    def retry(self, wish: Wish) -> None:
        """Ask again for what could not be had."""
        self._failures.pop((*_key(wish), wish.heat), None)
        self.fetch(wish)

    def shutdown(self) -> None:
        """Ask for nothing more."""
        self._next = None
        self._asker.drop_all()

    def _on_clip(self, _clip: object) -> None:
        self.shutdown()
        self._kept.clear()
        self._failures.clear()

    def _send(self) -> None:
        clip, wish = self._state.clip, self._next
        if clip is None or wish is None or self._asker.busy:
            return
        self._next = None
        question = GetInput(
            id=self._asker.next_id(),
            path=str(clip.path),
            time_s=wish.face.time_s,
            box=wish.face.box,
            landmarks=wish.face.landmarks,
            detector=wish.detector,
            input_out=str(self._scratch.new()),
            map_out=str(self._scratch.new()) if wish.heat else "",
            heatmap=wish.heat,
        )
        self._asker.ask(question, partial(self._take, wish), partial(self._miss, wish), late=_remove)

    def _take(self, wish: Wish, answer: Answer) -> None:
        if not isinstance(answer, InputReady):
            return
        heat = QImage(answer.map_out) if answer.map_out else QImage()
        seen = SeenInput(QImage(answer.input_out), heat, answer.method, answer.corners, answer.score)
        _remove(answer)
        if seen.picture.isNull() or (wish.heat and heat.isNull()):
            self._miss(wish, Failure("unreadable", self.tr("The picture that the engine wrote cannot be read.")))
            return
        self._kept.put(_key(wish), seen)
        self.changed.emit()
        self._send()

    def _miss(self, wish: Wish, failure: Failure) -> None:
        self._failures[*_key(wish), wish.heat] = failure
        self.changed.emit()
        if failure.code != "engine_died":
            self._send()


def _key(wish: Wish) -> tuple[int, str]:
    return wish.face.ordinal, wish.detector


def _remove(answer: Answer) -> None:
    if isinstance(answer, InputReady):
        for name in filter(None, (answer.input_out, answer.map_out)):
            with suppress(OSError):
                Path(name).unlink(missing_ok=True)
