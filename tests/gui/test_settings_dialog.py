"""The settings dialog: every row of the table, applied at once, refused with words, tested engine commands."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QSpinBox
from pytestqt.qtbot import QtBot

from dfd_core.detectors.ensemble import Ensemble
from dfd_gui.services import Services
from dfd_gui.settings import SPECS
from dfd_gui.shell.settings_dialog import SettingsDialog
from dfd_gui.shell.settings_fields import ChoiceField, CommandField, DeviceField, NumberField, TextField
from tests.gui.fakes import make_services
from tests.gui.library_help import button_of, words_of

STANDIN = f"'{sys.executable}' -m tests.gui.standin_engine"


@pytest.fixture
def dialog(services: Services, qtbot: QtBot) -> Iterator[SettingsDialog]:
    made = SettingsDialog(services, ask=lambda _parent, _present: str(services.paths.data))
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()
    made.deleteLater()


def saved(services: Services) -> dict[str, object]:
    path = services.settings.path
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def test_every_row_of_the_table_is_there_with_words_and_names(dialog: SettingsDialog) -> None:
    assert set(dialog.rows) == {spec.key for spec in SPECS if spec.shown}
    for row in dialog.rows.values():
        control = row.field.focusProxy()
        assert control is not None
        assert control.accessibleName() == row.spec.title
        assert not row.default_button.isEnabled(), "nothing differs from the defaults yet"
    assert dialog.sections.count() == len({spec.group for spec in SPECS if spec.shown}) + 1, "and the keyboard"


def test_a_change_holds_and_is_saved_at_once(dialog: SettingsDialog, services: Services) -> None:
    box = dialog.rows["screening.frames"].field.focusProxy()
    assert isinstance(box, QSpinBox)
    box.setValue(64)
    assert services.settings.number("screening.frames") == 64
    assert saved(services) == {"screening": {"frames": 64}}
    dialog.rows["screening.frames"].default_button.click()
    assert (services.settings.number("screening.frames"), box.value()) == (32, 32)
    assert saved(services) == {}


def test_typing_a_number_is_taken_when_it_is_whole(dialog: SettingsDialog, services: Services) -> None:
    box = dialog.rows["screening.frames"].field.focusProxy()
    assert isinstance(box, QSpinBox)
    seen: list[str] = []
    services.settings.changed.connect(seen.append)
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "120")
    assert seen == []
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert (seen, services.settings.number("screening.frames")) == (["screening.frames"], 120)
    assert dialog.isVisible(), "Enter in a field does not close the dialog"


def test_a_change_elsewhere_is_shown(dialog: SettingsDialog, services: Services) -> None:
    services.settings.set("ui.theme", "dark")
    row = dialog.rows["ui.theme"]
    box = row.field.focusProxy()
    assert isinstance(box, QComboBox)
    assert (box.currentText(), row.default_button.isEnabled()) == ("Dark", True)


def test_a_bad_device_is_refused_with_the_reason(dialog: SettingsDialog, services: Services) -> None:
    row = dialog.rows["screening.device"]
    assert isinstance(row.field, DeviceField)
    line = row.field.box.lineEdit()
    assert line is not None
    line.setText("gpu")
    line.editingFinished.emit()
    assert "gpu is no device" in row.refusal
    assert (services.settings.text("screening.device"), row.field.box.currentText()) == ("auto", "auto")
    line.setText("cuda:1")
    line.editingFinished.emit()
    assert (row.refusal, services.settings.text("screening.device")) == ("", "cuda:1")


def test_the_bands_cannot_overlap(dialog: SettingsDialog, services: Services) -> None:
    upper = dialog.rows["verdict.manipulated"].field.focusProxy()
    lower = dialog.rows["verdict.authentic"].field.focusProxy()
    assert isinstance(upper, QDoubleSpinBox)
    assert isinstance(lower, QDoubleSpinBox)
    assert upper.text() == "as calibrated"
    upper.setValue(0.4)
    lower.setValue(0.6)
    assert "authentic band" in dialog.rows["verdict.authentic"].refusal
    assert services.settings.real("verdict.authentic") == 0
    lower.setValue(0.3)
    assert services.settings.real("verdict.authentic") == pytest.approx(0.3)
    assert dialog.rows["verdict.authentic"].refusal == ""


def test_ensembles_of_the_library_are_offered_and_missing_ones_stay_visible(tmp_path: Path, qtbot: QtBot) -> None:
    services = make_services(tmp_path / "home")
    Ensemble("mine", ("a",)).save(services.paths.ensembles)
    services.settings.set("screening.ensemble", "gone")
    dialog = SettingsDialog(services)
    qtbot.addWidget(dialog)
    row = dialog.rows["screening.ensemble"]
    assert isinstance(row.field, ChoiceField)
    words = [row.field.box.itemText(place) for place in range(row.field.box.count())]
    assert words == ["The library's default", "mine", "starter", "starter-open", "gone (not there)"]
    assert row.field.box.currentText() == "gone (not there)"
    services.store.close()


def test_a_folder_can_be_chosen_but_not_a_file(dialog: SettingsDialog, services: Services, tmp_path: Path) -> None:
    row = dialog.rows["training.folder"]
    assert isinstance(row.field, TextField)
    file = tmp_path / "file"
    file.touch()
    row.field.line.setText(str(file))
    row.field.line.editingFinished.emit()
    assert "is a file" in row.refusal
    button_of(row.field, "Choose...").click()
    assert services.settings.text("training.folder") == str(services.paths.data)


def test_problems_of_the_file_are_listed(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "home" / "config" / "settings.toml"
    path.parent.mkdir(parents=True)
    path.write_text('[screening]\nframes = "many"\n', encoding="utf-8")
    services = make_services(tmp_path / "home")
    opened: list[QUrl] = []

    def note(url: QUrl) -> bool:
        opened.append(url)
        return True

    dialog = SettingsDialog(services, open_file=note)
    qtbot.addWidget(dialog)
    assert "'many' is not a whole number" in dialog.problems.text
    dialog.open_file()
    assert opened == [QUrl.fromLocalFile(str(path))]
    services.store.close()


def test_without_a_file_there_is_nothing_to_open(dialog: SettingsDialog, services: Services) -> None:
    dialog.open_file()
    assert str(services.settings.path) in dialog.question.text


def test_everything_can_be_reset_after_a_question(dialog: SettingsDialog, services: Services) -> None:
    services.settings.set("screening.frames", 99)
    services.settings.set("ui.shortcuts", {"queue.open": "Ctrl+9"})
    button_of(dialog, "Reset all...").click()
    assert services.settings.number("screening.frames") == 99
    button_of(dialog, "Reset all").click()
    assert services.settings.number("screening.frames") == 32
    assert services.settings.table("ui.shortcuts") == {"queue.open": "Ctrl+9"}, "what the dialog does not show stays"


# -- the engine command ------------------------------------------------------------------------------------------------


def command(dialog: SettingsDialog) -> CommandField:
    found = dialog.rows["engine.command"].field
    assert isinstance(found, CommandField)
    return found


def test_a_command_is_tried_before_it_is_taken(dialog: SettingsDialog, services: Services, qtbot: QtBot) -> None:
    tried = command(dialog)
    dialog.sections.setCurrentRow(2)
    assert "with all your rights" in words_of(dialog)
    tried.line.setText(f"{STANDIN} remote")
    tried.test.test_button.click()
    qtbot.waitUntil(lambda: "It answers" in tried.test.notice.text, timeout=20_000)
    assert "devices cpu, x:0" in tried.test.notice.text
    assert "clips are sent to it" in tried.test.notice.text
    assert services.settings.text("engine.command") == "", "trying is not choosing"
    qtbot.waitUntil(lambda: not tried.test.test_button.isHidden())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/nowhere/engine --fast", "cannot be started"),
        (f"{STANDIN} refuses", "another protocol"),
        (f"'{sys.executable}' -c \"import sys; sys.exit('no route to host')\"", "no route to host"),
        ("ssh 'unclosed", "cannot be read"),
    ],
)
def test_what_is_wrong_with_a_command_is_said(text: str, words: str, dialog: SettingsDialog, qtbot: QtBot) -> None:
    tried = command(dialog)
    tried.line.setText(text)
    tried.test.begin()
    qtbot.waitUntil(lambda: words in tried.test.notice.text, timeout=20_000)
    qtbot.waitUntil(lambda: not tried.test.test_button.isHidden())


def test_a_silent_command_can_be_stopped(dialog: SettingsDialog, qtbot: QtBot) -> None:
    tried = command(dialog)
    tried.line.setText(f"{STANDIN} mute")
    tried.test.begin()
    assert tried.test.test_button.isHidden()
    tried.test.stop_button.click()
    assert "Stopped" in tried.test.notice.text
    qtbot.waitUntil(lambda: not tried.test.test_button.isHidden())


def test_a_command_that_cannot_be_read_is_not_taken(dialog: SettingsDialog, services: Services) -> None:
    tried = command(dialog)
    tried.line.setText("ssh 'unclosed")
    tried.line.editingFinished.emit()
    assert "cannot be read" in dialog.rows["engine.command"].refusal
    assert services.settings.text("engine.command") == ""


def test_numbers_have_their_units_and_limits(dialog: SettingsDialog, services: Services) -> None:
    row = dialog.rows["cache.proxy_mb"]
    assert isinstance(row.field, NumberField)
    spec = services.settings.spec("cache.proxy_mb")
    assert (row.field.box.suffix(), row.field.box.minimum()) == (" MB", spec.minimum)
