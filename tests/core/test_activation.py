"""Activation maps: Grad-CAM by its formula, the region that decides, and every architecture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.functional import interpolate

from dfd_core.detectors.activation import ATTENTION, activation
from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.networks import NETWORKS, Signed, build
from dfd_core.errors import DetectorError
from dfd_core.faces.rules import SEED, Normalisation
from dfd_core.types import FloatArray

EXTRA: Mapping[str, dict[str, Any]] = {
    "seed-xception": {"head": "submission", "hidden": 256},
    "seed-b1": {"head": "notebook"},
    "meso4": {"output": "real_probability_logit", "input_px": 256},
    "mesoinception4": {"output": "real_probability_logit", "input_px": 256},
    "xception": {"head": "linear"},
    "b4": {"head": "siamese"},
    "b4-attention": {"head": "linear"},
    "b4-fixed-padding": {"head": "linear", "output": "softmax_fake_second"},
}


class RedSeeker(nn.Module):
    """Says fake for what is redder than green, by the mean over the picture."""

    def __init__(self, sign: float = 1.0, cam_layer: str = "conv") -> None:
        super().__init__()
        self.cam_layer = cam_layer
        self.conv = nn.Conv2d(3, 2, 1, bias=False)
        self.out = nn.Linear(2, 1)
        with torch.no_grad():
            self.conv.weight.copy_(torch.tensor([[1.0, 0, 0], [0, 1.0, 0]])[..., None, None])
            self.out.weight.copy_(sign * torch.tensor([[4.0, -4.0]]))
            self.out.bias.zero_()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """``(N, 3, S, S)`` to ``(N, 1)``."""
        seen = torch.relu_(self.conv(x))
        result: torch.Tensor = self.out(seen.mean(dim=(2, 3)))
        return result


def spotted(size: int = 32) -> FloatArray:
    """Green all over, with a red spot at the upper right."""
    face = np.zeros((1, 3, size, size), np.float32)
    face[:, 1] = 1.0
    face[:, :, 4:12, 20:28] = np.array([1.0, 0.0, 0.0], np.float32)[None, :, None, None]
    return face


def test_the_map_shows_the_region_that_decides() -> None:
    seen = activation(Signed(RedSeeker(), "fake_logit").eval(), spotted())
    assert seen.method == "Grad-CAM at conv"
    assert seen.map.shape == (32, 32)
    assert seen.map.dtype == np.uint8
    assert (seen.map[4:12, 20:28] == 255).all()
    assert seen.map.sum() == 255 * 64


def test_what_speaks_against_a_fake_is_not_shown() -> None:
    seen = activation(Signed(RedSeeker(sign=-1.0), "fake_logit").eval(), spotted())
    assert (seen.map[4:12, 20:28] == 0).all()
    assert seen.map[20, 5] == 255


def test_the_sign_of_the_card_decides_what_fake_is() -> None:
    plain = activation(Signed(RedSeeker(), "fake_logit").eval(), spotted())
    turned = activation(Signed(RedSeeker(sign=-1.0), "real_probability_logit").eval(), spotted())
    np.testing.assert_array_equal(plain.map, turned.map)
    np.testing.assert_allclose(plain.logits, turned.logits)


def test_without_a_named_layer_the_last_convolution_is_shown() -> None:
    seen = activation(Signed(RedSeeker(cam_layer=""), "fake_logit").eval(), spotted())
    assert seen.method == "Grad-CAM at conv"
    assert seen.map[8, 24] == 255


def test_nothing_to_show_is_black_or_refused() -> None:
    network = Signed(RedSeeker(), "fake_logit").eval()
    assert not activation(network, np.zeros((1, 3, 32, 32), np.float32)).map.any()
    flat = Signed(nn.Sequential(nn.Flatten(), nn.Linear(48, 1)), "fake_logit")
    with pytest.raises(DetectorError, match="no convolution"):
        activation(flat, np.zeros((1, 3, 4, 4), np.float32))


def test_it_is_the_published_formula() -> None:
    """With a global mean and one linear layer the weights are those of that layer: written out by hand."""
    card = DetectorCard("net", "xception", 96, SEED, Normalisation("half"), head="linear")
    torch.manual_seed(3)
    network = build(card)
    face = np.random.default_rng(1).normal(size=(1, 3, 96, 96)).astype(np.float32)
    stages: list[torch.Tensor] = []
    network.get_submodule(network.cam_layer).register_forward_hook(lambda _m, _i, out: stages.append(out.clone()))
    with torch.no_grad():
        logit = network(torch.from_numpy(face))
    weights = network.get_parameter("network.head.weight").detach()[0]
    cam = torch.einsum("c,chw->hw", weights, stages[0][0]).relu()
    wanted = interpolate((cam / cam.max())[None, None], (96, 96), mode="bilinear")[0, 0]
    seen = activation(network, face)
    np.testing.assert_allclose(seen.map, wanted / wanted.max() * 255, atol=1.0)
    np.testing.assert_allclose(seen.logits, logit, rtol=1e-5)


@pytest.mark.parametrize("name", sorted(NETWORKS.keys() - {"b7"}))
def test_every_network_has_a_map(name: str) -> None:
    card = replace(DetectorCard("net", name, 96, SEED, Normalisation("unit")), **EXTRA.get(name, {}))
    torch.manual_seed(0)
    network = build(card)
    before = {key: value.clone() for key, value in network.state_dict().items()}
    face = np.random.default_rng(0).random((1, 3, card.input_px, card.input_px), np.float32)
    first, second = activation(network, face), activation(network, face)
    assert first.map.shape == (card.input_px, card.input_px)
    assert (first.method == ATTENTION) == (name == "b4-attention")
    np.testing.assert_array_equal(first.map, second.map)
    assert int(first.map.max()) in {0, 255}
    with torch.inference_mode():
        np.testing.assert_allclose(first.logits, network(torch.from_numpy(face)), rtol=1e-4, atol=1e-5)
    assert all(torch.equal(value, before[key]) for key, value in network.state_dict().items())
