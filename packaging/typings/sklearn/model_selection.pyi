from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

class StratifiedGroupKFold:
    def __init__(self, n_splits: int = ..., *, shuffle: bool = ..., random_state: int | None = ...) -> None: ...
    def split(
        self, X: npt.ArrayLike, y: npt.ArrayLike, groups: npt.ArrayLike
    ) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]: ...
