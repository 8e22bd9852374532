"""The ONNX copy of a network, made once and checked against torch before anyone uses it."""

from __future__ import annotations

import logging
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from torch import nn

from dfd_core.errors import DetectorError
from dfd_core.paths import atomic_write

INPUT, OUTPUT = "faces", "logits"
OPSET = 17
TOLERANCE = 1e-3
"""Smallest difference of a logit between torch and ONNX Runtime that is refused.

Of logits beyond +-1 it counts relative to the logit: untrained networks give logits of 1e5, where float32 itself
is no finer than .01, and such a score is 0 or 1 anyway."""

CHECK_BATCH = 2


def export_onnx(network: nn.Module, input_px: int, path: Path, probe: torch.Tensor | None = None) -> None:
    """Write ``network`` as ONNX: input ``faces`` (N, 3, S, S) float32, output ``logits`` (N,), any batch size N.

    The exporter is the TorchScript one: torch's newer exporter needs a package more, and these networks have no
    control flow that tracing could lose. The copy replaces ``path`` only after it agreed with torch on ``probe``,
    finished inputs ``(N, 3, S, S)`` in the range that the network was made for (default: ImageNet's).

    Raises:
        DetectorError: ``onnx_export``, the network cannot be exported or a logit differs by ``TOLERANCE`` or more.
    """
    network = network.eval()
    probe = _probe(input_px) if probe is None else probe
    content = _exported(network, probe)
    difference = largest_difference(network, content, probe)
    if not difference < TOLERANCE:
        raise DetectorError("onnx_export", f"the ONNX copy differs from torch by {difference:.2g} in the logit")
    with atomic_write(path) as stream:
        stream.write(content)


def _exported(network: nn.Module, probe: torch.Tensor) -> bytes:
    with tempfile.TemporaryDirectory(prefix="dfd-onnx-") as folder:
        target = Path(folder) / "network.onnx"
        try:
            with _quiet(), torch.no_grad():
                torch.onnx.export(
                    network,
                    (probe,),
                    target,
                    dynamo=False,
                    opset_version=OPSET,
                    input_names=[INPUT],
                    output_names=[OUTPUT],
                    dynamic_axes={INPUT: {0: "n"}, OUTPUT: {0: "n"}},
                )
        except (RuntimeError, TypeError, ValueError) as error:
            raise DetectorError("onnx_export", f"the network cannot be exported to ONNX: {error}") from error
        return target.read_bytes()


def largest_difference(network: nn.Module, content: bytes, faces: torch.Tensor) -> float:
    """Largest difference of a logit between torch and ONNX Runtime on the CPU, for batches of 1 and N.

    Absolute for logits within +-1, relative to the logit beyond (see ``TOLERANCE``).
    """
    session = cpu_session(content)
    with torch.inference_mode():
        expected = network(faces).float().numpy()
    whole = np.asarray(session.run([OUTPUT], {INPUT: faces.numpy()})[0])
    one = np.asarray(session.run([OUTPUT], {INPUT: faces[:1].numpy()})[0])
    if whole.shape != expected.shape:
        raise DetectorError("onnx_export", f"the ONNX copy gives shape {whole.shape}, torch {expected.shape}")
    scale = np.maximum(np.abs(expected), 1.0)
    return float(max((np.abs(whole - expected) / scale).max(), (np.abs(one - expected[:1]) / scale[:1]).max()))


def _probe(input_px: int) -> torch.Tensor:
    """Pseudo-random faces of the range that ImageNet normalisation gives, the same at every export."""
    generator = torch.Generator().manual_seed(20200101)
    return torch.rand((CHECK_BATCH, 3, input_px, input_px), generator=generator) * 4 - 2


def cpu_session(source: bytes | Path) -> onnxruntime.InferenceSession:
    """ONNX Runtime on the CPU, with as many threads as torch uses."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = torch.get_num_threads()
    return onnxruntime.InferenceSession(
        source if isinstance(source, bytes) else str(source), options, providers=["CPUExecutionProvider"]
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence what the exporter says to its own developers (deprecation, constants folded by tracing)."""
    logger = logging.getLogger("torch.onnx")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
