"""What the importers share: the request, the result, and pairing of keys, exactly or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import zip_longest
from typing import Protocol

import torch

from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.importers.reading import Checkpoint, Tensors
from dfd_core.detectors.networks import BOOKKEEPING, build
from dfd_core.errors import DetectorError, UsageError

_BLOCK = re.compile(r"blocks?\.?(\d+)(?:\.(\d+)\.)?")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user says about a file that its keys cannot tell; None = take what is usual for the family."""

    name: str
    head: str | None = None
    input_px: int | None = None
    normalise: str | None = None

    def refuse(self, family: str) -> None:
        """Say no to a choice that the family does not leave open.

        Raises:
            UsageError: ``fixed_preprocessing``.
        """
        for option, value in (("--head", self.head), ("--input", self.input_px), ("--normalise", self.normalise)):
            if value is not None:
                raise UsageError(
                    "fixed_preprocessing", f"{family} detectors leave no choice of {option}", "leave it out"
                )


@dataclass(frozen=True, slots=True)
class Converted:
    """A foreign file as a detector of ours. ``notes`` are sentences for the user: what was assumed, what to check."""

    card: DetectorCard
    state: Mapping[str, torch.Tensor]
    notes: tuple[str, ...] = ()


class Importer(Protocol):
    """One family of detectors."""

    @property
    def family(self) -> str:
        """The family's word on the command line."""
        ...

    def recognise(self, checkpoint: Checkpoint) -> bool:
        """Whether the file's keys are this family's and no other's."""
        ...

    def convert(self, checkpoint: Checkpoint, choices: Choices) -> Converted:
        """Card and weights.

        Raises:
            DetectorError: ``wrong_weights``, naming the first difference.
        """
        ...


def today() -> str:
    """The date of an import, ISO 8601."""
    return datetime.now(UTC).date().isoformat()


def origin(checkpoint: Checkpoint) -> str:
    """The file that a detector was made from, for its card."""
    return f"file {checkpoint.path.name}, sha256 {checkpoint.sha256}"


def has(checkpoint: Checkpoint, *keys: str) -> bool:
    """Whether all these tensors are in the file."""
    return all(key in checkpoint.tensors for key in keys)


def wrong(checkpoint: Checkpoint, reason: str) -> DetectorError:
    """The refusal of a file whose weights do not fit."""
    return DetectorError(
        "wrong_weights", f"{checkpoint.path}: {reason}", "nothing was imported: weights load exactly or not at all"
    )


class Taker:
    """Hands out the tensors of a file by name, and in the end says which ones nobody asked for."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._checkpoint = checkpoint
        self._left = {k: v for k, v in checkpoint.tensors.items() if not k.endswith(BOOKKEEPING)}

    def take(self, key: str, shape: tuple[int, ...] | None = None) -> torch.Tensor:
        """The tensor of that name, as float32; ``shape`` is what it must have.

        Raises:
            DetectorError: it is missing or has another shape.
        """
        if key not in self._left:
            raise wrong(self._checkpoint, f"it has no tensor {key!r}")
        tensor = self._left.pop(key)
        if shape is not None and tuple(tensor.shape) != shape:
            raise wrong(self._checkpoint, f"{key!r} has shape {tuple(tensor.shape)} where {shape} belongs")
        return tensor.detach().to(torch.float32)

    def take_norm(self, prefix: str, width: int) -> dict[str, torch.Tensor]:
        """The four tensors of a BatchNorm, by their last names."""
        parts = ("weight", "bias", "running_mean", "running_var")
        return {part: self.take(f"{prefix}.{part}", (width,)) for part in parts}

    def take_prefix(self, prefix: str) -> dict[str, torch.Tensor]:
        """All tensors whose names begin so, in the file's order, under their full names."""
        keys = [key for key in self._left if key.startswith(prefix)]
        return {key: self.take(key) for key in keys}

    def drop(self, shapes: Mapping[str, tuple[int, ...]]) -> None:
        """Tensors that the family's files carry but do not use: all of them with these shapes, or none."""
        if any(key in self._left for key in shapes):
            for key, shape in shapes.items():
                self.take(key, shape)

    def finish(self) -> None:
        """Every tensor must have been taken.

        Raises:
            DetectorError: naming the first one that is left.
        """
        if self._left:
            raise wrong(self._checkpoint, f"unknown tensor {next(iter(self._left))!r}")


def features(checkpoint: Checkpoint, taker: Taker, prefix: str, card: DetectorCard) -> dict[str, torch.Tensor]:
    """The backbone under ``prefix`` of the file, paired onto the ``features`` of the card's network."""
    network = build(card).state_dict()
    target = {k.removeprefix("features."): v for k, v in network.items() if k.startswith("features.")}
    return pair(checkpoint, taker.take_prefix(prefix), target, "features.")


def linear(taker: Taker, source: str, shape: tuple[int, int], target: str = "head") -> dict[str, torch.Tensor]:
    """A linear layer ``source`` of the file as the network's layer ``target``; ``shape`` is (outputs, inputs)."""
    return {
        f"{target}.weight": taker.take(f"{source}.weight", shape),
        f"{target}.bias": taker.take(f"{source}.bias", shape[:1]),
    }


def pair(checkpoint: Checkpoint, source: Tensors, target: Tensors, prefix: str = "") -> dict[str, torch.Tensor]:
    """Pair two lists of tensors by order and shape (CHECKPOINTS facts, section 1) and rename the source's.

    Beyond order and shape, the last part of each name (``weight``, ``running_mean``, ...) must agree and the source's
    blocks must stand in their numbers' order, so that a re-sorted file cannot slip through.

    Args:
        checkpoint: the file, for messages.
        source: the file's tensors, in the file's order.
        target: the network's tensors (step counters are left out), in the network's order.
        prefix: put before the target's names.

    Raises:
        DetectorError: ``wrong_weights``, naming the first difference.
    """
    wanted = {key: value for key, value in target.items() if not key.endswith(BOOKKEEPING)}
    paired: dict[str, torch.Tensor] = {}
    block = (0, 0)
    for (name, tensor), (place, expected) in zip_longest(source.items(), wanted.items(), fillvalue=("", None)):
        if tensor is None or expected is None:
            raise wrong(checkpoint, f"unknown tensor {name!r}" if name else f"no tensor for {place!r}: too few tensors")
        if tensor.shape != expected.shape or name.rpartition(".")[2] != place.rpartition(".")[2]:
            shapes = f"{tuple(tensor.shape)} where {tuple(expected.shape)} belongs"
            raise wrong(checkpoint, f"{name!r} does not fit {place!r}: shape {shapes}")
        number = _block_of(name) or block
        if number < block:
            raise wrong(checkpoint, f"{name!r} stands out of order")
        block = number
        paired[prefix + place] = tensor.detach().to(torch.float32)
    return paired


def _block_of(name: str) -> tuple[int, int] | None:
    """The number of the block a tensor belongs to; what stands before or after the blocks has none."""
    found = _BLOCK.search(name)
    return (int(found.group(1)), int(found.group(2) or 0)) if found else None
