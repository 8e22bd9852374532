from typing import Literal

import numpy as np
import numpy.typing as npt

from scipy.sparse import coo_array

def connected_components(
    csgraph: coo_array, directed: bool = ..., connection: Literal["weak", "strong"] = ..., return_labels: Literal[True] = ...
) -> tuple[int, npt.NDArray[np.int32]]: ...
