"""Loading: the same face from whatever process, cached or not; broken files in one clear line; no calls home."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from dfd_core.errors import DfdError, UsageError
from dfd_core.faces.crop import cut
from dfd_core.training import recipes
from dfd_core.training.augment import Augmenter
from dfd_core.training.cache import CropCache, Face
from dfd_core.training.config import AugmentConfig, TrainConfig
from dfd_core.training.data import VALIDATION, Batch, Entry, FaceDataset, make_loader
from dfd_core.training.items import FaceSet
from dfd_core.training.pictures import read_picture
from dfd_core.training.sampler import Draw, EpochSampler, Unit, batches
from dfd_core.types import Detection
from tests.core.face_sets import LANDMARKS, TINY, face, make_face_set


@pytest.fixture(scope="module")
def face_set(tmp_path_factory: pytest.TempPathFactory) -> FaceSet:
    return FaceSet.load(make_face_set(tmp_path_factory.mktemp("faces"), groups=3))


def config(*overrides: str) -> TrainConfig:
    return recipes.load("strong", [*TINY, *overrides])


def entries(faces: FaceSet) -> list[Entry]:
    return [Entry(faces.root, item) for item in faces.items]


def load(
    faces: FaceSet, settings: TrainConfig, epoch: int, workers: int, cache: CropCache | None = None
) -> list[Batch]:
    units = [Unit(0, 1), Unit(2, blend=True), Unit(4, blend=True), Unit(5), Unit(6, 7)]
    sampler = EpochSampler()
    sampler.set(batches(units, epoch, 4))
    found = []
    for batch in make_loader(FaceDataset(entries(faces), settings, cache), sampler, workers, pin=False):
        assert isinstance(batch, Batch)
        found.append(batch)
    return found


def same(first: list[Batch], second: list[Batch]) -> bool:
    pairs = [(a, b) for one, two in zip(first, second, strict=True) for a, b in zip(one, two, strict=True)]
    return all(torch.equal(a, b) for a, b in pairs)


def test_a_batch_is_what_its_units_say(face_set: FaceSet) -> None:
    first, second, third = load(face_set, config("cutout=0"), 1, workers=0)
    assert first.images.shape == (4, 3, 32, 32)
    assert first.images.dtype == torch.float32
    assert first.labels.tolist() == [0, 1, 0, 1]
    assert first.partners.tolist() == [1, 0, 3, 2]
    assert first.entries.tolist() == [0, 1, 2, 2]
    assert second.partners.tolist() == [1, 0, -1]
    assert third.positions.tolist() == [4, 4]
    masks = first.masks
    assert masks.shape == (4, 1, 4, 4)
    assert masks[0].abs().sum() == 0  # real: nothing is laid over
    assert (masks[1] == -1).all()  # a real forgery: nobody knows
    assert 0 < masks[3].max() <= 1


def test_loader_processes_change_nothing_and_epochs_differ(face_set: FaceSet) -> None:
    settings = config("kind=strong", "jitter=0.05", "cutout=0.5")
    alone = load(face_set, settings, 1, workers=0)
    assert same(alone, load(face_set, settings, 1, workers=0))
    assert not same(alone, load(face_set, settings, 2, workers=0))
    assert same(alone, load(face_set, settings, 1, workers=2))


def test_validation_faces_are_what_screening_would_see(face_set: FaceSet) -> None:
    settings = config()
    [batch] = load_one(face_set, settings, Draw(VALIDATION, 0, Unit(3)))
    item = face_set.items[3]
    image = read_picture(face_set.root / item.file)
    crop = cut(image, Detection(item.box, 1.0, item.landmarks), settings.input.rule(), 32)
    assert np.array_equal(batch, crop)


def test_a_window_is_the_same_place_of_both_faces_and_training_only(face_set: FaceSet) -> None:
    plain = ("kind=flip", "flip=0", "jitter=0", "cutout=0", "size=64")
    whole = load_one(face_set, config(*plain), Draw(1, 0, Unit(0, 1)))
    part = load_one(face_set, config(*plain, "window=40"), Draw(1, 0, Unit(0, 1)))
    places = [
        (y, x)
        for y in range(25)
        for x in range(25)
        if all(np.array_equal(image[y : y + 40, x : x + 40], window) for image, window in zip(whole, part, strict=True))
    ]
    assert len(places) == 1
    assert load_one(face_set, config(*plain, "window=40"), Draw(VALIDATION, 0, Unit(0)))[0].shape == (64, 64, 3)


def test_the_mask_goes_with_its_window(face_set: FaceSet) -> None:
    first, second, _ = load(face_set, config("cutout=0", "size=64", "window=40"), 1, workers=0)
    assert first.images.shape == (4, 3, 40, 40)
    assert first.masks.shape == (4, 1, 5, 5)
    assert second.masks.max() <= 1


def test_swapped_faces_and_the_look_of_videos_come_in_where_the_recipe_wants_them(face_set: FaceSet) -> None:
    unit = Draw(1, 0, Unit(0, blend=True))
    plain = ("blend=1", "cutout=0", "flip=0", "kind=flip", "jitter=0", "size=64", "work_size=64")
    blended = load_one(face_set, config(*plain), unit)
    swapped = load_one(face_set, config(*plain, "swap=1"), unit)
    video = load_one(face_set, config(*plain, "finish=video"), unit)
    assert not np.array_equal(blended[1], swapped[1])
    assert len(load_one(face_set, config(*plain, "rebuild=1"), unit)) == 2  # too few real faces: self-blends stand in
    assert not np.array_equal(blended[1], video[1])
    assert all(
        np.array_equal(*pair) for pair in zip(swapped, load_one(face_set, config(*plain, "swap=1"), unit), strict=True)
    )


def test_faces_are_rebuilt_from_those_that_are_trained_on(tmp_path: Path) -> None:
    faces = FaceSet.load(make_face_set(tmp_path, groups=16))
    plain = ("blend=1", "cutout=0", "flip=0", "kind=flip", "jitter=0", "size=64", "work_size=64")
    unit = Draw(1, 0, Unit(0, blend=True))
    blended = load_one(faces, config(*plain), unit)
    one, two = (load_one(faces, config(*plain, "rebuild=1"), unit) for _ in range(2))
    assert all(np.array_equal(*pair) for pair in zip(one, two, strict=True))
    assert not np.array_equal(one[1], blended[1])
    few = FaceDataset(entries(faces), config(*plain, "rebuild=1"), trained=20)[unit]
    many = FaceDataset(entries(faces), config(*plain, "rebuild=1"), trained=40)[unit]
    assert not isinstance(few, DfdError)
    assert not isinstance(many, DfdError)
    assert not np.array_equal(few[1].image, many[1].image)


@pytest.mark.parametrize("wrong", [("swap=.7", "rebuild=.5"), ("margin=-0.5",)])
def test_settings_that_contradict_each_other_are_refused(wrong: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        config(*wrong)


@pytest.mark.parametrize("window", [1, 31, 33])
def test_a_window_fits_the_input(window: int) -> None:
    with pytest.raises(UsageError, match=r"augment\.window"):
        config("size=32", f"window={window}")


def load_one(
    faces: FaceSet, settings: TrainConfig, draw: Draw
) -> list[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]:
    made = FaceDataset(entries(faces), settings)[draw]
    assert not isinstance(made, DfdError)
    return [sample.image for sample in made]


def test_the_cache_gives_back_what_was_decoded_and_keeps_its_limit(face_set: FaceSet, tmp_path: Path) -> None:
    settings = config("work_size=48")
    plain = load(face_set, settings, 1, workers=0)
    for count in (5, 100):
        cache = CropCache(tmp_path / "crops", count, 48, limit_mb=1)
        assert same(plain, load(face_set, settings, 1, workers=0, cache=cache))
        assert same(plain, load(face_set, settings, 1, workers=0, cache=cache))
        assert cache.get(2) is not None
        assert (cache.get(7) is None) == (count == 5)
        cache.close()
        assert not (tmp_path / "crops").exists()
    assert CropCache(tmp_path / "crops", 100_000, 48, limit_mb=1).capacity == 2**20 // (48 * 48 * 3 + 41)


def test_cached_landmarks_survive(tmp_path: Path) -> None:
    cache = CropCache(tmp_path / "crops", 2, 72, limit_mb=1)
    cache.put(1, Face(face(0), LANDMARKS))
    kept = cache.get(1)
    assert kept is not None
    assert kept.landmarks == LANDMARKS
    assert np.array_equal(kept.image, face(0))
    assert cache.get(0) is None


def test_without_disk_space_there_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert CropCache(tmp_path / "file" / "crops", 10, 32, 10).capacity == 0


def test_a_broken_picture_is_named(face_set: FaceSet, tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"no picture")
    item = replace(face_set.items[0], file="broken.png")
    made = FaceDataset([Entry(tmp_path, item)], config())[Draw(1, 0, Unit(0))]
    assert isinstance(made, DfdError)
    assert "broken.png" in str(made)


def test_a_face_without_box_is_the_whole_picture(face_set: FaceSet) -> None:
    item = replace(face_set.items[0], box=(0.0, 0.0, 0.0, 0.0), landmarks=())
    dataset = FaceDataset([Entry(face_set.root, item)], config("crop=seed", "work_size=72"))
    assert dataset.face(0).image.shape == (72, 72, 3)
    assert len(dataset.face(0).landmarks) == 5


@pytest.mark.parametrize("kind", ["flip", "seed", "light", "strong"])
def test_both_faces_of_a_pair_are_varied_alike_and_by_the_seed_alone(kind: str) -> None:
    varier = Augmenter(AugmentConfig(flip=0.5, kind=kind, jitter=0.1, cutout=0.5, augment_p=0.8))
    image, mask = face(1), np.zeros((72, 72), np.float32)
    mask[20:40, 10:30] = 1
    seen = set()
    for seed in range(12):
        (a, b), moved = varier.geometry([image, image.copy()], mask, seed)
        assert np.array_equal(a, b)
        assert moved is not None
        assert 0 <= moved.min() <= moved.max() <= 1
        first, second = varier.look([a, b], seed)
        assert np.array_equal(first, second)
        again = varier.look([varier.geometry([image], None, seed)[0][0]], seed)[0]
        assert np.array_equal(first, again)
        seen.add(first.tobytes())
    assert len(seen) > (1 if kind == "flip" else 8)


def test_the_mask_is_mirrored_with_its_face() -> None:
    varier = Augmenter(AugmentConfig(flip=1.0))
    mask = np.zeros((72, 72), np.float32)
    mask[:, :10] = 1
    _, moved = varier.geometry([face(1)], mask, 0)
    assert moved is not None
    assert moved[:, -10:].min() == 1
    assert moved[:, :10].max() == 0


def test_cut_out_hides_a_part_of_the_face_in_both_pictures() -> None:
    varier = Augmenter(AugmentConfig(cutout=1.0))
    image = np.full((72, 72, 3), 200, np.uint8)
    for seed in range(20):
        first, second = varier.cut_out([image, image.copy()], LANDMARKS, np.random.default_rng(seed))
        assert np.array_equal(first, second)
        assert 0.005 < (first == 0).mean() < 0.75
    assert (image == 200).all()


def test_augmentation_calls_nobody() -> None:
    script = (
        "import socket, sys\n"
        "def refuse(*a, **k): print('called', a); sys.exit(3)\n"
        "socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse\n"
        "import dfd_core.training.augment\n"
        "print('quiet')\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "quiet"), done.stderr
