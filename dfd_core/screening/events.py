"""What screening tells while it runs; the CLI, the worker process and the tests consume the same events."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from dfd_core.types import ClipResult


@dataclass(frozen=True, slots=True)
class ClipStarted:
    """Work on a clip has begun. ``index`` counts from 0, ``total`` is the number of clips of the run."""

    path: Path
    index: int
    total: int


@dataclass(frozen=True, slots=True)
class ClipProgress:
    """``done`` of ``total`` sampled frames have passed ``stage`` (``"faces"`` or ``"inference"``)."""

    path: Path
    stage: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ClipFinished:
    """A clip is done. An unreadable one too: its result has the label ``no_result`` and the reason."""

    path: Path
    result: ClipResult


@dataclass(frozen=True, slots=True)
class ClipInterrupted:
    """The run was cancelled within this clip; ``result`` is of the frames scored so far and says that it is partial."""

    path: Path
    result: ClipResult


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know that stops nothing, e.g. a smaller batch after running out of memory."""

    message: str


Event: TypeAlias = ClipStarted | ClipProgress | ClipFinished | ClipInterrupted | Notice
