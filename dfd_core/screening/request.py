"""What exactly is asked of a clip, condensed to the key under which its result is stored."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import Any

from dfd_core.detectors.ensemble import Ensemble
from dfd_core.detectors.library import Library
from dfd_core.types import ScreeningSettings

METHOD_VERSION = 1
"""Raise it when the pipeline would score the same clip differently: older stored results then no longer answer."""


def settings_key(ensemble: Ensemble, library: Library, settings: ScreeningSettings) -> str:
    """SHA-256 of everything but the clip that decides a result.

    Two requests share a key only if the same files of the same detectors would be asked in the same way.
    The device is not part of it: backends agree within 1e-3.
    """
    parts: dict[str, Any] = {
        "method": METHOD_VERSION,
        "settings": asdict(settings),
        "ensemble": ensemble.to_toml(),
        "detectors": {name: library.get(name).sha256 for name in ensemble.detectors},
    }
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
