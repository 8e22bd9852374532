"""Sizes, colours and fonts of the printed report.

All lengths are points (1/72 inch). Fonts are measured in pixels of a fine grid, `GRID` to a point, so that lines break
in the same places whatever the pages are drawn on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontDatabase

from dfd_core.types import Label

PAGE_WIDTH, PAGE_HEIGHT = 595.0, 842.0
"""A4."""
LEFT, RIGHT, TOP, BOTTOM = 51.0, 51.0, 68.0, 60.0
WIDTH = PAGE_WIDTH - LEFT - RIGHT
HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
"""Of the area between header and footer."""
GRID = 16.0

INK, SOFT, LINE, FAINT, PAPER = "#15181c", "#565b62", "#c9ccd1", "#f2f3f5", "#ffffff"
TONES: Mapping[Label, str] = {
    Label.LIKELY_MANIPULATED: "#a3330b",
    Label.LIKELY_AUTHENTIC: "#0b5f8a",
    Label.INCONCLUSIVE: "#6b5300",
    Label.NO_RESULT: "#444444",
}
BANDS: Mapping[Label, str] = {
    Label.LIKELY_MANIPULATED: "#f8e4dc",
    Label.LIKELY_AUTHENTIC: "#dfedf5",
    Label.INCONCLUSIVE: "#f5f0dd",
}
SERIES = ("#15181c", "#0072b2", "#b35900", "#00795c", "#a8467f", "#5b4fc4", "#7a6a00", "#8a3b3b")
DASHES: tuple[tuple[float, ...], ...] = (
    (), (6, 3), (2, 3), (9, 3, 2, 3), (12, 4), (4, 2, 1, 2), (1, 4), (8, 2, 2, 2, 2, 2),
)  # fmt: skip
"""Colour and dash of each line of a chart, as the web page has them."""

_SANS = ("Inter", "Segoe UI", "Helvetica Neue", "Helvetica", "Liberation Sans", "Arial", "Noto Sans", "Nimbus Sans")
_MONO = ("SF Mono", "Menlo", "Consolas", "Liberation Mono", "Noto Sans Mono", "DejaVu Sans Mono")


@dataclass(frozen=True, slots=True)
class Style:
    """How words look: size in points, weight, colour, and whether every letter is as wide as the others."""

    size: float = 9.0
    bold: bool = False
    colour: str = INK
    mono: bool = False
    leading: float = 1.36
    """Distance of lines, in heights of the letters' size."""


BODY = Style()
DIM = Style(colour=SOFT)
SMALL = Style(8.0, colour=SOFT)
STRONG = Style(bold=True)
HASH = Style(7.6, mono=True)
HEADING = Style(11.5, bold=True)
PERSON = Style(9.5, bold=True)
TITLE = Style(18.0, bold=True, leading=1.2)
LONG_TITLE = Style(13.0, bold=True, leading=1.2)
HEADER = Style(7.6, colour=SOFT)
HEADER_HASH = Style(7.2, colour=SOFT, mono=True)


class Fonts:
    """The fonts of this computer that come nearest; made once for a report."""

    def __init__(self) -> None:
        here = set(QFontDatabase.families())
        general, fixed = QFontDatabase.SystemFont.GeneralFont, QFontDatabase.SystemFont.FixedFont
        self._sans = _first(_SANS, here) or QFontDatabase.systemFont(general).family()
        self._mono = _first(_MONO, here) or QFontDatabase.systemFont(fixed).family()

    def get(self, style: Style) -> QFont:
        """The font of a style, in pixels of the grid."""
        font = QFont(self._mono if style.mono else self._sans)
        font.setStyleHint(QFont.StyleHint.Monospace if style.mono else QFont.StyleHint.SansSerif)
        font.setPixelSize(round(style.size * GRID))
        font.setWeight(QFont.Weight.DemiBold if style.bold else QFont.Weight.Normal)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font


def _first(wanted: tuple[str, ...], here: set[str]) -> str:
    return next((family for family in wanted if family in here), "")
