from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dfd_gui.services import Services
from dfd_gui.shell.palette import Palette, PaletteModel, match


@pytest.mark.parametrize(
    ("pattern", "text", "places"),
    [
        ("", "Open clips", ()),
        ("oc", "Open clips", (0, 5)),
        ("clips", "Open clips", (5, 6, 7, 8, 9)),
        ("OPEN", "Open clips", (0, 1, 2, 3)),
        ("o f", "Open folder", (0, 5)),
        ("xyz", "Open clips", None),
        ("ss", "Straße", None),
    ],
)
def test_letters_are_found_in_order(pattern: str, text: str, places: tuple[int, ...] | None) -> None:
    assert match(pattern, text) == places


@pytest.fixture
def done(services: Services) -> list[str]:
    heard: list[str] = []
    for action in ("queue.open", "queue.open_folder", "help.about", "app.settings", "app.palette"):
        services.actions.connect(action, lambda *_, action=action: heard.append(action))
    return heard


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


@pytest.fixture
def palette(services: Services, done: list[str], window: QWidget) -> Palette:
    del done
    made = Palette(services, window)
    made.show()
    return made


def line(palette: Palette) -> QLineEdit:
    return palette.findChildren(QLineEdit)[0]


def test_what_can_be_done_now_is_offered(palette: Palette) -> None:
    assert palette.texts() == ["Open clips", "Open folder", "Settings", "About DFD"]


def test_typing_narrows_and_enter_does(palette: Palette, done: list[str]) -> None:
    QTest.keyClicks(line(palette), "fold")
    assert palette.texts() == ["Open folder"]
    QTest.keyClick(line(palette), Qt.Key.Key_Return)
    assert done == ["queue.open_folder"]
    assert palette.isHidden()


def test_arrows_choose_among_the_matches(palette: Palette, done: list[str]) -> None:
    QTest.keyClicks(line(palette), "op")
    QTest.keyClick(line(palette), Qt.Key.Key_Down)
    QTest.keyClick(line(palette), Qt.Key.Key_Return)
    assert done == ["queue.open_folder"]


def test_a_menu_finds_its_actions_too(palette: Palette) -> None:
    QTest.keyClicks(line(palette), "help")
    assert palette.texts() == ["About DFD"]


def test_nothing_fits_and_enter_does_nothing(palette: Palette, done: list[str]) -> None:
    QTest.keyClicks(line(palette), "qqq")
    assert palette.texts() == []
    QTest.keyClick(line(palette), Qt.Key.Key_Return)
    assert done == []


def test_escape_goes_back(palette: Palette, done: list[str]) -> None:
    QTest.keyClick(line(palette), Qt.Key.Key_Escape)
    assert palette.isHidden()
    assert done == []


def test_the_model_is_a_proper_one(services: Services, done: list[str]) -> None:
    del done
    model = PaletteModel(services)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, None)
    for pattern in ("o", "open", "zzz", ""):
        model.narrow(pattern)
    assert isinstance(model, QAbstractItemModel)
    assert model.rowCount() == 4
