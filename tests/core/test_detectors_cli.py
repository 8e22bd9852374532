"""``dfd detectors`` from the outside: what it prints, what it leaves, its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from dfd_core.cli.main import main
from dfd_core.detectors.ensemble import Ensemble
from tests.core.detector_layouts import write_meso4
from tests.core.tiny import add_detector, folders


class Terminal:
    """Runs the command as a user would and gives what came back."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str | Path) -> tuple[int, str, str]:
        code = main(["detectors", *map(str, words)])
        out, err = self._capsys.readouterr()
        return code, out, err


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    monkeypatch.setenv("DFD_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DFD_CATALOG", raising=False)
    return Terminal(capsys)


@pytest.fixture
def meso(tmp_path: Path) -> Path:
    return write_meso4(tmp_path / "m.h5")


@pytest.fixture
def face(tmp_path: Path) -> Path:
    path = tmp_path / "Gesicht 'ä'.png"
    noise = np.random.default_rng(0).integers(0, 256, (80, 60, 3), np.uint8)
    path.write_bytes(cv2.imencode(".png", noise)[1].tobytes())
    return path


def test_a_detectors_life(run: Terminal, meso: Path, face: Path, tmp_path: Path) -> None:
    code, out, _ = run("list")
    assert (code, "mine" in out) == (0, False)
    code, out, err = run("import", meso, "--name", "mine")
    assert (code, "installed: mine" in out, "none of MesoNet's four" in err) == (0, True, True)
    code, out, _ = run("list")
    assert "mine" in out
    code, out, _ = run("show", "mine")
    assert (code, "Apache-2.0" in out, "real_probability_logit" in out) == (0, True, True)
    code, out, _ = run("show", "mine", "--json", "-")
    assert json.loads(out)["normalisation"] == {"kind": "unit"}
    code, out, err = run("check", "mine", face, "--json", "-")
    found = json.loads(out)
    assert (code, found["image"], err) == (0, str(face), "")
    assert set(found["backends"]) == {"onnx", "torch"}
    assert found["score"] == pytest.approx(1 / (1 + np.exp(-found["logit"])))
    assert found["difference"] < 1e-3
    Ensemble("pair", ("mine", "other")).save(tmp_path / "home" / "data" / "ensembles")
    assert "mine, other (missing)" in run("list")[1]
    copy = tmp_path / "copy.safetensors"
    assert run("export", "mine", copy)[0] == 0
    assert run("import", copy, "--name", "again")[0] == 0
    code, out, _ = run("check", "all", face)
    assert (code, "again" in out, "mine" in out) == (0, True, True)
    code, out, _ = run("remove", "mine", "again")
    assert (code, out.count("removed:")) == (0, 2)
    left = [json.loads(line) for line in run("list", "--json", "-")[1].splitlines()]
    assert not [one for one in left if one.get("bundled") is False]


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["show", "nobody"], 2, "no detector named 'nobody'"),
        (["remove", "nobody"], 2, "no detector named 'nobody'"),
        (["remove", "../../etc"], 2, "cannot be a name"),
        (["export", "nobody", "x"], 2, "no detector named 'nobody'"),
        (["check", "nobody", "x.png"], 2, "no detector named 'nobody'"),
        (["check", "all", "x.png"], 1, "x.png"),
        (["pull", "nobody"], 2, "no 'nobody' in the catalogue"),
        (["pull", "deepfakebench-xception"], 2, "--accept-licence"),
        (["import", "absent.pth", "--name", "x"], 1, "absent.pth: cannot be read"),
        (["import", "absent.pth", "--name", "a/b"], 2, "cannot be a name"),
        (["import", "absent.pth"], 2, "--name"),
        (["import", "x", "--name", "x", "--family", "odd"], 2, "--family"),
        (["list", "--catalog", "absent.json"], 1, "absent.json"),
    ],
)
def test_mistakes_are_one_line(words: list[str], code: int, message: str, run: Terminal) -> None:
    found, out, err = run(*words)
    assert (found, out) == (code, "")
    assert message in err
    assert err.startswith("dfd: ")
    assert err.count("\n") == 1


def test_nothing_is_overwritten_unasked(run: Terminal, meso: Path, tmp_path: Path) -> None:
    target = tmp_path / "t.safetensors"
    target.write_bytes(b"precious")
    assert run("import", meso, "--name", "mine")[0] == 0
    assert run("import", meso, "--name", "mine")[0] == 2
    assert run("export", "mine", target)[0] == 2
    assert target.read_bytes() == b"precious"
    assert run("export", "mine", target, "--force")[0] == 0
    assert run("import", target, "--name", "mine", "--force")[0] == 0


def test_an_ensemble_and_a_detector_of_one_name_are_told_apart(run: Terminal, meso: Path, tmp_path: Path) -> None:
    ensembles, detectors = (tmp_path / "home" / "data" / kind for kind in ("ensembles", "detectors"))
    run("import", meso, "--name", "same")
    Ensemble("same", ("same",)).save(ensembles)
    run("default", "same")
    code, out, err = run("remove", "same", "--kind", "ensemble")
    assert (code, "same.toml" in out, err) == (0, True, "")
    assert (detectors / "same.safetensors").exists()
    code, _, err = run("remove", "same", "--kind", "ensemble")
    assert (code, "no ensemble named 'same'" in err) == (2, True)
    Ensemble("same", ("same",)).save(ensembles)
    assert run("remove", "same", "--kind", "detector")[0] == 0
    assert (ensembles / "same.toml").exists()


def test_a_file_name_that_begins_with_a_dash(
    run: Terminal, meso: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    meso.rename(tmp_path / "-weights.h5")
    assert run("import", "-weights.h5", "--name", "mine")[0] == 0


def test_damaged_files_are_listed_with_their_reason(run: Terminal, meso: Path, tmp_path: Path) -> None:
    run("import", meso, "--name", "good")
    (tmp_path / "home" / "data" / "detectors" / "bad.safetensors").write_bytes(b"junk")
    code, out, err = run("list")
    assert (code, "good" in out, "bad.safetensors: damaged" in err) == (1, True, True)


def test_a_picture_that_cannot_be_read_does_not_stop_the_others(run: Terminal, meso: Path, face: Path) -> None:
    run("import", meso, "--name", "mine")
    code, out, err = run("check", "mine", meso, face, "gone.png", "--json", "-")
    assert (code, len(out.splitlines())) == (1, 1)
    assert [line.split(": ")[2] for line in err.splitlines()] == [
        "no picture that can be decoded",
        "cannot be read",
    ]


def test_the_catalogue_is_shown_and_can_be_another(
    run: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, _ = run("list", "--available")
    assert (code, "icpr2020-b4-dfdc" in out, "unpinned" in out, "non-commercial" in out) == (0, True, True, True)
    other = tmp_path / "catalog.json"
    other.write_text(json.dumps({"schema": 1, "items": [], "ensembles": []}))
    monkeypatch.setenv("DFD_CATALOG", str(other))
    assert "icpr2020" not in run("list", "--available")[1]
    assert run("pull", "meso4-df")[0] == 2


def test_markup_and_terminal_codes_of_a_card_take_no_effect(run: Terminal, meso: Path, tmp_path: Path) -> None:
    odd = tmp_path / "[red]\x1b[31mx.h5"
    meso.rename(odd)
    assert run("import", odd, "--name", "mine")[0] == 0
    _, out, _ = run("show", "mine")
    assert "\x1b" not in out
    assert "[red]\\x1b[31mx.h5" in out


def test_a_file_is_described_before_it_is_imported(run: Terminal, meso: Path, tmp_path: Path) -> None:
    code, out, err = run("import", meso, "--propose", "--json", "-")
    told = json.loads(out)
    assert (code, err) == (0, "")
    assert (told["recognised"], told["family"], told["input_px"]) == ("mesonet", "mesonet", 256)
    assert (told["open_choices"], told["licence"]) == ([], "Apache-2.0")
    assert "none of MesoNet's four" in told["notes"][0]
    assert "Apache-2.0" in run("import", meso, "--propose")[1]
    assert not (tmp_path / "home" / "data").exists()


def test_a_file_whose_keys_tell_nothing_is_asked_about(run: Terminal, tmp_path: Path) -> None:
    odd = tmp_path / "odd.pth"
    torch.save({"layer.weight": torch.ones(2, 2)}, odd)
    code, out, err = run("import", odd, "--propose", "--json", "-")
    told = json.loads(out)
    assert (code, told["recognised"], err) == (1, "", "")
    assert "layer.weight" in told["reason"]
    code, out, err = run("import", odd, "--propose")
    assert (code, out, "--family" in err) == (1, "", True)
    code, out, err = run("import", odd, "--propose", "--family", "sbi")
    assert (code, out, "nothing was imported" in err) == (1, "", True)


def test_an_import_can_be_followed_by_a_program(run: Terminal, tmp_path: Path) -> None:
    paths = folders(tmp_path / "other")
    add_detector(paths, "tiny", 0)
    source = paths.detectors / "tiny.safetensors"
    code, out, err = run("import", source, "--name", "mine", "--json", "-")
    told = json.loads(out)
    assert (code, err) == (0, "")
    assert (told["event"], told["name"], told["notes"]) == ("installed", "mine", [])
