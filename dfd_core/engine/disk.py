"""Where a command's files lie for the engine: under their own names on a shared disk; see ``spool`` for the other."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from dfd_core.errors import UsageError


class Disk(Protocol):
    """Finds files of commands on the engine's side."""

    def source(self, path: str) -> Path:
        """The file that the sender calls ``path``."""
        ...

    def target(self, path: str) -> Path:
        """Where to write the file or folder that the sender calls ``path``."""
        ...


class SharedDisk:
    """Both sides see the same files."""

    def source(self, path: str) -> Path:
        """See ``Disk.source``."""
        return checked(path)

    def target(self, path: str) -> Path:
        """See ``Disk.target``."""
        return checked(path)


def checked(path: str) -> Path:
    """A path that a file can have.

    Raises:
        UsageError: ``bad_path``.
    """
    if not path or "\0" in path:
        raise UsageError("bad_path", f"{path!r} is no name of a file", "name a file")
    return Path(path)
