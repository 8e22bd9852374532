from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QSlider, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dfd_gui.actions import ACTIONS, MENUS, Actions
from dfd_gui.services import Services
from dfd_gui.shell.icons import icon_file


def test_the_table_is_sound() -> None:
    assert max(Counter(spec.id for spec in ACTIONS).values()) == 1
    assert {spec.menu for spec in ACTIONS if spec.menu} <= {name for name, _ in MENUS}
    assert [spec.icon for spec in ACTIONS if spec.icon and not icon_file(spec.icon).is_file()] == []
    assert [spec.id for spec in ACTIONS if not spec.text and not spec.id.startswith("chart.model_")] == []


def test_every_key_can_be_read_and_means_one_thing_wherever_the_focus_is() -> None:
    for scope in {spec.scope for spec in ACTIONS}:
        here = [spec for spec in ACTIONS if spec.scope in {scope, "window"}]
        keys = Counter(QKeySequence(key).toString() for spec in here for key in spec.keys)
        assert "" not in keys
        assert [key for key, times in keys.items() if times > 1] == []


def test_keys_of_the_whole_window_leave_typing_alone() -> None:
    bare = [
        (spec.id, key)
        for spec in ACTIONS
        if spec.scope == "window"
        for key in spec.keys
        if "+" not in key and not key.startswith("F") and key != "?"
    ]
    assert bare == []


def test_an_action_is_off_until_somebody_answers_to_it(services: Services) -> None:
    actions = services.actions
    assert not actions.get("queue.open").isEnabled()
    actions.set_enabled("queue.open", True)
    assert not actions.get("queue.open").isEnabled()
    heard: list[str] = []
    actions.connect("queue.open", lambda: heard.append("open"))
    actions.get("queue.open").trigger()
    assert heard == ["open"]
    actions.set_enabled("queue.open", False)
    actions.get("queue.open").trigger()
    assert heard == ["open"]


def test_held_actions_stay_off_until_they_are_let_go(services: Services) -> None:
    actions = services.actions
    actions.connect("queue.open", lambda: None)
    actions.connect("queue.open_folder", lambda: None)
    actions.hold(["queue.open", "queue.open_folder", "help.about"])
    actions.set_enabled("queue.open", True)
    actions.set_enabled("queue.open_folder", False)
    assert not actions.get("queue.open").isEnabled()
    actions.hold(["queue.open_folder"])
    assert actions.get("queue.open").isEnabled()
    actions.hold(())
    assert not actions.get("queue.open_folder").isEnabled(), "as was said meanwhile"
    assert not actions.get("help.about").isEnabled(), "nobody answers to it"


def test_a_checkable_action_tells_its_state(services: Services) -> None:
    heard: list[bool] = []

    def hear(checked: bool) -> None:
        heard.append(checked)

    services.actions.connect("queue.pause", hear)
    services.actions.set_checked("queue.pause", True)
    assert heard == []
    services.actions.get("queue.pause").trigger()
    assert heard == [False]


def test_tool_tips_name_the_key(services: Services) -> None:
    tip = services.actions.get("queue.open").toolTip()
    assert "Ctrl+O" in tip
    assert "Open clips" in tip


class Room(QWidget):
    """A room with the keys of the review."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.heard: list[str] = []
        layout = QVBoxLayout(self)
        self.button, self.slider, self.line = (
            QPushButton("press", self),
            QSlider(Qt.Orientation.Horizontal),
            QLineEdit(),
        )
        for widget in (self.button, self.slider, self.line):
            layout.addWidget(widget)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.clicked.connect(lambda: self.heard.append("button"))
        for action in ("review.play", "review.second_next", "review.goto"):
            actions.connect(action, lambda *_, action=action: self.heard.append(action))
        actions.install(self, "review")


@pytest.fixture
def room(services: Services, qtbot: QtBot) -> Room:
    made = Room(services.actions)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_bare_keys_work_in_their_room(room: Room) -> None:
    room.setFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_G):
        QTest.keyClick(room, key)
    assert room.heard == ["review.play", "review.second_next", "review.goto"]


def test_a_control_keeps_the_keys_that_it_needs(room: Room) -> None:
    room.button.setFocus()
    QTest.keyClick(room.button, Qt.Key.Key_Space)
    QTest.keyClick(room.button, Qt.Key.Key_G)
    room.slider.setFocus()
    QTest.keyClick(room.slider, Qt.Key.Key_Right)
    room.line.setFocus()
    QTest.keyClicks(room.line, "g ")
    assert room.heard == ["button", "review.goto"]
    assert room.slider.value() == 1
    assert room.line.text() == "g "
