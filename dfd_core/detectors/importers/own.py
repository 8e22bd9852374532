"""Our own detector files: the card travels with the weights."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dfd_core.detectors.importers.base import Choices, Converted, wrong
from dfd_core.detectors.importers.reading import Checkpoint
from dfd_core.detectors.networks import build, load_state
from dfd_core.errors import DetectorError


@dataclass(frozen=True, slots=True)
class OwnImporter:
    """See the module."""

    family: str = "dfd"

    def recognise(self, checkpoint: Checkpoint) -> bool:
        """By the card."""
        return checkpoint.card is not None

    def convert(self, checkpoint: Checkpoint, choices: Choices) -> Converted:
        """Everything stays as it is but the name."""
        choices.refuse("this program's own")
        if checkpoint.card is None:
            raise wrong(checkpoint, "no detector file of this program")
        card = replace(checkpoint.card, name=choices.name)
        try:
            load_state(build(card), checkpoint.tensors)
        except DetectorError as error:
            raise wrong(checkpoint, error.message) from error
        return Converted(card, checkpoint.tensors)
