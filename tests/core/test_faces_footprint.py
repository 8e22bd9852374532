"""Where a crop lies in its frame: every pixel of the crop must be found there."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from dfd_core.errors import UsageError
from dfd_core.faces.crop import RULES, cut, footprint
from dfd_core.types import Detection, Image

WIDTH, HEIGHT = 640, 480
POINTS = ((270.0, 190.0), (345.0, 205.0), (300.0, 240.0), (265.0, 275.0), (335.0, 290.0))
FACES = {
    "inside": Detection((240.0, 130.0, 370.0, 310.0), 1.0, POINTS),
    "upper left": Detection((-40.0, -30.0, 150.0, 190.0), 1.0, tuple((x - 240, y - 180) for x, y in POINTS)),
    "lower right": Detection((500.0, 330.0, 660.0, 520.0), 1.0, tuple((x + 270, y + 180) for x, y in POINTS)),
}
GREY = 255


def ramp() -> Image:
    """Red tells x (in 2.5 px), green y (in 2 px), blue that this is no black bar."""
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    return np.stack([x / 2.5, y / 2.0, np.full(x.shape, GREY)], axis=2).round().astype(np.uint8)


def places(corners: npt.NDArray[np.float64], size: int) -> npt.NDArray[np.float64]:
    """Frame coordinates ``(size, size, 2)`` of the crop's pixel centres, by the four corners."""
    share = (np.arange(size) + 0.5) / size
    top = corners[0] + share[:, None] * (corners[1] - corners[0])
    bottom = corners[3] + share[:, None] * (corners[2] - corners[3])
    return np.asarray(top[None] + share[:, None, None] * (bottom - top)[None])


@pytest.mark.parametrize("rule", sorted(RULES))
@pytest.mark.parametrize("where", FACES)
def test_the_corners_say_where_the_crop_was_cut(rule: str, where: str) -> None:
    size, face = 128, FACES[where]
    crop = cut(ramp(), face, RULES[rule], size).astype(np.float64)
    corners = np.array(footprint((WIDTH, HEIGHT), face, RULES[rule], size))
    at = places(corners, size) - 0.5
    inside = ((at > 4) & (at < (WIDTH - 5, HEIGHT - 5))).all(axis=2)
    shown = crop[..., 2] > GREY - 4
    assert RULES[rule].letterbox or shown[inside].mean() > 0.98  # no bar where the corners promise a picture
    seen = inside & shown
    assert seen.mean() > 0.2
    off = crop[seen][:, :2] * (2.5, 2.0) - at[seen]
    assert np.abs(off).mean() < 1.5
    assert np.abs(np.median(off, axis=0)).max() < 1.3


def test_a_box_outside_the_frame_is_refused() -> None:
    with pytest.raises(UsageError, match="outside"):
        footprint((WIDTH, HEIGHT), Detection((900, 900, 1000, 1000), 1.0), RULES["seed"], 128)
