"""The crops that a recorded face may have had.

Records of early versions round boxes to a hundredth of a pixel, later ones to a ten-thousandth. The crop begins at a
whole pixel, so a box whose edge lay within half of that hundredth of the border between two of them may have been cut
a pixel further on. Such crops are looked at where the recorded one does not give the recorded score.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from dfd_core.errors import UsageError
from dfd_core.faces.crop import cut, footprint
from dfd_core.screening.inputs import CropSpec
from dfd_core.types import Box, Detection, Image

_HALF = 0.5e-2 + 1e-6


def crop_of(image: Image, face: Detection, spec: CropSpec) -> Image:
    """The crop by the recorded box.

    Raises:
        UsageError: it holds no pixel of the frame, or the face has no landmarks where they are needed.
    """
    return cut(image, face, spec.rule, spec.size)


def other_crops(image: Image, face: Detection, spec: CropSpec) -> Iterator[Image]:
    """Further crops that boxes give which are rounded to the recorded one; none of aligned faces."""
    if spec.rule.shape == "aligned":
        return
    size = image.shape[1], image.shape[0]
    seen = {footprint(size, face, spec.rule, spec.size)}
    for shifts in product((0.0, -_HALF, _HALF), repeat=4):
        other = replace(face, box=_moved(face.box, shifts))
        try:
            place = footprint(size, other, spec.rule, spec.size)
        except UsageError:
            continue
        if place not in seen:
            seen.add(place)
            yield cut(image, other, spec.rule, spec.size)


def _moved(box: Box, shifts: tuple[float, ...]) -> Box:
    x0, y0, x1, y1 = (edge + shift for edge, shift in zip(box, shifts, strict=True))
    return x0, y0, x1, y1
