"""The one version: what ``pyproject.toml`` says. Every package, resource and page of a build takes it from here."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def version() -> str:
    """The project's version, e.g. ``0.1.0``."""
    with (ROOT / "pyproject.toml").open("rb") as stream:
        return str(tomllib.load(stream)["project"]["version"])


def numbers() -> tuple[int, int, int, int]:
    """The version as Windows resources want it; what follows a letter (``0.2.0rc1``) is left out."""
    parts = [int("".join(filter(str.isdigit, part)) or 0) for part in version().split(".")[:3]]
    first, second, third = (*parts, 0, 0, 0)[:3]
    return first, second, third, 0
