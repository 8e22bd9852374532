"""The training room with the real program behind it: from pictures to the library, a kill, a closed window."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dfd_core.training.pictures import write_picture
from dfd_core.training.presence import is_at_work, read_state
from dfd_gui.services import Services
from dfd_gui.training.commands import Training
from dfd_gui.training.draft import FACE_SET, Draft, Pick, Source
from dfd_gui.training.room import TrainingRoom
from dfd_gui.training.run import Run, RunReader
from dfd_gui.training.wizard import CHECK, DATA, FACES, RECIPE, RESULT, RUN
from tests.core.face_sets import face, forged, make_face_set
from tests.gui.fakes import make_services
from tests.gui.training_rooms import said

LONG = 90_000
"""Milliseconds that a step may take on a busy machine."""

TINY = {
    "network.width": "0.25",
    "input.size": "32",
    "augment.window": "0",
    "data.pairs": "false",
    "data.leak_check": "false",
    "data.blend": "0",
    "data.workers": "0",
    "optim.epochs": "2",
    "optim.batch": "8",
    "optim.mask_weight": "0",
    "run.threads": "1",
    "run.preview": "4",
}
"""Settings that turn a recipe into one of seconds. The faces are of one person: the leak check would refuse them."""


@pytest.fixture
def services(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    del qapp
    monkeypatch.setenv("DFD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    made = make_services(tmp_path / "home")
    made.settings.set("training.on_close", "keep")
    made.settings.set("training.device", "cpu")
    yield made
    made.store.close()
    for folder in (made.paths.data / "runs").glob("*"):
        if is_at_work(folder):
            psutil.Process(read_state(folder)["pid"]).kill()


@pytest.fixture
def room(services: Services, qtbot: QtBot) -> Iterator[TrainingRoom]:
    made = TrainingRoom(services)
    qtbot.addWidget(made)
    made.resize(1300, 800)
    yield made
    made.shutdown()


def make_table(folder: Path, people: int = 10) -> Path:
    """Pictures of faces, real and forged, and the table that lists them."""
    rows = []
    for person in range(people):
        for name, label, picture in (("real", "real", face(person)), ("fake", "fake", forged(face(person)))):
            path = f"{name}-{person}.png"
            write_picture(folder / path, picture, "png")
            rows.append((path, label, f"person{person}", "" if label == "real" else "checked"))
    with (folder / "clips.csv").open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("path", "label", "group", "method"))
        writer.writerows(rows)
    return folder / "clips.csv"


def run_of(room: TrainingRoom, folder: Path) -> Run:
    run = room.desk.watch.get(folder)
    return run or RunReader(folder).read()


def test_from_pictures_to_a_detector_in_the_library(
    services: Services, room: TrainingRoom, tmp_path: Path, qtbot: QtBot
) -> None:
    services.actions.get("training.new").trigger()
    wizard = room.wizard
    assert wizard.step == DATA
    wizard.data.add([make_table(tmp_path)])
    qtbot.waitUntil(wizard.foot.next.isEnabled, timeout=LONG)
    assert wizard.data.cards[0].counts.layout == "csv"

    wizard.foot.next.click()
    assert wizard.step == FACES
    wizard.faces.start.click()
    qtbot.waitUntil(wizard.foot.next.isEnabled, timeout=LONG)
    assert wizard.faces.rows[0].build.faces == 20
    qtbot.waitUntil(lambda: not wizard.faces.sheet.tiles.missing())

    wizard.foot.next.click()
    assert wizard.step == RECIPE
    for key, value in TINY.items():
        wizard.recipe.form.fields[key].write(value)
    wizard.recipe.common.valid.setCurrentIndex(wizard.recipe.common.valid.findData("group:0.3"))
    wizard.recipe.common.valid.activated.emit(wizard.recipe.common.valid.currentIndex())
    wizard.recipe.common.name.setText("walked")
    wizard.recipe.common.name.textEdited.emit("walked")

    wizard.foot.next.click()
    assert wizard.step == CHECK
    qtbot.waitUntil(lambda: wizard.check.cards[0].state in ("good", "bad"), timeout=LONG)
    assert wizard.foot.next.isEnabled(), said(wizard.check.cards[0])
    command = wizard.check.command.text()
    assert "--set optim.epochs=2" in command

    wizard.foot.next.click()
    assert wizard.step == RUN
    folder = services.paths.data / "runs" / "walked"
    assert wizard.folder == folder
    qtbot.waitUntil(wizard.foot.next.isEnabled, timeout=LONG)
    page = wizard.run_page()
    assert page.command.text() == command
    assert len(page.charts.log_loss.curves()[0].xs) == 2
    assert page.preview.tiles.rowCount() == 4
    assert page.figures.best.value() != "\N{EN DASH}"

    wizard.foot.next.click()
    assert wizard.step == RESULT
    result = wizard.result_page()
    qtbot.waitUntil(result.library.add.isEnabled, timeout=LONG)
    assert result.library.name.text() == "walked"
    result.library.add.click()
    qtbot.waitUntil(result.library.sample.isEnabled, timeout=LONG)
    installed = services.library.get("walked")
    assert installed.card.training["recipe"] == "starter-small"
    with qtbot.waitSignal(room.screen_requested) as asked:
        result.library.sample.click()
    assert asked.args is not None
    assert asked.args[1] == "walked"


def test_a_training_survives_the_window_and_a_kill(services: Services, tmp_path: Path, qtbot: QtBot) -> None:
    faces = make_face_set(tmp_path / "faces")
    draft = Draft(sources=[Source(str(faces), str(faces), FACE_SET)], device="cpu", valid="group:0.4")
    pick = Pick("starter-small", {**TINY, "optim.epochs": "100000", "run.save_minutes": "0"})
    folder = services.paths.data / "runs" / "long"

    first = TrainingRoom(services)
    first.desk.jobs.begin(Training(folder, pick, "long"), draft)
    first.desk.jobs.go(RunReader(folder).read())
    first.desk.watch.look()
    qtbot.waitUntil(lambda: len(run_of(first, folder).history.epochs) >= 2, timeout=LONG)
    assert first.may_close()
    first.shutdown()
    first.deleteLater()
    QCoreApplication.sendPostedEvents(first, QEvent.Type.DeferredDelete.value)

    again = TrainingRoom(services)
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: run_of(again, folder).state == "running", timeout=LONG)
    seen = len(run_of(again, folder).history.epochs)
    qtbot.waitUntil(lambda: len(run_of(again, folder).history.epochs) > seen, timeout=LONG)

    psutil.Process(read_state(folder)["pid"]).kill()
    qtbot.waitUntil(lambda: run_of(again, folder).state == "interrupted", timeout=LONG)
    reached = run_of(again, folder).history.epochs[-1].number
    again.runs.opened.emit(folder)
    page = again.wizard.run_page()
    page.resume.click()
    qtbot.waitUntil(lambda: run_of(again, folder).history.epochs[-1].number > reached + 1, timeout=LONG)
    numbers = [epoch.number for epoch in run_of(again, folder).history.epochs]
    assert numbers == list(range(1, len(numbers) + 1))

    qtbot.waitUntil(page.finish.isEnabled, timeout=LONG)
    page.finish.click()
    qtbot.waitUntil(lambda: run_of(again, folder).state == "finished", timeout=LONG)
    assert (folder / "detector.safetensors").is_file()
    again.shutdown()
