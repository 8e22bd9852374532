"""The comparison in the review: opening and leaving, one clock for two clips, B's offset, keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSpinBox, QApplication, QWidget
from pytestqt.qtbot import QtBot

from dfd_core.engine.protocol import BuildProxy, GetFrame
from dfd_gui.review.compare.page import ComparePage
from dfd_gui.review.room import ReviewRoom
from dfd_gui.services import Services
from dfd_gui.state import ReviewClip
from tests.gui.compare_help import LOW, result_of, shown_clip
from tests.gui.compare_rooms import b_state, page_of, room_of, two_clips
from tests.gui.fakes import FakeEngine
from tests.gui.review_media import brightness


@pytest.fixture
def room(services: Services, qtbot: QtBot) -> Iterator[ReviewRoom]:
    with room_of(services, qtbot) as made:
        yield made


@pytest.fixture
def clips(tmp_path: Path) -> tuple[ReviewClip, ReviewClip]:
    return two_clips(tmp_path)


@pytest.fixture
def page(room: ReviewRoom, services: Services, clips: tuple[ReviewClip, ReviewClip]) -> ComparePage:
    services.state.show(clips[0])
    services.state.compare(clips[1])
    return page_of(room)


def seek_by_mouse(page: ComparePage, time_s: float) -> None:
    plot = page.chart.plot
    place = QPoint(round(plot.x_of(time_s)), plot.height() // 2)
    QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=place)


def press(page: ComparePage, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, key, modifiers)


# ---- opening and leaving


def test_a_second_clip_opens_the_page_with_both_named(page: ComparePage) -> None:
    assert page.isVisible()
    said = [head.words for head in page.heads]
    assert said[0].startswith("fake.mp4; Inconclusive 0.85; first+second \u00b7 8 frames")
    assert said[1].startswith("original.mp4; ")
    assert "first+second" in said[1]
    assert "6 frames" in said[1]


def test_escape_leads_back_and_lets_go_of_b(room: ReviewRoom, page: ComparePage, services: Services) -> None:
    services.state.seek(2.0)
    page.focus()
    press(page, Qt.Key.Key_Escape)
    assert services.state.compared is None
    assert not page.isVisible()
    assert room.chart.isVisible()
    assert services.state.position_s == pytest.approx(2.0)
    assert b_state(room).clip is None
    focus = QApplication.focusWidget()
    assert focus is not None
    assert room.isAncestorOf(focus)


def test_another_clip_in_the_review_ends_the_comparison(
    room: ReviewRoom, page: ComparePage, services: Services, clips: tuple[ReviewClip, ReviewClip]
) -> None:
    services.state.show(clips[1])
    assert services.state.compared is None
    assert not page.isVisible()
    assert room.viewer.isVisible()
    services.state.show(None)
    assert not room.viewer.isVisible()


def test_what_means_one_clip_alone_is_off_meanwhile(
    room: ReviewRoom, services: Services, clips: tuple[ReviewClip, ReviewClip]
) -> None:
    del room
    on = services.actions.get
    assert not on("review.compare").isEnabled()
    services.state.show(clips[0])
    assert on("review.compare").isEnabled()
    assert not on("compare.close").isEnabled()
    assert not on("compare.later").isEnabled()
    services.state.compare(clips[1])
    assert on("compare.later").isEnabled()
    assert on("review.play").isEnabled()
    assert not on("review.save_crop").isEnabled()
    services.actions.set_enabled("review.save_crop", True)
    assert not on("review.save_crop").isEnabled(), "whoever says so, it stays off"
    services.state.compare(None)
    assert on("review.save_crop").isEnabled()
    assert not on("compare.close").isEnabled()


def test_another_b_takes_the_place_of_the_first(
    room: ReviewRoom, page: ComparePage, services: Services, tmp_path: Path
) -> None:
    room.comparing.pair.set_offset(1.0)
    services.state.compare(shown_clip(tmp_path, result_of(*[{0: LOW}] * 4), "third"))
    assert page.isVisible()
    assert page.heads[1].words.startswith("third.mp4")
    assert room.comparing.pair.offset_s == 0.0


@pytest.mark.parametrize("side", [0, 1])
def test_a_clip_without_a_single_frame_still_stands_beside_the_other(
    room: ReviewRoom, services: Services, clips: tuple[ReviewClip, ReviewClip], tmp_path: Path, side: int
) -> None:
    empty = shown_clip(tmp_path, result_of(), "empty")
    pair = (empty, clips[1]) if side == 0 else (clips[0], empty)
    services.state.show(pair[0])
    services.state.compare(pair[1])
    page = page_of(room)
    assert "No result" in page.heads[side].words
    assert len(page.chart.courses[side].times) == 0
    assert page.values.model.rowCount() == len(pair[1 - side].extract["frames"])
    page.chart.plot.hovered.emit(0.5)
    assert page.chart.tip.text.rows[side].value == "\N{EN DASH}"
    services.state.seek(1.0)
    assert page.isVisible()


def test_nothing_is_compared_without_a_clip(
    room: ReviewRoom, services: Services, clips: tuple[ReviewClip, ...]
) -> None:
    services.state.compare(clips[1])
    assert services.state.compared is None
    assert room.comparing.page is None


# ---- the shared clock


def test_one_clock_moves_both_sides(room: ReviewRoom, page: ComparePage, services: Services) -> None:
    services.state.seek(1.0)
    assert b_state(room).position_s == pytest.approx(1.0)
    seek_by_mouse(page, 2.5)
    assert services.state.position_s == pytest.approx(2.5, abs=0.02)
    assert b_state(room).position_s == pytest.approx(services.state.position_s)
    pictures = [stage.viewer.frame_image() for stage in page.stages]
    assert [brightness(image) for image in pictures] == [5, 5], "both show their frame at 2.5 s"


def test_dragging_over_the_chart_moves_the_clock(page: ComparePage, services: Services) -> None:
    page.chart.plot.dragged.emit(1.75)
    assert services.state.position_s == pytest.approx(1.75)


def test_the_keys_of_the_review_move_both(room: ReviewRoom, page: ComparePage, services: Services) -> None:
    page.focus()
    press(page, Qt.Key.Key_Right)
    press(page, Qt.Key.Key_Period)
    assert services.state.position_s == pytest.approx(1.04)
    assert b_state(room).position_s == pytest.approx(1.04)
    press(page, Qt.Key.Key_End)
    assert services.state.position_s == pytest.approx(4.0)


def test_beyond_a_clip_its_frame_gives_way_to_words(room: ReviewRoom, page: ComparePage, services: Services) -> None:
    services.state.seek(3.5)
    stage = page.stages[1]
    assert stage.beyond.isVisible()
    assert "B is over" in stage.beyond.text
    room.comparing.pair.set_offset(-2.0)
    services.state.seek(-1.0)
    assert "A has not begun: It begins in 0:01.000" in page.stages[0].beyond.text
    assert not page.stages[1].beyond.isVisible()
    assert b_state(room).position_s == pytest.approx(1.0)


def test_playing_takes_b_along_to_the_end_of_the_longer_one(
    room: ReviewRoom, page: ComparePage, services: Services, qtbot: QtBot
) -> None:
    del page
    room.comparing.pair.set_offset(2.0)
    services.state.seek(4.9)
    services.actions.get("review.play").trigger()
    assert b_state(room).playing
    qtbot.waitUntil(lambda: not services.state.playing, timeout=4000)
    assert services.state.position_s == pytest.approx(5.0)
    assert b_state(room).position_s == pytest.approx(3.0)


# ---- the offset


def test_the_offset_is_typed_and_stepped(room: ReviewRoom, page: ComparePage, services: Services) -> None:
    page.bar.offset.setValue(1.5)
    assert room.comparing.pair.offset_s == pytest.approx(1.5)
    assert services.state.reach == pytest.approx((0.0, 4.5))
    page.focus()
    press(page, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert room.comparing.pair.offset_s == pytest.approx(1.54), "one frame of B"
    press(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)
    assert room.comparing.pair.offset_s == pytest.approx(0.54)
    assert page.bar.offset.value() == pytest.approx(0.54)
    assert page.bar.offset.text() == "+0.540 s"
    services.actions.get("compare.together").trigger()
    assert room.comparing.pair.offset_s == 0.0


def test_an_earlier_b_reaches_before_a(room: ReviewRoom, page: ComparePage, services: Services) -> None:
    room.comparing.pair.set_offset(-1.0)
    axis = page.chart.axis
    assert (axis.first_s, axis.last_s) == pytest.approx((-1.0, 4.0))
    page.focus()
    press(page, Qt.Key.Key_Home)
    assert services.state.position_s == pytest.approx(-1.0)
    assert page.bar.clock.text == "\N{MINUS SIGN}0:01.000"
    assert b_state(room).position_s == 0.0
    services.actions.get("compare.close").trigger()
    assert services.state.position_s == 0.0, "A alone begins at 0"


def test_the_offset_never_parts_the_clips(room: ReviewRoom, page: ComparePage) -> None:
    del page
    pair = room.comparing.pair
    pair.set_offset(99.0)
    assert pair.offset_s == pytest.approx(4.0)
    pair.set_offset(-99.0)
    assert pair.offset_s == pytest.approx(-3.0)


def test_a_zoomed_chart_stays_where_it_is(room: ReviewRoom, page: ComparePage) -> None:
    page.chart.axis.set_range(1.0, 2.0)
    room.comparing.pair.set_offset(-0.5)
    assert (page.chart.axis.start_s, page.chart.axis.end_s) == pytest.approx((1.0, 2.0))


def test_the_offset_is_read_with_any_sign(page: ComparePage) -> None:
    box = page.bar.offset
    for text, value in (("+1.200 s", 1.2), ("\N{MINUS SIGN}0.5 s", -0.5), ("-0.25", -0.25), ("2", 2.0)):
        assert box.valueFromText(text) == pytest.approx(value)


# ---- the page as a whole


def test_b_has_pictures_of_its_own_made(
    room: ReviewRoom, page: ComparePage, services: Services, engine: FakeEngine, qtbot: QtBot
) -> None:
    del page
    name = str(room.comparing.pair.b.clip.path) if room.comparing.pair.b.clip else ""
    room.comparing.pair.set_offset(0.5)
    services.state.seek(1.7)
    qtbot.waitUntil(lambda: any(question.path == name for question in engine.sent_of(BuildProxy)), timeout=3000)
    qtbot.waitUntil(lambda: any(question.path == name for question in engine.sent_of(GetFrame)), timeout=3000)
    asked = [question.time_s for question in engine.sent_of(GetFrame) if question.path == name]
    assert asked == [pytest.approx(1.2)]


def test_it_stands_in_light_and_dark(page: ComparePage, services: Services) -> None:
    pictures = []
    for theme in ("light", "dark"):
        services.settings.set("ui.theme", theme)
        pictures.append(page.grab().toImage())
    assert pictures[0] != pictures[1]
    colours = {style.colour.name() for style in page.chart.shown}
    assert len(colours) == 2


def test_everything_that_can_have_the_focus_has_a_name(page: ComparePage) -> None:
    nameless = [
        f"{type(child).__name__} in {type(child.parent()).__name__}"
        for child in page.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(child.parent(), QAbstractScrollArea | QAbstractSpinBox)
        and child.isVisibleTo(page)
        and not child.accessibleName()
        and not getattr(child, "text", lambda: "")()
    ]
    assert nameless == []
