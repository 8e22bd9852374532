"""``dfd screen`` with a stand-in for the engine: exit codes, files, streams, store, cancelling."""

from __future__ import annotations

import csv
import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dfd_core.cases.extract import result_from_json
from dfd_core.cases.store import CaseStore
from dfd_core.cli import screen as screen_module
from dfd_core.cli.batch import Request
from dfd_core.cli.main import main
from dfd_core.errors import Cancelled
from dfd_core.paths import user_paths
from dfd_core.screening.events import ClipFinished, ClipProgress, ClipStarted, Event, Notice
from dfd_core.types import ClipResult, Label, ScreeningSettings, Timing, Verdict
from dfd_core.video.probe import hash_file

GOLDEN = Path(__file__).parents[1] / "assets" / "result-1.json"
HERE = Path(__file__).parent


class FakeScreener:
    """Answers by the file's name; counts what it was asked."""

    def __init__(self, settings: ScreeningSettings) -> None:
        self.settings = settings
        self.asked: list[Path] = []
        self.hashes: dict[Path, str] = {}

    def run(
        self, paths: Sequence[Path], stop: Callable[[], bool], hashes: Mapping[Path, str] | None = None
    ) -> Iterator[Event]:
        self.asked += paths
        self.hashes.update(hashes or {})
        for index, path in enumerate(paths):
            yield ClipStarted(path, index, len(paths))
            yield ClipProgress(path, "faces", 4, 8)
            if "slow" in path.name:
                wait_for(stop)
            if "loud" in path.name:
                yield Notice("out of memory: batch halved")
            if "crash" in path.name:
                raise ZeroDivisionError("boom")
            yield ClipFinished(path, self.result(path))

    def result(self, path: Path) -> ClipResult:
        base = result_from_json(json.loads(GOLDEN.read_bytes()))
        media = replace(base.media, path=path, sha256=hash_file(path), bytes=path.stat().st_size)
        base = replace(base, media=media, settings=self.settings)
        if "bad" in path.name:
            verdict = Verdict(Label.NO_RESULT, (f"{path}: no video stream (give another file)",), "none")
            spent = Timing(total=time.monotonic())
            failed = replace(base, verdict=verdict, frames=(), tracks=(), score=None, timing=spent)
            return replace(failed, error_code="no_video_stream")
        if "grey" in path.name:
            verdict = Verdict(Label.NO_RESULT, ("No face was found in 32 sampled frames.",), "none")
            return replace(base, verdict=verdict, tracks=(), score=None)
        return base


def wait_for(stop: Callable[[], bool]) -> None:
    """Stand for long work: until the stop flag, at most 20 s."""
    sys.stderr.write("WAITING\n")
    sys.stderr.flush()
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if stop():
            raise Cancelled
        time.sleep(0.01)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ``DFD_HOME`` with two small detectors."""
    import torch

    from dfd_core.detectors.card import DetectorCard
    from dfd_core.detectors.networks import build
    from dfd_core.detectors.weights import write_detector
    from dfd_core.faces.rules import MESONET, Normalisation

    home = tmp_path_factory.mktemp("home")
    for seed, name in enumerate(("one", "two")):
        torch.manual_seed(seed)
        card = DetectorCard(name, "meso4", 256, MESONET, Normalisation("unit"))
        write_detector(home / "data" / "detectors" / f"{name}.safetensors", card, build(card).state_dict())
    return home


@pytest.fixture
def home(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh home with those detectors; the working folder is empty."""
    place = tmp_path / "home"
    detectors = place / "data" / "detectors"
    detectors.mkdir(parents=True)
    for file in (library / "data" / "detectors").iterdir():
        (detectors / file.name).write_bytes(file.read_bytes())
    monkeypatch.setenv("DFD_HOME", str(place))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return place


@pytest.fixture
def fakes(home: Path, monkeypatch: pytest.MonkeyPatch) -> list[FakeScreener]:
    """The engines that were made, in order."""
    assert home.exists()
    made: list[FakeScreener] = []

    def make(request: Request) -> FakeScreener:
        made.append(FakeScreener(request.settings))
        return made[-1]

    monkeypatch.setattr(screen_module, "make_screener", make)
    return made


def clip(name: str, content: str = "") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content or name)
    return path


def screen(*words: str | Path) -> int:
    return main(["screen", *map(str, words)])


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


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
    assert [each["media"]["path"] for each in found] == ["a.mp4", "bad.mp4", "loud.mp4"]
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
    assert lines(capsys.readouterr().out)[0]["media"]["path"] == "-video-with-dash-.mp4"
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
    answer = lines(capsys.readouterr().out)[0]
    assert answer["media"]["path"] == "copy.mp4"
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
    assert list(fakes[1].hashes) == [Path("b.mp4")]
    assert fakes[1].asked == [Path("b.mp4"), Path("c.mp4")]


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
        assert fakes[-1].asked == [Path("a.mp4"), Path("c.mp4")]
        paths = [each["media"]["path"] for each in lines(capsys.readouterr().out)]
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
    assert json.loads(Path("o/deep/a.json").read_bytes())["media"]["path"] == "a.mp4"


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


# -- as a process ----------------------------------------------------------------------------------------------

CHILD = f"""
import sys
sys.path.insert(0, {str(HERE)!r})
from test_cli_screen import FakeScreener
from dfd_core.cli import screen
from dfd_core.cli.main import main
screen.make_screener = lambda request: FakeScreener(request.settings)
sys.exit(main())
"""


def child(
    *words: str | Path, env: Mapping[str, str] | None = None, terminal: int | None = None
) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CHILD, "screen", *map(str, words)]
    sink = subprocess.PIPE if terminal is None else terminal
    return subprocess.Popen(command, text=True, encoding="utf-8", stdout=sink, stderr=sink, env=env)


@pytest.mark.usefixtures("home")
@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_keeps_what_is_finished() -> None:
    process = child("--out", "o", "--json", "-", clip("a.mp4"), clip("slow.mp4"), clip("z.mp4"))
    assert process.stderr is not None
    assert process.stdout is not None
    seen = [process.stderr.readline()]
    assert seen == ["WAITING\n"]
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "cancelled; 1 of 3 clips are finished and kept" in err
    assert "Traceback" not in err
    assert [each["media"]["path"] for each in lines(out)] == ["a.mp4"]
    assert Path("o/a.json").exists()
    assert len(Path("o/summary.csv").read_text().splitlines()) == 2
    with CaseStore(user_paths().store) as store:
        assert [row.path for row in store.recent()] == ["a.mp4"]


@pytest.mark.usefixtures("home")
@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_kill_9_keeps_what_is_finished() -> None:
    process = child("--json", "-", clip("a.mp4"), clip("slow.mp4"))
    assert process.stdout is not None
    assert process.stderr is not None
    line = process.stdout.readline()
    process.kill()
    process.communicate(timeout=30)
    assert json.loads(line)["media"]["path"] == "a.mp4"
    with CaseStore(user_paths().store) as store:
        assert [row.path for row in store.recent()] == ["a.mp4"]


@pytest.mark.usefixtures("home")
@pytest.mark.skipif(os.name != "posix", reason="shell")
def test_a_reader_that_goes_away_is_no_error() -> None:
    process = child("--json", "-", *(clip(f"{number}.mp4") for number in range(200)))
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr is not None
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=30) == 1
    assert err == ""


@pytest.mark.usefixtures("home")
def test_any_locale_prints_utf_8() -> None:
    environment = {**os.environ, "LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    process = child(clip("日本.mp4"), env=environment)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    assert "▲ Likely manipulated" in out


@pytest.mark.usefixtures("home")
@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminal")
def test_on_a_terminal_there_is_progress_and_one_block_a_clip() -> None:
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120"}
    process = child(*(clip(f"{number}.mp4") for number in range(3)), clip("grey.mp4"), terminal=slave, env=environment)
    os.close(slave)
    data = b""
    while True:
        try:
            piece = os.read(master, 4096)
        except OSError:
            break
        if not piece:
            break
        data += piece
    os.close(master)
    text = data.decode()
    assert process.wait(timeout=30) == 1
    assert "0/4 clips" in text
    assert "frames" in text
    assert text.count("Likely manipulated") == 3
    assert text.count("No face was found") == 1
    assert "4 clips: 3 likely manipulated, 1 no result" in text
