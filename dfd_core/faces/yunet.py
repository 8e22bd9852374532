"""YuNet through OpenCV: used when its file is installed in the user's library."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np

from dfd_core.errors import DfdError
from dfd_core.paths import UserPaths
from dfd_core.types import Detection, FloatArray, Image

FILE = "face_detection_yunet_2023mar.onnx"
SHA256 = "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4"
MIN_CONFIDENCE = 0.75
NMS_OVERLAP = 0.3
LONG_SIDE = 640


def model_path(paths: UserPaths) -> Path:
    """Where the file lies when installed."""
    return paths.detectors / FILE


class YunetDetector:
    """Finds faces with YuNet on the CPU. One instance serves one thread at a time."""

    name = "yunet"

    def __init__(self, path: Path, threads: int = 0, min_confidence: float = MIN_CONFIDENCE) -> None:
        """Check and load the model.

        Args:
            path: ``face_detection_yunet_2023mar.onnx`` of OpenCV Zoo.
            threads: unused: OpenCV has one thread setting for the whole process, which is not ours to change.
            min_confidence: 0..1, faces below are left out.

        Raises:
            DfdError: the file is missing or is not the expected one.
        """
        del threads
        self._model = _load(path, min_confidence)

    def detect(self, images: Sequence[Image]) -> list[list[Detection]]:
        """Faces of each frame, most confident first; see ``FaceDetector.detect``."""
        return [self._detect_one(image) for image in images]

    def _detect_one(self, image: Image) -> list[Detection]:
        height, width = image.shape[:2]
        if min(height, width) < 1:
            return []
        long = max(height, width)
        scale = min(1.0, max(LONG_SIDE, long / 3) / long)
        small = max(1, round(width * scale)), max(1, round(height * scale))
        shrunk = cv2.resize(image, small, interpolation=cv2.INTER_AREA)
        self._model.setInputSize(small)
        _, rows = self._model.detect(cv2.cvtColor(shrunk, cv2.COLOR_RGB2BGR))
        factors = np.array([width / small[0], height / small[1]], np.float32)
        return [] if rows is None else [_detection(row, factors) for row in _sorted(np.asarray(rows, np.float32))]


def _sorted(rows: FloatArray) -> FloatArray:
    return rows[np.argsort(-rows[:, 14], kind="stable")]


def _detection(row: FloatArray, factors: FloatArray) -> Detection:
    """A row is x, y, width, height, five points, confidence; the points are already in our order."""
    x, y, width, height = (row[:4] * np.tile(factors, 2)).tolist()
    points = row[4:14].reshape(5, 2) * factors
    return Detection(
        (x, y, x + width, y + height),
        float(min(max(row[14], 0.0), 1.0)),
        tuple((float(px), float(py)) for px, py in points),
    )


def _load(path: Path, min_confidence: float) -> cv2.FaceDetectorYN:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DfdError(
            "yunet_missing",
            f"{path}: the YuNet face detector is not installed ({error.strerror})",
            f"put {FILE} there or use the mtcnn face detector",
        ) from error
    if hashlib.sha256(raw).hexdigest() != SHA256:
        raise DfdError("yunet_damaged", f"{path}: not the expected YuNet file (its SHA-256 differs)", "fetch it again")
    with _quiet():
        return cv2.FaceDetectorYN.create(
            "onnx", np.frombuffer(raw, np.uint8), np.zeros(0, np.uint8), (320, 320), min_confidence, NMS_OVERLAP, 500
        )


@contextmanager
def _quiet() -> Iterator[None]:
    """OpenCV 5 warns on stderr, at every load, that it chooses the processor by itself."""
    level = cv2.utils.logging.getLogLevel()
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)
    try:
        yield
    finally:
        cv2.utils.logging.setLogLevel(level)
