"""MesoNet's four Keras files (Afchar et al., 2018)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import torch

from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.importers.base import Choices, Converted, origin, today, wrong
from dfd_core.detectors.importers.reading import Checkpoint
from dfd_core.detectors.networks import build
from dfd_core.faces.rules import MESONET, Normalisation

INPUT_PX = 256
KNOWN: Mapping[str, str] = {
    "036ed30d04ffd9c7506f825b97c86aa64915f5818931da96817b169aad790af5": "Meso4_DF",
    "bcfda015d217b9f8d6557693edbdf9f4e79cfd22672541968dd0e2954462b5d7": "Meso4_F2F",
    "234586d40058e76ef8b6f27ca4b63c06e31c2a5a69c0d8ba6f30b1468ab7bafa": "MesoInception_DF",
    "d4533ac8a3197dc35c47405d23d99e888c1d0135e267e03540c7451feaccff3f": "MesoInception_F2F",
}
"""SHA-256 of the files in the authors' repository."""

_LAYER = re.compile(r"(?:^|/)(conv2d|batch_normalization|dense)_(\d+)/([a-z_]+):0$")
_PARTS: Mapping[str, Mapping[str, str]] = {
    "conv2d": {"kernel": "weight", "bias": "bias"},
    "dense": {"kernel": "weight", "bias": "bias"},
    "batch_normalization": {
        "gamma": "weight",
        "beta": "bias",
        "moving_mean": "running_mean",
        "moving_variance": "running_var",
    },
}
_PLACES: Mapping[str, str] = {"conv2d": "convs", "batch_normalization": "norms", "dense": "dense"}
_TRAINED_ON: Mapping[str, str] = {
    "DF": "the authors' own Deepfakes videos from the web",
    "F2F": "Face2Face videos of FaceForensics",
}


@dataclass(frozen=True, slots=True)
class MesonetImporter:
    """See the module."""

    family: str = "mesonet"

    def recognise(self, checkpoint: Checkpoint) -> bool:
        """By the container: only MesoNet comes as Keras files here."""
        return checkpoint.kind == "keras"

    def convert(self, checkpoint: Checkpoint, choices: Choices) -> Converted:
        """Keras' layers in order of their numbers, which is the order of creation, into torch's layouts."""
        choices.refuse("MesoNet")
        state = _renamed(checkpoint)
        inception = "convs.15.weight" in state
        known = KNOWN.get(checkpoint.sha256, "")
        card = _card(checkpoint, choices.name, known, inception=inception)
        wanted = {k: v for k, v in build(card).state_dict().items() if not k.endswith("num_batches_tracked")}
        for key, value in wanted.items():
            if key not in state:
                raise wrong(checkpoint, f"it has no tensor for {key!r}")
            if state[key].shape != value.shape:
                raise wrong(checkpoint, f"{key!r} has shape {tuple(state[key].shape)}, not {tuple(value.shape)}")
        if unknown := sorted(state.keys() - wanted.keys()):
            raise wrong(checkpoint, f"unknown tensor {unknown[0]!r}")
        note = f"recognised by its hash as {known}" if known else "its hash is none of MesoNet's four published files"
        return Converted(card, state, (note,))


def _renamed(checkpoint: Checkpoint) -> dict[str, torch.Tensor]:
    """``conv2d_5/conv2d_5/kernel:0`` -> ``convs.0.weight`` (height, width, in, out -> out, in, height, width)."""
    found: dict[tuple[str, int, str], torch.Tensor] = {}
    for name, tensor in checkpoint.tensors.items():
        match = _LAYER.search(name)
        part = _PARTS[match.group(1)].get(match.group(3)) if match else None
        if match is None or part is None:
            raise wrong(checkpoint, f"unknown tensor {name!r}")
        found[match.group(1), int(match.group(2)), part] = _as_torch(tensor)
    numbers = {kind: sorted({number for k, number, _ in found if k == kind}) for kind in _PLACES}
    return {
        f"{_PLACES[kind]}.{numbers[kind].index(number)}.{part}": tensor
        for (kind, number, part), tensor in found.items()
    }


def _as_torch(tensor: torch.Tensor) -> torch.Tensor:
    if tensor.ndim == 4:
        return tensor.permute(3, 2, 0, 1).contiguous()
    return tensor.t().contiguous() if tensor.ndim == 2 else tensor


def _card(checkpoint: Checkpoint, name: str, known: str, *, inception: bool) -> DetectorCard:
    data = _TRAINED_ON.get(known.partition("_")[2], "unknown")
    return DetectorCard(
        name=name,
        network="mesoinception4" if inception else "meso4",
        input_px=INPUT_PX,
        crop=MESONET,
        normalisation=Normalisation("unit"),
        output="real_probability_logit",
        classes=("fake", "real"),
        title=f"MesoNet {known or ('MesoInception' if inception else 'Meso4')}",
        family="mesonet",
        source=f"github.com/DariusAf/MesoNet; {origin(checkpoint)}",
        licence="Apache-2.0",
        training={"data": data},
        figures={"celeb_df_v2_frame_auc": 0.609, "note": "third-party figure of MesoInception; Meso4 is similar"},
        limits=("weak on modern fakes: hardly better than chance on some methods; small and fast",),
        created=today(),
    )
