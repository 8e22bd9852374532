"""Which two: rows of the queue, or the reviewed clip and a stored result, earlier ones of the same clip included."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dfd_core.errors import DfdError
from dfd_gui.queue.entry import State
from dfd_gui.review.compare.chooser import Chooser
from dfd_gui.review.compare.comparing import Comparing
from dfd_gui.review.compare.results_model import COL_CLIP, ROLE_RESULT, ResultsModel
from dfd_gui.review.compare.stored import Stored, offers
from dfd_gui.services import Services
from dfd_gui.shell.screen_room import ScreenRoom
from dfd_gui.state import ReviewClip
from tests.gui.library_help import Checks
from tests.gui.queue_help import AnsweringEngine, answering_services, entry_of, make_clips, make_extract


@pytest.fixture
def services(tmp_path: Path, qtbot: QtBot) -> Iterator[Services]:
    del qtbot
    with answering_services(tmp_path / "home") as made:
        yield made


@pytest.fixture
def room(services: Services, qtbot: QtBot, tmp_path: Path) -> Iterator[ScreenRoom]:
    """Two finished clips and one that failed."""
    made = ScreenRoom(services, persist=False)
    qtbot.addWidget(made)
    made.resize(1300, 800)
    made.show()
    engine = services.engine
    assert isinstance(engine, AnsweringEngine)
    engine.verdicts["a.mp4"] = ("likely_manipulated", 0.93)
    engine.broken["c.mp4"] = "c.mp4: no video stream"
    with qtbot.waitSignal(made.all_done):
        made.add_paths(make_clips(tmp_path / "clips", ["a.mp4", "b.mp4", "c.mp4"]))
    qtbot.waitUntil(lambda: services.state.clip is not None)
    yield made
    made.shutdown()
    made.close()


def select(room: ScreenRoom, *names: str) -> None:
    room.panel.table.select([entry_of(room.controller, name).key for name in names])


def comparing_of(room: ScreenRoom) -> Comparing:
    assert room.review is not None
    return room.review.comparing


def chooser_of(room: ScreenRoom, qtbot: QtBot, rows: int) -> Chooser:
    """The list, opened and filled."""
    comparing = comparing_of(room)
    comparing.choose()
    chooser = comparing.chooser
    assert chooser is not None
    qtbot.waitUntil(lambda: chooser.model.rowCount() == rows, timeout=4000)
    return chooser


def keep_earlier(services: Services, clip: ReviewClip, ensemble: str, settings_key: str) -> None:
    """The store has a result of the same file under other settings."""
    extract = make_extract(clip.path, "inconclusive", 0.5)
    extract["settings"] = extract["settings"] | {"ensemble": ensemble}
    services.store.save(settings_key, extract)


# ---- from the queue


def test_two_finished_rows_can_be_compared_and_nothing_else(room: ScreenRoom, services: Services) -> None:
    action = services.actions.get("queue.compare")
    for names, on in ((("a.mp4",), False), (("a.mp4", "b.mp4"), True), (("a.mp4", "c.mp4"), False)):
        select(room, *names)
        assert action.isEnabled() is on, names
    assert entry_of(room.controller, "c.mp4").state is State.FAILED


def test_the_upper_row_is_a(room: ScreenRoom, services: Services, qtbot: QtBot) -> None:
    select(room, "b.mp4", "a.mp4")
    services.actions.get("queue.compare").trigger()
    qtbot.waitUntil(lambda: services.state.compared is not None)
    assert services.state.clip is not None
    assert services.state.compared is not None
    assert (services.state.clip.path.name, services.state.compared.path.name) == ("a.mp4", "b.mp4")
    page = comparing_of(room).page
    assert page is not None
    assert page.isVisible()
    qtbot.wait(200)  # longer than a row rests before it is shown alone
    assert services.state.compared is not None


def test_both_clips_keep_their_pictures(room: ScreenRoom, services: Services, qtbot: QtBot) -> None:
    select(room, "a.mp4", "b.mp4")
    services.actions.get("queue.compare").trigger()
    qtbot.waitUntil(lambda: services.state.compared is not None)
    kept = set(room.controller._work.in_use())
    for clip in (services.state.clip, services.state.compared):
        assert clip is not None
        assert room.controller._work.outcomes.folders(clip) <= kept


def test_a_row_chosen_later_is_reviewed_alone(room: ScreenRoom, services: Services, qtbot: QtBot) -> None:
    select(room, "a.mp4", "b.mp4")
    services.actions.get("queue.compare").trigger()
    qtbot.waitUntil(lambda: services.state.compared is not None)
    select(room, "b.mp4")
    qtbot.waitUntil(lambda: services.state.compared is None)
    qtbot.waitUntil(lambda: services.state.clip is not None and services.state.clip.path.name == "b.mp4")


def test_choosing_a_alone_leaves_the_comparison(room: ScreenRoom, services: Services, qtbot: QtBot) -> None:
    select(room, "b.mp4", "a.mp4")
    services.actions.get("queue.compare").trigger()
    qtbot.waitUntil(lambda: services.state.compared is not None)
    shown = services.state.clip
    select(room, "a.mp4")
    qtbot.waitUntil(lambda: services.state.compared is None)
    assert services.state.clip is shown


def test_removing_a_ends_the_comparison(room: ScreenRoom, services: Services, qtbot: QtBot) -> None:
    select(room, "a.mp4", "b.mp4")
    services.actions.get("queue.compare").trigger()
    qtbot.waitUntil(lambda: services.state.compared is not None)
    room.controller.remove([entry_of(room.controller, "a.mp4").key])
    assert services.state.compared is None


# ---- from the review


def test_earlier_results_of_the_same_clip_come_first(room: ScreenRoom, services: Services, qtbot: QtBot) -> None:
    clip = services.state.clip
    assert clip is not None
    keep_earlier(services, clip, "other", "k2")
    chooser = chooser_of(room, qtbot, 2)
    texts = [[str(chooser.model.index(r, c).data()) for c in range(3)] for r in range(2)]
    assert texts[0] == ["This clip: a.mp4", "other", "Inconclusive"]
    assert texts[1][0] == "b.mp4"
    QTest.keyClick(chooser.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: services.state.compared is not None)
    compared = services.state.compared
    assert compared is not None
    assert compared.path == clip.path
    assert compared.extract["settings"]["ensemble"] == "other"
    assert compared.settings_key == "k2"


def test_the_list_is_searched_and_walked_by_keys(room: ScreenRoom, services: Services, qtbot: QtBot) -> None:
    clip = services.state.clip
    assert clip is not None
    keep_earlier(services, clip, "other", "k2")
    chooser = chooser_of(room, qtbot, 2)
    QTest.keyClick(chooser.search, Qt.Key.Key_Down)
    assert chooser.table.currentIndex().row() == 1
    QTest.keyClicks(chooser.search, "authentic b")
    assert chooser.model.rowCount() == 1
    QTest.keyClicks(chooser.search, "zzz")
    assert not chooser.compare.isEnabled()
    assert "No result fits" in chooser.nothing.text()
    QTest.keyClick(chooser.search, Qt.Key.Key_Return)
    assert services.state.compared is None
    QTest.keyClick(chooser, Qt.Key.Key_Escape)
    assert comparing_of(room).chooser is None


def test_nothing_to_compare_with_is_explained(room: ScreenRoom, services: Services, qtbot: QtBot) -> None:
    for row in services.store.recent():
        if Path(row.path).name != "a.mp4":
            services.store.delete(row.id)
    comparing_of(room).choose()
    chooser = comparing_of(room).chooser
    assert chooser is not None
    qtbot.waitUntil(lambda: "There is no other result yet" in chooser.nothing.text())
    assert not chooser.compare.isEnabled()
    chooser.reject()


def test_a_store_that_cannot_be_read_is_told_in_the_list(room: ScreenRoom, qtbot: QtBot) -> None:
    comparing = comparing_of(room)
    comparing.choose()
    chooser = comparing.chooser
    assert chooser is not None
    comparing._refuse(DfdError("store_busy", "the case store is in use", "try again"))
    assert "the case store is in use" in chooser.nothing.text()
    qtbot.wait(1)
    chooser.reject()


def test_a_result_that_has_gone_meanwhile_is_told(room: ScreenRoom, services: Services, qtbot: QtBot) -> None:
    chooser = chooser_of(room, qtbot, 1)
    for row in services.store.recent():
        services.store.delete(row.id)
    chooser.take()
    qtbot.waitUntil(lambda: bool(services.messages.shown))
    assert "no longer in the case store" in services.messages.shown[-1].text
    assert services.state.compared is None


def test_a_missing_store_offers_nothing(tmp_path: Path) -> None:
    assert not offers(tmp_path / "none.sqlite", "ab", "key").others
    assert not (tmp_path / "none.sqlite").exists()


def test_results_that_only_tell_an_error_are_not_offered(services: Services, tmp_path: Path) -> None:
    (clip,) = make_clips(tmp_path, ["broken.mp4"])
    extract = make_extract(clip, "no_result", None) | {"error": {"code": "broken", "message": "no video stream"}}
    services.store.save("key", extract)
    assert offers(services.paths.store, "", "").others == ()


def test_the_list_model_is_a_sound_one(room: ScreenRoom, services: Services, qtmodeltester: Checks) -> None:
    del room
    model = ResultsModel(services.theme)
    model.set_offers(offers(services.paths.store, "", ""))
    assert model.rowCount() == 2
    qtmodeltester.check(model)
    assert model.index(0, COL_CLIP).data(ROLE_RESULT).id


def test_the_thread_ends_with_the_review(services: Services, qapp: QApplication) -> None:
    del qapp
    stored = Stored(services.paths)
    stored.close()
    stored.close()
