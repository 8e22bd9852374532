"""Questions to the engine with their answers brought back to who asked, and late ones dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QObject

from dfd_core.engine.protocol import (
    BuildProxy,
    Cancel,
    Cancelled,
    Event,
    Failed,
    FrameReady,
    GetFrame,
    GetInput,
    InputReady,
    Progress,
    ProxyReady,
)
from dfd_gui.services import Engine

Question: TypeAlias = GetFrame | BuildProxy | GetInput
Answer: TypeAlias = FrameReady | ProxyReady | InputReady


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer: a stable word, a sentence, and what to do."""

    code: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class _Open:
    answered: Callable[[Answer], None]
    failed: Callable[[Failure], None]
    progress: Callable[[Progress], None] | None
    late: Callable[[Answer], None] | None


class Asker(QObject):
    """Sends questions of one view and sorts the engine's events; each question is answered at most once."""

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._open: dict[str, _Open] = {}
        self._dropped: dict[str, _Open] = {}
        engine.event.connect(self._sort)
        engine.died.connect(self._died)

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return bool(self._open)

    def next_id(self) -> str:
        return self._engine.next_id()

    def ask(
        self,
        question: Question,
        answered: Callable[[Answer], None],
        failed: Callable[[Failure], None],
        progress: Callable[[Progress], None] | None = None,
        late: Callable[[Answer], None] | None = None,
    ) -> str:
        """Send a question and return its id. ``late`` gets an answer that comes after `drop`, to clear up."""
        self._open[question.id] = _Open(answered, failed, progress, late)
        self._engine.send(question)
        return question.id

    def drop(self, question_id: str, *, cancel: bool = False) -> None:
        """Take no more interest in a question; ``cancel`` stops the work (only `BuildProxy` can be stopped)."""
        entry = self._open.pop(question_id, None)
        if entry is None:
            return
        if entry.late:
            self._dropped[question_id] = entry
        if cancel:
            self._engine.send(Cancel(self._engine.next_id(), question_id))

    def drop_all(self) -> None:
        for question_id in list(self._open):
            self.drop(question_id)

    def _sort(self, event: Event) -> None:
        if late := self._dropped.get(event.id):
            self._clear_up(late, event)
        elif entry := self._open.get(event.id):
            self._hand_on(entry, event)

    def _hand_on(self, entry: _Open, event: Event) -> None:
        match event:
            case Progress():
                if entry.progress:
                    entry.progress(event)
            case FrameReady() | ProxyReady() | InputReady():
                del self._open[event.id]
                entry.answered(event)
            case Failed():
                del self._open[event.id]
                entry.failed(Failure(event.code, event.message, event.hint))
            case Cancelled():
                del self._open[event.id]
            case _:
                pass

    def _clear_up(self, entry: _Open, event: Event) -> None:
        match event:
            case FrameReady() | ProxyReady() | InputReady():
                del self._dropped[event.id]
                if entry.late:
                    entry.late(event)
            case Failed() | Cancelled():
                del self._dropped[event.id]
            case _:
                pass

    def _died(self, reason: str) -> None:
        lost, self._open = self._open, {}
        self._dropped.clear()
        for entry in lost.values():
            entry.failed(Failure("engine_died", reason))
