"""MesoNet's two networks (Afchar et al., 2018; github.com/DariusAf/MesoNet, ``classifiers.py``) in torch.

Layers stand in order of creation, the order in which the Keras files number them. Both take ``(N, 3, 256, 256)``
in 0..1 and give ``(N, 1)``, the logit of *real*.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import torch
from torch import nn
from torch.nn.functional import dropout, leaky_relu, max_pool2d

from dfd_core.detectors.card import DetectorCard

KERAS_EPS = 1e-3
FLAT = 1024
INCEPTION_BLOCKS = ((1, 4, 4, 2), (2, 4, 4, 2))


class Meso4(nn.Module):
    """Four convolutions, each ReLU, BatchNorm, max pool (2, 2, 2, 4), and two dense layers."""

    cam_layer = "norms.3"

    def __init__(self) -> None:
        super().__init__()
        self.convs = nn.ModuleList([_conv(3, 8, 3), _conv(8, 8, 5), _conv(8, 16, 5), _conv(16, 16, 5)])
        self.norms = _norms(8, 8, 16, 16)
        self.dense = _dense()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Logits of *real* (N, 1)."""
        for conv, norm, pool in zip(self.convs, self.norms, (2, 2, 2, 4), strict=True):
            x = max_pool2d(norm(torch.relu(conv(x))), pool)
        return _classify(x, self.dense)


class MesoInception4(nn.Module):
    """Two inception blocks with dilated branches, then two convolutions and the same end as Meso4."""

    cam_layer = "norms.3"

    def __init__(self) -> None:
        super().__init__()
        self.convs = nn.ModuleList()
        inputs = 3
        for widths in INCEPTION_BLOCKS:
            self.convs.extend(_inception(inputs, widths))
            inputs = sum(widths)
        self.convs.extend([_conv(inputs, 16, 5), _conv(16, 16, 5)])
        self.norms = _norms(11, 12, 16, 16)
        self.dense = _dense()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Logits of *real* (N, 1)."""
        convs = list(self.convs)
        for block in range(2):
            x = _branches(x, convs[7 * block : 7 * block + 7])
            x = max_pool2d(self.norms[block](x), 2)
        for conv, norm, pool in zip(convs[14:], list(self.norms)[2:], (2, 4), strict=True):
            x = max_pool2d(norm(torch.relu(conv(x))), pool)
        return _classify(x, self.dense)


def _conv(inputs: int, outputs: int, kernel: int, dilation: int = 1) -> nn.Conv2d:
    return nn.Conv2d(inputs, outputs, kernel, padding=dilation * (kernel // 2), dilation=dilation)


def _norms(*widths: int) -> nn.ModuleList:
    return nn.ModuleList(nn.BatchNorm2d(width, eps=KERAS_EPS) for width in widths)


def _dense() -> nn.ModuleList:
    return nn.ModuleList([nn.Linear(FLAT, 16), nn.Linear(16, 1)])


def _inception(inputs: int, widths: tuple[int, int, int, int]) -> list[nn.Conv2d]:
    """1x1 a | 1x1 b, 3x3 b | 1x1 c, 3x3 c dilation 2 | 1x1 d, 3x3 d dilation 3."""
    convs = [_conv(inputs, widths[0], 1)]
    for dilation, width in enumerate(widths[1:], start=1):
        convs += [_conv(inputs, width, 1), _conv(width, width, 3, dilation)]
    return convs


def _branches(x: torch.Tensor, convs: Sequence[nn.Module]) -> torch.Tensor:
    outputs = [torch.relu(convs[0](x))]
    for first, second in zip(convs[1::2], convs[2::2], strict=True):
        outputs.append(torch.relu(second(torch.relu(first(x)))))
    return torch.cat(outputs, 1)


def _classify(x: torch.Tensor, dense: nn.ModuleList) -> torch.Tensor:
    x = x.permute(0, 2, 3, 1).flatten(1)  # height-width-channel order, as Keras flattens: (N, 1024)
    x = dropout(x, 0.5, dense.training)
    x = dropout(leaky_relu(dense[0](x), 0.1), 0.5, dense.training)
    result: torch.Tensor = dense[1](x)
    return result


def _builder(network: Callable[[], nn.Module]) -> Callable[[DetectorCard], nn.Module]:
    def build(_card: DetectorCard) -> nn.Module:
        return network()

    return build


NETWORKS: Mapping[str, Callable[[DetectorCard], nn.Module]] = {
    "meso4": _builder(Meso4),
    "mesoinception4": _builder(MesoInception4),
}
