from typing import Any

import numpy as np
import numpy.typing as npt

def linear_sum_assignment(
    cost_matrix: npt.NDArray[Any], maximize: bool = ...
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]: ...
