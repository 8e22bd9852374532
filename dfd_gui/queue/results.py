"""Results and where they are kept: finished ones in the case store, partial ones in a file each.

All of it happens in one thread, in the order of asking, so the window never waits for a disk and a result that was
saved is found by whatever is asked next.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from dfd_core.cases.extract import Extract, canonical_bytes, check_version, with_path
from dfd_core.cases.store import CaseStore
from dfd_core.errors import DfdError
from dfd_core.paths import atomic_write
from dfd_gui.queue import journal
from dfd_gui.queue.entry import Entry, State
from dfd_gui.queue.errands import Errands

FOLDER = "unfinished"
"""In the user data folder: ``KEY.json``, the partial result of the row of that key."""

IN_MEMORY = 6
"""Extracts of the rows looked at last: going back and forth between clips reads no disk."""

Failed = Callable[[DfdError], None]


class Results(QObject):
    """Saves and finds extracts, and writes the queue's file.

    Args:
        store: the case store's file.
        data: the user data folder.
    """

    def __init__(self, store: Path, data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = store
        self._folder = data / FOLDER
        self._errands = Errands("results", self)
        self._store: CaseStore | None = None
        self._seen: OrderedDict[str, Extract] = OrderedDict()

    def find(
        self, sha256: str, settings_key: str, path: Path, then: Callable[[Extract | None], None], failed: Failed
    ) -> None:
        """A finished result of a file of this content, told of ``path``; one that only tells an error is no answer."""
        self._errands.do(lambda: _answer(self._opened().find(sha256, settings_key), path), then, failed)

    def known(self, wanted: Sequence[tuple[str, str]], then: Callable[[frozenset[tuple[str, str]]], None]) -> None:
        """Which of these pairs of hash and settings key have a result that can be read."""
        self._errands.do(lambda: frozenset(pair for pair in wanted if self._readable(*pair)), then, lambda _: None)

    def save(self, entry: Entry, extract: Extract, then: Callable[[], None], failed: Failed) -> None:
        """Keep a finished result under the entry's settings key; when ``then`` is called it is on disk."""
        key, settings_key = entry.key, entry.settings_key
        self._remember(key, extract)

        def work() -> None:
            self._opened().save(settings_key, extract)
            self._file(key).unlink(missing_ok=True)

        self._errands.do(work, lambda _: then(), failed)

    def keep_aside(self, entry: Entry, extract: Extract, then: Callable[[], None], failed: Failed) -> None:
        """Keep a result that the store shall not answer with."""
        file = self._file(entry.key)
        self._remember(entry.key, extract)
        self._errands.do(partial(_write, file, extract), lambda _: then(), failed)

    def load(self, entry: Entry, then: Callable[[Extract | None], None], failed: Failed) -> None:
        """The result of a row, None where it is gone."""
        key = entry.key
        if (seen := self._seen.get(key)) is not None:
            self._seen.move_to_end(key)
            then(seen)
            return
        sha256, settings_key, path = entry.sha256, entry.settings_key, entry.path
        aside = entry.state is not State.DONE

        def work() -> Extract | None:
            kept = _read(self._file(key)) if aside else None
            found = kept or self._opened().find(sha256, settings_key)
            return None if found is None else with_path(found, path)

        def told(extract: Extract | None) -> None:
            if extract is not None:
                self._remember(key, extract)
            then(extract)

        self._errands.do(work, told, failed)

    def forget(self, keys: Sequence[str]) -> None:
        """Drop what is kept of removed rows; finished results stay in the store."""
        files = [self._file(key) for key in keys]
        for key in keys:
            self._seen.pop(key, None)
        self._errands.do(lambda: _unlink(files), None)

    def tidy(self, keys: Sequence[str]) -> None:
        """Drop what is kept of rows that are none of these: a session that was killed leaves some behind."""
        kept = frozenset(keys)
        self._errands.do(lambda: _unlink([file for file in self._folder.glob("*.json") if file.stem not in kept]), None)

    def write_queue(self, path: Path, rows: Sequence[Mapping[str, Any]], failed: Failed) -> None:
        """Replace the queue's file."""
        self._errands.do(partial(_write_queue, path, rows), None, failed)

    def close(self) -> None:
        """Finish what was asked, and close the store."""
        self._errands.do(self._shut, None)
        self._errands.close()

    def _shut(self) -> None:
        if self._store is not None:
            self._store.close()

    def _opened(self) -> CaseStore:
        """The store, opened in the thread that uses it; again with the next errand if that failed."""
        if self._store is None:
            self._store = CaseStore(self._path)
        return self._store

    def _readable(self, sha256: str, settings_key: str) -> bool:
        try:
            return self._opened().find(sha256, settings_key) is not None
        except DfdError as error:
            return error.code not in {"stored_result_damaged", "store_corrupt"}  # busy: it may well be there

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}.json"

    def _remember(self, key: str, extract: Extract) -> None:
        self._seen[key] = extract
        self._seen.move_to_end(key)
        while len(self._seen) > IN_MEMORY:
            self._seen.popitem(last=False)


def _answer(found: Extract | None, path: Path) -> Extract | None:
    return None if found is None or "error" in found else with_path(found, path)


def _write(file: Path, extract: Extract) -> None:
    try:
        with atomic_write(file) as stream:
            stream.write(canonical_bytes(extract))
    except OSError as error:
        raise DfdError("not_kept", f"{file}: cannot be written: {error.strerror or error}") from error


def _read(file: Path) -> Extract | None:
    """The kept extract; None where there is none that can be read."""
    try:
        extract: Extract = json.loads(file.read_bytes().decode("utf-8"))
        check_version(extract)
    except (OSError, ValueError, DfdError):
        return None
    return extract


def _unlink(files: Sequence[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)


def _write_queue(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    try:
        journal.write(path, rows)
    except OSError as error:
        raise DfdError("queue_not_saved", f"{path}: cannot be written: {error.strerror or error}") from error
