"""Swapped faces, the look of a video, and whose face is lent to whom."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dfd_core.training.donors import NEAREST, Donors
from dfd_core.training.eigenfaces import Eigenfaces
from dfd_core.training.items import FaceItem
from dfd_core.training.selfblend import hard_mask, soft_mask
from dfd_core.training.swap import rebuilt_face, swap_face
from dfd_core.training.video_look import as_video
from dfd_core.types import FloatArray, Image, Points
from tests.core.face_sets import BOX, LANDMARKS, face

SEEDS = st.integers(0, 2**32 - 1)


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_a_swap_keeps_the_photo_or_a_coarser_copy_where_its_mask_ends(seed: int) -> None:
    image, donor = face(1), face(2)
    before = image.copy(), donor.copy()
    pair = swap_face(image, LANDMARKS, donor, LANDMARKS, np.random.default_rng(seed))
    assert pair is not None
    assert pair.mask.dtype == np.float32
    assert 0.0 <= pair.mask.min() <= pair.mask.max() <= 1.0
    assert pair.real.shape == pair.fake.shape == image.shape
    outside = pair.mask == 0
    assert np.abs(pair.fake[outside].astype(float) - image[outside]).mean() < 12.0
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


def large(seed: int) -> tuple[Image, Points]:
    """A face of 216 px, in which coarser copies differ."""
    image = np.asarray(cv2.resize(face(seed), (216, 216), interpolation=cv2.INTER_CUBIC), np.uint8)
    scale = 216 / face(seed).shape[0]
    return image, tuple((x * scale, y * scale) for x, y in LANDMARKS)


def test_most_swaps_leave_their_photo_as_it_is_and_some_frames_are_coarser() -> None:
    (image, points), kept = large(1), 0
    for seed in range(60):
        pair = swap_face(image, points, *large(2), np.random.default_rng(seed))
        assert pair is not None
        kept += bool(np.array_equal(pair.fake[pair.mask == 0], image[pair.mask == 0]))
    assert 30 <= kept <= 54


def test_a_rendered_face_has_a_harder_seam_than_a_generated_one() -> None:
    rng = np.random.default_rng(4)
    _, points = large(1)

    def seam(mask: FloatArray) -> float:
        """Share of the face's area that is neither inside nor outside."""
        return float(((mask > 0.1) & (mask < 0.9)).sum() / (mask > 0.1).sum())

    soft = np.median([seam(soft_mask((216, 216), points, rng)) for _ in range(40)])
    hard = np.median([seam(hard_mask((216, 216), points, rng)) for _ in range(40)])
    assert hard < soft / 2


@pytest.mark.parametrize("points", [((5.0, 5.0),) * 5, tuple((float(n), 3.0) for n in range(5))])
def test_faces_that_cannot_be_laid_on_each_other_give_nothing_or_a_sound_pair(points: Points) -> None:
    for seed in range(10):
        pair = swap_face(face(1), LANDMARKS, face(2), points, np.random.default_rng(seed))
        assert pair is None or pair.fake.shape == face(1).shape


@pytest.fixture(scope="module")
def eigenfaces() -> Eigenfaces:
    return Eigenfaces([(face(number), LANDMARKS) for number in range(40)])


def test_a_rebuilt_face_is_like_the_face_and_softer(eigenfaces: Eigenfaces) -> None:
    rng = np.random.default_rng(2)
    noise = rng.normal(0.0, 12.0, face(50).shape)
    image = np.clip(face(50) + noise, 0, 255).astype(np.uint8)  # detail that no other face has
    x0, x1 = (int(f(x for x, _ in LANDMARKS)) for f in (min, max))
    y0, y1 = (int(f(y for _, y in LANDMARKS)) for f in (min, max))
    inside = np.s_[y0:y1, x0:x1]
    detail, distance = [], []
    for _ in range(12):
        made = eigenfaces.rebuild(image, LANDMARKS, rng, 0)
        assert made.shape == image.shape
        detail.append(float(np.abs(np.diff(made[inside].astype(float), axis=1)).mean()))
        distance.append(
            float(np.abs(cv2.blur(made, (9, 9))[inside].astype(float) - cv2.blur(image, (9, 9))[inside]).mean())
        )
    assert float(np.median(detail)) < 0.85 * float(np.abs(np.diff(image[inside].astype(float), axis=1)).mean())
    assert float(np.median(distance)) < 20.0


def test_landmarks_that_coincide_stop_nobody(eigenfaces: Eigenfaces) -> None:
    made = eigenfaces.rebuild(face(1), ((5.0, 5.0),) * 5, np.random.default_rng(0), 0)
    assert made.shape == face(1).shape
    assert made.std() > 1.0


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS)
def test_a_rebuilt_face_is_laid_over_its_own_photo(eigenfaces: Eigenfaces, seed: int) -> None:
    image = face(3)
    one, two = (rebuilt_face(image, LANDMARKS, eigenfaces, np.random.default_rng(seed), 1) for _ in range(2))
    assert np.array_equal(one.fake, two.fake)
    assert np.array_equal(one.fake[one.mask == 0], image[one.mask == 0])
    assert np.array_equal(image, face(3))


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
