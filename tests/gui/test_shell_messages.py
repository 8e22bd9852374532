from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dfd_core.errors import DfdError
from dfd_gui.services import Services
from dfd_gui.shell import message_bar
from dfd_gui.shell.message_bar import MessageBar


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 300)
    return made


@pytest.fixture
def bar(services: Services, holder: QWidget) -> MessageBar:
    made = MessageBar(services.messages, services.theme)
    QVBoxLayout(holder).addWidget(made)
    holder.show()
    return made


def words(bar: MessageBar) -> list[str]:
    return [row.findChildren(QLabel)[0].text() for row in bar.rows()]


def test_nothing_is_shown_while_there_is_nothing_to_say(bar: MessageBar) -> None:
    assert bar.isHidden()


def test_cause_and_remedy_are_shown_as_sentences(bar: MessageBar, services: Services) -> None:
    services.messages.error("the clip cannot be read", "try another one")
    assert not bar.isHidden()
    assert words(bar) == ["The clip cannot be read. Try another one."]
    assert bar.rows()[0].accessibleName().startswith("Error:")


def test_an_error_of_the_core_is_shown_with_its_hint(bar: MessageBar, services: Services) -> None:
    services.messages.failure(DfdError("x", "a.mp4: broken", "send it again"))
    assert words(bar) == ["a.mp4: broken. Send it again."]


def test_a_message_of_the_same_key_takes_the_place(bar: MessageBar, services: Services) -> None:
    services.messages.warn("one", key="disk")
    services.messages.warn("two", key="disk")
    services.messages.warn("other")
    assert words(bar) == ["Other.", "Two."]
    services.messages.clear("disk")
    assert words(bar) == ["Other."]


def test_a_message_can_be_dismissed(bar: MessageBar, services: Services) -> None:
    services.messages.error("gone in a moment")
    cross = next(b for b in bar.rows()[0].findChildren(QToolButton) if b.accessibleName() == "Dismiss")
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert services.messages.shown == ()
    assert bar.isHidden()


def test_details_open_on_request_and_can_be_copied(bar: MessageBar, services: Services) -> None:
    services.messages.error("it failed", details="line 1\nline 2")
    row = bar.rows()[0]
    pane = row.findChildren(QPlainTextEdit)[0]
    assert not pane.isVisible()
    buttons = {button.text(): button for button in row.findChildren(QPushButton)}
    QTest.mouseClick(buttons["Details"], Qt.MouseButton.LeftButton)
    assert pane.isVisible()
    QTest.mouseClick(buttons["Copy"], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "line 1\nline 2"


def test_buttons_act(bar: MessageBar, services: Services) -> None:
    pressed: list[str] = []
    services.messages.info("done", buttons=(("Open", lambda: pressed.append("open")),))
    (button,) = bar.rows()[0].findChildren(QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == ["open"]


def test_only_the_latest_are_shown_and_the_others_counted(bar: MessageBar, services: Services) -> None:
    for number in range(5):
        services.messages.warn(f"message {number}")
    assert words(bar) == ["Message 4.", "Message 3.", "Message 2."]
    assert any("2 earlier" in label.text() for label in bar.findChildren(QLabel))


def test_plain_news_goes_by_itself(
    bar: MessageBar, services: Services, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message_bar, "INFO_MS", 20)
    services.messages.info("saved")
    qtbot.waitUntil(lambda: not services.messages.shown)
    assert bar.isHidden()


def test_a_change_of_theme_leaves_no_dead_row_behind(bar: MessageBar, services: Services) -> None:
    services.messages.error("one", key="k")
    services.messages.clear("k")
    services.settings.set("ui.theme", "dark" if not services.theme.dark else "light")
    assert bar.isHidden()
