"""The same validation faces, shown after every epoch with their present scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dfd_core.detectors.calibration import sigmoid
from dfd_core.training.checkpoint import disk_errors
from dfd_core.training.data import FaceDataset, Sample
from dfd_core.training.events import PreviewFace
from dfd_core.training.pictures import write_picture
from dfd_core.training.sampler import Draw
from dfd_core.training.trainer import Scored, checked_samples


@dataclass(frozen=True, slots=True)
class Preview:
    """Picture files by the face's entry number and label."""

    files: dict[tuple[int, int], Path]
    methods: dict[int, str]

    def faces(self, scored: Scored) -> tuple[PreviewFace, ...]:
        """The faces with the scores of a validation pass."""
        scores = sigmoid(scored.logits)
        found = {
            (int(entry), int(label)): float(score)
            for entry, label, score in zip(scored.entries, scored.labels, scores, strict=True)
        }
        return tuple(
            PreviewFace(str(path), label, found[entry, label], self.methods[entry] if label else "")
            for (entry, label), path in self.files.items()
            if (entry, label) in found
        )


def write_preview(dataset: FaceDataset, draws: Sequence[Draw], count: int, folder: Path) -> Preview:
    """Write about `count` evenly chosen validation faces as PNG, as the network sees them."""
    samples: list[Sample] = []
    for place in np.unique(np.linspace(0, len(draws) - 1, min(count, len(draws))).round().astype(int)):
        samples += checked_samples(dataset[draws[place]])
    files: dict[tuple[int, int], Path] = {}
    for number, sample in enumerate(samples[:count]):
        path = folder / f"{number:03d}-{'fake' if sample.label else 'real'}.png"
        with disk_errors(path):
            write_picture(path, sample.image, "png")
        files[sample.entry, sample.label] = path
    return Preview(files, {entry: dataset.entries[entry].item.method for entry, _ in files})
