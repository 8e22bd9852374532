"""Why the scores of two results do not mean the same, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from dfd_core.cases.text import printable
from dfd_gui.review.readings import Reading

translate = QCoreApplication.translate


def warning(a: Reading, b: Reading) -> str:
    """One sentence with all objections; empty where there is none."""
    found = list(objections(a, b))
    if not found:
        return ""
    text = translate("Compare", "The scores are not directly comparable: {reasons}.")
    return text.format(reasons="; ".join(found))


def objections(a: Reading, b: Reading) -> Iterator[str]:
    """What differs in how they were screened and judged, the weightiest first."""
    yield from _ensembles(a, b)
    yield from _judging(a, b)
    yield from _sampling(a.clip.extract, b.clip.extract)
    for letter, reading in (("A", a), ("B", b)):
        if reading.summary.partial:
            yield translate("Compare", "{side} is a partial result").format(side=letter)


def _ensembles(a: Reading, b: Reading) -> Iterator[str]:
    files_a, files_b = _files(a.clip.extract), _files(b.clip.extract)
    settings_a, settings_b = a.clip.extract["settings"], b.clip.extract["settings"]
    if files_a.keys() != files_b.keys() or settings_a["aggregation"] != settings_b["aggregation"]:
        text = translate("Compare", "different ensembles ({a} and {b})")
        yield text.format(a=printable(settings_a["ensemble"]), b=printable(settings_b["ensemble"]))
    replaced = [name for name in files_a.keys() & files_b.keys() if files_a[name] != files_b[name]]
    if replaced:
        text = translate("Compare", "different files of the same detector ({names})")
        yield text.format(names=", ".join(sorted(map(printable, replaced))))


def _judging(a: Reading, b: Reading) -> Iterator[str]:
    """Calibration and bands, as far as they are known."""
    unknown = [letter for letter, reading in (("A", a), ("B", b)) if reading.bands is None]
    for letter in unknown:
        yield translate("Compare", "the bands of {side} are not known any more").format(side=letter)
    if unknown:
        return
    if a.known.calibration != b.known.calibration:
        yield translate("Compare", "different calibration")
    if a.bands != b.bands:
        yield translate("Compare", "different bands")


def _sampling(a: Mapping[str, Any], b: Mapping[str, Any]) -> Iterator[str]:
    frames = a["settings"]["frames"], b["settings"]["frames"]
    if frames[0] != frames[1]:
        yield translate("Compare", "{a} and {b} frames per clip").format(a=frames[0], b=frames[1])
    if a["settings"].get("sampling", "") != b["settings"].get("sampling", ""):
        yield translate("Compare", "frames chosen in different ways")
    if a["tool"]["face_detector"] != b["tool"]["face_detector"]:
        text = translate("Compare", "different face detectors ({a} and {b})")
        yield text.format(a=a["tool"]["face_detector"], b=b["tool"]["face_detector"])


def _files(extract: Mapping[str, Any]) -> Mapping[str, str]:
    return {each["name"]: each["sha256"] for each in extract["detectors"]}
