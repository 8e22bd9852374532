"""Files of self-blended images (Shiohara and Yamasaki, 2022); facts of them: CHECKPOINTS.md section 7."""

from __future__ import annotations

from dataclasses import dataclass

from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.importers.base import Choices, Converted, Taker, features, has, linear, origin, today, wrong
from dfd_core.detectors.importers.reading import Checkpoint
from dfd_core.detectors.networks.backbones import B4_WIDTH
from dfd_core.faces.rules import SBI, Normalisation


@dataclass(frozen=True, slots=True)
class SbiImporter:
    """Self-blended images (Shiohara and Yamasaki, 2022): EfficientNet-B4 under ``net.``, two classes."""

    family: str = "sbi"

    def recognise(self, checkpoint: Checkpoint) -> bool:
        """By the ``net.`` prefix, the backbone's names and the head inside it."""
        return has(checkpoint, "net._conv_stem.weight", "net._fc.weight")

    def convert(self, checkpoint: Checkpoint, choices: Choices) -> Converted:
        """See ``Importer``."""
        choices.refuse("SBI")
        if not self.recognise(checkpoint):
            raise wrong(checkpoint, "it has no 'net._conv_stem.weight' and 'net._fc.weight'")
        taker = Taker(checkpoint)
        card = DetectorCard(
            name=choices.name,
            network="b4",
            input_px=380,
            crop=SBI,
            normalisation=Normalisation("unit"),
            head="linear",
            output="softmax_fake_second",
            title="Self-blended images, EfficientNet-B4",
            family=self.family,
            source=f"github.com/mapooon/SelfBlendedImages; {origin(checkpoint)}",
            licence="academic, non-commercial",
            commercial=False,
            training={"data": "real faces of FaceForensics++ and self-blended fakes made of them"},
            limits=("no commercial use",),
            created=today(),
        )
        state = linear(taker, "net._fc", (2, B4_WIDTH))
        state |= features(checkpoint, taker, "net.", card)
        taker.finish()
        return Converted(card, state)
