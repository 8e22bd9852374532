"""Where in a face a network finds what it takes for manipulation: a picture for people, no proof of anything.

Grad-CAM (Selvaraju et al., 2017, section 3): the channels of the last convolutional stage, weighted by the mean
gradient of the fake logit over each channel, summed, and negative values dropped. A network with an attention map of
its own (icpr2020dfdc's AutoAtt) shows that instead: it is part of the computation, not an estimate.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import nn
from torch.nn.functional import interpolate

from dfd_core.detectors.networks import Signed
from dfd_core.errors import DetectorError
from dfd_core.types import FloatArray, Image

ATTENTION = "attention map"


@dataclass(frozen=True, slots=True)
class Activation:
    """``map`` is uint8 ``(S, S)`` of the input's size, 255 = strongest; ``logits`` (1,) says fake where positive."""

    map: Image
    method: str
    logits: FloatArray


def activation(network: Signed, face: FloatArray) -> Activation:
    """The activation map of one finished input.

    Args:
        network: in evaluation mode, on the CPU.
        face: one network input ``(1, 3, S, S)`` float32.

    Raises:
        DetectorError: ``no_map``, the network has no convolution to show.
    """
    network.requires_grad_(requires_grad=False)
    x = torch.from_numpy(face)
    if network.has_attention:
        with torch.inference_mode():
            weights = network.attention(x)[0, 0]
            return Activation(_picture(weights - weights.min(), face), ATTENTION, network(x).numpy())
    layer = network.cam_layer or _last_convolution(network, x)
    cam, logits = _grad_cam(network, network.get_submodule(layer), x)
    return Activation(_picture(cam, face), f"Grad-CAM at {layer.removeprefix('network.')}", logits.numpy())


def _grad_cam(network: nn.Module, layer: nn.Module, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Map ``(h, w)`` at the layer's resolution, and logits (1,). Only what follows the layer is differentiated."""
    seen: list[torch.Tensor] = []

    def cut_here(_layer: nn.Module, _inputs: object, output: torch.Tensor) -> torch.Tensor:
        seen.append(output.detach().clone().requires_grad_())
        return seen[-1].clone()  # what follows may work in place

    handle = layer.register_forward_hook(cut_here)
    try:
        with torch.enable_grad():
            logits: torch.Tensor = network(x)
    finally:
        handle.remove()
    stage = seen[-1]
    (gradient,) = torch.autograd.grad(logits[0], stage)
    weights = gradient.mean(dim=(2, 3), keepdim=True)  # (1, C, 1, 1)
    return (weights * stage.detach()).sum(dim=1)[0].relu(), logits.detach()


def _last_convolution(network: nn.Module, x: torch.Tensor) -> str:
    """Name of the convolution that runs last and still gives a picture."""
    ran: list[str] = []
    handles = [
        module.register_forward_hook(
            lambda _layer, _inputs, output, name=name: ran.append(name) if output.shape[-1] > 1 else None
        )
        for name, module in network.named_modules()
        if isinstance(module, nn.Conv2d)
    ]
    try:
        with torch.inference_mode():
            network(x)
    finally:
        for handle in handles:
            handle.remove()
    if not ran:
        raise DetectorError("no_map", "this network has no convolution whose activation could be shown")
    return ran[-1]


def _picture(values: torch.Tensor, face: FloatArray) -> Image:
    """Values ``(h, w)`` from 0 as grey of the input's size, the largest white; all black where there is nothing."""
    whole = interpolate(values[None, None].float(), face.shape[2:], mode="bilinear", align_corners=False)[0, 0]
    top = float(whole.max())
    shown = whole / top * 255 if np.isfinite(top) and top > 0 else torch.zeros_like(whole)
    return shown.round().to(torch.uint8).numpy()
