"""Differences and names as a comparison writes them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from dfd_core.cases.text import printable
from dfd_gui.review.words import score_text, signed_timecode
from dfd_gui.state import ReviewClip

translate = QCoreApplication.translate

MINUS = "\u2212"


def signed_score(value: float | None) -> str:
    """``+0.12``, ``0.00``, with a minus where B is lower; a dash where it is not known."""
    if value is None:
        return score_text(None)
    size = score_text(abs(value))
    return size if round(abs(value), 2) == 0 else f"{'+' if value > 0 else MINUS}{size}"


def signed_seconds(seconds: float) -> str:
    """``+0:01.200``: a shift, always with its sign unless it is none."""
    words = signed_timecode(seconds)
    return words if round(seconds, 3) <= 0 else f"+{words}"


def clip_name(clip: ReviewClip) -> str:
    """The file's name, safe to show."""
    return printable(clip.path.name)
