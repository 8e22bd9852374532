"""The queue across sessions of the program, with an engine that is played."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dfd_core.engine.protocol import Screen
from dfd_gui.queue.controller import QueueController
from dfd_gui.queue.entry import State
from dfd_gui.services import Services
from tests.gui.queue_help import (
    AnsweringEngine,
    answering_services,
    entry_of,
    in_state,
    key_of,
    make_clips,
    make_extract,
)

ROOT = Path(__file__).parents[2]
Make = Callable[[], QueueController]


@pytest.fixture
def services(tmp_path: Path, qtbot: QtBot) -> Iterator[Services]:
    del qtbot
    with answering_services(tmp_path / "home") as made:
        yield made


@pytest.fixture
def engine(services: Services) -> AnsweringEngine:
    assert isinstance(services.engine, AnsweringEngine)
    return services.engine


@pytest.fixture
def make(services: Services) -> Iterator[Make]:
    """Makes controllers one after the other, as sessions of the program; each ends before the next begins."""
    made: list[QueueController] = []

    def start() -> QueueController:
        for old in made:
            old.shutdown()
        made.append(QueueController(services))
        return made[-1]

    yield start
    for controller in made:
        controller.shutdown()


@pytest.fixture
def queue(make: Make) -> QueueController:
    return make()


def test_the_queue_comes_back(
    qtbot: QtBot, make: Make, engine: AnsweringEngine, services: Services, tmp_path: Path
) -> None:
    first = make()
    engine.verdicts["a.mp4"] = ("likely_manipulated", 0.91)
    clips = make_clips(tmp_path / "clips", ["a.mp4", "b.mp4", "c.mp4"])
    with qtbot.waitSignal(first.all_done):
        first.add_paths(clips[:1])
    engine.holding = True
    first.add_paths(clips[1:])
    kept = services.paths.data / "queue.json"
    qtbot.waitUntil(lambda: len(engine.started()) == 2 and "c.mp4" in kept.read_text(encoding="utf-8"))
    second = make()
    assert [entry.state for entry in second.clips()] == [State.DONE, State.INTERRUPTED, State.INTERRUPTED]
    with qtbot.waitSignal(second.review_requested) as shown:
        second.review(second.clips()[0].key)
    assert shown.args[0].extract["score"] == 0.91
    (message,) = [message for message in services.messages.shown if message.key == "queue.interrupted"]
    engine.holding = False
    with qtbot.waitSignal(second.all_done):
        message.buttons[0][1]()
    assert [entry.state for entry in second.clips()] == [State.DONE] * 3
    assert not any(message.key == "queue.interrupted" for message in services.messages.shown)


def test_a_result_stored_before_the_kill_is_not_lost(
    qtbot: QtBot, make: Make, engine: AnsweringEngine, services: Services, tmp_path: Path
) -> None:
    (clip,) = make_clips(tmp_path / "clips", ["a.mp4"])
    first = make()
    engine.holding = True
    first.add_paths([clip])
    qtbot.waitUntil(lambda: bool(engine.sent_of(Screen)))
    first.shutdown()  # the file says "running"
    services.store.save(key_of(services.paths), make_extract(clip))
    second = make()
    qtbot.waitUntil(in_state(second, "a.mp4", State.DONE))


def test_a_row_whose_result_was_deleted_says_so(qtbot: QtBot, make: Make, services: Services, tmp_path: Path) -> None:
    first = make()
    with qtbot.waitSignal(first.all_done):
        first.add_paths(make_clips(tmp_path / "clips", ["a.mp4"]))
    first.shutdown()
    (stored,) = services.store.recent()
    services.store.delete(stored.id)
    second = make()
    qtbot.waitUntil(in_state(second, "a.mp4", State.INTERRUPTED))
    assert "case store" in entry_of(second, "a.mp4").reason


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b'{"schema": 99, "rows": []}', b'{"schema": 1, "rows": [{}]}'])
def test_a_damaged_queue_is_put_aside_and_reported(make: Make, services: Services, content: bytes) -> None:
    file = services.paths.data / "queue.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    queue = make()
    assert not queue.clips()
    assert (services.paths.data / "queue-damaged-1.json").read_bytes() == content
    assert any(message.key == "queue.file" for message in services.messages.shown)


def test_nothing_is_remembered_unless_asked(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    queue = QueueController(services, persist=False)
    with qtbot.waitSignal(queue.all_done):
        queue.add_paths(make_clips(tmp_path / "clips", ["a.mp4"]))
    queue.shutdown()
    assert not (services.paths.data / "queue.json").exists()
    assert not services.settings.words("queue.recent")


def test_what_was_opened_is_remembered(qtbot: QtBot, queue: QueueController, tmp_path: Path) -> None:
    clips = make_clips(tmp_path / "clips", ["a.mp4"])
    with qtbot.waitSignal(queue.all_done):
        queue.add_paths(clips)
    with qtbot.waitSignal(queue.idle_changed, check_params_cb=bool):
        queue.add_paths([tmp_path / "clips"])
    assert queue.recent() == [tmp_path / "clips", clips[0]]


CHILD = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from dataclasses import replace
from dfd_gui.queue.controller import QueueController
from tests.gui.fakes import make_services
from tests.gui.queue_help import AnsweringEngine

app = QApplication([])
services = make_services(Path(sys.argv[1]))
queue = QueueController(replace(services, engine=AnsweringEngine(services.paths)))
queue.finished.connect(lambda clip: print(clip.path.name, flush=True))
queue.add_paths([Path(sys.argv[2])])
app.exec()
"""
"""A window's queue in a process of its own; says the name of each clip that is done."""


def test_a_kill_loses_nothing_that_was_done(
    qtbot: QtBot, make: Make, engine: AnsweringEngine, services: Services, tmp_path: Path
) -> None:
    make_clips(tmp_path / "clips", [f"{number:02}.mp4" for number in range(40)])
    words = [sys.executable, "-c", CHILD, str(tmp_path / "home"), str(tmp_path / "clips")]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        done = [child.stdout.readline().strip() for _ in range(7)]
        child.kill()
        done += child.stdout.read().split()
    services.store.check()
    queue = make()
    assert len(queue.clips()) == 40
    assert {entry.state for entry in queue.clips()} <= {State.DONE, State.INTERRUPTED}
    with qtbot.waitSignal(queue.all_done):
        queue.resume()
    assert all(entry.state is State.DONE for entry in queue.clips())
    assert not set(done) & set(engine.started())


def test_the_queue_file_is_whole(qtbot: QtBot, queue: QueueController, services: Services, tmp_path: Path) -> None:
    with qtbot.waitSignal(queue.all_done):
        queue.add_paths(make_clips(tmp_path / "clips", ["a.mp4"]))
    file = services.paths.data / "queue.json"
    qtbot.waitUntil(lambda: file.exists() and json.loads(file.read_text())["rows"][0]["state"] == "done")
