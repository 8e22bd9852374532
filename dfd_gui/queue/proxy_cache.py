"""The folder of preview files: where a clip's go, and how it is kept within its limit."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROXY, FACES = "proxy.dfdproxy", "faces.dfdproxy"


def folder_of(root: Path, sha256: str, settings_key: str, row: str) -> Path:
    """Where the preview files of a result go; without the file's hash they belong to the row alone."""
    if not sha256:
        return root / "rows" / row
    return root / sha256[:2] / f"{sha256}-{settings_key[:12]}"


def previews(folder: Path) -> tuple[Path | None, Path | None]:
    """The proxy and the faces file that are there, marked as used just now."""
    with suppress(OSError):
        os.utime(folder)
    proxy, faces = folder / PROXY, folder / FACES
    return proxy if proxy.is_file() else None, faces if faces.is_file() else None


@dataclass(frozen=True, slots=True)
class _Kept:
    used_s: float
    bytes: int
    folder: Path


def trim(root: Path, limit_bytes: int, in_use: Collection[Path]) -> int:
    """Remove the folders used longest ago until the rest fits; those in use stay. Returns the bytes freed."""
    kept = sorted((_look(folder) for folder in root.glob("*/*") if folder.is_dir()), key=lambda each: each.used_s)
    over = sum(each.bytes for each in kept) - limit_bytes
    freed = 0
    for each in kept:
        if freed >= over:
            break
        if each.folder not in in_use:
            shutil.rmtree(each.folder, ignore_errors=True)
            freed += each.bytes
    return freed


def _look(folder: Path) -> _Kept:
    size, used = 0, 0.0
    with suppress(OSError):
        used = folder.stat().st_mtime
        size = sum(file.stat().st_size for file in folder.iterdir())
    return _Kept(used, size, folder)
