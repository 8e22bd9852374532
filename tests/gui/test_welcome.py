"""The set-up: offered once, measured beside the window, honest about the detectors, never in the way."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from dfd_core.engine.protocol import Cancel, Cancelled, Failed, Progress, Screen, Screened
from dfd_core.paths import resource
from dfd_gui.main_window import MainWindow
from dfd_gui.options import Options
from dfd_gui.queue.asking import Ask
from dfd_gui.services import Services
from dfd_gui.shell.devices import device_words, in_use
from dfd_gui.shell.rooms import RoomSpec
from dfd_gui.welcome.detectors_page import DetectorsPage
from dfd_gui.welcome.dialog import SetupDialog
from dfd_gui.welcome.first import is_first_start, offer_setup
from dfd_gui.welcome.judges import judges, quality
from tests.gui.fakes import FakeEngine, make_paths
from tests.gui.library_help import add_card, button_of, words_of

SAMPLE = str(resource("samples", "astronaut.mp4"))


def extract(frames: int = 32, seconds: float = 1.6) -> dict[str, Any]:
    return {"frames": [{}] * frames, "timing_s": {"total": seconds}, "tool": {"device": "cpu"}}


@pytest.fixture
def dialog(services: Services, qtbot: QtBot) -> Iterator[SetupDialog]:
    services.actions.connect("view.library", lambda: None)
    made = SetupDialog(services)
    with qtbot.waitActive(made):
        made.show()
    yield made
    if isValid(made):  # else it was closed, and went
        made.close()


# -- when it is offered ------------------------------------------------------------------------------------------------


def test_only_the_very_first_start_with_nothing_else_to_do_is_one(tmp_path: Path) -> None:
    paths = make_paths(tmp_path)
    plain = Options()
    assert is_first_start(paths, plain)
    for wanted in (
        replace(plain, paths=(tmp_path / "a.mp4",)),
        replace(plain, screenshot=tmp_path / "a.png"),
        replace(plain, probe=tmp_path / "a.json"),
        replace(plain, tab="library"),
    ):
        assert not is_first_start(paths, wanted)
    paths.config.mkdir(parents=True)
    (paths.config / "settings.toml").touch()
    assert not is_first_start(paths, plain)
    (paths.config / "settings.toml").unlink()
    paths.data.mkdir(parents=True)
    paths.store.touch()
    assert not is_first_start(paths, plain)


def test_it_comes_after_the_first_paint_and_the_window_can_be_used(services: Services, qtbot: QtBot) -> None:
    window = MainWindow(services, [RoomSpec("screen", "Screening", "screen", lambda _: QWidget())])
    qtbot.addWidget(window)
    window.painted.connect(partial(offer_setup, window, services))
    with qtbot.waitSignal(window.painted):
        window.show()
    assert window.findChildren(SetupDialog) == []
    qtbot.waitUntil(lambda: len(window.findChildren(SetupDialog)) == 1)
    (dialog,) = window.findChildren(SetupDialog)
    assert dialog.isVisible()
    assert not dialog.isModal()
    button_of(dialog, "Skip").click()
    qtbot.waitUntil(lambda: window.findChildren(SetupDialog) == [])
    services.actions.get("app.setup").trigger()
    assert len(window.findChildren(SetupDialog)) == 1, "it can be had again"
    window.end()


WATCHED = """
import sys
from PySide6.QtCore import QTimer
from dfd_gui import app
from dfd_gui.options import parse
def watch(self):
    def tell():
        print([type(widget).__name__ for widget in self.topLevelWidgets() if widget.isVisible()])
        self.quit()
    QTimer.singleShot(1500, tell)
    return super(app.App, self).exec()
app.App.exec = watch
sys.exit(app.run(parse([])))
"""


def test_the_program_offers_it_once(qtbot: QtBot) -> None:
    del qtbot
    shown = []
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", WATCHED], capture_output=True, text=True, check=True, timeout=90)
        shown.append(done.stdout.strip())
    assert "SetupDialog" in shown[0]
    assert "MainWindow" in shown[1]
    assert "SetupDialog" not in shown[1]


# -- this computer -----------------------------------------------------------------------------------------------------


def test_the_speed_is_measured_on_the_sample_and_nothing_is_kept(
    dialog: SetupDialog, engine: FakeEngine, services: Services
) -> None:
    (command,) = engine.sent_of(Screen)
    assert (command.path, command.folder, command.frames) == (SAMPLE, "", 32)
    assert "Loading" in dialog.computer.speed.words
    engine.emit_event(Progress(command.id, "inference", 8, 32))
    assert (dialog.computer.bar.value(), dialog.computer.bar.maximum()) == (25, 100)
    engine.emit_event(Screened(command.id, SAMPLE, extract(), "key"))
    assert "About 1.6 s a clip" in dialog.computer.speed.words
    assert "32 frames in 1.6 s, 20 a second" in dialog.computer.speed.words
    assert dialog.computer.bar.isHidden()
    services.settings.set("screening.frames", 64)
    assert "About 3.2 s a clip" in dialog.computer.speed.words
    assert services.store.count() == 0
    button_of(dialog, "Measure again").click()
    assert engine.last(Screen).frames == 32, "a measurement stays one of seconds"


def test_an_engine_at_work_is_left_alone(services: Services, engine: FakeEngine, qtbot: QtBot) -> None:
    engine.working = True
    dialog = SetupDialog(services)
    qtbot.addWidget(dialog)
    dialog.show()
    assert engine.sent == []
    assert "at work" in dialog.computer.speed.words
    engine.working = False
    button_of(dialog, "Measure").click()
    assert len(engine.sent_of(Screen)) == 1


def test_the_engine_of_another_computer_is_not_started_unasked(
    services: Services, engine: FakeEngine, qtbot: QtBot
) -> None:
    services.settings.set("engine.command", "ssh gpu-box dfd engine")
    engine.devices = ()
    dialog = SetupDialog(services)
    qtbot.addWidget(dialog)
    dialog.show()
    assert (engine.sent, engine.state) == ([], "stopped")
    assert "ssh gpu-box" in dialog.computer.cores.words
    assert "Not asked yet" in dialog.computer.device.words


def test_a_measurement_can_be_stopped_and_its_late_answer_is_dropped(dialog: SetupDialog, engine: FakeEngine) -> None:
    command = engine.last(Screen)
    button_of(dialog, "Stop").click()
    assert engine.last(Cancel).target == command.id
    assert "Not measured" in dialog.computer.speed.words
    engine.emit_event(Cancelled(command.id, path=SAMPLE))
    engine.emit_event(Screened(command.id, SAMPLE, extract(), "key"))
    assert "Not measured" in dialog.computer.speed.words


def test_closing_gives_the_measurement_up(dialog: SetupDialog, engine: FakeEngine) -> None:
    command = engine.last(Screen)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert engine.last(Cancel).target == command.id


def test_what_went_wrong_is_said(dialog: SetupDialog, engine: FakeEngine) -> None:
    engine.emit_event(Failed(engine.last(Screen).id, "screen", "no_detector", "no detector is installed"))
    assert "no detector is installed" in dialog.computer.speed.words
    button_of(dialog, "Measure").click()
    engine.die("it was killed")
    assert "it was killed" in dialog.computer.speed.words
    button_of(dialog, "Measure").click()
    engine.emit_event(Screened(engine.last(Screen).id, SAMPLE, extract(frames=0), "key"))
    assert "no frame" in dialog.computer.speed.words


@pytest.mark.parametrize(
    ("chosen", "devices", "used"),
    [
        ("auto", ("cpu",), "cpu"),
        ("auto", ("cpu", "cuda:0", "cuda:1"), "cuda:0"),
        ("auto", ("cpu", "mps"), "mps"),
        ("cpu", ("cpu", "cuda:0"), "cpu"),
        ("auto", (), "auto"),
    ],
)
def test_the_device_is_the_one_that_the_engine_takes(chosen: str, devices: tuple[str, ...], used: str) -> None:
    assert in_use(chosen, devices) == used


def test_devices_have_words(dialog: SetupDialog, engine: FakeEngine, services: Services) -> None:
    assert "No graphics card" in dialog.computer.device.words
    engine.devices = ("cpu", "cuda:0", "cuda:1")
    engine.state_changed.emit("ready")
    assert device_words("cuda:0") in dialog.computer.device.words
    assert "cuda:1" in dialog.computer.device.words
    services.settings.set("screening.device", "mps")
    assert "Apple" in dialog.computer.device.words


# -- detectors and folders ---------------------------------------------------------------------------------------------


def test_the_starter_is_called_what_it_is_with_its_limits(dialog: SetupDialog, qtbot: QtBot) -> None:
    button_of(dialog, "Next").click()
    qtbot.waitUntil(lambda: "Starter: three small networks" in words_of(dialog.detectors), timeout=20_000)
    words = words_of(dialog.detectors)
    for part in ("Fair: AUC 0.81", "from a score of 0.81", "Wholly synthetic heads"):
        assert part in words


def test_nobody_knows_how_good_an_unmeasured_detector_is(services: Services) -> None:
    add_card(services.paths, "mine")
    found = judges(services.library, Ask(detectors=("mine",)))
    assert found.title == "mine of the tests"
    assert "nobody knows how good" in quality(found)
    assert found.weak


@pytest.mark.parametrize(("auc", "word"), [(0.5, "Weak"), (0.85, "Fair"), (0.95, "Good")])
def test_quality_has_three_words(services: Services, auc: float, word: str) -> None:
    add_card(services.paths, "mine", {"figures": {"test": {"auc": auc}}})
    found = judges(services.library, Ask(detectors=("mine",)))
    assert quality(found).startswith(f"{word}: AUC {auc:.2f}")
    assert found.weak == (word == "Weak")


def test_judges_that_are_not_there_are_told(services: Services, dialog: SetupDialog, qtbot: QtBot) -> None:
    services.settings.set("screening.ensemble", "gone")
    dialog.go(1)
    qtbot.waitUntil(lambda: "no ensemble named 'gone'" in words_of(dialog.detectors), timeout=20_000)


def folder_buttons(page: DetectorsPage) -> list[QWidget]:
    """Detectors, cases, cache."""
    return [one for one in page.findChildren(QWidget) if one.accessibleName().startswith("Open the folder")]


def test_folders_are_made_and_opened(services: Services, qtbot: QtBot) -> None:
    opened: list[str] = []

    def open_file(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return len(opened) == 1

    page = DetectorsPage(services, open_file=open_file)
    qtbot.addWidget(page)
    page.show()
    assert str(services.paths.data) in words_of(page)
    detectors, data, _cache = folder_buttons(page)
    QTest.mouseClick(detectors, Qt.MouseButton.LeftButton)
    assert opened == [str(services.paths.detectors)]
    assert services.paths.detectors.is_dir()
    QTest.mouseClick(data, Qt.MouseButton.LeftButton)
    assert "No program shows it" in page.notice.text


def test_a_folder_that_cannot_be_made_is_told(services: Services, qtbot: QtBot) -> None:
    page = DetectorsPage(services, open_file=lambda _url: True)
    qtbot.addWidget(page)
    page.show()
    services.paths.detectors.parent.mkdir(parents=True, exist_ok=True)
    services.paths.detectors.write_text("a file where the folder should be")
    QTest.mouseClick(folder_buttons(page)[0], Qt.MouseButton.LeftButton)
    assert "cannot be made" in page.notice.text


# -- a first clip, and the way there -----------------------------------------------------------------------------------


def test_the_last_step_screens_the_sample_in_its_room(
    dialog: SetupDialog, services: Services, engine: FakeEngine
) -> None:
    heard: list[str] = []
    for action in ("view.screen", "queue.sample"):
        services.actions.connect(action, lambda *_, action=action: heard.append(action))
    dialog.rail.buttons[2].click()
    assert "not manipulated" in words_of(dialog)
    button_of(dialog, "Screen the sample clip").click()
    assert heard == ["view.screen", "queue.sample"]
    assert not dialog.isVisible()
    assert engine.sent_of(Cancel), "the measurement is not in the way of the sample"


def test_the_keyboard_is_enough(dialog: SetupDialog, services: Services) -> None:
    heard: list[str] = []
    services.actions.connect("queue.sample", lambda: heard.append("sample"))
    states = [button.state for button in dialog.rail.buttons]
    assert states == ["now", "open", "open"]
    for step in (1, 2):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
        assert dialog.step == step
    assert [button.state for button in dialog.rail.buttons] == ["done", "done", "now"]
    assert dialog.rail.buttons[2].accessibleName() == "Step 3: A first clip, shown now"
    button_of(dialog, "Back").click()
    assert dialog.step == 1
    dialog.go(2)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
    assert heard == ["sample"]
