"""Parts of a face set share nothing, and the leak check finds it where they do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dfd_core.errors import DfdError, UsageError
from dfd_core.training.groups import connect
from dfd_core.training.items import FaceItem
from dfd_core.training.leaks import check_leaks
from dfd_core.training.phash import distance, near_pairs, perceptual_hash
from dfd_core.training.pictures import encode_picture, read_picture, write_picture
from dfd_core.training.split import (
    Split,
    load_split,
    make_split,
    save_split,
    split_by_group,
    split_by_range,
    split_seed_folders,
)
from dfd_core.types import Image
from tests.core.dataset_media import scene


def item(
    clip: str, group: str, label: int = 0, original: str = "", part: str = "", source_sha256: str = ""
) -> FaceItem:
    return FaceItem(
        file=f"{clip}.jpg",
        clip=clip,
        group=group,
        label=label,
        original=original,
        part=part,
        source_sha256=source_sha256,
    )


def people(count: int) -> list[FaceItem]:
    """Per person a real clip of two faces and two fakes of it."""
    items: list[FaceItem] = []
    for number in range(count):
        real = f"r{number}"
        items += [item(real, f"g{number}"), item(real, f"g{number}")]
        items += [item(f"f{number}{kind}", f"g{number}", 1, original=real) for kind in "ab"]
    return items


@given(
    links=st.lists(st.lists(st.integers(0, 8), max_size=3), min_size=1, max_size=30),
)
def test_connected_entries_share_a_number_and_others_do_not(links: list[list[int]]) -> None:
    found = connect([[str(key) for key in keys] for keys in links])
    parent = list(range(9))

    def root(key: int) -> int:
        while parent[key] != key:
            key = parent[key]
        return key

    for keys in links:
        for key in keys[1:]:
            parent[root(keys[0])] = root(key)
    for first, a in zip(links, found, strict=True):
        for second, b in zip(links, found, strict=True):
            if first and second:
                assert (a == b) == (root(first[0]) == root(second[0]))


@settings(max_examples=40)
@given(st.integers(2, 40), st.floats(0.05, 0.9), st.integers(0, 5))
def test_a_group_is_never_divided(count: int, fraction: float, seed: int) -> None:
    items = people(count)
    split = split_by_group(items, fraction, seed)
    assert split.train
    assert split.valid
    assert len(split.train) + len(split.valid) == len(items)
    assert not {one.group for one in split.train} & {one.group for one in split.valid}
    held = len({one.clip for one in split.valid}) / len({one.clip for one in items})
    assert abs(held - fraction) <= 3 / (3 * count) + 1e-9 or len({one.group for one in split.valid}) == 1


def test_the_split_does_not_depend_on_the_order_of_the_items() -> None:
    items = people(20)
    first, second = split_by_group(items, 0.3, 7), split_by_group(items[::-1], 0.3, 7)
    assert {one.group for one in first.valid} == {one.group for one in second.valid}
    assert {one.group for one in first.valid} != {one.group for one in split_by_group(items, 0.3, 8).valid}


def test_clips_that_are_tied_by_file_or_original_stay_together() -> None:
    items = [item(f"c{number}", f"g{number}", number % 2) for number in range(20)]
    items[0] = replace(items[0], source_sha256="same")
    items[7] = replace(items[7], source_sha256="same")
    items[9] = replace(items[9], original="c4")
    for seed in range(10):
        split = split_by_group(items, 0.3, seed)
        valid = {one.clip for one in split.valid}
        assert len(valid & {"c0", "c7"}) != 1
        assert len(valid & {"c4", "c9"}) != 1
        assert {one.label for one in split.valid} == {0, 1}


def test_one_group_cannot_be_divided() -> None:
    with pytest.raises(UsageError, match="one group"):
        split_by_group(people(1), 0.2, 0)
    with pytest.raises(UsageError, match="between 0 and 1"):
        split_by_group(people(5), 1.5, 0)


def test_seed_folders() -> None:
    items = [item(f"c{part}", f"g{part}", part="dfdc_train_part_" + str(part)) for part in (0, 40, 41, 49)]
    split = split_seed_folders(items)
    assert [one.clip for one in split.train] == ["c0", "c40"]
    assert [one.clip for one in split.valid] == ["c41", "c49"]
    with pytest.raises(UsageError, match="parts"):
        split_seed_folders(people(3))


def test_ranges_leave_a_gap() -> None:
    items = [item(f"c{number}", f"crop{number:04d}") for number in range(100)]
    split = split_by_range(items, [50, 80], gap=10)
    numbers = [[int(one.group[4:]) for one in part] for part in (split.train, split.valid, split.test)]
    assert numbers == [list(range(50)), list(range(60, 80)), list(range(90, 100))]
    turned = split_by_range(items, [30], gap=25, order=("valid", "train"))
    assert len(turned.valid) == 30
    assert len(turned.train) == 45


@pytest.mark.parametrize("how", ["range:80,50", "range:5000", "range:1,2,3", "range:a", "group:much"])
def test_senseless_splits_are_refused(how: str) -> None:
    items = [item(f"c{number}", f"crop{number:04d}") for number in range(100)]
    with pytest.raises(UsageError):
        make_split(items, how)


def test_one_word_serves_face_sets_of_different_kinds() -> None:
    numbered = [item(f"c{number}", f"crop{number:04d}") for number in range(100)]
    named = [item(name, name) for name in ("ann", "bob", "eve")]
    assert len(make_split(numbered, "range:50:10|train").valid) == 40
    assert make_split(named, "range:50:10|train") == Split(tuple(named), ())
    with pytest.raises(UsageError, match="no number"):
        make_split(named, "folders|range:50")


def test_groups_without_a_number_cannot_be_ranged() -> None:
    with pytest.raises(UsageError, match="ends in no number"):
        split_by_range([item("a", "ann"), item("b", "bob")], [1])


def test_a_split_is_saved_and_found_again(tmp_path: Path) -> None:
    items = people(10)
    split = make_split(items, "group:0.3", seed=3)
    save_split(split, tmp_path / "split.json")
    assert make_split(items, str(tmp_path / "split.json")) == split
    assert load_split(tmp_path / "split.json", [*items, item("new", "new")]) == split
    with pytest.raises(UsageError, match="names no clip"):
        load_split(tmp_path / "split.json", [item("x", "y")])
    with pytest.raises(DfdError, match="no such split"):
        make_split(items, str(tmp_path / "none.json"))
    (tmp_path / "broken.json").write_text("[]", encoding="utf-8")
    with pytest.raises(DfdError, match="not a saved split"):
        make_split(items, str(tmp_path / "broken.json"))


@pytest.mark.parametrize(
    ("kind", "ours", "theirs"),
    [
        ("group", item("a", "g"), item("b", "g")),
        ("clip", item("a", "g"), item("a", "h")),
        ("original", item("a", "g"), item("b", "h", 1, original="a")),
        ("original", item("x", "g", 1, original="a"), item("b", "h", 1, original="a")),
        ("source", item("a", "g", source_sha256="s"), item("b", "h", source_sha256="s")),
    ],
)
def test_shared_names_are_leaks(kind: str, ours: FaceItem, theirs: FaceItem) -> None:
    split = Split((replace(ours, phash="0" * 64),), (replace(theirs, phash="f" * 62 + "fe"),))
    report = check_leaks(split, Path())
    assert not report.ok
    assert kind in [leak.kind for leak in report.leaks]
    with pytest.raises(DfdError, match="not clean"):
        report.refuse()


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Different persons, and the first of them once more: smaller and strongly compressed."""
    root = tmp_path_factory.mktemp("pictures")
    for person in range(6):
        write_picture(root / f"p{person}.jpg", shown(person), "jpg")
    small = shown(0)[::2, ::2]
    write_picture(root / "again.jpg", small, "jpg")
    return root


def shown(person: int) -> Image:
    """A scene that no other person shares."""
    noise = np.random.default_rng(person).uniform(0, 255, (6, 6, 3)).repeat(40, 0).repeat(40, 1)
    return (scene(person) * 0.5 + noise * 0.5).astype(np.uint8)


def test_the_same_picture_on_both_sides_is_a_leak(pictures: Path) -> None:
    items = [item(f"p{person}", f"g{person}") for person in range(6)]
    clean = check_leaks(Split(tuple(items[:3]), tuple(items[3:])), pictures)
    assert clean.ok
    clean.refuse()
    assert clean.compared == 6
    assert "6 pictures" in clean.lines[0]
    dirty = check_leaks(Split(tuple(items[:3]), (*items[3:], item("again", "other"))), pictures)
    assert [leak.kind for leak in dirty.leaks] == ["picture"]
    assert "p0.jpg ~ again.jpg" in dirty.lines[0]


def test_hashes_survive_compression_and_tell_persons_apart() -> None:
    hashes = [perceptual_hash(shown(person)) for person in range(6)]
    again = perceptual_hash(np.ascontiguousarray(shown(0)[::2, ::2]))
    assert len(again) == 64
    assert distance(hashes[0], again) <= 20
    assert min(distance(hashes[0], other) for other in hashes[1:]) > 60
    assert near_pairs(hashes, [again]) == [(0, 0)]
    assert near_pairs([], hashes) == []


def test_stored_pictures_keep_their_colours(tmp_path: Path) -> None:
    image = scene(3)
    write_picture(tmp_path / "a.png", image, "png")
    np.testing.assert_array_equal(read_picture(tmp_path / "a.png"), image)
    (tmp_path / "a.jpg").write_bytes(encode_picture(image, "jpg"))
    assert np.abs(read_picture(tmp_path / "a.jpg").astype(int) - image).mean() < 2.0
    (tmp_path / "b.jpg").write_bytes(b"no picture")
    for name in ("b.jpg", "none.jpg"):
        with pytest.raises(DfdError):
            read_picture(tmp_path / name)
