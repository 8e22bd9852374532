"""Crop rules, crops and the normalisation that screening and training share."""

from __future__ import annotations

import json

import cv2
import numpy as np
import pytest
import skimage.data
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dfd_core.errors import DetectorError, UsageError
from dfd_core.faces.align import ARCFACE_112, similarity, template
from dfd_core.faces.crop import (
    DEEPFAKEBENCH,
    ICPR2020,
    MESONET,
    RULES,
    SBI,
    SEED,
    SELIMSEF,
    CropRule,
    Normalisation,
    cut,
    to_input,
)
from dfd_core.types import Box, Detection, Image

POINTS = ((30.0, 40.0), (70.0, 40.0), (50.0, 60.0), (35.0, 80.0), (65.0, 80.0))


def ramp(height: int = 240, width: int = 320) -> Image:
    """Red is x, green is y: every pixel tells where it came from."""
    y, x = np.mgrid[:height, :width]
    return np.stack([x % 256, y % 256, np.full_like(x, 200)], axis=2).astype(np.uint8)


boxes = st.builds(
    lambda x, y, w, h: (x, y, x + w, y + h),
    st.floats(-60, 300),
    st.floats(-60, 220),
    st.floats(61, 400),
    st.floats(61, 400),
)


@settings(max_examples=80, deadline=None)
@example(box=(0.0, -59.0, 61.0, 2.0), name="core", size=32)  # tighter than what the box has in the frame
@given(box=boxes, name=st.sampled_from(sorted(set(RULES) - {"deepfakebench"})), size=st.sampled_from([1, 32, 150, 224]))
def test_every_rule_gives_a_square_picture_for_any_box_that_touches_the_frame(box: Box, name: str, size: int) -> None:
    picture = cut(ramp(), Detection(box, 0.9), RULES[name], size)
    assert picture.shape == (size, size, 3)
    assert picture.dtype == np.uint8
    assert picture.flags.c_contiguous
    assert picture.any()


@settings(max_examples=60, deadline=None)
@given(box=boxes, margin=st.floats(0, 1))
def test_square_regions_are_square_contain_the_box_and_share_its_centre(box: Box, margin: float) -> None:
    x0, y0, x1, y1 = CropRule("square", (margin,) * 4).region(box)
    assert x1 - x0 == pytest.approx(y1 - y0)
    assert x0 <= box[0] + 1e-6
    assert y1 >= box[3] - 1e-6
    assert (x0 + x1) / 2 == pytest.approx((box[0] + box[2]) / 2)
    assert (y0 + y1) / 2 == pytest.approx((box[1] + box[3]) / 2)


def test_seed_rule_is_the_truncated_box_through_160_px() -> None:
    image = np.asarray(skimage.data.astronaut(), np.uint8)
    part = image[62:175, 180:268]
    expected = cv2.resize(cv2.resize(part, (160, 160)), (224, 224))
    found = cut(image, Detection((180.9, 62.7, 268.99, 175.2), 1.0), SEED, 224)
    assert np.array_equal(found, expected)


def test_seed_rule_clips_at_the_frame() -> None:
    image = ramp()
    found = cut(image, Detection((-20.0, -10.0, 100.0, 90.0), 1.0), SEED, 160)
    assert np.array_equal(found, cv2.resize(image[0:90, 0:100], (160, 160)))


def test_regions_of_the_published_rules() -> None:
    box = (100.0, 100.0, 160.0, 190.0)
    assert MESONET.region(box) == pytest.approx((71.5, 86.5, 188.5, 203.5))
    assert SELIMSEF.region(box) == pytest.approx((80.0, 70.0, 180.0, 220.0))
    assert SBI.region(box) == pytest.approx((92.5, 88.75, 167.5, 201.25))
    # 18 px aside, 36 on top, 18 below = 96 x 144, squared to 144 about (130, 136)
    assert ICPR2020.region(box, (640, 480)) == pytest.approx((58.0, 64.0, 202.0, 208.0))


def test_icpr2020_cuts_at_the_frame_before_it_squares() -> None:
    # 144 tall becomes 120 (top cut at 0); the square of 120 about x = 130 lies in the frame
    assert ICPR2020.region((100.0, 12.0, 160.0, 102.0), (640, 480)) == pytest.approx((70.0, 0.0, 190.0, 120.0))


def test_letterbox_keeps_the_aspect_and_pads_with_black() -> None:
    image = np.full((300, 300, 3), 200, np.uint8)
    rule = CropRule("box", letterbox=True)
    found = cut(image, Detection((50.0, 50.0, 100.0, 150.0), 1.0), rule, 100)
    assert (found[:, 25:75] == 200).all()
    assert not found[:, :25].any()
    assert not found[:, 75:].any()


@pytest.mark.parametrize(("border", "outside"), [("zero", 0), ("edge", 90)])
def test_what_lies_outside_the_frame(border: str, outside: int) -> None:
    image = np.full((100, 100, 3), 90, np.uint8)
    rule = CropRule.from_json({"shape": "square", "border": border, "interpolation": "linear"})
    found = cut(image, Detection((-50.0, 0.0, 50.0, 100.0), 1.0), rule, 100)
    assert (found[:, :50] == outside).all()
    assert (found[:, 50:] == 90).all()


def test_aligned_faces_lie_on_the_template() -> None:
    assert template(112, 1.0) == pytest.approx(np.array(ARCFACE_112))
    # the public alignment at 256 px and scale 1.3: left eye (x 38.2946, y 51.6963 of 112)
    assert template(256, 1.3)[0] == pytest.approx(
        [(38.2946 * 256 / 112 + 38.4) / 1.3, (51.6963 * 256 / 112 + 38.4) / 1.3]
    )
    image = np.zeros((400, 400, 3), np.uint8)
    turn = np.array([[0.9, -0.3], [0.3, 0.9]])
    marks = [tuple((turn @ point + (150, 100)).tolist()) for point in np.array(ARCFACE_112) * 1.2]
    for x, y in marks:
        cv2.circle(image, (round(x), round(y)), 4, (255, 255, 255), -1)
    found = cut(image, Detection((0, 0, 1, 1), 1.0, tuple(marks)), DEEPFAKEBENCH, 256)
    for x, y in template(256, 1.3):
        assert found[round(y), round(x)].min() > 200


@given(angle=st.floats(-3, 3), scale=st.floats(0.2, 5), shift=st.tuples(st.floats(-500, 500), st.floats(-500, 500)))
def test_similarity_recovers_any_turn_scale_and_shift(angle: float, scale: float, shift: tuple[float, float]) -> None:
    cos, sin = scale * np.cos(angle), scale * np.sin(angle)
    expected = np.array([[cos, -sin, shift[0]], [sin, cos, shift[1]]])
    target = np.c_[POINTS, np.ones(5)] @ expected.T
    assert similarity(POINTS, target) == pytest.approx(expected, abs=1e-6)


def test_no_alignment_without_landmarks() -> None:
    for landmarks in ((), ((5.0, 5.0),) * 5):
        with pytest.raises(UsageError, match="landmarks"):
            cut(ramp(), Detection((10, 10, 90, 90), 1.0, landmarks), DEEPFAKEBENCH, 256)


@pytest.mark.parametrize("box", [(400.0, 10.0, 500.0, 90.0), (float("nan"),) * 4, (0.0, 0.0, float("inf"), 1.0)])
def test_a_box_outside_the_frame_is_an_error(box: Box) -> None:
    with pytest.raises(UsageError, match="box"):
        cut(ramp(), Detection(box, 1.0), SEED, 150)


def test_crops_do_not_share_memory_with_the_frame() -> None:
    image = ramp()
    found = cut(image, Detection((10.0, 10.0, 42.0, 42.0), 1.0), CropRule("box"), 32)
    before = image.copy()
    found[:] = 7
    assert np.array_equal(image, before)


@pytest.mark.parametrize("name", sorted(RULES))
def test_rules_survive_json(name: str) -> None:
    assert CropRule.from_json(json.loads(json.dumps(RULES[name].to_json()))) == RULES[name]


@pytest.mark.parametrize(
    "fields",
    [
        {"shape": "round"},
        {"border": "mirror"},
        {"margin": [0.1, 0.1]},
        {"margin": "wide"},
        {"margin": [0.1, 0.1, 0.1, float("nan")]},
        {"via": -1},
        {"via": True},
        {"letterbox": "yes"},
        {"scale": 99},
        {"colour": "grey"},
        {"interpolation": 3},
    ],
)
def test_bad_rules_are_refused(fields: dict[str, object]) -> None:
    with pytest.raises(DetectorError):
        CropRule.from_json(fields)


def test_normalisations_to_the_number() -> None:
    crops = np.zeros((1, 2, 2, 3), np.uint8)
    crops[0, 0, 0] = (255, 128, 0)
    pixel = {kind: to_input(crops, Normalisation(kind))[0, :, 0, 0] for kind in ("raw255", "unit", "half", "imagenet")}
    assert pixel["raw255"] == pytest.approx([255, 128, 0])
    assert pixel["unit"] == pytest.approx([1, 128 / 255, 0])
    assert pixel["half"] == pytest.approx([1, 2 * 128 / 255 - 1, -1], abs=1e-6)
    assert pixel["imagenet"] == pytest.approx(
        [(1 - 0.485) / 0.229, (128 / 255 - 0.456) / 0.224, -0.406 / 0.225], abs=1e-5
    )


def test_per_image_normalisation() -> None:
    crops = np.random.default_rng(0).integers(0, 256, (3, 8, 8, 3), np.uint8)
    crops[2, ..., 1] = 77
    found = to_input(crops, Normalisation("per_image"))
    assert found.mean(axis=(2, 3)) == pytest.approx(np.zeros((3, 3)), abs=1e-5)
    assert found[:2].std(axis=(2, 3)) == pytest.approx(np.ones((2, 3)), abs=1e-4)
    assert not found[2, 1].any()


def test_input_layout_of_lists_and_arrays() -> None:
    crops = np.random.default_rng(1).integers(0, 256, (4, 16, 16, 3), np.uint8)
    found = to_input(crops, Normalisation("imagenet"))
    assert found.shape == (4, 3, 16, 16)
    assert found.dtype == np.float32
    assert found.flags.c_contiguous
    assert np.array_equal(found, to_input(list(crops), Normalisation("imagenet")))


def test_unknown_normalisation() -> None:
    assert Normalisation.from_json("half") == Normalisation.from_json({"kind": "half"})
    with pytest.raises(DetectorError):
        Normalisation.from_json("zscore")
