"""The detectors of a record: which are installed here, with the very weights."""

from __future__ import annotations

from collections.abc import Sequence

from dfd_core.cases.text import printable
from dfd_core.detectors.container import file_sha256
from dfd_core.detectors.library import InstalledDetector, Library
from dfd_core.errors import DfdError
from dfd_core.screening.verify.outcome import Finding, Outcome
from dfd_core.types import DetectorScore

CHECK = "detectors"


def check_detectors(
    recorded: Sequence[DetectorScore], library: Library
) -> tuple[dict[str, InstalledDetector], list[Finding]]:
    """The installed detectors that are the recorded ones, by name, and what is to be said of all of them."""
    found: dict[str, InstalledDetector] = {}
    faults = []
    for each in recorded:
        installed = _look(each, library)
        if isinstance(installed, InstalledDetector):
            found[each.name] = installed
        else:
            faults.append(Finding(CHECK, Outcome.UNCHECKABLE, installed))
    if not recorded:
        return {}, [Finding(CHECK, Outcome.UNCHECKABLE, "The record names no detector.")]
    if not faults:
        who = {1: "The detector is", 2: "Both detectors are"}.get(len(recorded), f"All {len(recorded)} detectors are")
        return found, [Finding(CHECK, Outcome.CONFIRMED, f"{who} installed with the recorded weights, by SHA-256.")]
    return found, faults


def _look(recorded: DetectorScore, library: Library) -> InstalledDetector | str:
    """The detector, or why it is not the one. Its file is hashed anew: this is not the place to trust a cache."""
    name = printable(recorded.name)
    try:
        installed = library.get(recorded.name)
        digest = file_sha256(installed.path)
    except DfdError as error:
        return f"Detector {name} cannot be asked: {printable(error.message)}."
    except OSError as error:
        return f"Detector {name} cannot be read: {error.strerror}."
    if digest != recorded.sha256:
        return f"Detector {name} is another one here: its SHA-256 is {digest}, recorded is {recorded.sha256}."
    return installed
