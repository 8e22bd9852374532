"""Decoded frames to 8-bit RGB: the right matrix and range, and HDR brought down to ordinary video.

* Matrix: what the frame says; where it says nothing BT.709 for HD (a side of 1280 or more, or both above 576) and
  BT.601 for less, as players assume. Range: what the frame says, else limited for YUV (full for ``yuvj`` formats).
* HDR (PQ or HLG transfer): to display light by ITU-R BT.2100 tables 4 and 5; light near and above the reference white
  of 203 cd/m2 (ITU-R BT.2408) rolled off by the EETF of ITU-R BT.2390 section 5.4 on the largest of R, G, B, which
  keeps the hue; to BT.709 primaries by the matrix of ITU-R BT.2407 section 2, out of gamut clipped; encoded for a
  BT.1886 display.
* Alpha is dropped, not composited. Interlaced frames stay as they are.
"""

from __future__ import annotations

from functools import cache
from typing import TypeAlias, TypeVar

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter

from dfd_core.types import Image

_Float: TypeAlias = npt.NDArray[np.float32]
_T = TypeVar("_T", np.uint16, np.float32)

_PQ, _HLG = 16, 18  # ITU-T H.273 table 3, transfer characteristics
# ITU-T H.273 table 4, matrix coefficients -> the names of the scaler.
_MATRICES = {
    1: Colorspace.ITU709, 4: Colorspace.FCC, 5: Colorspace.ITU601, 6: Colorspace.ITU601,
    7: Colorspace.SMPTE240M, 9: Colorspace.BT2020, 10: Colorspace.BT2020,
}  # fmt: skip
_SOURCE_PEAK = 1000.0  # cd/m2: nominal peak of HLG, and of nearly all PQ masters
_WHITE = 203.0  # cd/m2: HDR reference white, ITU-R BT.2408 table 1
_HLG_GAMMA = 1.2  # system gamma at a nominal peak of 1000 cd/m2
_LUMA_2020 = np.array([0.2627, 0.6780, 0.0593], np.float32)
_TO_709 = np.array(
    [[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]], np.float32
)  # fmt: skip
_ROWS = 32  # rows tone-mapped at a time: the float copies of so many stay in the processor's cache


class RgbConverter:
    """Converts frames of one clip; keeps the scaler's tables between frames. Not for several threads at once."""

    def __init__(self, threads: int = 1) -> None:
        self._scaler = VideoReformatter()
        self._threads = threads

    def __call__(self, frame: av.VideoFrame) -> Image:
        """The frame as uint8 ``(H, W, 3)``, RGB, not yet turned. May share memory with nothing else."""
        wide = self._scaler.reformat(
            frame,
            format="rgb48le" if is_hdr(frame) else "rgb24",
            src_colorspace=matrix_of(frame),
            dst_color_range=ColorRange.JPEG,
            threads=self._threads,
        ).to_ndarray()
        if wide.dtype == np.uint16:
            return tone_map(wide.astype(np.uint16, copy=False), frame.color_trc)
        return wide.astype(np.uint8, copy=False)


def is_hdr(frame: av.VideoFrame) -> bool:
    """True for frames with a PQ or HLG transfer."""
    return frame.color_trc in (_PQ, _HLG)


def matrix_of(frame: av.VideoFrame) -> Colorspace | None:
    """The YUV matrix to convert with; None where there is none to choose (RGB)."""
    if frame.colorspace == 0:
        return None
    sides = frame.width, frame.height
    high_definition = max(sides) >= 1280 or min(sides) > 576  # the same for a frame that was turned
    return _MATRICES.get(frame.colorspace, Colorspace.ITU709 if high_definition else Colorspace.ITU601)


def tone_map(wide: npt.NDArray[np.uint16], transfer: int) -> Image:
    """HDR to SDR.

    Args:
        wide: uint16 ``(H, W, 3)``, RGB with BT.2020 primaries, full range 0..65535, non-linear.
        transfer: 16 (PQ) or 18 (HLG), ITU-T H.273.

    Returns:
        uint8 ``(H, W, 3)``, RGB, BT.709 primaries.
    """
    out = np.empty(wide.shape, np.uint8)
    to_code = (_TO_709 * np.float32(65535)).T
    for top in range(0, len(wide), _ROWS):
        rows = wide[top : top + _ROWS]
        light = _pq_light(rows) if transfer == _PQ else _hlg_light(rows)
        code = np.clip(light @ to_code, 0, 65535).astype(np.uint16)
        out[top : top + _ROWS] = _encode_table().take(code)
    return out


def _pq_light(rows: npt.NDArray[np.uint16]) -> _Float:
    """Tone-mapped light, 1 = SDR white, of PQ code values."""
    light, factor = _pq_tables()
    shown = light.take(rows)
    shown *= factor.take(_largest(rows))[..., None]
    return shown


def _hlg_light(rows: npt.NDArray[np.uint16]) -> _Float:
    """Tone-mapped light, 1 = SDR white, of HLG code values (inverse OETF, then OOTF)."""
    scene = _hlg_table().take(rows)
    system, roll_off = _hlg_factors()
    factor = system.take(_fine_index(scene @ _LUMA_2020))
    factor *= roll_off.take(_fine_index(_largest(scene) * factor))
    scene *= factor[..., None]
    return scene


def _largest(rows: npt.NDArray[_T]) -> npt.NDArray[_T]:
    """Largest component of each pixel (several times faster than ``max(axis=2)``)."""
    return np.maximum(np.maximum(rows[..., 0], rows[..., 1]), rows[..., 2])


def _fine_index(light: _Float) -> npt.NDArray[np.int32]:
    """Index of light 0..1 into tables of 4096 steps that are even in the square root of light."""
    return (np.sqrt(np.minimum(light, 1.0)) * 4095 + 0.5).astype(np.int32)


@cache
def _encode_table() -> Image:
    """8-bit code value of a BT.1886 display (gamma 2.4) by light in 65536 even steps."""
    table: Image = np.round(255 * np.linspace(0, 1, 65536) ** (1 / 2.4)).astype(np.uint8)
    return table


@cache
def _pq_tables() -> tuple[_Float, _Float]:
    """By 16-bit code: light (1 = SDR white), and the factor of the roll-off for that largest component."""
    nits = pq_to_nits(np.linspace(0, 1, 65536))
    return (nits / _WHITE).astype(np.float32), _roll_off(nits)


@cache
def _hlg_table() -> _Float:
    """Scene light 0..1 by 16-bit code: inverse OETF of BT.2100 table 5."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    code = np.linspace(0, 1, 65536)
    return np.where(code <= 0.5, code**2 / 3, (np.exp((code - c) / a) + b) / 12).astype(np.float32)


@cache
def _hlg_factors() -> tuple[_Float, _Float]:
    """By ``_fine_index``: of luminance the factor of the OOTF, of display light the factor to SDR light."""
    light = np.linspace(0, 1, 4096) ** 2
    system = np.maximum(light, 1e-6) ** (_HLG_GAMMA - 1)
    return system.astype(np.float32), _roll_off(light * _SOURCE_PEAK) * np.float32(_SOURCE_PEAK / _WHITE)


def _roll_off(nits: npt.NDArray[np.float64]) -> _Float:
    """EETF(x) / x of BT.2390 from the source's peak to the reference white, for absolute light in cd/m2."""
    peak = nits_to_pq(np.array(_SOURCE_PEAK))
    target = float(nits_to_pq(np.array(_WHITE)) / peak)
    knee = 1.5 * target - 0.5
    e = np.minimum(nits_to_pq(nits) / peak, 1.0)
    t = np.clip((e - knee) / (1 - knee), 0, 1)
    spline = (2 * t**3 - 3 * t**2 + 1) * knee + (t**3 - 2 * t**2 + t) * (1 - knee) + (3 * t**2 - 2 * t**3) * target
    mapped = pq_to_nits(np.where(e < knee, e, spline) * peak)
    return (mapped / np.maximum(nits, 1e-6)).astype(np.float32)


def pq_to_nits(code: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """EOTF of PQ, BT.2100 table 4: code value 0..1 to cd/m2."""
    m1, m2, c1, c2, c3 = 2610 / 16384, 2523 / 32, 3424 / 4096, 2413 / 128, 2392 / 128
    root = np.asarray(code, np.float64) ** (1 / m2)
    return np.asarray(10000 * (np.maximum(root - c1, 0) / (c2 - c3 * root)) ** (1 / m1))


def nits_to_pq(nits: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Inverse EOTF of PQ, BT.2100 table 4: cd/m2 to code value 0..1."""
    m1, m2, c1, c2, c3 = 2610 / 16384, 2523 / 32, 3424 / 4096, 2413 / 128, 2392 / 128
    power = (np.asarray(nits, np.float64) / 10000) ** m1
    return np.asarray(((c1 + c2 * power) / (1 + c3 * power)) ** m2)
