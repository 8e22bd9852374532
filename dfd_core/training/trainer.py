"""The model side of a run: network, optimiser, averaged weights, one step and one validation pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from accelerate import Accelerator
from accelerate.state import AcceleratorState
from accelerate.utils import gather_object
from torch import nn

from dfd_core.detectors.card import DetectorCard
from dfd_core.errors import DfdError, UsageError
from dfd_core.training.config import OptimConfig, RunConfig, TrainConfig
from dfd_core.training.data import Batch, Sample, Samples
from dfd_core.training.losses import total_loss
from dfd_core.training.mixing import mix
from dfd_core.training.module import Ema, Outputs, build_module, freeze_unused

_STEP_STREAM, _MIX_STREAM = 303, 404


@dataclass(frozen=True, slots=True)
class Scored:
    """Validation faces in order of their position: entry numbers, labels (1 = fake) and logits, each (n,)."""

    entries: npt.NDArray[np.int64]
    labels: npt.NDArray[np.int64]
    logits: npt.NDArray[np.float64]


class Trainer:
    """Network, optimiser and device of one process.

    Args:
        config: the run.
        card: what the network is.
        start: weights to begin with, or None.
    """

    def __init__(self, config: TrainConfig, card: DetectorCard, start: dict[str, torch.Tensor] | None = None) -> None:
        self.config, self._card = config, card
        self.accelerator = make_accelerator(config.run)
        self.device = self.accelerator.device
        if config.run.threads:
            torch.set_num_threads(config.run.threads)
        module = build_module(config, card)
        if start is not None:
            module.network.network.load_state_dict(start, strict=True)
        freeze_unused(module, config.input.size)
        self._format = torch.channels_last if config.run.channels_last else torch.contiguous_format
        self.module = module.to(self.device, memory_format=self._format)  # type: ignore[call-overload]
        self.ema = Ema(self.module, config.optim.ema) if config.optim.ema else None
        wrapped: nn.Module = torch.compile(self.module) if config.run.compile else self.module  # type: ignore[assignment]
        self._model = self.accelerator.prepare_model(wrapped)
        self.optimiser = self.accelerator.prepare_optimizer(make_optimiser(self.module, config.optim))
        self.pieces = config.optim.accumulate
        self._full_precision = False

    @property
    def parameters(self) -> int:
        """Number of trained values."""
        return sum(part.numel() for part in self.module.parameters())

    @property
    def world(self) -> int:
        """Number of processes."""
        return self.accelerator.num_processes

    def apply(self, rate: float) -> None:
        """One optimiser step with the gradients that `backward` left, and one of the averaged weights."""
        if self.config.optim.clip_norm:
            self.accelerator.clip_grad_norm_(self.module.parameters(), self.config.optim.clip_norm)
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.optimiser.step()
        if self.ema is not None:
            self.ema.update(self.module)

    def backward(self, batch: Batch, epoch: int, number: int) -> torch.Tensor:
        """Forward and backward of a batch in pieces; the gradients are left in the parameters.

        All randomness (dropout, mixing) is seeded by the step's place in the run, so that a resumed run takes the same
        steps. Returns the mean loss, a scalar on the device.
        """
        self.optimiser.zero_grad(set_to_none=True)
        place = (self.config.run.seed, epoch, number, self.accelerator.process_index)
        torch.manual_seed(int(np.random.SeedSequence((*place, _STEP_STREAM)).generate_state(1)[0]))
        batch = self._mixed(self._moved(batch), epoch, np.random.default_rng((*place, _MIX_STREAM)))
        self._model.train()
        total = torch.zeros((), device=self.device)
        parts = _pieces(batch, self.pieces)
        for index, part in enumerate(parts):
            share = len(part.labels) / len(batch.labels)
            with self._sync_at(last=index == len(parts) - 1):
                loss = self._loss(part) * share
                self.accelerator.backward(loss)
            total += loss.detach()
        return total

    @torch.no_grad()
    def score(self, batches: Iterable[Batch | DfdError]) -> Scored:
        """Score batches with the averaged weights where there are any; every process gets all results."""
        module = self.ema.module if self.ema is not None else self.module
        module.eval()
        found: list[tuple[int, int, int, float]] = []
        for given in batches:
            batch = checked(given)
            images = batch.images.to(self.device, non_blocking=True, memory_format=self._format)
            with nullcontext() if self._full_precision else self.accelerator.autocast():
                logits = module(images).logits
            columns = (batch.positions, batch.labels.long(), batch.entries, logits.double().cpu())
            found += zip(*(column.tolist() for column in columns), strict=True)
        everyone = gather_object(found) if self.world > 1 else found
        unique = {row[:2]: row for row in everyone}  # a batch of fewer units than processes is scored twice
        table = np.array([unique[key] for key in sorted(unique)], np.float64).reshape(-1, 4)
        return Scored(table[:, 2].astype(np.int64), table[:, 1].astype(np.int64), table[:, 3])

    def use(self, weights: Mapping[str, torch.Tensor]) -> None:
        """Put finished weights into the network, for scoring in full precision; training ends here."""
        self.ema = None
        module = build_module(self.config, self._card)  # a fresh one: accelerate has wrapped the other's forward
        module.network.network.load_state_dict(weights, strict=True)
        self.module = module.to(self.device, memory_format=self._format)  # type: ignore[call-overload]
        self._full_precision = True

    def weights(self) -> dict[str, torch.Tensor]:
        """Copies of the weights that the result is made of (averaged where the recipe says so), on the CPU."""
        module = self.ema.module if self.ema is not None else self.module
        return {
            name: value.detach().to("cpu", copy=True) for name, value in module.network.network.state_dict().items()
        }

    def state(self) -> dict[str, Any]:
        """Everything that a resumed run needs of this side."""
        return {
            "model": self.module.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "ema": self.ema.module.state_dict() if self.ema else None,
            "ema_steps": self.ema.steps if self.ema else 0,
            "scaler": self.accelerator.scaler.state_dict() if self.accelerator.scaler is not None else None,
            "pieces": self.pieces,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take up what `state` gave."""
        self.module.load_state_dict(state["model"], strict=True)
        self.optimiser.load_state_dict(state["optimiser"])
        self.pieces = max(int(state["pieces"]), self.config.optim.accumulate)
        if self.ema is not None and state["ema"] is not None:
            self.ema.module.load_state_dict(state["ema"], strict=True)
            self.ema.steps = int(state["ema_steps"])
        if self.accelerator.scaler is not None and state["scaler"] is not None:
            self.accelerator.scaler.load_state_dict(state["scaler"])

    def close(self) -> None:
        """Let go of the device and of accelerate's process-wide state, so that another run may follow."""
        self.optimiser.zero_grad(set_to_none=True)
        self.accelerator.free_memory()
        if self.world == 1:
            AcceleratorState._reset_state(reset_partial_state=True)

    def _loss(self, part: Batch) -> torch.Tensor:
        out: Outputs = self._model(part.images)
        return total_loss(out.logits, part.labels, out.mask, part.masks, out.kinds, part.kinds, self.config.optim)

    def _moved(self, batch: Batch) -> Batch:
        moved = Batch(*(tensor.to(self.device, non_blocking=True) for tensor in batch))
        return moved._replace(images=moved.images.contiguous(memory_format=self._format))

    def _mixed(self, batch: Batch, epoch: int, rng: np.random.Generator) -> Batch:
        return mix(batch, self.config.augment, epoch, rng)

    @contextmanager
    def _sync_at(self, *, last: bool) -> Iterator[None]:
        """Gradients are exchanged between processes in the last piece only."""
        if last or self.world == 1:
            yield
        else:
            with self.accelerator.no_sync(self._model):
                yield


def make_accelerator(config: RunConfig) -> Accelerator:
    """Device placement, mixed precision and processes, as the recipe and `accelerate launch` say.

    Raises:
        UsageError: the wanted device is not there.
    """
    name = config.device
    if name.startswith("cuda") and not torch.cuda.is_available():
        raise UsageError("no_device", f"there is no device {name!r} here", "try --device auto, or cpu")
    if name == "mps" and not torch.backends.mps.is_available():
        raise UsageError("no_device", "there is no device 'mps' here", "try --device auto, or cpu")
    if name not in ("auto", "cpu", "cuda", "mps") and not name.startswith("cuda:"):
        raise UsageError("bad_device", f"unknown device {name!r}", "auto, cpu, cuda, cuda:N or mps")
    if name.startswith("cuda:"):
        torch.cuda.set_device(_cuda_number(name))
    return Accelerator(cpu=name == "cpu", mixed_precision=precision(config))


def precision(config: RunConfig) -> str:
    """Name of the mixed precision for accelerate: ``"no"``, ``"fp16"`` or ``"bf16"``."""
    if config.amp != "auto":
        return config.amp
    if config.device == "cpu" or not torch.cuda.is_available():
        return "no"
    return "bf16" if torch.cuda.is_bf16_supported(including_emulation=False) else "fp16"


def make_optimiser(module: nn.Module, config: OptimConfig) -> torch.optim.Optimizer:
    """The recipe's optimiser; weight decay leaves biases and normalisation alone."""
    trained = [part for part in module.parameters() if part.requires_grad]
    decayed = [part for part in trained if part.ndim > 1]
    others = [part for part in trained if part.ndim <= 1]
    groups = [{"params": decayed, "weight_decay": config.weight_decay}, {"params": others, "weight_decay": 0.0}]
    if config.optimiser == "sgd":
        return torch.optim.SGD(groups, lr=config.lr, momentum=0.9, nesterov=True)
    kind = torch.optim.AdamW if config.optimiser == "adamw" else torch.optim.Adam
    return kind(groups, lr=config.lr)


def checked(batch: Batch | DfdError) -> Batch:
    """The batch, or the error that a loader process sent in its place."""
    if isinstance(batch, DfdError):
        raise batch
    return batch


def is_out_of_memory(error: RuntimeError) -> bool:
    """Whether a device or the CPU had too little memory for a step."""
    text = str(error).lower()
    return isinstance(error, torch.OutOfMemoryError) or "out of memory" in text or "can't allocate memory" in text


def device_error(error: RuntimeError) -> DfdError | None:
    """A lost or broken device as a clear error; None where the error is something else."""
    text = str(error)
    if "CUDA error" in text or "CUBLAS_STATUS" in text or "CUDNN_STATUS" in text or "MPS backend" in text:
        return DfdError(
            "device_lost",
            f"the device failed: {text.splitlines()[0]}; the last good state is kept",
            "resume with --resume, on another --device if it fails again",
        )
    return None


def checked_samples(samples: Samples) -> list[Sample]:
    """The samples, or the error that was made in their place."""
    if isinstance(samples, DfdError):
        raise samples
    return samples


def _pieces(batch: Batch, count: int) -> list[Batch]:
    cuts = [tensor.tensor_split(max(min(count, len(batch.labels) // 2), 1)) for tensor in batch]
    return [Batch(*part) for part in zip(*cuts, strict=True)]


def _cuda_number(name: str) -> int:
    number = name.partition(":")[2]
    if not number.isdigit() or int(number) >= torch.cuda.device_count():
        raise UsageError(
            "no_device", f"there is no device {name!r} here", f"cuda:0 to cuda:{torch.cuda.device_count() - 1}"
        )
    return int(number)
