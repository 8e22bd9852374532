"""The analyst's remarks: kept by content, beside the result and never in it."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dfd_core.cases.extract import canonical_bytes, extract_sha256, load_schema, result_from_json
from dfd_core.cases.remarks import MOST, Note, Remarks, apart, in_order, new_note, one_line, reworded, with_remarks
from dfd_core.cases.remarks_store import change_notes, leave_out, left_out_of, notes_of
from dfd_core.cases.store import APPLICATION_ID, MIGRATIONS, CaseStore
from dfd_core.errors import DfdError
from dfd_core.types import Label
from tests.results import make_result, steady

CLIP = "a" * 64
WHEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

FIRST_LAYOUT = (
    """CREATE TABLE results (
        id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, settings_key TEXT NOT NULL, bytes INTEGER NOT NULL,
        path TEXT NOT NULL, label TEXT NOT NULL, score REAL, persons INTEGER NOT NULL, usable_faces INTEGER NOT NULL,
        duration_s REAL NOT NULL, ensemble TEXT NOT NULL, error_code TEXT NOT NULL, created TEXT NOT NULL,
        saved TEXT NOT NULL, extract BLOB NOT NULL, UNIQUE (sha256, settings_key)
    )""",
    "CREATE INDEX results_by_time ON results (saved)",
    "CREATE INDEX results_by_size ON results (settings_key, bytes)",
    f"PRAGMA application_id = {APPLICATION_ID}",
    "PRAGMA user_version = 1",
)
"""A store as the first version made it, without notes."""

WRITER = """
import sys
from pathlib import Path
from dfd_core.cases.remarks import Note
from dfd_core.cases.remarks_store import change_notes
from dfd_core.cases.store import CaseStore

with CaseStore(Path(sys.argv[1])) as store:
    for number in range(100_000):
        change_notes(store, [Note(f"{number}-a", "c", number, "one"), Note(f"{number}-b", "c", number, "two")])
        sys.stdout.write(f"{number}\\n")
        sys.stdout.flush()
"""


def result() -> dict[str, Any]:
    return make_result([{0: steady(0.9), 1: steady(0.2)}] * 6, sha256=CLIP)


@pytest.fixture
def store(tmp_path: Path) -> CaseStore:
    return CaseStore(tmp_path / "c.sqlite3")


def test_notes_are_kept_changed_and_forgotten(store: CaseStore) -> None:
    late, early = new_note(CLIP, 2.5, "the mouth", WHEN), new_note(CLIP, 0.5, at=WHEN)
    change_notes(store, [late, early])
    assert notes_of(store, CLIP) == (early, late)
    assert notes_of(store, "b" * 64) == ()
    other = reworded(late, "the left eye")
    change_notes(store, [other], [early.key])
    assert notes_of(store, CLIP) == (other,)
    assert (other.created, other.time_s) == ("2026-01-02T03:04:05Z", 2.5)
    store.close()
    with CaseStore(store.path) as again:
        assert notes_of(again, CLIP) == (other,)


def test_screening_again_leaves_them_alone(store: CaseStore) -> None:
    note = new_note(CLIP, 1.0, "here")
    change_notes(store, [note])
    store.save("one", result())
    row = store.save("two", result())
    store.delete(row)
    assert notes_of(store, CLIP) == (note,)
    store.close()


def test_a_change_is_made_whole_or_not_at_all(store: CaseStore) -> None:
    broken = Note("k", CLIP, None)  # type: ignore[arg-type]
    with pytest.raises(DfdError):
        change_notes(store, [new_note(CLIP, 1.0), broken])
    assert notes_of(store, CLIP) == ()
    store.close()


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_kill_9_loses_no_note_that_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite3"
    child = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    acknowledged = [int(child.stdout.readline()) for _ in range(30)]
    child.send_signal(signal.SIGKILL)
    acknowledged += [int(line) for line in child.stdout.read().split("\n")[:-1]]
    child.wait()
    child.stdout.close()
    with CaseStore(path) as store:
        store.check()
        found = {note.key for note in notes_of(store, "c")}
    assert {f"{number}-{part}" for number in acknowledged for part in "ab"} <= found
    assert len(found) % 2 == 0, "two notes of one change come together"


def test_a_store_of_the_first_layout_is_brought_up_with_all_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite3"
    raw = sqlite3.connect(path, isolation_level=None)
    for statement in FIRST_LAYOUT:
        raw.execute(statement)
    row = (CLIP, "key", 1, "a.mp4", "inconclusive", 0.5, 1, 6, 3.0, "e", "", "t", "t", zlib.compress(b'{"schema":1}'))
    raw.execute(f"INSERT INTO results VALUES (1, {', '.join('?' * len(row))})", row)
    raw.close()
    with CaseStore(path) as store:
        assert store.find(CLIP, "key") == {"schema": 1}
        assert store.recent()[0].label is Label.INCONCLUSIVE
        assert notes_of(store, CLIP) == ()
        change_notes(store, [new_note(CLIP, 1.0, "kept")])
        store.check()
    with CaseStore(path) as store:
        assert [note.text for note in notes_of(store, CLIP)] == ["kept"]
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    raw.close()


def test_persons_are_left_out_of_the_result_that_told_them_apart(store: CaseStore) -> None:
    first, again = result(), {**result(), "created": "2027-01-01T00:00:00Z"}
    leave_out(store, first, {1})
    assert left_out_of(store, again) == {1}, "the same persons, screened again"
    other = make_result([{0: steady(0.9), 1: steady(0.2), 2: steady(0.1)}] * 6, sha256=CLIP)
    assert left_out_of(store, other) == frozenset(), "person 2 may be somebody else there"
    leave_out(store, first, ())
    assert left_out_of(store, first) == frozenset()
    store.close()


def test_words_of_a_note_are_one_line_that_can_be_seen() -> None:
    assert one_line("  two\n lines\tand \u202e a turn ") == "two lines and \\u202e a turn"
    assert len(one_line("x" * 9999)) == MOST
    notes = [Note("b", CLIP, 2.0), Note("a", CLIP, 2.0), Note("c", CLIP, 1.0)]
    assert [note.key for note in in_order(notes)] == ["c", "a", "b"]


def test_an_export_carries_them_beside_the_result() -> None:
    extract = result()
    remarks = Remarks((new_note(CLIP, 0.5, "here", WHEN), new_note(CLIP, 1.5, at=WHEN)), frozenset({1}))
    told = with_remarks(extract, remarks)
    jsonschema.Draft202012Validator(load_schema()).validate(told)
    assert told["analyst"]["notes"] == [
        {"time_s": 0.5, "text": "here", "created": "2026-01-02T03:04:05Z", "changed": "2026-01-02T03:04:05Z"},
        {"time_s": 1.5, "text": "", "created": "2026-01-02T03:04:05Z", "changed": "2026-01-02T03:04:05Z"},
    ]
    assert told["analyst"]["left_out"] == [{"track": 1}]
    assert result_from_json(told) == result_from_json(extract)
    again, read = apart(json.loads(canonical_bytes(told)))
    assert canonical_bytes(again) == canonical_bytes(extract)
    assert told["analyst"]["result_sha256"] == extract_sha256(again)
    assert [(note.time_s, note.text) for note in read.notes] == [(0.5, "here"), (1.5, "")]
    assert read.left_out == {1}
    assert with_remarks(told, Remarks()) == told
    assert with_remarks(told, remarks) == told, "remarks replace those of an earlier export"


def test_a_result_without_remarks_is_the_very_same() -> None:
    extract = result()
    assert with_remarks(extract, Remarks()) is extract


@pytest.mark.parametrize("bad", [[], {"notes": 1, "left_out": []}, {"notes": [{"time_s": "x", "text": ""}]}])
def test_remarks_that_are_none_are_refused_in_one_line(bad: object) -> None:
    with pytest.raises(DfdError) as caught:
        apart({**result(), "analyst": bad})
    assert caught.value.code == "bad_result"
    assert "\n" not in str(caught.value)
