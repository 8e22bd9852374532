import numpy as np
import numpy.typing as npt

class LogisticRegression:
    coef_: npt.NDArray[np.float64]
    intercept_: npt.NDArray[np.float64]
    def __init__(
        self, *, C: float = ..., tol: float = ..., fit_intercept: bool = ..., solver: str = ..., max_iter: int = ...
    ) -> None: ...
    def fit(self, X: npt.ArrayLike, y: npt.ArrayLike, sample_weight: npt.ArrayLike | None = ...) -> LogisticRegression: ...
