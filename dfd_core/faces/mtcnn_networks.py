"""The three networks of MTCNN as one description, run by ONNX Runtime (CPU) or torch (CUDA, MPS).

Both runners take ``uint8`` pictures ``(N, h, w, 3)``: the published normalisation (x - 127.5) / 128 is
folded into the first convolution. The two-way softmax is kept as one logit (face minus no face), and all
output layers are one layer, so each network returns one array whose channels are

* proposal: logit, box regression (4): ``(N, 5, h', w')``;
* refinement: logit, box regression (4): ``(N, 5)``;
* output: logit, box regression (4), landmark x (5), landmark y (5): ``(N, 15)``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

import numpy as np

from dfd_core.faces.mtcnn_weights import ONET, PNET, RNET, WeightFile, Weights, read_weights
from dfd_core.types import FloatArray, Image


@dataclass(frozen=True, slots=True)
class Affine:
    """A convolution (4-d weight, no padding) or a dense layer (2-d weight, after flattening)."""

    weight: FloatArray
    bias: FloatArray


@dataclass(frozen=True, slots=True)
class PRelu:
    """x where positive, else slope x, one slope for each channel."""

    slopes: FloatArray


@dataclass(frozen=True, slots=True)
class Pool:
    """Maximum over windows of 2 or 3 pixels, step 2, the last window may stick out."""

    window: Literal[2, 3]


@dataclass(frozen=True, slots=True)
class Flatten:
    """To one row a picture, in the order width, height, channel (as the weights were trained)."""


Layer: TypeAlias = Affine | PRelu | Pool | Flatten


class Network(Protocol):
    """One network: pictures ``(N, h, w, 3)`` uint8 -> float32 outputs (see the module's docstring).

    ``pixels_a_run``: how many pixels it likes at a time (a CPU works fastest in its cache).
    """

    pixels_a_run: int

    def __call__(self, pictures: Image) -> FloatArray:
        """Run on a batch."""
        ...


@dataclass(frozen=True, slots=True)
class Networks:
    """The cascade's three networks."""

    proposal: Network
    refinement: Network
    output: Network


def make_networks(device: str, threads: int) -> Networks:
    """Load the weights and build the networks for ``device``.

    Args:
        device: ``"cpu"`` runs ONNX Runtime, anything else torch on that device.
        threads: threads of ONNX Runtime, 0 = one for each core.

    Raises:
        DfdError: the weights are missing or damaged.
    """
    layers = (proposal_layers(), refinement_layers(), output_layers())
    if device == "cpu":
        from dfd_core.faces.mtcnn_onnx import OnnxNetwork  # a GPU needs no ONNX Runtime

        return Networks(*(OnnxNetwork(each, threads) for each in layers))
    from dfd_core.faces.mtcnn_torch import TorchNetwork  # the CPU needs no torch (1 s of start-up)

    return Networks(*(TorchNetwork(each, device) for each in layers))


def proposal_layers() -> list[Layer]:
    """P-Net: fully convolutional, a 12 x 12 window moved in steps of 2."""
    weights = read_weights(PNET)
    return [
        *_conv(weights, 1),
        Pool(2),
        *_conv(weights, 2),
        *_conv(weights, 3),
        _heads(weights, "conv4", 2),
    ]


def refinement_layers() -> list[Layer]:
    """R-Net: 24 x 24 crops."""
    return _crop_layers(RNET, pools=(3, 3, 0), heads=2)


def output_layers() -> list[Layer]:
    """O-Net: 48 x 48 crops."""
    return _crop_layers(ONET, pools=(3, 3, 2, 0), heads=3)


def _crop_layers(file: WeightFile, pools: tuple[Literal[0, 2, 3], ...], heads: int) -> list[Layer]:
    """Convolutions with their pools (0 = none), a hidden dense layer, an output layer of ``heads`` parts."""
    weights = read_weights(file)
    layers: list[Layer] = []
    for number, window in enumerate(pools, start=1):
        layers += _conv(weights, number)
        if window:
            layers.append(Pool(window))
    hidden = len(pools) + 1
    return [
        *layers,
        Flatten(),
        Affine(weights[f"dense{hidden}.weight"], weights[f"dense{hidden}.bias"]),
        PRelu(weights[f"prelu{hidden}.weight"]),
        _heads(weights, f"dense{hidden + 1}", heads),
    ]


def _conv(weights: Weights, number: int) -> list[Layer]:
    weight, bias = weights[f"conv{number}.weight"], weights[f"conv{number}.bias"]
    if number == 1:
        exact = weight.astype(np.float64) / 128.0
        bias = (bias - 127.5 * exact.sum(axis=(1, 2, 3))).astype(np.float32)
        weight = exact.astype(np.float32)
    return [Affine(weight, bias), PRelu(weights[f"prelu{number}.weight"])]


def _heads(weights: Weights, name: str, heads: int) -> Affine:
    """All output layers as one; the two softmax inputs of the first become their difference."""
    parts = [(weights[f"{name}_{head}.weight"], weights[f"{name}_{head}.bias"]) for head in range(1, heads + 1)]
    (two, two_bias), *others = parts
    weight = np.concatenate([two[1:] - two[:1], *(part for part, _ in others)])
    bias = np.concatenate([two_bias[1:] - two_bias[:1], *(part for _, part in others)])
    return Affine(weight, bias)
