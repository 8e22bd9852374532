"""The files of each clip and the summary of a run in a folder, written atomically, never over older ones unasked."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import TypeAlias

from dfd_core.cases.extract import Extract, canonical_bytes
from dfd_core.cases.report_csv import Cell, csv_bytes, summary_bytes
from dfd_core.cases.report_html import render_html
from dfd_core.errors import DfdError, UsageError
from dfd_core.paths import atomic_write

Renderer: TypeAlias = Callable[[Extract], bytes]

RENDERERS: Mapping[str, Renderer] = {
    "json": canonical_bytes,
    "csv": csv_bytes,
    "html": render_html,
}
"""Format, which is also the suffix, to how it is made."""

SUMMARY = "summary"
_LONGEST = 200
"""Bytes of a stem: leaves room for a number, a suffix and the temporary file's ending within the usual 255."""


class OutputFolder:
    """Names and writes the files of a run.

    A clip's files are named after its stem. Clips of one run that share a stem (letter case aside) get the first
    eight digits of their SHA-256 after it. Where a file of that name with other content exists, all files of the
    clip take the next free number; equal content is left alone, so that the same command can be run again. So is
    the record of a clip that failed in the same way before.

    Args:
        folder: made if absent.
        formats: keys of :data:`RENDERERS`.
        clips: every clip of the run: the names must not depend on which one finishes first.
        overwrite: replace files of earlier runs.
        renderers: how each format is made.

    Raises:
        DfdError: the folder cannot be made.
    """

    def __init__(
        self,
        folder: Path,
        formats: Sequence[str],
        clips: Iterable[Path],
        *,
        overwrite: bool,
        renderers: Mapping[str, Renderer] = RENDERERS,
    ) -> None:
        self.folder = folder
        self._renderers = {name: renderers[name] for name in formats}
        self._overwrite = overwrite
        self._stems = Counter(_stem(clip).casefold() for clip in clips)
        self._used: set[str] = set()
        if folder.exists() and not folder.is_dir():
            raise UsageError("not_a_folder", f"{folder}: is a file, not a folder", "give --out the name of a folder")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _cannot_write(folder, error) from error

    def write(self, clip: Path, extract: Extract) -> list[Path]:
        """Write the files of one clip and return their paths.

        Raises:
            DfdError: ``cannot_write``.
        """
        return self.place(clip, extract, {name: render(extract) for name, render in self._renderers.items()})

    def place(self, clip: Path, extract: Extract, contents: Mapping[str, bytes]) -> list[Path]:
        """Write files of one clip that were rendered elsewhere, by suffix.

        Raises:
            DfdError: ``cannot_write``.
        """
        return self._place(self._base(clip, extract), contents, extract if "error" in extract else None)

    def write_summary(self, rows: Iterable[Sequence[Cell]]) -> Path:
        """Write ``summary.csv``, one ``summary_row`` per clip of this run, and return its path."""
        return self._place(SUMMARY, {"csv": summary_bytes(rows)})[0]

    def _base(self, clip: Path, extract: Extract) -> str:
        stem = _stem(clip)
        if self._stems[stem.casefold()] == 1 and stem.casefold() != SUMMARY and stem == clip.stem:
            return stem
        digest = extract["media"]["sha256"] or hashlib.sha256(os.fsencode(clip.absolute())).hexdigest()
        return f"{stem}-{digest[:8]}"

    def _place(self, base: str, contents: Mapping[str, bytes], failure: Extract | None = None) -> list[Path]:
        for number in count(1):
            name = base if number == 1 else f"{base}-{number}"
            files = {self.folder / f"{name}.{suffix}": data for suffix, data in contents.items()}
            if name.casefold() in self._used or (number > 1 and name.casefold() in self._stems):
                continue
            told = failure is not None and _tells(files, failure)
            if told or self._overwrite or all(not path.exists() or _holds(path, data) for path, data in files.items()):
                break
        self._used.add(name.casefold())
        for path, data in files.items():
            if not told and not _holds(path, data):
                _write(path, data)
        return list(files)


def _stem(clip: Path) -> str:
    stem = clip.stem
    while len(os.fsencode(stem)) > _LONGEST:
        stem = stem[:-1]
    return stem


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _tells(files: Iterable[Path], failure: Extract) -> bool:
    """Whether an earlier run left its files of the same failure, which nothing keeps from being tried again."""
    paths = list(files)
    record = next((path for path in paths if path.suffix == ".json"), None)
    if record is None or not all(path.is_file() for path in paths):
        return False
    try:
        earlier = json.loads(record.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(earlier, dict) and _outcome(earlier) == _outcome(failure)


def _outcome(extract: Extract) -> Extract:
    """All of a result but when it was made and how long that took."""
    return {key: value for key, value in extract.items() if key not in {"created", "timing_s"}}


def _write(path: Path, data: bytes) -> None:
    try:
        with atomic_write(path) as stream:
            stream.write(data)
    except OSError as error:
        raise _cannot_write(path, error) from error


def _cannot_write(path: Path, error: OSError) -> DfdError:
    reason = error.strerror or str(error)
    return DfdError("cannot_write", f"{path}: cannot be written: {reason}", "check permissions and free space")
