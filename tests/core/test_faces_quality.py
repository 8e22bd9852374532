"""The measured quality of a face and the reason why it is left out."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
import skimage.data

from dfd_core.faces.limits import QualityLimits, why_unusable
from dfd_core.faces.quality import inside_share, measure
from dfd_core.types import Detection, FaceQuality, Image, Points

FRONTAL: Points = ((35.0, 40.0), (65.0, 40.0), (50.0, 57.0), (38.0, 72.0), (62.0, 72.0))
FACE = Detection((180.0, 62.0, 268.0, 174.0), 1.0)
GOOD = FaceQuality(size_px=120, sharpness=200.0)


def astronaut() -> Image:
    return np.asarray(skimage.data.astronaut(), np.uint8)


def test_a_good_face_is_usable() -> None:
    quality = measure(astronaut(), FACE)
    assert quality.size_px == 88
    assert 100 < quality.sharpness < 5000
    assert 0.4 < quality.brightness < 0.8
    assert quality.clipped < 0.05
    assert why_unusable(quality) == ""


def test_blur_lowers_sharpness_step_by_step_until_it_is_unusable() -> None:
    image = astronaut()
    values = [measure(np.asarray(cv2.GaussianBlur(image, (0, 0), s), np.uint8), FACE).sharpness for s in (1, 2, 4, 9)]
    assert values == sorted(values, reverse=True)
    blurred = measure(np.asarray(cv2.GaussianBlur(image, (0, 0), 9), np.uint8), FACE)
    assert "blurred" in why_unusable(blurred)


def test_a_small_compressed_or_dim_face_stays_usable() -> None:
    image = astronaut()
    scale = 26 / 88
    small = np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    box = tuple(value * scale for value in FACE.box)
    assert why_unusable(measure(small, Detection((box[0], box[1], box[2], box[3]), 1.0))) == ""
    assert why_unusable(measure(np.asarray(image // 10, np.uint8), FACE)) == ""
    packed, code = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 12])
    assert packed
    assert why_unusable(measure(np.asarray(cv2.imdecode(code, cv2.IMREAD_COLOR), np.uint8), FACE)) == ""


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"size_px": 18}, "too small (18 px, 24 needed)"),
        ({"brightness": 0.01}, "too dark"),
        ({"brightness": 0.99}, "too bright"),
        ({"clipped": 0.8}, "exposed"),
        ({"sharpness": 1.0}, "blurred"),
        ({"yaw": -80.0}, "turned away"),
        ({"pitch": 70.0}, "tilted"),
    ],
)
def test_each_reason(change: dict[str, float], word: str) -> None:
    assert why_unusable(GOOD) == ""
    assert word in why_unusable(replace(GOOD, **change))  # type: ignore[arg-type]


def test_limits_can_be_chosen() -> None:
    assert "too small" in why_unusable(GOOD, QualityLimits(min_size_px=200))


def test_a_face_mostly_outside_the_frame() -> None:
    image = np.full((100, 100, 3), 128, np.uint8)
    assert inside_share(image, Detection((0.0, 0.0, 50.0, 50.0), 1.0)) == 1.0
    half_out = Detection((-50.0, 0.0, 50.0, 50.0), 1.0)
    assert inside_share(image, half_out) == pytest.approx(0.5)
    assert "outside the frame (50% inside)" in why_unusable(GOOD, inside=inside_share(image, half_out))


def test_a_box_without_a_pixel_is_unusable() -> None:
    image = np.full((100, 100, 3), 128, np.uint8)
    for box in ((200.0, 0.0, 250.0, 50.0), (30.0, 30.0, 30.0, 60.0)):
        assert why_unusable(measure(image, Detection(box, 1.0)))
        assert inside_share(image, Detection(box, 1.0)) == 0.0


def moved_nose(dx: float, dy: float) -> FaceQuality:
    nose = (FRONTAL[2][0] + dx, FRONTAL[2][1] + dy)
    landmarks = (FRONTAL[0], FRONTAL[1], nose, FRONTAL[3], FRONTAL[4])
    return measure(np.full((120, 120, 3), 128, np.uint8), Detection((10.0, 10.0, 90.0, 90.0), 1.0, landmarks))


def test_pose_follows_the_nose() -> None:
    frontal = moved_nose(0, 0)
    assert abs(frontal.yaw) < 5
    assert abs(frontal.pitch) < 15
    assert moved_nose(10, 0).yaw > 20
    assert moved_nose(-10, 0).yaw == pytest.approx(-moved_nose(10, 0).yaw)
    assert moved_nose(0, 6).pitch > frontal.pitch > moved_nose(0, -6).pitch


def test_pose_does_not_depend_on_the_roll_of_the_head() -> None:
    angle = np.deg2rad(35)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    marks = np.array([*FRONTAL[:2], (58.0, 57.0), *FRONTAL[3:]])
    turned = tuple((float(x), float(y)) for x, y in (marks - 50) @ turn.T + 60)
    upright = tuple((float(x), float(y)) for x, y in marks)
    image = np.full((120, 120, 3), 128, np.uint8)
    first, second = (measure(image, Detection((10.0, 10.0, 90.0, 90.0), 1.0, p)) for p in (upright, turned))
    assert second.yaw == pytest.approx(first.yaw, abs=0.01)
    assert second.pitch == pytest.approx(first.pitch, abs=0.01)


def test_pose_is_zero_without_landmarks_or_from_nonsense() -> None:
    image = np.full((120, 120, 3), 128, np.uint8)
    for landmarks in ((), ((5.0, 5.0),) * 5):
        quality = measure(image, Detection((10.0, 10.0, 90.0, 90.0), 1.0, landmarks))
        assert (quality.yaw, quality.pitch) == (0.0, 0.0)
