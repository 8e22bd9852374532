"""The box arithmetic of MTCNN, as facenet-pytorch does it (its rounding and +1 conventions included)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from dfd_core.types import FloatArray

Ints = npt.NDArray[np.int64]

CELL = 12
STRIDE = 2


@dataclass(slots=True)
class Candidates:
    """Boxes of a batch of frames.

    ``boxes`` (n, 4) in pixels of the (shrunk) frame, ``scores`` (n,) logits, ``frames`` (n,) frame numbers.
    """

    boxes: FloatArray
    scores: FloatArray
    frames: Ints

    def __getitem__(self, pick: Ints) -> Candidates:
        """Some of them, in a new order."""
        return Candidates(self.boxes[pick], self.scores[pick], self.frames[pick])


def no_candidates() -> Candidates:
    """None at all."""
    return Candidates(np.zeros((0, 4), np.float32), np.zeros(0, np.float32), np.zeros(0, np.int64))


def joined(parts: Sequence[Candidates]) -> Candidates:
    """All parts as one."""
    return Candidates(
        np.concatenate([part.boxes for part in parts]),
        np.concatenate([part.scores for part in parts]),
        np.concatenate([part.frames for part in parts]),
    )


def logit(probability: float) -> float:
    """The logit of a probability strictly between 0 and 1."""
    return float(np.log(probability / (1 - probability)))


def probability(logits: FloatArray) -> FloatArray:
    """Probabilities 0..1 of logits."""
    return np.asarray(1 / (1 + np.exp(-logits)), np.float32)


def windows(output: FloatArray, scale: float, threshold: float) -> tuple[Candidates, FloatArray]:
    """The windows of one pyramid level whose logit reaches ``threshold``, and their regressions (n, 4)."""
    frames, rows, columns = np.nonzero(output[:, 0] >= threshold)
    cells = np.stack([columns, rows], axis=1).astype(np.float32) * STRIDE
    corners = [np.floor((cells + 1) / np.float32(scale)), np.floor((cells + CELL) / np.float32(scale))]
    values = output[frames, :, rows, columns]
    return Candidates(np.concatenate(corners, axis=1), values[:, 0], frames), values[:, 1:]


def nms(faces: Candidates, overlap: float) -> Ints:
    """Numbers of the candidates left by non-maximum suppression within each frame, best first."""
    if len(faces.boxes) == 0:
        return np.zeros(0, np.int64)
    rectangles = np.concatenate([faces.boxes[:, :2], faces.boxes[:, 2:] - faces.boxes[:, :2]], axis=1)
    picks = cv2.dnn.NMSBoxesBatched(
        rectangles.astype(np.float64).tolist(),
        faces.scores.tolist(),
        faces.frames.tolist(),
        score_threshold=-1e9,
        nms_threshold=overlap,
    )
    return np.asarray(picks, np.int64).reshape(-1)


def surest(faces: Candidates, limit: int) -> Ints:
    """Numbers of the ``limit`` best-scored candidates of each frame, in their given order."""
    kept = [np.flatnonzero(faces.frames == frame) for frame in np.unique(faces.frames)]
    best = [mine[np.argsort(-faces.scores[mine], kind="stable")[:limit]] for mine in kept]
    return np.sort(np.concatenate(best)) if best else np.zeros(0, np.int64)


def nms_by_smaller(boxes: FloatArray, scores: FloatArray, overlap: float) -> Ints:
    """As ``nms`` for one frame, with the intersection measured against the smaller of two boxes."""
    order = np.argsort(-scores, kind="stable")
    area = np.prod(boxes[:, 2:] - boxes[:, :2] + 1, axis=1)
    kept: list[int] = []
    while len(order):
        best, order = int(order[0]), order[1:]
        kept.append(best)
        low = np.maximum(boxes[best, :2], boxes[order, :2])
        high = np.minimum(boxes[best, 2:], boxes[order, 2:])
        shared = np.prod(np.maximum(high - low + 1, 0), axis=1) / np.minimum(area[best], area[order])
        order = order[shared <= overlap]
    return np.array(kept, np.int64)


def squared(boxes: FloatArray) -> FloatArray:
    """Each box as a square of its longer side about the same centre."""
    sizes = boxes[:, 2:] - boxes[:, :2]
    long = sizes.max(axis=1, keepdims=True)
    corner = boxes[:, :2] + sizes * np.float32(0.5) - long * np.float32(0.5)
    return np.concatenate([corner, corner + long], axis=1)


def regressed(boxes: FloatArray, regression: FloatArray, extra: int = 1) -> FloatArray:
    """Boxes moved by a network's regression, given as fractions of width and height (+ ``extra``)."""
    sizes = boxes[:, 2:] - boxes[:, :2] + extra
    return np.asarray(boxes + regression * np.tile(sizes, 2), np.float32)


def inside(boxes: FloatArray, width: int, height: int) -> tuple[Ints, Ints]:
    """The whole pixels of each box that lie in the frame, and the numbers of the boxes that have any."""
    corners = boxes.astype(np.int64)
    low = np.maximum(corners[:, :2], 1) - 1
    high = np.minimum(corners[:, 2:], (width, height))
    return np.concatenate([low, high], axis=1), np.flatnonzero(((high - low) > 0).all(axis=1))
