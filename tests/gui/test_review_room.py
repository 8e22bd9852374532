"""The review as a whole: its parts follow one clock and one choice, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dfd_core.engine.protocol import GetFrame
from dfd_gui.review.keeping import Keeping
from dfd_gui.review.room import ReviewRoom
from dfd_gui.review.samples import Samples
from dfd_gui.services import Services
from dfd_gui.state import ReviewState
from tests.gui.fakes import FakeEngine
from tests.gui.review_media import answer_frame, make_clip, make_extract


@pytest.fixture
def room(services: Services, qtbot: QtBot) -> Iterator[ReviewRoom]:
    made = ReviewRoom(services)
    qtbot.addWidget(made)
    made.resize(1080, 840)
    made.show()
    yield made
    made.shutdown()
    made.close()


@pytest.fixture
def state(room: ReviewRoom, services: Services, tmp_path: Path) -> ReviewState:
    del room
    services.state.show(make_clip(tmp_path / "clip"))
    return services.state


def _press(room: ReviewRoom, *keys: Qt.Key | str) -> None:
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(_focus(room), key)
        else:
            QTest.keyClick(_focus(room), key)


def _focus(room: ReviewRoom) -> QWidget:
    return QApplication.focusWidget() or room


def test_nothing_shown_teaches_and_its_actions_are_off(room: ReviewRoom, services: Services) -> None:
    assert not room.viewer.isVisible()
    assert not services.actions.get("review.play").isEnabled()
    assert not services.actions.get("review.heatmap").isEnabled()


def test_the_keys_move_the_one_clock(room: ReviewRoom, state: ReviewState) -> None:
    room.viewer.setFocus()
    _press(room, Qt.Key.Key_Period, Qt.Key.Key_Period, Qt.Key.Key_Comma)
    assert state.position_s == pytest.approx(0.04)
    _press(room, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left)
    assert state.position_s == pytest.approx(1.04)
    _press(room, Qt.Key.Key_End)
    assert state.position_s == pytest.approx(3.44)
    _press(room, Qt.Key.Key_Home)
    assert state.position_s == 0.0
    QTest.keyClick(room.viewer, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert state.position_s == pytest.approx(3.44)
    _press(room, Qt.Key.Key_Home, Qt.Key.Key_Space)
    assert state.playing
    _press(room, Qt.Key.Key_L, Qt.Key.Key_L)
    assert state.speed == 4
    _press(room, Qt.Key.Key_K)
    assert (state.playing, state.speed) == (False, 1.0)


def test_playing_shows_new_pictures(room: ReviewRoom, state: ReviewState, services: Services, qtbot: QtBot) -> None:
    seen: set[float] = set()
    room.pictures.changed.connect(lambda picture: seen.add(picture.time_s))
    services.actions.get("review.play").trigger()
    qtbot.waitUntil(lambda: len(seen) >= 2, timeout=4000)
    services.actions.get("review.play").trigger()
    assert not state.playing


def test_a_time_is_written_in_place(room: ReviewRoom, state: ReviewState) -> None:
    room.viewer.setFocus()
    _press(room, Qt.Key.Key_G)
    assert room.transport.goto.isVisible()
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    _press(room, "f99999", Qt.Key.Key_Return)
    assert "last one is 85" in room.transport.goto.why
    QTest.keyClick(_focus(room), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    _press(room, "0:02.4", Qt.Key.Key_Return)
    assert state.position_s == pytest.approx(2.4)
    assert not room.transport.goto.isVisible()
    _press(room, Qt.Key.Key_G, Qt.Key.Key_Escape)
    assert not room.transport.goto.isVisible()


def test_suspicious_segments_are_jumped_to_and_looped(room: ReviewRoom, state: ReviewState, services: Services) -> None:
    services.settings.set("verdict.manipulated", 0.8)
    services.settings.set("verdict.authentic", 0.3)
    state.seek(3.0)
    room.viewer.setFocus()
    _press(room, Qt.Key.Key_Up)
    assert (state.position_s, state.track) == (0.0, 0)
    _press(room, Qt.Key.Key_R)
    assert _loop(state) == (0.0, 2.6)
    assert services.actions.get("review.loop").isChecked()
    state.seek(1.0)
    _press(room, Qt.Key.Key_I)
    state.seek(2.0)
    _press(room, Qt.Key.Key_O)
    assert _loop(state) == (1.0, 2.0)
    _press(room, Qt.Key.Key_R)
    assert not _loop(state)
    _press(room, Qt.Key.Key_Down)
    assert "No suspicious segment after" in services.messages.shown[-1].text


def test_the_scrub_bar_seeks_by_mouse_and_keys(room: ReviewRoom, state: ReviewState) -> None:
    scrub = room.transport.scrub
    QTest.mouseClick(scrub, Qt.MouseButton.LeftButton, pos=QPoint(scrub.width() // 2, scrub.height() // 2))
    assert state.position_s == pytest.approx(1.72, abs=0.02)
    assert scrub.value() == round(state.position_s * 1000)
    before = state.position_s
    scrub.setFocus()
    _press(room, Qt.Key.Key_Right)
    assert state.position_s == pytest.approx(before + 1)
    assert scrub.accessibleDescription().startswith("0:02.7")


def test_bar_strip_and_chart_lie_on_one_axis(room: ReviewRoom, state: ReviewState, qtbot: QtBot) -> None:
    state.seek(2.0)
    qtbot.waitUntil(lambda: room.chart.plot is not None and room.axis.left > 60)
    plot, scrub = room.chart.plot, room.transport.scrub
    assert plot is not None
    on_chart = plot.mapTo(room, QPoint(round(plot.x_of(2.0)), 0)).x()
    on_strip = room.strip.mapTo(room, QPoint(round(room.axis.x_of(2.0, room.strip.width())), 0)).x()
    on_bar = scrub.mapTo(room, QPoint(round(scrub.x_of(2.0)), 0)).x()
    assert abs(on_chart - on_strip) <= 2
    assert abs(on_bar - on_strip) <= 2


def test_the_strip_chooses_persons_and_faces(room: ReviewRoom, state: ReviewState) -> None:
    strip, rows = room.strip, room.strip.rows()
    assert state.track == 0
    QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, rows.top(1) + 10))
    assert (state.track, state.position_s) == (1, 0.0)
    place = QPoint(round(room.axis.x_of(1.6, strip.width())), rows.top(0) + rows.height // 2)
    QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert state.track == 0
    assert state.position_s == pytest.approx(1.6, abs=0.41)
    assert state.position_s in {face.time_s for face in _samples(room).faces}
    strip.setFocus()
    _press(room, Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert state.position_s == 0.8
    _press(room, Qt.Key.Key_Down, Qt.Key.Key_End)
    assert (state.track, state.position_s) == (1, 2.4)
    assert "smaller than 32 px" in strip.accessibleDescription()
    assert "Face 7 of 7" in strip.accessibleDescription()


def test_only_one_person_may_be_shown(room: ReviewRoom, state: ReviewState, services: Services) -> None:
    services.actions.get("review.only_person").trigger()
    assert room.strip.rows().count == 1
    services.actions.get("review.person_next").trigger()
    assert state.track == 1
    services.actions.get("review.only_person").trigger()
    assert room.strip.rows().count == 2


def test_a_thousand_faces_stay_quick(room: ReviewRoom, services: Services, tmp_path: Path, qtbot: QtBot) -> None:
    extract = make_extract(duration_s=400.0)
    pattern = extract["frames"][0]
    extract["frames"] = [{**pattern, "index": 10 * i, "time_s": 0.4 * i} for i in range(500)]
    services.state.show(make_clip(tmp_path / "long", extract, previews=False))
    assert len(_samples(room).faces) == 1000
    room.strip.grab()
    with qtbot.captureExceptions() as errors:
        for step in range(20):
            services.state.seek(step * 9.7)
            room.strip.grab()
    assert not errors


def test_clicking_a_box_chooses_the_person(room: ReviewRoom, state: ReviewState) -> None:
    room.viewer.grab()
    box = room.viewer.box_of(1)
    QTest.mouseClick(room.viewer, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert state.track == 1


def test_the_viewer_says_what_it_shows(room: ReviewRoom, state: ReviewState, engine: FakeEngine, qtbot: QtBot) -> None:
    state.seek(0.5)
    said = room.viewer.accessibleDescription()
    assert "0:00.500" in said
    assert "picture of 0:00.400" in said
    assert "Preview" in said
    assert "Person 2  0.15" in said
    qtbot.waitUntil(lambda: bool(engine.sent_of(GetFrame)), timeout=2000)
    answer_frame(engine, engine.last(GetFrame), time_s=0.48)
    qtbot.waitUntil(lambda: "Exact frame, 1280" in room.viewer.accessibleDescription(), timeout=2000)
    state.seek(3.2)
    assert "Person" not in room.viewer.accessibleDescription()


def test_zoom_and_boxes_change_what_is_painted(room: ReviewRoom, state: ReviewState, services: Services) -> None:
    del state
    with_boxes = room.viewer.grab().toImage()
    services.actions.get("review.boxes").trigger()
    without = room.viewer.grab().toImage()
    assert with_boxes != without
    services.actions.get("review.zoom").trigger()
    zoomed = room.viewer.grab().toImage()
    assert zoomed != without
    services.actions.get("review.zoom").trigger()
    assert room.viewer.grab().toImage() == without


def test_the_frame_fills_the_screen_and_comes_back(room: ReviewRoom, state: ReviewState, services: Services) -> None:
    room.viewer.setFocus()
    _press(room, Qt.Key.Key_F)
    screen = room.viewer.window()
    assert screen is not room
    assert screen.isFullScreen()
    assert services.actions.get("review.fullscreen").isChecked()
    QTest.keyClick(room.viewer, Qt.Key.Key_Right)
    assert state.position_s == 1.0
    QTest.keyClick(room.viewer, Qt.Key.Key_Escape)
    assert room.viewer.window() is room
    assert not services.actions.get("review.fullscreen").isChecked()


def test_hiding_the_room_stops_the_clock(room: ReviewRoom, state: ReviewState) -> None:
    state.set_playing(True)
    room.hide()
    assert not state.playing


def test_values_and_pictures_are_copied(room: ReviewRoom, state: ReviewState, services: Services) -> None:
    state.seek(0.4)
    room.strip.setFocus()
    services.actions.get("review.copy_values").trigger()
    text = QGuiApplication.clipboard().text()
    assert "person\t1" in text
    assert "score first\t0.9" in text
    services.actions.get("review.copy_crop").trigger()
    assert QGuiApplication.clipboard().image().width() > 0
    services.actions.get("review.copy_frame").trigger()
    assert QGuiApplication.clipboard().image().width() == 128


def test_pictures_are_saved_where_the_user_says(room: ReviewRoom, services: Services, tmp_path: Path) -> None:
    asked: list[str] = []

    def ask(_window: QWidget, title: str, proposal: str, _kinds: str) -> str:
        asked.append(f"{title}: {proposal}")
        return answers.pop(0)

    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    keeping = Keeping(services, room, ask)
    answers = ["", str(tmp_path / "face"), str(tmp_path / "face.xyz"), str(tmp_path / "face.png" / "in a file.png")]
    keeping.save(image, "Save the face", "person 1")
    assert asked == ["Save the face: dfd person 1.png"]
    keeping.save(image, "Save the face", "person 1")
    assert QImage(str(tmp_path / "face.png")).size() == image.size()
    assert "Saved" in services.messages.shown[-1].text
    keeping.save(image, "Save the face", "person 1")
    assert "xyz" in services.messages.shown[-1].text
    keeping.save(image, "Save the face", "person 1")
    assert "in a file.png cannot be written" in services.messages.shown[-1].text
    keeping.save(QImage(), "Save the face", "person 1")
    assert "no picture" in services.messages.shown[-1].text


def test_a_clip_without_faces_and_a_broken_one(
    room: ReviewRoom, services: Services, tmp_path: Path, qtbot: QtBot
) -> None:
    extract = make_extract()
    extract["tracks"], extract["score"] = [], None
    extract["verdict"] = {"label": "no_result", "reasons": ["No face was found."], "confidence": "none"}
    for frame in extract["frames"]:
        frame["faces"] = []
    services.state.show(make_clip(tmp_path / "empty", extract))
    qtbot.waitExposed(room)
    room.grab()
    assert room.strip.accessibleDescription() == "No face"
    extract["frames"] = []
    extract["error"] = {"code": "no_video", "message": "there is no video in this file"}
    services.state.show(make_clip(tmp_path / "broken", extract, previews=False))
    room.grab()
    assert "there is no video in this file" in room.viewer.accessibleDescription()


def test_every_control_has_a_name_and_can_be_reached(room: ReviewRoom, state: ReviewState) -> None:
    del state
    nameless = [
        f"{type(child).__name__} in {type(child.parent()).__name__}"
        for child in room.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(child.parent(), QAbstractScrollArea)
        and child.isVisibleTo(room)
        and not child.accessibleName()
        and not getattr(child, "text", lambda: "")()
    ]
    assert not nameless


def _loop(state: ReviewState) -> tuple[float, ...]:
    return (state.loop.start_s, round(state.loop.end_s, 6)) if state.loop else ()


def _samples(room: ReviewRoom) -> Samples:
    assert room.shown.samples is not None
    return room.shown.samples
