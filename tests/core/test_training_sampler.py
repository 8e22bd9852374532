"""What an epoch sees: balance, pairs, order, and that it depends on seed and epoch alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dfd_core.errors import UsageError
from dfd_core.training.config import DataConfig
from dfd_core.training.items import FaceItem
from dfd_core.training.sampler import Draw, Index, Unit, batches, plan_epoch, plan_validation, share


def items(clips: int = 6, fakes: int = 4, frames: int = 3) -> list[FaceItem]:
    found = []
    for clip in range(clips):
        for frame in range(frames):
            found.append(FaceItem(f"r{clip}-{frame}", f"real{clip}", f"g{clip}", 0, time_s=float(frame)))
            found += [
                FaceItem(f"f{clip}-{k}-{frame}", f"fake{clip}-{k}", f"g{clip}", 1, time_s=float(frame),
                         original=f"real{clip}")
                for k in range(fakes)
            ]  # fmt: skip
    return found


CONFIG = DataConfig()


def test_one_random_frame_of_each_clip_and_as_many_fakes_as_reals() -> None:
    faces = items()
    plan = plan_epoch(Index(faces), CONFIG, seed=1, epoch=1)
    chosen = [faces[unit.first] for unit in plan]
    assert Counter(item.label for item in chosen) == {0: 6, 1: 6}
    assert len({item.clip for item in chosen}) == len(chosen)


def test_fakes_and_frames_are_drawn_afresh_each_epoch_but_reproducibly() -> None:
    index = Index(items())
    plans = [plan_epoch(index, CONFIG, seed=1, epoch=epoch) for epoch in range(8)]
    assert len({frozenset(plan) for plan in plans}) == 8
    assert plans == [plan_epoch(Index(items()), CONFIG, seed=1, epoch=epoch) for epoch in range(8)]
    assert plans[0] != plan_epoch(index, CONFIG, seed=2, epoch=0)
    seen = {unit.first for plan in plans for unit in plan}
    assert len(seen) > 30


def test_all_and_oversample() -> None:
    index = Index(items())
    everything = plan_epoch(index, replace(CONFIG, balance="all", frames_per_clip=0), 0, 1)
    assert Counter(index.items[unit.first].label for unit in everything) == {0: 18, 1: 72}
    more = plan_epoch(index, replace(CONFIG, balance="oversample"), 0, 1)
    assert Counter(index.items[unit.first].label for unit in more) == {0: 24, 1: 24}


def test_a_pair_is_a_fake_and_the_nearest_face_of_its_own_original() -> None:
    faces = items()
    for unit in plan_epoch(Index(faces), replace(CONFIG, pairs=True), 3, 1):
        real, fake = faces[unit.first], faces[unit.second]
        assert (real.label, fake.label) == (0, 1)
        assert fake.original == real.clip
        assert fake.time_s == real.time_s


def test_blends_take_their_share_and_carry_their_real_face() -> None:
    index = Index(items(clips=20))
    plan = plan_epoch(index, replace(CONFIG, blend=0.25), 0, 1)
    assert sum(unit.blend for unit in plan) == 5
    assert Counter(index.items[unit.first].label for unit in plan if not unit.blend) == {0: 15, 1: 15}
    only = plan_epoch(index, replace(CONFIG, blend=1.0), 0, 1)
    assert all(unit.blend and index.items[unit.first].label == 0 for unit in only)
    assert sum(unit.faces for unit in only) == 40


def test_an_epoch_may_be_limited() -> None:
    plan = plan_epoch(Index(items()), replace(CONFIG, epoch_faces=5), 0, 1)
    assert sum(unit.faces for unit in plan) == 5


def test_without_fakes_only_self_blending_trains() -> None:
    reals = Index([item for item in items() if not item.label])
    with pytest.raises(UsageError, match="no fake faces"):
        plan_epoch(reals, CONFIG, 0, 1)
    assert plan_epoch(reals, replace(CONFIG, blend=1.0), 0, 1)
    assert all(unit.blend for unit in plan_validation(reals, CONFIG))
    with pytest.raises(UsageError, match="no real faces"):
        plan_epoch(Index([item for item in items() if item.label]), CONFIG, 0, 1)


def test_validation_faces_are_fixed_and_evenly_spaced() -> None:
    faces = items(frames=9)
    units = plan_validation(Index(faces), replace(CONFIG, valid_faces=3))
    assert {faces[unit.first].time_s for unit in units} == {0.0, 4.0, 8.0}
    assert len(units) == 3 * 6 * 5


UNITS = st.lists(st.sampled_from([Unit(1), Unit(1, 2), Unit(3, blend=True)]), min_size=1, max_size=60)


@given(units=UNITS, size=st.integers(2, 16), world=st.integers(1, 3))
def test_batches_hold_every_unit_once_and_processes_divide_them(units: list[Unit], size: int, world: int) -> None:
    cut = batches(units, 4, size)
    assert [draw for batch in cut for draw in batch] == [Draw(4, place, unit) for place, unit in enumerate(units)]
    assert all(sum(draw.unit.faces for draw in batch) <= size + 2 for batch in cut)
    assert len(cut) == 1 or sum(draw.unit.faces for draw in cut[-1]) >= 2
    for batch in cut:
        parts = [share(batch, rank, world) for rank in range(world)]
        assert all(parts)
        assert set().union(*parts) == set(batch)
