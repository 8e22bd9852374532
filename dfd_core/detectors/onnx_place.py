"""Where the ONNX copy of a detector lies. Light (no torch)."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from dfd_core.paths import UserPaths

if TYPE_CHECKING:
    from dfd_core.detectors.library import InstalledDetector

EXPORT_VERSION = 1
"""Raise it when ``export_onnx`` changes: older ONNX copies are then made again."""


def onnx_path(detector: InstalledDetector, paths: UserPaths) -> Path:
    """Where the ONNX copy of a detector lies: named by its weights, its architecture and the exporter's version."""
    card = detector.card
    shape = [card.network, card.head, card.hidden, dict(card.options), card.output, card.input_px]
    key = json.dumps([detector.weights_sha256, shape, EXPORT_VERSION, version("torch")], sort_keys=True)
    return paths.onnx / f"{hashlib.sha256(key.encode()).hexdigest()[:40]}.onnx"
