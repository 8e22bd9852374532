"""Self-blended images: what a pair must be for a network to learn the seam and nothing else."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dfd_core.faces.rules import RULES
from dfd_core.training.places import canonical_landmarks, landmarks_in_crop
from dfd_core.training.selfblend import edit, finish, self_blend, soft_mask
from dfd_core.types import Points
from tests.core.face_sets import LANDMARKS, face

SEEDS = st.integers(0, 2**32 - 1)
POINTS: st.SearchStrategy[Points] = st.lists(
    st.tuples(st.floats(-20, 90), st.floats(-20, 90)), min_size=5, max_size=5
).map(tuple)


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS, landmarks=st.one_of(st.just(LANDMARKS), st.just(()), POINTS))
def test_a_pair_has_a_sound_mask_and_an_untouched_background(seed: int, landmarks: Points) -> None:
    image = face(1)
    before = image.copy()
    real, fake, mask = self_blend(image, landmarks, np.random.default_rng(seed), whole=0.0)
    assert mask.dtype == np.float32
    assert mask.shape == image.shape[:2]
    assert mask.min() >= 0.0
    assert mask.max() <= 1.0
    assert real.shape == fake.shape == image.shape
    assert real.dtype == fake.dtype == np.uint8
    assert np.array_equal(image, before)
    assert np.array_equal(real, image)
    background = edit(image, np.random.default_rng(seed))
    outside = mask == 0
    same = np.array_equal(fake[outside], image[outside]) or np.array_equal(fake[outside], background[outside])
    assert same


def test_the_same_seed_gives_the_same_pair_and_others_differ() -> None:
    pairs = [self_blend(face(2), LANDMARKS, np.random.default_rng(seed)) for seed in (7, 7, 8)]
    assert np.array_equal(pairs[0].fake, pairs[1].fake)
    assert not np.array_equal(pairs[0].fake, pairs[2].fake)


def test_the_edit_is_on_the_whole_real_photo_in_half_of_the_pairs() -> None:
    image = face(3)
    changed = [
        not np.array_equal(self_blend(image, LANDMARKS, np.random.default_rng(seed), whole=0.5).real, image)
        for seed in range(200)
    ]
    assert 70 < sum(changed) < 130


def test_a_fake_differs_inside_its_mask() -> None:
    differences = []
    for seed in range(40):
        pair = self_blend(face(4), LANDMARKS, np.random.default_rng(seed), whole=0.0)
        differences.append(np.abs(pair.fake.astype(int) - pair.real).max())
    assert np.median(differences) > 10


def test_masks_lie_on_the_face() -> None:
    mean = np.mean([soft_mask((72, 72), LANDMARKS, np.random.default_rng(seed)) for seed in range(60)], axis=0)
    assert mean[30:52, 26:46].mean() > 0.4
    assert mean[:6].mean() < 0.05
    assert mean[:, :5].mean() < 0.05


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS)
def test_the_last_steps_treat_both_pictures_alike(seed: int) -> None:
    image = face(5)
    first, second = finish([image, image.copy()], np.random.default_rng(seed))
    assert np.array_equal(first, second)


@pytest.mark.parametrize("name", ["seed", "tight", "wide", "sbi", "selimsef", "deepfakebench"])
def test_landmarks_follow_their_face_into_the_crop(name: str) -> None:
    """A bright dot at a landmark is found where the mapping says."""
    from dfd_core.faces.crop import cut
    from dfd_core.types import Detection

    rule, size = RULES[name], 160
    for number, point in enumerate(LANDMARKS):
        frame = np.zeros((72, 72, 3), np.uint8)
        frame[round(point[1]), round(point[0])] = 255
        box = (12.0, 6.0, 60.0, 66.0)
        crop = cut(frame, Detection(box, 1.0, LANDMARKS), rule, size)
        rows, columns = np.nonzero(crop[..., 0] == crop[..., 0].max())
        x, y = landmarks_in_crop(rule, box, LANDMARKS, (72, 72), size)[number]
        assert abs(columns.mean() - x) < 4
        assert abs(rows.mean() - y) < 4


def test_a_face_without_landmarks_is_taken_for_an_average_one() -> None:
    points = landmarks_in_crop(RULES["seed"], (0.0, 0.0, 100.0, 100.0), (), (100, 100), 50)
    assert np.allclose(points, np.array(canonical_landmarks((0, 0, 100, 100))) / 2)


def test_a_core_makes_more_than_a_hundred_faces_a_second() -> None:
    rng, image = np.random.default_rng(0), face(6)
    image = np.asarray(np.kron(image, np.ones((2, 2, 1), np.uint8)))  # 144 px
    points = tuple((2 * x, 2 * y) for x, y in LANDMARKS)
    began, made = time.process_time(), 0
    while time.process_time() - began < 0.4:
        pair = self_blend(image, points, rng)
        made += len(finish([pair.real, pair.fake], rng))
    assert made / (time.process_time() - began) > 100
