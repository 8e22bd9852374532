"""The queue's room as its user sees it: keys, clicks, words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPushButton, QSpinBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from dfd_core.engine.protocol import Progress, Screen, Started
from dfd_core.types import Label
from dfd_gui.items.queue_filter import Kind
from dfd_gui.items.queue_model import COL_LEFT, COL_STATE
from dfd_gui.queue.chips import Chips
from dfd_gui.queue.chooser import Chooser, EnsembleBox
from dfd_gui.queue.empty import EmptyQueue
from dfd_gui.queue.entry import State
from dfd_gui.queue.footer import Footer
from dfd_gui.queue.room import QueuePanel
from dfd_gui.services import Services
from tests.gui.queue_help import AnsweringEngine, answering_services, entry_of, make_clips

W = TypeVar("W", bound=QWidget)


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
def panel(qtbot: QtBot, services: Services) -> Iterator[QueuePanel]:
    made = QueuePanel(services)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.shutdown()


@pytest.fixture
def filled(qtbot: QtBot, panel: QueuePanel, engine: AnsweringEngine, tmp_path: Path) -> QueuePanel:
    """Three finished clips: manipulated, authentic, and one that failed."""
    engine.verdicts["a.mp4"] = ("likely_manipulated", 0.93)
    engine.broken["c.mp4"] = "c.mp4: no video stream"
    with qtbot.waitSignal(panel.controller.all_done):
        panel.controller.add_paths(make_clips(tmp_path / "clips", ["a.mp4", "b.mp4", "c.mp4"]))
    return panel


def child(widget: QWidget, kind: type[W]) -> W:
    found = widget.findChild(kind)
    assert found is not None
    return found


def names(panel: QueuePanel) -> list[str]:
    return [panel.table.rows.entry(row).name for row in range(panel.table.rows.rowCount())]


def key(panel: QueuePanel, name: str) -> str:
    return entry_of(panel.controller, name).key


def labels(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def test_an_empty_queue_teaches(qtbot: QtBot, panel: QueuePanel, services: Services) -> None:
    empty = child(panel, EmptyQueue)
    assert empty.isVisible()
    assert not panel.table.isVisible()
    words = " ".join(labels(empty))
    assert "Drop clips or folders here" in words
    assert "Ctrl+O" in words
    buttons = {button.text(): button for button in empty.findChildren(QPushButton)}
    assert all(button.isEnabled() for button in buttons.values())
    with qtbot.waitSignal(panel.controller.all_done):
        QTest.mouseClick(buttons["Screen the sample clip"], Qt.MouseButton.LeftButton)
    assert names(panel) == ["astronaut.mp4"]
    assert not services.settings.words("queue.recent")
    assert panel.table.isVisible()


def test_recent_is_offered_when_nothing_is_there(qtbot: QtBot, panel: QueuePanel, filled: QueuePanel) -> None:
    panel.controller.clear_finished()
    empty = child(panel, EmptyQueue)
    assert empty.isVisible()
    button = next(button for button in empty.findChildren(QToolButton) if "a.mp4" in button.text())
    with qtbot.waitSignal(filled.controller.all_done):
        button.click()
    assert names(panel) == ["a.mp4"]


def test_counts_and_chips(filled: QueuePanel) -> None:
    assert "3 clips" in labels(filled)
    assert "2 need a look" in labels(filled)
    chips = child(filled, Chips)
    assert chips.button(Kind.LIKELY_MANIPULATED).accessibleName() == "Likely manipulated: 1"
    QTest.mouseClick(chips.button(Kind.LIKELY_MANIPULATED), Qt.MouseButton.LeftButton)
    assert names(filled) == ["a.mp4"]
    QTest.mouseClick(chips.button(Kind.UNFINISHED), Qt.MouseButton.LeftButton)
    assert names(filled) == ["c.mp4"]
    QTest.mouseClick(chips.button(Kind.ALL), Qt.MouseButton.LeftButton)
    assert len(names(filled)) == 3


def test_chips_say_less_where_there_is_no_room(qtbot: QtBot, filled: QueuePanel) -> None:
    button = child(filled, Chips).button(Kind.LIKELY_MANIPULATED)
    assert "Likely manipulated" in button.text()
    filled.resize(420, 600)
    qtbot.waitUntil(lambda: "Likely" not in button.text())
    assert button.text().strip() == "1"
    assert button.toolTip() == "Likely manipulated"


def test_search_and_escape(filled: QueuePanel, services: Services) -> None:
    services.actions.get("queue.find").trigger()
    search = child(filled, QLineEdit)
    assert QGuiApplication.focusObject() is search
    QTest.keyClicks(search, "b.mp4")
    assert names(filled) == ["b.mp4"]
    QTest.keyClicks(search, "nothing")
    assert any("No clip fits" in words for words in labels(filled))
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert len(names(filled)) == 3
    assert filled.table.isVisible()


def test_the_first_result_is_shown_unasked_and_the_next_by_selecting(
    qtbot: QtBot, filled: QueuePanel, services: Services
) -> None:
    qtbot.waitUntil(lambda: services.state.clip is not None)
    assert services.state.clip is not None
    assert services.state.clip.key == key(filled, "a.mp4")
    QTest.keyClick(filled.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: services.state.clip is not None and services.state.clip.key == key(filled, "b.mp4"))
    with qtbot.waitSignal(filled.review_wanted):
        QTest.keyClick(filled.table, Qt.Key.Key_Return)


def test_space_pauses_and_goes_on(filled: QueuePanel) -> None:
    QTest.keyClick(filled.table, Qt.Key.Key_Space)
    assert filled.controller.paused
    QTest.keyClick(filled.table, Qt.Key.Key_Space)
    assert not filled.controller.paused


def test_rows_are_moved_and_removed_by_keys(filled: QueuePanel) -> None:
    filled.table.setFocus()
    filled.table.select([key(filled, "c.mp4")])
    QTest.keyClick(filled.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(filled) == ["a.mp4", "c.mp4", "b.mp4"]
    assert filled.selected() == [key(filled, "c.mp4")]
    QTest.keyClick(filled.table, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    assert names(filled)[0] == "c.mp4"
    QTest.keyClick(filled.table, Qt.Key.Key_Delete)
    assert names(filled) == ["a.mp4", "b.mp4"]
    assert filled.selected() == [key(filled, "a.mp4")]


def test_moving_goes_past_hidden_rows(filled: QueuePanel) -> None:
    child(filled, QLineEdit).setText("4")
    filled.controller.shift([key(filled, "b.mp4")], -1)
    chips = child(filled, Chips)
    chips.choose(Kind.ALL)
    child(filled, QLineEdit).setText("done likely")
    assert names(filled) == ["b.mp4", "a.mp4"]
    filled.controller.move([key(filled, "c.mp4")], 1)
    filled.table.setFocus()
    filled.table.select([key(filled, "a.mp4")])
    QTest.keyClick(filled.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(filled) == ["a.mp4", "b.mp4"]
    assert [entry.name for entry in filled.controller.clips()] == ["a.mp4", "b.mp4", "c.mp4"]


def test_files_dragged_from_elsewhere_are_left_to_the_window(filled: QueuePanel) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/clips/z.mp4")])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(20, 20), copy, data, left, none)
    QGuiApplication.sendEvent(filled.table.viewport(), event)
    assert not event.isAccepted()


def test_the_selected_results_are_collected(qtbot: QtBot, filled: QueuePanel) -> None:
    filled.table.selectAll()
    got: list[str] = []
    filled.collect_selected(lambda clips: got.extend(clip.path.name for clip in clips))
    qtbot.waitUntil(lambda: bool(got))
    assert got == ["a.mp4", "b.mp4"]


def test_removing_what_is_shown_shows_the_next(qtbot: QtBot, filled: QueuePanel, services: Services) -> None:
    qtbot.waitUntil(lambda: services.state.clip is not None)
    filled.table.setFocus()
    QTest.keyClick(filled.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: services.state.clip is not None and services.state.clip.key == key(filled, "b.mp4"))


def test_rows_are_copied(filled: QueuePanel, services: Services) -> None:
    filled.table.setFocus()
    filled.table.selectAll()
    QTest.keyClick(filled.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["a.mp4", "00:03", "Done", "Likely manipulated", "0.93"]
    assert lines[2].split("\t")[2] == "Failed (no video stream)"
    services.actions.get("queue.copy_csv").trigger()
    assert QGuiApplication.clipboard().text().splitlines()[1].startswith("a.mp4,3.440,done,likely_manipulated,0.93")


def test_actions_are_on_where_they_can_do_something(filled: QueuePanel, services: Services) -> None:
    def on(*actions: str) -> list[bool]:
        return [services.actions.get(action).isEnabled() for action in actions]

    filled.table.select([key(filled, "c.mp4")])
    assert on("queue.retry", "queue.rerun", "queue.cancel", "queue.cancel_all") == [True, True, False, False]
    filled.table.select([key(filled, "a.mp4")])
    assert on("queue.retry", "queue.rerun", "queue.clear_finished") == [False, True, True]
    filled.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert on("queue.move_up", "queue.move_top") == [False, False]


def test_retry_from_the_context_menu(qtbot: QtBot, filled: QueuePanel, engine: AnsweringEngine) -> None:
    filled.table.select([key(filled, "c.mp4")])
    engine.broken.clear()
    filled.table.menu_wanted.emit(filled.mapToGlobal(QPoint(10, 10)))
    menu = QGuiApplication.topLevelWindows()
    assert menu
    retry = next(action for action in filled.context_menu.actions() if action.objectName() == "queue.retry")
    with qtbot.waitSignal(filled.controller.all_done):
        retry.trigger()
    filled.context_menu.close()
    assert entry_of(filled.controller, "c.mp4").state is State.DONE


def test_the_footer_says_how_long_it_takes(
    qtbot: QtBot, panel: QueuePanel, engine: AnsweringEngine, tmp_path: Path
) -> None:
    engine.holding = True
    panel.controller.add_paths(make_clips(tmp_path / "clips", ["a.mp4", "b.mp4"]))
    qtbot.waitUntil(lambda: bool(engine.sent_of(Screen)))
    command = engine.last(Screen)
    engine.emit_event(Started(command.id, command.path, "key"))
    footer = child(panel, Footer)
    steps = iter(range(1, 33))

    def further() -> bool:
        done = next(steps, 32)
        engine.emit_event(Progress(command.id, "faces", done, 32))
        engine.emit_event(Progress(command.id, "inference", done, 32))
        return "left" in footer.words

    qtbot.waitUntil(further)
    assert "/64 frames" in footer.words
    assert "fps" in footer.words
    assert panel.busy() == ["a.mp4 is being screened", "1 more clip waits for its turn"]
    panel.controller.set_paused(True)
    qtbot.waitUntil(lambda: "then pause" in footer.words)
    panel.controller.cancel_all()
    qtbot.waitUntil(lambda: panel.controller.idle)
    assert not panel.busy()


def test_the_footer_offers_the_way_on(qtbot: QtBot, filled: QueuePanel, engine: AnsweringEngine) -> None:
    footer = child(filled, Footer)
    assert footer.words == "1 failed"
    button = child(footer, QPushButton)
    assert button.text() == "Retry failed"
    engine.broken.clear()
    with qtbot.waitSignal(filled.controller.all_done):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert footer.words == "All done"
    assert not button.isVisible()


def test_columns_give_way(qtbot: QtBot, filled: QueuePanel) -> None:
    table = filled.table
    assert not table.isColumnHidden(COL_LEFT)
    filled.resize(420, 600)
    qtbot.waitUntil(lambda: table.isColumnHidden(COL_STATE) and table.isColumnHidden(COL_LEFT))
    assert table.horizontalHeader().length() <= table.viewport().width()


def test_the_detectors_are_chosen(qtbot: QtBot, panel: QueuePanel, services: Services) -> None:
    box = child(panel, EnsembleBox)
    qtbot.waitUntil(lambda: box.findData("detector:starter-mixed") > 0)
    assert box.itemText(0) == "Default (starter)"
    box.setCurrentIndex(box.findData("detector:starter-mixed"))
    box.activated.emit(box.currentIndex())
    assert services.settings.text("screening.ensemble") == "detector:starter-mixed"
    services.settings.set("screening.ensemble", "gone")
    assert box.currentText() == "gone (not installed)"


def test_the_number_of_frames_is_chosen(panel: QueuePanel, services: Services) -> None:
    chooser = child(panel, Chooser)
    QTest.mouseClick(chooser.button, Qt.MouseButton.LeftButton)
    assert chooser.options.isVisible()
    child(chooser.options, QSpinBox).setValue(64)
    assert services.settings.number("screening.frames") == 64
    assert chooser.button.text() == "64 frames"
    chooser.options.close()


def test_every_control_has_a_name(filled: QueuePanel) -> None:
    kinds = (QAbstractButton, QComboBox, QLineEdit, QSpinBox)
    nameless = [
        f"{type(widget).__name__} {widget.toolTip()}"
        for kind in kinds
        for widget in filled.findChildren(kind)
        if not widget.accessibleName() and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parent(), (QSpinBox, QLineEdit, QComboBox))
    ]  # fmt: skip
    assert not nameless


def test_every_state_can_be_painted(filled: QueuePanel, services: Services) -> None:
    entry = entry_of(filled.controller, "a.mp4")
    for theme, width in (("light", 380), ("dark", 720), ("light", 1200)):
        services.settings.set("ui.theme", theme)
        filled.resize(width, 300)
        for state, label in product(State, (None, Label.INCONCLUSIVE)):
            entry.state, entry.label = state, label
            filled.controller.model.touch(entry.key, now=True)
            assert not filled.table.grab().isNull()
