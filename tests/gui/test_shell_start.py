"""The start of the program: command line, crash log, one window, case store, language."""

from __future__ import annotations

import gc
import io
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from dfd_core.cases.store import CaseStore
from dfd_core.errors import UsageError
from dfd_gui import __main__ as entry
from dfd_gui.options import Options, parse
from dfd_gui.services import Services
from dfd_gui.settings import FILE, Settings
from dfd_gui.shell import first_aid, translations
from dfd_gui.shell.collector import Collector
from dfd_gui.shell.crash import CrashLog
from dfd_gui.shell.instance import Instance
from dfd_gui.shell.later import Later
from dfd_gui.shortcuts import Shortcuts
from tests.gui.fakes import make_paths


def test_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "clip.mp4").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    options = parse(["clip.mp4", "--tab", "library", "--screenshot", "a.png", "--size", "800x600", "--theme", "dark"])
    assert options == Options((tmp_path / "clip.mp4",), "library", Path("a.png"), "dark", "", (800, 600))
    assert options.errand
    assert not parse([]).errand


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["no-such-clip.mp4"], "no such file"),
        (["--tab", "kitchen"], "kitchen"),
        (["--size", "wide"], "no size"),
        (["--colour"], "--colour"),
    ],
)
def test_a_wrong_command_line_is_one_line(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError):
        parse(words)
    assert entry.main(words) == 2
    told = capsys.readouterr().err
    assert told.startswith("dfd-gui: ")
    assert said in told
    assert told.count("\n") == 1


def test_missing_streams_are_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    entry.prepare_streams()
    sys.stdout.write("nobody reads this")
    assert sys.stdin.read() == ""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        assert isinstance(stream, io.TextIOWrapper)
        stream.close()


def test_without_a_display_qt_draws_into_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    entry.prepare_platform()
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    entry.prepare_platform()
    assert os.environ["QT_QPA_PLATFORM"] == "xcb"


def test_a_run_that_ends_well_leaves_no_trace(tmp_path: Path) -> None:
    log = CrashLog(tmp_path)
    assert log.open() is None
    log.close()
    again = CrashLog(tmp_path)
    assert again.open() is None
    again.close()


CRASH = """
import sys, ctypes
from pathlib import Path
from dfd_gui.shell.crash import CrashLog
CrashLog(Path(sys.argv[1])).open()
ctypes.string_at(0)
"""


def test_a_crash_is_found_at_the_next_start(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", CRASH, str(tmp_path)], check=False, capture_output=True)
    assert done.returncode != 0
    log = CrashLog(tmp_path)
    last = log.open()
    assert last is not None
    assert "Segmentation fault" in last.text
    assert "DFD" in last.text
    log.close()
    again = CrashLog(tmp_path)
    assert again.open() is None
    again.close()


def test_an_error_that_nobody_caught_is_logged(tmp_path: Path) -> None:
    log = CrashLog(tmp_path)
    log.open()
    error = ValueError("something odd")
    assert "something odd" in log.add(ValueError, error, None)
    assert "something odd" in log.path.read_text()
    log.close()


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    log = CrashLog(tmp_path / "file")
    assert log.open() is None
    log.close()


def test_the_last_runs_log_is_offered(services: Services, qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    crashed = CrashLog(tmp_path)
    crashed.open()
    now = CrashLog(tmp_path)
    first_aid.tell_last_run(services.messages, now.open(), window)
    (message,) = services.messages.shown
    assert "unexpectedly" in message.text
    buttons = dict(message.buttons)
    buttons["Copy report"]()
    assert "window started" in QGuiApplication.clipboard().text()
    buttons["Show log"]()
    now.close()
    crashed.close()
    first_aid.tell_last_run(services.messages, None, window)
    assert len(services.messages.shown) == 1


def test_settings_that_make_no_sense_are_told(services: Services, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("screening.frames = 'many'")
    settings = Settings(tmp_path / FILE)
    first_aid.tell_problems(services.messages, settings, Shortcuts(settings))
    (message,) = services.messages.shown
    assert "screening.frames" in message.details


def test_a_second_start_hands_its_clips_over(tmp_path: Path, qtbot: QtBot) -> None:
    first, second = Instance(tmp_path), Instance(tmp_path)
    assert first.claim()
    code = f"""
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from dfd_gui.shell.instance import Instance
app = QCoreApplication([])
other = Instance(Path({str(tmp_path)!r}))
assert not other.claim()
sys.exit(0 if other.hand_over([Path("/a/b.mp4"), Path("/c")], "library") else 3)
"""
    with qtbot.waitSignal(first.called, timeout=10_000) as told:
        process = subprocess.Popen([sys.executable, "-c", code])
    assert told.args == [[Path("/a/b.mp4"), Path("/c")], "library"]
    assert process.wait(10) == 0
    first.release()
    assert second.claim()
    second.release()


def _is_cut_off(socket: QLocalSocket) -> bool:
    return socket.state() == QLocalSocket.LocalSocketState.UnconnectedState


def test_nonsense_from_another_program_is_not_taken(tmp_path: Path, qtbot: QtBot) -> None:
    instance = Instance(tmp_path)
    assert instance.claim()
    for line in (b"{}\n", b"not json\n", b'{"paths": 3, "room": ""}\n'):
        socket = QLocalSocket()
        socket.connectToServer(instance.name)
        assert socket.waitForConnected(1000)
        socket.write(line)
        with qtbot.assertNotEmitted(instance.called):
            qtbot.waitUntil(partial(_is_cut_off, socket))
    instance.release()


def test_folders_have_windows_of_their_own(tmp_path: Path) -> None:
    first, second = Instance(tmp_path / "a"), Instance(tmp_path / "b")
    assert first.claim()
    assert second.claim()
    first.release()
    second.release()


def _press(monkeypatch: pytest.MonkeyPatch, role: QMessageBox.ButtonRole) -> list[str]:
    """Answer every box with the button of that role; gives what they said."""
    said: list[str] = []
    chosen: dict[QMessageBox, object] = {}

    def answer(box: QMessageBox) -> int:
        said.append(f"{box.text()} {box.informativeText()}")
        chosen[box] = next(button for button in box.buttons() if box.buttonRole(button) == role)
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda box: chosen[box])
    return said


def test_a_damaged_store_is_put_aside_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    del qapp
    paths = make_paths(tmp_path)
    paths.store.parent.mkdir(parents=True)
    paths.store.write_bytes(b"this is no database, not at all" * 40)
    said = _press(monkeypatch, QMessageBox.ButtonRole.AcceptRole)
    store = first_aid.open_store(paths)
    assert store is not None
    store.close()
    assert "damaged" in said[0]
    kept = list(paths.store.parent.glob("cases-*.sqlite3"))
    assert len(kept) == 1
    assert kept[0].read_bytes().startswith(b"this is no database")


def test_a_damaged_store_is_left_alone_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    del qapp
    paths = make_paths(tmp_path)
    paths.store.parent.mkdir(parents=True)
    paths.store.write_bytes(b"this is no database, not at all" * 40)
    _press(monkeypatch, QMessageBox.ButtonRole.RejectRole)
    assert first_aid.open_store(paths) is None
    assert paths.store.read_bytes().startswith(b"this is no database")


def test_a_sound_store_opens_without_a_question(tmp_path: Path, qapp: QApplication) -> None:
    del qapp
    store = first_aid.open_store(make_paths(tmp_path))
    assert isinstance(store, CaseStore)
    store.close()


def test_the_language_of_the_system_is_taken_where_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    for wanted, languages in (("de", "de-AT en"), ("en", "fr en de"), ("en", "ja"), ("en", "en-GB de")):
        monkeypatch.setattr(translations, "system_languages", languages.split)
        assert translations.language("system") == wanted
    assert translations.language("de") == "de"


def test_garbage_is_collected_here_and_by_python_again_afterwards(qtbot: QtBot) -> None:
    del qtbot
    collector = Collector()
    assert not gc.isenabled()
    collector.collect()
    collector.stop()
    assert gc.isenabled()


def test_slow_work_hands_its_answer_over(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    answers: list[int] = []
    later = Later(lambda: 6 * 7, answers.append, parent)
    qtbot.waitUntil(lambda: answers == [42])
    del later
