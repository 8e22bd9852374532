"""Where a detector runs: ONNX Runtime on the CPU, torch on CUDA and Apple's MPS.

A backend turns a batch of finished network inputs into logits, and nothing else. Torch is imported only
where it is needed (a CUDA or MPS device, or an ONNX copy that must be made): it takes seconds to load.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

import numpy as np
import onnxruntime
from onnxruntime.capi.onnxruntime_pybind11_state import RuntimeException

from dfd_core.detectors.library import InstalledDetector
from dfd_core.detectors.onnx_copy import ensure_onnx
from dfd_core.errors import DfdError, UsageError
from dfd_core.paths import UserPaths
from dfd_core.types import FloatArray

_DEVICE = re.compile(r"auto|cpu|mps|cuda(:\d{1,2})?")


class OutOfMemoryError(Exception):
    """The batch did not fit; a smaller one may."""


class Backend(Protocol):
    """One loaded detector."""

    @property
    def name(self) -> str:
        """The software, e.g. ``"onnxruntime 1.31.1"``."""
        ...

    @property
    def device(self) -> str:
        """Where it runs: ``"cpu"``, ``"cuda:0"``, ``"mps"``."""
        ...

    def logits(self, batch: FloatArray) -> FloatArray:
        """Logits ``(N,)``, positive = fake, of finished inputs ``(N, 3, S, S)`` float32.

        Raises:
            OutOfMemoryError: the batch did not fit.
        """
        ...


def resolve_device(device: str) -> str:
    """The device that ``"auto"`` means here; any other is checked.

    Returns:
        ``"cpu"``, ``"mps"`` or ``"cuda:N"``.

    Raises:
        UsageError: no such device (``bad_device``).
    """
    if not _DEVICE.fullmatch(device):
        raise UsageError("bad_device", f"unknown device {device!r}", "use auto, cpu, cuda, cuda:1 or mps")
    if device == "cpu" or (device == "auto" and version("torch").endswith("+cpu")):
        return "cpu"
    return _accelerator(device)


def _accelerator(device: str) -> str:
    import torch

    count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    if device == "auto":
        return "cuda:0" if count else ("mps" if torch.backends.mps.is_available() else "cpu")
    found = torch.backends.mps.is_available() if device == "mps" else int(device.partition(":")[2] or 0) < count
    if not found:
        raise UsageError("bad_device", f"there is no device {device!r} on this machine", "use --device auto or cpu")
    return device if device != "cuda" else "cuda:0"


def load_backend(detector: InstalledDetector, device: str, threads: int, paths: UserPaths) -> Backend:
    """Load one detector.

    Args:
        detector: an installed detector.
        device: as ``resolve_device`` takes it.
        threads: CPU threads of one call (0 = all cores); several threads may call one CPU backend at once.
        paths: where ONNX copies are kept.
    """
    where = resolve_device(device)
    if where == "cpu":
        return OnnxBackend(ensure_onnx(detector, paths), threads)
    from dfd_core.detectors.weights import load_network
    from dfd_core.screening.torch_backend import TorchBackend

    return TorchBackend(load_network(detector.path), where)


class OnnxBackend:
    """ONNX Runtime on the CPU; safe to call from several threads at once."""

    device = "cpu"

    def __init__(self, path: Path, threads: int = 0) -> None:
        self.name = f"onnxruntime {onnxruntime.__version__}"
        self._session = _session(path, threads)
        self._input = self._session.get_inputs()[0].name

    def logits(self, batch: FloatArray) -> FloatArray:
        """See ``Backend.logits``."""
        try:
            (values,) = self._session.run(None, {self._input: batch})
        except (MemoryError, RuntimeException) as error:
            if isinstance(error, MemoryError) or "allocate" in str(error):
                raise OutOfMemoryError(str(error)) from error
            raise
        return np.asarray(values, dtype=np.float32).reshape(-1)


def _session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # Decoding and face detection share the cores: a waiting thread must not burn one.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class ElasticBackend:
    """A backend that survives a lack of memory: the batch is halved, at last the CPU takes over, and it is said.

    Args:
        backend: what to try first.
        fallback: makes the CPU backend when even single faces do not fit; None where ``backend`` is the CPU.
        notify: receives one sentence for the user at each retreat.
    """

    def __init__(
        self, backend: Backend, fallback: Callable[[], Backend] | None, notify: Callable[[str], None], label: str
    ) -> None:
        self._backend = backend
        self._fallback = fallback
        self._notify = notify
        self._label = label
        self._limit = 0

    @property
    def name(self) -> str:
        """Software of the backend in use now."""
        return self._backend.name

    @property
    def device(self) -> str:
        """Device of the backend in use now."""
        return self._backend.device

    def logits(self, batch: FloatArray) -> FloatArray:
        """See ``Backend.logits``; raises ``DfdError`` only when nothing is left to try."""
        parts: list[FloatArray] = []
        start = 0
        while start < len(batch):
            size = min(self._limit or len(batch), len(batch) - start)
            try:
                parts.append(self._backend.logits(batch[start : start + size]))
                start += size
            except OutOfMemoryError as error:
                self._retreat(size, error)
        return np.concatenate(parts) if parts else np.zeros(0, np.float32)

    def _retreat(self, size: int, error: OutOfMemoryError) -> None:
        release = getattr(self._backend, "release", None)
        if release:
            release()
        if size > 1:
            self._limit = size // 2
            self._notify(f"{self._label}: out of memory on {self.device}, going on with batches of {self._limit}")
        elif self._fallback:
            self._backend, self._fallback, self._limit = self._fallback(), None, 0
            self._notify(f"{self._label}: out of memory even for one face, going on with the CPU")
        else:
            raise DfdError(
                "out_of_memory", f"{self._label}: not enough memory for one face", "close other programs"
            ) from error
