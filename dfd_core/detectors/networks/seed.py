"""The network of the seed solution (GreatGameDota, DFDC 69th place): pytorchcv features and a two-layer head.

State-dict keys are the solution's own (``base.0.*``, ``h1.*``), so that its files pair by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import torch
from torch import nn

from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.networks import backbones
from dfd_core.errors import DetectorError

HEADS = ("submission", "notebook")
DEFAULT_HIDDEN = 512
DROPOUT = 0.75


class SeedHead(nn.Module):
    """Pooled features ``(N, width, 1, 1)`` to one logit ``(N, 1)``, 1 = fake.

    ``submission``: flatten, b1, dropout, l, ReLU, b2, dropout, o. ``notebook``: the same without b1 and b2,
    which exist there but are not used.
    """

    def __init__(self, width: int, hidden: int, variant: str) -> None:
        super().__init__()
        self.l = nn.Linear(width, hidden)
        self.d = nn.Dropout(DROPOUT)
        self.o = nn.Linear(hidden, 1)
        self.b1 = nn.BatchNorm1d(width)
        self.b2 = nn.BatchNorm1d(hidden)
        self.normalised = variant == "submission"

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Logits (N, 1) of pooled features."""
        x = x.flatten(1)  # (N, width)
        x = self.d(self.b1(x) if self.normalised else x)
        x = torch.relu(self.l(x))  # (N, hidden)
        x = self.d(self.b2(x) if self.normalised else x)
        result: torch.Tensor = self.o(x)
        return result


class SeedNetwork(nn.Module):
    """``(N, 3, S, S)`` to ``(N, 1)``; ``cam_layer`` names the last convolutional stage for activation maps."""

    def __init__(self, features: nn.Module, head: SeedHead, cam_layer: str) -> None:
        super().__init__()
        self.base = nn.Sequential(features)
        self.h1 = head
        self.cam_layer = cam_layer

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Logits (N, 1) of faces."""
        result: torch.Tensor = self.h1(self.base(x))
        return result


def _builder(features: Callable[[], nn.Module], width: int, cam_layer: str) -> Callable[[DetectorCard], nn.Module]:
    def build(card: DetectorCard) -> nn.Module:
        if card.head not in HEADS:
            raise DetectorError("bad_card", f"{card.name}: the seed's network has no head {card.head!r}")
        head = SeedHead(width, card.hidden or DEFAULT_HIDDEN, card.head)
        return SeedNetwork(features(), head, cam_layer)

    return build


NETWORKS: Mapping[str, Callable[[DetectorCard], nn.Module]] = {
    "seed-xception": _builder(backbones.xception_features, backbones.XCEPTION_WIDTH, "base.0.final_block.activ"),
    "seed-b1": _builder(backbones.b1_features, backbones.B1_WIDTH, "base.0.final_block"),
}
