"""How each family of detectors wants its faces: crop rules and normalisations, as plain data.

Light: no cv2, no torch. The pixels are cut in ``dfd_core.faces.crop``; the named rules below are the
preprocessing of the public detectors (CHECKPOINTS facts, with the place each one comes from).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast, get_args

import numpy as np

from dfd_core.errors import DetectorError
from dfd_core.types import Box, FloatArray

Shape: TypeAlias = Literal["box", "square", "aligned"]
MarginOf: TypeAlias = Literal["sides", "height", "width"]
Rounding: TypeAlias = Literal["nearest", "truncate", "outward"]
Border: TypeAlias = Literal["clip", "inside", "zero", "edge"]
Interpolation: TypeAlias = Literal["linear", "cubic", "area", "area_linear", "area_cubic"]
NormalisationKind: TypeAlias = Literal["imagenet", "half", "raw255", "unit", "per_image"]
JsonDict: TypeAlias = dict[str, object]

IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)


@dataclass(frozen=True, slots=True)
class CropRule:
    """Where a face is cut from its frame, and how it becomes a square picture.

    Attributes:
        shape: ``"box"`` takes the box (with margins) as it is; ``"square"`` grows its shorter side, about
            the centre, to the longer one; ``"aligned"`` ignores box and margins and maps the five
            landmarks onto a template (similarity transform, bilinear, at ``via`` or the final size).
        margin: added on the left, top, right and bottom, as fractions of what ``margin_of`` names.
        margin_of: ``"sides"`` (left/right of the width, top/bottom of the height), ``"height"`` or
            ``"width"`` (all four of that one side).
        letterbox: keep the aspect ratio and pad with zeros around the centre; else stretch to the square.
        border: what lies outside the frame: ``"clip"`` cuts the region at the frame, ``"inside"`` cuts the
            box with its margins at the frame, squares the rest and moves that down or right into the frame,
            ``"zero"`` fills black, ``"edge"`` repeats the last pixel.
        rounding: of the region's corners to pixels: ``"nearest"``, ``"truncate"`` (``int()``, as the seed
            does) or ``"outward"`` (every pixel that the region touches).
        via: side of an intermediate resize in pixels, 0 for none.
        interpolation: of the resize; ``"area_linear"`` and ``"area_cubic"`` shrink by area and grow by the other.
        scale: with ``"aligned"``: how much larger than the template the view is (1.3 = 30 % more context).
    """

    shape: Shape = "square"
    margin: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    margin_of: MarginOf = "sides"
    letterbox: bool = False
    border: Border = "zero"
    rounding: Rounding = "nearest"
    via: int = 0
    interpolation: Interpolation = "area_linear"
    scale: float = 1.3

    def __post_init__(self) -> None:
        """Refuse values that no crop can be made with."""
        _require(self.shape in get_args(Shape), f"crop shape {self.shape!r}")
        _require(self.margin_of in get_args(MarginOf), f"crop margin_of {self.margin_of!r}")
        _require(self.border in get_args(Border), f"crop border {self.border!r}")
        _require(self.rounding in get_args(Rounding), f"crop rounding {self.rounding!r}")
        _require(self.interpolation in get_args(Interpolation), f"crop interpolation {self.interpolation!r}")
        _require(len(self.margin) == 4, "crop margin needs left, top, right and bottom")
        _require(all(math.isfinite(m) and -0.45 <= m <= 5.0 for m in self.margin), f"crop margin {self.margin}")
        _require(0 <= self.via <= 4096, f"crop via {self.via}")
        _require(0.2 <= self.scale <= 5.0, f"crop scale {self.scale}")

    def to_json(self) -> JsonDict:
        """Plain JSON types, every field named."""
        return {
            "shape": self.shape,
            "margin": list(self.margin),
            "margin_of": self.margin_of,
            "letterbox": self.letterbox,
            "border": self.border,
            "rounding": self.rounding,
            "via": self.via,
            "interpolation": self.interpolation,
            "scale": self.scale,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> CropRule:
        """The rule that ``to_json`` wrote; absent fields take their defaults.

        Raises:
            DetectorError: an unknown field, a wrong type or a value out of range.
        """
        known = CropRule().to_json()
        unknown = sorted(set(data) - set(known))
        _require(not unknown, f"crop field {', '.join(unknown)}")
        merged = {**known, **data}
        return cls(
            shape=cast("Shape", _text(merged, "shape")),
            margin=_margin(merged["margin"]),
            margin_of=cast("MarginOf", _text(merged, "margin_of")),
            letterbox=_flag(merged, "letterbox"),
            border=cast("Border", _text(merged, "border")),
            rounding=cast("Rounding", _text(merged, "rounding")),
            via=int(_number(merged["via"], "crop via")),
            interpolation=cast("Interpolation", _text(merged, "interpolation")),
            scale=_number(merged["scale"], "crop scale"),
        )

    def region(self, box: Box, frame: tuple[int, int] | None = None) -> Box:
        """The rectangle that this rule wants for ``box``, in pixels, not yet cut at the frame.

        Args:
            box: the face.
            frame: width and height, needed for ``border`` ``"inside"`` only.
        """
        x0, y0, x1, y1 = box
        width, height = max(x1 - x0, 0.0), max(y1 - y0, 0.0)
        across = height if self.margin_of == "height" else width
        upright = width if self.margin_of == "width" else height
        left, top, right, bottom = self.margin
        grown = (x0 - left * across, y0 - top * upright, x1 + right * across, y1 + bottom * upright)
        if self.border == "inside" and frame is not None:
            grown = max(grown[0], 0.0), max(grown[1], 0.0), min(grown[2], frame[0]), min(grown[3], frame[1])
        region = _squared(grown) if self.shape == "square" else grown
        return _moved_in(region) if self.border == "inside" else region


def _moved_in(box: Box) -> Box:
    x0, y0, x1, y1 = box
    right, down = max(-x0, 0.0), max(-y0, 0.0)
    return x0 + right, y0 + down, x1 + right, y1 + down


def _squared(box: Box) -> Box:
    x0, y0, x1, y1 = box
    half = max(x1 - x0, y1 - y0) / 2
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return x - half, y - half, x + half, y + half


@dataclass(frozen=True, slots=True)
class Normalisation:
    """What a network wants its pixels to be, from uint8 RGB.

    ``imagenet``: /255, then ImageNet mean and standard deviation; ``half``: (/255 - .5) / .5, that is
    -1..1; ``raw255``: unchanged 0..255; ``unit``: /255; ``per_image``: every channel of every picture to
    mean 0 and standard deviation 1 (of a flat channel: 0).
    """

    kind: NormalisationKind = "imagenet"

    def __post_init__(self) -> None:
        """Refuse an unknown kind."""
        _require(self.kind in get_args(NormalisationKind), f"normalisation {self.kind!r}")

    @property
    def scale(self) -> FloatArray:
        """Factor of each channel (3,): input = pixel x scale + offset. Not for ``per_image``."""
        if self.kind == "imagenet":
            return np.asarray(1.0 / (255.0 * np.array(IMAGENET_STD)), np.float32)
        factor = {"half": 2.0 / 255.0, "unit": 1.0 / 255.0}.get(self.kind, 1.0)
        return np.full(3, factor, np.float32)

    @property
    def offset(self) -> FloatArray:
        """What is added to each channel (3,) after ``scale``."""
        if self.kind == "imagenet":
            return np.asarray(-np.array(IMAGENET_MEAN) / np.array(IMAGENET_STD), np.float32)
        return np.full(3, -1.0 if self.kind == "half" else 0.0, np.float32)

    def to_json(self) -> JsonDict:
        """Plain JSON types."""
        return {"kind": self.kind}

    @classmethod
    def from_json(cls, data: Mapping[str, object] | str) -> Normalisation:
        """From ``to_json``'s form or the bare kind.

        Raises:
            DetectorError: an unknown kind.
        """
        kind = data if isinstance(data, str) else data.get("kind")
        return cls(cast("NormalisationKind", kind))


def _require(good: object, what: str) -> None:
    if not good:
        raise DetectorError("bad_preprocessing", f"not valid: {what}")


def _text(data: Mapping[str, object], key: str) -> str:
    value = data[key]
    _require(isinstance(value, str), f"crop {key} {value!r}")
    return str(value)


def _flag(data: Mapping[str, object], key: str) -> bool:
    value = data[key]
    _require(isinstance(value, bool), f"crop {key} {value!r}")
    return bool(value)


def _number(value: object, what: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise DetectorError("bad_preprocessing", f"not valid: {what} {value!r}")
    return float(value)


def _margin(value: object) -> tuple[float, float, float, float]:
    if not isinstance(value, (list, tuple)) or len(value) != 4:
        raise DetectorError("bad_preprocessing", f"not valid: crop margin {value!r}")
    left, top, right, bottom = (_number(part, "crop margin") for part in value)
    return left, top, right, bottom


def _sides(fraction: float) -> tuple[float, float, float, float]:
    return (fraction, fraction, fraction, fraction)


SEED = CropRule("box", border="clip", rounding="truncate", via=160, interpolation="linear")
"""GreatGameDota's DFDC solution: the bare box, corners by ``int()``, to 160 px and on from there, bilinear."""

MESONET = CropRule("square", _sides(0.15), border="edge", interpolation="area_linear")
"""MesoNet: the face box x 1.3 about its centre, as a square of the longer side."""

ICPR2020 = CropRule("square", (0.2, 0.4, 0.2, 0.2), "height", border="inside", interpolation="area_linear")
"""icpr2020dfdc: 20 % of the box height on each side, 40 % on top, cut at the frame, squared on the longer side."""

SELIMSEF = CropRule(
    "box", _sides(1 / 3), letterbox=True, border="clip", rounding="truncate", interpolation="area_cubic"
)
"""DFDC winner: a third of the width left and right, of the height above and below; aspect kept, zero padded."""

DEEPFAKEBENCH = CropRule("aligned", via=256, interpolation="cubic", scale=1.3)
"""DeepfakeBench: five-point alignment to the ArcFace template, 30 % more context, 256 px, from there bicubic."""

SBI = CropRule("box", _sides(0.125), border="clip", rounding="outward", interpolation="linear")
"""Self-blended images: 12.5 % of the box on every side, stretched to the square."""

TIGHT = CropRule("square", _sides(0.05), border="edge", interpolation="area_linear")
"""Our own training, tight: face and little else (close to published face-crop sets)."""

FACE = CropRule("square", (0.08, -0.06, 0.08, -0.09), border="edge", interpolation="area_linear")
"""Our own training, within the face: cheek to cheek, brows to chin. Lies inside most published face-crop sets
(median region of 3,204 FaceForensics++ crops of 299 px in units of MTCNN's box), so a set needs no invented border."""

CORE = CropRule("square", (-0.02, -0.13, -0.02, -0.16), border="edge", interpolation="area_linear")
"""Our own training, the heart of the face: `FACE` 8 % tighter on every side, without background and hair. Networks
that learnt from portraits alone tell 2,269 FaceForensics++ crops a little better apart with it (AUC .592 to .613
instead of .573 to .601, three networks; our own measurement)."""

WIDE = CropRule("square", _sides(0.25), border="edge", interpolation="area_linear")
"""Our own training, wide: face, hair line and jaw, where blending boundaries show."""

RULES: Mapping[str, CropRule] = {
    "seed": SEED,
    "mesonet": MESONET,
    "icpr2020": ICPR2020,
    "selimsef": SELIMSEF,
    "deepfakebench": DEEPFAKEBENCH,
    "sbi": SBI,
    "face": FACE,
    "tight": TIGHT,
    "core": CORE,
    "wide": WIDE,
}
