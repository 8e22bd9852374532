from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import numpy.typing as npt

class Dataset:
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    nbytes: int
    is_virtual: bool
    external: list[tuple[str, int, int]] | None
    def __getitem__(self, index: tuple[()]) -> npt.NDArray[Any]: ...

class Group:
    def create_group(self, name: str) -> Group: ...
    def create_dataset(self, name: str, shape: tuple[int, ...] | None = ..., dtype: str | None = ..., **more: Any) -> Dataset: ...
    def __delitem__(self, name: str) -> None: ...
    def visititems(self, func: Callable[[str, object], None]) -> None: ...

class File(Group):
    def __init__(self, name: str | Path, mode: str = ...) -> None: ...
    def __enter__(self) -> File: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
