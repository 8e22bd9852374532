"""Files that pass a picture from the engine to the window and are gone a moment later."""

from __future__ import annotations

import time
import uuid
from contextlib import suppress
from pathlib import Path

_STALE_S = 3600.0
"""What is older was left behind by a session that was killed."""


class Scratch:
    """A folder of such files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._cleared = False

    def new(self, suffix: str = ".png") -> Path:
        """A name that no file has; the folder is there."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._clear()
        return self._folder / f"{uuid.uuid4().hex}{suffix}"

    def _clear(self) -> None:
        if self._cleared:
            return
        self._cleared = True
        with suppress(OSError):
            for file in self._folder.iterdir():
                if file.stat().st_mtime < time.time() - _STALE_S:
                    file.unlink(missing_ok=True)
