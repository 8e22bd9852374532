"""A stand-in for the screening engine and a home with two small detectors, for the tests of ``dfd screen``."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dfd_core.cases.extract import result_from_json
from dfd_core.cli import screen as screen_module
from dfd_core.cli.main import main
from dfd_core.errors import Cancelled
from dfd_core.screening.events import ClipFinished, ClipProgress, ClipStarted, Event, Notice
from dfd_core.screening.request import Request
from dfd_core.types import ClipResult, Label, ScreeningSettings, Timing, Verdict
from dfd_core.video.probe import hash_file

GOLDEN = Path(__file__).parents[1] / "assets" / "result-1.json"


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


@cache
def detector_files() -> Mapping[str, bytes]:
    """Two detectors with random weights."""
    import tempfile

    import torch

    from dfd_core.detectors.card import DetectorCard
    from dfd_core.detectors.networks import build
    from dfd_core.detectors.weights import write_detector
    from dfd_core.faces.rules import MESONET, Normalisation

    files = {}
    with tempfile.TemporaryDirectory() as folder:
        for seed, name in enumerate(("one", "two")):
            torch.manual_seed(seed)
            card = DetectorCard(name, "meso4", 256, MESONET, Normalisation("unit"))
            path = Path(folder) / f"{name}.safetensors"
            write_detector(path, card, build(card).state_dict())
            files[path.name] = path.read_bytes()
    return files


def make_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh ``DFD_HOME`` with those detectors; the working folder becomes an empty one."""
    home = tmp_path / "home"
    detectors = home / "data" / "detectors"
    detectors.mkdir(parents=True)
    for name, data in detector_files().items():
        (detectors / name).write_bytes(data)
    monkeypatch.setenv("DFD_HOME", str(home))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return home


def use_fakes(monkeypatch: pytest.MonkeyPatch) -> list[FakeScreener]:
    """Put the stand-in in the engine's place; the list fills with the engines that were made."""
    made: list[FakeScreener] = []

    def make(request: Request) -> FakeScreener:
        made.append(FakeScreener(request.settings))
        return made[-1]

    monkeypatch.setattr(screen_module, "make_screener", make)
    return made


def clip(name: str, content: str = "") -> Path:
    """A file in the working folder that passes for a clip."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content or name)
    return path


def screen(*words: str | Path) -> int:
    """``dfd screen`` in this process."""
    return main(["screen", *map(str, words)])


def lines(text: str) -> list[dict[str, Any]]:
    """The objects of JSON lines."""
    return [json.loads(line) for line in text.splitlines()]


def paths_in(text: str) -> list[str]:
    """The clips of JSON lines, seen from the working folder."""
    return [os.path.relpath(each["media"]["path"]) for each in lines(text)]
