"""Torch on CUDA and on Apple's MPS."""

from __future__ import annotations

from contextlib import nullcontext

import torch
from torch.nn.utils.memory_format import convert_conv2d_weight_memory_format

from dfd_core.screening.backends import OutOfMemoryError
from dfd_core.types import FloatArray


class TorchBackend:
    """Torch on one device: half precision and channels_last on CUDA, single precision elsewhere.

    One thread at a time may call it.
    """

    def __init__(self, network: torch.nn.Module, device: str) -> None:
        self.name = f"torch {torch.__version__}"
        self.device = device
        self._half = device.startswith("cuda")
        self._network = convert_conv2d_weight_memory_format(network.eval().to(device), torch.channels_last)

    def logits(self, batch: FloatArray) -> FloatArray:
        """See ``Backend.logits``."""
        try:
            with torch.inference_mode(), torch.autocast("cuda", torch.float16) if self._half else nullcontext():
                return self._forward(torch.from_numpy(batch))
        except RuntimeError as error:
            if isinstance(error, torch.OutOfMemoryError) or "out of memory" in str(error):
                raise OutOfMemoryError(str(error)) from error
            raise

    def _forward(self, batch: torch.Tensor) -> FloatArray:
        if self._half:
            batch = batch.pin_memory()
        moved = batch.to(self.device, non_blocking=True, memory_format=torch.channels_last)
        values: FloatArray = self._network(moved).float().cpu().numpy().reshape(-1)
        return values

    def release(self) -> None:
        """Give cached device memory back, before a smaller batch is tried."""
        if self._half:
            torch.cuda.empty_cache()
