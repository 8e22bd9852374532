"""Swapped faces, the look of a video, and whose face is lent to whom."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dfd_core.training.donors import NEAREST, Donors
from dfd_core.training.items import FaceItem
from dfd_core.training.swap import swap_face
from dfd_core.training.video_look import as_video
from dfd_core.types import Points
from tests.core.face_sets import BOX, LANDMARKS, face

SEEDS = st.integers(0, 2**32 - 1)


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_a_swap_leaves_what_its_mask_leaves_out(seed: int) -> None:
    image, donor = face(1), face(2)
    before = image.copy(), donor.copy()
    pair = swap_face(image, LANDMARKS, donor, LANDMARKS, np.random.default_rng(seed))
    assert pair is not None
    assert pair.mask.dtype == np.float32
    assert 0.0 <= pair.mask.min() <= pair.mask.max() <= 1.0
    assert pair.real.shape == pair.fake.shape == image.shape
    outside = pair.mask == 0
    assert np.array_equal(pair.fake[outside], image[outside])
    assert np.array_equal(image, before[0])
    assert np.array_equal(donor, before[1])


def test_swaps_change_the_face_and_repeat_by_their_seed() -> None:
    changes = []
    for seed in range(20):
        one, two = (swap_face(face(1), LANDMARKS, face(2), LANDMARKS, np.random.default_rng(seed)) for _ in range(2))
        assert one is not None
        assert two is not None
        assert np.array_equal(one.fake, two.fake)
        changes.append(float(np.abs(one.fake.astype(float) - face(1))[one.mask > 0.2].mean()))
    assert min(changes) > 0.5
    assert float(np.median(changes)) > 2.0


@pytest.mark.parametrize("points", [((5.0, 5.0),) * 5, tuple((float(n), 3.0) for n in range(5))])
def test_faces_that_cannot_be_laid_on_each_other_give_nothing_or_a_sound_pair(points: Points) -> None:
    for seed in range(10):
        pair = swap_face(face(1), LANDMARKS, face(2), points, np.random.default_rng(seed))
        assert pair is None or np.array_equal(pair.fake[pair.mask == 0], face(1)[pair.mask == 0])


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS)
def test_the_look_of_a_video_is_the_same_for_both_faces(seed: int) -> None:
    image = face(3)
    one, two = as_video([image, image.copy()], np.random.default_rng(seed))
    assert np.array_equal(one, two)
    assert one.shape == image.shape
    assert one.dtype == np.uint8
    assert np.array_equal(one, as_video([image], np.random.default_rng(seed))[0])
    assert np.abs(one.astype(float) - image).mean() < 25.0  # still the same picture


def test_the_look_of_a_video_costs_detail() -> None:
    image = np.random.default_rng(0).integers(0, 256, (240, 240, 3), dtype=np.uint8)
    kept = [float(as_video([image], np.random.default_rng(seed))[0].std() / image.std()) for seed in range(12)]
    assert max(kept) < 0.9


def items(groups: int, faces: int = 2) -> list[FaceItem]:
    rng = np.random.default_rng(0)
    return [
        FaceItem(
            file=f"{group}-{number}.png",
            clip=f"c{group}",
            group=f"g{group}",
            label=number % 2,
            method="swapped" if number % 2 else "",
            time_s=0.0,
            box=BOX,
            landmarks=tuple((x + rng.normal(), y) for x, y in LANDMARKS),
        )
        for group in range(groups)
        for number in range(faces)
    ]


def test_a_donor_is_a_real_face_of_another_group_on_the_same_side() -> None:
    known = items(12, faces=4)
    donors = Donors(known, (range(32), range(32, 48)))
    rng = np.random.default_rng(1)
    for number in (0, 2, 30, 32, 46):
        for _ in range(40):
            donor = donors.of(number, rng)
            assert known[donor].label == 0
            assert known[donor].group != known[number].group
            assert (donor < 32) == (number < 32)


def test_donors_are_the_nearest_in_shape() -> None:
    known = items(80)
    donors = Donors(known, (range(len(known)),))
    rng = np.random.default_rng(1)
    drawn = {donors.of(0, rng) for _ in range(600)}
    assert 30 < len(drawn) <= NEAREST


def test_without_another_group_there_is_no_donor() -> None:
    known = items(1)
    assert Donors(known, (range(len(known)),)).of(0, np.random.default_rng(0)) == -1
    fakes = [item for item in items(3) if item.label]
    assert Donors(fakes, (range(len(fakes)),)).of(0, np.random.default_rng(0)) == -1
