"""Reads what another process appends to a file of lines, only the new part each time."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, BinaryIO

MOST_BYTES = 8 << 20
"""Read at a time at most; more waits for the next call."""


class LineTail:
    """New whole lines of a file that grows.

    The file may not exist yet, and may be replaced by a shorter one (a resumed run drops what came after its last
    save): `restarted` then is True after the `read` that begins at its start again.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.restarted = False
        self._place = 0
        self._file = 0
        self._rest = b""

    def read(self) -> list[str]:
        """The lines that are new since the last call."""
        self.restarted = False
        try:
            with self.path.open("rb") as stream:
                return self._new_lines(stream)
        except OSError:
            return []

    def changed(self) -> bool:
        """Whether there may be something new; far cheaper than reading."""
        try:
            found = self.path.stat()
        except OSError:
            return False
        return found.st_size != self._place or found.st_ino != self._file

    def _new_lines(self, stream: BinaryIO) -> list[str]:
        found = os.fstat(stream.fileno())
        if found.st_ino != self._file or found.st_size < self._place:
            self.restarted = bool(self._file)
            self._place, self._file, self._rest = 0, found.st_ino, b""
        stream.seek(self._place)
        new = stream.read(MOST_BYTES)
        self._place += len(new)
        *whole, self._rest = (self._rest + new).split(b"\n")
        return [line.decode("utf-8", "replace") for line in whole]


def records(lines: list[str]) -> list[dict[str, Any]]:
    """The lines that are JSON objects; a damaged one is left out."""
    found = []
    for line in lines:
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if isinstance(value, dict):
            found.append(value)
    return found
