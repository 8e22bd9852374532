"""The case store: what is acknowledged stays, whatever happens to the process that wrote it."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from dfd_core.cases import store as store_module
from dfd_core.cases.store import APPLICATION_ID, MIGRATIONS, CaseStore
from dfd_core.errors import DfdError
from dfd_core.types import Label

GOLDEN = Path(__file__).parents[1] / "assets" / "result-1.json"

WRITER = """
import json, sys
from dfd_core.cases.store import CaseStore

store, golden, start, count = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
from pathlib import Path
extract = json.loads(Path(golden).read_bytes())
with CaseStore(Path(store)) as cases:
    for number in range(start, start + count):
        extract["media"]["sha256"] = f"{number:064x}"
        cases.save("key", extract)
        sys.stdout.write(f"{number}\\n")
        sys.stdout.flush()
"""


def sample(number: int = 1, **media: str | int) -> dict[str, Any]:
    extract: dict[str, Any] = json.loads(GOLDEN.read_bytes())
    extract["media"].update({"sha256": f"{number:064x}", **media})
    return extract


def writer(path: Path, start: int, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), str(GOLDEN), str(start), str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def refuse(path: Path) -> DfdError:
    before = path.read_bytes()
    with pytest.raises(DfdError) as caught:
        CaseStore(path)
    assert path.read_bytes() == before, "a refused file is left as it is"
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)
    return caught.value


def test_saved_is_found_and_listed(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "cases.sqlite3"
    with CaseStore(path) as cases:
        assert cases.find(f"{1:064x}", "key") is None
        row = cases.save("key", sample(1))
        cases.save("key", sample(2, path="second.mp4"))
        assert cases.find(f"{1:064x}", "key") == sample(1)
        assert cases.find(f"{1:064x}", "other settings") is None
        assert cases.load(row) == sample(1)
    with CaseStore(path) as cases:
        listed = cases.recent()
        assert [each.path for each in listed] == ["second.mp4", "clips/näme 日本.mp4"]
        assert listed[1].label is Label.LIKELY_MANIPULATED
        assert (listed[1].score, listed[1].persons, listed[1].usable_faces) == (0.855679, 2, 13)
        assert cases.recent(limit=1, offset=1) == listed[1:]
        assert cases.delete(row)
        assert not cases.delete(row)
        assert cases.count() == 1


def test_saving_again_replaces_and_moves_up(tmp_path: Path) -> None:
    with CaseStore(tmp_path / "c.sqlite3") as cases:
        first = cases.save("key", sample(1))
        cases.save("key", sample(2))
        again = cases.save("key", sample(1, path="moved.mp4"))
        assert again == first
        assert cases.count() == 2
        assert cases.recent()[0].path == "moved.mp4"


def test_all_results_of_a_file_are_listed_whatever_the_settings(tmp_path: Path) -> None:
    with CaseStore(tmp_path / "cases.sqlite") as cases:
        for number, key in ((1, "old"), (2, "old"), (1, "new")):
            cases.save(key, sample(number))
        assert [row.settings_key for row in cases.of_file(f"{1:064x}")] == ["new", "old"]
        assert cases.of_file("unknown") == []


def test_sizes_tell_which_files_need_no_hashing(tmp_path: Path) -> None:
    with CaseStore(tmp_path / "c.sqlite3") as cases:
        cases.save("key", sample(1, bytes=10))
        cases.save("key", sample(2, bytes=10))
        cases.save("other", sample(3, bytes=11))
        assert cases.sizes("key") == {10}


def test_a_name_that_is_no_text_can_be_stored(tmp_path: Path) -> None:
    name = b"bad\xff.mp4".decode("utf-8", "surrogateescape")
    with CaseStore(tmp_path / "c.sqlite3") as cases:
        cases.save("key", sample(1, path=name))
        found = cases.find(f"{1:064x}", "key")
        assert found is not None
        assert found["media"]["path"] == name
        assert cases.recent()[0].path == "bad\\udcff.mp4"


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_kill_9_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite3"
    acknowledged: list[int] = []
    for round_ in range(3):
        child = writer(path, round_ * 100_000, 100_000)
        assert child.stdout is not None
        acknowledged += [int(child.stdout.readline()) for _ in range(40 + 17 * round_)]
        child.send_signal(signal.SIGKILL)
        acknowledged += [int(line) for line in child.stdout.read().split("\n")[:-1]]
        child.wait()
        child.stdout.close()
        with CaseStore(path) as cases:
            cases.check()
            assert all(cases.find(f"{number:064x}", "key") for number in acknowledged)
            assert cases.count() - len(acknowledged) <= round_ + 1, "at most the clip in flight differs"


def test_two_processes_write_at_once_into_a_new_store(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite3"
    children = [writer(path, start, 60) for start in (0, 1000)]
    for child in children:
        child.communicate(timeout=60)
        assert child.returncode == 0
    with CaseStore(path) as cases:
        assert cases.count() == 120
        cases.check()


def test_a_reader_sees_what_another_process_wrote(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite3"
    with CaseStore(path) as cases:
        assert cases.count() == 0
        writer(path, 0, 1).communicate(timeout=60)
        assert cases.count() == 1


def test_migration_from_an_older_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "c.sqlite3"
    with CaseStore(path) as cases:
        cases.save("key", sample(1))
    later = (*MIGRATIONS, ("ALTER TABLE results ADD COLUMN note TEXT", "UPDATE results SET note = 'old'"))
    monkeypatch.setattr(store_module, "MIGRATIONS", later)
    with CaseStore(path) as cases:
        assert cases.find(f"{1:064x}", "key") == sample(1)
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT note FROM results").fetchall() == [("old",)]
        assert raw.execute("PRAGMA user_version").fetchone() == (len(later),)
    raw.close()


def test_a_failing_migration_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "c.sqlite3"
    with CaseStore(path) as cases:
        cases.save("key", sample(1))
    with monkeypatch.context() as patch:
        bad = (*MIGRATIONS, ("ALTER TABLE results ADD COLUMN note TEXT", "no such statement"))
        patch.setattr(store_module, "MIGRATIONS", bad)
        with pytest.raises(DfdError, match="cannot be used"):
            CaseStore(path)
    with CaseStore(path) as cases:
        assert cases.find(f"{1:064x}", "key") == sample(1)


def test_migrating_at_the_same_time_is_done_once(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite3"
    failures: list[BaseException] = []

    def open_it() -> None:
        try:
            CaseStore(path).close()
        except DfdError as error:
            failures.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_newer_store_is_refused_politely(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite3"
    CaseStore(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    raw.close()
    error = refuse(path)
    assert error.code == "store_newer"
    assert "update DFD" in str(error)


def test_a_foreign_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite3"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE photos (id)")
    raw.close()
    assert refuse(path).code == "store_foreign"


def test_rubbish_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite3"
    path.write_bytes(b"this is no database, but it is long enough to be one" * 50)
    error = refuse(path)
    assert error.code == "store_corrupt"
    assert "move the file away" in str(error)


def test_damage_inside_is_reported_and_nothing_deleted(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite3"
    with CaseStore(path) as cases:
        for number in range(60):
            cases.save("key", sample(number, path="x" * 3000))
    data = bytearray(path.read_bytes())
    data[8192:-4096] = b"\x55" * (len(data) - 12288)
    path.write_bytes(data)
    cases = CaseStore(path)
    with pytest.raises(DfdError) as caught:
        cases.check()
    assert caught.value.code == "store_corrupt"
    cases.close()
    assert path.stat().st_size == len(data)


def test_a_damaged_row_is_named(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite3"
    with CaseStore(path) as cases:
        cases.save("key", sample(1))
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE results SET extract = x'00112233'")
    raw.close()
    with CaseStore(path) as cases, pytest.raises(DfdError) as caught:
        cases.find(f"{1:064x}", "key")
    assert caught.value.code == "stored_result_damaged"


def test_a_busy_store_is_said_to_be_busy(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite3"
    CaseStore(path).close()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with CaseStore(path, busy_s=0.1) as cases:
        assert cases.count() == 0, "reading goes on"
        with pytest.raises(DfdError) as caught:
            cases.save("key", sample(1))
    holder.close()
    assert caught.value.code == "store_busy"


def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DfdError) as caught:
        CaseStore(tmp_path / "file" / "c.sqlite3")
    assert caught.value.code == "store_unusable"


def test_a_result_without_a_hash_cannot_be_stored(tmp_path: Path) -> None:
    with CaseStore(tmp_path / "c.sqlite3") as cases:
        with pytest.raises(ValueError, match="hash"):
            cases.save("key", sample(1, sha256=""))
        assert cases.count() == 0


def test_the_file_is_marked_as_ours_and_uses_wal(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite3"
    CaseStore(path).close()
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    raw.close()
