"""The page of one run: live figures, faces, log, and what can be asked of its process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dfd_gui.services import Services
from dfd_gui.training.run import CONTROL
from tests.gui.training_help import epoch_events, make_run, write_events
from tests.gui.training_rooms import Rooms, said, state_of, working


@pytest.fixture
def runs(services: Services) -> Path:
    return services.paths.data / "runs"


@pytest.fixture
def enter(services: Services, tmp_path: Path, qtbot: QtBot) -> Iterator[Rooms]:
    rooms = Rooms(services, tmp_path / "home", qtbot)
    yield rooms
    rooms.close()


def test_a_run_at_work_is_shown_live_and_pauses(enter: Rooms, runs: Path, qtbot: QtBot) -> None:
    folder = make_run(runs, "one", "")
    with working(folder):
        room = enter()
        room.runs.opened.emit(folder)
        page = room.wizard.run_page()
        qtbot.waitUntil(lambda: page.run is not None and page.run.state == "running")
        assert "batch 2 of 4" in said(page)
        assert "50 s left" in said(page)
        assert page.figures.machine.value() == "1.5 of 2 cores"
        assert page.figures.best.value() == "0.6700"
        assert "GPU 2.0 GB of 8.0 GB" in said(page)
        write_events(folder, epoch_events(folder, [4]))
        qtbot.waitUntil(lambda: page.figures.best.value() == "0.6600")
        assert page.charts.log_loss.curves()[0].xs[-1] == 4.0
        assert page.table.epochs.rowCount() == 4
        page.pause.click()
        qtbot.waitUntil(lambda: page.run is not None and page.run.state == "paused")
    assert page.resume.isVisibleTo(page)
    assert not page.pause.isVisibleTo(page)


def test_finish_now_is_asked_of_the_process(enter: Rooms, runs: Path, qtbot: QtBot) -> None:
    folder = make_run(runs, "one", "")
    with working(folder) as process:
        room = enter()
        room.runs.opened.emit(folder)
        page = room.wizard.run_page()
        qtbot.waitUntil(page.finish.isEnabled)
        page.finish.click()
        assert process.wait(5) == 0
    assert not (folder / CONTROL).exists()


def test_the_worst_faces_come_first_with_what_changed(enter: Rooms, runs: Path) -> None:
    folder = make_run(runs, "one")
    room = enter()
    room.runs.opened.emit(folder)
    view = room.wizard.run_page().preview
    spoken = [view.tiles.index(row, 0).data() for row in range(view.tiles.rowCount())]
    assert spoken[0].startswith("fake, score 0.13, before 0.12")
    assert "on the wrong side" in spoken[0]
    assert "wrong" not in spoken[-1]


def test_a_run_killed_outright_offers_to_resume(enter: Rooms, runs: Path, qtbot: QtBot) -> None:
    folder = make_run(runs, "one", "")
    with working(folder) as process:
        room = enter()
        room.runs.opened.emit(folder)
        page = room.wizard.run_page()
        qtbot.waitUntil(lambda: page.run is not None and page.run.state == "running")
        process.kill()
        qtbot.waitUntil(lambda: page.run is not None and page.run.state == "interrupted")
    assert "'Resume' goes on from the last save" in said(page)
    page.resume.click()
    qtbot.waitUntil(lambda: state_of(room, folder) == "finished", timeout=10_000)
    assert "--resume" in (folder / "log.txt").read_text()


def test_a_failed_run_says_why(enter: Rooms, runs: Path) -> None:
    folder = make_run(runs, "one")
    error = {"event": "failed", "code": "x", "message": "the disk is full", "hint": "make room"}
    (folder / "state.json").write_text(json.dumps({"phase": "failed", "error": error}))
    room = enter()
    room.runs.opened.emit(folder)
    assert "the disk is full. make room" in said(room.wizard.run_page())


def test_the_log_is_followed(enter: Rooms, runs: Path, qtbot: QtBot) -> None:
    folder = make_run(runs, "one")
    (folder / "log.txt").write_text("--- now\ndfd train\nnote: from scratch\n")
    room = enter()
    room.runs.opened.emit(folder)
    log = room.wizard.run_page().log
    qtbot.waitUntil(lambda: "from scratch" in log.toPlainText())
    with (folder / "log.txt").open("a") as stream:
        stream.write("epoch 1\n")
    log.look()
    qtbot.waitUntil(lambda: log.toPlainText().endswith("epoch 1"))


def test_runs_that_wait_are_shown_and_can_be_visited(enter: Rooms, runs: Path, qtbot: QtBot) -> None:
    first, second = make_run(runs, "one", ""), make_run(runs, "two", "")
    with working(first), working(second):
        room = enter()
        room.runs.opened.emit(first)
        page = room.wizard.run_page()
        qtbot.waitUntil(lambda: len(page.queue.buttons()) == 2)
        assert page.queue.buttons()[1].text().startswith("two: running")
        page.queue.buttons()[1].click()
        assert room.wizard.folder == second


def test_curves_are_smoothed_logarithmic_and_read_under_the_pointer(enter: Rooms, runs: Path) -> None:
    folder = make_run(runs, "one", epochs=8)
    room = enter()
    room.runs.opened.emit(folder)
    charts = room.wizard.run_page().charts
    charts.smoothing.setValue(60)
    charts.log_scale.setChecked(True)
    charts.loss.plot.pointed.emit(3.2)
    assert "epoch 3: train 0.740  valid 0.720" in said(charts.loss)
    charts.loss.plot.left.emit()
    assert "epoch" not in said(charts.loss)
    assert "train 0.640" in charts.loss.accessibleName()


def test_the_command_of_the_run_is_there(enter: Rooms, runs: Path) -> None:
    folder = make_run(runs, "one")
    room = enter()
    room.runs.opened.emit(folder)
    assert room.wizard.run_page().command.text() == f"dfd train --recipe starter-small --out {folder} --no-install"
