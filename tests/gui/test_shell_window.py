from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from dfd_gui.main_window import MainWindow
from dfd_gui.services import Services
from dfd_gui.shell.about import About
from dfd_gui.shell.closing import Answer
from dfd_gui.shell.drop_overlay import DropOverlay
from dfd_gui.shell.help_page import HelpPage
from dfd_gui.shell.licences import Licences
from dfd_gui.shell.palette import Palette
from dfd_gui.shell.rooms import RoomSpec
from dfd_gui.shell.shortcut_sheet import ShortcutSheet
from dfd_gui.shell.status_line import StatusLine
from dfd_gui.shell.text_window import TextWindow
from dfd_gui.welcome.dialog import SetupDialog
from tests.gui.fakes import FakeEngine


class ScreenStandin(QWidget):
    all_done = Signal()
    progressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.jobs: list[str] = []
        self.taken: list[Path] = []
        self.ended = False

    def add_paths(self, paths: Sequence[Path]) -> None:
        self.taken += paths

    def progress(self) -> str:
        return "Screening 3 clips"

    def failures(self) -> list[str]:
        return []

    def prepare(self) -> None:
        return

    def busy(self) -> list[str]:
        return self.jobs

    def shutdown(self) -> None:
        self.ended = True


class TrainingStandin(QWidget):
    screen_requested = Signal(list, str)

    def __init__(self) -> None:
        super().__init__()
        self.may = True
        self.asked = 0

    def busy(self) -> list[str]:
        return ["something is trained"]

    def may_close(self) -> bool:
        self.asked += 1
        return self.may


class Desk:
    """A window with rooms of its own, and what it asks."""

    def __init__(self, services: Services, qtbot: QtBot) -> None:
        self.made: list[str] = []
        self.asked: list[list[str]] = []
        self.answer: Answer = "cancel"
        self.screen = ScreenStandin()
        self.training = TrainingStandin()
        rooms = [
            RoomSpec("screen", "Screening", "screen", self._maker("screen", lambda: self.screen)),
            RoomSpec("training", "Training", "train", self._maker("training", lambda: self.training)),
            RoomSpec("library", "Library", "library", self._maker("library", self._broken)),
        ]
        self.window = MainWindow(services, rooms, self._ask)
        qtbot.addWidget(self.window)
        self.window.show()

    def _maker(self, name: str, make: Callable[[], QWidget]) -> Callable[[Services], QWidget]:
        def made(_services: Services) -> QWidget:
            self.made.append(name)
            return make()

        return made

    def _broken(self) -> QWidget:
        raise ImportError("the library room is broken")

    def _ask(self, _window: QWidget, jobs: Sequence[str]) -> Answer:
        self.asked.append(list(jobs))
        return self.answer


@pytest.fixture
def desk(services: Services, qtbot: QtBot) -> Desk:
    return Desk(services, qtbot)


def test_rooms_are_made_when_they_are_entered(desk: Desk, services: Services) -> None:
    assert desk.made == ["screen"]
    services.actions.get("view.training").trigger()
    assert desk.made == ["screen", "training"]
    assert desk.window.current_room() == "training"
    assert services.actions.get("view.training").isChecked()
    assert not services.actions.get("view.screen").isChecked()
    desk.window.enter("screen")
    desk.window.enter("training")
    assert desk.made == ["screen", "training"]


def test_a_room_that_cannot_be_made_is_not_swallowed(desk: Desk) -> None:
    with pytest.raises(ImportError, match="broken"):
        desk.window.room("library")


def test_the_window_says_when_it_can_be_seen(services: Services, qtbot: QtBot) -> None:
    window = MainWindow(services, [RoomSpec("screen", "Screening", "screen", lambda _: ScreenStandin())])
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.painted):
        window.show()


def test_every_menu_entry_has_words_and_a_known_action(desk: Desk) -> None:
    for menu in desk.window.findChildren(QMenu):
        for action in menu.actions():
            assert action.isSeparator() or action.text(), menu.title()
    assert [a.text() for a in desk.window.menuBar().actions()] == [
        "&File", "&Edit", "&View", "&Queue", "&Review", "&Training", "&Library", "&Help",
    ]  # fmt: skip


def test_dropped_files_are_counted_and_screened(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    files = [tmp_path / "a.mp4", tmp_path / "b.mp4"]
    (tmp_path / "folder").mkdir()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in [*files, tmp_path / "folder"]])
    nothing = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, nothing)
    QApplication.sendEvent(desk.window, enter)
    overlay = desk.window.findChildren(DropOverlay)[0]
    assert enter.isAccepted()
    assert overlay.isVisible()
    assert overlay.words() == "Drop to screen 2 files and one folder"
    desk.window.resize(1200, 800)
    assert overlay.size() == desk.window.size()
    desk.window.enter("training")
    drop = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, nothing)
    QApplication.sendEvent(desk.window, drop)
    assert overlay.isHidden()
    qtbot.waitUntil(lambda: desk.screen.taken == [*files, tmp_path / "folder"])
    assert desk.window.current_room() == "screen"


def test_what_is_no_file_is_not_taken(desk: Desk) -> None:
    mime = QMimeData()
    mime.setText("words")
    mime.setUrls([QUrl("https://example.org/clip.mp4")])
    nothing = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, nothing)
    enter.ignore()
    QApplication.sendEvent(desk.window, enter)
    assert not enter.isAccepted()
    assert desk.window.findChildren(DropOverlay)[0].isHidden()


def test_the_overlay_goes_when_the_drag_leaves(desk: Desk, tmp_path: Path) -> None:
    overlay = desk.window.findChildren(DropOverlay)[0]
    overlay.show_for([tmp_path / "a.mp4"])
    assert overlay.words() == "Drop to screen one file"
    assert not overlay.grab().isNull()
    QApplication.sendEvent(desk.window, QDragLeaveEvent())
    assert overlay.isHidden()


def test_closing_at_rest_asks_nothing_and_ends_everything(desk: Desk, engine: FakeEngine, qtbot: QtBot) -> None:
    engine.start()
    with qtbot.waitSignal(desk.window.closed):
        desk.window.close()
    assert desk.asked == []
    assert desk.screen.ended
    assert engine.state == "stopped"


def test_closing_while_busy_lists_what_runs_and_can_be_taken_back(desk: Desk) -> None:
    desk.screen.jobs = ["a.mp4 is being screened"]
    desk.window.close()
    assert desk.asked == [["a.mp4 is being screened"]]
    assert desk.window.isVisible()
    assert not desk.screen.ended


def test_stop_and_quit(desk: Desk, qtbot: QtBot) -> None:
    desk.screen.jobs = ["a.mp4 is being screened"]
    desk.answer = "stop"
    with qtbot.waitSignal(desk.window.closed):
        desk.window.close()
    assert desk.screen.ended


def test_what_may_outlive_the_window_asks_for_itself_and_last(desk: Desk, qtbot: QtBot) -> None:
    desk.window.enter("training")
    desk.training.may = False
    desk.window.close()
    assert desk.asked == [], "nothing else runs"
    assert desk.training.asked == 1
    assert desk.window.isVisible()
    desk.screen.jobs = ["a.mp4 is being screened"]
    desk.window.close()
    assert desk.training.asked == 1, "the first question was taken back"
    desk.answer, desk.training.may = "stop", True
    with qtbot.waitSignal(desk.window.closed):
        desk.window.close()
    assert desk.training.asked == 2


def test_a_room_can_have_clips_screened_with_its_detector(desk: Desk, services: Services) -> None:
    desk.window.enter("training")
    desk.training.screen_requested.emit([Path("a.mp4")], "mine")
    assert desk.window.current_room() == "screen"
    assert desk.screen.taken == [Path("a.mp4")]
    assert services.settings.text("screening.ensemble") == "detector:mine"


def test_keep_running_hides_and_ends_when_all_is_done(desk: Desk, qtbot: QtBot) -> None:
    desk.screen.jobs = ["a.mp4 is being screened"]
    desk.answer = "keep"
    desk.window.close()
    assert not desk.window.isVisible()
    assert not desk.screen.ended
    with qtbot.waitSignal(desk.window.closed, timeout=3000):
        desk.screen.jobs = []
    assert len(desk.asked) == 1


def test_a_hidden_window_that_is_called_back_stays(desk: Desk, qtbot: QtBot) -> None:
    desk.screen.jobs = ["a.mp4 is being screened"]
    desk.answer = "keep"
    desk.window.close()
    desk.window.come_forward()
    desk.screen.jobs = []
    with qtbot.assertNotEmitted(desk.window.closed, wait=700):
        pass
    assert desk.window.isVisible()


def test_the_end_of_the_queue_is_told_only_to_who_looks_elsewhere(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    alerts: list[QWidget] = []
    monkeypatch.setattr(QApplication, "alert", lambda window, _ms: alerts.append(window))
    monkeypatch.setattr(desk.window, "isActiveWindow", lambda: True)
    desk.screen.all_done.emit()
    assert alerts == []
    monkeypatch.setattr(desk.window, "isActiveWindow", lambda: False)
    desk.screen.all_done.emit()
    assert alerts == [desk.window]


def test_a_notice_that_is_clicked_leads_to_the_clips(desk: Desk) -> None:
    desk.window.enter("training")
    desk.window.hide()
    desk.window.notices.follow()
    assert desk.window.isVisible()
    assert desk.window.current_room() == "screen"


def test_progress_is_told_at_the_bottom_of_the_other_rooms(desk: Desk) -> None:
    desk.screen.progressed.emit("")
    assert desk.window.status.words()[0] == ""
    desk.window.enter("training")
    assert desk.window.status.words()[0] == "Screening 3 clips"


def test_the_bottom_line_tells_of_engine_device_and_privacy(
    services: Services, engine: FakeEngine, qtbot: QtBot
) -> None:
    line = StatusLine(services)
    qtbot.addWidget(line)
    assert line.words() == ["", "Engine at rest", "Offline"]
    engine.devices = ("cpu", "cuda:0")
    engine.start()
    assert line.words()[1] == "Engine ready \N{MIDDLE DOT} cuda:0"
    services.settings.set("screening.device", "cpu")
    qtbot.waitUntil(lambda: line.words()[1] == "Engine ready \N{MIDDLE DOT} cpu")
    services.settings.set("engine.command", "ssh gpu-box dfd engine")
    qtbot.waitUntil(lambda: "ssh gpu-box" in line.words()[2])
    assert "Offline" not in line.words()[2]
    engine.die()
    assert line.words()[1] == "Engine ended"


def test_the_death_of_the_engine_is_told_with_its_log_until_it_lives(
    desk: Desk, services: Services, engine: FakeEngine
) -> None:
    del desk
    engine.start()
    engine.die("it crashed")
    (message,) = services.messages.shown
    assert "it crashed" in message.text
    assert message.details == engine.log
    engine.start()
    assert services.messages.shown == ()


def test_settings_that_cannot_be_saved_are_told(desk: Desk, services: Services) -> None:
    del desk
    services.settings.path.parent.parent.mkdir(parents=True, exist_ok=True)
    services.settings.path.parent.write_text("a file where the folder should be")
    services.settings.set("screening.frames", 8)
    assert "could not be saved" in services.messages.shown[-1].text


def test_the_theme_is_chosen_in_the_menu(desk: Desk, services: Services) -> None:
    del desk
    services.actions.get("view.theme_dark").trigger()
    assert services.theme.dark
    checked = [name for name in ("system", "light", "dark") if services.actions.get(f"view.theme_{name}").isChecked()]
    assert checked == ["dark"]
    services.actions.get("view.theme_dark").trigger()
    assert services.actions.get("view.theme_dark").isChecked(), "choosing it again does not un-choose it"


def test_recent_clips_are_offered(desk: Desk, services: Services, tmp_path: Path) -> None:
    there, gone = tmp_path / "there.mp4", tmp_path / "gone.mp4"
    there.write_bytes(b"")
    services.settings.set("queue.recent", [str(there), str(gone)])
    (menu,) = [menu for menu in desk.window.findChildren(QMenu) if menu.title() == "Open recent"]
    menu.aboutToShow.emit()
    assert [(action.text(), action.isEnabled()) for action in menu.actions()] == [
        ("there.mp4", True),
        ("gone.mp4", False),
    ]
    menu.actions()[0].trigger()
    assert desk.screen.taken == [there]


def test_the_window_comes_back_where_it_was(services: Services, qtbot: QtBot) -> None:
    first = Desk(services, qtbot)
    wanted = first.window.minimumSize()
    first.window.resize(wanted)
    first.window.close()
    assert Desk(services, qtbot).window.size() == wanted


def test_the_smallest_window_still_works(desk: Desk) -> None:
    desk.window.resize(10, 10)
    assert desk.window.width() <= 1100
    assert desk.window.height() <= 700


DIALOGS = {
    "app.palette": Palette,
    "app.setup": SetupDialog,
    "help.shortcuts": ShortcutSheet,
    "help.contents": HelpPage,
    "help.log": TextWindow,
    "help.licences": Licences,
    "help.about": About,
}


@pytest.mark.parametrize("action", DIALOGS)
def test_the_windows_beside_open_once_and_close_with_escape(
    desk: Desk, services: Services, qtbot: QtBot, action: str
) -> None:
    services.actions.get(action).trigger()
    services.actions.get(action).trigger()
    (dialog,) = [dialog for dialog in desk.window.findChildren(QDialog) if isinstance(dialog, DIALOGS[action])]
    assert dialog.isVisible()
    assert dialog.windowTitle()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not desk.window.findChildren(DIALOGS[action]))
    services.actions.get(action).trigger()
    assert desk.window.findChildren(DIALOGS[action])


def test_about_gathers_what_a_report_needs(services: Services, engine: FakeEngine, qtbot: QtBot) -> None:
    engine.start()
    services.settings.set("screening.frames", 48)
    services.settings.set("queue.recent", ["/evidence/secret.mp4"])
    about = About(services)
    qtbot.addWidget(about)
    qtbot.waitUntil(lambda: "sha256" in about.text(), timeout=8000)
    text = about.text()
    for word in ("DFD ", "Python ", "Qt ", "screening.frames = 48", "0.0-fake", "cpu", str(services.paths.data)):
        assert word in text
    assert "secret" not in text


def test_licences_are_read_from_their_folder(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "some-library.txt").write_text("Permission is granted")
    page = Licences(None, tmp_path)
    qtbot.addWidget(page)
    assert page.list.item(0).text() == "some-library"
    assert page.pane.toPlainText() == "Permission is granted"


def test_the_log_is_the_engines(desk: Desk, services: Services, engine: FakeEngine) -> None:
    services.actions.get("help.log").trigger()
    (window,) = desk.window.findChildren(TextWindow)
    assert window.findChildren(QPlainTextEdit)[0].toPlainText() == engine.log


def test_everything_that_can_have_the_focus_has_a_name(desk: Desk, services: Services) -> None:
    for action in DIALOGS:
        services.actions.get(action).trigger()
    nameless = [
        f"{type(widget).__name__} in {type(widget.parent()).__name__} in {type(widget.window()).__name__}"
        for widget in desk.window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []
