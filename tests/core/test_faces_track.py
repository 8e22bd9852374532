"""Detections of sampled frames become persons."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import skimage.data
from hypothesis import given, settings
from hypothesis import strategies as st

from dfd_core.faces.appearance import appearance
from dfd_core.faces.track import build_tracks
from dfd_core.types import Detection

Scene = list[tuple[float, Sequence[Detection]]]


def face(x: float, y: float = 200.0, size: float = 100.0) -> Detection:
    return Detection((x - size / 2, y - size / 2, x + size / 2, y + size / 2), 0.99)


def test_no_frames_and_empty_frames() -> None:
    assert build_tracks([]) == []
    assert build_tracks([(0.0, []), (1.0, [])]) == [[], []]


def test_one_restless_head_at_sparse_samples_is_one_person() -> None:
    places = [300, 350, 260, 400, 300, 190, 330]
    scene: Scene = [(1.5 * k, [face(x, 200 + 10 * (k % 3))]) for k, x in enumerate(places)]
    assert build_tracks(scene) == [[0]] * len(places)


def test_two_people_keep_their_numbers_whatever_the_order_of_detection() -> None:
    scene: Scene = []
    for k in range(8):
        pair = [face(200 + 5 * k), face(600 - 5 * k)]
        scene.append((float(k), pair if k % 2 else pair[::-1]))
    assert build_tracks(scene) == [[0, 1] if k % 2 else [1, 0] for k in range(8)]


def test_two_people_who_cross_keep_their_numbers() -> None:
    scene: Scene = [(0.1 * k, [face(100 + 25 * k, 190), face(600 - 25 * k, 230)]) for k in range(20)]
    assert build_tracks(scene) == [[0, 1]] * 20


def test_a_gap_does_not_make_a_new_person() -> None:
    scene: Scene = [(float(k), [] if 3 <= k < 9 else [face(300 + 4 * k)]) for k in range(14)]
    assert [numbers for numbers in build_tracks(scene) if numbers] == [[0]] * 8


def test_people_enter_and_leave() -> None:
    scene: Scene = [
        (0.0, [face(500)]),
        (1.0, [face(505), face(200), face(900)]),
        (2.0, [face(205), face(895)]),
        (3.0, [face(895), face(1300), face(210)]),
    ]
    assert build_tracks(scene) == [[0], [0, 1, 2], [1, 2], [2, 3, 1]]


def test_a_cut_to_another_size_or_place_is_another_person() -> None:
    close = [(float(k), [face(600, 300, 260)]) for k in range(4)]
    wide = [(4.0 + k, [face(620, 280, 90)]) for k in range(4)]
    aside = [(8.0 + k, [face(150, 280, 90)]) for k in range(4)]
    back = [(12.0 + k, [face(610, 305, 255)]) for k in range(2)]
    numbers = [n for (n,) in build_tracks([*close, *wide, *aside, *back])]
    assert numbers == [0] * 4 + [1] * 4 + [2] * 4 + [0] * 2


def test_a_cut_to_another_person_in_the_same_place_needs_the_look() -> None:
    man, cat = skimage.data.astronaut(), skimage.data.chelsea()
    where = Detection((180.0, 62.0, 268.0, 174.0), 1.0)
    scene: Scene = [(float(k), [where]) for k in range(6)]
    looks = [[appearance(man if k < 3 else cat, where)] for k in range(6)]
    assert build_tracks(scene) == [[0]] * 6
    assert build_tracks(scene, looks) == [[0]] * 3 + [[1]] * 3


def test_the_look_forgives_light_blur_and_small_moves() -> None:
    image = skimage.data.astronaut()
    where = Detection((180.0, 62.0, 268.0, 174.0), 1.0)
    variants = [
        image,
        (image * 0.6).astype(np.uint8),
        np.asarray(cv2.GaussianBlur(image, (0, 0), 2), np.uint8),
        np.ascontiguousarray(np.roll(image, (4, -5), axis=(0, 1))),
    ]
    looks = [[appearance(variant, where)] for variant in variants]
    assert build_tracks([(float(k), [where]) for k in range(4)], looks) == [[0]] * 4


def test_the_look_of_a_face_outside_the_frame_is_a_unit_vector() -> None:
    look = appearance(np.zeros((20, 20, 3), np.uint8), Detection((50.0, 50.0, 90.0, 90.0), 1.0))
    assert np.isclose(np.linalg.norm(look), 1.0)


frames = st.lists(
    st.lists(st.builds(face, st.floats(0, 1900), st.floats(0, 1000), st.floats(0, 400)), max_size=5), max_size=8
)


@settings(max_examples=60, deadline=None)
@given(frames)
def test_numbers_are_dense_unique_in_a_frame_and_repeatable(detections: list[list[Detection]]) -> None:
    scene: Scene = [(0.4 * k, found) for k, found in enumerate(detections)]
    numbers = build_tracks(scene)
    assert [len(row) for row in numbers] == [len(found) for found in detections]
    assert all(len(set(row)) == len(row) for row in numbers)
    seen = [n for row, found in zip(numbers, detections, strict=True) for n in sorted(row)]
    assert sorted(set(seen)) == list(range(len(set(seen))))
    assert numbers == build_tracks(scene)
