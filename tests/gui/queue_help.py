"""What the tests of the queue share: clips that are only files, results, and an engine that answers by itself."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer

from dfd_core.cases.extract import Extract
from dfd_core.detectors.library import Library
from dfd_core.engine.protocol import Cancel, Cancelled, Command, Failed, Probe, Probed, Progress, Screen, Screened
from dfd_core.engine.protocol import Started as Begun
from dfd_core.paths import UserPaths
from dfd_gui.queue.asking import Ask
from dfd_gui.queue.controller import QueueController
from dfd_gui.queue.entry import Entry, State
from dfd_gui.services import Services
from tests.gui.fakes import FakeEngine, make_services

ASSET = Path(__file__).parents[1] / "assets" / "result-1.json"


@cache
def _result() -> str:
    return ASSET.read_text(encoding="utf-8")


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def make_extract(
    path: Path, label: str = "likely_manipulated", score: float | None = 0.86, media: Mapping[str, object] | None = None
) -> Extract:
    """A whole result of the file; ``media`` overrides facts."""
    extract: dict[str, Any] = copy.deepcopy(json.loads(_result()))
    extract["media"] |= {
        "path": str(path),
        "sha256": sha256_of(path),
        "partial": False,
        "warnings": [],
        **(media or {}),
    }
    extract["score"] = score
    extract["verdict"] = {"label": label, "reasons": ["because"], "confidence": "high"}
    return extract


def make_clips(folder: Path, names: Iterable[str]) -> list[Path]:
    """Files whose content is their name: each has a hash of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    clips = [folder / name for name in names]
    for clip in clips:
        clip.write_bytes(b"\0" + clip.name.encode())
    return clips


def key_of(paths: UserPaths, frames: int = 32) -> str:
    """The settings key that a screening with the default ensemble has."""
    return Ask(frames=frames).key(Library(paths))


class AnsweringEngine(FakeEngine):
    """Answers looks and screenings a moment later, unless told to hold back.

    ``verdicts``: label and score by file name, else likely authentic; ``broken``: reasons by file name.
    """

    def __init__(self, paths: UserPaths) -> None:
        super().__init__()
        self._paths = paths
        self.verdicts: dict[str, tuple[str, float | None]] = {}
        self.broken: dict[str, str] = {}
        self.holding = False
        self.media: dict[str, dict[str, object]] = {}

    def send(self, command: Command) -> None:
        super().send(command)
        QTimer.singleShot(0, lambda: self.answer(command))

    def answer(self, command: Command) -> None:
        if isinstance(command, Probe):
            self.look(command)
        elif isinstance(command, Screen) and not self.holding:
            self.screen(command)
        elif isinstance(command, Cancel):
            self.emit_event(Cancelled(command.target))

    def look(self, command: Probe) -> None:
        path = Path(command.path)
        media = make_extract(path, media=self.media.get(path.name))["media"]
        self.emit_event(Probed(command.id, command.path, media["sha256"], media, ""))

    def screen(self, command: Screen) -> None:
        path = Path(command.path)
        key = key_of(self._paths, command.frames)
        self.emit_event(Begun(command.id, command.path, key))
        if path.name in self.broken:
            self.emit_event(Failed(command.id, "screen", "broken", self.broken[path.name], "copy it again"))
            return
        self.emit_event(Progress(command.id, "faces", command.frames, command.frames))
        self.emit_event(Progress(command.id, "inference", command.frames, command.frames))
        label, score = self.verdicts.get(path.name, ("likely_authentic", 0.04))
        extract = make_extract(path, label, score, self.media.get(path.name))
        self.emit_event(Screened(command.id, command.path, extract, key))

    def started(self) -> list[str]:
        """Names of the files that were screened, in that order."""
        return [Path(command.path).name for command in self.sent_of(Screen)]


def entry_of(controller: QueueController, name: str) -> Entry:
    """The row of that file name."""
    return next(entry for entry in controller.model if entry.name == name)


def in_state(controller: QueueController, name: str, state: State) -> Callable[[], bool]:
    """A question for ``qtbot.waitUntil``."""
    return lambda: any(entry.name == name and entry.state is state for entry in controller.model)


@contextmanager
def answering_services(home: Path) -> Iterator[Services]:
    """The window's services with an engine that answers by itself."""
    made = make_services(home)
    made = replace(made, engine=AnsweringEngine(made.paths))
    yield made
    made.store.close()
