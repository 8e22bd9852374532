"""How fast this computer screens: the sample clip, through the engine that screens all clips, without keeping it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from PySide6.QtCore import QObject, Signal

from dfd_core.engine.protocol import Cancel, Cancelled, Event, Failed, Progress, Screened
from dfd_core.paths import resource
from dfd_gui.queue.asking import asked
from dfd_gui.queue.controller import SAMPLE

if TYPE_CHECKING:
    from dfd_gui.services import Services

State: TypeAlias = Literal["idle", "busy", "starting", "loading", "screening", "done", "stopped", "failed"]

FRAMES = 32
"""Looked at, at most: a measurement of seconds, whatever the settings ask of a clip."""


@dataclass(frozen=True, slots=True)
class Measured:
    """So many frames took so long. ``device``: where, as the engine said it."""

    frames: int
    seconds: float
    device: str

    def clip_s(self, frames: int) -> float:
        """What a clip takes of which so many frames are looked at."""
        return self.seconds * frames / self.frames

    @property
    def rate(self) -> float:
        """Frames a second."""
        return self.frames / self.seconds


class SpeedTest(QObject):
    """One measurement at a time.

    State ``busy``: the engine has other work, which would be disturbed and would spoil the figure.
    """

    changed = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._command = ""
        self.state: State = "idle"
        self.done = 0.0
        """Share 0..1 of the frames that are scored."""
        self.measured: Measured | None = None
        self.reason = ""
        """Why it failed."""
        services.engine.event.connect(self._on_event)
        services.engine.died.connect(self._on_death)
        services.engine.state_changed.connect(self._on_engine)

    @property
    def running(self) -> bool:
        """Whether an answer is awaited."""
        return bool(self._command)

    def begin(self) -> None:
        """Measure, unless the engine has other work; starts the engine where need be."""
        engine = self._services.engine
        if self.running:
            return
        if engine.working:
            self._become("busy")
            return
        self._command = engine.next_id()
        self.done = 0.0
        ask = asked(self._services.settings)
        ask = replace(ask, frames=min(ask.frames, FRAMES))
        command = replace(ask.command(self._command, resource(*SAMPLE), "", Path()), folder="")
        self._become("loading" if engine.state == "ready" else "starting")
        engine.send(command)

    def stop(self) -> None:
        """Give up."""
        if self.running:
            self._services.engine.send(Cancel(self._services.engine.next_id(), self._command))
            self._end("stopped")

    def _on_engine(self, state: str) -> None:
        if self.state == "starting" and state == "ready":
            self._become("loading")

    def _on_event(self, event: Event) -> None:
        if not self._command or event.id != self._command:
            return
        match event:
            case Progress(stage="inference"):
                self.done = event.done / max(1, event.total)
                self._become("screening")
            case Screened():
                self._take(event.extract)
            case Cancelled():
                self._end("stopped")
            case Failed():
                self.reason = event.message
                self._end("failed")

    def _take(self, extract: Mapping[str, Any]) -> None:
        frames, seconds = len(extract["frames"]), float(extract["timing_s"]["total"])
        if frames and seconds > 0:
            self.measured = Measured(frames, seconds, str(extract["tool"]["device"]))
            self._end("done")
        else:
            self.reason = self.tr("the sample clip gave no frame")
            self._end("failed")

    def _on_death(self, reason: str) -> None:
        if self.running:
            self.reason = reason
            self._end("failed")

    def _end(self, state: State) -> None:
        self._command = ""
        self._become(state)

    def _become(self, state: State) -> None:
        self.state = state
        self.changed.emit()
