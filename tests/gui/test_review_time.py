"""Time in the review: what may be written to go somewhere, the shared axis, the running clock."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dfd_gui.review.goto import GoToField, UnreachableError, parse_goto
from dfd_gui.review.lens import Lens
from dfd_gui.review.playback import Player
from dfd_gui.review.samples import Samples
from dfd_gui.review.strip_layout import choose
from dfd_gui.review.time_axis import TimeAxis
from dfd_gui.review.words import signed_timecode, timecode
from dfd_gui.state import Loop, ReviewState
from tests.gui.review_media import make_clip, make_extract


def test_times_and_frames_are_understood() -> None:
    for text, seconds in (
        ("83", 83.0),
        ("83.5", 83.5),
        ("83,5 s", 83.5),
        (" 1:23.4 ", 83.4),
        ("00:01:23.400", 83.4),
        ("1:00:00", 3600.0),
        ("0", 0.0),
        (".5", 0.5),
        ("f25", 1.0),
        ("F 0", 0.0),
        ("#1250", 50.0),
    ):
        assert parse_goto(text, fps=25.0, duration_s=4000.0) == pytest.approx(seconds), text


def test_what_leads_nowhere_says_why(qapp: QApplication) -> None:
    del qapp
    for text, why in (
        ("", "Write a time"),
        ("soon", "Write a time"),
        ("-3", "Write a time"),
        ("1:2:3:4", "Write a time"),
        ("f1.5", "Write a time"),
        ("1:75", "up to 59"),
        ("1:75:00", "up to 59"),
        ("10.1", "ends at 0:10.000"),
        ("#250", "the last one is 249"),
    ):
        with pytest.raises(UnreachableError, match=why):
            parse_goto(text, fps=25.0, duration_s=10.0, frames=250)


def test_the_field_explains_a_mistake_and_forgives_it(qtbot: QtBot) -> None:
    field = GoToField()
    qtbot.addWidget(field)
    field.set_clip(25.0, 10.0, 250)
    field.show()
    field.open(2.0)
    assert field.text == "0:02.000"
    chosen: list[float] = []
    field.chosen.connect(chosen.append)
    field.enter("99")
    assert chosen == []
    assert "ends at" in field.why
    field.enter("f50")
    assert chosen == [2.0]
    assert field.why == ""
    field.close()


def test_timecodes() -> None:
    assert [timecode(s) for s in (0, 3.42, 59.9996, 83.4, 3723.5)] == [
        "0:00.000",
        "0:03.420",
        "1:00.000",
        "1:23.400",
        "1:02:03.500",
    ]


def test_the_axis_maps_both_ways_and_stays_within_the_clip() -> None:
    axis = TimeAxis()
    axis.set_duration(10.0)
    axis.set_margins(100, 20)
    assert axis.x_of(0.0, 1120) == 100
    assert axis.x_of(10.0, 1120) == 1100
    assert axis.time_of(600, 1120) == pytest.approx(5.0)
    assert axis.time_of(-50, 1120) == 0.0
    axis.set_range(8.0, 13.0)
    assert (axis.start_s, axis.end_s) == (5.0, 10.0)
    assert axis.zoomed
    assert axis.x_of(7.5, 1120) == 600


def test_samples_find_faces_and_tell_gaps() -> None:
    samples = Samples(make_extract(duration_s=6.0, partial=True))
    assert [face.ordinal for face in samples.of_track(1)] == [1, 3, 5, 7, 9, 11, 13]
    assert samples.nearest(0.55) == 1
    face = samples.nearest_face(0.55, 1)
    assert face is not None
    assert (face.index, face.time_s, face.score) == (10, 0.4, 0.148324)
    assert samples.nearest_face(0.0, 99) is None
    kinds = [(gap.kind, round(gap.start_s, 2)) for gap in samples.gaps(1)]
    assert kinds == [("not_analysed", 2.2), ("no_face", 2.6), ("decode_error", 3.0), ("not_analysed", 3.6)]


def test_faces_are_chosen_evenly_without_overlap() -> None:
    assert choose([], 40) == []
    assert choose([0, 100, 200], 40) == [0, 1, 2]
    chosen = choose([10.0 * i for i in range(50)], 40)
    assert chosen == list(range(0, 50, 5))
    crowd = [0.0, 1.0, 2.0, 300.0, 301.0, 600.0]
    places = [crowd[i] for i in choose(crowd, 40)]
    assert all(b - a >= 43 for a, b in pairwise(places))


def test_the_lens_fits_zooms_at_the_cursor_and_pans() -> None:
    lens = Lens()
    lens.set_view(QSizeF(640, 480), 2.0)
    lens.set_frame(1280, 720)
    assert lens.fitted
    assert lens.rect().width() == 640
    assert lens.scale == 1.0  # two screen pixels for each logical one
    at = QPointF(100, 200)
    under = lens.to_frame(at)
    lens.zoom(4, at)
    assert lens.to_frame(at).x() == pytest.approx(under.x())
    assert lens.to_frame(at).y() == pytest.approx(under.y())
    before = lens.rect().left()
    lens.pan(QPointF(-30, 0))
    assert lens.rect().left() == pytest.approx(before - 30)
    lens.zoom(-20)
    assert lens.fitted


class _Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def state(qapp: QApplication, tmp_path: Path) -> ReviewState:
    del qapp
    state = ReviewState()
    state.show(make_clip(tmp_path, previews=False))
    return state


def test_playing_follows_real_time_and_stops_at_the_end(state: ReviewState) -> None:
    hands = _Hands()
    player = Player(state, now=hands)
    player.toggle()
    for late in (0.016, 0.5, 0.51):
        hands.now = 100.0 + late
        player.tick()
        assert state.position_s == pytest.approx(late)
    state.seek(3.0)
    hands.now += 0.2
    player.tick()
    assert state.position_s == pytest.approx(3.2)
    hands.now += 9
    player.tick()
    assert state.position_s == state.clip.duration_s if state.clip else False
    assert not state.playing
    player.toggle()
    assert state.position_s == 0.0
    state.set_playing(False)


def test_speed_doubles_both_ways_and_stopping_forgets_it(state: ReviewState) -> None:
    hands = _Hands()
    player = Player(state, now=hands)
    speeds = []
    for _ in range(5):
        player.faster()
        speeds.append(state.speed)
    assert speeds == [1, 2, 4, 8, 8]
    player.backwards()
    player.backwards()
    assert state.speed == -2
    state.seek(2.0)
    hands.now += 0.5
    player.tick()
    assert state.position_s == pytest.approx(1.0)
    hands.now += 2
    player.tick()
    assert (state.position_s, state.playing) == (0.0, False)
    player.stop()
    assert state.speed == 1.0


def test_a_loop_repeats(state: ReviewState) -> None:
    hands = _Hands()
    player = Player(state, now=hands)
    state.set_loop(Loop(1.0, 2.0))
    player.toggle()
    assert state.position_s == 1.0
    hands.now += 1.1
    player.tick()
    assert state.position_s == 1.0
    assert state.playing
    hands.now += 0.25
    player.tick()
    assert state.position_s == pytest.approx(1.25)
    state.set_playing(False)


def test_steps_go_from_frame_to_frame(state: ReviewState) -> None:
    player = Player(state)
    state.seek(0.41)
    places = []
    for by in (1, 1, -1, -1, -1):
        player.step(by)
        places.append(round(state.position_s * 25, 6))
    assert places == [11, 12, 11, 10, 9]
    player.skip(-5)
    assert state.position_s == 0.0


def test_an_axis_may_begin_before_the_clip(qapp: QApplication) -> None:
    del qapp
    axis = TimeAxis()
    axis.set_extent(-2.0, 8.0)
    assert (axis.start_s, axis.end_s, axis.duration_s) == (-2.0, 8.0, 10.0)
    axis.set_range(-5.0, 0.0)
    assert (axis.start_s, axis.end_s) == (-2.0, 3.0)
    assert axis.zoomed
    assert (axis.clamp(-9.0), axis.clamp(9.0)) == (-2.0, 8.0)
    assert [signed_timecode(time_s) for time_s in (-1.5, -0.0001, 0.0, 61.25)] == [
        "\N{MINUS SIGN}0:01.500", "0:00.000", "0:00.000", "1:01.250",
    ]  # fmt: skip


def test_the_clock_goes_beyond_the_clip_only_beside_another(qapp: QApplication, tmp_path: Path) -> None:
    del qapp
    state = ReviewState()
    state.compare(make_clip(tmp_path / "lone"))
    assert state.compared is None, "there is nothing to compare it with"
    clip = make_clip(tmp_path / "a")
    heard: list[object] = []
    state.show(clip)
    state.compared_changed.connect(heard.append)
    other = make_clip(tmp_path / "b")
    state.compare(other)
    state.set_reach((-2.0, 9.0))
    state.seek(-5.0)
    assert state.position_s == -2.0
    state.seek(20.0)
    assert state.position_s == 9.0
    state.set_reach(None)
    assert state.position_s == pytest.approx(clip.duration_s)
    state.show(clip)
    assert heard == [other, None]
