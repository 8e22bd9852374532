"""The scores behind a run's figures: ``scores.csv`` of its folder, one held-out face a row (light: numpy)."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from dfd_core.errors import DfdError
from dfd_core.paths import atomic_write


@dataclass(frozen=True, slots=True)
class HeldOut:
    """One validation face.

    ``file`` is absolute, ``label`` 1 = fake; ``raw`` and ``score`` are 0..1 (1 = fake), before and after calibration.
    """

    file: str
    clip: str
    group: str
    label: int
    method: str
    raw: float
    score: float


def write_scores(path: Path, rows: Iterable[HeldOut]) -> None:
    """Write the table, atomically."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(entry.name for entry in fields(HeldOut))
    for row in rows:
        *facts, raw, score = astuple(row)
        writer.writerow((*facts, f"{raw:.6f}", f"{score:.6f}"))
    with atomic_write(path) as stream:
        stream.write(text.getvalue().encode())


def read_scores(path: Path) -> list[HeldOut]:
    """Read the table.

    Raises:
        DfdError: ``bad_scores``: it is missing or damaged.
    """
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return [_row(row) for row in csv.DictReader(stream)]
    except (OSError, ValueError, KeyError, TypeError, csv.Error) as error:
        raise DfdError("bad_scores", f"{path}: no table of scores ({error})") from error


def _row(row: dict[str, str]) -> HeldOut:
    raw, score = float(row["raw"]), float(row["score"])
    if not (math.isfinite(raw) and math.isfinite(score)):
        raise ValueError("a score is no number")
    return HeldOut(row["file"], row["clip"], row["group"], int(row["label"]), row["method"], raw, score)
