"""Files of DeepfakeBench v1.0.1; facts of them: CHECKPOINTS.md section 5."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.importers.base import Choices, Converted, Taker, features, has, linear, origin, today
from dfd_core.detectors.importers.reading import Checkpoint
from dfd_core.detectors.networks.backbones import B4_WIDTH, XCEPTION_WIDTH
from dfd_core.faces.rules import DEEPFAKEBENCH, Normalisation

_ADJUST = "backbone.adjust_channel"
_ADJUST_SHAPES: Mapping[str, tuple[int, ...]] = {
    f"{_ADJUST}.0.weight": (512, XCEPTION_WIDTH, 1, 1),
    f"{_ADJUST}.0.bias": (512,),
    **{f"{_ADJUST}.1.{part}": (512,) for part in ("weight", "bias", "running_mean", "running_var")},
}


@dataclass(frozen=True, slots=True)
class DeepfakebenchImporter:
    """DeepfakeBench v1.0.1: Xception and EfficientNet-B4 (the latter with its fixed padding)."""

    family: str = "deepfakebench"

    def recognise(self, checkpoint: Checkpoint) -> bool:
        """By the ``backbone.`` prefix and the two-class head."""
        return has(checkpoint, "backbone.last_linear.weight") or has(checkpoint, "backbone.last_layer.weight")

    def convert(self, checkpoint: Checkpoint, choices: Choices) -> Converted:
        """See ``Importer``."""
        choices.refuse("DeepfakeBench")
        taker = Taker(checkpoint)
        if has(checkpoint, "backbone.last_linear.weight"):
            card = _bench_card(checkpoint, choices.name, "xception", "Xception", (0.737, 0.708))
            state = linear(taker, "backbone.last_linear", (2, XCEPTION_WIDTH))
            taker.drop(_ADJUST_SHAPES)
            state |= features(checkpoint, taker, "backbone.", card)
        else:
            card = _bench_card(checkpoint, choices.name, "b4-fixed-padding", "EfficientNet-B4", (0.749, 0.696))
            state = linear(taker, "backbone.last_layer", (2, B4_WIDTH))
            state |= features(checkpoint, taker, "backbone.efficientnet.", card)
        taker.finish()
        return Converted(card, state)


def _bench_card(checkpoint: Checkpoint, name: str, network: str, title: str, auc: tuple[float, float]) -> DetectorCard:
    return DetectorCard(
        name=name,
        network=network,
        input_px=256,
        crop=DEEPFAKEBENCH,
        normalisation=Normalisation("half"),
        head="linear",
        output="softmax_fake_second",
        title=f"DeepfakeBench {title}",
        family="deepfakebench",
        source=f"github.com/SCLBD/DeepfakeBench v1.0.1; {origin(checkpoint)}",
        licence="CC BY-NC 4.0",
        commercial=False,
        training={"data": "FaceForensics++ c23"},
        figures={"celeb_df_v2_frame_auc": auc[0], "dfdc_frame_auc": auc[1]},
        limits=("no commercial use",),
        created=today(),
    )
