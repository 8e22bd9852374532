"""The learning rate over time, as plain numbers whose whole state is a small dictionary (light)."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

from dfd_core.training.config import OptimConfig

THRESHOLD = 1e-4
"""A loss counts as better when it is lower by this share, as in torch's ReduceLROnPlateau."""


@dataclass(slots=True)
class Plateau:
    """ReduceLROnPlateau: after more than `patience` epochs without a better loss the rate is multiplied."""

    lr: float
    best: float = math.inf
    bad_epochs: int = 0

    def epoch_done(self, loss: float, config: OptimConfig) -> None:
        """Take note of an epoch's validation loss."""
        if loss < self.best * (1.0 - THRESHOLD):
            self.best, self.bad_epochs = loss, 0
        else:
            self.bad_epochs += 1
        if self.bad_epochs > config.patience:
            self.lr, self.bad_epochs = max(self.lr * config.factor, config.min_lr), 0

    def to_json(self) -> dict[str, Any]:
        """The state, for a checkpoint."""
        return asdict(self)


def learning_rate(config: OptimConfig, plateau: Plateau, epoch: int, batch: int, batches: int) -> float:
    """The rate of one step.

    Args:
        config: the recipe's section.
        plateau: state of the plateau rule, used by that schedule alone.
        epoch: number of the epoch, from 1.
        batch: number of the batch in it, from 0.
        batches: batches of an epoch.
    """
    done = epoch - 1 + batch / max(batches, 1)  # epochs behind this step
    rate = plateau.lr if config.schedule == "plateau" else config.lr
    if config.schedule == "cosine":
        share = min(max(done - config.warmup, 0.0) / max(config.epochs - config.warmup, 1e-9), 1.0)
        rate = config.min_lr + (config.lr - config.min_lr) * 0.5 * (1.0 + math.cos(math.pi * share))
    if done < config.warmup:
        rate *= (done + 1.0 / max(batches, 1)) / (config.warmup + 1.0 / max(batches, 1))
    return rate
