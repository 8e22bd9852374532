"""The network as it is trained: with side heads, averaged weights, and what takes no part left out."""

from __future__ import annotations

import copy
from typing import NamedTuple

import torch
from torch import nn

from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.networks import Signed, build
from dfd_core.errors import UsageError
from dfd_core.training.config import TrainConfig
from dfd_core.training.data import KINDS


class Outputs(NamedTuple):
    """Logits ``(n,)``, positive = fake; those of the side heads ``(n, 1, h, w)`` and ``(n, KINDS)``, None without."""

    logits: torch.Tensor
    mask: torch.Tensor | None = None
    kinds: torch.Tensor | None = None


class TrainModule(nn.Module):
    """A network as it is trained: ``(n, 3, S, S)`` to `Outputs`.

    The head that tells methods apart reads what the network's last linear layer reads. It is not a part of the
    network, so the detector's file does not hold it.
    """

    def __init__(self, network: Signed, *, with_mask: bool, with_kinds: bool = False) -> None:
        super().__init__()
        self.network = network
        self.with_mask = with_mask
        self.kinds: nn.Linear | None = None
        self._features: torch.Tensor | None = None
        if with_kinds:
            last = [part for part in network.modules() if isinstance(part, nn.Linear)][-1]
            self.kinds = nn.Linear(last.in_features, KINDS)
            last.register_forward_pre_hook(self._keep_features)

    def forward(self, x: torch.Tensor) -> Outputs:
        """Logits of the faces and of the side heads."""
        mask: torch.Tensor | None = None
        if self.with_mask:
            logit, mask = self.network.network.forward_train(x)  # type: ignore[operator]
        else:
            logit = self.network(x)
        features, self._features = self._features, None
        known = self.kinds is not None and features is not None
        return Outputs(logit.reshape(-1), mask, self.kinds(features) if known else None)  # type: ignore[misc]

    def _keep_features(self, _: nn.Module, given: tuple[torch.Tensor, ...]) -> None:
        self._features = given[0]


def build_module(config: TrainConfig, card: DetectorCard) -> TrainModule:
    """The card's network, seeded, with the recipe's dropout.

    Raises:
        UsageError: the recipe wants a mask loss of a network without a mask head.
    """
    torch.manual_seed(config.run.seed)
    network = build(card)
    for part in network.modules():
        if isinstance(part, nn.Dropout):
            part.p = config.network.dropout
    with_mask = config.optim.mask_weight > 0
    if with_mask and not hasattr(network.network, "forward_train"):
        raise UsageError("bad_setting", f"{card.network} has no mask head", "set optim.mask_weight = 0")
    return TrainModule(network, with_mask=with_mask, with_kinds=config.optim.method_weight > 0)


class Ema:
    """Exponentially averaged weights and buffers; young averages follow faster, ``(1 + n) / (10 + n)``."""

    def __init__(self, module: TrainModule, decay: float) -> None:
        self.module = copy.deepcopy(module).eval().requires_grad_(False)
        self.decay, self.steps = decay, 0

    @torch.no_grad()
    def update(self, module: TrainModule) -> None:
        """Take one step towards `module`."""
        self.steps += 1
        keep = min(self.decay, (1.0 + self.steps) / (10.0 + self.steps))
        for mine, theirs in zip(self.module.state_dict().values(), module.state_dict().values(), strict=True):
            if mine.dtype.is_floating_point:
                mine.lerp_(theirs, 1.0 - keep)
            else:
                mine.copy_(theirs)


def freeze_unused(module: TrainModule, size: int) -> None:
    """Exclude parameters that take no part in training: processes would wait for each other's gradients of them."""
    trial = copy.deepcopy(module).train()
    parts: Outputs = trial(torch.rand(2, 3, size, size))
    total = torch.stack([part.sum() for part in parts if part is not None]).sum()
    torch.autograd.backward(total)
    for mine, tried in zip(module.parameters(), trial.parameters(), strict=True):
        mine.requires_grad_(tried.grad is not None)
