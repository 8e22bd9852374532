"""Does a detector say the same on every backend? Finished face crops through torch and through the ONNX copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import torch

from dfd_core.detectors.calibration import sigmoid
from dfd_core.detectors.export import INPUT, OUTPUT, TOLERANCE, cpu_session
from dfd_core.detectors.library import InstalledDetector
from dfd_core.detectors.onnx_copy import ensure_onnx
from dfd_core.detectors.weights import load_network
from dfd_core.errors import MediaError
from dfd_core.faces.crop import cut, to_input
from dfd_core.faces.rules import CropRule
from dfd_core.paths import UserPaths
from dfd_core.types import Detection, Image


@dataclass(frozen=True, slots=True)
class Checked:
    """One crop: the logit of each backend (positive = fake) and their largest difference."""

    image: Path
    logits: Mapping[str, float]

    @property
    def difference(self) -> float:
        """Largest absolute difference between two backends' logits."""
        values = list(self.logits.values())
        return max(values) - min(values)

    @property
    def agrees(self) -> bool:
        """Whether the backends agree within ``TOLERANCE`` (relative to logits beyond +-1)."""
        return self.difference < TOLERANCE * max(1.0, *(abs(v) for v in self.logits.values()))

    def scores(self) -> dict[str, float]:
        """Score 0..1 of each backend, 1 = fake, uncalibrated."""
        return {name: float(sigmoid(value)) for name, value in self.logits.items()}


def check(detector: InstalledDetector, images: Sequence[Path], paths: UserPaths) -> Iterator[Checked | MediaError]:
    """Score finished face crops on every backend of this machine, one by one, in order.

    A crop is only resized to the input size by the card's interpolation and normalised: no face is looked for. A
    picture that cannot be read is yielded as its error, the others go on.

    Raises:
        DetectorError: the detector's file is damaged, or its ONNX copy cannot be made.
    """
    network = load_network(detector.path)
    session = cpu_session(ensure_onnx(detector, paths))
    for path in images:
        try:
            crop = finished_crop(read_picture(path), detector.card.crop, detector.card.input_px)
        except MediaError as error:
            yield error
            continue
        batch = to_input([crop], detector.card.normalisation)
        with torch.inference_mode():
            eager = float(network(torch.from_numpy(batch))[0])
        exported = float(np.asarray(session.run([OUTPUT], {INPUT: batch})[0]).reshape(-1)[0])
        yield Checked(path, {"onnx": exported, "torch": eager})


def finished_crop(picture: Image, rule: CropRule, size: int) -> Image:
    """A picture that already is the crop, at the network's input size: ``(size, size, 3)``."""
    whole = replace(rule, shape="box", margin=(0.0, 0.0, 0.0, 0.0), border="clip", via=0)
    height, width = picture.shape[:2]
    return cut(picture, Detection((0.0, 0.0, float(width), float(height)), 1.0), whole, size)


def read_picture(path: Path) -> Image:
    """An image file as RGB ``(H, W, 3)`` uint8, turned as it is to be seen.

    Raises:
        MediaError: it cannot be read or is no picture.
    """
    try:
        data = np.fromfile(path, np.uint8)  # not imread: that one cannot open every name on Windows
    except OSError as error:
        raise MediaError("unreadable", path, f"cannot be read: {error.strerror}") from error
    picture = None
    if data.size:
        try:
            picture = cv2.imdecode(data, cv2.IMREAD_COLOR)
        except cv2.error:
            picture = None
    if picture is None:
        raise MediaError("not_a_picture", path, "no picture that can be decoded")
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)
