"""What a screening needs loaded: the face detector and every network of the ensemble, once."""

from __future__ import annotations

import os
import queue
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from dfd_core.detectors.ensemble import Ensemble
from dfd_core.detectors.library import InstalledDetector, Library
from dfd_core.faces.detect import FaceDetector, make_face_detector
from dfd_core.paths import UserPaths
from dfd_core.screening.backends import ElasticBackend, load_backend, resolve_device
from dfd_core.screening.events import Notice
from dfd_core.types import ScreeningSettings


@dataclass(frozen=True, slots=True)
class Equipment:
    """Everything loaded for one ensemble. ``threads`` counts the cores that may be used."""

    ensemble: Ensemble
    detectors: tuple[InstalledDetector, ...]
    backends: dict[str, ElasticBackend]
    finders: Finders
    settings: ScreeningSettings
    device: str
    threads: int
    notices: queue.SimpleQueue[Notice]

    @property
    def on_cpu(self) -> bool:
        """Whether inference shares the cores with decoding."""
        return self.device == "cpu"


class Finders:
    """Face detectors, lent to one thread at a time: they are not safe to share. They stay loaded from run to run."""

    def __init__(self, name: str, device: str) -> None:
        self._name = name
        self._device = device
        self._free: queue.SimpleQueue[FaceDetector] = queue.SimpleQueue()
        with self.lent() as finder:
            self.label = finder.name

    @contextmanager
    def lent(self) -> Iterator[FaceDetector]:
        """A face detector that nobody else has; a new one where all are lent."""
        try:
            finder = self._free.get_nowait()
        except queue.Empty:
            # One thread each: the other cores score faces at the same time.
            finder = make_face_detector(self._name, self._device, 1)
        try:
            yield finder
        finally:
            self._free.put(finder)


def equip(
    ensemble: Ensemble, library: Library, settings: ScreeningSettings, device: str, paths: UserPaths, threads: int
) -> Equipment:
    """Load the networks of an ensemble.

    Raises:
        DfdError: a detector is missing or damaged, or there is no such device.
    """
    where = resolve_device(device)
    cores = threads or os.cpu_count() or 1
    detectors = tuple(library.get(name) for name in ensemble.detectors)
    notices: queue.SimpleQueue[Notice] = queue.SimpleQueue()

    def elastic(detector: InstalledDetector) -> ElasticBackend:
        # On the CPU each call uses one core and several calls run at once: no core waits at an operator's end.
        backend = load_backend(detector, where, 1, paths)
        fallback = None if where == "cpu" else lambda: load_backend(detector, "cpu", cores, paths)
        return ElasticBackend(backend, fallback, lambda text: notices.put(Notice(text)), detector.name)

    return Equipment(
        ensemble=ensemble,
        detectors=detectors,
        backends={detector.name: elastic(detector) for detector in detectors},
        finders=Finders(settings.face_detector, where),
        settings=replace(settings, ensemble=ensemble.name, aggregation=ensemble.aggregation),
        device=where,
        threads=cores,
        notices=notices,
    )
