"""The queue on disk: a small JSON file that is replaced as a whole, so that a kill leaves the old or the new one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dfd_core.paths import atomic_write
from dfd_gui.queue.entry import Entry

FILE = "queue.json"
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the file held. ``moved``: where a file that could not be read was put; ``problem``: why it could not."""

    entries: tuple[Entry, ...] = ()
    moved: Path | None = None
    problem: str = ""


def load(path: Path) -> Remembered:
    """Read the queue of the last time; a damaged file is moved aside, never deleted."""
    try:
        text = path.read_bytes().decode("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return Remembered()
    except (OSError, UnicodeDecodeError) as error:
        return _damaged(path, str(error))
    try:
        return Remembered(tuple(_entries(json.loads(text))))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return _damaged(path, f"{type(error).__name__}: {error}")


def dump(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """The rows as values of their own, to be written by another thread."""
    return [entry.to_json() for entry in entries]


def write(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Replace the file.

    Raises:
        OSError: it cannot be written.
    """
    lines = ",\n".join(json.dumps(row) for row in rows)  # ASCII: odd file names survive as escapes
    with atomic_write(path) as stream:
        stream.write(f'{{"schema": {SCHEMA}, "rows": [\n{lines}\n]}}\n'.encode("ascii"))


def _entries(document: Mapping[str, Any]) -> list[Entry]:
    if document["schema"] != SCHEMA:
        raise ValueError(f"schema {document['schema']!r} is not known to this version")
    entries = [Entry.from_json(row) for row in document["rows"]]
    if len({entry.key for entry in entries}) < len(entries):
        raise ValueError("a row stands there twice")
    return entries


def _damaged(path: Path, why: str) -> Remembered:
    number = 1
    while (aside := path.with_name(f"{path.stem}-damaged-{number}{path.suffix}")).exists():
        number += 1
    with suppress(OSError):
        path.replace(aside)
        return Remembered(moved=aside, problem=why)
    return Remembered(problem=why)
