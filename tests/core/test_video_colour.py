"""Colours: matrix, range and HDR, checked against the formulas of the recommendations."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest

from dfd_core.video.colour import RgbConverter, nits_to_pq, pq_to_nits, tone_map
from dfd_core.video.orientation import Orientation, Turner, from_degrees, from_exif, from_matrix
from dfd_core.video.probe import probe
from dfd_core.video.reader import ClipReader
from dfd_core.video.sampling import SamplingPlan
from tests.core.media import numbered_frame, write_clip

_LUMA = {1: (0.2126, 0.0722), 5: (0.299, 0.114), 6: (0.299, 0.114), 9: (0.2627, 0.0593)}


def _rgb(y: int, u: int, v: int, matrix: int, full: bool) -> npt.NDArray[np.float64]:
    """ITU-R BT.601 / BT.709 / BT.2020, 8 bits."""
    red, blue = _LUMA[matrix]
    luma, cb, cr = (
        (y / 255, (u - 128) / 255, (v - 128) / 255) if full else ((y - 16) / 219, (u - 128) / 224, (v - 128) / 224)
    )
    r, b = luma + 2 * (1 - red) * cr, luma + 2 * (1 - blue) * cb
    g = (luma - red * r - blue * b) / (1 - red - blue)
    return np.array([min(max(c, 0.0), 1.0) * 255 for c in (r, g, b)])


def _plain(width: int, height: int, y: int, u: int, v: int, pix_fmt: str = "yuv420p") -> av.VideoFrame:
    frame = av.VideoFrame(width, height, pix_fmt)
    for plane, value in zip(frame.planes, (y, u, v), strict=True):
        plane.update(bytes([value]) * plane.buffer_size)
    return frame


@pytest.mark.parametrize("colour_range", [0, 1, 2])
@pytest.mark.parametrize(
    ("stated", "size", "meant"),
    [
        (1, (64, 64), 1), (5, (1920, 1080), 5), (6, (64, 64), 6), (9, (64, 64), 9),
        (2, (640, 480), 6), (2, (720, 576), 6), (2, (1280, 720), 1), (2, (720, 1280), 1), (2, (480, 848), 6),
    ],
)  # fmt: skip
def test_matrix_and_range(stated: int, size: tuple[int, int], meant: int, colour_range: int) -> None:
    frame = _plain(*size, 120, 90, 180)
    frame.colorspace, frame.color_range = stated, colour_range
    picture = RgbConverter()(frame)
    assert np.abs(picture[9, 9] - _rgb(120, 90, 180, meant, colour_range == 2)).max() <= 2.5


def test_full_range_formats_need_no_flag() -> None:
    picture = RgbConverter()(_plain(64, 64, 255, 128, 128, "yuvj420p"))
    assert picture.min() >= 254


def test_ten_bits_keep_their_brightness(tmp_path: Path) -> None:
    pictures = [numbered_frame(i) for i in range(3)]
    eight = write_clip(tmp_path / "8.mkv", pictures)
    ten = write_clip(tmp_path / "10.mkv", pictures, pix_fmt="yuv420p10le")
    a, b = ([f.image for f in ClipReader(p).sample(SamplingPlan())] for p in (eight, ten))
    assert probe(ten).pixel_format == "yuv420p10le"
    assert np.abs(a[1].astype(int) - b[1]).mean() < 6


def test_pq_is_its_own_inverse_and_meets_the_table() -> None:
    nits = np.array([0.0, 0.1, 1, 10, 100, 203, 1000, 10000])
    assert pq_to_nits(nits_to_pq(nits)) == pytest.approx(nits, abs=1e-6)
    assert float(nits_to_pq(np.array(100.0))) == pytest.approx(0.5081, abs=1e-4)  # BT.2408 table 1: 51 %
    assert float(nits_to_pq(np.array(203.0))) == pytest.approx(0.5807, abs=1e-4)  # 58 %


def _greys(codes: list[float], transfer: int) -> list[int]:
    wide = np.repeat((np.array(codes) * 65535).round().astype(np.uint16)[None, :, None], 3, axis=2)
    return [int(v) for v in tone_map(wide, transfer)[0, :, 0]]


@pytest.mark.parametrize("transfer", [16, 18])
def test_hdr_comes_out_dark_to_white_and_grey_stays_grey(transfer: int) -> None:
    ramp = [i / 64 for i in range(65)]
    levels = _greys(ramp, transfer)
    assert levels == sorted(levels)
    assert levels[0] == 0
    assert levels[-1] == 255
    wide = np.full((4, 4, 3), 33000, np.uint16)
    assert np.ptp(tone_map(wide, transfer)[0, 0].astype(int)) <= 1


def test_hdr_keeps_faces_at_their_brightness() -> None:
    # light below the knee keeps its share of the reference white: 26 cd/m2 is 18 % grey of 203 less the knee's pull
    dark, skin, white = _greys([float(nits_to_pq(np.array(n))) for n in (5.0, 26.0, 203.0)], 16)
    assert dark == pytest.approx(255 * (5 / 203) ** (1 / 2.4), abs=3)
    assert skin == pytest.approx(255 * (26 / 203) ** (1 / 2.4), abs=3)
    assert 215 <= white <= 245
    # BT.2408: HLG 75 % is the same reference white
    assert _greys([0.75], 18)[0] == pytest.approx(white, abs=3)


def test_hdr_colours_keep_their_hue() -> None:
    red = np.zeros((1, 1, 3), np.uint16)
    red[..., 0] = int(65535 * float(nits_to_pq(np.array(900.0))))
    r, g, b = (int(v) for v in tone_map(red, 16)[0, 0])
    assert r > 240
    assert max(g, b) < 40


@pytest.mark.parametrize("transfer", [16, 18])
def test_an_hdr_clip_is_tone_mapped_and_says_so(transfer: int, tmp_path: Path) -> None:
    grey = np.full((96, 160, 3), 148, np.uint8)  # PQ code .58
    path = write_clip(tmp_path / "hdr.mkv", [grey] * 3, codec="libx265", pix_fmt="yuv420p10le",
                      colour=(9, 1, transfer, 9))  # fmt: skip
    assert "HDR" in probe(path).warnings[0]
    picture = next(ClipReader(path).sample(SamplingPlan())).image
    expected = _greys([148 / 255], transfer)[0]
    assert abs(float(picture.mean()) - expected) < 6


@pytest.mark.parametrize("value", range(1, 9))
def test_turning_before_or_after_the_conversion_is_the_same(value: int) -> None:
    frame = av.VideoFrame.from_ndarray(numbered_frame(9), format="rgb24").reformat(format="yuv420p")
    orientation = from_exif(value)
    turned, rest = Turner().turn(frame, orientation)
    before = rest.apply(RgbConverter()(turned))
    after = orientation.apply(RgbConverter()(frame))
    assert np.array_equal(before, after)


def test_matrices_of_the_eight_orientations() -> None:
    one = 1 << 16
    cases = {
        (one, 0, 0, one): (0, False), (0, one, -one, 0): (90, False), (-one, 0, 0, -one): (180, False),
        (0, -one, one, 0): (270, False), (-one, 0, 0, one): (0, True), (one, 0, 0, -one): (180, True),
        (0, 0, 0, 0): (0, False), (one, 1000, -1000, one): (0, False),
    }  # fmt: skip
    for (a, b, c, d), (rotation, mirrored) in cases.items():
        found = from_matrix([a, b, 0, c, d, 0, 0, 0, 1 << 30])
        assert (found.rotation, found.mirrored) == (rotation, mirrored)
    assert from_degrees(-90).rotation == 90
    assert from_degrees(-2147483648) == Orientation()
