"""What frozen files want of the system: libraries that do not go along, and the oldest glibc that will do."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)$", re.MULTILINE)
_GLIBC = re.compile(r"\bGLIBC_(\d+)\.(\d+)\b")
_MAGIC = b"\x7fELF"
_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Wants:
    """``libraries``: names (``libX11.so.6``) with one file that wants each; ``glibc``: e.g. ``(2, 28)``."""

    libraries: dict[str, str]
    glibc: tuple[int, int]


def look_at(folder: Path) -> Wants:
    """Read the dynamic sections of all programs and libraries below ``folder`` (with ``objdump`` of binutils)."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink() and _is_elf(path)]
    own = {path.name for path in folder.rglob("*")}
    libraries: dict[str, str] = {}
    glibc = (2, 0)
    for path, text in _sections(files):
        for name in _NEEDED.findall(text):
            if name not in own:
                libraries.setdefault(name, str(path.relative_to(folder)))
        glibc = max([glibc, *((int(major), int(minor)) for major, minor in _GLIBC.findall(text))])
    return Wants(libraries, glibc)


def needed(files: Iterable[Path]) -> dict[Path, list[str]]:
    """The libraries that each file names; none for what is no program or library."""
    found: dict[Path, list[str]] = {path: [] for path in files}
    for path, text in _sections([path for path in found if _is_elf(path)]):
        found[path] = _NEEDED.findall(text)
    return found


def _sections(files: list[Path]) -> Iterator[tuple[Path, str]]:
    for group in _groups(files):
        done = subprocess.run(["objdump", "-p", *map(str, group)], capture_output=True, text=True, check=True)
        parts = re.split(r"^(\S.*):\s+file format .*$", done.stdout, flags=re.MULTILINE)
        for name, text in zip(parts[1::2], parts[2::2], strict=True):
            yield Path(name), text


def _groups(files: list[Path]) -> Iterable[list[Path]]:
    return (files[first : first + _AT_ONCE] for first in range(0, len(files), _AT_ONCE))


def _is_elf(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) == _MAGIC
