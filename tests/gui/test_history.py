"""One history for the window: what can be taken back, in words, from the menu and by Ctrl+Z."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dfd_gui.history import LIMIT, History
from dfd_gui.services import Services
from dfd_gui.shell.undoing import Undoing
from tests.gui.test_shell_window import Desk


class Page:
    """Something to change."""

    def __init__(self, history: History) -> None:
        self.words: list[str] = []
        self.history = history

    def add(self, word: str, joins: str = "") -> None:
        self.history.do(f"add {word}", partial(self.words.append, word), self.words.pop, joins)


@pytest.fixture
def page(services: Services) -> Page:
    return Page(services.history)


def test_what_was_done_goes_back_and_comes_again(page: Page) -> None:
    history = page.history
    assert (history.undo_words, history.redo_words) == ("", "")
    history.undo()
    page.add("one")
    page.add("two")
    assert history.undo_words == "add two"
    history.undo()
    assert (page.words, history.undo_words, history.redo_words) == (["one"], "add one", "add two")
    history.redo()
    assert page.words == ["one", "two"]
    history.undo()
    page.add("three")
    assert (page.words, history.redo_words) == (["one", "three"], ""), "what was taken back is gone for good"


def test_steps_that_belong_together_go_back_together(services: Services) -> None:
    history, now = services.history, [0]

    def turn(before: int, after: int, joins: str) -> None:
        history.do("turn", partial(now.__setitem__, 0, after), partial(now.__setitem__, 0, before), joins)

    for value in (1, 2, 3):
        turn(value - 1, value, "first")
    turn(3, 4, "second")
    history.undo()
    assert now == [3]
    history.undo()
    assert (now, history.undo_words) == ([0], "")
    history.redo()
    assert now == [3]
    turn(3, 5, "first")
    history.undo()
    assert now == [3], "nothing joins what was taken back and done again"


def test_what_comes_up_within_a_step_is_a_step_after_it(page: Page) -> None:
    history = page.history

    def outer() -> None:
        page.words.append("outer")
        if "inner" not in page.words:
            page.add("inner")

    history.do("add outer", outer, lambda: page.words.remove("outer"))
    assert (page.words, history.undo_words) == (["outer", "inner"], "add inner")
    history.undo()
    history.undo()
    assert (page.words, history.undo_words) == ([], "")


def test_only_so_many_steps_are_kept(page: Page) -> None:
    for number in range(LIMIT + 5):
        page.add(str(number))
    while page.history.undo_words:
        page.history.undo()
    assert page.words == ["0", "1", "2", "3", "4"]


def test_the_actions_say_what_they_would_do(services: Services, page: Page) -> None:
    undoing = Undoing(services)
    undo, redo = services.actions.get("edit.undo"), services.actions.get("edit.redo")
    assert not undo.isEnabled()
    assert not redo.isEnabled()
    page.add("note")
    assert (undo.text(), undo.isEnabled(), redo.isEnabled()) == ("Undo add note", True, False)
    undo.trigger()
    assert page.words == []
    assert (undo.text(), undo.isEnabled()) == ("Undo", False)
    assert (redo.text(), redo.isEnabled()) == ("Redo add note", True)
    redo.trigger()
    assert page.words == ["note"]
    undoing.deleteLater()


def test_a_field_takes_its_own_words_back(services: Services, page: Page, qtbot: QtBot) -> None:
    window, body = QMainWindow(), QWidget()
    line, layout = QLineEdit(), QVBoxLayout(body)
    layout.addWidget(line)
    window.setCentralWidget(body)
    qtbot.addWidget(window)
    undoing = Undoing(services, window)
    services.actions.install(window, "window")
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.add("note")
    line.setFocus()
    QTest.keyClicks(line, "abc")
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (line.text(), page.words) == ("", ["note"])
    body.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    body.setFocus()
    QTest.keyClick(body, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.words == []
    shift = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(body, Qt.Key.Key_Z, shift)
    assert page.words == ["note"]
    assert undoing is not None


def test_the_windows_edit_menu_begins_with_them(services: Services, page: Page, qtbot: QtBot) -> None:
    desk = Desk(services, qtbot)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    entries = desk.window.menus["edit"].actions()
    page.add("note")
    assert [entry.text() for entry in entries[:2]] == ["Undo add note", "Redo"]
    QTest.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.words == []
    assert [entry.text() for entry in entries[:2]] == ["Undo", "Redo add note"]
    desk.window.end()
