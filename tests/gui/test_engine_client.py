from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from time import monotonic

import psutil
import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from dfd_core.engine.protocol import (
    Cancel,
    Cancelled,
    Event,
    Failed,
    FrameReady,
    GetFrame,
    Notice,
    Progress,
    Screen,
    Screened,
    Started,
)
from dfd_gui import engine_greeting, engine_ladder
from dfd_gui.engine_client import EngineClient
from dfd_gui.settings import FILE, Settings


class Talk:
    """A client with everything that it told."""

    def __init__(self, settings: Settings, qtbot: QtBot) -> None:
        self.settings = settings
        self.client = EngineClient(settings)
        self.events: list[Event] = []
        self.states: list[str] = []
        self.deaths: list[str] = []
        self.client.event.connect(self.events.append)
        self.client.state_changed.connect(self.states.append)
        self.client.died.connect(self.deaths.append)
        self._qtbot = qtbot

    def screen(self, name: str, folder: Path) -> str:
        number = self.client.next_id()
        self.client.send(Screen(number, str(folder / name), folder=str(folder)))
        return number

    def until(self, kind: type[Event], number: str) -> Event:
        def found() -> list[Event]:
            return [event for event in self.events if isinstance(event, kind) and event.id == number]

        self._qtbot.waitUntil(lambda: bool(found()), timeout=8000)
        return found()[0]

    def until_state(self, state: str) -> None:
        self._qtbot.waitUntil(lambda: self.client.state == state, timeout=8000)


Start = Callable[..., Talk]


def command(*manners: str) -> str:
    return shlex.join([sys.executable, "-m", "tests.gui.standin_engine", *manners])


@pytest.fixture
def start(tmp_path: Path, qtbot: QtBot) -> Iterator[Start]:
    talks: list[Talk] = []

    def make(*manners: str, words: str = "") -> Talk:
        settings = Settings(tmp_path / FILE)
        settings.set("engine.command", words or command(*manners))
        talks.append(Talk(settings, qtbot))
        return talks[-1]

    yield make
    for talk in talks:
        talk.client.shutdown()


def test_it_starts_on_demand_and_keeps_commands_until_it_is_ready(start: Start, tmp_path: Path) -> None:
    talk = start("greeting", "halves")
    assert talk.client.state == "stopped"
    first, second = talk.screen("a.mp4", tmp_path), talk.screen("b.mp4", tmp_path)
    assert talk.client.state == "starting"
    answer = talk.until(Screened, second)
    assert isinstance(answer, Screened)
    assert answer.extract == {"näme": "日本"}
    assert [event.id for event in talk.events if isinstance(event, Started)] == [first, second]
    assert talk.states == ["starting", "ready"]
    assert talk.client.devices == ("cpu", "x:0")
    assert "gpu-box" in talk.client.log_text()


def test_a_death_is_told_once_and_the_next_command_starts_a_new_engine(start: Start, tmp_path: Path) -> None:
    talk = start()
    talk.screen("crash.mp4", tmp_path)
    talk.until_state("failed")
    (reason,) = talk.deaths
    assert "something went wrong" in reason
    again = talk.screen("good.mp4", tmp_path)
    talk.until(Screened, again)
    assert sum(isinstance(event, Started) for event in talk.events) == 2, "nothing is sent again by itself"


def test_a_kill_from_outside_is_told(start: Start, tmp_path: Path) -> None:
    talk = start()
    number = talk.screen("long.mp4", tmp_path)
    talk.until(Started, number)
    psutil.Process(talk.client.pid).kill()
    talk.until_state("failed")
    assert len(talk.deaths) == 1
    assert "ended from outside" in talk.deaths[0]


def test_cancel_is_answered(start: Start, tmp_path: Path) -> None:
    talk = start()
    number = talk.screen("long.mp4", tmp_path)
    talk.until(Started, number)
    talk.client.send(Cancel(talk.client.next_id(), number))
    talk.until(Cancelled, number)
    assert talk.client.state == "ready"


def test_what_was_not_sent_yet_is_cancelled_here(start: Start, tmp_path: Path) -> None:
    talk = start("mute")
    number = talk.screen("long.mp4", tmp_path)
    talk.client.send(Cancel(talk.client.next_id(), number))
    talk.until(Cancelled, number)


@pytest.mark.parametrize("manner", ["polite", "stubborn"])
def test_the_ladder_ends_an_engine_that_does_not_hear(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, manner: str
) -> None:
    monkeypatch.setattr(engine_ladder, "TERMINATE_MS", 100)
    monkeypatch.setattr(engine_ladder, "KILL_MS", 250)
    talk = start("deaf", manner)
    number, other = talk.screen("long.mp4", tmp_path), talk.client.next_id()
    talk.until(Started, number)
    talk.client.send(GetFrame(other, "x", 0.0, "out.png"))
    talk.until(FrameReady, other)
    behind = talk.screen("long2.mp4", tmp_path)
    talk.client.send(Cancel(talk.client.next_id(), number))
    talk.until(Cancelled, number)
    lost = talk.until(Failed, behind)
    assert isinstance(lost, Failed)
    assert lost.code == "engine_stopped"
    assert talk.deaths == []
    assert talk.client.state == "stopped"


def test_a_program_that_is_not_there(start: Start, tmp_path: Path) -> None:
    talk = start(words="no-such-program-anywhere engine")
    talk.screen("a.mp4", tmp_path)
    talk.until_state("failed")
    assert "no-such-program-anywhere" in talk.deaths[0]


def test_a_command_that_cannot_be_read(start: Start, tmp_path: Path) -> None:
    talk = start(words="ssh 'gpu")
    talk.screen("a.mp4", tmp_path)
    assert "cannot be read" in talk.deaths[0]
    assert talk.client.state == "failed"


def test_an_engine_that_refuses(start: Start, tmp_path: Path) -> None:
    talk = start("refuses")
    talk.screen("a.mp4", tmp_path)
    talk.until_state("failed")
    assert "another protocol" in talk.deaths[0]


def test_an_engine_that_never_answers(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_greeting, "READY_MS", 300)
    talk = start("mute")
    talk.screen("a.mp4", tmp_path)
    talk.until_state("failed")
    assert "ready" in talk.deaths[0]


def test_a_flood_of_events_leaves_the_window_free(start: Start, tmp_path: Path) -> None:
    talk = start()
    beats: list[float] = []
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(monotonic()))
    timer.start(5)
    number = talk.screen("flood.mp4", tmp_path)
    talk.until(Screened, number)
    timer.stop()
    assert sum(isinstance(event, Progress) for event in talk.events) == 20_000
    assert max(after - before for before, after in pairwise(beats)) < 0.15


def test_another_command_in_the_settings_takes_effect_when_idle(start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    talk = start()
    talk.until(Screened, talk.screen("a.mp4", tmp_path))
    first = talk.client.pid
    talk.settings.set("engine.command", command("halves"))
    assert talk.client.state == "stopped"
    talk.until(Screened, talk.screen("b.mp4", tmp_path))
    assert talk.client.pid != first
    qtbot.waitUntil(lambda: not psutil.pid_exists(first), timeout=8000)
    assert talk.deaths == []


def test_a_remote_engine_gets_the_clip_and_its_files_come_here(start: Start, tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"x" * 3_000_000)
    talk = start("remote")
    number = talk.screen("clip.mp4", tmp_path)
    answer = talk.until(Screened, number)
    assert isinstance(answer, Screened)
    assert not talk.client.local
    notice = talk.until(Notice, number)
    assert isinstance(notice, Notice)
    assert notice.message == "clip.mp4 3000000"
    assert answer.proxy == str(tmp_path / "proxy.dfdproxy")
    assert Path(answer.proxy).read_text() == "/far/proxy.dfdproxy"
    assert answer.faces == "", "the engine lost it: the result stands without it"
    frame = talk.client.next_id()
    talk.client.send(GetFrame(frame, str(clip), 1.0, str(tmp_path / "out" / "frame.png")))
    shown = talk.until(FrameReady, frame)
    assert isinstance(shown, FrameReady)
    assert Path(shown.out) == tmp_path / "out" / "frame.png"
    assert Path(shown.out).exists()


def test_a_remote_engine_gets_no_other_file(start: Start, tmp_path: Path) -> None:
    (tmp_path / "greedy.mp4").write_bytes(b"abc")
    talk = start("remote")
    number = talk.screen("greedy.mp4", tmp_path)
    talk.until(Screened, number)
    assert [event.message for event in talk.events if isinstance(event, Notice)] == ["greedy.mp4 3"]


def test_a_file_that_cannot_be_kept_is_a_failure(start: Start, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    talk = start("remote")
    number = talk.client.next_id()
    talk.client.send(GetFrame(number, "clip.mp4", 1.0, str(blocked / "frame.png")))
    talk.until(Failed, number)


def test_the_end_of_the_program_ends_the_engine(start: Start, tmp_path: Path) -> None:
    talk = start("stubborn")
    number = talk.screen("long.mp4", tmp_path)
    talk.until(Started, number)
    pid = talk.client.pid
    talk.client.shutdown()
    assert not psutil.pid_exists(pid)
    assert talk.client.state == "stopped"
    assert talk.deaths == []
