"""The editor of the keys: a proper model, a search, conflicts shown at once, and no mouse needed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from dfd_gui.actions import ACTIONS
from dfd_gui.items.keys_model import COL_ACTION, COL_KEYS, COL_PLACE, ROLE_ACTION, ROLE_OWN, KeysFilter, KeysModel
from dfd_gui.services import Services
from dfd_gui.shell.palette import PaletteModel
from dfd_gui.shell.settings_dialog import SettingsDialog
from dfd_gui.shell.shortcut_editor import ShortcutEditor
from dfd_gui.shell.shortcut_sheet import ShortcutSheet
from tests.gui.fakes import make_services
from tests.gui.library_help import Checks, button_of, find_button


@pytest.fixture
def sheet(services: Services, qtbot: QtBot) -> Iterator[ShortcutSheet]:
    made = ShortcutSheet(services)
    with qtbot.waitActive(made):
        made.show()
    yield made
    made.close()


@pytest.fixture
def editor(sheet: ShortcutSheet) -> ShortcutEditor:
    return sheet.editor


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifiers)


CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def keys_of(editor: ShortcutEditor, action: str) -> str:
    return str(editor.model.index(editor.model.row_of(action), COL_KEYS).data())


# -- the model ---------------------------------------------------------------------------------------------------------


def test_the_model_keeps_the_rules(services: Services, qtmodeltester: Checks) -> None:
    model = KeysModel(services)
    rows = KeysFilter(model)
    qtmodeltester.check(model)
    qtmodeltester.check(rows)
    rows.narrow("chart")
    services.actions.shortcuts.change({"chart.fit": (QKeySequence("Ctrl+9"),)})
    rows.narrow("")
    services.actions.shortcuts.reset_all()
    qtmodeltester.check(rows)


def test_every_action_stands_below_the_head_of_its_menu(services: Services) -> None:
    model = KeysModel(services)
    rows = [model.index(place, COL_ACTION) for place in range(model.rowCount())]
    assert sorted(index.data(ROLE_ACTION) for index in rows if index.data(ROLE_ACTION)) == sorted(s.id for s in ACTIONS)
    heads = [index.data() for index in rows if not index.data(ROLE_ACTION)]
    assert heads[:3] == ["File", "Edit", "View"]
    assert len(heads) == len(set(heads))
    assert rows[0].flags() & Qt.ItemFlag.ItemIsSelectable == Qt.ItemFlag.NoItemFlags
    detector = model.index(model.row_of("chart.model_3"), COL_ACTION)
    assert detector.data() == "Show or hide detector 3"
    assert "Ctrl+O" in str(model.index(1, COL_ACTION).data(Qt.ItemDataRole.AccessibleTextRole))
    assert model.index(model.row_of("review.play"), COL_PLACE).data() == "review"


def test_a_row_says_when_its_keys_are_the_users_own(services: Services) -> None:
    model = KeysModel(services)
    index = model.index(model.row_of("queue.open"), COL_KEYS)
    services.actions.shortcuts.change({"queue.open": (QKeySequence("F7"), QKeySequence("F8"))})
    assert (index.data(), index.data(ROLE_OWN)) == ("F7   F8", True)
    assert "default: Ctrl+O" in str(index.data(Qt.ItemDataRole.ToolTipRole))
    assert "changed" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))


# -- the editor --------------------------------------------------------------------------------------------------------


def test_the_search_finds_words_menus_and_keys(editor: ShortcutEditor) -> None:
    assert len(editor.shown()) == len(ACTIONS)
    editor.search.setText("ctrl+o")
    assert editor.shown() == ["queue.open"]
    editor.search.setText("folder open")
    assert "queue.open_folder" in editor.shown()
    assert "queue.open" not in editor.shown()
    editor.search.setText("theme")
    assert editor.shown() == ["view.theme_system", "view.theme_light", "view.theme_dark"]
    editor.search.setText("no such thing")
    assert editor.nothing.isVisible()
    assert not editor.strip.field.isEnabled()


def test_keys_are_changed_without_a_mouse(editor: ShortcutEditor, services: Services) -> None:
    heard: list[str] = []
    services.actions.connect("queue.sample", lambda: heard.append("sample"))
    editor.search.setFocus()
    QTest.keyClicks(focused(), "sample clip")
    press(Qt.Key.Key_Return)
    assert focused() is editor.view
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_O, CTRL | ALT)
    assert editor.strip.use.isEnabled()
    press(Qt.Key.Key_Tab)
    assert focused() is editor.strip.use
    press(Qt.Key.Key_Space)
    assert focused() is editor.view, "the next action can be chosen"
    assert keys_of(editor, "queue.sample") == "Ctrl+Alt+O"
    assert services.actions.keys("queue.sample") == [QKeySequence("Ctrl+Alt+O")]
    palette = PaletteModel(services)
    assert "Ctrl+Alt+O" in str(palette.index(0).data(Qt.ItemDataRole.AccessibleTextRole))


def test_arrows_skip_the_heads_of_the_menus(editor: ShortcutEditor) -> None:
    editor.select("app.quit")
    editor.view.setFocus()
    press(Qt.Key.Key_Down)
    assert editor.view.currentIndex().data(ROLE_ACTION) == "edit.undo"
    press(Qt.Key.Key_Up)
    assert editor.view.currentIndex().data(ROLE_ACTION) == "app.quit"


def test_a_conflict_is_shown_at_once_and_refused(editor: ShortcutEditor) -> None:
    editor.select("queue.open")
    editor.strip.listen()
    press(Qt.Key.Key_O, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert editor.strip.notice.text == "Ctrl+Shift+O conflicts with: Open folder (File)."
    assert not editor.strip.use.isEnabled()
    assert not editor.strip.add.isEnabled()
    press(Qt.Key.Key_F9)
    assert editor.strip.notice.text == ""
    assert editor.strip.use.isEnabled()


def test_a_conflict_can_be_ended_by_choice(editor: ShortcutEditor, services: Services) -> None:
    editor.select("queue.open")
    editor.strip.field.setKeySequence(QKeySequence("Ctrl+Shift+O"))
    button_of(editor, "Take it from there").click()
    assert (keys_of(editor, "queue.open"), keys_of(editor, "queue.open_folder")) == ("Ctrl+Shift+O", "")
    assert services.actions.keys("queue.open_folder") == []
    editor.select("queue.open_folder")
    editor.strip.reset.click()
    assert "Its default, Ctrl+Shift+O, conflicts with: Open clips (File)." in editor.strip.notice.text
    button_of(editor, "Take it from there").click()
    assert (keys_of(editor, "queue.open"), keys_of(editor, "queue.open_folder")) == ("", "Ctrl+Shift+O")


def test_keys_that_nobody_may_have_are_refused_with_the_reason(editor: ShortcutEditor) -> None:
    editor.select("queue.open")
    editor.strip.field.setKeySequence(QKeySequence("G"))
    assert "add Ctrl or Alt" in editor.strip.notice.text
    assert not editor.strip.use.isEnabled()
    assert find_button(editor, "Take it from there") is None


def test_an_action_can_have_several_keys_or_none(editor: ShortcutEditor) -> None:
    editor.select("queue.open")
    editor.strip.field.setKeySequence(QKeySequence("F7"))
    editor.strip.add.click()
    assert keys_of(editor, "queue.open") == "Ctrl+O   F7"
    assert editor.strip.field.keySequence().isEmpty()
    editor.strip.none.click()
    assert keys_of(editor, "queue.open") == ""
    assert not editor.strip.none.isEnabled()
    editor.strip.reset.click()
    assert keys_of(editor, "queue.open") == "Ctrl+O"
    assert not editor.strip.reset.isEnabled()


def test_all_can_be_reset_after_a_question(editor: ShortcutEditor, services: Services) -> None:
    assert not editor.reset_all.isEnabled()
    services.settings.set("ui.shortcuts", {"queue.open": "F7", "help.about": "F8"})
    editor.reset_all.click()
    button_of(editor, "Keep them").click()
    assert keys_of(editor, "queue.open") == "F7"
    editor.reset_all.click()
    button_of(editor, "Reset all").click()
    assert (keys_of(editor, "queue.open"), keys_of(editor, "help.about")) == ("Ctrl+O", "")
    assert services.settings.table("ui.shortcuts") == {}


def test_what_the_file_holds_amiss_is_said_once_and_can_be_forgotten(services: Services, qtbot: QtBot) -> None:
    services.settings.path.parent.mkdir(parents=True)
    services.settings.path.write_text(
        '[ui.shortcuts]\n"queue.opne" = "F7"\n"queue.open" = "Quatsch"\n', encoding="utf-8"
    )
    again = make_services(services.paths.data.parent)
    editor = ShortcutEditor(again)
    qtbot.addWidget(editor)
    assert "queue.opne is no action" in editor.problems.text
    assert "'Quatsch' is no key; it was meant for Open clips" in editor.problems.text
    editor.show()
    button_of(editor, "Forget them").click()
    assert editor.problems.text == ""
    assert again.settings.table("ui.shortcuts") == {}
    again.store.close()


def test_the_settings_have_it_as_a_page(services: Services, qtbot: QtBot) -> None:
    dialog = SettingsDialog(services)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.sections.setCurrentRow(dialog.sections.count() - 1)
    assert dialog.shortcuts.isVisible()
    services.actions.shortcuts.change({"queue.open": ()})
    assert keys_of(dialog.shortcuts, "queue.open") == ""


def test_it_is_drawn_in_both_themes(sheet: ShortcutSheet, services: Services) -> None:
    services.settings.set("ui.shortcuts", {"queue.open": "F7"})
    pictures = []
    for theme in ("light", "dark"):
        services.settings.set("ui.theme", theme)
        pictures.append(sheet.grab().toImage())
    assert pictures[0].pixelColor(300, 300) != pictures[1].pixelColor(300, 300)
    assert not [label for label in sheet.findChildren(QLabel) if label.isVisible() and label.width() < 5]
