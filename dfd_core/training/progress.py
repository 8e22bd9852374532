"""Where a run is, and how fast it goes (light)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dfd_core.training.config import OptimConfig
from dfd_core.training.schedule import Plateau

_MEMORY = 0.95
"""Share of the old estimate that a new batch's time leaves in place."""


@dataclass(slots=True)
class Progress:
    """Everything in it is saved. ``epoch`` counts from 1, ``batch`` is the next one in it, from 0.

    ``best_value`` is what `OptimConfig.keep` judges by, of the best epoch so far, lower = better.
    ``stopped`` says that no more epochs are wanted (finished early by request or for lack of progress).
    """

    epoch: int = 1
    batch: int = 0
    loss_sum: float = 0.0
    loss_faces: int = 0
    best_log_loss: float = float("inf")
    best_epoch: int = 0
    best_value: float = float("inf")
    stopped: bool = False
    plateau: Plateau = field(default_factory=lambda: Plateau(0.0))

    @property
    def mean_loss(self) -> float:
        """Mean training loss of this epoch so far."""
        return self.loss_sum / max(self.loss_faces, 1)

    def next_epoch(self) -> None:
        """Go on to the first batch of the next epoch."""
        self.epoch, self.batch, self.loss_sum, self.loss_faces = self.epoch + 1, 0, 0.0, 0

    def done(self, config: OptimConfig) -> bool:
        """Whether no epoch is left."""
        return self.stopped or self.epoch > config.epochs

    def to_json(self) -> dict[str, Any]:
        """Plain values for the checkpoint."""
        values = {name: getattr(self, name) for name in self.__slots__ if name != "plateau"}
        return {**values, "plateau": self.plateau.to_json()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Progress:
        """Read `to_json`'s form."""
        return cls(**{**data, "plateau": Plateau(**data["plateau"])})


@dataclass(slots=True)
class Pace:
    """Speed of the run: seconds of a batch (smoothed) and of a validation pass, and faces of a batch.

    ``waited_s`` of the ``spent_s`` seconds of an epoch's batches went by waiting for the loader.
    """

    batch_s: float = 0.0
    valid_s: float = 0.0
    faces: float = 0.0
    waited_s: float = 0.0
    spent_s: float = 0.0

    def begin_epoch(self) -> None:
        """Measure the waiting anew."""
        self.waited_s = self.spent_s = 0.0

    def batch_done(self, seconds: float, waited: float, faces: int) -> None:
        """Take a batch into the estimate: its seconds in all, and those of them spent waiting for it."""
        self.waited_s, self.spent_s = self.waited_s + waited, self.spent_s + seconds
        if self.batch_s:
            self.batch_s = _MEMORY * self.batch_s + (1.0 - _MEMORY) * seconds
            self.faces = _MEMORY * self.faces + (1.0 - _MEMORY) * faces
        else:
            self.batch_s, self.faces = seconds, float(faces)

    @property
    def loader_wait(self) -> float:
        """Share 0..1 of this epoch's time that went by waiting for the loader."""
        return self.waited_s / self.spent_s if self.spent_s else 0.0

    @property
    def examples_per_s(self) -> float:
        """Faces a second over all processes, loading included."""
        return self.faces / self.batch_s if self.batch_s else 0.0

    def left_s(self, progress: Progress, batches: int, epochs: int) -> float:
        """Seconds to the end of the last epoch."""
        epochs_left = max(epochs - progress.epoch, 0)
        batches_left = max(batches - progress.batch, 0) + epochs_left * batches
        return batches_left * self.batch_s + (epochs_left + 1) * self.valid_s
