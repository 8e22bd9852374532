"""MTCNN: the embedded face detector, batched over frames (Zhang et al. 2016; weights of facenet-pytorch).

The arithmetic is that of facenet-pytorch's ``detect_face`` (rounding and +1 conventions included). Different:
frames are searched at a reduced size, but the crops that decide come from the full frame where that helps;
pictures are resized as ``uint8`` through a pyramid of halves; the candidates of all frames go through R-Net and
O-Net together; and a frame without a face gets a second look, for smaller faces and with its shadows lifted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from dfd_core.faces.mtcnn_boxes import (
    CELL,
    Candidates,
    inside,
    joined,
    logit,
    nms,
    nms_by_smaller,
    no_candidates,
    probability,
    regressed,
    squared,
    surest,
    windows,
)
from dfd_core.faces.mtcnn_networks import Network, make_networks
from dfd_core.faces.pyramid import Pyramid
from dfd_core.types import Detection, FloatArray, Image

FACTOR = 0.709
FRAMES_A_BATCH = 16
CROPS_A_RUN = 128
PROPOSALS = 800
"""Candidates of P-Net that are followed up in one frame (and kept of one pyramid level): leaves and fabric give
thousands, and a frame full of them would cost a second. On real clips even a limit of 200 loses no face."""
DARK = 70.0


@dataclass(frozen=True, slots=True)
class MtcnnSettings:
    """What may be tuned; the defaults were chosen on real clips (speed against faces missed).

    ``long_side``: frames are searched at this longer side (never enlarged), but not below a third of their
    own size, so that a face 60 px wide is found in a frame of any size.
    ``min_face``: smallest face, in pixels of the searched size, that P-Net is asked for; it still answers to
    somewhat smaller ones. Frames below 480 px and the second look go down to ``min_face_keen``.
    ``thresholds``: probabilities that a candidate needs to pass P-Net, R-Net and, as the result, O-Net.
    ``further``: what every face of a frame beyond its surest needs instead: phantoms beside a real face (hands,
    patterns) score .90 to .96 and would make persons of their own.
    """

    long_side: int = 640
    min_face: int = 28
    min_face_keen: int = 20
    thresholds: tuple[float, float, float] = (0.7, 0.7, 0.9)
    further: float = 0.97

    def smallest(self, long: int) -> float:
        """Smallest face for a searched frame of longer side ``long``."""
        return float(np.clip(self.min_face * long / 480, self.min_face_keen, self.min_face))


class MtcnnDetector:
    """Finds faces with MTCNN. One instance serves one thread at a time."""

    name = "mtcnn"

    def __init__(self, device: str = "cpu", threads: int = 0, settings: MtcnnSettings | None = None) -> None:
        """Load the networks.

        Args:
            device: ``"cpu"`` (ONNX Runtime), ``"cuda"``, ``"cuda:1"``, ``"mps"`` (torch).
            threads: CPU threads, 0 = one for each core.
            settings: see ``MtcnnSettings``.

        Raises:
            DfdError: the weights are missing or damaged.
        """
        self.settings = settings or MtcnnSettings()
        self._networks = make_networks(device, threads)

    def detect(self, images: Sequence[Image]) -> list[list[Detection]]:
        """Every face of each frame, most confident first; see ``FaceDetector.detect``."""
        found = self._search(images, self.settings)
        missed = [number for number, faces in enumerate(found) if not faces and images[number].size]
        if missed:
            keen = replace(self.settings, min_face=self.settings.min_face_keen)
            again = self._search([_lifted(images[number]) for number in missed], keen)
            for number, faces in zip(missed, again, strict=True):
                found[number] = faces
        return found

    def _search(self, images: Sequence[Image], settings: MtcnnSettings) -> list[list[Detection]]:
        found: list[list[Detection]] = [[] for _ in images]
        for numbers in _alike(images):
            batch = _Batch([images[number] for number in numbers], settings)
            faces = self._refine(batch, self._propose(batch))
            for number, detections in zip(numbers, self._finish(batch, faces), strict=True):
                found[number] = detections
        return found

    def _propose(self, batch: _Batch) -> Candidates:
        """P-Net on every level of the picture pyramid."""
        parts: list[Candidates] = []
        moves: list[FloatArray] = []
        scale = CELL / batch.settings.smallest(max(batch.height, batch.width))
        threshold = logit(batch.settings.thresholds[0])
        while min(batch.height, batch.width) * scale >= CELL:
            size = int(batch.height * scale + 1), int(batch.width * scale + 1)
            for first, level in batch.levels(*size, self._networks.proposal.pixels_a_run):
                part, move = windows(self._networks.proposal(level), scale, threshold)
                part.frames += first
                pick = surest(part, PROPOSALS)
                part, move = part[pick], move[pick]
                pick = nms(part, 0.5)
                parts.append(part[pick])
                moves.append(move[pick])
            scale *= FACTOR
        if not parts:
            return no_candidates()
        faces = joined(parts)
        pick = nms(faces, 0.7)
        pick = pick[surest(faces[pick], PROPOSALS)]
        faces = faces[pick]
        faces.boxes = squared(regressed(faces.boxes, np.concatenate(moves)[pick], extra=0))
        return faces

    def _refine(self, batch: _Batch, faces: Candidates) -> Candidates:
        """R-Net on 24 x 24 crops."""
        faces, outputs = batch.run(self._networks.refinement, faces, 24, batch.settings.thresholds[1])
        pick = nms(faces, 0.7)
        faces = faces[pick]
        faces.boxes = squared(regressed(faces.boxes, outputs[pick, 1:5]))
        return faces

    def _finish(self, batch: _Batch, faces: Candidates) -> list[list[Detection]]:
        """O-Net on 48 x 48 crops; what is still double goes by overlap with the smaller box."""
        faces, outputs = batch.run(self._networks.output, faces, 48, batch.settings.thresholds[2])
        sizes = faces.boxes[:, 2:] - faces.boxes[:, :2] + 1
        points = np.stack([outputs[:, 5:10], outputs[:, 10:15]], axis=2)
        points = points * sizes[:, None] + faces.boxes[:, None, :2] - 1
        boxes = regressed(faces.boxes, outputs[:, 1:5])
        confident = probability(faces.scores)
        found: list[list[Detection]] = []
        for number in range(len(batch.pyramids)):
            mine = np.flatnonzero(faces.frames == number)
            pick = mine[nms_by_smaller(boxes[mine], faces.scores[mine], 0.7)]
            sure = [k for place, k in enumerate(pick) if place == 0 or confident[k] >= batch.settings.further]
            found.append([_detection(boxes[k], confident[k], points[k], batch.factors) for k in sure])
        return found


class _Batch:
    """Frames of one size, the size at which they are searched, and how to cut from them."""

    def __init__(self, images: Sequence[Image], settings: MtcnnSettings) -> None:
        self.settings = settings
        height, width = images[0].shape[:2]
        long = max(height, width)
        scale = min(1.0, max(settings.long_side, long / 3) / long)
        self.height, self.width = max(1, round(height * scale)), max(1, round(width * scale))
        self.factors = np.array([width / self.width, height / self.height], np.float32)
        self.pyramids = [Pyramid(image, CELL) for image in images]

    def levels(self, height: int, width: int, pixels: int) -> Iterator[tuple[int, Image]]:
        """All frames in one size, some at a time: number of the first one, pictures (n, height, width, 3)."""
        step = max(1, pixels // (height * width))
        for first in range(0, len(self.pyramids), step):
            part = self.pyramids[first : first + step]
            yield first, np.stack([pyramid.whole(height, width) for pyramid in part])

    def run(self, network: Network, faces: Candidates, side: int, threshold: float) -> tuple[Candidates, FloatArray]:
        """Cut, run, threshold: the candidates that pass, with their new scores, and their outputs (n, c)."""
        regions, pick = inside(faces.boxes, self.width, self.height)
        faces, regions = faces[pick], regions[pick] * np.tile(self.factors, 2)
        crops = [
            self.pyramids[frame].cut(*region, side)
            for frame, region in zip(faces.frames.tolist(), regions.tolist(), strict=True)
        ]
        if not crops:
            return no_candidates(), np.zeros((0, 15), np.float32)
        starts = range(0, len(crops), CROPS_A_RUN)
        outputs = np.concatenate([network(np.stack(crops[start : start + CROPS_A_RUN])) for start in starts])
        faces.scores = outputs[:, 0]
        passing = np.flatnonzero(faces.scores > logit(threshold))
        return faces[passing], outputs[passing]


def _alike(images: Sequence[Image]) -> Iterator[list[int]]:
    """Numbers of frames of equal size, some at a time."""
    by_size: dict[tuple[int, ...], list[int]] = {}
    for number, image in enumerate(images):
        if image.size:
            by_size.setdefault(image.shape, []).append(number)
    for numbers in by_size.values():
        for start in range(0, len(numbers), FRAMES_A_BATCH):
            yield numbers[start : start + FRAMES_A_BATCH]


def _lifted(image: Image) -> Image:
    """A dark frame with its shadows lifted (gamma one half), any other one as it is."""
    if float(image[::8, ::8].mean()) > DARK:
        return image
    curve = np.sqrt(np.arange(256) / 255.0) * 255.0
    return np.asarray(cv2.LUT(image, np.rint(curve).astype(np.uint8)), np.uint8)


def _detection(box: FloatArray, confidence: np.float32, points: FloatArray, factors: FloatArray) -> Detection:
    """One face in pixels of the full frame."""
    x0, y0, x1, y1 = (box * np.tile(factors, 2)).tolist()
    landmarks = tuple((float(x), float(y)) for x, y in points * factors)
    return Detection((x0, y0, x1, y1), float(confidence), landmarks)
