"""The German translation: complete, in step with the sources, and spoken by the window."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dfd_core.cases.summary import LIMITS, WORDS
from dfd_core.paths import resource
from dfd_gui.main_window import MainWindow
from dfd_gui.shell import translations
from dfd_gui.shell.rooms import RoomSpec
from tests.gui.fakes import make_services

ROOT = Path(__file__).parents[2]
UNMARKED = re.compile(r"(?<!def )\b(?:[a-z_]+\.)?_?translated?\(\s*f?\"[^\"]*\"\s*\)")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translate", ROOT / "packaging" / "translate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["translate"] = module  # its dataclasses look themselves up
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def german(qapp: QApplication) -> Iterator[QApplication]:
    before, known = QLocale(), set(qapp.findChildren(QTranslator))
    assert translations.install(qapp, "de") == "de"
    yield qapp
    for translator in set(qapp.findChildren(QTranslator)) - known:
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(before)


def test_every_text_of_the_sources_is_translated_and_compiled(tool: ModuleType) -> None:
    faults = list(tool.faults(tool.FOLDER / "dfd_de.ts"))
    assert faults == [], "see packaging/translate.py"


def test_no_text_hides_from_lupdate() -> None:
    hidden = [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in sorted((ROOT / "dfd_gui").rglob("*.py"))
        for found in UNMARKED.finditer(path.read_text(encoding="utf-8"))
    ]
    assert hidden == [], "mark the text with QT_TRANSLATE_NOOP and its context"


@pytest.mark.parametrize(
    ("source", "translation", "fault"),
    [
        ("{count} clips", "{count} Clips", ""),
        ("{count} clips", "{number} Clips", "fields"),
        ("Open...", "Öffnen", "dots"),
        ("&File", "Datei", "key"),
        ("Open", "", "not translated"),
    ],
)
def test_odd_translations_are_noticed(tool: ModuleType, source: str, translation: str, fault: str) -> None:
    assert fault in tool.odd(tool.Entry("Context", source, translation))
    assert bool(tool.odd(tool.Entry("Context", source, translation))) == bool(fault)


def test_the_window_speaks_german(german: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    services = make_services(tmp_path)
    window = MainWindow(services, [RoomSpec("screen", "Screening", "screen", lambda _: QWidget())])
    qtbot.addWidget(window)
    titles = [action.text().replace("&", "") for action in window.menuBar().actions()]
    assert titles == [
        "Datei", "Bearbeiten", "Ansicht", "Warteschlange", "Sichtung", "Training", "Bibliothek", "Hilfe",
    ]  # fmt: skip
    keys = [title[title.index("&") + 1].casefold() for title in (a.text() for a in window.menuBar().actions())]
    assert len(set(keys)) == len(keys), "each menu has a key of its own"
    assert services.actions.title("queue.open") == "Clips öffnen..."
    assert window.status.words()[1] == "Engine ruht"
    assert QLocale().toString(1234.5, "f", 1) == "1.234,5"
    assert german.translate("QPlatformTheme", "Cancel") == "Abbrechen", "Qt's own words too"
    services.store.close()


def test_the_verdicts_and_their_limits_are_translated(german: QApplication) -> None:
    del german
    words = [text for verdict in WORDS.values() for text in (verdict.title, verdict.meaning)]
    same = [text for text in (*words, *LIMITS) if QCoreApplication.translate("Verdict", text) == text]
    assert same == []


def test_languages_come_with_the_program() -> None:
    assert translations.translated_languages() == ["de"]
    assert resource("translations", "dfd_de.ts").exists()
