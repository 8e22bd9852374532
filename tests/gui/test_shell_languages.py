"""Other languages than those that come along: no word outside translation, longer words, writing from the right."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from dfd_gui.main_window import SMALLEST, MainWindow
from dfd_gui.services import Services
from dfd_gui.shell.dialogs import Dialogs
from dfd_gui.shell.rooms import Taking, rooms

DIALOGS = ("app.palette", "app.settings", "app.setup", "help.shortcuts", "help.contents", "help.log", "help.about")
ROOMS = ("screen", "training", "library")
WORD = re.compile(r"[^\W\d_]{3,}")


class Pseudo(QTranslator):
    """Every text in brackets and half as long again, as translations may be."""

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        del context, disambiguation, n
        return f"[{text}{'~' * (len(text) // 2)}]"


@pytest.fixture
def pseudo(qapp: QApplication) -> Iterator[None]:
    translator = Pseudo(qapp)
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)
    translator.deleteLater()


@pytest.fixture
def from_the_right(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def opened(services: Services, qtbot: QtBot) -> list[QWidget]:
    """The window with every room, and every window beside it."""
    window = MainWindow(services, rooms(remember=False))
    qtbot.addWidget(window)
    window.show()
    for room in ROOMS:
        window.enter(room)
    window.enter("screen")
    screen = window.room("screen")
    assert isinstance(screen, Taking)
    screen.prepare()
    for action in DIALOGS:
        services.actions.get(action).trigger()
    beside = window.findChildren(Dialogs)[0]
    return [window, *(found for action in DIALOGS if (found := beside.opened(action)))]


def words_of(top: QWidget) -> Iterator[str]:
    """What stands on controls and labels, and in menus."""
    for widget in top.findChildren(QWidget):
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        elif isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        elif isinstance(widget, QMenu):
            yield from (action.text() for action in widget.actions())


@pytest.mark.usefixtures("pseudo")
def test_every_word_of_the_window_can_be_translated(services: Services, qtbot: QtBot) -> None:
    tops = opened(services, qtbot)
    said = {words for top in tops for words in words_of(top) if "[" not in words and WORD.search(words)}
    assert {words for words in said if not words.startswith(str(services.paths.data.parent))} == set()


@pytest.mark.usefixtures("pseudo")
def test_long_words_leave_the_windows_on_the_screen(services: Services, qtbot: QtBot) -> None:
    widths = {type(top).__name__: top.minimumSizeHint().width() for top in opened(services, qtbot)}
    assert {name: width for name, width in widths.items() if width > SMALLEST[0]} == {}


@pytest.mark.usefixtures("from_the_right")
def test_the_window_can_be_written_from_the_right(services: Services, qtbot: QtBot) -> None:
    for top in opened(services, qtbot):
        assert top.layoutDirection() == Qt.LayoutDirection.RightToLeft
        assert not top.grab().isNull()
