"""Files of icpr2020dfdc (Politecnico di Milano); facts of them: CHECKPOINTS.md section 3."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch

from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.importers.base import Choices, Converted, Taker, features, has, linear, origin, today
from dfd_core.detectors.importers.reading import Checkpoint
from dfd_core.detectors.networks.backbones import B4_WIDTH, XCEPTION_WIDTH
from dfd_core.detectors.networks.public import ATTENTION_WIDTH
from dfd_core.faces.rules import ICPR2020, Normalisation

KNOWN: Mapping[str, str] = {
    "4df0ef7d2f380a5955affa78c35d0942ac1cd65229510353b252737775515a33": "EfficientNetAutoAttB4ST_DFDC",
    "ddb357503b9b902e1b925c2550415604c4252b9b9ecafeb7369dc58cc16e9edd": "EfficientNetAutoAttB4ST_FFPP",
    "72ed969b2a395fffe11a0d5bf0a635e7260ba2588c28683630d97ff7153389fc": "EfficientNetAutoAttB4_DFDC",
    "b0c9e9522a7143cf119843e910234be5e30f77dc527b1b427cdffa5ce3bdbc25": "EfficientNetAutoAttB4_FFPP",
    "86f0a0701b18694dfb5e7837bd09fa8e48a5146c193227edccf59f1b038181c6": "EfficientNetB4ST_DFDC",
    "ccd016668071be5bf5fff68e446d055441739ec7113fb1a6eee998f08396ae92": "EfficientNetB4ST_FFPP",
    "c9f3663e2116d3356d056a0ce6453e0fc412a8df68ebd0902f07104d9129a09a": "EfficientNetB4_DFDC",
    "93aaad84946829e793d1a67ed7e0309b535e2f2395acb4f8d16b92c0616ba8d7": "EfficientNetB4_FFPP",
    "e826cdb64d73ef491e6b8ff8fce0e1e1b7fc1d8e2715bc51a56280fff17596f9": "Xception_DFDC",
    "bb119e4913cb8f816cd28a03f81f4c603d6351bf8e3f8e3eb99eebc923aecd22": "Xception_FFPP",
}
"""SHA-256 of the published files, which is also part of their names, and the model and data set they are."""

_FIGURES: Mapping[str, Mapping[str, Any]] = {
    "Xception_DFDC": {"dfdc_own_split_video_logloss": 0.2537, "dfdc_own_split_video_auc": 0.950},
    "EfficientNetB4_DFDC": {"dfdc_own_split_video_logloss": 0.2637, "dfdc_own_split_video_auc": 0.947},
    "EfficientNetB4_FFPP": {"ffpp_c23_video_logloss": 0.2456, "ffpp_c23_video_auc": 0.966},
    "EfficientNetAutoAttB4_DFDC": {"golden_scores": {"lynaeydofd (real)": 0.0037, "mqzvfufzoq (fake)": 0.9999}},
}
_DATA = {"DFDC": "DFDC training set", "FFPP": "FaceForensics++ c23"}


@dataclass(frozen=True, slots=True)
class Icpr2020Importer:
    """Politecnico di Milano: EfficientNet-B4 and Xception, with and without attention and triplet training (ST)."""

    family: str = "icpr2020"

    def recognise(self, checkpoint: Checkpoint) -> bool:
        """By the prefix of the backbone and the head that stands beside it."""
        return (
            has(checkpoint, "xception.last_linear.weight")
            or has(checkpoint, "efficientnet._conv_stem.weight", "classifier.weight")
            or has(checkpoint, "feat_ext.efficientnet._conv_stem.weight", "classifier.1.weight")
        )

    def convert(self, checkpoint: Checkpoint, choices: Choices) -> Converted:
        """See ``Importer``."""
        choices.refuse("icpr2020dfdc")
        taker = Taker(checkpoint)
        card = _card(checkpoint, choices.name)
        if card.network == "xception":
            state = linear(taker, "xception.last_linear", (1, XCEPTION_WIDTH))
            state |= features(checkpoint, taker, "xception.", card)
        else:
            state = _b4(checkpoint, taker, card)
        taker.finish()
        return Converted(card, state, _notes(checkpoint, card))


def _b4(checkpoint: Checkpoint, taker: Taker, card: DetectorCard) -> dict[str, torch.Tensor]:
    siamese = card.head == "siamese"
    prefix = "feat_ext.efficientnet." if siamese else "efficientnet."
    state: dict[str, torch.Tensor] = {}
    if siamese:
        norm = taker.take_norm("classifier.0", B4_WIDTH)
        state |= {f"head.0.{part}": tensor for part, tensor in norm.items()}
        state |= linear(taker, "classifier.1", (1, B4_WIDTH), "head.1")
        taker.drop({"feat_ext.classifier.weight": (1, B4_WIDTH), "feat_ext.classifier.bias": (1,)})
    else:
        state |= linear(taker, "classifier", (1, B4_WIDTH))
    if card.network == "b4-attention":
        state["attconv.weight"] = taker.take(f"{prefix}attconv.weight", (1, ATTENTION_WIDTH, 1, 1))
        state["attconv.bias"] = taker.take(f"{prefix}attconv.bias", (1,))
    return state | features(checkpoint, taker, prefix, card)


def _card(checkpoint: Checkpoint, name: str) -> DetectorCard:
    siamese = any(key.startswith("feat_ext.") for key in checkpoint.tensors)
    attention = any(key.endswith("efficientnet.attconv.weight") for key in checkpoint.tensors)
    xception = has(checkpoint, "xception.last_linear.weight")
    network = "xception" if xception else ("b4-attention" if attention else "b4")
    model = "Xception" if xception else f"EfficientNet{'AutoAtt' if attention else ''}B4{'ST' if siamese else ''}"
    said = KNOWN.get(checkpoint.sha256, checkpoint.path.name)
    data = next((key for key in _DATA if f"_{key}" in said), "")
    return DetectorCard(
        name=name,
        network=network,
        input_px=224,
        crop=ICPR2020,
        normalisation=Normalisation("imagenet"),
        head="siamese" if siamese else "linear",
        frame_rule="logit_mean",
        title=f"icpr2020dfdc {model} {data}".strip(),
        family="icpr2020",
        source=f"github.com/polimi-ispl/icpr2020dfdc; {origin(checkpoint)}",
        licence="GPL-3.0",
        training={"data": _DATA.get(data, "unknown: the file's name does not say (DFDC or FaceForensics++)")},
        figures=_FIGURES.get(f"{model}_{data}", {}),
        limits=("trained on fakes of 2019; expects 32 frames a clip",),
        created=today(),
    )


def _notes(checkpoint: Checkpoint, card: DetectorCard) -> tuple[str, ...]:
    if checkpoint.sha256 in KNOWN:
        notes = [f"recognised by its hash as {KNOWN[checkpoint.sha256]}"]
    else:
        notes = [f"recognised by its keys as {card.title}; its hash is none of the published files"]
    if card.network == "b4-attention":
        notes.append("it has an attention map of its own, offered as its heat map")
    return tuple(notes)
