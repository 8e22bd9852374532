"""The ONNX copy of a detector for the CPU backend: made once per weights, checked against torch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dfd_core.detectors.library import InstalledDetector
from dfd_core.detectors.onnx_place import onnx_path
from dfd_core.errors import DfdError
from dfd_core.paths import UserPaths

if TYPE_CHECKING:
    import torch


def ensure_onnx(detector: InstalledDetector, paths: UserPaths) -> Path:
    """The detector's ONNX copy, made and checked against torch if there is none yet.

    Raises:
        DetectorError: the copy disagrees with torch by 1e-3 or more in the logit, or the weights are damaged.
        DfdError: the cache folder cannot be written (``cache_not_writable``).
    """
    path = onnx_path(detector, paths)
    if path.is_file():
        return path
    from dfd_core.detectors.export import export_onnx
    from dfd_core.detectors.weights import load_network

    try:
        export_onnx(load_network(detector.path), detector.card.input_px, path, _probe(detector))
    except OSError as error:
        raise DfdError(
            "cache_not_writable",
            f"{path.parent}: cannot keep the ONNX copy of {detector.name} ({error.strerror})",
            "free some space or make the folder writable",
        ) from error
    return path


def _probe(detector: InstalledDetector) -> torch.Tensor:
    """Pictures as the detector's card wants them, to compare the copy with."""
    import torch

    from dfd_core.detectors.pictures import varied_pictures
    from dfd_core.faces.crop import to_input

    pictures = varied_pictures(detector.card.input_px, 4)
    return torch.from_numpy(to_input(pictures, detector.card.normalisation))
