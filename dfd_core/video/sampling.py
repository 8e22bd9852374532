"""Which frames of a clip to look at. Plain arithmetic on times and counts; nothing is opened here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from dfd_core.errors import UsageError

Mode: TypeAlias = Literal["time", "index"]
MAX_COUNT = 1000
_ROUNDING_S = 1e-9  # a frame that begins at a target is shown at it, whatever the last bit says


@dataclass(frozen=True, slots=True)
class SamplingPlan:
    """How many frames, and how they are spread.

    ``count``: frames wanted, 1..1000. ``mode``: ``"time"`` takes the frames shown at the midpoints of
    ``count`` equal spans of the clip; ``"index"`` is the rule of the original project,
    ``numpy.linspace(0, frames, count, endpoint=False)`` over frame numbers.
    A clip of fewer frames gives each of them once.
    """

    count: int = 32
    mode: Mode = "time"

    def __post_init__(self) -> None:
        if not 1 <= self.count <= MAX_COUNT:
            raise UsageError("bad_frames", f"the number of frames must be 1 to {MAX_COUNT}, not {self.count}")
        if self.mode not in ("time", "index"):
            raise UsageError("bad_sampling", f'sampling must be "time" or "index", not "{self.mode}"')


def target_times(plan: SamplingPlan, duration_s: float, fps: float, frames: int) -> list[float]:
    """Times in seconds from the first frame that the plan asks for, rising, where only totals are known.

    Args:
        plan: count and mode.
        duration_s: length of the clip in seconds, 0 where unknown.
        fps: mean frame rate, 0 where unknown.
        frames: number of frames, 0 where unknown.

    Returns:
        At most ``plan.count`` times in ``[0, duration_s)``; ``[0.0]`` for a clip of no known length.
    """
    duration, total = _totals(duration_s, fps, frames)
    if duration <= 0:
        return [0.0]
    step = duration / total if total else 0.0
    if total and total <= plan.count:  # half a frame in, so that rounding cannot pick the one before
        return [(i + 0.5) * step for i in range(total)]
    if plan.mode == "index" and total:
        return [(i + 0.5) * step for i in _linspace(total, plan.count)]
    return [(i + 0.5) * duration / plan.count for i in range(plan.count)]


def choose_frames(
    plan: SamplingPlan,
    times: Sequence[float] | npt.NDArray[np.float64],
    duration_s: float,
    end_s: float | None = None,
) -> list[int]:
    """Numbers of the frames that the plan asks for, where the time of every frame is known.

    Args:
        plan: count and mode.
        times: rising times of the displayed frames in seconds, the first one 0.
        duration_s: length of the clip in seconds.
        end_s: where the data ends, for a clip whose tail is missing: what the plan wants of the tail is left out.

    Returns:
        Rising frame numbers, none twice: those shown at the target times (last frame not later), or
        every frame where the clip has no more than ``plan.count``.
    """
    known = np.asarray(times, np.float64)
    end = duration_s if end_s is None else end_s
    total = len(known) if end_s is None or end_s <= 0 else round(len(known) * duration_s / end_s)
    if total <= plan.count:
        return list(range(len(known)))
    if plan.mode == "index":
        return [i for i in _linspace(total, plan.count) if i < len(known)]
    targets = (np.arange(plan.count) + 0.5) * (duration_s / plan.count)
    shown = np.searchsorted(known, targets[targets < end] + _ROUNDING_S, side="right") - 1
    return [int(i) for i in np.unique(np.clip(shown, 0, len(known) - 1))]


def _linspace(total: int, count: int) -> list[int]:
    """The original project's frame numbers, each once."""
    return [int(i) for i in np.unique(np.linspace(0, total, count, endpoint=False, dtype=int))]


def _totals(duration_s: float, fps: float, frames: int) -> tuple[float, int]:
    """Length and number of frames, each filled in from the other where only one is known."""
    if duration_s <= 0 and frames > 0 and fps > 0:
        return frames / fps, frames
    if frames <= 0 and duration_s > 0 and fps > 0:
        return duration_s, max(1, round(duration_s * fps))
    return max(duration_s, 0.0), max(frames, 0)
