"""Backends: devices, running out of memory, and what happens at NaN."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from dfd_core.detectors.onnx_copy import ensure_onnx
from dfd_core.detectors.weights import load_network
from dfd_core.errors import DfdError, UsageError
from dfd_core.screening.backends import ElasticBackend, OutOfMemoryError, load_backend, resolve_device
from dfd_core.screening.torch_backend import TorchBackend
from dfd_core.types import FloatArray
from tests.core.tiny import library_with


class Small:
    """A backend that holds at most ``limit`` faces at once; the logit is the first pixel."""

    def __init__(self, limit: int, device: str = "cuda:0") -> None:
        self.limit = limit
        self.name = "fake"
        self.device = device
        self.sizes: list[int] = []

    def logits(self, batch: FloatArray) -> FloatArray:
        if len(batch) > self.limit:
            raise OutOfMemoryError
        self.sizes.append(len(batch))
        return np.asarray(batch[:, 0, 0, 0])


def batch_of(count: int) -> FloatArray:
    batch = np.zeros((count, 3, 2, 2), np.float32)
    batch[:, 0, 0, 0] = np.arange(count)
    return batch


def test_out_of_memory_halves_the_batch_and_goes_on() -> None:
    said: list[str] = []
    backend = Small(3)
    elastic = ElasticBackend(backend, None, said.append, "net")
    assert elastic.logits(batch_of(10)).tolist() == list(range(10))
    assert backend.sizes == [2, 2, 2, 2, 2]
    assert len(said) == 2
    assert "batches of 2" in said[-1]
    elastic.logits(batch_of(4))  # the limit is remembered: no further failure
    assert len(said) == 2


def test_not_even_one_face_fits_so_the_cpu_takes_over() -> None:
    said: list[str] = []
    cpu = Small(100, "cpu")
    elastic = ElasticBackend(Small(0), lambda: cpu, said.append, "net")
    assert elastic.logits(batch_of(5)).tolist() == list(range(5))
    assert elastic.device == "cpu"
    assert "CPU" in said[-1]


def test_nothing_left_to_try_is_an_error() -> None:
    elastic = ElasticBackend(Small(0), None, lambda _: None, "net")
    with pytest.raises(DfdError, match="not enough memory"):
        elastic.logits(batch_of(1))


def test_an_empty_batch_has_no_logits() -> None:
    assert ElasticBackend(Small(1), None, lambda _: None, "net").logits(batch_of(0)).shape == (0,)


@pytest.mark.parametrize("device", ["gpu", "cuda:x", "", "cpu:0", "cuda:99"])
def test_unknown_devices_are_refused(device: str) -> None:
    with pytest.raises(UsageError, match="device"):
        resolve_device(device)


def test_cpu_and_auto_resolve() -> None:
    assert resolve_device("cpu") == "cpu"
    assert resolve_device("auto") in {"cpu", "mps", "cuda:0"}


def test_torch_and_onnx_give_the_same_logits(tmp_path: Path) -> None:
    library = library_with(tmp_path, ("one",))
    (detector,) = library.detectors()
    batch = np.random.default_rng(0).random((5, 3, 48, 48), dtype=np.float32)
    onnx = load_backend(detector, "cpu", 1, library.paths)
    eager = TorchBackend(load_network(detector.path), "cpu")
    assert onnx.logits(batch) == pytest.approx(eager.logits(batch), abs=1e-4)
    assert onnx.logits(batch[:1]) == pytest.approx(eager.logits(batch)[:1], abs=1e-4)


def test_the_onnx_copy_is_made_once(tmp_path: Path) -> None:
    library = library_with(tmp_path, ("one",))
    (detector,) = library.detectors()
    path = ensure_onnx(detector, library.paths)
    stamp = path.stat().st_mtime_ns
    assert ensure_onnx(detector, library.paths) == path
    assert path.stat().st_mtime_ns == stamp


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs CUDA")
def test_half_precision_on_cuda_agrees(tmp_path: Path) -> None:
    library = library_with(tmp_path, ("one",))
    (detector,) = library.detectors()
    batch = np.random.default_rng(0).random((70, 3, 48, 48), dtype=np.float32)
    expected = load_backend(detector, "cpu", 1, library.paths).logits(batch)
    assert load_backend(detector, "cuda", 1, library.paths).logits(batch) == pytest.approx(expected, abs=0.05)
