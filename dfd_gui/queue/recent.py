"""What was opened lately, newest first, in the setting ``queue.recent``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dfd_gui.settings import Settings

KEY = "queue.recent"
LIMIT = 8


def recent(settings: Settings) -> list[Path]:
    """Files and folders that are still there."""
    return [path for path in map(Path, settings.words(KEY)) if path.exists()]


def opened(settings: Settings, paths: Sequence[Path]) -> None:
    """Put them first."""
    names = [str(path.absolute()) for path in paths[:LIMIT]]
    sayable = [name for name in names if name.isprintable()]  # what is no text cannot stand in a settings file
    settings.set(KEY, list(dict.fromkeys([*sayable, *settings.words(KEY)]))[:LIMIT])
