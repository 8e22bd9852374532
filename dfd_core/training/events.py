"""What a training run reports: frozen dataclasses and their JSON form (light: no torch, no numpy)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from dfd_core.errors import DfdError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True)
class Checked:
    """The check before the first epoch.

    ``classes``: faces of each side and class, e.g. ``{"train real": 120}``; ``groups``: groups of each side;
    ``methods``: training faces of each manipulation; ``epoch_s``: expected seconds of an epoch with validation;
    ``batch`` faces are worked through in ``pieces`` pieces; ``memory_mb``: peak of the device (of the process
    on a CPU); ``warnings``: what the user should know before hours of training.
    """

    classes: Mapping[str, int]
    groups: Mapping[str, int]
    methods: Mapping[str, int]
    epoch_s: float
    examples_per_s: float
    batch: int
    pieces: int
    memory_mb: float
    parameters: int
    device: str
    processes: int = 1
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something happened that the user should read (batch halved, weights from scratch)."""

    text: str


@dataclass(frozen=True, slots=True)
class EpochStarted:
    """Epoch ``epoch`` (from 1) of ``epochs`` begins at batch ``first_batch`` of ``batches``."""

    epoch: int
    epochs: int
    batches: int
    first_batch: int = 0


@dataclass(frozen=True, slots=True)
class BatchDone:
    """Sent a few times a second at most. ``loss``: mean of this epoch so far; ``left_s``: seconds to the run's end."""

    epoch: int
    batch: int
    batches: int
    loss: float
    lr: float
    examples_per_s: float
    left_s: float


@dataclass(frozen=True, slots=True)
class PreviewFace:
    """One validation face as the network sees it (a PNG in the run folder), and its present score."""

    file: str
    label: int
    score: float
    method: str = ""


@dataclass(frozen=True, slots=True)
class EpochDone:
    """The epoch's figures, all on the validation faces but ``train_loss``.

    ``log_loss`` is clipped to .01-.99 as in the competition; ``auc`` is ``nan`` where one class is missing.
    ``bad_epochs`` of ``patience`` epochs have passed without a better loss since the last reduction
    (``patience`` is 0 with other schedules).
    ``loader_wait`` is the share 0..1 of the training time spent waiting for faces.
    """

    epoch: int
    train_loss: float
    valid_loss: float
    log_loss: float
    auc: float
    lr: float
    bad_epochs: int
    patience: int
    is_best: bool
    seconds: float
    examples_per_s: float
    left_s: float
    loader_wait: float = 0.0
    preview: tuple[PreviewFace, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """The state is safe on disk. ``kind``: ``"last"`` (resumable) or ``"best"``."""

    kind: str
    path: Path
    epoch: int
    batch: int = 0


@dataclass(frozen=True, slots=True)
class Stopped:
    """The run ended before its last epoch: ``"finish_now"``, ``"pause"``, ``"discard"`` or ``"no_progress"``."""

    reason: str
    resumable: bool


@dataclass(frozen=True, slots=True)
class Finished:
    """The end. ``figures`` are those of the best weights; ``installed`` is the name in the library or empty."""

    figures: Mapping[str, Any]
    detector: Path
    onnx: Path | None = None
    installed: str = ""
    paths: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failed:
    """An error ended the work: its stable word, what is wrong, and what to do. On the JSON stream only."""

    code: str
    message: str
    hint: str = ""

    @classmethod
    def of(cls, error: DfdError) -> Failed:
        """The event of an error."""
        return cls(error.code, error.message, error.hint)


TrainEvent: TypeAlias = Checked | Notice | EpochStarted | BatchDone | EpochDone | Saved | Stopped | Finished

_KINDS: Mapping[type, str] = {
    Checked: "checked",
    Notice: "notice",
    EpochStarted: "epoch_started",
    BatchDone: "batch_done",
    EpochDone: "epoch_done",
    Saved: "saved",
    Stopped: "stopped",
    Finished: "finished",
    Failed: "failed",
}


def to_json(event: TrainEvent | Failed) -> dict[str, Any]:
    """The event as strict JSON values; numbers that are not finite become null, paths text."""
    return named_json(_KINDS[type(event)], event)


def named_json(name: str, event: DataclassInstance) -> dict[str, Any]:
    """Any dataclass as strict JSON values under the name of its kind."""
    return {"event": name, **{key: plain(value) for key, value in asdict(event).items()}}


def plain(value: object) -> object:
    """Strict JSON: numbers that are not finite become null, paths text."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return str(value) if isinstance(value, Path) else value
