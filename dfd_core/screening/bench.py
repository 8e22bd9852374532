"""How fast this machine screens: decoding, faces, each detector, and the whole as a ratio to the seed's way."""

from __future__ import annotations

import platform
import statistics
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import torch

from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.library import InstalledDetector, Library
from dfd_core.detectors.networks import build
from dfd_core.detectors.pictures import varied_pictures
from dfd_core.detectors.weights import write_detector
from dfd_core.errors import DfdError
from dfd_core.faces.crop import to_input
from dfd_core.faces.detect import make_face_detector
from dfd_core.faces.rules import SEED, Normalisation
from dfd_core.paths import UserPaths
from dfd_core.screening.backends import load_backend, resolve_device
from dfd_core.screening.batching import CPU_BATCH, GPU_BATCH
from dfd_core.screening.events import ClipFinished
from dfd_core.screening.pipeline import Screener
from dfd_core.screening.seed_way import SeedResult, screen_seed_way
from dfd_core.types import ClipResult, ScreeningSettings
from dfd_core.video.reader import ClipReader
from dfd_core.video.sampling import SamplingPlan

SEED_SHAPES = (("seed-xception", 150, "imagenet"),) * 2 + (("seed-b1", 224, "raw255"),) * 5
"""Network, input and normalisation of the seed's seven."""


@dataclass(frozen=True, slots=True)
class Row:
    """One measured figure: the median of ``runs`` repetitions."""

    what: str
    value: float
    unit: str
    runs: int = 1


def random_seven(paths: UserPaths) -> list[InstalledDetector]:
    """Seven detectors of the seed's shapes with random weights, written to the library at ``paths``."""
    library = Library(paths)
    for number, (shape, size, normalisation) in enumerate(SEED_SHAPES, start=1):
        torch.manual_seed(number)
        name = f"random-{number}-{shape.removeprefix('seed-')}"
        kind = Normalisation.from_json(normalisation)
        card = DetectorCard(name, shape, size, SEED, kind, head="submission", hidden=512)
        network = build(card)
        _settle(network, card)
        write_detector(library.path_for(name), card, network.state_dict())
    return [detector for detector in library.detectors() if detector.name.startswith("random-")]


def _settle(network: torch.nn.Module, card: DetectorCard) -> None:
    """Give BatchNorm the statistics of varied pictures: without them random weights saturate every score."""
    for module in network.modules():
        if isinstance(module, torch.nn.modules.batchnorm._BatchNorm):
            module.train()
            module.momentum = 1.0
    with torch.no_grad():
        network(torch.from_numpy(to_input(varied_pictures(card.input_px, 16), card.normalisation)))
    network.eval()


class Bench:
    """Measures one clip with one set of detectors.

    Args:
        clip: a video with a face.
        detectors: installed detectors; None = the seed's seven shapes with random weights.
        frames: sampled frames.
        device: as ``resolve_device`` takes it.
        runs: repetitions of the end-to-end figures; the median is told.
        paths: where ONNX copies and random detectors go.
    """

    def __init__(
        self,
        clip: Path,
        detectors: Sequence[InstalledDetector],
        frames: int,
        device: str,
        runs: int,
        paths: UserPaths,
    ) -> None:
        self._clip = clip
        self._detectors = detectors
        self._frames = frames
        self._device = resolve_device(device)
        self._runs = runs
        self._paths = paths
        self._plan = SamplingPlan(frames, "index")

    def rows(self) -> Generator[Row, None, None]:
        """Measure; figures come as they are known, the comparison last.

        Raises:
            DfdError: the clip cannot be read, or has no face to score.
        """
        yield from self._decode_rows()
        yield from self._face_rows()
        yield from self._network_rows()
        yield from self._whole_rows()

    def _decode_rows(self) -> Generator[Row, None, None]:
        seconds = self._median(self._decode)
        yield Row(f"decode {self._frames} sampled frames", seconds, "s", self._runs)

    def _decode(self) -> None:
        with ClipReader(self._clip) as reader:
            for _ in reader.sample(self._plan):
                pass

    def _face_rows(self) -> Generator[Row, None, None]:
        with ClipReader(self._clip) as reader:
            images = [frame.image for frame in reader.sample(SamplingPlan(8))]
        finder = make_face_detector("auto", self._device)
        finder.detect(images[:1])
        seconds = self._median(lambda: finder.detect(images))
        yield Row(f"face detection ({finder.name})", 1000 * seconds / len(images), "ms a frame", self._runs)

    def _network_rows(self) -> Generator[Row, None, None]:
        size = CPU_BATCH if self._device == "cpu" else GPU_BATCH
        for detector in self._detectors:
            backend = load_backend(detector, self._device, 0, self._paths)
            side = detector.card.input_px
            batch = np.random.default_rng(0).normal(size=(size, 3, side, side)).astype(np.float32)
            backend.logits(batch)
            seconds = self._median(lambda b=backend, x=batch: b.logits(x))  # type: ignore[misc]
            yield Row(f"{detector.name} ({side} px, {backend.name})", 1000 * seconds / size, "ms a face", self._runs)

    def _whole_rows(self) -> Generator[Row, None, None]:
        screener = self._screener()
        self._screen(screener)
        screen_seed_way(self._clip, self._detectors[:1], 2)
        ours, theirs, result, slow = [], [], None, None
        for _ in range(self._runs):  # in turn, so that a drifting machine meets both alike
            result = self._screen(screener)
            ours.append(result.timing.total)
            slow = screen_seed_way(self._clip, self._detectors, self._frames)
            theirs.append(slow.total_s)
        if result is None or slow is None:
            raise DfdError("no_runs", "nothing was measured", "use --runs 1 or more")
        yield from _stage_rows(result, slow)
        yield Row("screening, end to end", statistics.median(ours), "s", self._runs)
        yield Row("the seed's way, end to end", statistics.median(theirs), "s", self._runs)
        ratio = statistics.median(t / o for o, t in zip(ours, theirs, strict=True))
        yield Row("times as fast as the seed's way", ratio, "x", self._runs)
        yield Row("largest difference of a face score", _difference(result, slow), "")

    def _screener(self) -> Screener:
        library = Library(self._paths)
        ensemble = library.of_detectors([detector.name for detector in self._detectors])
        settings = ScreeningSettings(frames=self._frames, sampling="index", face_detector="mtcnn")
        screener = Screener(ensemble, library, settings, self._device, self._paths)
        screener.load()
        return screener

    def _screen(self, screener: Screener) -> ClipResult:
        for event in screener.run([self._clip], lambda: False):
            if isinstance(event, ClipFinished):
                if event.result.score is None:
                    raise DfdError(
                        "no_score", f"{self._clip}: {event.result.verdict.reasons[0]}", "choose another clip"
                    )
                return event.result
        raise DfdError("no_score", f"{self._clip}: no result", "choose another clip")

    def _median(self, work: Callable[[], object]) -> float:
        seconds = []
        for _ in range(self._runs):
            start = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - start)
        return statistics.median(seconds)


def _stage_rows(result: ClipResult, slow: SeedResult) -> Generator[Row, None, None]:
    timing = result.timing
    pairs = (
        ("decode", timing.decode, slow.decode_s),
        ("faces", timing.faces, slow.faces_s),
        ("inference", timing.inference, slow.inference_s),
    )
    for stage, ours, theirs in pairs:
        yield Row(f"{stage}: work in the last run (stages overlap)", ours, "s")
        yield Row(f"{stage}: the seed's way", theirs, "s")


def _difference(result: ClipResult, slow: SeedResult) -> float:
    """Largest difference of the best face's score, over frames and detectors, between the two ways."""
    differences = [0.0]
    for frame in result.frames:
        if not frame.faces:
            continue
        best = max(frame.faces, key=lambda face: face.detection.confidence)
        for name, score in best.scores.items():
            other = slow.scores[name].get(frame.index)
            differences.append(1.0 if other is None else abs(other - score))
    return max(differences)


def machine() -> dict[str, Any]:
    """What the figures belong to."""
    return {
        "system": platform.platform(),
        "processor": platform.processor() or platform.machine(),
        "cores": psutil.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 2**30, 1),
        "torch": torch.__version__,
        "cuda": torch.cuda.get_device_name(0) if torch.cuda.is_available() else "",
    }


def report(clip: Path, rows: Sequence[Row]) -> dict[str, Any]:
    """The figures as one JSON object."""
    return {"machine": machine(), "clip": clip.name, "rows": [asdict(row) for row in rows]}
