"""What the tests of the comparison share: results made to measure as clips with small pictures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from dfd_gui.state import ReviewClip
from tests.gui.review_media import make_clip
from tests.results import Frame, make_result

HIGH = {"first": 0.9, "second": 0.8}
LOW = {"first": 0.2, "second": 0.1}


def result_of(*frames: Frame, detectors: tuple[str, ...] = ("first", "second"), step_s: float = 0.5) -> dict[str, Any]:
    """A result of one person in these sampled frames."""
    return make_result(frames, detectors, step_s)


def shown_clip(folder: Path, result: dict[str, Any], key: str, settings_key: str = "settings") -> ReviewClip:
    """A clip of that result whose file and pictures are there."""
    result["media"]["path"] = str(folder / f"{key}.mp4")
    made = make_clip(folder / key, result)
    path = made.path.rename(folder / f"{key}.mp4")
    return replace(made, key=key, path=path, settings_key=settings_key)
