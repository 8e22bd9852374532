"""Records in files, reports and the store; what is none is refused in one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dfd_core.cases.extract import canonical_bytes, extract_sha256
from dfd_core.cases.record_page import record_link, shown_in
from dfd_core.cases.records import make_record, read_records, stored_records
from dfd_core.cases.remarks import Remarks, new_note, with_remarks
from dfd_core.cases.report_html import ClipReport, render_html, render_report
from dfd_core.cases.store import CaseStore
from dfd_core.errors import DfdError, UsageError
from tests.results import make_result, steady


def result(score: float = 0.5, **media: object) -> dict[str, Any]:
    made = make_result([{0: steady(score)}] * 6, **media)  # type: ignore[arg-type]
    read: dict[str, Any] = json.loads(canonical_bytes(made))
    return read


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_a_result_is_read_whatever_its_spelling(tmp_path: Path) -> None:
    extract = result()
    for text in (canonical_bytes(extract), json.dumps(extract, indent=4)):
        (record,) = read_records(write(tmp_path / "a.json", text)).records
        assert record.sha256 == record.result_sha256 == extract_sha256(extract)
        assert record.folder == tmp_path
        assert record.result.score == pytest.approx(0.5)


def test_one_result_a_line(tmp_path: Path) -> None:
    lines = canonical_bytes(result(0.2)) + b"\n" + canonical_bytes(result(0.7))
    first, second = read_records(write(tmp_path / "all.jsonl", lines)).records
    assert [first.result.score, second.result.score] == pytest.approx([0.2, 0.7])
    assert second.name.endswith("line 2")


def test_remarks_stand_beside_the_result_they_name(tmp_path: Path) -> None:
    extract = result()
    remarked = with_remarks(extract, Remarks((new_note("ab" * 32, 1.0, "look"),)))
    (record,) = read_records(write(tmp_path / "a.json", canonical_bytes(remarked))).records
    assert record.result_sha256 == record.remarks_of == extract_sha256(extract)
    assert record.sha256 == extract_sha256(remarked) != record.result_sha256


# -- reports ---------------------------------------------------------------------------------------------------


def test_a_report_carries_its_record_and_states_its_hash(tmp_path: Path) -> None:
    extract = result(path="näme & <b> 日本.mp4")
    (page,) = read_records(write(tmp_path / "a.html", render_html(extract))).pages
    assert page.record is not None
    assert page.stated == {extract_sha256(extract)} == page.record.digests
    assert page.record.extract == extract


def test_a_report_of_several_clips_carries_them_all(tmp_path: Path) -> None:
    clips = [result(0.2), with_remarks(result(0.7), Remarks((new_note("ab" * 32, 1.0, "look"),)))]
    found = read_records(write(tmp_path / "all.htm", render_report([ClipReport(each) for each in clips])))
    assert [record.extract for record in found.records] == clips
    assert [page.stated >= {extract_sha256(clip)} for page, clip in zip(found.pages, clips, strict=True)] == [True] * 2
    assert found.records[1].digests == found.pages[1].stated


def test_the_saved_link_is_the_canonical_file() -> None:
    link = record_link(canonical_bytes(result()))
    assert "/" not in link.removeprefix("data:application/json;base64,")
    shown = shown_in(f'<footer><a href="{link}">x</a><div>{"a" * 64}</div></footer>'.encode())
    assert shown[0].record == canonical_bytes(result())
    assert shown[0].stated == ("a" * 64,)


def test_a_report_without_a_record_tells_what_it_states(tmp_path: Path) -> None:
    early = f"<html><footer><div class='hash'>{'b' * 64}</div></footer>"
    found = read_records(write(tmp_path / "early.html", early))
    assert found.records == ()
    assert found.pages[0].stated == {"b" * 64}


# -- what is none ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.json", "", "holds no result"),
        ("a.json", "no json", "line 1 is no JSON"),
        ("a.json", "[1, 2]", "no JSON object"),
        ("a.json", "[" * 100_000, "no result"),
        ("a.json", '{"schema": 1}', "not a result of DFD"),
        ("a.json", '{"schema": 1, "score": NaN}', "no result"),
        ("a.html", "<html>a page of somebody else</html>", "no report of DFD"),
        ("a.pdf", "%PDF-1.7", "no result is attached to this PDF"),
        ("a.html", '<footer><a href="data:application/json;base64,%%%"></a></footer>', "damaged"),
    ],
)
def test_what_is_no_record_is_refused(tmp_path: Path, name: str, data: str, words: str) -> None:
    with pytest.raises(DfdError, match=words) as caught:
        read_records(write(tmp_path / name, data))
    assert str(tmp_path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_folder_are_the_users_mistake(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.json", tmp_path):
        with pytest.raises(UsageError):
            read_records(path)


def test_a_record_of_another_schema_says_so() -> None:
    with pytest.raises(DfdError, match="newer version of DFD") as caught:
        make_record("a.json", {**result(), "schema": 2})
    assert caught.value.code == "newer_result"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("score",), "0.5"),
        (("score",), 7),
        (("tracks", 0, "score"), True),
        (("tracks", 0, "detectors", "first"), [1]),
        (("frames", 0, "faces", 0, "scores", "first"), 1e999),
        (("frames", 0, "faces", 0, "scores"), ["first"]),
        (("frames", 0, "faces", 0, "box"), [1, 2]),
        (("media", "duration_s"), 1e999),
        (("detectors",), {"first": 1}),
        (("media",), "clip.mp4"),
        (("rule",), {"bands": 1}),
        (("analyst",), ["a", "b"]),
        (("analyst",), "note"),
    ],
)
def test_values_that_make_no_sense_are_refused(path: tuple[Any, ...], value: object) -> None:
    extract: Any = result()
    inner = extract
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(DfdError):
        make_record("a.json", extract)


# -- the store -------------------------------------------------------------------------------------------------


def test_stored_results_are_found_by_their_digits_or_their_clips(tmp_path: Path) -> None:
    first, second = result(0.2, sha256="cd" * 32), result(0.7, sha256="ef" * 32)
    with CaseStore(tmp_path / "cases.sqlite3") as store:
        for number, extract in enumerate((first, second)):
            store.save(str(number), extract)
        (by_result,) = stored_records(store, extract_sha256(first)[:12])
        (by_clip,) = stored_records(store, "efefefef")
        assert (by_result.extract, by_clip.extract) == (first, second)
        assert stored_records(store, "0" * 64) == []
        with store.writing() as db:
            db.execute("UPDATE results SET extract = x'00' WHERE sha256 = ?", ("cd" * 32,))
        assert len(stored_records(store, "efefefef")) == 1, "a damaged one is in nobody's way"
        with pytest.raises(DfdError, match="cannot be read"):
            stored_records(store, "cdcdcdcd")
