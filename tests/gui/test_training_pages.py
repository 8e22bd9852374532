"""The pages of the wizard one by one, with a stand-in for the program behind them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from pytestqt.qtbot import QtBot

from dfd_core.training import recipes
from dfd_gui.services import Services
from dfd_gui.training.check_page import CheckPage
from dfd_gui.training.choice_list import ChoiceList
from dfd_gui.training.data_page import DataPage
from dfd_gui.training.desk import Desk
from dfd_gui.training.draft import Pick, Source, load_draft
from dfd_gui.training.faces_page import FacesPage
from dfd_gui.training.jobs import Jobs
from dfd_gui.training.run import RunReader
from tests.gui.training_help import Answers, fake_program, make_faces
from tests.gui.training_rooms import desk_of, said, touch


@pytest.fixture
def desk(services: Services, tmp_path: Path) -> Iterator[Desk]:
    with desk_of(services, tmp_path / "home") as made:
        yield made


def use(desk: Desk, tmp_path: Path, mode: str = "", faces: Path | None = None) -> None:
    """Let the stand-in behave otherwise."""
    desk.program = fake_program(tmp_path / "home", mode, faces)
    desk.jobs = Jobs(desk.program)


# -- data -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def data(desk: Desk, qtbot: QtBot) -> Iterator[DataPage]:
    page = DataPage(desk)
    qtbot.addWidget(page)
    yield page
    page.shutdown()


def test_next_is_off_until_there_are_real_clips(data: DataPage, tmp_path: Path, qtbot: QtBot) -> None:
    assert data.why_not() == "Add a data set first"
    data.add([touch(tmp_path / "only", "fake/a.mp4")])
    qtbot.waitUntil(lambda: data.cards[0].counts.done)
    assert "no real clips" in data.why_not()
    data.add([touch(tmp_path / "both", "real/a.mp4", "fake/swap/a.mp4")])
    assert "still being counted" in data.why_not()
    qtbot.waitUntil(lambda: not data.why_not())
    assert data.summary() == "3 clips"
    assert data.has_fakes()


def test_what_cannot_be_read_says_why_and_can_be_taken_away(
    data: DataPage, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "odd").mkdir()
    data.add([tmp_path / "odd"])
    qtbot.waitUntil(lambda: bool(data.cards[0].counts.error))
    assert "odd cannot be used" in data.why_not()
    data.cards[0].removed.emit()
    assert not data.cards
    assert not desk.draft.sources


def test_folders_are_taken_by_dropping_them(data: DataPage, tmp_path: Path, qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(touch(tmp_path / "set", "real/a.mp4")))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    data.dropEvent(QDropEvent(QPointF(5, 5), copy, mime, left, none))
    assert [card.name for card in data.cards] == ["set"]
    qtbot.waitUntil(lambda: data.cards[0].counts.done)


def test_the_same_folder_counts_once(data: DataPage, tmp_path: Path, qtbot: QtBot) -> None:
    source = touch(tmp_path / "set", "real/a.mp4")
    data.add([source, source])
    data.add([source])
    assert len(data.cards) == 1
    qtbot.waitUntil(lambda: data.cards[0].counts.done)


def test_a_face_set_needs_no_cutting(data: DataPage, desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    data.add([make_faces(tmp_path / "faces")])
    qtbot.waitUntil(lambda: not data.why_not())
    assert desk.draft.sources[0].is_face_set
    assert desk.draft.sources[0].faces == str(tmp_path / "faces")


def test_only_some_methods_can_be_meant(data: DataPage, desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    data.add([touch(tmp_path / "set", "real/a.mp4", "fake/swap/a.mp4", "fake/morph/a.mp4")])
    qtbot.waitUntil(lambda: data.cards[0].counts.done)
    methods = data.cards[0].findChild(ChoiceList)
    assert methods is not None
    methods.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert desk.draft.sources[0].methods == ["swap"]
    assert data.summary() == "2 clips"
    methods.set_all(checked=False)
    assert data.summary() == "1 clip"


def test_the_choice_of_data_is_kept_for_the_next_session(
    data: DataPage, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    data.add([touch(tmp_path / "set", "real/a.mp4")])
    qtbot.waitUntil(lambda: data.cards[0].counts.done)
    assert load_draft(desk.places.draft).sources == desk.draft.sources


# -- faces ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def faces(desk: Desk, tmp_path: Path, qtbot: QtBot) -> Iterator[FacesPage]:
    desk.draft.sources = [Source(str(tmp_path / "clips"), str(desk.places.facesets / "clips"))]
    use(desk, tmp_path, faces=make_faces(tmp_path / "made"))
    page = FacesPage(desk)
    qtbot.addWidget(page)
    page.enter()
    yield page
    page.shutdown()


def test_faces_are_cut_and_shown(faces: FacesPage, qtbot: QtBot) -> None:
    assert faces.why_not() == "Cut the faces first"
    faces.start.click()
    qtbot.waitUntil(lambda: not faces.why_not(), timeout=10_000)
    assert faces.summary() == "12 faces"
    assert faces.sheet.tiles.rowCount() == 12
    qtbot.waitUntil(lambda: not faces.sheet.tiles.missing())
    assert "no face was found 1" in said(faces.rows[0])


def test_cutting_pauses_and_goes_on(faces: FacesPage, desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    use(desk, tmp_path, "slow", tmp_path / "made")
    faces.start.click()
    qtbot.waitUntil(lambda: faces.rows[0].build.done == 2, timeout=10_000)
    assert faces.busy() == ["Cutting the faces of clips"]
    assert not faces.options.faces.isEnabled()
    faces.pause.click()
    qtbot.waitUntil(lambda: faces.rows[0].build.state == "paused", timeout=10_000)
    assert "paused" in faces.why_not()
    use(desk, tmp_path, "", tmp_path / "made")
    assert faces.start.text() == "Go on cutting"
    faces.start.click()
    qtbot.waitUntil(lambda: not faces.why_not(), timeout=10_000)


def test_starting_over_asks_and_deletes_what_was_cut_here(faces: FacesPage, desk: Desk, qtbot: QtBot) -> None:
    faces.start.click()
    qtbot.waitUntil(lambda: not faces.why_not(), timeout=10_000)
    desk.ask = Answers(1, 0)
    faces.again.click()
    assert not faces.why_not()
    faces.again.click()
    assert not Path(faces.rows[0].source.faces).exists()
    qtbot.waitUntil(lambda: faces.why_not() == "Cut the faces first")


def test_another_choice_of_clips_needs_another_cut(faces: FacesPage, qtbot: QtBot) -> None:
    faces.start.click()
    qtbot.waitUntil(lambda: not faces.why_not(), timeout=10_000)
    faces.rows[0].source.methods = ["swap"]
    faces.look()
    qtbot.waitUntil(lambda: "start over" in said(faces.rows[0]))
    assert "start over" in faces.why_not()


def test_the_command_shows_the_options(faces: FacesPage) -> None:
    faces.options.faces.setValue(4)
    faces.options.room.setCurrentIndex(2)
    faces.options.margin.setValue(0.5)
    assert "--faces 4" in faces.command.text()
    assert "--margin 0.5" in faces.command.text()
    faces.command.copy.click()
    assert QGuiApplication.clipboard().text() == faces.command.text()


# -- check ------------------------------------------------------------------------------------------------------------


def check_page(desk: Desk, qtbot: QtBot, *picks: Pick) -> CheckPage:
    desk.draft.sources = [Source("/clips", "/faces", "faceset")]
    desk.draft.picks = list(picks) or [Pick("starter-small")]
    page = CheckPage(desk)
    qtbot.addWidget(page)
    page.enter()
    return page


def test_a_check_tells_what_a_training_takes(desk: Desk, qtbot: QtBot) -> None:
    page = check_page(desk, qtbot, Pick("starter-small"), Pick("strong"))
    assert page.why_not() == "The check is not done yet"
    qtbot.waitUntil(lambda: not page.why_not(), timeout=10_000)
    assert [card.state for card in page.cards] == ["good", "good"]
    assert page.cards[0].seconds == pytest.approx(30.0 * recipes.load("starter-small").optim.epochs)
    words = said(page.cards[0])
    assert "32 faces, worked through in 2 pieces" in words
    assert "expect little of the detector" in words
    assert page.command.text().count("dfd train") == 2
    page.shutdown()


def test_a_leak_blocks_with_its_remedy(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    use(desk, tmp_path, "leak")
    page = check_page(desk, qtbot)
    qtbot.waitUntil(lambda: page.cards[0].state == "bad", timeout=10_000)
    assert "cannot be trained" in page.why_not()
    words = said(page.cards[0])
    assert "together one group in the table" in words
    page.shutdown()


def test_the_same_check_is_not_done_twice(desk: Desk, qtbot: QtBot) -> None:
    page = check_page(desk, qtbot)
    qtbot.waitUntil(lambda: not page.why_not(), timeout=10_000)
    card = page.cards[0]
    page.leave()
    page.enter()
    assert page.cards[0] is card
    desk.draft.epochs = 3
    page.enter()
    assert page.cards[0] is not card
    page.shutdown()


def test_several_trainings_wait_for_each_other(desk: Desk, qtbot: QtBot) -> None:
    page = check_page(desk, qtbot, Pick("starter-small"), Pick("strong"))
    qtbot.waitUntil(lambda: not page.why_not(), timeout=10_000)
    first = page.begin()
    assert first == desk.places.runs / "starter-small"
    second = desk.places.runs / "strong"
    log = (second / "log.txt").read_text()
    assert f"--after {first}" in log
    assert RunReader(first).read().series == RunReader(second).read().series == "starter-small"
    end = time.monotonic() + 10
    while any(RunReader(folder).read().state != "finished" for folder in (first, second)):
        assert time.monotonic() < end
        qtbot.wait(20)
    page.shutdown()
