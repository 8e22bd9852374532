"""What a network sees of one face: its exact input, its score, and its activation map."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from dfd_core.detectors.library import InstalledDetector, Library
from dfd_core.engine.disk import Disk
from dfd_core.engine.lanes import Emit, Task
from dfd_core.engine.pictures import ROUNDING_S, Readers, write_picture
from dfd_core.engine.protocol import GetInput, InputReady
from dfd_core.faces.crop import cut, footprint, to_input
from dfd_core.faces.recorded import recorded_face
from dfd_core.paths import UserPaths
from dfd_core.screening.backends import Backend, load_backend
from dfd_core.screening.batching import to_scores
from dfd_core.types import FloatArray

if TYPE_CHECKING:
    from dfd_core.detectors.activation import Activation
    from dfd_core.detectors.networks import Signed

WARM = 3
"""Networks that stay loaded: the same one is usually asked face after face."""

Thing = TypeVar("Thing")


class FaceInputs:
    """Does ``GetInput`` commands, on the CPU: one face is not worth a place on the GPU beside a screening.

    Args:
        paths: the user's folders.
        disk: where files lie.
        threads: CPU cores to use.
        emit: writes an event.
    """

    def __init__(self, paths: UserPaths, disk: Disk, threads: int, emit: Emit) -> None:
        self._paths = paths
        self._disk = disk
        self._threads = threads
        self._emit = emit
        self._readers = Readers(threads)
        self._backends: OrderedDict[str, Backend] = OrderedDict()
        self._networks: OrderedDict[str, Signed] = OrderedDict()

    def __call__(self, task: Task) -> None:
        """Make the input, and the map if wanted, and answer."""
        command = cast("GetInput", task.command)
        detector = Library(self._paths).get(command.detector)
        card = detector.card
        frame = self._readers.frame(self._disk.source(command.path), command.time_s + ROUNDING_S)
        size = frame.image.shape[1], frame.image.shape[0]
        face = recorded_face(command.box, command.landmarks, size)
        crop = cut(frame.image, face, card.crop, card.input_px)
        out = self._disk.target(command.input_out)
        write_picture(out, crop)
        logit, method, drawn = self._look(detector, to_input([crop], card.normalisation), command)
        self._emit(
            InputReady(
                id=command.id,
                detector=detector.name,
                input_out=str(out),
                map_out=drawn,
                method=method,
                size=card.input_px,
                corners=footprint(size, face, card.crop, card.input_px),
                score=to_scores(logit, card.calibration)[0],
            )
        )

    def _look(self, detector: InstalledDetector, face: FloatArray, command: GetInput) -> tuple[FloatArray, str, str]:
        """Logit (1,), the map's method and its file."""
        if not command.heatmap:
            backend = _warm(self._backends, detector, lambda: load_backend(detector, "cpu", self._threads, self._paths))
            return backend.logits(face), "", ""
        seen = self._activation(detector, face)
        out = self._disk.target(command.map_out)
        write_picture(out, seen.map)
        return seen.logits, seen.method, str(out)

    def _activation(self, detector: InstalledDetector, face: FloatArray) -> Activation:
        import torch  # takes seconds to load, and only heat maps need it

        from dfd_core.detectors.activation import activation
        from dfd_core.detectors.weights import load_network

        torch.set_num_threads(self._threads)
        return activation(_warm(self._networks, detector, lambda: load_network(detector.path)), face)


def _warm(known: OrderedDict[str, Thing], detector: InstalledDetector, load: Callable[[], Thing]) -> Thing:
    """What was loaded of this very file, or is now."""
    if detector.sha256 not in known:
        while len(known) >= WARM:
            known.popitem(last=False)
        known[detector.sha256] = load()
    known.move_to_end(detector.sha256)
    return known[detector.sha256]
