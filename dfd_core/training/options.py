"""What a run is told beside its recipe, and its memory in the run's folder (light)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dfd_core.paths import atomic_write

INPUTS = "inputs.json"
CONFIG = "config.toml"
"""Files of a run's folder: its data and options, and its effective settings."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What a run is told beside its recipe.

    ``valid``: folder or split for validation (empty: the recipe's). ``name``: of the detector (empty: made from
    the recipe's). ``install``: put it into the library. ``check_only``: end after the check, write nothing.
    ``command`` and ``licence`` go into the card.
    """

    valid: str = ""
    name: str = ""
    resume: bool = False
    install: bool = True
    check_only: bool = False
    command: str = ""
    licence: str = ""


def write_inputs(out: Path, data: Sequence[Path], options: RunOptions) -> None:
    """Remember the run's inputs, so that it can be resumed by its folder alone."""
    values = {
        "data": [str(path.absolute()) for path in data],
        "valid": options.valid,
        "name": options.name,
        "licence": options.licence,
        "install": options.install,
        "command": options.command,
    }
    with atomic_write(out / INPUTS) as stream:
        stream.write(json.dumps(values, ensure_ascii=False, indent=1).encode())


def recall(out: Path, data: tuple[Path, ...], options: RunOptions) -> tuple[tuple[Path, ...], RunOptions]:
    """Data and options of a run that is resumed: what is left out now is as it was when the run began."""
    known = _read(out / INPUTS)
    return data or tuple(Path(path) for path in known.get("data", ())), replace(
        options,
        valid=options.valid or known.get("valid", ""),
        name=options.name or known.get("name", ""),
        licence=options.licence or known.get("licence", ""),
        install=options.install and known.get("install", True),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        values = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}
