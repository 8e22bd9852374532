"""What a newcomer meets: an empty home, no network, the bundled clip and the bundled detector."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema

from dfd_core.cases.extract import load_schema
from dfd_core.detectors.library import Library
from dfd_core.paths import resource
from tests.core.tiny import folders


def dfd(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dfd_core.cli.main", *arguments]
    environment = {"DFD_HOME": str(home), "PATH": ""}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, encoding="utf-8")


def test_the_first_command_gives_a_scored_explained_result(tmp_path: Path) -> None:
    done = dfd(tmp_path, "screen", str(resource("samples", "astronaut.mp4")), "--json", "-")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    jsonschema.Draft202012Validator(load_schema()).validate(result)
    assert result["settings"]["ensemble"] == "starter"
    assert 0 <= result["score"] <= 1
    assert len(result["verdict"]["reasons"]) >= 3
    assert [track["faces"] for track in result["tracks"]] == [32]


def test_the_second_time_it_is_answered_from_the_store(tmp_path: Path) -> None:
    clip = str(resource("samples", "astronaut.mp4"))
    first, second = (json.loads(dfd(tmp_path, "screen", clip, "--json", "-").stdout) for _ in range(2))
    assert first == second


def test_bundled_detectors_say_what_they_are(tmp_path: Path) -> None:
    library = Library(folders(tmp_path))
    for detector in library.detectors():
        assert detector.bundled
        assert detector.card.licence
        assert detector.card.limits
        assert detector.card.figures["test"]["auc"] > 0.5
        assert detector.path.stat().st_size <= 16_000_000
    assert library.default_ensemble().name == "starter"
