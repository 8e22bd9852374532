"""Backends: devices, running out of memory, and what happens at NaN."""

from __future__ import annotations

import numpy as np
import pytest

from dfd_core.errors import DfdError, UsageError
from dfd_core.screening.backends import ElasticBackend, OutOfMemoryError, resolve_device
from dfd_core.types import FloatArray


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
