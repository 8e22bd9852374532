"""Feature extractors of pytorchcv, each ending in a global average pool: ``(N, 3, S, S) -> (N, width, 1, 1)``.

Imported from their own modules: pytorchcv's ``model_provider`` would import torchvision.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from pytorchcv.models.efficientnet import efficientnet_b1, efficientnet_b4b, efficientnet_b7b
from pytorchcv.models.xception import xception
from torch import nn
from torch.nn.functional import pad

XCEPTION_WIDTH = 2048
B1_WIDTH = 1280
B4_WIDTH = 1792
B7_WIDTH = 2560

_FIXED_PADS: Mapping[str, tuple[int, int, int, int]] = {
    "stage2": (0, 1, 0, 1),
    "stage3": (2, 2, 2, 2),
    "stage4": (0, 1, 0, 1),
    "stage5": (1, 2, 1, 2),
}
"""Left, right, top, bottom at the strided depthwise convolutions: what efficientnet-pytorch 0.7.1 fixes for 380 px."""


def xception_features() -> nn.Module:
    """Xception, any input size from 71 px: the fixed 10 x 10 pool gives way to a global one."""
    features = _features(xception())
    final = features.get_submodule("final_block")
    final.register_module("pool", nn.AdaptiveAvgPool2d(1))
    return features


def b1_features() -> nn.Module:
    """EfficientNet-B1 with symmetric padding and BatchNorm eps 1e-5, as the seed solution trained it."""
    return _features(efficientnet_b1())


def b4_features() -> nn.Module:
    """EfficientNet-B4 with TensorFlow padding and BatchNorm eps 1e-3, as ported weights need it."""
    return _features(efficientnet_b4b())


def b7_features() -> nn.Module:
    """EfficientNet-B7 with TensorFlow padding and BatchNorm eps 1e-3, as ported weights need it."""
    return _features(efficientnet_b7b())


def b4_features_fixed_padding() -> nn.Module:
    """EfficientNet-B4 as DeepfakeBench runs it: unpadded stem, and the static pads of a 380-px network.

    Source: CHECKPOINTS.md section 1 and efficientnet-pytorch 0.7.1 (``Conv2dStaticSamePadding``).
    """
    features = b4_features()
    stem = features.get_submodule("init_block")
    features.register_module("init_block", _Unpadded(stem.get_submodule("conv")))
    for stage, pads in _FIXED_PADS.items():
        unit = features.get_submodule(f"{stage}.unit1")
        features.get_submodule(stage).register_module("unit1", _FixedPadUnit(unit, pads))
    return features


class _Unpadded(nn.Module):
    """The stem without its dynamic padding; same key names as pytorchcv's block."""

    def __init__(self, conv: nn.Module) -> None:
        super().__init__()
        self.conv = conv

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        result: torch.Tensor = self.conv(x)
        return result


class _FixedPadUnit(nn.Module):
    """A strided inverted residual unit with fixed pads in place of dynamic ones; same key names and order."""

    def __init__(self, unit: nn.Module, pads: tuple[int, int, int, int]) -> None:
        super().__init__()
        self.conv1 = unit.get_submodule("conv1")
        self.conv2 = unit.get_submodule("conv2")
        self.se = unit.get_submodule("se")
        self.conv3 = unit.get_submodule("conv3")
        self.pads = pads

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = pad(self.conv1(x), self.pads)
        result: torch.Tensor = self.conv3(self.se(self.conv2(x)))
        return result


def _features(network: nn.Module) -> nn.Module:
    return network.get_submodule("features")
