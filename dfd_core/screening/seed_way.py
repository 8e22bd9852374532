"""The yardstick of every speed claim: screening as the seed solution did it, one thing after the other.

Decode the clip sequentially, find the best face of each wanted frame, then send one face at a time through each
network in eager torch. Same sampling, crop rule and weights as the pipeline, so scores and seconds compare.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import torch

from dfd_core.detectors.library import InstalledDetector
from dfd_core.detectors.weights import load_network
from dfd_core.errors import MediaError
from dfd_core.faces.crop import cut, to_input
from dfd_core.faces.mtcnn import MtcnnDetector
from dfd_core.screening.batching import to_scores
from dfd_core.types import Detection, Image
from dfd_core.video.colour import RgbConverter


@dataclass(frozen=True, slots=True)
class SeedResult:
    """Seconds per stage, and detector name to (frame number to score of the frame's best face)."""

    decode_s: float
    faces_s: float
    inference_s: float
    scores: dict[str, dict[int, float]]

    @property
    def total_s(self) -> float:
        """Wall time: the stages follow each other."""
        return self.decode_s + self.faces_s + self.inference_s


def screen_seed_way(path: Path, detectors: Sequence[InstalledDetector], frames: int) -> SeedResult:
    """Screen one clip the slow way; networks are loaded before the clock starts, as in the pipeline.

    Raises:
        MediaError: the clip cannot be read.
    """
    networks = {detector.name: load_network(detector.path) for detector in detectors}
    finder = MtcnnDetector("cpu:0")  # a device of torch: eager operations, where plain "cpu" means ONNX Runtime
    start = time.perf_counter()
    pictures = dict(_read(path, frames))
    decoded = time.perf_counter()
    best = {number: found[0] for number, image in pictures.items() if (found := finder.detect([image])[0])}
    detected = time.perf_counter()
    scores = {detector.name: _score(networks[detector.name], detector, pictures, best) for detector in detectors}
    return SeedResult(decoded - start, detected - decoded, time.perf_counter() - detected, scores)


def _read(path: Path, count: int) -> Iterator[tuple[int, Image]]:
    """The wanted frames: everything is decoded, by as many threads as the decoder likes."""
    convert = RgbConverter()
    try:
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            stream.thread_type = "AUTO"
            wanted = {int(number) for number in np.linspace(0, stream.frames, count, endpoint=False)}
            for number, frame in enumerate(container.decode(stream)):
                if number in wanted:
                    yield number, convert(frame)
    except (av.error.FFmpegError, IndexError) as error:
        raise MediaError("unreadable", path, f"it cannot be read to its end ({error})") from error


def _score(
    network: torch.nn.Module, detector: InstalledDetector, pictures: dict[int, Image], best: dict[int, Detection]
) -> dict[int, float]:
    card = detector.card
    scores = {}
    for number, detection in best.items():
        face = cut(pictures[number], detection, card.crop, card.input_px)
        with torch.inference_mode():
            logit = network(torch.from_numpy(to_input([face], card.normalisation)))
        (scores[number],) = to_scores(logit.numpy(), card.calibration)
    return scores
