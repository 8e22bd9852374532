from typing import Any

import numpy as np
import numpy.typing as npt

class coo_array:
    def __init__(
        self,
        arg1: tuple[npt.NDArray[Any], tuple[npt.NDArray[np.integer[Any]], npt.NDArray[np.integer[Any]]]],
        shape: tuple[int, int] | None = ...,
    ) -> None: ...
