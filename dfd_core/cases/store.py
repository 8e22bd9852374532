"""The case store: every finished clip in one SQLite file, one transaction each.

Write-ahead logging lets a second process read and write at the same time; ``synchronous=FULL`` makes a saved
result outlive a killed process and a power cut alike, for a few milliseconds a clip. The layout's version is
``user_version``; older files are brought up in one transaction, newer ones are refused untouched.
"""

from __future__ import annotations

import json
import sqlite3
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from dfd_core.cases.extract import Extract, canonical_bytes
from dfd_core.cases.summary import summarise
from dfd_core.errors import DfdError
from dfd_core.types import Label

APPLICATION_ID = 0x44464443
"""``DFDC`` in the file's header: tells our store from any other SQLite file."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE results (
            id INTEGER PRIMARY KEY,
            sha256 TEXT NOT NULL,
            settings_key TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            path TEXT NOT NULL,
            label TEXT NOT NULL,
            score REAL,
            persons INTEGER NOT NULL,
            usable_faces INTEGER NOT NULL,
            duration_s REAL NOT NULL,
            ensemble TEXT NOT NULL,
            error_code TEXT NOT NULL,
            created TEXT NOT NULL,
            saved TEXT NOT NULL,
            extract BLOB NOT NULL,
            UNIQUE (sha256, settings_key)
        )""",
        "CREATE INDEX results_by_time ON results (saved)",
        "CREATE INDEX results_by_size ON results (settings_key, bytes)",
    ),
    (
        """CREATE TABLE notes (
            key TEXT PRIMARY KEY,
            sha256 TEXT NOT NULL,
            time_s REAL NOT NULL,
            text TEXT NOT NULL,
            created TEXT NOT NULL,
            changed TEXT NOT NULL
        )""",
        "CREATE INDEX notes_by_media ON notes (sha256)",
        """CREATE TABLE left_out (
            sha256 TEXT NOT NULL,
            persons TEXT NOT NULL,
            track INTEGER NOT NULL,
            PRIMARY KEY (sha256, persons, track)
        )""",
    ),
)
"""Statements that lead from version n to n + 1; never edit one that was released, append."""

_SAVE = """
    INSERT INTO results (
        sha256, settings_key, bytes, path, label, score, persons, usable_faces, duration_s,
        ensemble, error_code, created, saved, extract
    ) VALUES (
        :sha256, :settings_key, :bytes, :path, :label, :score, :persons, :usable_faces, :duration_s,
        :ensemble, :error_code, :created, :saved, :extract
    ) ON CONFLICT (sha256, settings_key) DO UPDATE SET
        bytes = excluded.bytes, path = excluded.path, label = excluded.label, score = excluded.score,
        persons = excluded.persons, usable_faces = excluded.usable_faces, duration_s = excluded.duration_s,
        ensemble = excluded.ensemble, error_code = excluded.error_code, created = excluded.created,
        saved = excluded.saved, extract = excluded.extract
    RETURNING id
"""
_LIST = """
    SELECT id, sha256, settings_key, path, label, score, persons, usable_faces, duration_s,
        ensemble, error_code, created
    FROM results {where} ORDER BY saved DESC, id DESC LIMIT ? OFFSET ?
"""
_BUSY_CODES = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


@dataclass(frozen=True, slots=True)
class StoredResult:
    """One line of the store's list; :meth:`CaseStore.load` gets the whole extract.

    ``path`` is where the clip lay when it was screened, spelt for reading (bytes that are no text are escaped).
    """

    id: int
    sha256: str
    settings_key: str
    path: str
    label: Label
    score: float | None
    persons: int
    usable_faces: int
    duration_s: float
    ensemble: str
    error_code: str
    created: str


class CaseStore:
    """An open store. Not to be shared between threads; any number of processes may open the same file.

    Args:
        path: the SQLite file; made, with its folder, if absent.
        busy_s: seconds to wait for another process that is writing.

    Raises:
        DfdError: ``store_corrupt``, ``store_foreign``, ``store_newer``, ``store_busy`` or ``store_unusable``.
            The file is left as it is.
    """

    def __init__(self, path: Path, busy_s: float = 10.0) -> None:
        self.path = path
        self._busy_s = busy_s
        with self._errors():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=busy_s, isolation_level=None)
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise

    def __enter__(self) -> CaseStore:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back; closing twice is harmless."""
        self._db.close()

    def find(self, sha256: str, settings_key: str) -> Extract | None:
        """The extract of a file of this content screened with these settings, or None.

        Raises:
            DfdError: ``stored_result_damaged`` where the row cannot be read.
        """
        return self._one("SELECT extract FROM results WHERE sha256 = ? AND settings_key = ?", (sha256, settings_key))

    def load(self, row: int) -> Extract | None:
        """The extract of a listed result by its ``id``, or None."""
        return self._one("SELECT extract FROM results WHERE id = ?", (row,))

    def save(self, settings_key: str, extract: Mapping[str, Any]) -> int:
        """Keep a finished clip; when this returns, the result is on disk. An earlier one of the same key is replaced.

        Returns:
            The row's ``id``.
        """
        values = _row(settings_key, extract)
        with self._errors(), self._transaction():
            return int(self._db.execute(_SAVE, values).fetchone()[0])

    def sizes(self, settings_key: str) -> frozenset[int]:
        """The file sizes in bytes that have a result with these settings: no other file needs hashing to know."""
        with self._errors():
            found = self._db.execute("SELECT DISTINCT bytes FROM results WHERE settings_key = ?", (settings_key,))
            return frozenset(int(size) for (size,) in found)

    def recent(self, limit: int = 100, offset: int = 0) -> list[StoredResult]:
        """Stored results, the latest first."""
        with self._errors():
            return [_listed(row) for row in self._db.execute(_LIST.format(where=""), (limit, offset))]

    def of_file(self, sha256: str) -> list[StoredResult]:
        """Every result of files of this content, whatever the settings, the latest first."""
        with self._errors():
            query = _LIST.format(where="WHERE sha256 = ?")
            return [_listed(row) for row in self._db.execute(query, (sha256, -1, 0))]

    def count(self) -> int:
        """How many results the store holds."""
        with self._errors():
            return int(self._db.execute("SELECT count(*) FROM results").fetchone()[0])

    def delete(self, row: int) -> bool:
        """Forget one result; False where there was none."""
        with self._errors(), self._transaction():
            return self._db.execute("DELETE FROM results WHERE id = ?", (row,)).rowcount > 0

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The database, for whoever keeps other tables in it (``remarks_store``); its errors become `DfdError`."""
        with self._errors():
            yield self._db

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The same within one transaction: all that is changed is on disk in the end, or nothing of it."""
        with self._errors(), self._transaction():
            yield self._db

    def check(self) -> None:
        """Read the whole file and raise ``store_corrupt`` where it is not sound (slow on a large store)."""
        with self._errors():
            verdict = str(self._db.execute("PRAGMA quick_check(1)").fetchone()[0])
        if verdict != "ok":
            raise self._corrupt(verdict)

    def _one(self, query: str, values: Sequence[str | int]) -> Extract | None:
        with self._errors():
            row = self._db.execute(query, values).fetchone()
        return None if row is None else self._unpack(row[0])

    def _unpack(self, blob: bytes) -> Extract:
        try:
            extract: Extract = json.loads(zlib.decompress(blob))
        except (zlib.error, ValueError, TypeError) as error:
            message = f"{self.path}: a stored result cannot be read ({error})"
            raise DfdError("stored_result_damaged", message, "screen the clip again with --fresh") from error
        return extract

    def _prepare(self) -> None:
        self._db.execute("PRAGMA synchronous = FULL")
        version = self._version()
        if version > len(MIGRATIONS):
            raise self._newer(version)
        if self._foreign(version):
            raise DfdError(
                "store_foreign", f"{self.path} is an SQLite file, but not a case store", "move it away or name another"
            )
        self._use_wal()
        if version < len(MIGRATIONS):
            self._migrate()

    def _version(self) -> int:
        return int(self._db.execute("PRAGMA user_version").fetchone()[0])

    def _foreign(self, version: int) -> bool:
        # Tables first: another process that is making the store right now sets its mark in the same transaction, so
        # whoever sees the tables sees the mark as well if it is read after them.
        tables = int(self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
        mark = int(self._db.execute("PRAGMA application_id").fetchone()[0])
        return mark != APPLICATION_ID and (tables > 0 or version > 0)

    def _use_wal(self) -> None:
        """Switch to write-ahead logging, once per file; this needs the file alone and SQLite does not wait for it."""
        deadline = time.monotonic() + self._busy_s
        while str(self._db.execute("PRAGMA journal_mode").fetchone()[0]) != "wal":
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
                return  # where the file system cannot do it SQLite keeps its rollback journal: slower, as safe
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode not in _BUSY_CODES or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)

    def _migrate(self) -> None:
        with self._transaction():
            version = self._version()  # another process may have done it while this one waited
            if version > len(MIGRATIONS):
                raise self._newer(version)
            for step in MIGRATIONS[version:]:
                for statement in step:
                    self._db.execute(statement)
            self._db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            self._db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:  # some failures, a full disk for one, have rolled back already
                self._db.execute("ROLLBACK")
            raise

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise self._explain(error) from error
        except OSError as error:
            raise self._unusable(str(error.strerror)) from error

    def _explain(self, error: sqlite3.Error) -> DfdError:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary code
        if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            return self._corrupt(str(error))
        if code in _BUSY_CODES:
            hint = "try again when the other process is done"
            return DfdError("store_busy", f"the case store {self.path} is in use", hint)
        return self._unusable(str(error))

    def _unusable(self, why: str) -> DfdError:
        hint = "check the folder's permissions and the free space"
        return DfdError("store_unusable", f"the case store {self.path} cannot be used: {why}", hint)

    def _corrupt(self, why: str) -> DfdError:
        return DfdError(
            "store_corrupt",
            f"the case store {self.path} is damaged ({why}); nothing was changed or deleted",
            "move the file away to start a new store, or put back a copy of it",
        )

    def _newer(self, version: int) -> DfdError:
        return DfdError(
            "store_newer",
            f"the case store {self.path} was written by a newer version of DFD "
            f"(layout {version}, known up to {len(MIGRATIONS)})",
            "update DFD; nothing was changed",
        )


def _row(settings_key: str, extract: Mapping[str, Any]) -> dict[str, Any]:
    media, counts = extract["media"], summarise(extract)
    if not media["sha256"]:
        raise ValueError("a result without the file's hash cannot be found again")
    return {
        "sha256": media["sha256"],
        "settings_key": settings_key,
        "bytes": media["bytes"],
        "path": media["path"].encode("utf-8", "backslashreplace").decode("utf-8"),
        "label": str(counts.label),
        "score": counts.score,
        "persons": counts.persons,
        "usable_faces": counts.usable_faces,
        "duration_s": media["duration_s"],
        "ensemble": extract["settings"]["ensemble"],
        "error_code": counts.error_code,
        "created": extract["created"],
        "saved": datetime.now(UTC).isoformat(timespec="microseconds"),
        "extract": zlib.compress(canonical_bytes(extract)),
    }


def _listed(row: Sequence[Any]) -> StoredResult:
    values = dict(zip(StoredResult.__slots__, row, strict=True))
    return StoredResult(**{**values, "label": Label(values["label"])})
