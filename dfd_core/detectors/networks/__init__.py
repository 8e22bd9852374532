"""Architectures by name. A new family is one module with a ``NETWORKS`` of builders, merged here.

A builder takes the card and returns a module ``(N, 3, S, S) -> (N, 1)`` or ``(N, 2)``; :func:`build` turns its
output into one fake-positive logit by the card's ``output``. A module may have an attribute ``cam_layer`` (name of
its last convolutional stage) and a method ``attention``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import torch
from torch import nn

from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.networks import meso, public, seed, small
from dfd_core.errors import DetectorError

Builder: TypeAlias = Callable[[DetectorCard], nn.Module]

NETWORKS: Mapping[str, Builder] = {**seed.NETWORKS, **meso.NETWORKS, **public.NETWORKS, **small.NETWORKS}

BOOKKEEPING = "num_batches_tracked"
"""BatchNorm's step counters: they change no output, and files with and without them are the same detector."""


class Signed(nn.Module):
    """A network read by its card: ``(N, 3, S, S)`` float32 to ``(N,)``, one logit a face, positive = fake.

    The keys of its state dict are those of the wrapped network, without a prefix of this wrapper: they are the keys
    of the detector file. ``cam_layer`` is empty where the network names none.
    """

    def __init__(self, network: nn.Module, output: str) -> None:
        super().__init__()
        self.network = network
        self.output = output
        layer = getattr(network, "cam_layer", "")
        self.cam_layer = f"network.{layer}" if isinstance(layer, str) and layer else ""
        # torch leaves the two methods unannotated
        self.register_state_dict_post_hook(_strip_prefix)  # type: ignore[no-untyped-call]
        self.register_load_state_dict_pre_hook(_add_prefix)  # type: ignore[no-untyped-call]

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Fake-positive logits (N,) of faces."""
        raw: torch.Tensor = self.network(x)
        if self.output == "softmax_fake_second":
            return raw[:, 1] - raw[:, 0]
        logit = raw.reshape(-1)
        return -logit if self.output == "real_probability_logit" else logit

    @property
    def has_attention(self) -> bool:
        """Whether the network offers an attention map of its own."""
        return callable(getattr(self.network, "attention", None))

    def attention(self, x: torch.Tensor) -> torch.Tensor:
        """The network's own attention map ``(N, 1, h, w)``, 0..1.

        Raises:
            DetectorError: ``no_attention``, this network has none.
        """
        attend = getattr(self.network, "attention", None)
        if not callable(attend):
            raise DetectorError("no_attention", "this network has no attention map of its own")
        result: torch.Tensor = attend(x)
        return result


def _strip_prefix(_module: nn.Module, state: dict[str, Any], prefix: str, _metadata: object) -> None:
    inner = f"{prefix}network."
    for key in [key for key in state if key.startswith(inner)]:
        state[prefix + key.removeprefix(inner)] = state.pop(key)


def _add_prefix(_module: nn.Module, state: dict[str, Any], prefix: str, *_others: object) -> None:
    for key in [key for key in state if key.startswith(prefix)]:
        state[f"{prefix}network.{key.removeprefix(prefix)}"] = state.pop(key)


def build(card: DetectorCard) -> Signed:
    """The card's network with random weights, in evaluation mode.

    Raises:
        DetectorError: ``unknown_network``, or ``bad_card`` where the network cannot be what the card says.
    """
    if card.network not in NETWORKS:
        raise DetectorError("unknown_network", f"{card.name}: unknown network {card.network!r}", "update the program")
    return Signed(NETWORKS[card.network](card), card.output).eval()


def load_state(module: Signed, state: Mapping[str, torch.Tensor]) -> None:
    """Put every tensor of ``state`` where it belongs, all of them or none.

    Raises:
        DetectorError: ``wrong_weights``, naming the first missing key, unknown key or wrong shape.
    """
    wanted = module.state_dict()
    given = {key: value for key, value in state.items() if not key.endswith(BOOKKEEPING)}
    for key, value in wanted.items():
        if key.endswith(BOOKKEEPING):
            continue
        if key not in given:
            raise DetectorError("wrong_weights", f"the weights have no {key!r}")
        if given[key].shape != value.shape:
            found, expected = tuple(given[key].shape), tuple(value.shape)
            raise DetectorError("wrong_weights", f"{key!r} has shape {found} where {expected} belongs")
    if unknown := [key for key in given if key not in wanted]:
        raise DetectorError("wrong_weights", f"unknown tensor {unknown[0]!r} in the weights")
    counters = {key: value for key, value in wanted.items() if key.endswith(BOOKKEEPING)}
    module.load_state_dict({**counters, **given}, strict=True)
