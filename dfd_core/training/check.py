"""The check before the first epoch: does a batch fit, how fast is it, are both classes there."""

from __future__ import annotations

import copy
import time
from collections import Counter
from collections.abc import Sequence

import psutil
import torch

from dfd_core.errors import DfdError
from dfd_core.training.config import TrainConfig
from dfd_core.training.data import Batch, Entry
from dfd_core.training.eigenfaces import LEAST_FACES
from dfd_core.training.events import Checked
from dfd_core.training.readable import refuse_unreadable
from dfd_core.training.rig import Plan, Rig
from dfd_core.training.trainer import Trainer, is_out_of_memory

BATCHES = 2
FEW_FACES = 200


def run_check(rig: Rig) -> Checked:
    """Two training and two validation batches, forward and backward, after which the network is as it was.

    The batch is halved into more pieces until it fits, which the trainer keeps.

    Raises:
        DfdError: pictures are missing or damaged (``bad_picture``), or not even two faces at a time fit into the memory
            (``out_of_memory``).
    """
    refuse_unreadable(entry.root / entry.item.file for entry in rig.sides.entries)
    trainer, plan = rig.trainer, rig.plan(1)
    before = copy.deepcopy(trainer.module.state_dict())
    _reset_peak(trainer.device)
    batch_s, faces = _time_training(rig, plan)
    trainer.optimiser.zero_grad(set_to_none=True)
    trainer.module.load_state_dict(before)
    valid_s = _time_validation(rig)
    train, valid = rig.sides.train, rig.sides.valid
    return Checked(
        classes=_classes(train, "train") | _classes(valid, "valid"),
        groups={"train": _groups(train), "valid": _groups(valid)},
        methods=dict(Counter(entry.item.method or "unnamed" for entry in train if entry.item.label)),
        epoch_s=batch_s * len(plan) + valid_s,
        examples_per_s=faces / batch_s,
        batch=rig.config.optim.batch,
        pieces=trainer.pieces,
        memory_mb=_peak_mb(trainer.device),
        parameters=trainer.parameters,
        device=str(trainer.device),
        processes=trainer.world,
        warnings=tuple(_warnings(rig.config, train, valid)),
    )


def fitted_backward(trainer: Trainer, batch: Batch, epoch: int, number: int) -> torch.Tensor:
    """`Trainer.backward`; out of memory cuts the batch into twice as many pieces and tries again.

    Raises:
        DfdError: ``out_of_memory``: pieces of two faces do not fit either, or several processes run.
    """
    while True:
        try:
            return trainer.backward(batch, epoch, number)
        except RuntimeError as error:
            if not is_out_of_memory(error):
                raise
            _halve(trainer, len(batch.labels), error)


def _halve(trainer: Trainer, faces: int, error: RuntimeError) -> None:
    trainer.optimiser.zero_grad(set_to_none=True)
    if trainer.device.type == "cuda":
        torch.cuda.empty_cache()
    if trainer.world > 1 or trainer.pieces * 2 > faces // 2:
        raise DfdError(
            "out_of_memory",
            f"a batch does not fit into the memory of {trainer.device}",
            "lower optim.batch or input.size, or raise optim.accumulate",
        ) from error
    trainer.pieces *= 2


def _time_training(rig: Rig, plan: Plan) -> tuple[float, int]:
    """Seconds and faces (over all processes) of the last of the first batches; earlier ones warm up."""
    seconds, faces, began = 0.0, 0, time.perf_counter()
    for number, batch in enumerate(rig.load(plan[:BATCHES])):
        fitted_backward(rig.trainer, batch, 0, number)
        _settle(rig.trainer.device)
        now = time.perf_counter()
        seconds, faces, began = now - began, len(batch.labels) * rig.trainer.world, now
    return max(seconds, 1e-9), faces


def _time_validation(rig: Rig) -> float:
    """Expected seconds of a validation pass."""
    plan = rig.valid_plan[:BATCHES]
    began = time.perf_counter()
    rig.trainer.score(rig.load(plan))
    return (time.perf_counter() - began) * len(rig.valid_plan) / max(len(plan), 1)


def _classes(entries: Sequence[Entry], side: str) -> dict[str, int]:
    counts = Counter("fake" if entry.item.label else "real" for entry in entries)
    return {f"{side} {name}": counts[name] for name in ("real", "fake")}


def _groups(entries: Sequence[Entry]) -> int:
    return len({(entry.root, entry.item.group) for entry in entries})


def _warnings(config: TrainConfig, train: Sequence[Entry], valid: Sequence[Entry]) -> list[str]:
    found = []
    reals = sum(not entry.item.label for entry in train)
    fakes = len(train) - reals
    if min(reals, fakes or reals) < FEW_FACES:
        found.append(f"only {reals} real and {fakes} fake training faces: expect little of the detector")
    if all(entry.item.label for entry in valid) or (not any(entry.item.label for entry in valid) and fakes):
        found.append("the validation side has one class only: its AUC cannot be given")
    if not any(entry.item.label for entry in valid):
        found.append("no fakes to validate on: self-blends stand in, and figures say nothing of real forgeries")
    if config.data.blend and not all(entry.item.landmarks for entry in train if not entry.item.label):
        found.append("some real faces have no landmarks: their self-blends use an average face's")
    if config.data.blend and config.data.rebuild and reals < LEAST_FACES:
        found.append(f"data.rebuild needs {LEAST_FACES} real faces, there are {reals}: self-blends stand in")
    return found


def _settle(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)


def _reset_peak(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.reset_peak_memory_stats(device)


def _peak_mb(device: torch.device) -> float:
    """Peak memory of a GPU, or what this process holds now."""
    used = torch.cuda.max_memory_allocated(device) if device.type == "cuda" else psutil.Process().memory_info().rss
    return used / 2**20
