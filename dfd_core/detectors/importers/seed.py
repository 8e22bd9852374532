"""Files of the seed solution (GreatGameDota, DFDC 69th place): the state dict of ``FCN(base, h1)``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast, get_args

from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.importers.base import Choices, Converted, Taker, has, origin, today, wrong
from dfd_core.detectors.importers.reading import Checkpoint, Tensors
from dfd_core.detectors.networks import build, seed
from dfd_core.detectors.networks.backbones import B1_WIDTH, XCEPTION_WIDTH
from dfd_core.errors import UsageError
from dfd_core.faces.rules import SEED, Normalisation

Kind = Literal["imagenet", "half", "raw255", "unit"]

SIZES = (150, 224)
_NETWORKS = {XCEPTION_WIDTH: ("seed-xception", "Xception"), B1_WIDTH: ("seed-b1", "EfficientNet-B1")}
_OUTPUT_LAYERS = ("base.1", "base.1.fc", "base.output", "base.output.fc")
_TRAINING = {
    "data": "DFDC training set, folders 0-40 (validation 41-49) or 0-39 (40-49); faces of 10 frames a video, 150 px",
    "recipe": "Adam 5e-4, batch 64, 20 epochs, one random frame a video and epoch, fakes undersampled to the reals",
}
_FIGURES = {
    "logloss_public_single_models": [0.402, 0.439, 0.41879, 0.392, 0.4099, 0.4, 0.41],
    "logloss_public_all_seven": 0.3624,
    "logloss_private_all_seven": 0.49641,
    "note": "published for the seven models; which of them this file is cannot be read from it",
}


@dataclass(frozen=True, slots=True)
class SeedImporter:
    """See the module."""

    family: str = "seed"

    def recognise(self, checkpoint: Checkpoint) -> bool:
        """By the head's and the backbone's names."""
        return has(checkpoint, "h1.l.weight") and any(key.startswith("base.0.") for key in checkpoint.tensors)

    def convert(self, checkpoint: Checkpoint, choices: Choices) -> Converted:
        """The file's own names are those of our network; only the unused 1000-class layer is left out."""
        taker = Taker(checkpoint)
        weight = checkpoint.tensors.get("h1.l.weight")
        if weight is None or weight.ndim != 2 or weight.shape[1] not in _NETWORKS:
            raise wrong(checkpoint, "its head 'h1.l.weight' fits neither Xception (2048) nor EfficientNet-B1 (1280)")
        hidden, width = int(weight.shape[0]), int(weight.shape[1])
        for layer in _OUTPUT_LAYERS:
            taker.drop({f"{layer}.weight": (1000, width), f"{layer}.bias": (1000,)})
        card, notes = self._card(checkpoint, choices, width, hidden)
        state = {
            key: taker.take(key, tuple(value.shape))
            for key, value in build(card).state_dict().items()
            if not key.endswith("num_batches_tracked")
        }
        taker.finish()
        return Converted(card, state, notes)

    def _card(
        self, checkpoint: Checkpoint, choices: Choices, width: int, hidden: int
    ) -> tuple[DetectorCard, tuple[str, ...]]:
        network, title = _NETWORKS[width]
        head, why_head = _head(checkpoint, choices.head)
        size, kind, why_input = _preprocessing(choices)
        card = DetectorCard(
            name=choices.name,
            network=network,
            input_px=size,
            crop=SEED,
            normalisation=Normalisation(kind),
            head=head,
            hidden=hidden,
            title=f"DFDC 69th place, {title}, {size} px",
            family=self.family,
            source=f"GreatGameDota's DFDC solution; {origin(checkpoint)}",
            licence="not stated in the file",
            training=_TRAINING,
            figures=_FIGURES,
            limits=("trained on face swaps of 2019 (DFDC); scores are not calibrated",),
            created=today(),
        )
        return card, (why_head, why_input)


def _head(checkpoint: Checkpoint, asked: str | None) -> tuple[str, str]:
    """The head variant and why: BatchNorms that training never touched belong to the notebook's head."""
    if asked is not None and asked not in seed.HEADS:
        raise UsageError("bad_head", f"there is no head {asked!r}", f"choose one of {', '.join(seed.HEADS)}")
    proposed = "notebook" if untouched(checkpoint.tensors, "h1.b1") else "submission"
    if asked is not None and asked != proposed:
        return asked, f"head {asked!r} as you said; the file's BatchNorm statistics look like {proposed!r}"
    state = "untouched" if proposed == "notebook" else "trained"
    confirmed = "as you said" if asked else "change it with --head if you know better"
    return proposed, f"head {proposed!r}, because the head's BatchNorm is {state}; {confirmed}"


def untouched(values: Tensors, prefix: str) -> bool:
    """Whether a BatchNorm still is as it was created: mean 0, variance 1, scale 1, shift 0."""
    fresh = {"running_mean": 0.0, "running_var": 1.0, "weight": 1.0, "bias": 0.0}
    found = {part: values.get(f"{prefix}.{part}") for part in fresh}
    return all(tensor is not None and bool((tensor == fresh[part]).all()) for part, tensor in found.items())


def _preprocessing(choices: Choices) -> tuple[int, Kind, str]:
    """Input size and normalisation: 150 px with ImageNet's, 224 px with raw 0..255."""
    size = choices.input_px or SIZES[0]
    if not 64 <= size <= 1024:
        raise UsageError("bad_input", f"input size {size} is not within 64..1024 pixels", "the seed used 150 and 224")
    usual = "raw255" if size == SIZES[1] else "imagenet"
    kind = choices.normalise or usual
    if kind not in get_args(Kind):
        raise UsageError("bad_normalise", f"unknown normalisation {kind!r}", f"one of {', '.join(get_args(Kind))}")
    note = f"input {size} px with normalisation {kind!r}; the file cannot tell 150 px (imagenet) from 224 px (raw255)"
    said = choices.input_px is not None or choices.normalise is not None
    return size, cast("Kind", kind), note if said else f"{note}: use --input 224 for the other kind"
