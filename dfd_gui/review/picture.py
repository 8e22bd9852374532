"""A picture of a clip with what is known of it, and words for when there is none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

ROUNDING_S = 0.0001
"""Times that differ by less are the same: those of an extract are rounded to 0.1 ms."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A picture, shown at ``time_s`` of the clip.

    ``exact``: it is the frame itself in full size, and not a small copy; then ``index`` is the frame's number.
    """

    image: QImage
    time_s: float
    exact: bool = False
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why there is no better picture, in words. ``passing``: it is so at this position, another may do better."""

    text: str
    hint: str = ""
    passing: bool = False


def moved(path: Path) -> Trouble:
    """The clip is not where it was screened."""
    shown = str(path).encode("utf-8", "backslashreplace").decode("utf-8")
    return Trouble(
        QCoreApplication.translate("Pictures", "The file has moved: {path}").format(path=shown),
        QCoreApplication.translate("Pictures", "Put it back there, or screen it again where it is now."),
    )
