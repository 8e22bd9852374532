"""The training room as a whole: runs found, shown, steered, kept; the question at closing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QSlider,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dfd_core.training.presence import read_state
from dfd_gui.services import Services
from dfd_gui.training.draft import FACE_SET, Draft, Source
from dfd_gui.training.run import CONTROL
from dfd_gui.training.run_actions import KEPT_DAYS
from dfd_gui.training.wizard import DATA, RECIPE, RESULT, RUN
from tests.gui.training_help import finish, make_faces, make_run
from tests.gui.training_rooms import Rooms, said, state_of, working


@pytest.fixture
def runs(services: Services) -> Path:
    return services.paths.data / "runs"


@pytest.fixture
def enter(services: Services, tmp_path: Path, qtbot: QtBot) -> Iterator[Rooms]:
    rooms = Rooms(services, tmp_path / "home", qtbot)
    yield rooms
    rooms.close()


# -- all runs ---------------------------------------------------------------------------------------------------------


def test_an_empty_room_teaches(enter: Rooms, services: Services) -> None:
    room = enter()
    assert "Train a detector on your own clips" in said(room.runs)
    assert services.actions.get("training.new").isEnabled()
    assert not services.actions.get("training.resume").isEnabled()
    services.actions.get("training.new").trigger()
    assert room.wizard.step == DATA


def test_runs_of_other_days_are_found(enter: Rooms, runs: Path) -> None:
    make_run(runs, "one", "finished")
    make_run(runs, "two", "training")
    room = enter()
    assert {run.name: run.state for run in room.desk.watch.runs} == {"one": "finished", "two": "interrupted"}
    assert room.runs.model.rowCount() == 2


def test_curves_of_chosen_runs_lie_above_each_other(enter: Rooms, runs: Path) -> None:
    make_run(runs, "one")
    make_run(runs, "two")
    room = enter()
    room.runs.table.selectAll()
    assert room.runs.chart is not None
    assert sorted(curve.name for curve in room.runs.chart.curves()) == ["one", "two"]
    assert room.runs.chart.curves()[0].best == 2
    room.runs.by.setCurrentIndex(1)
    assert room.runs.chart.curves()[0].ys[-1] == pytest.approx(0.63)


def test_enter_opens_a_run_and_a_finished_one_shows_its_result(enter: Rooms, runs: Path, qtbot: QtBot) -> None:
    make_run(runs, "one", "paused")
    room = enter()
    QTest.keyClick(room.runs.table, Qt.Key.Key_Return)
    assert (room.wizard.step, room.wizard.folder) == (RUN, runs / "one")
    assert not room.wizard.foot.next.isEnabled()
    assert room.wizard.foot.why.text() == "The training has paused"
    finish(runs / "one")
    room.desk.watch.look()
    qtbot.waitUntil(room.wizard.foot.next.isEnabled)
    room.wizard.foot.next.click()
    assert room.wizard.step == RESULT
    room.wizard.back_to_runs.click()
    room.runs.opened.emit(runs / "one")
    assert room.wizard.step == RESULT


def test_the_command_is_copied(enter: Rooms, runs: Path, services: Services) -> None:
    make_run(runs, "one")
    enter()
    services.actions.get("training.copy_command").trigger()
    assert QGuiApplication.clipboard().text().startswith("dfd train --recipe starter-small --out")


def test_settings_are_taken_over_into_a_new_training(
    enter: Rooms, runs: Path, services: Services, tmp_path: Path
) -> None:
    make_run(runs, "one", data=make_faces(tmp_path / "set"))
    room = enter()
    services.actions.get("training.duplicate").trigger()
    draft = room.desk.draft
    assert draft.sources == [Source(str(tmp_path / "set"), str(tmp_path / "set"), FACE_SET)]
    assert draft.picks[0].base == "starter-small"
    assert draft.picks[0].changes["optim.epochs"] == "10"
    assert room.wizard.step == RECIPE


# -- putting away -----------------------------------------------------------------------------------------------------


def test_discarding_asks_and_can_be_undone(enter: Rooms, runs: Path, services: Services, qtbot: QtBot) -> None:
    folder = make_run(runs, "one")
    room = enter(1, 0)
    services.actions.get("training.discard").trigger()
    assert read_state(folder)["phase"] == "paused"
    services.actions.get("training.discard").trigger()
    qtbot.waitUntil(lambda: state_of(room, folder) == "discarded")
    assert folder.is_dir()
    room.runs.opened.emit(folder)
    room.wizard.run_page().restore.click()
    qtbot.waitUntil(lambda: state_of(room, folder) == "paused")


def test_discarding_a_run_at_work_ends_it(enter: Rooms, runs: Path, qtbot: QtBot) -> None:
    folder = make_run(runs, "one", "")
    with working(folder) as process:
        room = enter(0)
        room.runs.opened.emit(folder)
        page = room.wizard.run_page()
        qtbot.waitUntil(page.finish.isEnabled)
        page.discard.click()
        qtbot.waitUntil(lambda: state_of(room, folder) == "discarded", timeout=10_000)
        assert process.wait(5) == 0


def test_a_discarded_run_is_deleted_on_the_second_word(
    enter: Rooms, runs: Path, services: Services, qtbot: QtBot
) -> None:
    folder = make_run(runs, "one", "discarded")
    (folder / "state.json").write_text(json.dumps({"phase": "discarded", "at": "2999-01-01T00:00:00+00:00"}))
    room = enter(0)
    services.actions.get("training.discard").trigger()
    assert not folder.exists()
    qtbot.waitUntil(lambda: not room.desk.watch.runs)


def test_what_was_discarded_long_ago_is_gone(enter: Rooms, runs: Path) -> None:
    assert KEPT_DAYS == 7
    folder = make_run(runs, "old", "discarded")
    kept = make_run(runs, "finished", "finished")
    enter()
    assert not folder.exists()
    assert kept.exists()


# -- news and closing -------------------------------------------------------------------------------------------------


def test_the_end_of_a_training_is_told_elsewhere(enter: Rooms, runs: Path, services: Services, qtbot: QtBot) -> None:
    folder = make_run(runs, "one", "")
    with working(folder):
        room = enter()
        qtbot.waitUntil(lambda: state_of(room, folder) == "running")
        finish(folder)
        (folder / CONTROL).write_text("pause")
        qtbot.waitUntil(lambda: bool(services.messages.shown))
    message = services.messages.shown[0]
    assert message.text == "The training 'one' has finished"
    assert [words for words, _ in message.buttons] == ["See the result"]
    message.buttons[0][1]()
    assert room.wizard.step == RESULT


@pytest.mark.parametrize(("answer", "closes", "goes_on"), [(0, True, True), (1, True, False), (2, False, True)])
def test_closing_asks_what_becomes_of_a_training(
    enter: Rooms, runs: Path, qtbot: QtBot, answer: int, closes: bool, goes_on: bool
) -> None:
    folder = make_run(runs, "one", "")
    with working(folder) as process:
        room = enter(answer)
        qtbot.waitUntil(lambda: room.busy() == ["Training 'one'"])
        assert room.may_close() is closes
        if closes:
            room.shutdown()
        if not goes_on:
            assert process.wait(5) == 0
            assert read_state(folder)["phase"] == "paused"
        else:
            assert process.poll() is None


def test_a_training_that_is_to_go_on_is_no_reason_to_stay(
    enter: Rooms, runs: Path, services: Services, qtbot: QtBot
) -> None:
    services.settings.set("training.on_close", "keep")
    folder = make_run(runs, "one", "")
    with working(folder) as process:
        room = enter()
        qtbot.waitUntil(lambda: state_of(room, folder) == "running")
        assert room.busy() == []
        assert room.may_close()
        room.shutdown()
        assert process.poll() is None


def test_stopping_without_a_word_pauses(enter: Rooms, runs: Path, qtbot: QtBot) -> None:
    folder = make_run(runs, "one", "")
    with working(folder) as process:
        room = enter()
        qtbot.waitUntil(lambda: state_of(room, folder) == "running")
        room.shutdown()
        assert process.wait(5) == 0


# -- the set-up -------------------------------------------------------------------------------------------------------


def test_a_set_up_left_half_way_is_offered_again(
    enter: Rooms, services: Services, tmp_path: Path, qtbot: QtBot
) -> None:
    faces = str(make_faces(tmp_path / "set"))
    first = enter()
    first.desk.draft = Draft(sources=[Source(faces, faces, FACE_SET)], name="mine", step=RECIPE)
    first.desk.keep_draft()
    first.shutdown()
    room = enter()
    assert "set up half-way: set" in said(room.runs)
    room.runs.draft_wanted.emit()
    qtbot.waitUntil(lambda: not room.wizard.data.why_not())
    assert (room.wizard.step, room.wizard.recipe.common.name.text()) == (RECIPE, "mine")
    room.wizard.back_to_runs.click()
    room.runs.draft_dropped.emit()
    assert room.desk.draft.empty
    del services


def test_steps_open_as_what_is_before_them_is_done(
    enter: Rooms, services: Services, tmp_path: Path, qtbot: QtBot
) -> None:
    room = enter()
    services.actions.get("training.new").trigger()
    wizard = room.wizard
    assert [button.state for button in wizard.rail.buttons] == ["now", *["closed"] * 5]
    assert not wizard.foot.next.isEnabled()
    wizard.data.add([make_faces(tmp_path / "set")])
    qtbot.waitUntil(wizard.foot.next.isEnabled)
    wizard.foot.next.click()
    qtbot.waitUntil(wizard.foot.next.isEnabled)
    wizard.foot.next.click()
    assert wizard.step == RECIPE
    assert wizard.rail.buttons[DATA].state == "done"
    wizard.rail.buttons[DATA].click()
    assert wizard.step == DATA
    assert wizard.rail.buttons[RECIPE].state == "open"


def test_a_whole_walk_begins_a_training(enter: Rooms, services: Services, tmp_path: Path, qtbot: QtBot) -> None:
    room = enter()
    services.actions.get("training.new").trigger()
    wizard = room.wizard
    wizard.data.add([make_faces(tmp_path / "set")])
    for _ in range(4):
        qtbot.waitUntil(wizard.foot.next.isEnabled, timeout=10_000)
        wizard.foot.next.click()
    assert wizard.step == RUN
    folder = services.paths.data / "runs" / "starter-small"
    assert wizard.folder == folder
    assert room.desk.draft.empty
    qtbot.waitUntil(lambda: state_of(room, folder) == "finished", timeout=10_000)
    assert json.loads((folder / "job.json").read_bytes())["data"] == [str(tmp_path / "set")]


def test_everything_has_a_name_for_those_who_cannot_see(enter: Rooms, runs: Path) -> None:
    make_run(runs, "one", "finished")
    room = enter()
    room.wizard.open_run(runs / "one")
    room.wizard.result_page()
    room.wizard.open_draft()
    assert room.wizard.faces
    assert room.wizard.recipe
    assert room.wizard.check
    kinds = (QAbstractButton, QComboBox, QLineEdit, QSlider, QAbstractItemView)
    controls = [widget for kind in kinds for widget in room.findChildren(kind)]
    assert len(controls) > 50
    nameless = [
        widget
        for widget in controls
        if not (widget.accessibleName() or getattr(widget, "text", str)() or widget.objectName().startswith("qt_"))
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not _inner(widget)
    ]
    assert not nameless


def _inner(widget: QWidget) -> bool:
    """Part of another control: the line of a spin box, the list of a combo box, a button of a line."""
    parent = widget.parentWidget()
    outer = (QComboBox, QAbstractSpinBox, QHeaderView, QTabBar, QLineEdit)
    return parent is not None and (isinstance(parent, outer) or _inner(parent))
