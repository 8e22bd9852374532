"""Changes of the queue are taken back: rows come again at their places, with all that belongs to them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from dfd_core.engine.protocol import Cancel, Cancelled, Screen, Started
from dfd_gui.items.queue_model import MANY, QueueModel
from dfd_gui.queue.controller import QueueController
from dfd_gui.queue.entry import Entry, State
from dfd_gui.queue.results import FOLDER
from dfd_gui.services import Services
from dfd_gui.state import ReviewClip
from tests.gui.library_help import Checks
from tests.gui.queue_help import (
    AnsweringEngine,
    answering_services,
    entry_of,
    in_state,
    key_of,
    make_clips,
    make_extract,
)


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
def queue(services: Services) -> Iterator[QueueController]:
    made = QueueController(services)
    yield made
    made.shutdown()


@pytest.fixture
def done(qtbot: QtBot, queue: QueueController, tmp_path: Path) -> QueueController:
    """Four clips, all screened."""
    with qtbot.waitSignal(queue.all_done):
        queue.add_paths(make_clips(tmp_path / "clips", ["a.mp4", "b.mp4", "c.mp4", "d.mp4"]))
    return queue


def names(queue: QueueController) -> list[str]:
    return [entry.path.stem for entry in queue.clips()]


def keys(queue: QueueController, *wanted: str) -> list[str]:
    return [entry_of(queue, f"{name}.mp4").key for name in wanted]


def collected(qtbot: QtBot, queue: QueueController, key: str) -> list[ReviewClip]:
    found: list[list[ReviewClip]] = []
    queue.collect([key], found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def test_removed_rows_come_back_at_their_places(qtbot: QtBot, done: QueueController, services: Services) -> None:
    before = [(entry.key, entry.state, entry.label) for entry in done.clips()]
    done.remove(keys(done, "a", "c"))
    assert (names(done), services.history.undo_words) == (["b", "d"], "remove 2 clips")
    services.history.undo()
    assert [(entry.key, entry.state, entry.label) for entry in done.clips()] == before
    (clip,) = collected(qtbot, done, before[2][0])
    assert clip.path.stem == "c"
    services.history.redo()
    assert names(done) == ["b", "d"]
    services.history.undo()
    done.remove(keys(done, "b"))
    assert services.history.undo_words == "remove b.mp4"


def test_nothing_is_screened_again_for_it(
    qtbot: QtBot, done: QueueController, services: Services, engine: AnsweringEngine
) -> None:
    done.remove(keys(done, "a", "b", "c", "d"))
    services.history.undo()
    qtbot.waitUntil(lambda: done.idle)
    assert engine.started() == ["a.mp4", "b.mp4", "c.mp4", "d.mp4"]


def test_clear_finished_is_taken_back(done: QueueController, services: Services) -> None:
    done.clear_finished()
    assert (names(done), services.history.undo_words) == ([], "clear finished")
    services.history.undo()
    assert names(done) == ["a", "b", "c", "d"]


def test_nothing_to_remove_is_no_step(done: QueueController, services: Services) -> None:
    done.remove(["no such row"])
    done.move(keys(done, "a"), 0)
    assert services.history.undo_words == ""


def test_orders_are_taken_back_however_they_were_made(done: QueueController, services: Services) -> None:
    history = services.history
    done.move(keys(done, "d"), 0)
    done.shift(keys(done, "a"), 1)
    model = done.model
    dragged = model.mimeData([model.index(3, 0)])
    model.dropMimeData(dragged, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    assert names(done) == ["c", "d", "b", "a"]
    for order in (["d", "b", "a", "c"], ["d", "a", "b", "c"], ["a", "b", "c", "d"]):
        assert history.undo_words == "move clips"
        history.undo()
        assert names(done) == order
    history.redo()
    assert names(done) == ["d", "a", "b", "c"]


def test_what_was_added_since_stays_behind(
    qtbot: QtBot, done: QueueController, services: Services, tmp_path: Path
) -> None:
    done.move(keys(done, "d"), 0)
    done.remove(keys(done, "a"))
    with qtbot.waitSignal(done.all_done):
        done.add_paths(make_clips(tmp_path / "clips", ["e.mp4"]))
    services.history.undo()
    assert names(done) == ["d", "a", "b", "c", "e"]
    services.history.undo()
    assert names(done) == ["a", "b", "c", "d", "e"]


def test_a_file_that_was_added_again_has_one_row(
    qtbot: QtBot, done: QueueController, services: Services, tmp_path: Path
) -> None:
    done.remove(keys(done, "a", "b"))
    with qtbot.waitSignal(done.all_done):
        done.add_paths([tmp_path / "clips" / "a.mp4"])
    services.history.undo()
    assert names(done) == ["b", "c", "d", "a"]
    services.history.redo()
    assert names(done) == ["c", "d", "a"]


def test_a_partial_result_comes_back_with_its_row(
    qtbot: QtBot, queue: QueueController, engine: AnsweringEngine, services: Services, tmp_path: Path
) -> None:
    engine.holding = True
    (path,) = make_clips(tmp_path / "clips", ["a.mp4"])
    queue.add_paths([path])
    qtbot.waitUntil(lambda: len(engine.sent_of(Screen)) == 1)
    command = engine.last(Screen)
    engine.emit_event(Started(command.id, command.path, key_of(services.paths)))
    engine.emit_event(Cancelled(command.id, make_extract(path, media={"partial": True})))
    qtbot.waitUntil(in_state(queue, "a.mp4", State.PARTIAL))
    (key,) = keys(queue, "a")
    queue.remove([key])
    services.history.undo()
    assert entry_of(queue, "a.mp4").state is State.PARTIAL
    (clip,) = collected(qtbot, queue, key)
    assert clip.extract["media"]["partial"]


def test_what_is_kept_of_removed_rows_goes_with_the_window(
    qtbot: QtBot, services: Services, engine: AnsweringEngine, tmp_path: Path
) -> None:
    queue = QueueController(services)
    engine.holding = True
    (path,) = make_clips(tmp_path / "clips", ["a.mp4"])
    queue.add_paths([path])
    qtbot.waitUntil(lambda: len(engine.sent_of(Screen)) == 1)
    engine.emit_event(Cancelled(engine.last(Screen).id, make_extract(path, media={"partial": True})))
    qtbot.waitUntil(in_state(queue, "a.mp4", State.PARTIAL))
    folder = services.paths.data / FOLDER
    queue.remove(keys(queue, "a"))
    assert len(list(folder.glob("*.json"))) == 1
    queue.shutdown()
    assert list(folder.glob("*.json")) == []
    (folder / "killed.json").write_text("{}")
    QueueController(services).shutdown()
    assert list(folder.glob("*.json")) == [], "what a killed session left behind"


def test_the_running_clip_waits_again(
    qtbot: QtBot, queue: QueueController, engine: AnsweringEngine, services: Services, tmp_path: Path
) -> None:
    engine.holding = True
    queue.add_paths(make_clips(tmp_path / "clips", ["a.mp4", "b.mp4"]))
    qtbot.waitUntil(lambda: len(engine.sent_of(Screen)) == 1)
    first = engine.last(Screen)
    queue.remove(keys(queue, "a", "b"))
    services.history.undo()
    assert [entry.state for entry in queue.clips()] == [State.QUEUED, State.QUEUED]
    qtbot.waitUntil(lambda: len(engine.sent_of(Cancel)) == 1)
    engine.holding = False
    with qtbot.waitSignal(queue.all_done):
        engine.emit_event(Cancelled(first.id, make_extract(tmp_path / "clips" / "a.mp4", media={"partial": True})))
    assert [entry.state for entry in queue.clips()] == [State.DONE, State.DONE]
    assert names(queue) == ["a", "b"]


def test_what_came_back_is_there_after_a_restart(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    queue = QueueController(services)
    with qtbot.waitSignal(queue.all_done):
        queue.add_paths(make_clips(tmp_path / "clips", ["a.mp4", "b.mp4"]))
    queue.remove(keys(queue, "a"))
    services.history.undo()
    queue.shutdown()
    again = QueueController(services)
    assert [(entry.path.stem, entry.state) for entry in again.clips()] == [("a", State.DONE), ("b", State.DONE)]
    again.shutdown()


@pytest.mark.parametrize("count", [3, MANY + 10])
def test_rows_are_put_into_the_model_soundly(qtmodeltester: Checks, count: int) -> None:
    model = QueueModel()
    entries = [Entry(Path(f"{number}.mp4")) for number in range(2 * count)]
    model.add(entries)
    qtmodeltester.check(model)
    gone = [(row, entry) for row, entry in enumerate(entries) if row % 2]
    model.remove([entry.key for _, entry in gone])
    model.insert(gone)
    assert model.entries == entries
    assert all(model.row_of(entry.key) == row for row, entry in enumerate(entries))
