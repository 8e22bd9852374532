"""Sampling plans: which frames, whatever the clip's length, rate or number of frames."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dfd_core.errors import UsageError
from dfd_core.video.sampling import SamplingPlan, choose_frames, target_times

plans = st.builds(SamplingPlan, st.integers(1, 200), st.sampled_from(["time", "index"]))
gaps = st.lists(st.floats(0.001, 10, allow_nan=False), min_size=0, max_size=300)


@given(plans, gaps, st.floats(0.001, 10))
@settings(max_examples=150, deadline=None)
def test_chosen_frames_are_rising_distinct_and_as_many_as_wanted_at_most(
    plan: SamplingPlan, steps: list[float], last: float
) -> None:
    times = np.concatenate([[0.0], np.cumsum(steps)])
    chosen = choose_frames(plan, times, float(times[-1]) + last)
    assert chosen == sorted(set(chosen))
    assert 1 <= len(chosen) <= plan.count
    assert 0 <= chosen[0] <= chosen[-1] < len(times)
    if len(times) <= plan.count:
        assert chosen == list(range(len(times)))


@given(st.integers(1, 64), st.integers(1, 1000), st.floats(1, 240))
@settings(max_examples=150, deadline=None)
def test_time_mode_takes_the_frame_shown_at_each_midpoint(count: int, frames: int, fps: float) -> None:
    times = np.arange(frames) / fps
    duration = frames / fps
    chosen = choose_frames(SamplingPlan(count), times, duration)
    if frames <= count:
        assert chosen == list(range(frames))
        return
    for i in range(count):
        at = (i + 0.5) * duration / count
        shown = max(n for n in range(frames) if times[n] <= at + 1e-9)
        assert shown in chosen
    assert max(np.diff(chosen), default=0) * count <= 2 * frames + count  # even: no gap of two spans


@given(st.integers(1, 64), st.integers(1, 5000))
@settings(max_examples=100, deadline=None)
def test_index_mode_is_the_original_projects_linspace(count: int, frames: int) -> None:
    chosen = choose_frames(SamplingPlan(count, "index"), np.arange(frames) / 30, frames / 30)
    if frames > count:
        assert chosen == np.linspace(0, frames, count, endpoint=False, dtype=int).tolist()


@given(plans, st.just(0.0) | st.floats(0.001, 100_000), st.just(0.0) | st.floats(0.1, 300), st.integers(0, 100_000))
@settings(max_examples=200, deadline=None)
def test_target_times_lie_in_the_clip_and_rise(plan: SamplingPlan, duration: float, fps: float, frames: int) -> None:
    times = target_times(plan, duration, fps, frames)
    assert 1 <= len(times) <= plan.count
    assert all(a < b for a, b in pairwise(times))
    length = duration or (frames / fps if fps and frames else 0)
    assert times[0] >= 0
    assert times[-1] < length or times == [0.0]


def test_a_frozen_picture_is_given_once() -> None:
    # ten frames in the first second, then one that stands for nine
    times = [i / 10 for i in range(10)]
    assert choose_frames(SamplingPlan(5), times, 10.0) == [9]


@pytest.mark.parametrize("count", [0, -1, 1001])
def test_senseless_counts_are_a_usage_error(count: int) -> None:
    with pytest.raises(UsageError, match="number of frames"):
        SamplingPlan(count)


def test_unknown_modes_are_a_usage_error() -> None:
    with pytest.raises(UsageError, match="sampling"):
        SamplingPlan(4, "random")  # type: ignore[arg-type]
