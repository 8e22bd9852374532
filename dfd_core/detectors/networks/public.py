"""Networks of the public checkpoints: a pytorchcv feature extractor and the head that each family gave it.

State-dict keys: ``features.*`` (pytorchcv's names), ``head.*``, and ``attconv.*`` where there is an attention map.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import torch
from torch import nn

from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.networks import backbones
from dfd_core.errors import DetectorError

ATTENTION_WIDTH = 56


class Classifier(nn.Module):
    """``(N, 3, S, S)`` to ``(N, outputs)``; ``cam_layer`` names the last convolutional stage."""

    def __init__(self, features: nn.Module, head: nn.Module, cam_layer: str) -> None:
        super().__init__()
        self.features = features
        self.head = head
        self.cam_layer = cam_layer

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Raw outputs (N, 1) or (N, 2) of faces."""
        result: torch.Tensor = self.head(self.features(x).flatten(1))
        return result


class AttentionClassifier(Classifier):
    """EfficientNet-B4 whose third stage is weighted by a learned attention map (icpr2020dfdc, ``AutoAttB4``)."""

    def __init__(self, features: nn.Module, head: nn.Module, cam_layer: str) -> None:
        super().__init__(features, head, cam_layer)
        self.attconv = nn.Conv2d(ATTENTION_WIDTH, 1, kernel_size=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Raw outputs of faces; the attention map weighs the third stage."""
        x = self._early(x)
        x = x * torch.sigmoid(self.attconv(x))
        late = [child for name, child in self.features.named_children() if name not in _EARLY]
        for child in late:
            x = child(x)
        result: torch.Tensor = self.head(x.flatten(1))
        return result

    def attention(self, x: torch.Tensor) -> torch.Tensor:
        """Where the network looks: ``(N, 3, S, S)`` to ``(N, 1, S/8, S/8)``, 0..1."""
        return torch.sigmoid(self.attconv(self._early(x)))

    def _early(self, x: torch.Tensor) -> torch.Tensor:
        for name in _EARLY:
            x = self.features.get_submodule(name)(x)
        return x  # (N, 56, S/8, S/8)


_EARLY = ("init_block", "stage1", "stage2", "stage3")


def _head(card: DetectorCard, width: int) -> nn.Module:
    """``linear``: one layer; ``siamese``: BatchNorm and one layer (icpr2020dfdc's triplet-trained files)."""
    linear = nn.Linear(width, 2 if card.output == "softmax_fake_second" else 1)
    if card.head == "linear":
        return linear
    if card.head == "siamese":
        return nn.Sequential(nn.BatchNorm1d(width), linear)
    raise DetectorError("bad_card", f"{card.name}: network {card.network!r} has no head {card.head!r}")


def _builder(
    features: Callable[[], nn.Module], width: int, cam_layer: str, kind: type[Classifier] = Classifier
) -> Callable[[DetectorCard], nn.Module]:
    def build(card: DetectorCard) -> nn.Module:
        head = _head(card, width)  # before the features: a wrong card costs no second of building
        return kind(features(), head, cam_layer)

    return build


_XCEPTION = (backbones.xception_features, backbones.XCEPTION_WIDTH, "features.final_block.activ")
_B4 = (backbones.b4_features, backbones.B4_WIDTH, "features.final_block")

NETWORKS: Mapping[str, Callable[[DetectorCard], nn.Module]] = {
    "xception": _builder(*_XCEPTION),
    "b4": _builder(*_B4),
    "b4-attention": _builder(*_B4, kind=AttentionClassifier),
    "b4-fixed-padding": _builder(backbones.b4_features_fixed_padding, backbones.B4_WIDTH, "features.final_block"),
    "b7": _builder(backbones.b7_features, backbones.B7_WIDTH, "features.final_block"),
}
