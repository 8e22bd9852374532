"""Heat maps: grey values turned into colours of even steps, laid over a picture."""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

Bytes: TypeAlias = npt.NDArray[np.uint8]

_INFERNO = (
    (0.00022, 0.00165, -0.01948),
    (0.10651, 0.56396, 3.93271),
    (11.60249, -3.97285, -15.94239),
    (-41.70400, 17.43640, 44.35415),
    (77.16294, -33.40236, -81.80731),
    (-71.31943, 32.62606, 73.20952),
    (25.13113, -12.24267, -23.07033),
)
"""Matplotlib's *inferno* as a polynomial for each of red, green, blue (after M. Zucker, public domain): equal steps of
the value look equally large, to colour-blind eyes too.
"""
_LEAST = 0.2
"""Share of the opacity where the map is 0, so that the picture below stays to be seen."""


@cache
def colours() -> Bytes:
    """256 colours from weak to strong, ``(256, 3)``."""
    share = np.linspace(0.0, 1.0, 256)[:, None]
    powers = share ** np.arange(len(_INFERNO))  # (256, 7)
    values: Bytes = np.rint(np.clip(powers @ np.asarray(_INFERNO), 0.0, 1.0) * 255).astype(np.uint8)
    return values


def overlay(picture: QImage, heat: QImage, opacity: float) -> QImage:
    """The picture with the map over it.

    Args:
        picture: what the network saw.
        heat: grey map of any size, white = strongest.
        opacity: of the strongest places, 0..1.
    """
    ground = pixels(picture).astype(np.float32)
    grey = heat.scaled(picture.size()) if heat.size() != picture.size() else heat
    strength = pixels(grey)[:, :, 0]  # (H, W)
    cover = opacity * (_LEAST + (1.0 - _LEAST) * strength.astype(np.float32) / 255.0)[:, :, None]
    mixed = ground * (1.0 - cover) + colours()[strength].astype(np.float32) * cover
    return to_image(np.rint(mixed).astype(np.uint8))


def pixels(image: QImage) -> Bytes:
    """The picture as RGB ``(H, W, 3)``."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def to_image(values: Bytes) -> QImage:
    """A picture of RGB ``(H, W, 3)``."""
    values = np.ascontiguousarray(values)
    height, width = values.shape[:2]
    return QImage(values.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()
