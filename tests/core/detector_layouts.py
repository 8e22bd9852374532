"""Public checkpoints as their libraries write them, with random weights, and what those libraries compute.

Names, order and shapes come from the libraries' public descriptions (efficientnet-pytorch, timm, Cadene's Xception),
the forward passes are written with torch.nn.functional from those names alone: nothing here uses pytorchcv or the
program's own networks, so that both sides of a comparison are independent.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional

Shapes = dict[str, tuple[int, ...]]
State = dict[str, Tensor]

STAGES = (
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
)
"""EfficientNet's stages: repeats, kernel, stride, expansion, channels at width and depth 1."""
SCALES = {"b4": (1.4, 1.8), "b7": (2.0, 3.1)}
HEADS = {"b4": 1792, "b7": 2560}
XCEPTION_BLOCKS = ((64, 128, 2, 2), (128, 256, 2, 2), (256, 728, 2, 2), *[(728, 728, 3, 1)] * 8, (728, 1024, 2, 2))
"""Cadene's Xception: inputs, outputs, repetitions, stride."""


def random_state(shapes: Shapes, seed: int = 0) -> State:
    """Weights of those shapes that keep activations in a sane range, in that order."""
    generator = torch.Generator().manual_seed(seed)
    state: State = {}
    for name, shape in shapes.items():
        last = name.rpartition(".")[2]
        if last == "num_batches_tracked":
            state[name] = torch.tensor(7)
        elif last == "running_var" or (last == "weight" and len(shape) == 1):
            state[name] = 0.8 + 0.4 * torch.rand(shape, generator=generator)
        elif len(shape) == 1:
            state[name] = 0.1 * torch.randn(shape, generator=generator)
        else:
            state[name] = torch.randn(shape, generator=generator) * math.sqrt(1.6 / math.prod(shape[1:]))
    return state


def prefixed(shapes: Shapes, prefix: str) -> Shapes:
    return {prefix + name: shape for name, shape in shapes.items()}


def norm(name: str, width: int) -> Shapes:
    shapes: Shapes = {f"{name}.{part}": (width,) for part in ("weight", "bias", "running_mean", "running_var")}
    return {**shapes, f"{name}.num_batches_tracked": ()}


def linear(name: str, outputs: int, inputs: int) -> Shapes:
    return {f"{name}.weight": (outputs, inputs), f"{name}.bias": (outputs,)}


def conv(name: str, outputs: int, inputs: int, kernel: int = 1, *, bias: bool = False) -> Shapes:
    shapes: Shapes = {f"{name}.weight": (outputs, inputs, kernel, kernel)}
    return {**shapes, f"{name}.bias": (outputs,)} if bias else shapes


def rounded(channels: float) -> int:
    near = max(8, int(channels + 4) // 8 * 8)
    return near + 8 if near < 0.9 * channels else near


def blocks(model: str) -> Iterator[tuple[int, int, int, int, int, int, int]]:
    """Stage, number in the stage, kernel, stride, inputs, expanded, outputs of each block."""
    width, depth = SCALES[model]
    inputs = rounded(32 * width)
    for stage, (repeats, kernel, stride, expansion, channels) in enumerate(STAGES):
        for number in range(math.ceil(repeats * depth)):
            outputs = rounded(channels * width)
            yield stage, number, kernel, stride if number == 0 else 1, inputs, inputs * expansion, outputs
            inputs = outputs


def lukemelas(model: str = "b4") -> Shapes:
    """State dict of efficientnet-pytorch without its ``_fc``."""
    stem = rounded(32 * SCALES[model][0])
    shapes = {**conv("_conv_stem", stem, 3, 3), **norm("_bn0", stem)}
    outputs = 0
    for place, (_, _, kernel, _, inputs, middle, outputs) in enumerate(blocks(model)):
        base = f"_blocks.{place}"
        if middle != inputs:
            shapes |= conv(f"{base}._expand_conv", middle, inputs) | norm(f"{base}._bn0", middle)
        shapes |= conv(f"{base}._depthwise_conv", middle, 1, kernel) | norm(f"{base}._bn1", middle)
        shapes |= conv(f"{base}._se_reduce", inputs // 4, middle, bias=True)
        shapes |= conv(f"{base}._se_expand", middle, inputs // 4, bias=True)
        shapes |= conv(f"{base}._project_conv", outputs, middle) | norm(f"{base}._bn2", outputs)
    return shapes | conv("_conv_head", HEADS[model], outputs) | norm("_bn1", HEADS[model])


def timm(model: str = "b7") -> Shapes:
    """State dict of timm's ``tf_efficientnet_*_ns`` without its classifier."""
    stem = rounded(32 * SCALES[model][0])
    shapes = {**conv("conv_stem", stem, 3, 3), **norm("bn1", stem)}
    outputs = 0
    for stage, number, kernel, _, inputs, middle, outputs in blocks(model):
        base = f"blocks.{stage}.{number}"
        names = ("", "bn1", "conv_pw", "bn2") if middle == inputs else ("conv_pw", "bn2", "conv_pwl", "bn3")
        if names[0]:
            shapes |= conv(f"{base}.{names[0]}", middle, inputs) | norm(f"{base}.bn1", middle)
        shapes |= conv(f"{base}.conv_dw", middle, 1, kernel) | norm(f"{base}.{names[1]}", middle)
        shapes |= conv(f"{base}.se.conv_reduce", inputs // 4, middle, bias=True)
        shapes |= conv(f"{base}.se.conv_expand", middle, inputs // 4, bias=True)
        shapes |= conv(f"{base}.{names[2]}", outputs, middle) | norm(f"{base}.{names[3]}", outputs)
    return shapes | conv("conv_head", HEADS[model], outputs) | norm("bn2", HEADS[model])


def cadene() -> Shapes:
    """State dict of Cadene's Xception without its last layer."""
    shapes = {**conv("conv1", 32, 3, 3), **norm("bn1", 32), **conv("conv2", 64, 32, 3), **norm("bn2", 64)}
    for place, (inputs, outputs, _, stride) in enumerate(XCEPTION_BLOCKS, start=1):
        base = f"block{place}"
        if stride != 1:
            shapes |= conv(f"{base}.skip", outputs, inputs) | norm(f"{base}.skipbn", outputs)
        for at, (first, second) in _units(place):
            shapes |= _separable(f"{base}.rep.{at}", first, second) | norm(f"{base}.rep.{at + 1}", second)
    shapes |= _separable("conv3", 1024, 1536) | norm("bn3", 1536)
    return shapes | _separable("conv4", 1536, 2048) | norm("bn4", 2048)


def _separable(name: str, inputs: int, outputs: int) -> Shapes:
    return {**conv(f"{name}.conv1", inputs, 1, 3), **conv(f"{name}.pointwise", outputs, inputs)}


def _units(place: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """Index in ``rep`` and channels of each separable convolution; the first block starts without its ReLU."""
    inputs, outputs, repetitions, _ = XCEPTION_BLOCKS[place - 1]
    grows_last = place == len(XCEPTION_BLOCKS)
    for number in range(repetitions):
        grown = number == repetitions - 1 if grows_last else True
        first = inputs if number == 0 or grows_last else outputs
        yield 3 * number + (0 if place == 1 else 1), (first, outputs if grown else inputs)


# -- what the libraries compute ------------------------------------------------------------------------------------


def _normed(state: State, name: str, x: Tensor, eps: float) -> Tensor:
    mean, variance = state[f"{name}.running_mean"], state[f"{name}.running_var"]
    scale = state[f"{name}.weight"] / torch.sqrt(variance + eps)
    return (x - mean[:, None, None]) * scale[:, None, None] + state[f"{name}.bias"][:, None, None]


def _same(x: Tensor, kernel: int, stride: int, size: int | None = None) -> Tensor:
    """TensorFlow's ``same`` padding: by the picture's own size, or as a picture of side ``size`` would need it."""
    side = size or int(x.shape[-1])
    total = max((math.ceil(side / stride) - 1) * stride + kernel - side, 0)
    return functional.pad(x, (total // 2, total - total // 2, total // 2, total - total // 2))


def efficientnet_forward(state: State, x: Tensor, *, native: int | None = None, attention: bool = False) -> Tensor:
    """Pooled features (N, width) of efficientnet-pytorch's B4.

    ``native``: static padding as version 0.7.1 fixes it for pictures of that side, and DeepfakeBench's own stem, which
    has none. ``attention``: icpr2020dfdc's map after block 9.
    """
    side = native
    x = x if native else _same(x, 3, 2)
    x = functional.silu(_normed(state, "_bn0", functional.conv2d(x, state["_conv_stem.weight"], stride=2), 1e-3))
    side = math.ceil(side / 2) if side else None
    for place, (_, _, kernel, stride, inputs, middle, outputs) in enumerate(blocks("b4")):
        base, before = f"_blocks.{place}", x
        if middle != inputs:
            x = functional.silu(
                _normed(state, f"{base}._bn0", functional.conv2d(x, state[f"{base}._expand_conv.weight"]), 1e-3)
            )
        weight = state[f"{base}._depthwise_conv.weight"]
        x = functional.conv2d(_same(x, kernel, stride, side), weight, stride=stride, groups=middle)
        x = functional.silu(_normed(state, f"{base}._bn1", x, 1e-3))
        x = x * _squeeze(state, f"{base}._se_reduce", f"{base}._se_expand", x)
        x = _normed(state, f"{base}._bn2", functional.conv2d(x, state[f"{base}._project_conv.weight"]), 1e-3)
        x = x + before if stride == 1 and inputs == outputs else x
        side = math.ceil(side / stride) if side else None
        if attention and place == 9:
            x = x * torch.sigmoid(functional.conv2d(x, state["attconv.weight"], state["attconv.bias"]))
    x = functional.silu(_normed(state, "_bn1", functional.conv2d(x, state["_conv_head.weight"]), 1e-3))
    return x.mean((2, 3))


def _squeeze(state: State, reduce: str, expand: str, x: Tensor) -> Tensor:
    x = x.mean((2, 3), keepdim=True)
    x = functional.silu(functional.conv2d(x, state[f"{reduce}.weight"], state[f"{reduce}.bias"]))
    return torch.sigmoid(functional.conv2d(x, state[f"{expand}.weight"], state[f"{expand}.bias"]))


def timm_forward(state: State, x: Tensor, model: str = "b7") -> Tensor:
    """Pooled features (N, width) of timm's ``tf_efficientnet``."""
    x = functional.conv2d(_same(x, 3, 2), state["conv_stem.weight"], stride=2)
    x = functional.silu(_normed(state, "bn1", x, 1e-3))
    for stage, number, kernel, stride, inputs, middle, outputs in blocks(model):
        base, before = f"blocks.{stage}.{number}", x
        names = ("bn1", "conv_pw", "bn2") if middle == inputs else ("bn2", "conv_pwl", "bn3")
        if middle != inputs:
            x = functional.silu(
                _normed(state, f"{base}.bn1", functional.conv2d(x, state[f"{base}.conv_pw.weight"]), 1e-3)
            )
        x = functional.conv2d(_same(x, kernel, stride), state[f"{base}.conv_dw.weight"], stride=stride, groups=middle)
        x = functional.silu(_normed(state, f"{base}.{names[0]}", x, 1e-3))
        x = x * _squeeze(state, f"{base}.se.conv_reduce", f"{base}.se.conv_expand", x)
        x = _normed(state, f"{base}.{names[2]}", functional.conv2d(x, state[f"{base}.{names[1]}.weight"]), 1e-3)
        x = x + before if stride == 1 and inputs == outputs else x
    x = functional.silu(_normed(state, "bn2", functional.conv2d(x, state["conv_head.weight"]), 1e-3))
    return x.mean((2, 3))


def xception_forward(state: State, x: Tensor) -> Tensor:
    """Pooled features (N, 2048) of Cadene's Xception."""
    x = functional.relu(_normed(state, "bn1", functional.conv2d(x, state["conv1.weight"], stride=2), 1e-5))
    x = functional.relu(_normed(state, "bn2", functional.conv2d(x, state["conv2.weight"]), 1e-5))
    for place, (_, _, _, stride) in enumerate(XCEPTION_BLOCKS, start=1):
        base, before = f"block{place}", x
        for at, _ in _units(place):
            x = functional.relu(x) if at else x
            x = _normed(state, f"{base}.rep.{at + 1}", _separated(state, f"{base}.rep.{at}", x), 1e-5)
        if stride != 1:
            x = functional.max_pool2d(x, 3, stride, 1)
            skip = functional.conv2d(before, state[f"{base}.skip.weight"], stride=stride)
            before = _normed(state, f"{base}.skipbn", skip, 1e-5)
        x = x + before
    x = functional.relu(_normed(state, "bn3", _separated(state, "conv3", x), 1e-5))
    x = functional.relu(_normed(state, "bn4", _separated(state, "conv4", x), 1e-5))
    return x.mean((2, 3))


def _separated(state: State, name: str, x: Tensor) -> Tensor:
    depthwise = state[f"{name}.conv1.weight"]
    x = functional.conv2d(x, depthwise, padding=1, groups=len(depthwise))
    return functional.conv2d(x, state[f"{name}.pointwise.weight"])


# -- MesoNet -----------------------------------------------------------------------------------------------------------


def write_meso4(path: Path) -> Path:
    """A Keras file as MesoNet's are, with random weights and layer numbers that do not begin at 1."""
    rng = np.random.default_rng(4)
    widths = [(3, 3, 8), (5, 8, 8), (5, 8, 16), (5, 16, 16)]
    with h5py.File(path, "w") as file:

        def put(layer: str, **parts: npt.NDArray[Any]) -> None:
            for part, values in parts.items():
                file.create_dataset(f"{layer}/{layer}/{part}:0", data=values.astype("f4"))

        for place, (kernel, inputs, outputs) in enumerate(widths, start=9):
            put(
                f"conv2d_{place}",
                kernel=rng.normal(0, 0.2, (kernel, kernel, inputs, outputs)),
                bias=rng.normal(0, 0.1, outputs),
            )
            spread = {"gamma": rng.uniform(0.5, 1.5, outputs), "moving_variance": rng.uniform(0.5, 1.5, outputs)}
            shift = {"beta": rng.normal(0, 0.1, outputs), "moving_mean": rng.normal(0, 0.1, outputs)}
            put(f"batch_normalization_{place}", **spread, **shift)
        put("dense_9", kernel=rng.normal(0, 0.05, (1024, 16)), bias=rng.normal(0, 0.1, 16))
        put("dense_10", kernel=rng.normal(0, 0.5, (16, 1)), bias=rng.normal(0, 0.1, 1))
    return path
