"""``dfd doctor``: what it sees and what it says."""

from __future__ import annotations

import json
import sys
from importlib import metadata
from pathlib import Path

import pytest

from dfd_core.cases.store import CaseStore
from dfd_core.cli.checks import Check, State, all_checks
from dfd_core.cli.main import main
from dfd_core.paths import UserPaths, user_paths


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> UserPaths:
    monkeypatch.setenv("DFD_HOME", str(tmp_path / "home"))
    return user_paths()


def named(found: list[Check], name: str) -> list[Check]:
    return [check for check in found if check.name == name]


def test_a_sound_machine_has_no_failure(places: UserPaths) -> None:
    found = list(all_checks(places))
    assert [check for check in found if check.state is State.FAIL] == []
    details = {check.name: check.detail for check in found}
    assert metadata.version("torch").split("+")[0] in details["torch"]
    assert "FFmpeg" in details["PyAV"]
    assert "H.264" in details["codecs"]
    assert str(places.data) in details["data folder"]
    assert all(check.hint for check in found if check.state is not State.GOOD)


def test_lines_and_json(places: UserPaths, capsys: pytest.CaptureFixture[str]) -> None:
    assert places
    assert main(["doctor"]) == 0
    out, err = capsys.readouterr()
    assert "PASS  torch: " in out
    assert err == ""
    assert main(["doctor", "--json", "-"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is True
    assert {"name", "state", "detail", "hint", "seconds"} == set(report["checks"][0])
    assert report["version"] == metadata.version("dfd")
    assert report["frozen"] is False
    assert report["seconds"] == pytest.approx(sum(check["seconds"] for check in report["checks"]), abs=0.1)


def test_a_damaged_detector_and_ensemble_fail(places: UserPaths, capsys: pytest.CaptureFixture[str]) -> None:
    places.detectors.mkdir(parents=True)
    (places.detectors / "broken.safetensors").write_bytes(b"no tensors here")
    places.ensembles.mkdir(parents=True)
    (places.ensembles / "odd.toml").write_text("not = [toml")
    assert main(["doctor"]) == 1
    out = capsys.readouterr().out
    assert "FAIL  detectors: " in out
    assert "broken.safetensors" in out
    assert "FAIL  ensembles: " in out


def test_a_damaged_store_fails(places: UserPaths) -> None:
    CaseStore(places.store).close()
    assert named(list(all_checks(places)), "case store")[0].state is State.GOOD
    places.store.write_bytes(b"rubbish" * 999)
    (check,) = named(list(all_checks(places)), "case store")
    assert check.state is State.FAIL
    assert "move the file away" in check.hint


def test_a_folder_that_cannot_be_written_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DFD_HOME", str(tmp_path / "file"))
    (check,) = named(list(all_checks(user_paths())), "data folder")
    assert check.state is State.FAIL
    assert "DFD_HOME" in check.hint


def test_two_opencv_packages_fail(places: UserPaths, monkeypatch: pytest.MonkeyPatch) -> None:
    owners = {"cv2": ["opencv-python", "opencv-python-headless"]}
    monkeypatch.setattr("importlib.metadata.packages_distributions", lambda: owners)
    (check,) = named(list(all_checks(places)), "OpenCV packages")
    assert check.state is State.FAIL
    assert "pip uninstall opencv-python opencv-python-headless" in check.hint


def test_an_opencv_with_its_own_qt_fails(places: UserPaths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cv2.getBuildInformation", lambda: "\n  GUI:      QT5\n    QT:  YES (ver 5.15)\n")
    (check,) = named(list(all_checks(places)), "OpenCV packages")
    assert check.state is State.FAIL
    assert "opencv-python-headless" in check.hint


def test_a_library_that_cannot_be_loaded_fails(places: UserPaths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    (check,) = named(list(all_checks(places)), "onnxruntime")
    assert check.state is State.FAIL


def test_missing_codecs_are_told(places: UserPaths, monkeypatch: pytest.MonkeyPatch) -> None:
    import av

    everything = av.codecs_available
    monkeypatch.setattr(av, "codecs_available", everything - {"prores"})
    assert named(list(all_checks(places)), "codecs")[0].state is State.WARN
    monkeypatch.setattr(av, "codecs_available", everything - {"h264"})
    assert named(list(all_checks(places)), "codecs")[0].state is State.FAIL
