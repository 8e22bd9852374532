"""``dfd bench`` end to end on a small clip: figures, and the same scores as the slow way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dfd_core.cli.main import main
from tests.core.tiny import face_clip, library_with


def test_bench_compares_with_the_slow_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    library_with(tmp_path, ("one", "two"))
    monkeypatch.setenv("DFD_HOME", str(tmp_path))
    clip = face_clip(tmp_path / "clip.mp4")
    code = main(["bench", str(clip), "--installed", "--runs", "1", "--frames", "6", "--device", "cpu", "--json", "-"])
    report = json.loads(capsys.readouterr().out)
    rows = {row["what"]: row["value"] for row in report["rows"]}
    assert code in {0, None}
    assert rows["times as fast as the seed's way"] > 0
    assert rows["largest difference of a face score"] < 1e-3
    assert report["clip"] == "clip.mp4"


def test_bench_without_a_face_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    library_with(tmp_path, ("one",))
    monkeypatch.setenv("DFD_HOME", str(tmp_path))
    clip = face_clip(tmp_path / "empty.mp4", faces=0)
    assert main(["bench", str(clip), "--installed", "--runs", "1", "--frames", "6", "--device", "cpu"]) == 1
    assert "No face" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["nowhere.mp4"], ["--json", "file"]])
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", *arguments]) == 2
    assert capsys.readouterr().err.count("\n") == 1
