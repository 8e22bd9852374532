"""What a run has reported so far, gathered event by event from ``history.jsonl``."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

Event = Mapping[str, Any]

MOST_BATCHES = 4000
"""Points of the running training loss that are kept; older ones are thinned out."""


@dataclass(frozen=True, slots=True)
class Face:
    """One validation face of the preview: its picture, 1 = fake, and its score 0..1."""

    file: str
    label: int
    score: float
    method: str = ""

    @property
    def miss(self) -> float:
        """How wrong the score is, 0..1."""
        return abs(self.score - self.label)


@dataclass(frozen=True, slots=True)
class Epoch:
    """One finished epoch's figures; ``nan`` where one cannot be told."""

    number: int
    train_loss: float
    valid_loss: float
    log_loss: float
    auc: float
    lr: float
    best: bool
    bad_epochs: int
    patience: int
    seconds: float
    examples_per_s: float
    left_s: float = math.nan


@dataclass(frozen=True, slots=True)
class Point:
    """The training loss within an epoch; ``at`` is in epochs from the run's start."""

    at: float
    loss: float
    lr: float


@dataclass(slots=True)
class History:
    """A run's events, taken in by `take`. ``faces`` are of the last epoch, ``before`` of the one before it."""

    checked: Event | None = None
    finished: Event | None = None
    stopped: str = ""
    epochs: list[Epoch] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    faces: tuple[Face, ...] = ()
    before: tuple[Face, ...] = ()
    wanted_epochs: int = 0
    epoch: int = 0
    batch: Event | None = None
    _spent_s: float = 0.0
    _clock_s: float = 0.0

    @property
    def seconds(self) -> float:
        """Time at work, over all the run's sessions."""
        return self._spent_s + self._clock_s

    @property
    def best(self) -> Epoch | None:
        """The epoch whose weights are kept."""
        return next((epoch for epoch in reversed(self.epochs) if epoch.best), None)

    @property
    def last(self) -> Epoch | None:
        """The latest finished epoch."""
        return self.epochs[-1] if self.epochs else None

    @property
    def faces_per_epoch(self) -> int:
        """Validation faces in the check; 0 where the run has not told."""
        classes = (self.checked or {}).get("classes", {})
        return sum(int(count) for name, count in classes.items() if str(name).startswith("valid"))

    def copy(self) -> History:
        """A snapshot for another thread."""
        return replace(self, epochs=list(self.epochs), points=list(self.points), notices=list(self.notices))

    def take(self, events: Iterable[Event]) -> None:
        """Take in new events."""
        for event in events:
            self._clock(_number(event.get("t")))
            self._one(event)

    def _clock(self, now: float) -> None:
        """``t`` counts from the start of each session."""
        if not math.isfinite(now):
            return
        if now < self._clock_s:
            self._spent_s += self._clock_s
        self._clock_s = now

    def _one(self, event: Event) -> None:
        match event.get("event"):
            case "checked":
                self.checked = event
            case "notice":
                self.notices.append(str(event.get("text", "")))
            case "epoch_started":
                self._epoch_started(event)
            case "batch_done":
                self._batch(event)
            case "epoch_done":
                self._epoch_done(event)
            case "stopped":
                self.stopped = str(event.get("reason", ""))
            case "finished":
                self.finished = event

    def _epoch_started(self, event: Event) -> None:
        self.epoch, self.wanted_epochs = int(event.get("epoch") or 0), int(event.get("epochs") or 0)
        self.stopped, self.batch = "", None

    def _batch(self, event: Event) -> None:
        self.batch = event
        batches = max(int(event.get("batches") or 1), 1)
        at = int(event.get("epoch") or 1) - 1 + int(event.get("batch") or 0) / batches
        self.points.append(Point(at, _number(event.get("loss")), _number(event.get("lr"))))
        if len(self.points) > MOST_BATCHES:
            self.points = self.points[: MOST_BATCHES // 2 : 2] + self.points[MOST_BATCHES // 2 :]

    def _epoch_done(self, event: Event) -> None:
        self.epochs.append(_epoch(event))
        self.epoch, self.batch = self.epochs[-1].number, None
        faces = _faces(event.get("preview") or ())
        if faces:
            self.before, self.faces = self.faces, faces


def _epoch(event: Event) -> Epoch:
    numbers = {
        name: _number(event.get(name))
        for name in ("train_loss", "valid_loss", "log_loss", "auc", "lr", "seconds", "examples_per_s", "left_s")
    }
    return Epoch(
        number=int(event.get("epoch") or 0),
        best=bool(event.get("is_best")),
        bad_epochs=int(event.get("bad_epochs") or 0),
        patience=int(event.get("patience") or 0),
        **numbers,
    )


def _faces(preview: Sequence[Mapping[str, Any]]) -> tuple[Face, ...]:
    return tuple(
        Face(
            str(one.get("file", "")), int(one.get("label") or 0), _number(one.get("score")), str(one.get("method", ""))
        )
        for one in preview
    )


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else math.nan


def smoothed(values: Sequence[float], weight: float) -> list[float]:
    """Exponential moving average, free of the bias towards its start; gaps (``nan``) are passed over.

    Args:
        values: what to smooth.
        weight: of the past, 0 (nothing is smoothed) to below 1.
    """
    found: list[float] = []
    total, mass = 0.0, 0.0
    for value in values:
        if math.isfinite(value):
            total, mass = weight * total + (1.0 - weight) * value, weight * mass + (1.0 - weight)
        found.append(total / mass if mass and math.isfinite(value) else math.nan)
    return found
