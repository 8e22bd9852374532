"""What building a face set reports: frozen dataclasses (light: no cv2, no torch)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from dfd_core.training.events import named_json


@dataclass(frozen=True, slots=True)
class BuildStarted:
    """``clips`` are to be looked at, of which ``done`` were finished by an earlier run; ``skipped`` were left out."""

    root: Path
    layout: str
    clips: int
    done: int
    skipped: int
    processes: int


@dataclass(frozen=True, slots=True)
class ClipBuilt:
    """A clip is finished and safe on disk. ``skipped`` is the reason in words where it gave no face.

    ``done`` of ``total`` clips are finished; ``left_s`` is the expected time to the end, ``nan`` while unknown.
    """

    clip: str
    faces: int
    skipped: str
    done: int
    total: int
    clips_per_s: float
    left_s: float


@dataclass(frozen=True, slots=True)
class BuildNotice:
    """Something the user should read that stops nothing."""

    text: str


@dataclass(frozen=True, slots=True)
class BuildFinished:
    """The face set is whole. ``reasons`` counts the left-out inputs by reason, ``flagged`` the doubtful faces by flag.

    ``digest`` is the manifest's SHA-256: the same sources and options give the same one.
    """

    root: Path
    faces: int
    clips: int
    groups: int
    real: int
    fake: int
    methods: Mapping[str, int]
    reasons: Mapping[str, int]
    flagged: Mapping[str, int]
    digest: str
    seconds: float


BuildEvent: TypeAlias = BuildStarted | ClipBuilt | BuildNotice | BuildFinished

_KINDS: Mapping[type, str] = {
    BuildStarted: "started",
    ClipBuilt: "clip",
    BuildNotice: "notice",
    BuildFinished: "finished",
}


def to_json(event: BuildEvent) -> dict[str, Any]:
    """The event as strict JSON values."""
    return named_json(_KINDS[type(event)], event)
