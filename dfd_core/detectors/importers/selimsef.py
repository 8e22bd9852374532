"""Files of the DFDC winner (Selim Seferbekov); facts of them: CHECKPOINTS.md section 4."""

from __future__ import annotations

from dataclasses import dataclass

from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.importers.base import Choices, Converted, Taker, features, has, linear, origin, today
from dfd_core.detectors.importers.reading import Checkpoint
from dfd_core.detectors.networks.backbones import B7_WIDTH
from dfd_core.faces.rules import SELIMSEF, Normalisation


@dataclass(frozen=True, slots=True)
class SelimsefImporter:
    """The DFDC winner: EfficientNet-B7 of timm under ``encoder.``, head ``fc``."""

    family: str = "selimsef"

    def recognise(self, checkpoint: Checkpoint) -> bool:
        """By names and wrapper: a bare dict of the same names is what Deepware published, with another crop."""
        return checkpoint.wrapper == "state_dict" and has(checkpoint, "encoder.conv_stem.weight", "fc.weight")

    def convert(self, checkpoint: Checkpoint, choices: Choices) -> Converted:
        """See ``Importer``."""
        choices.refuse("DFDC winner")
        taker = Taker(checkpoint)
        card = DetectorCard(
            name=choices.name,
            network="b7",
            input_px=380,
            crop=SELIMSEF,
            normalisation=Normalisation("imagenet"),
            head="linear",
            frame_rule="confident",
            title="DFDC winner, EfficientNet-B7",
            family=self.family,
            source=f"github.com/selimsef/dfdc_deepfake_challenge; {origin(checkpoint)}",
            licence="MIT",
            training={"data": "DFDC training set", "recipe": "EfficientNet-B7 Noisy Student, heavy augmentation"},
            figures={"dfdc_private_logloss_of_the_seven": 0.42798},
            limits=("slow on a CPU", "one of seven that were made to be run together"),
            created=today(),
        )
        state = linear(taker, "fc", (1, B7_WIDTH))
        taker.drop({"encoder.classifier.weight": (1000, B7_WIDTH), "encoder.classifier.bias": (1000,)})
        state |= features(checkpoint, taker, "encoder.", card)
        taker.finish()
        return Converted(card, state)
