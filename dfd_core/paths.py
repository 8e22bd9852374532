"""Where the user's files live: platform folders, all moved by ``DFD_HOME``; and the bundled resources."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import IO

import platformdirs

APP = "DFD"


@dataclass(frozen=True, slots=True)
class UserPaths:
    """The three user folders; nothing is created until a caller writes.

    ``data`` holds detectors, ensembles and the case store, ``cache`` what can be made again
    (ONNX copies, proxies), ``config`` the settings.
    """

    data: Path
    cache: Path
    config: Path

    @property
    def detectors(self) -> Path:
        """Installed detector files (``NAME.safetensors``) and face detectors."""
        return self.data / "detectors"

    @property
    def ensembles(self) -> Path:
        """The user's ensemble files (``NAME.toml``)."""
        return self.data / "ensembles"

    @property
    def store(self) -> Path:
        """The SQLite case store."""
        return self.data / "cases.sqlite3"

    @property
    def onnx(self) -> Path:
        """ONNX copies of detectors, named by weights hash."""
        return self.cache / "onnx"

    @property
    def proxies(self) -> Path:
        """Small JPEG copies of sampled clips, for scrubbing."""
        return self.cache / "proxies"


def user_paths() -> UserPaths:
    """The user folders of this platform, or ``$DFD_HOME/{data,cache,config}`` where that is set."""
    home = os.environ.get("DFD_HOME")
    if home:
        root = Path(home).expanduser().absolute()
        return UserPaths(root / "data", root / "cache", root / "config")
    dirs = platformdirs.PlatformDirs(APP, appauthor=False)
    return UserPaths(Path(dirs.user_data_dir), Path(dirs.user_cache_dir), Path(dirs.user_config_dir))


def resource(*parts: str) -> Path:
    """Path of a bundled read-only file or folder, e.g. ``resource("recipes", "strong.toml")``."""
    return Path(str(files("dfd_resources"))).joinpath(*parts)


@contextmanager
def atomic_write(path: Path, mode: str = "wb") -> Iterator[IO[bytes]]:
    """Open a temporary file beside ``path`` that replaces it on success and vanishes on failure.

    A reader sees the old file or the whole new one, never a half. Missing parent folders are made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, mode) as stream:
            if hasattr(os, "fchmod"):  # mkstemp makes files private; a report is for colleagues too
                os.fchmod(handle, 0o666 & ~_umask())
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The process's mask of file modes; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
