"""What a window needs of long work in another process: its lock, its state, requests by file, waiting, JSON errors."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from dfd_core.cli import dataset, train
from dfd_core.errors import DfdError, UsageError
from dfd_core.training import control as control_module
from dfd_core.training import loop
from dfd_core.training.control import Control
from dfd_core.training.presence import LAUNCHED, STATE, StateFile, at_work, is_at_work, is_pending, read_state, wait_for
from dfd_core.training.readable import is_whole, refuse_unreadable
from dfd_core.training.scores import read_scores
from tests.core.dataset_media import real_clip
from tests.core.face_sets import TINY, make_face_set

HOLDER = """
import sys
from pathlib import Path
from dfd_core.training.presence import at_work
with at_work(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def faces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_face_set(tmp_path_factory.mktemp("faces"))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DFD_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(control_module, "LOOK_S", 0.0)


def args(faces: Path, out: Path, *more: str, epochs: int = 1) -> list[str]:
    sets = [word for pair in (*TINY, f"epochs={epochs}") for word in ("--set", pair)]
    where = ["--data", str(faces), "--out", str(out)]
    return ["--recipe", "starter-small", "--set", "blend=0", "--no-install", *where, *sets, *more]


def run(words: list[str], command: click.Command = train.command) -> Result:
    return CliRunner().invoke(command, words, standalone_mode=False)


def until(found: Callable[[], object]) -> None:
    end = time.monotonic() + 20
    while not found():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_kill_frees_the_lock_of_a_folder(tmp_path: Path) -> None:
    assert not is_at_work(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert is_at_work(tmp_path)
        with pytest.raises(UsageError, match="somebody is at work there"), at_work(tmp_path):
            pass
        holder.kill()
    assert not is_at_work(tmp_path)


def test_the_state_is_written_whole_and_no_more_often_than_needed(tmp_path: Path) -> None:
    state = StateFile(tmp_path)
    state.say("training", epoch=2)
    state.note(lambda: {"batch": 1})
    state.note(lambda: {"batch": 2})
    assert read_state(tmp_path)["batch"] == 1
    state.say("finished")
    found = read_state(tmp_path)
    assert (found["phase"], found["epoch"]) == ("finished", 2)
    assert [path.name for path in tmp_path.iterdir()] == [STATE]


def test_requests_in_a_file_are_obeyed_and_cleared_away(tmp_path: Path) -> None:
    control = Control(file=tmp_path / "control")
    assert control.poll() == ""
    (tmp_path / "control").write_text("nonsense\nfinish_now\n")
    assert control.poll() == "finish_now"
    (tmp_path / "control").write_text("pause")
    assert control.poll() == "pause"
    control.close()
    assert not (tmp_path / "control").exists()


def test_a_run_tells_its_state_and_leaves_its_scores(faces: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    run(args(faces, out))
    assert read_state(out)["phase"] == "finished"
    rows = read_scores(out / "scores.csv")
    assert {row.label for row in rows} == {0, 1}
    assert all(0 <= row.raw <= 1 and 0 <= row.score <= 1 and Path(row.file).is_file() for row in rows)


def test_a_run_is_paused_by_its_control_file_and_resumed(
    faces: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, control = tmp_path / "run", tmp_path / "run" / "control"
    monkeypatch.setattr(loop, "EVENT_GAP_S", 0.0)
    out.mkdir()
    control.write_text("pause\n")
    first = run(args(faces, out, "--control", str(control)))
    assert first.return_value == 130
    assert read_state(out)["phase"] == "paused"
    assert is_pending(out)
    assert not control.exists()
    run(["--out", str(out), "--resume", "--control", str(control)])
    assert read_state(out)["phase"] == "finished"
    assert not is_pending(out)


def test_a_failed_set_up_says_why_in_the_state_and_on_the_json_stream(faces: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    out.mkdir()
    (out / "log.txt").touch()
    result = run(args(faces, out, "--valid", "nowhere", "--json", "-"))
    assert isinstance(result.exception, DfdError)
    told = json.loads(result.stdout.splitlines()[-1])
    assert (told["event"], told["code"]) == ("failed", "bad_split")
    state = read_state(out)
    assert (state["phase"], state["error"]["hint"]) == ("failed", told["hint"])


def test_a_failed_set_up_leaves_nothing_where_nothing_was(faces: Path, tmp_path: Path) -> None:
    run(args(faces, tmp_path / "run", "--valid", "nowhere"))
    assert not (tmp_path / "run").exists()


def test_a_refused_run_keeps_the_state_of_the_one_before(faces: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    run(args(faces, out))
    again = run(args(faces, out))
    assert isinstance(again.exception, UsageError)
    assert read_state(out)["phase"] == "finished"


def test_discarding_leaves_what_others_put_into_the_folder(faces: Path, tmp_path: Path) -> None:
    out, control = tmp_path / "run", tmp_path / "run" / "control"
    out.mkdir()
    (out / "log.txt").touch()
    control.write_text("discard")
    run(args(faces, out, "--control", str(control)))
    assert {path.name for path in out.iterdir()} == {"log.txt", STATE, ".lock"}
    assert read_state(out)["phase"] == "discarded"


def test_a_run_waits_for_another_that_has_only_paused(tmp_path: Path) -> None:
    before = tmp_path / "before"
    before.mkdir()
    StateFile(before).say("paused")
    assert not wait_for([before], lambda: True)
    StateFile(before).say(LAUNCHED)
    assert is_pending(before), "its process may need a moment to speak for itself"
    StateFile(before).say("training")
    assert wait_for([before, tmp_path / "missing"], lambda: True)


def test_a_waiting_run_can_be_called_off(faces: Path, tmp_path: Path) -> None:
    out, before = tmp_path / "run", tmp_path / "before"
    out.mkdir()
    before.mkdir()
    StateFile(before).say("paused")
    (out / "control").write_text("pause")
    result = run(args(faces, out, "--after", str(before), "--control", str(out / "control")))
    assert result.exception is not None
    assert read_state(out)["phase"] == "cancelled"
    assert not (out / "config.toml").exists()


def test_a_check_refuses_pictures_that_are_missing_or_cut_off(tmp_path: Path) -> None:
    root = make_face_set(tmp_path / "faces")
    pictures = sorted(root.glob("*.png"))
    assert all(map(is_whole, pictures))
    refuse_unreadable(pictures)
    pictures[0].write_bytes(pictures[0].read_bytes()[:-9])
    pictures[1].unlink()
    result = run(args(root, tmp_path / "run", "--check-only", "--json", "-"))
    assert isinstance(result.exception, DfdError)
    assert result.exception.message.startswith("2 pictures are missing or damaged")
    assert "bad_picture" in result.stdout


def test_a_build_reports_as_json_pauses_by_file_and_goes_on(tmp_path: Path) -> None:
    source, out = tmp_path / "clips", tmp_path / "set"
    for person in range(3):
        real_clip(source / "real" / f"{person}.mp4", person, frames=2)
    words = ["build", str(source), "--out", str(out), "--faces", "1", "-j", "1", "--json", "-", "--quiet"]
    (tmp_path / "control").write_text("pause")
    first = run([*words, "--control", str(tmp_path / "control")], dataset.command)
    assert first.return_value == 130
    assert read_state(out)["phase"] == "cancelled"
    second = run([*words, "--control", str(tmp_path / "control")], dataset.command)
    events = [json.loads(line) for line in second.stdout.splitlines()]
    assert [event["event"] for event in events] == ["started", "clip", "clip", "clip", "finished"]
    assert (events[-1]["real"], events[-1]["root"]) == (3, str(out))
    assert read_state(out)["phase"] == "finished"


def test_a_build_that_is_refused_leaves_the_folder_alone(tmp_path: Path) -> None:
    real_clip(tmp_path / "clips" / "real" / "0.mp4", 0, frames=2)
    other = tmp_path / "photos"
    other.mkdir()
    (other / "holiday.txt").touch()
    result = run(["build", str(tmp_path / "clips"), "--out", str(other)], dataset.command)
    assert isinstance(result.exception, UsageError)
    assert [path.name for path in other.iterdir()] == ["holiday.txt"]
