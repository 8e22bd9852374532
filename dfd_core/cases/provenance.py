"""How a result came about, as lines to read: by whom, when, with what, for how long."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from dfd_core.cases.bands import Bands
from dfd_core.cases.chart import clock
from dfd_core.cases.report_parts import band_words

_STAMP = "%Y-%m-%dT%H:%M:%SZ"


def screening_facts(
    extract: Mapping[str, Any], operator: str = "", bands: Bands | None = None
) -> list[tuple[str, str]]:
    """What a report says of the screening, in order; unknown things are left out."""
    tool, settings, spent = extract["tool"], extract["settings"], extract["timing_s"]
    begun, ended = screening_times(extract)
    spread = f", evenly spaced by {settings['sampling']}" if settings.get("sampling") else ""
    runs_on = " on ".join(word for word in (tool["backend"], tool["device"]) if word)
    stages = ", ".join(f"{words} {clock(spent[name])}" for name, words in _STAGES.items())
    rows = [
        ("Operator", operator),
        ("Begun", begun),
        ("Ended", ended),
        ("Ensemble", settings["ensemble"]),
        ("Aggregation", settings["aggregation"]),
        ("Bands", band_words(bands) if bands else ""),
        ("Sampling", f"{settings['frames']} frames{spread}"),
        ("Face detector", tool["face_detector"] or settings.get("face_detector", "")),
        ("Program", ", ".join(word for word in (f"DFD {tool['version']}", runs_on) if word)),
        ("Time spent", f"{clock(spent['total'])} ({stages}; the stages overlap)"),
    ]
    return [(term, value) for term, value in rows if value]


_STAGES: Mapping[str, str] = {"decode": "decoding", "faces": "faces", "inference": "detectors"}


def screening_times(extract: Mapping[str, Any]) -> tuple[str, str]:
    """When the screening began and ended, UTC to the second; empty where the result does not say.

    A result is stamped when it is finished, and knows how long that took.
    """
    try:
        ended = datetime.strptime(extract["created"], _STAMP)
        begun = ended - timedelta(seconds=float(extract["timing_s"]["total"]))
    except (KeyError, ValueError, TypeError, OverflowError):
        return "", ""
    return _spelt(begun), _spelt(ended)


def _spelt(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"
