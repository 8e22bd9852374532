"""``dfd screen`` with a stand-in for the engine: exit codes, streams, store, files."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pytest

from dfd_core.cases.store import CaseStore
from dfd_core.paths import user_paths
from dfd_core.types import ScreeningSettings
from dfd_core.video.probe import hash_file
from tests.core.screen_fakes import FakeScreener, clip, lines, make_home, paths_in, screen, use_fakes


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make_home(tmp_path, monkeypatch)


@pytest.fixture
def fakes(home: Path, monkeypatch: pytest.MonkeyPatch) -> list[FakeScreener]:
    assert home.exists()
    return use_fakes(monkeypatch)


# -- exit codes and streams ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("fakes")
def test_all_screened_is_0_with_a_readable_summary(capsys: pytest.CaptureFixture[str]) -> None:
    assert screen(clip("a.mp4"), clip("b.mp4")) == 0
    out, err = capsys.readouterr()
    assert "▲ Likely manipulated  0.86  a.mp4" in out
    assert "2 persons · 13 of 14 faces usable · 8 frames" in out
    assert "Person 1 scores 0.86" in out
    assert "2 clips: 2 likely manipulated" in out
    assert err == ""


@pytest.mark.usefixtures("fakes")
def test_a_clip_without_result_is_1_and_named_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    assert screen(clip("bad.mp4"), clip("good.mp4"), clip("grey.mp4")) == 1
    out, err = capsys.readouterr()
    assert err.splitlines() == [
        "dfd: bad.mp4: no result: no video stream (give another file)",
        "dfd: grey.mp4: no result: No face was found in 32 sampled frames.",
    ]
    assert "3 clips: 1 likely manipulated, 2 no result" in out


@pytest.mark.usefixtures("fakes")
def test_a_missing_file_beside_a_good_one_is_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert screen(clip("good.mp4"), "missing.mp4") == 1
    out, err = capsys.readouterr()
    assert "missing.mp4" in err
    assert len(err.splitlines()) == 1
    assert "1 not read" in out


@pytest.mark.usefixtures("fakes")
def test_nothing_to_do_is_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert screen("missing.mp4") == 2
    Path("empty").mkdir()
    assert screen("empty") == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.usefixtures("fakes")
@pytest.mark.parametrize(
    "words",
    [
        [],
        ["x.mp4", "--frames", "0"],
        ["x.mp4", "--frames", "many"],
        ["x.mp4", "--device", "gpu"],
        ["x.mp4", "--device", "cuda:x"],
        ["x.mp4", "--format", "pdf", "--out", "o"],
        ["x.mp4", "--format", "csv"],
        ["x.mp4", "--overwrite"],
        ["x.mp4", "--operator", "A. Nalyst"],
        ["x.mp4", "--json", "file"],
        ["x.mp4", "--nonsense"],
        ["x.mp4", "--ensemble", "unknown"],
        ["x.mp4", "--detector", "unknown"],
        ["x.mp4", "--detector", "one", "--detector", "one"],
        ["x.mp4", "--ensemble", "a", "--detector", "one"],
        ["x.mp4", "--aggregation", "median"],
        ["x.mp4", "--sampling", "random"],
        ["x.mp4", "--fresh", "--no-store"],
        ["x.mp4", "--out", "x.mp4"],
    ],
)
def test_wrong_usage_is_2_in_one_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    clip("x.mp4")
    assert screen(*words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("dfd: ")
    assert len(err.splitlines()) == 1


def test_no_detector_installed_says_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DFD_HOME", str(tmp_path / "bare"))
    monkeypatch.setattr("dfd_core.detectors.library.resource", lambda *_: tmp_path / "nothing bundled")
    monkeypatch.chdir(tmp_path)
    assert screen(clip("x.mp4")) == 2
    assert "dfd detectors" in capsys.readouterr().err


@pytest.mark.usefixtures("fakes")
def test_json_lines_are_alone_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    assert screen("--json", "-", clip("a.mp4"), clip("bad.mp4"), clip("loud.mp4")) == 1
    out, err = capsys.readouterr()
    found = lines(out)
    assert paths_in(out) == ["a.mp4", "bad.mp4", "loud.mp4"]
    assert found[0]["schema"] == 1
    assert found[1]["score"] is None
    assert found[1]["error"]["code"] == "no_video_stream"
    assert "bad.mp4: no result" in err
    assert "batch halved" in err


@pytest.mark.usefixtures("fakes")
def test_quiet_tells_only_what_went_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert screen("--quiet", clip("a.mp4")) == 0
    assert capsys.readouterr() == ("", "")
    assert screen("--quiet", clip("bad.mp4")) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1


@pytest.mark.usefixtures("fakes")
def test_an_unexpected_error_is_one_line_and_a_log(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert screen("--out", "o", clip("a.mp4"), clip("crash.mp4")) == 1
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert "ZeroDivisionError: boom" in err
    (log,) = (home / "cache" / "crashes").iterdir()
    assert str(log) in err
    assert "Traceback" in log.read_text()
    assert Path("o/a.json").exists(), "what was finished is kept"
    assert len(Path("o/summary.csv").read_text().splitlines()) == 2


# -- what is asked ---------------------------------------------------------------------------------------------


def test_the_request_reaches_the_engine(fakes: list[FakeScreener]) -> None:
    words = [
        "--detector",
        "two",
        "--detector",
        "one",
        "--frames",
        "7",
        "--sampling",
        "index",
        "--face-detector",
        "mtcnn",
    ]
    assert screen(clip("a.mp4"), *words, "--aggregation", "arithmetic") == 0
    assert fakes[0].settings == ScreeningSettings(7, "two+one", "arithmetic", "index", "mtcnn")


def test_by_default_all_detectors_and_a_settled_face_detector(fakes: list[FakeScreener]) -> None:
    assert screen(clip("a.mp4")) == 0
    assert fakes[0].settings == ScreeningSettings(32, "one+two", "geometric", "time", "mtcnn")


@pytest.mark.usefixtures("fakes")
def test_a_file_that_looks_like_an_option_is_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    clip("-video-with-dash-.mp4")
    clip("--quiet")
    assert screen("-video-with-dash-.mp4", "--json", "-") == 0
    assert paths_in(capsys.readouterr().out) == ["-video-with-dash-.mp4"]
    assert screen("-video-with-dash-.mp4", "--quiet") == 0
    assert capsys.readouterr().out == "", "an option's own name stays the option"
    assert screen("--", "-video-with-dash-.mp4") == 0


@pytest.mark.usefixtures("fakes")
def test_hostile_names_are_shown_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    names = ["näme wîth spaces & 'quotes' 日本.mp4", "[red]esc\x1b[31m.mp4", "two\nlines.mp4"]
    if sys.platform == "linux":
        names.append(b"raw\xff.mp4".decode("utf-8", "surrogateescape"))
    assert screen("--out", "o", *(clip(name, str(number)) for number, name in enumerate(names))) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "[red]esc\\x1b[31m.mp4" in out
    assert "two\\nlines.mp4" in out
    assert "日本.mp4" in out
    with Path("o/summary.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(names)


# -- the store -------------------------------------------------------------------------------------------------


def test_the_same_content_is_answered_at_once_under_its_new_name(
    fakes: list[FakeScreener], capsys: pytest.CaptureFixture[str]
) -> None:
    assert screen(clip("a.mp4", "same")) == 0
    capsys.readouterr()
    assert screen("--json", "-", clip("copy.mp4", "same")) == 0
    assert len(fakes) == 1, "no engine is loaded for an answer"
    assert paths_in(capsys.readouterr().out) == ["copy.mp4"]
    assert screen("copy.mp4") == 0
    assert "answered from an earlier result" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["--fresh"], ["--frames", "9"], ["--detector", "one"], ["--no-store"]])
def test_other_settings_or_fresh_are_screened_anew(fakes: list[FakeScreener], words: list[str]) -> None:
    assert screen(clip("a.mp4")) == 0
    assert screen("a.mp4", *words) == 0
    assert len(fakes) == 2


def test_no_store_keeps_nothing(fakes: list[FakeScreener], home: Path) -> None:
    assert screen("--no-store", clip("a.mp4")) == 0
    assert not (home / "data" / "cases.sqlite3").exists()
    assert fakes[0].hashes == {}


def test_only_files_of_a_known_size_are_hashed_beforehand(fakes: list[FakeScreener]) -> None:
    assert screen(clip("a.mp4", "12345")) == 0
    assert screen(clip("b.mp4", "54321"), clip("c.mp4", "other size")) == 0
    assert list(fakes[1].hashes) == [Path("b.mp4").absolute()]
    assert fakes[1].asked == [Path("b.mp4").absolute(), Path("c.mp4").absolute()]


def test_a_clip_that_could_not_be_read_is_tried_again(fakes: list[FakeScreener]) -> None:
    for _ in range(2):
        assert screen(clip("bad.mp4")) == 1
    assert len(fakes) == 2
    with CaseStore(user_paths().store) as store:
        assert [row.error_code for row in store.recent()] == ["no_video_stream"]


def test_equal_content_twice_in_a_run_is_screened_once(
    fakes: list[FakeScreener], capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (["--fresh"], ["--no-store"]):
        assert (
            screen(*words, "--json", "-", clip("a.mp4", "same"), clip("sub/b.mp4", "same"), clip("c.mp4", "diff")) == 0
        )
        assert fakes[-1].asked == [Path("a.mp4").absolute(), Path("c.mp4").absolute()]
        paths = paths_in(capsys.readouterr().out)
        assert sorted(paths) == ["a.mp4", "c.mp4", str(Path("sub/b.mp4"))]


def test_equal_unreadable_content_is_reported_for_each_file(
    fakes: list[FakeScreener], capsys: pytest.CaptureFixture[str]
) -> None:
    assert screen(clip("bad1.mp4", "x"), clip("bad2.mp4", "x")) == 1
    assert len(fakes) == 1
    err = capsys.readouterr().err
    assert "bad1.mp4: no result" in err
    assert "bad2.mp4: no result" in err


def test_a_damaged_store_stops_before_the_work(
    fakes: list[FakeScreener], home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = home / "data" / "cases.sqlite3"
    store.write_bytes(b"rubbish, but longer than a header of a database is" * 9)
    assert screen(clip("a.mp4")) == 1
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert "--no-store" in err
    assert fakes == []
    assert screen("--no-store", "a.mp4") == 0


def test_a_damaged_row_is_screened_again(fakes: list[FakeScreener], capsys: pytest.CaptureFixture[str]) -> None:
    import sqlite3

    assert screen(clip("a.mp4")) == 0
    with sqlite3.connect(user_paths().store) as raw:
        raw.execute("UPDATE results SET extract = x'00'")
    raw.close()
    assert screen("a.mp4") == 0
    assert len(fakes) == 2
    assert "is screened again" in capsys.readouterr().err


# -- files -----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("fakes")
def test_out_writes_three_files_a_clip_and_a_summary() -> None:
    assert screen("--out", "o/deep", clip("a.mp4"), clip("b.mkv")) == 0
    assert sorted(path.name for path in Path("o/deep").iterdir()) == [
        "a.csv", "a.html", "a.json", "b.csv", "b.html", "b.json", "summary.csv",
    ]  # fmt: skip
    assert json.loads(Path("o/deep/a.json").read_bytes())["media"]["path"] == str(Path("a.mp4").absolute())


@pytest.mark.usefixtures("fakes")
def test_the_report_names_who_screened() -> None:
    assert screen("--out", "o", "--operator", "A. Nalyst", clip("a.mp4")) == 0
    assert "A. Nalyst" in Path("o/a.html").read_text()
    assert "A. Nalyst" not in Path("o/a.json").read_text(), "the record is the same whoever makes it"


@pytest.mark.usefixtures("fakes")
def test_format_chooses() -> None:
    assert screen("--out", "o", "--format", "JSON, csv", clip("a.mp4")) == 0
    assert sorted(path.name for path in Path("o").iterdir()) == ["a.csv", "a.json", "summary.csv"]


@pytest.mark.usefixtures("fakes")
def test_clips_of_one_stem_get_their_hash_whatever_the_order() -> None:
    a, b, c = clip("x/clip.mp4", "1"), clip("y/Clip.mkv", "2"), clip("summary.mp4", "3")
    for folder, words in (("one", [a, b, c]), ("two", [c, b, a])):
        assert screen("--out", folder, "--format", "json", *words) == 0
    names = sorted(path.name for path in Path("one").iterdir())
    assert names == sorted(path.name for path in Path("two").iterdir())
    assert names == sorted(
        [
            f"clip-{hash_file(a)[:8]}.json",
            f"Clip-{hash_file(b)[:8]}.json",
            f"summary-{hash_file(c)[:8]}.json",
            "summary.csv",
        ]
    )


@pytest.mark.usefixtures("fakes")
def test_running_again_leaves_equal_files_and_never_replaces_others() -> None:
    clips = [clip("z.mp4"), clip("a.mp4"), clip("sub/a.mp4", "a.mp4"), clip("bad1.mp4", "x"), clip("bad2.mp4", "x")]
    words: list[str | Path] = ["--out", "o", *clips]
    assert screen(*words) == 1
    before = {path.name: path.stat().st_mtime_ns for path in Path("o").iterdir()}
    assert screen(*words) == 1
    assert before == {path.name: path.stat().st_mtime_ns for path in Path("o").iterdir()}

    Path("p").mkdir()
    Path("p/b.csv").write_text("precious")
    assert screen("--out", "p", clip("b.mp4")) == 0
    assert Path("p/b.csv").read_text() == "precious"
    assert sorted(path.name for path in Path("p").iterdir()) == [
        "b-2.csv", "b-2.html", "b-2.json", "b.csv", "summary.csv",
    ]  # fmt: skip
    assert screen("--out", "p", "--overwrite", "b.mp4") == 0
    assert Path("p/b.csv").read_text() != "precious"


@pytest.mark.usefixtures("fakes")
def test_a_long_name_still_gets_files() -> None:
    assert screen("--out", "o", clip(f"{'ä' * 120}.mp4")) == 0
    assert len(list(Path("o").iterdir())) == 4


@pytest.mark.usefixtures("fakes")
def test_a_folder_that_cannot_be_made_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    clip("file")
    assert screen("--out", "file/o", clip("a.mp4")) == 1
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert "cannot be written" in err
