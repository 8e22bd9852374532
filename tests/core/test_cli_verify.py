"""``dfd verify``: exit codes, streams, and what it is given."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dfd_core.cases.extract import canonical_bytes, extract_sha256
from dfd_core.cases.report_html import render_html
from dfd_core.cases.store import CaseStore
from dfd_core.cli.main import main
from dfd_core.paths import user_paths
from dfd_core.screening.verify import run as verify_run
from tests.core.tiny import face_clip, library_with
from tests.core.verify_help import Case, screened


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Case]:
    home = tmp_path_factory.mktemp("home")
    library = library_with(home)
    clip = face_clip(tmp_path_factory.mktemp("clips") / "face.mp4")
    return home, Case(library, clip, screened(library, clip))


@pytest.fixture
def case(made: tuple[Path, Case], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    home, case = made
    monkeypatch.setenv("DFD_HOME", str(home))
    monkeypatch.chdir(tmp_path)
    Path("good.json").write_bytes(canonical_bytes(case.extract))
    return case


def verify(*words: str | Path) -> int:
    return main(["verify", "--device", "cpu", *map(str, words)])


def put(name: str, case: Case, change: Callable[[dict[str, Any]], object]) -> str:
    Path(name).write_bytes(canonical_bytes(case.changed(change)))
    return name


def raise_score(extract: dict[str, Any]) -> None:
    extract["score"] = 0.99


def lose_clip(extract: dict[str, Any]) -> None:
    extract["media"]["path"] = "/gone/clip.mp4"


@pytest.mark.usefixtures("case")
def test_a_confirmed_record_is_0_and_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert verify("good.json") == 0
    out, err = capsys.readouterr()
    assert out.startswith("✓ Confirmed  good.json\n")
    assert "✓ face.mp4 is the recorded file, by its SHA-256." in out
    assert "8 faces in 8 of 8 frames scored again" in out
    assert "one                              largest difference" in out
    assert err == ""


def test_what_differs_or_cannot_be_checked_is_1(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    bad, lost = put("bad.json", case, raise_score), put("lost.json", case, lose_clip)
    assert verify("good.json", bad, lost, "--frames", "1") == 1
    out = capsys.readouterr().out
    assert "✗ Differs  bad.json" in out
    assert "✗ The clip's score does not follow from the recorded scores: they give 0." in out
    assert "? Cannot be checked  lost.json" in out
    assert out.splitlines()[-1] == "3 records: 1 confirmed, 1 differs, 1 cannot be checked"
    assert verify("--quiet", "good.json", lost) == 1
    assert "good.json" not in capsys.readouterr().out


def test_media_names_a_clip_that_has_moved(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    lost = put("lost.json", case, lose_clip)
    assert verify(lost, "--media", case.clip, "--frames", "1") == 0
    assert verify(lost, "--media", "nowhere.mp4") == 1
    assert "The clip cannot be read" in capsys.readouterr().out
    assert verify("good.json", lost, "--media", case.clip) == 2
    assert "verify them one by one" in capsys.readouterr().err


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize(
    "words",
    [
        [],
        ["good.json", "--frames", "0"],
        ["good.json", "--frames", "many"],
        ["good.json", "--device", "gpu"],
        ["good.json", "--json", "file"],
        ["good.json", "--progress"],
        ["good.json", "--nonsense"],
        ["gone.json"],
        ["deadbeef"],
        ["."],
    ],
)
def test_wrong_usage_is_2_in_one_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("dfd: ")
    assert len(err.splitlines()) == 1


def test_a_file_that_is_no_record_beside_a_good_one_is_1(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    Path("no.json").write_text("nothing")
    newer = put("newer.json", case, lambda extract: extract.update(schema=2))
    assert verify("good.json", "no.json", newer, "--frames", "1") == 1
    out, err = capsys.readouterr()
    assert "✓ Confirmed  good.json" in out
    assert [line.split(":")[1].strip() for line in err.splitlines()] == ["no.json", "newer.json"]
    assert verify(newer) == 1
    assert "schema 2, known up to 1" in capsys.readouterr().err


def test_json_is_one_object_a_record_and_progress_only_on_demand(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = put("bad.json", case, raise_score)
    assert verify("good.json", bad, "--json", "-", "--frames", "2") == 1
    good, differs = map(json.loads, capsys.readouterr().out.splitlines())
    assert (good["outcome"], differs["outcome"]) == ("confirmed", "differs")
    assert good["sha256"] == extract_sha256(case.extract)
    assert verify("good.json", "--json", "-", "--progress", "--frames", "2") == 0
    *progress, last = map(json.loads, capsys.readouterr().out.splitlines())
    assert [each["event"] for each in progress] == ["progress"] * 5
    assert progress[-1] == {"event": "progress", "record": "good.json", "stage": "frames", "done": 2, "total": 2}
    assert last["outcome"] == "confirmed"


# -- reports and the store ------------------------------------------------------------------------------------


def test_a_report_is_verified_by_the_record_it_carries(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    Path("report.html").write_bytes(render_html(case.extract))
    assert verify("report.html", "good.json", "--frames", "1") == 0
    out = capsys.readouterr().out
    assert out.count("Confirmed") == 1, "the same record is verified once"
    assert "report.html states the SHA-256 of this record." in out


def test_a_report_of_another_record_differs(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    Path("report.html").write_bytes(
        render_html(case.changed(lambda extract: extract.update(created="2020-01-01T00:00:00Z")))
    )
    assert verify("report.html", "good.json", "--frames", "1") == 1
    assert "report.html shows another record of this clip" in capsys.readouterr().out


def test_a_report_with_another_hash_than_its_own_differs(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    html = render_html(case.extract).replace(extract_sha256(case.extract).encode(), b"0" * 64)
    Path("report.html").write_bytes(html)
    assert verify("report.html", "--frames", "1") == 1
    assert f"states SHA-256 {'0' * 64}" in capsys.readouterr().out


def test_an_early_report_needs_its_record(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    early = f"<footer><div class='hash'>{extract_sha256(case.extract)}</div></footer>"
    Path("early.html").write_text(early)
    assert verify("early.html") == 1
    assert "name the result (JSON) too" in capsys.readouterr().err
    assert verify("early.html", "good.json", "--frames", "1") == 0
    Path("good.html").write_text(early)
    assert verify("good.html", "--frames", "1") == 0, "the JSON file beside it is found"


def test_a_stored_result_is_named_by_its_digits(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    digest = extract_sha256(case.extract)
    assert verify(digest[:12]) == 2
    with CaseStore(user_paths().store) as store:
        store.save("key", case.extract)
    assert verify(digest[:12].upper(), "--frames", "1") == 0
    assert "stored result 1" in capsys.readouterr().out
    assert verify(case.extract["media"]["sha256"], "--frames", "1") == 0
    user_paths().store.unlink()


@pytest.mark.usefixtures("case")
def test_ctrl_c_is_130(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(verify_run, "check_media", interrupted)
    assert verify("good.json") == 130
    assert "cancelled; 0 of 1 records" in capsys.readouterr().err
