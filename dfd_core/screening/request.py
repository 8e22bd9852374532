"""What exactly is asked of a clip, condensed to the key under which its result is stored."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from dfd_core.detectors.ensemble import Aggregation, Ensemble
from dfd_core.detectors.library import Library
from dfd_core.errors import UsageError
from dfd_core.types import ScreeningSettings

METHOD_VERSION = 2
"""Raise it when the pipeline would score or judge the same clip differently: older stored results no longer answer.

2: a verdict is no surer than its detectors were measured to be."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of every clip; ``key`` condenses all that decides a result."""

    ensemble: Ensemble
    library: Library
    settings: ScreeningSettings
    device: str
    key: str


def make_request(
    library: Library,
    *,
    ensemble: str = "",
    detectors: Sequence[str] = (),
    aggregation: Aggregation | None = None,
    frames: int = 32,
    sampling: Literal["time", "index"] = "time",
    face_detector: str = "auto",
    device: str = "auto",
) -> Request:
    """The request that names stand for. Light: no network is loaded.

    Args:
        library: where detectors and ensembles are installed.
        ensemble: name of an ensemble; with neither this nor ``detectors`` the library's default one.
        detectors: names of detectors to ask instead.
        aggregation: rule to use in place of the ensemble's own.
        frames: sampled frames per clip.
        sampling: see ``ScreeningSettings``.
        face_detector: ``"auto"`` is settled here.
        device: see ``backends.resolve_device``.

    Raises:
        DfdError: an unknown or damaged ensemble or detector, both given, or nothing installed.
    """
    chosen = _with_rule(choose_ensemble(library, ensemble, detectors), aggregation)
    settings = ScreeningSettings(
        frames=frames,
        ensemble=chosen.name,
        aggregation=chosen.aggregation,
        sampling=sampling,
        face_detector=settled_face_detector(face_detector, library),
    )
    return Request(chosen, library, settings, device, settings_key(chosen, library, settings))


def choose_ensemble(library: Library, ensemble: str = "", detectors: Sequence[str] = ()) -> Ensemble:
    """The named ensemble, or that of the named detectors, or the default one; raises like ``make_request``."""
    if ensemble and detectors:
        raise UsageError("bad_option", "an ensemble and detectors exclude each other", "name one or the other")
    if detectors:
        return library.of_detectors(detectors)
    return library.ensemble(ensemble) if ensemble else library.default_ensemble()


def settled_face_detector(name: str, library: Library) -> str:
    """What ``auto`` means now: a result must not be answered for another face detector after one was installed."""
    if name != "auto":
        return name
    return "yunet" if "yunet" in library.face_detectors() else "mtcnn"


def _with_rule(ensemble: Ensemble, aggregation: Aggregation | None) -> Ensemble:
    if aggregation is None or aggregation == ensemble.aggregation:
        return ensemble
    # Calibration and bands were measured with the ensemble's own rule and say nothing of another one.
    return replace(ensemble, aggregation=aggregation, calibration=None, thresholds=None)


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
