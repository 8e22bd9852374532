"""What turns a raw detector output into a probability and a probability into a band; applied here, fitted elsewhere.

Light on purpose (numpy only): screening's verdict, the card and the ensemble file use it without scikit-learn.
The fitting lives in ``dfd_core.training.calibrate``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt

from dfd_core.errors import DetectorError

Kind = Literal["platt", "temperature"]
Doubles = npt.NDArray[np.float64]

SMALLEST = 1e-6
"""Scores are kept this far from 0 and 1 before their logit is taken (a logit of about 13.8)."""


def sigmoid(logits: npt.ArrayLike) -> Doubles:
    """Logistic function of any array, without overflow for large negative numbers."""
    values = np.asarray(logits, dtype=np.float64)
    small = np.exp(-np.abs(values))
    return np.where(values >= 0, 1.0, small) / (1.0 + small)


def logit(scores: npt.ArrayLike) -> Doubles:
    """Inverse of :func:`sigmoid`; scores of exactly 0 or 1 count as ``SMALLEST`` away from it."""
    values = np.clip(np.asarray(scores, dtype=np.float64), SMALLEST, 1.0 - SMALLEST)
    return np.log(values) - np.log1p(-values)


@dataclass(frozen=True, slots=True)
class Calibration:
    """``calibrated = sigmoid(a * logit + b)``, with ``a > 0`` so that the order of scores never changes.

    ``kind`` is ``"platt"`` (a and b fitted) or ``"temperature"`` (b = 0, a = 1 / temperature).
    """

    kind: Kind = "platt"
    a: float = 1.0
    b: float = 0.0

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind):
            raise DetectorError("bad_calibration", f"unknown kind of calibration {self.kind!r}")
        if not (math.isfinite(self.a) and math.isfinite(self.b) and self.a > 0):
            raise DetectorError(
                "bad_calibration", f"calibration needs finite numbers and a > 0, not {self.a}, {self.b}"
            )

    def from_logits(self, logits: npt.ArrayLike) -> Doubles:
        """Calibrated probabilities 0..1 (1 = fake) of raw logits of any shape."""
        return sigmoid(self.a * np.asarray(logits, dtype=np.float64) + self.b)

    def from_scores(self, scores: npt.ArrayLike) -> Doubles:
        """Calibrated probabilities of uncalibrated probabilities of any shape."""
        return self.from_logits(logit(scores))

    def to_json(self) -> dict[str, Any]:
        """Plain JSON (or TOML) values."""
        return {"kind": self.kind, "a": self.a, "b": self.b}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Calibration:
        """Read :meth:`to_json`'s form.

        Raises:
            DetectorError: ``bad_calibration``, keys or values are not those of a calibration.
        """
        try:
            return cls(kind=data["kind"], a=float(data["a"]), b=float(data["b"]))
        except (KeyError, TypeError, ValueError) as error:
            raise DetectorError("bad_calibration", f"damaged calibration: {error!r}") from error


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The verdict's bands over calibrated scores: fake at or above ``fake_from``, real at or below ``real_to``.

    What lies between is inconclusive, so ``real_to <= .5 <= fake_from``. At most the share ``false_alarm`` of held-out
    real groups (people, sources) lies above ``fake_from``, at most the share ``miss`` of the fake ones below
    ``real_to``; ``real_groups`` and ``fake_groups`` say on how many each was measured.
    """

    fake_from: float
    real_to: float
    false_alarm: float = 0.05
    miss: float = 0.05
    real_groups: int = 0
    fake_groups: int = 0

    def __post_init__(self) -> None:
        if not 0.0 <= self.real_to <= self.fake_from <= 1.0:
            raise DetectorError(
                "bad_thresholds",
                f"thresholds need 0 <= real_to <= fake_from <= 1, not {self.real_to}, {self.fake_from}",
            )

    def to_json(self) -> dict[str, Any]:
        """Plain JSON (or TOML) values."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Thresholds:
        """Read :meth:`to_json`'s form; everything but the two thresholds may be absent.

        Raises:
            DetectorError: ``bad_thresholds``, a key is unknown, missing or no number.
        """
        unknown = sorted(set(data) - set(cls.__slots__))
        if unknown:
            raise DetectorError("bad_thresholds", f"unknown key in thresholds: {unknown[0]!r}")
        try:
            return cls(
                fake_from=float(data["fake_from"]),
                real_to=float(data["real_to"]),
                false_alarm=float(data.get("false_alarm", 0.05)),
                miss=float(data.get("miss", 0.05)),
                real_groups=int(data.get("real_groups", 0)),
                fake_groups=int(data.get("fake_groups", 0)),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise DetectorError("bad_thresholds", f"damaged thresholds: {error!r}") from error
