from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, TypeVar

import torch
from torch import nn


_Model = TypeVar("_Model", bound=nn.Module)

class Accelerator:
    def __init__(
        self,
        *,
        cpu: bool = ...,
        mixed_precision: str | None = ...,
        kwargs_handlers: Sequence[Any] | None = ...,
    ) -> None: ...
    device: torch.device
    num_processes: int
    process_index: int
    is_main_process: bool
    mixed_precision: str
    sync_gradients: bool
    def prepare_model(self, model: _Model) -> _Model: ...
    def prepare_optimizer(self, optimizer: torch.optim.Optimizer) -> torch.optim.Optimizer: ...
    def autocast(self) -> AbstractContextManager[None]: ...
    def no_sync(self, model: nn.Module) -> AbstractContextManager[None]: ...
    def backward(self, loss: torch.Tensor) -> None: ...
    def clip_grad_norm_(self, parameters: Any, max_norm: float) -> torch.Tensor | None: ...
    def wait_for_everyone(self) -> None: ...
    def free_memory(self) -> None: ...
    def end_training(self) -> None: ...
    scaler: Any
