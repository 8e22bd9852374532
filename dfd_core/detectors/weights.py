"""Reading and writing detector files with torch: the card and the state dict, nothing unpickled."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save

from dfd_core.detectors import container
from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.networks import BOOKKEEPING, Signed, build, load_state
from dfd_core.errors import DetectorError
from dfd_core.paths import atomic_write

_DTYPES: Mapping[torch.dtype, str] = {
    torch.float64: "F64",
    torch.float32: "F32",
    torch.float16: "F16",
    torch.bfloat16: "BF16",
}


def read_detector(path: Path) -> tuple[DetectorCard, dict[str, torch.Tensor]]:
    """The card and the tensors of a detector file, all sizes checked before allocation.

    Raises:
        DetectorError: the file is missing, cut off, damaged, or no detector file.
    """
    header = container.read_header(path)
    try:
        # Clones: the loaded tensors lean on the mapped file, which Windows would then refuse to replace.
        state = {name: tensor.clone() for name, tensor in load_file(path).items()}
    except (SafetensorError, OSError) as error:
        raise DetectorError("damaged_detector", f"{path}: damaged detector file: {error}") from error
    return header.card, state


def load_network(path: Path) -> Signed:
    """The network of a detector file with its weights, float32, in evaluation mode.

    Raises:
        DetectorError: as :func:`read_detector`, or the weights do not fit the card's network.
    """
    card, state = read_detector(path)
    network = build(card)
    load_state(network, state)
    return network


def write_detector(path: Path, card: DetectorCard, state: Mapping[str, torch.Tensor]) -> str:
    """Write a detector file atomically; the same card and weights give the same bytes. Returns the weights' hash.

    ``state`` is the state dict of the card's network (``build(card).state_dict()``); BatchNorm's step counters are
    left out.

    Raises:
        DetectorError: ``bad_weights``, a tensor is no floating-point one or holds a number that is not finite.
    """
    tensors = storable(state)
    text = json.dumps(card.to_json(), sort_keys=True, ensure_ascii=False)
    with atomic_write(path) as stream:
        stream.write(save(tensors, {container.CARD_KEY: text}))
    return weights_sha256(tensors)


def storable(state: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The tensors that a detector file holds: on the CPU, contiguous, unshared, finite, without step counters."""
    tensors: dict[str, torch.Tensor] = {}
    for name, tensor in state.items():
        if name.endswith(BOOKKEEPING):
            continue
        if tensor.dtype not in _DTYPES:
            raise DetectorError("bad_weights", f"tensor {name!r} is of kind {tensor.dtype}, no floating-point one")
        if not bool(torch.isfinite(tensor).all()):
            raise DetectorError("bad_weights", f"tensor {name!r} holds a number that is not finite")
        tensors[name] = tensor.detach().to("cpu", copy=True).contiguous()
    return tensors


def weights_sha256(state: Mapping[str, torch.Tensor]) -> str:
    """SHA-256 over sorted names, kinds, shapes and bytes; equals ``container.weights_sha256_of`` of the file."""
    digest = hashlib.sha256()
    for name in sorted(state):
        if name.endswith(BOOKKEEPING):
            continue
        tensor = state[name].detach().cpu().contiguous()
        digest.update(container.tensor_line(name, _DTYPES[tensor.dtype], tensor.shape))
        digest.update(tensor.reshape(-1).view(torch.uint8).numpy().tobytes())
    return digest.hexdigest()
