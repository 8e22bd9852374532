"""The self-test: it passes on a sound copy and tells what is amiss on another."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dfd_core.cli.checks import Check, State
from dfd_core.cli.main import main
from dfd_core.cli.selftest import CHECKS, golden, self_test, window
from dfd_core.cli.selftest.bench import Bench
from dfd_core.errors import DfdError
from dfd_core.paths import resource, user_paths

QUICK = ("decoding", "screening", "store", "store of an older version", "reports")


def run(*names: str) -> dict[str, Check]:
    return {check.name.removeprefix("self-test: "): check for check in self_test(names)}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DFD_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_a_sound_copy_passes_and_leaves_nothing(home: Path) -> None:
    found = run(*QUICK)
    assert {name: check.detail for name, check in found.items() if check.state is not State.GOOD} == {}
    assert list(found) == list(QUICK)
    assert os.environ["DFD_HOME"] == str(home)
    assert not home.exists()


def test_another_clip_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kept = json.loads(resource("selftest", "golden.json").read_bytes())
    kept["clip"]["frames"]["49"] = "0" * 64
    monkeypatch.setattr(golden, "load", lambda: kept)
    check = run("decoding")["decoding"]
    assert check.state is State.FAIL
    assert "frames 49" in check.detail
    kept["clip"]["sha256"] = "1" * 64
    assert "is not the clip" in run("decoding")["decoding"].detail
    assert tmp_path


def test_a_check_that_needs_an_earlier_one_says_so() -> None:
    check = run("reports")["reports"]
    assert check.state is State.FAIL
    assert "was not screened" in check.detail


@pytest.fixture
def figures() -> golden.Golden:
    kept: golden.Golden = golden.load()["screening"]
    return kept


def test_scores_agree_within_the_tolerance(figures: golden.Golden) -> None:
    seen = copy.deepcopy(figures)
    assert golden.compare(seen, figures) == 0
    name = next(iter(seen["detectors"]))
    seen["detectors"][name]["faces"][3] += golden.TOLERANCE / 2
    assert golden.compare(seen, figures) == pytest.approx(golden.TOLERANCE / 2)
    seen["detectors"][name]["faces"][3] += golden.TOLERANCE
    with pytest.raises(DfdError, match="differs by"):
        golden.compare(seen, figures)


def test_other_detectors_lost_faces_and_no_score_are_refused(figures: golden.Golden) -> None:
    name = next(iter(figures["detectors"]))
    other, fewer, none = (copy.deepcopy(figures) for _ in range(3))
    other["detectors"][name]["sha256"] = "0" * 64
    with pytest.raises(DfdError, match="not those of the kept figures"):
        golden.compare(other, figures)
    fewer["detectors"][name]["faces"].pop()
    with pytest.raises(DfdError, match="faces were scored"):
        golden.compare(fewer, figures)
    none["score"] = None
    with pytest.raises(DfdError, match="had no result"):
        golden.compare(none, figures)


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("import sys; sys.stderr.write('no display'); sys.exit(3)", "code 3 and no picture: no display"),
        ("import sys", "code 0 and no picture: it said nothing"),
        ("import sys; from PIL import Image; Image.new('RGB', (1440, 900)).save(sys.argv[-1])", "picture is empty"),
    ],
)
def test_a_window_that_shows_nothing_fails(
    program: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "window_command", lambda: [sys.executable, "-c", program])
    with pytest.raises(DfdError, match=told):
        window.picture(Bench(user_paths(), resource("samples", "astronaut.mp4"), tmp_path))


def test_a_failure_is_the_exit_code(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(bench: Bench) -> str:
        raise RuntimeError(f"{bench.clip.name} bites")

    monkeypatch.setattr("dfd_core.cli.selftest.CHECKS", (("biting", broken),))
    assert main(["doctor", "--self-test", "--json", "-"]) == 1
    last = json.loads(capsys.readouterr().out)["checks"][-1]
    assert (last["name"], last["state"]) == ("self-test: biting", "FAIL")
    assert "RuntimeError: astronaut.mp4 bites" in last["detail"]
    assert str(home) in last["hint"]


def test_the_whole_self_test_as_a_user_runs_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    command = [sys.executable, "-m", "dfd_core.cli.main", "doctor", "--self-test", "--json", "-"]
    environment = {**os.environ, "DFD_HOME": str(home)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=240, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    names = [check["name"].partition(": ")[2] for check in json.loads(done.stdout)["checks"]][-len(CHECKS) :]
    assert names == [name for name, _ in CHECKS]
    assert not (home / "data" / "detectors").exists(), "the test leaves nothing in the user's folders"
    assert not (home / "data" / "cases.sqlite3").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the user's folders do not follow HOME")
def test_no_library_marks_the_computer(tmp_path: Path) -> None:
    """ONNX Runtime once did: a number of the computer and a queue of reports, in the user's cache."""
    code = "import dfd_core.screening.backends, dfd_core.faces.mtcnn_onnx, dfd_core.training.augment"
    environment = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert [path for path in tmp_path.rglob("*") if "matplotlib" not in path.parts] == []
