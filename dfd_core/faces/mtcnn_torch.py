"""MTCNN's networks on torch: for CUDA and MPS."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch.nn import functional

from dfd_core.faces.mtcnn_networks import Affine, Flatten, Layer, Pool, PRelu
from dfd_core.types import FloatArray, Image


class TorchNetwork:
    """A network of ``mtcnn_networks`` as torch operations on ``device``, float32."""

    pixels_a_run = 4_000_000

    def __init__(self, layers: Sequence[Layer], device: str) -> None:
        """Move the weights to ``device``."""
        self._device = torch.device(device)
        self._layers = [(layer, self._tensors(layer)) for layer in layers]

    def __call__(self, pictures: Image) -> FloatArray:
        """Run on pictures ``(N, h, w, 3)`` uint8; the result is on the host, float32."""
        with torch.inference_mode():
            value = torch.from_numpy(np.ascontiguousarray(pictures)).to(self._device)
            value = value.permute(0, 3, 1, 2).float().contiguous()
            for layer, tensors in self._layers:
                value = _apply(layer, tensors, value)
            result: FloatArray = value.cpu().numpy()
        return result

    def _tensors(self, layer: Layer) -> tuple[torch.Tensor, ...]:
        match layer:
            case Affine(weight, bias):
                arrays: tuple[FloatArray, ...] = (weight, bias)
            case PRelu(slopes):
                arrays = (slopes,)
            case _:
                arrays = ()
        return tuple(torch.tensor(array, device=self._device) for array in arrays)


def _apply(layer: Layer, tensors: tuple[torch.Tensor, ...], value: torch.Tensor) -> torch.Tensor:
    match layer:
        case Affine(kernel):
            weight, bias = tensors
            operation = functional.conv2d if kernel.ndim == 4 else functional.linear
            return operation(value, weight, bias)
        case PRelu():
            return functional.prelu(value, tensors[0])
        case Pool(window):
            pooled: torch.Tensor = functional.max_pool2d(value, window, 2, ceil_mode=True)
            return pooled
        case Flatten():
            return value.permute(0, 3, 2, 1).flatten(1)
