"""The detectors of a record, loaded once, asked about single frames."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence

from dfd_core.detectors.library import InstalledDetector
from dfd_core.faces.crop import to_input
from dfd_core.paths import UserPaths
from dfd_core.screening.backends import Backend, ElasticBackend, load_backend, resolve_device
from dfd_core.screening.batching import CPU_BATCH, to_scores
from dfd_core.types import Image


class Panel:
    """Loaded detectors by the hash of their file. They stay loaded while the next record wants them too.

    Args:
        device: as ``resolve_device`` takes it.
        paths: where ONNX copies are kept.
        threads: CPU cores to use, 0 for all.
    """

    def __init__(self, device: str, paths: UserPaths, threads: int = 0) -> None:
        self._device = device
        self._paths = paths
        self._threads = threads or os.cpu_count() or 1
        self._loaded: dict[str, Backend] = {}

    @property
    def device(self) -> str:
        """Where the loaded detectors run."""
        return "+".join(sorted({backend.device for backend in self._loaded.values()}))

    def load(self, detectors: Mapping[str, InstalledDetector], stop: Callable[[], None]) -> None:
        """Have these loaded, and no others; ``stop`` is called between them and ends it by raising.

        Raises:
            DfdError: there is no such device, or a detector is damaged.
        """
        wanted = {detector.sha256: detector for detector in detectors.values()}
        self._loaded = {sha256: backend for sha256, backend in self._loaded.items() if sha256 in wanted}
        for sha256, detector in wanted.items():
            if sha256 not in self._loaded:
                stop()
                self._loaded[sha256] = self._load(detector)

    def scores(self, detector: InstalledDetector, crops: Sequence[Image]) -> list[float]:
        """What a loaded detector says of crops by its own rule."""
        backend, card = self._loaded[detector.sha256], detector.card
        found: list[float] = []
        for first in range(0, len(crops), CPU_BATCH):
            batch = to_input(list(crops[first : first + CPU_BATCH]), card.normalisation)
            found += to_scores(backend.logits(batch), card.calibration)
        return found

    def _load(self, detector: InstalledDetector) -> Backend:
        where = resolve_device(self._device)
        backend = load_backend(detector, where, self._threads, self._paths)
        fallback = None if where == "cpu" else lambda: load_backend(detector, "cpu", self._threads, self._paths)
        return ElasticBackend(backend, fallback, lambda _text: None, detector.name)
