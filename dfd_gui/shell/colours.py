"""The colours of the two themes. Each stands on ``panel`` and ``window`` with the contrast that its use needs.

Words 4.5 and more, marks and lines of a chart 3 and more (WCAG 2.2). The verdicts keep apart for colour-blind eyes:
vermilion, amber, blue (after Okabe and Ito), and never stand without their symbol and word.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt

LIGHT: Mapping[str, str] = {
    "window": "#eef1f3",
    "panel": "#f8f9fa",
    "panel_raised": "#ffffff",
    "line": "#d3dadf",
    "text": "#172026",
    "text_dim": "#55626c",
    "accent": "#0b7285",
    "on_accent": "#ffffff",
    "focus": "#0b8299",
    "selection": "#d6eaef",
    "on_selection": "#0c2a31",
    "hover": "#e4eaed",
    "manipulated": "#b23c0f",
    "authentic": "#1a65a6",
    "inconclusive": "#856000",
    "no_result": "#5b6872",
    "band_manipulated": "#1eb23c0f",
    "band_inconclusive": "#16856000",
    "band_authentic": "#1a1a65a6",
    "gap": "#9aa7b0",
    "warning": "#856000",
    "error": "#b3261e",
    "ok": "#1b7040",
}
DARK: Mapping[str, str] = {
    "window": "#14181b",
    "panel": "#1a1f23",
    "panel_raised": "#22292e",
    "line": "#323b42",
    "text": "#e3e8eb",
    "text_dim": "#97a4ad",
    "accent": "#53b6c9",
    "on_accent": "#06232a",
    "focus": "#67c8da",
    "selection": "#1b3d46",
    "on_selection": "#f1f7f9",
    "hover": "#262e34",
    "manipulated": "#f28a5f",
    "authentic": "#74b1ec",
    "inconclusive": "#ddb657",
    "no_result": "#97a4ad",
    "band_manipulated": "#22f28a5f",
    "band_inconclusive": "#14ddb657",
    "band_authentic": "#2074b1ec",
    "gap": "#66737d",
    "warning": "#ddb657",
    "error": "#ff8a80",
    "ok": "#6cc58e",
}
"""Name to ``#rrggbb`` or ``#aarrggbb``."""

LIGHT_SERIES = ("#0072b2", "#b25d00", "#007a5a", "#a8458c", "#6a51c7", "#8a6d00", "#3d7f95", "#a3312f", "#4a5560")
DARK_SERIES = ("#56b4e9", "#e69f00", "#2fbf95", "#de8fc4", "#a99bff", "#f0e442", "#8fd0e0", "#ff8f80", "#b8c2c9")
"""Lines of a chart: the hues of Okabe and Ito, made darker or lighter until they stand out from the ground."""

DASHES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
)
"""Taken in turn with the colours; nine and five have no common divisor, so 45 lines differ."""
