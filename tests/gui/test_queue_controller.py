"""The queue from intake to result, with an engine that is played."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dfd_core.cases.store import CaseStore
from dfd_core.engine.protocol import Cancel, Cancelled, Failed, Probe, Progress, Screen, Screened, Started
from dfd_gui.queue.controller import QueueController
from dfd_gui.queue.entry import State
from dfd_gui.services import Services
from dfd_gui.state import ReviewClip
from tests.gui.queue_help import (
    AnsweringEngine,
    answering_services,
    entry_of,
    in_state,
    key_of,
    make_clips,
    make_extract,
    sha256_of,
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


def test_clips_are_screened_one_after_the_other_and_stored(
    qtbot: QtBot, queue: QueueController, engine: AnsweringEngine, services: Services, tmp_path: Path
) -> None:
    clips = make_clips(tmp_path / "clips", ["a.mp4", "b.mp4", "c.mp4"])
    engine.verdicts["b.mp4"] = ("likely_manipulated", 0.93)
    with qtbot.waitSignal(queue.all_done):
        queue.add_paths(clips)
    assert [entry.state for entry in queue.clips()] == [State.DONE] * 3
    assert engine.started() == ["a.mp4", "b.mp4", "c.mp4"]
    second = entry_of(queue, "b.mp4")
    assert (second.label, second.score) == ("likely_manipulated", 0.93)
    assert services.store.find(sha256_of(clips[1]), key_of(services.paths)) is not None
    assert queue.idle


def test_done_is_said_only_when_the_result_is_on_disk(
    qtbot: QtBot, queue: QueueController, services: Services, tmp_path: Path
) -> None:
    clips = make_clips(tmp_path / "clips", ["a.mp4"])
    stored: list[bool] = []

    def look(clip: ReviewClip) -> None:
        with CaseStore(services.paths.store) as store:
            stored.append(store.find(clip.extract["media"]["sha256"], clip.settings_key) is not None)

    queue.finished.connect(look)
    with qtbot.waitSignal(queue.all_done):
        queue.add_paths(clips)
    assert stored == [True]


def test_a_second_clip_starts_only_when_the_first_has_ended(
    qtbot: QtBot, queue: QueueController, engine: AnsweringEngine, tmp_path: Path
) -> None:
    engine.holding = True
    queue.add_paths(make_clips(tmp_path / "clips", ["a.mp4", "b.mp4"]))
    qtbot.waitUntil(lambda: len(engine.sent_of(Screen)) == 1)
    command = engine.last(Screen)
    engine.emit_event(Progress(command.id, "faces", 8, 32))
    assert entry_of(queue, "b.mp4").state is State.QUEUED
    engine.screen(command)
    qtbot.waitUntil(lambda: engine.started() == ["a.mp4", "b.mp4"])


def test_previews_go_into_a_folder_of_the_result(
    qtbot: QtBot, queue: QueueController, engine: AnsweringEngine, services: Services, tmp_path: Path
) -> None:
    (clip,) = make_clips(tmp_path / "clips", ["a.mp4"])
    with qtbot.waitSignal(queue.all_done):
        queue.add_paths([clip])
    sha256, key = sha256_of(clip), key_of(services.paths)
    assert Path(engine.last(Screen).folder) == services.paths.proxies / sha256[:2] / f"{sha256}-{key[:12]}"
    assert engine.last(Screen).sha256 == sha256


def test_folders_are_searched_and_other_files_listed_once(
    qtbot: QtBot, queue: QueueController, services: Services, tmp_path: Path
) -> None:
    make_clips(tmp_path / "clips" / "deep", ["b.mov"])
    make_clips(tmp_path / "clips", ["a.mp4", ".hidden.mp4", "notes.doc"])
    (tmp_path / "letter.txt").write_text("dear analyst")
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7")
    with qtbot.waitSignal(queue.all_done):
        queue.add_paths([tmp_path / "clips", tmp_path / "letter.txt", tmp_path / "paper.pdf", tmp_path / "gone.mp4"])
    assert sorted(entry.name for entry in queue.clips()) == ["a.mp4", "b.mov"]
    (message,) = [message for message in services.messages.shown if message.key == "queue.skipped"]
    assert "3 files" in message.text
    assert all(name in message.details for name in ("letter.txt", "paper.pdf", "gone.mp4"))


def test_an_intake_without_clips_ends_idle(qtbot: QtBot, queue: QueueController, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with qtbot.waitSignals([queue.idle_changed, queue.idle_changed], check_params_cbs=[lambda idle: not idle, bool]):
        queue.add_paths([tmp_path / "empty"])
    assert queue.idle
    assert not queue.clips()


def test_a_clip_is_taken_once(
    qtbot: QtBot, queue: QueueController, engine: AnsweringEngine, services: Services, tmp_path: Path
) -> None:
    clips = make_clips(tmp_path / "clips", ["a.mp4"])
    with qtbot.waitSignal(queue.all_done):
        queue.add_paths(clips)
    with qtbot.waitSignal(queue.idle_changed, check_params_cb=bool):
        queue.add_paths([tmp_path / "clips"])
    assert len(queue.clips()) == len(engine.started()) == 1
    assert any(message.key == "queue.present" for message in services.messages.shown)


def test_equal_content_is_screened_once(
    qtbot: QtBot, queue: QueueController, engine: AnsweringEngine, tmp_path: Path
) -> None:
    (first,) = make_clips(tmp_path / "clips", ["a.mp4"])
    copy = tmp_path / "clips" / "copy.mp4"
    copy.write_bytes(first.read_bytes())
    with qtbot.waitSignal(queue.all_done):
        queue.add_paths([first, copy])
    assert engine.started() == ["a.mp4"]
    entry = entry_of(queue, "copy.mp4")
    assert (entry.state, entry.known, entry.twin) == (State.DONE, True, "a.mp4")


def test_what_was_screened_before_is_answered_at_once_and_can_be_screened_again(
    qtbot: QtBot, queue: QueueController, engine: AnsweringEngine, services: Services, tmp_path: Path
) -> None:
    (clip,) = make_clips(tmp_path / "clips", ["a.mp4"])
    services.store.save(key_of(services.paths), make_extract(clip, "inconclusive", 0.5))
    with qtbot.waitSignal(queue.finished) as finished:
        queue.add_paths([clip])
    entry = entry_of(queue, "a.mp4")
    assert (entry.state, entry.known, entry.label, engine.started()) == (State.DONE, True, "inconclusive", [])
    assert finished.args[0].extract["media"]["path"] == str(clip)
    with qtbot.waitSignal(queue.all_done):
        queue.rerun([entry.key])
    assert (entry.known, entry.label, engine.started()) == (False, "likely_authentic", ["a.mp4"])


def test_other_frames_are_another_question(
    qtbot: QtBot, queue: QueueController, engine: AnsweringEngine, services: Services, tmp_path: Path
) -> None:
    (clip,) = make_clips(tmp_path / "clips", ["a.mp4"])
    services.store.save(key_of(services.paths), make_extract(clip))
    services.settings.set("screening.frames", 8)
    with qtbot.waitSignal(queue.all_done):
        queue.add_paths([clip])
    assert engine.last(Screen).frames == 8
    assert not entry_of(queue, "a.mp4").known


def test_a_failure_stays_with_its_clip(
    qtbot: QtBot, queue: QueueController, engine: AnsweringEngine, tmp_path: Path
) -> None:
    engine.broken["a.mp4"] = "a.mp4: no video stream"
    with qtbot.waitSignal(queue.all_done):
        queue.add_paths(make_clips(tmp_path / "clips", ["a.mp4", "b.mp4"]))
    entry = entry_of(queue, "a.mp4")
    assert (entry.state, entry.reason, entry.hint) == (State.FAILED, "a.mp4: no video stream", "copy it again")
    assert entry_of(queue, "b.mp4").state is State.DONE
    engine.broken.clear()
    with qtbot.waitSignal(queue.all_done):
        queue.retry([entry.key])
    assert (entry.state, entry.reason) == (State.DONE, "")


def test_a_result_that_only_tells_an_error_is_a_failure_with_a_verdict(
    qtbot: QtBot, queue: QueueController, engine: AnsweringEngine, services: Services, tmp_path: Path
) -> None:
    engine.holding = True
    (clip,) = make_clips(tmp_path / "clips", ["a.mp4"])
    queue.add_paths([clip])
    qtbot.waitUntil(lambda: bool(engine.sent_of(Screen)))
    extract = make_extract(clip, "no_result", None) | {"error": {"code": "cut_off", "message": "the file is cut off"}}
    engine.emit_event(Screened(engine.last(Screen).id, str(clip), extract, key_of(services.paths)))
    entry = entry_of(queue, "a.mp4")
    qtbot.waitUntil(lambda: entry.state is State.FAILED)
    assert (entry.label, entry.reason) == ("no_result", "the file is cut off")
    engine.holding = False
    with qtbot.waitSignal(queue.all_done):
        queue.retry([entry.key])  # the stored error is no answer
    assert entry.state is State.DONE


def test_a_clip_that_cannot_be_looked_at_is_left_to_the_screening(
    qtbot: QtBot, queue: QueueController, engine: AnsweringEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(command: Probe) -> None:
        engine.emit_event(Failed(command.id, "probe", "broken", "cannot be opened"))

    monkeypatch.setattr(engine, "look", refuse)
    with qtbot.waitSignal(queue.all_done):
        queue.add_paths(make_clips(tmp_path / "clips", ["a.mp4"]))
    assert entry_of(queue, "a.mp4").state is State.DONE


def test_an_engine_that_dies_costs_one_clip(
    qtbot: QtBot, queue: QueueController, engine: AnsweringEngine, tmp_path: Path
) -> None:
    engine.holding = True
    queue.add_paths(make_clips(tmp_path / "clips", ["a.mp4", "b.mp4"]))
    qtbot.waitUntil(lambda: bool(engine.sent_of(Screen)))
    engine.holding = False
    with qtbot.waitSignal(queue.all_done):
        engine.die("killed (signal 9)")
    first = entry_of(queue, "a.mp4")
    assert (first.state, first.reason) == (State.FAILED, "the engine ended: killed (signal 9)")
    assert entry_of(queue, "b.mp4").state is State.DONE


def test_an_engine_that_never_comes_up_pauses_the_queue(
    qtbot: QtBot,
    queue: QueueController,
    engine: AnsweringEngine,
    services: Services,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engine, "answer", lambda _: None)
    monkeypatch.setattr(engine, "start", lambda: None)
    queue.add_paths(make_clips(tmp_path / "clips", ["a.mp4", "b.mp4"]))
    qtbot.waitUntil(lambda: bool(engine.sent_of(Probe)) and len(queue.clips()) == 2)
    engine.die("it could not be started")
    assert queue.paused
    assert [entry.state for entry in queue.clips()] == [State.QUEUED] * 2
    (message,) = [message for message in services.messages.shown if message.key == "queue.refused"]
    assert "could not be started" in message.text
    assert message.details == engine.log
    monkeypatch.undo()
    with qtbot.waitSignal(queue.all_done):
        message.buttons[0][1]()
    assert not services.messages.shown


def _sent(engine: AnsweringEngine, screenings: int) -> bool:
    return len(engine.sent_of(Screen)) == screenings


def test_an_engine_that_dies_again_and_again_pauses_the_queue(
    qtbot: QtBot, queue: QueueController, engine: AnsweringEngine, tmp_path: Path
) -> None:
    engine.holding = True
    queue.add_paths(make_clips(tmp_path / "clips", [f"{number}.mp4" for number in range(5)]))
    for screenings in range(1, 4):
        qtbot.waitUntil(partial(_sent, engine, screenings))
        engine.die("killed")
    assert queue.paused
    failed, queued = State.FAILED, State.QUEUED
    assert [entry.state for entry in queue.clips()] == [failed, failed, queued, queued, queued]


def test_a_clip_swept_away_with_the_engine_has_its_turn_again(
    qtbot: QtBot, queue: QueueController, engine: AnsweringEngine, tmp_path: Path
) -> None:
    engine.holding = True
    queue.add_paths(make_clips(tmp_path / "clips", ["a.mp4"]))
    qtbot.waitUntil(lambda: bool(engine.sent_of(Screen)))
    engine.holding = False
    with qtbot.waitSignal(queue.all_done):
        engine.emit_event(Failed(engine.last(Screen).id, "screen", "engine_stopped", "ended for another task"))
    assert entry_of(queue, "a.mp4").state is State.DONE


def test_without_detectors_the_queue_waits_and_says_why(
    qtbot: QtBot, queue: QueueController, services: Services, tmp_path: Path
) -> None:
    services.settings.set("screening.ensemble", "missing")
    queue.add_paths(make_clips(tmp_path / "clips", ["a.mp4"]))
    qtbot.waitUntil(lambda: queue.paused)
    assert entry_of(queue, "a.mp4").state is State.QUEUED
    assert "'missing'" in services.messages.shown[-1].text
    services.settings.set("screening.ensemble", "detector:starter-mixed")
    with qtbot.waitSignal(queue.all_done):
        queue.set_paused(False)


def test_cancel_keeps_what_was_scored(
    qtbot: QtBot, queue: QueueController, engine: AnsweringEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.holding = True
    (clip, other) = make_clips(tmp_path / "clips", ["a.mp4", "b.mp4"])
    queue.add_paths([clip, other])
    qtbot.waitUntil(lambda: bool(engine.sent_of(Screen)))
    entry = entry_of(queue, "a.mp4")
    partial = make_extract(clip, "inconclusive", 0.44, {"partial": True})
    answer = engine.answer
    monkeypatch.setattr(engine, "answer", lambda command: None if isinstance(command, Cancel) else answer(command))
    queue.cancel([entry.key])
    assert engine.last(Cancel).target == engine.sent_of(Screen)[0].id
    assert entry.live.cancelling
    engine.emit_event(Cancelled(engine.last(Cancel).target, partial))
    qtbot.waitUntil(lambda: entry.state is State.PARTIAL)
    assert entry.partial_s == partial["frames"][-1]["time_s"]
    qtbot.waitUntil(lambda: engine.started() == ["a.mp4", "b.mp4"])
    with qtbot.waitSignal(queue.review_requested) as shown:
        queue.review(entry.key)
    assert shown.args[0].extract["media"]["partial"]


def test_cancel_all_ends_what_runs_and_what_waits(
    qtbot: QtBot, queue: QueueController, engine: AnsweringEngine, tmp_path: Path
) -> None:
    engine.holding = True
    queue.add_paths(make_clips(tmp_path / "clips", ["a.mp4", "b.mp4", "c.mp4"]))
    qtbot.waitUntil(lambda: bool(engine.sent_of(Screen)))
    with qtbot.waitSignal(queue.all_done):
        queue.cancel_all()
    assert [entry.state for entry in queue.clips()] == [State.CANCELLED] * 3


def test_an_engine_killed_for_a_cancel_is_no_failure(
    qtbot: QtBot, queue: QueueController, engine: AnsweringEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.holding = True
    queue.add_paths(make_clips(tmp_path / "clips", ["a.mp4"]))
    qtbot.waitUntil(lambda: bool(engine.sent_of(Screen)))
    monkeypatch.setattr(engine, "answer", lambda _: None)
    queue.cancel_all()
    with qtbot.waitSignal(queue.all_done):
        engine.die("ended by force")
    assert entry_of(queue, "a.mp4").state is State.CANCELLED


def test_pause_lets_the_running_clip_end_and_starts_no_other(
    qtbot: QtBot, queue: QueueController, engine: AnsweringEngine, tmp_path: Path
) -> None:
    engine.holding = True
    queue.add_paths(make_clips(tmp_path / "clips", ["a.mp4", "b.mp4"]))
    qtbot.waitUntil(lambda: bool(engine.sent_of(Screen)))
    queue.set_paused(True)
    with qtbot.waitSignal(queue.finished):
        engine.screen(engine.last(Screen))
    assert engine.started() == ["a.mp4"]
    assert queue.busy()
    engine.holding = False
    with qtbot.waitSignal(queue.all_done):
        queue.set_paused(False)


def test_order_can_be_changed(qtbot: QtBot, queue: QueueController, engine: AnsweringEngine, tmp_path: Path) -> None:
    queue.set_paused(True)
    queue.add_paths(make_clips(tmp_path / "clips", ["a.mp4", "b.mp4", "c.mp4"]))
    qtbot.waitUntil(lambda: len(queue.clips()) == 3)
    queue.shift([entry_of(queue, "c.mp4").key], -1)
    queue.move([entry_of(queue, "b.mp4").key], 0)
    with qtbot.waitSignal(queue.all_done):
        queue.set_paused(False)
    assert engine.started() == ["b.mp4", "a.mp4", "c.mp4"]


def test_removing_the_running_clip_cancels_it(
    qtbot: QtBot, queue: QueueController, engine: AnsweringEngine, tmp_path: Path
) -> None:
    engine.holding = True
    queue.add_paths(make_clips(tmp_path / "clips", ["a.mp4", "b.mp4"]))
    qtbot.waitUntil(lambda: bool(engine.sent_of(Screen)))
    engine.holding = False
    with qtbot.waitSignal(queue.all_done):
        queue.remove([entry_of(queue, "a.mp4").key])
    assert [entry.name for entry in queue.clips()] == ["b.mp4"]
    assert engine.sent_of(Cancel)
    with qtbot.waitSignal(queue.all_done):  # it may come back
        queue.add_paths([tmp_path / "clips" / "a.mp4"])


def test_the_shown_clip_is_the_one_asked_for_last(
    qtbot: QtBot, queue: QueueController, services: Services, tmp_path: Path
) -> None:
    with qtbot.waitSignal(queue.all_done):
        queue.add_paths(make_clips(tmp_path / "clips", [f"{number}.mp4" for number in range(9)]))
    first, second = queue.clips()[:2]  # long out of memory: both are read from the store
    shown: list[str] = []
    queue.review_requested.connect(lambda clip: shown.append(clip.key))
    queue.review(first.key)
    queue.review(second.key)
    qtbot.waitUntil(lambda: bool(shown))
    assert shown == [second.key]
    assert services.state.clip is not None
    assert services.state.clip.key == second.key


def test_a_store_that_fails_leaves_the_result_with_its_row(
    qtbot: QtBot, queue: QueueController, services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dfd_core.errors import DfdError

    def refuse(*_: object) -> int:
        raise DfdError("store_unusable", "the disk is full", "free some space")

    monkeypatch.setattr(CaseStore, "save", refuse)
    queue.add_paths(make_clips(tmp_path / "clips", ["a.mp4"]))
    qtbot.waitUntil(in_state(queue, "a.mp4", State.FAILED))
    entry = entry_of(queue, "a.mp4")
    assert "the disk is full" in entry.reason
    assert (entry.hint, entry.label) == ("free some space", "likely_authentic")
    assert any(message.key == "queue.store" for message in services.messages.shown)
    with qtbot.waitSignal(queue.review_requested):
        queue.review(entry.key)


def test_time_left_and_throughput_are_measured(
    qtbot: QtBot, queue: QueueController, engine: AnsweringEngine, tmp_path: Path
) -> None:
    engine.holding = True
    queue.add_paths(make_clips(tmp_path / "clips", ["a.mp4", "b.mp4"]))
    qtbot.waitUntil(lambda: bool(engine.sent_of(Screen)))
    command = engine.last(Screen)
    engine.emit_event(Started(command.id, command.path, "key"))
    steps = iter(range(1, 33))

    def further() -> bool:
        done = next(steps, 32)
        engine.emit_event(Progress(command.id, "faces", done, 32))
        engine.emit_event(Progress(command.id, "inference", done, 32))
        return queue.pace.now.left_s is not None

    qtbot.waitUntil(further)
    now = queue.pace.now
    assert now.total == 64
    assert now.fps is not None
    running, waiting = entry_of(queue, "a.mp4").live.left_s, entry_of(queue, "b.mp4").live.left_s
    assert running is not None
    assert waiting is not None
    assert running < waiting
