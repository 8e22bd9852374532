"""The analyst's remarks in the case store, by the content of the clip: screening again does not touch them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from dfd_core.cases.remarks import Note, in_order
from dfd_core.cases.store import CaseStore

_COLUMNS = "key, sha256, time_s, text, created, changed"
_PUT = f"INSERT OR REPLACE INTO notes ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"  # noqa: S608  (fixed names)
_LIST = f"SELECT {_COLUMNS} FROM notes WHERE sha256 = ?"  # noqa: S608
_LEFT_OUT = "SELECT track FROM left_out WHERE sha256 = ? AND persons = ?"


def notes_of(store: CaseStore, sha256: str) -> tuple[Note, ...]:
    """The notes of a file of this content, by time."""
    with store.reading() as db:
        return in_order(Note(*row) for row in db.execute(_LIST, (sha256,)))


def change_notes(store: CaseStore, put: Iterable[Note] = (), drop: Iterable[str] = ()) -> None:
    """Keep these notes and forget those of these keys, all or nothing; when this returns, it is on disk."""
    rows = [(note.key, note.sha256, note.time_s, note.text, note.created, note.changed) for note in put]
    with store.writing() as db:
        db.executemany(_PUT, rows)
        db.executemany("DELETE FROM notes WHERE key = ?", [(key,) for key in drop])


def left_out_of(store: CaseStore, extract: Mapping[str, Any]) -> frozenset[int]:
    """The persons that the analyst left out of this result."""
    with store.reading() as db:
        return frozenset(int(track) for (track,) in db.execute(_LEFT_OUT, _place(extract)))


def leave_out(store: CaseStore, extract: Mapping[str, Any], tracks: Iterable[int]) -> None:
    """Remember these persons of a result, and no others, as left out; when this returns, it is on disk."""
    place = _place(extract)
    with store.writing() as db:
        db.execute("DELETE FROM left_out WHERE sha256 = ? AND persons = ?", place)
        rows = [(*place, track) for track in sorted(set(tracks))]
        db.executemany("INSERT INTO left_out (sha256, persons, track) VALUES (?, ?, ?)", rows)


def _place(extract: Mapping[str, Any]) -> tuple[str, str]:
    """The clip, and the persons that were told apart in it: "person 2" may be another one in another result."""
    seen = [(track["id"], track["faces"], track["first_s"], track["last_s"]) for track in extract["tracks"]]
    return extract["media"]["sha256"], hashlib.sha256(json.dumps(seen).encode()).hexdigest()
