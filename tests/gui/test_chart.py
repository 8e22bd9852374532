"""The chart as the analyst uses it: mouse, keys, legend, zoom, gaps, what it tells those who cannot see it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from dfd_core.cases.bands import Bands
from dfd_gui.review.chart import ScoreChart
from dfd_gui.review.chart_cross import Cross
from dfd_gui.review.chart_items import Ground, GroundItem, Hatch, hatch_lines
from dfd_gui.review.chart_legend import LegendButton
from dfd_gui.review.chart_overview import OverviewBar
from dfd_gui.review.chart_people import PersonBox
from dfd_gui.review.chart_plot import ScorePlot
from dfd_gui.review.time_axis import TimeAxis
from dfd_gui.services import Services
from dfd_gui.state import Loop, ReviewClip
from tests.gui.review_media import ASSET, make_clip
from tests.results import make_result

DETECTORS = ("first", "second", "third")


def two_persons() -> dict[str, Any]:
    high = {"first": 0.9, "second": 0.8, "third": 0.7}
    low = {"first": 0.2, "second": 0.1, "third": 0.3}
    return make_result([{0: high, 1: low}] * 8 + [{1: low}, {0: "too small", 1: low}, None, {}], DETECTORS)


def clip_of(result: dict[str, Any], key: str = "row") -> ReviewClip:
    return ReviewClip(key, Path(result["media"]["path"]), result)


@pytest.fixture
def chart(qtbot: QtBot, services: Services) -> Iterator[ScoreChart]:
    made = ScoreChart(services)
    qtbot.addWidget(made)
    made.resize(900, 320)
    made.show()
    qtbot.waitExposed(made)
    services.state.show(clip_of(two_persons()))
    qtbot.waitUntil(lambda: made.plot is not None and made.plot.isVisible() and made.axis.left > 0)
    yield made
    made.close()


def plot_of(chart: ScoreChart) -> ScorePlot:
    assert chart.plot is not None
    return chart.plot


def cross_of(chart: ScoreChart) -> Cross:
    assert chart.cross is not None
    return chart.cross


def place_of(chart: ScoreChart, time_s: float) -> QPoint:
    plot = plot_of(chart)
    return QPoint(round(plot.x_of(time_s)), plot.height() // 2)


def click(chart: ScoreChart, time_s: float) -> None:
    QTest.mouseClick(plot_of(chart).viewport(), Qt.MouseButton.LeftButton, pos=place_of(chart, time_s))


def texts(chart: ScoreChart) -> list[str]:
    return [button.text() for button in chart.legend.buttons]


def button(chart: ScoreChart, text: str) -> LegendButton:
    return next(each for each in chart.legend.buttons if each.text() == text)


def shown(chart: ScoreChart) -> list[str]:
    return [style.name for style in chart.choice.shown]


def test_before_a_clip_it_teaches(qtbot: QtBot, services: Services) -> None:
    chart = ScoreChart(services)
    qtbot.addWidget(chart)
    chart.show()
    assert chart.plot is None
    assert any("Choose a screened clip" in label.text() for label in chart.findChildren(QLabel))
    chart.close()


def test_one_line_for_each_detector_and_the_ensemble_bold(chart: ScoreChart) -> None:
    assert texts(chart) == ["All detectors", *DETECTORS]
    bold = [style.name for style in chart.choice.shown if style.bold]
    assert bold == ["All detectors"]
    looks = {(style.colour.name(), style.dash) for style in chart.choice.shown}
    assert len(looks) == 4
    assert len({style.dash for style in chart.choice.shown[1:]}) == 3, "told apart without colour"


def test_a_click_moves_the_clock_and_pins_the_sample(qtbot: QtBot, chart: ScoreChart, services: Services) -> None:
    with qtbot.waitSignal(services.state.position_changed) as moved:
        click(chart, 2.1)
    assert services.state.position_s == pytest.approx(2.1, abs=0.02)
    assert moved.args is not None
    assert moved.args[1] is chart.cross
    assert cross_of(chart).pinned == 4
    assert chart.tip.text.pinned
    QTest.keyClick(plot_of(chart), Qt.Key.Key_Escape)
    assert cross_of(chart).pinned is None


def move(chart: ScoreChart, time_s: float) -> None:
    """The mouse with its left button down."""
    place, view = QPointF(place_of(chart, time_s)), plot_of(chart).viewport()
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    kind, keys = QEvent.Type.MouseMove, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(view, QMouseEvent(kind, place, view.mapToGlobal(place), none, left, keys))


def test_a_drag_scrubs_and_stays_within_the_clip(chart: ScoreChart, services: Services) -> None:
    view = plot_of(chart).viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=place_of(chart, 1.0))
    for time_s in (2.0, 3.0):
        move(chart, time_s)
    assert services.state.position_s == pytest.approx(3.0, abs=0.02)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(4000, 10))
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(view.width() - 1, 20))
    assert services.state.position_s == chart.axis.duration_s


def test_hovering_tells_time_frame_and_every_score(chart: ScoreChart) -> None:
    plot_of(chart).hovered.emit(1.04)
    tip = chart.tip
    assert tip.isVisible()
    assert tip.text.head == "0:01.000   frame 25"
    assert [(row.name, row.value) for row in tip.text.rows][1:] == [
        ("first", "0.90"),
        ("second", "0.80"),
        ("third", "0.70"),
    ]
    assert chart.rect().contains(tip.geometry())
    plot_of(chart).hovered.emit(None)
    assert not tip.isVisible()


@pytest.mark.parametrize(
    ("time_s", "words"), [(4.0, "no face"), (4.5, "not analysed: too small"), (5.0, "decode error"), (5.5, "no face")]
)
def test_hovering_a_gap_tells_its_kind_and_no_number(chart: ScoreChart, time_s: float, words: str) -> None:
    plot_of(chart).hovered.emit(time_s)
    assert chart.tip.text.note == words
    assert chart.tip.text.rows == []


def test_the_face_stands_in_the_card(chart: ScoreChart, services: Services, tmp_path: Path) -> None:
    clip = make_clip(tmp_path)
    services.state.show(clip)
    plot_of(chart).hovered.emit(0.4)
    assert not chart.tip._face.isNull()
    services.state.update_previews(ReviewClip(clip.key, clip.path, clip.extract))
    plot_of(chart).hovered.emit(0.8)
    assert chart.tip._face.isNull()


def test_a_row_is_copied_with_its_names(chart: ScoreChart, services: Services) -> None:
    click(chart, 1.5)
    plot_of(chart).setFocus()
    QTest.keyClick(plot_of(chart), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    names, values = QGuiApplication.clipboard().text().split("\n")
    row = dict(zip(names.split("\t"), values.split("\t"), strict=True))
    assert (row["time_s"], row["frame"], row["person"], row["first"]) == ("1.5000", "38", "1", "0.900000")
    cross_of(chart).unpin()
    services.state.seek(5.0)
    chart.copy_row()
    names, values = QGuiApplication.clipboard().text().split("\n")
    row = dict(zip(names.split("\t"), values.split("\t"), strict=True))
    assert (row["state"], row["ensemble"], row["first"]) == ("decode_error", "", "")


def test_the_playhead_follows_whoever_moves_the_clock(chart: ScoreChart, services: Services) -> None:
    services.state.seek(2.5)
    assert plot_of(chart)._playhead.value() == 2.5


# ---- legend


def test_a_click_in_the_legend_hides_a_detector_everywhere(chart: ScoreChart, services: Services) -> None:
    QTest.mouseClick(button(chart, "second"), Qt.MouseButton.LeftButton)
    assert services.state.hidden_detectors == {"second"}
    assert shown(chart) == ["All detectors", "first", "third"]
    assert button(chart, "second").accessibleName() == "second, hidden"
    services.state.hide_detectors(frozenset())
    assert shown(chart) == ["All detectors", *DETECTORS]


def test_alt_click_shows_one_alone_and_once_more_shows_all(chart: ScoreChart) -> None:
    for expected in (["third"], ["All detectors", *DETECTORS]):
        QTest.mouseClick(button(chart, "third"), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier)
        assert shown(chart) == expected


def test_digits_toggle_detectors_and_0_shows_all(chart: ScoreChart, services: Services) -> None:
    QTest.keyClick(plot_of(chart), Qt.Key.Key_2)
    assert shown(chart) == ["All detectors", "first", "third"]
    services.actions.get("chart.model_1").trigger()
    assert shown(chart) == ["All detectors", "third"]
    services.actions.get("chart.all_models").trigger()
    assert shown(chart) == ["All detectors", *DETECTORS]


def test_the_ensemble_can_be_hidden_here_alone(chart: ScoreChart, services: Services) -> None:
    QTest.mouseClick(button(chart, "All detectors"), Qt.MouseButton.LeftButton)
    assert shown(chart) == list(DETECTORS)
    assert services.state.hidden_detectors == frozenset()
    QTest.keyClick(button(chart, "All detectors"), Qt.Key.Key_Return)
    assert shown(chart)[0] == "All detectors"


def test_a_long_legend_takes_more_rows(chart: ScoreChart) -> None:
    legend = chart.legend
    assert legend.heightForWidth(150) > legend.heightForWidth(2000)


# ---- persons


def test_all_persons_are_one_line_each(chart: ScoreChart, services: Services) -> None:
    people = chart.findChild(PersonBox)
    assert people is not None
    assert [people.itemText(i) for i in range(people.count())] == ["All persons", "Person 1 · 0.80", "Person 2 · 0.18"]
    people.setCurrentIndex(0)
    people.activated.emit(0)
    assert services.state.track is None
    assert texts(chart) == ["Person 1", "Person 2"]
    plot_of(chart).hovered.emit(4.0)
    assert [row.name for row in chart.tip.text.rows] == ["Person 2"], "only who is there"
    chart.choice.toggle_number(1)
    assert shown(chart) == ["Person 2"]
    services.state.set_track(1)
    assert people.currentIndex() == 2
    assert shown(chart) == ["All detectors", *DETECTORS], "hidden persons hide no detectors"


def test_another_clip_starts_afresh(chart: ScoreChart, services: Services) -> None:
    chart.axis.set_range(1.0, 2.0)
    services.state.hide_detectors(frozenset({"first"}))
    services.state.show(clip_of(make_result([{0: {"only": 0.5}}] * 6, ("only",)), "other"))
    assert not chart.axis.zoomed
    assert texts(chart) == ["only"]
    assert chart.choice.shown[0].bold


@pytest.mark.parametrize("frames", [[], [{}] * 5, [None] * 5])
def test_a_clip_without_any_score_has_no_line_at_0(chart: ScoreChart, services: Services, frames: list[Any]) -> None:
    services.state.show(clip_of(make_result(frames), "other"))
    assert plot_of(chart).isVisible() == bool(frames)
    curves = chart.curves
    if curves is not None:
        assert not any(np.isfinite(line.values).any() for line in curves.lines)
        assert len(curves.gaps) == 1


def test_nothing_shown_any_more(chart: ScoreChart, services: Services) -> None:
    services.state.show(None)
    assert not plot_of(chart).isVisible()
    assert not chart.tip.isVisible()
    chart.copy_row()


# ---- zoom


def wheel(chart: ScoreChart, time_s: float, notches: int, modifiers: Qt.KeyboardModifier) -> None:
    place = QPointF(place_of(chart, time_s))
    view = plot_of(chart).viewport()
    event = QWheelEvent(
        place, view.mapToGlobal(place), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def test_the_wheel_zooms_at_the_cursor_and_fit_shows_all(chart: ScoreChart, services: Services) -> None:
    before = place_of(chart, 2.0).x()
    wheel(chart, 2.0, 3, Qt.KeyboardModifier.NoModifier)
    assert chart.axis.zoomed
    assert place_of(chart, 2.0).x() == pytest.approx(before, abs=3)
    left = chart.axis.start_s
    wheel(chart, 2.0, -1, Qt.KeyboardModifier.ShiftModifier)
    assert chart.axis.start_s > left
    services.actions.get("chart.fit").trigger()
    assert chart.axis.end_s - chart.axis.start_s == pytest.approx(chart.axis.duration_s)
    services.actions.get("chart.zoom_in").trigger()
    assert chart.axis.end_s - chart.axis.start_s == pytest.approx(chart.axis.duration_s / 2)


def test_other_views_share_the_time_axis(qtbot: QtBot, services: Services) -> None:
    axis = TimeAxis()
    chart = ScoreChart(services, None, axis)
    qtbot.addWidget(chart)
    chart.resize(800, 300)
    chart.show()
    services.state.show(clip_of(two_persons()))
    qtbot.waitUntil(lambda: axis.left > 0)
    for time_s in (0.0, 3.0, 6.0):
        assert axis.x_of(time_s, chart.width()) == pytest.approx(plot_of(chart).x_of(time_s), abs=1.5)
    chart.close()


def test_the_overview_moves_and_zooms(chart: ScoreChart) -> None:
    bar = chart.findChild(OverviewBar)
    assert bar is not None
    chart.axis.set_range(0.0, 2.0)
    middle = bar.height() // 2
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(round(bar._x(5.0)), middle))
    assert chart.axis.start_s == pytest.approx(4.0, abs=0.05)
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton)
    QTest.keyClick(bar, Qt.Key.Key_Left)
    assert chart.axis.start_s == pytest.approx(3.5, abs=0.05)
    QTest.keyClick(bar, Qt.Key.Key_Minus)
    assert chart.axis.end_s - chart.axis.start_s == pytest.approx(4.0, abs=0.05)
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(round(bar._x(chart.axis.end_s)), middle))
    assert bar.accessibleDescription().startswith("Shows 0:0")
    QTest.mouseDClick(bar, Qt.MouseButton.LeftButton)
    assert not chart.axis.zoomed


# ---- look


def test_hatching_stays_within_its_place_and_runs_on_beside_it() -> None:
    hatch = Hatch(7.0, rising=True, falling=True)
    left, right = QRectF(3, 2, 40, 30), QRectF(43, 2, 40, 30)
    for place in (left, right):
        for line in hatch_lines(place, hatch):
            for point in (line.p1(), line.p2()):
                assert place.adjusted(-0.01, -0.01, 0.01, 0.01).contains(point)
    ends = sorted(round(line.x2() + line.y2()) for line in hatch_lines(left, Hatch(7.0, rising=True, falling=False)))
    assert all(total % 7 == 0 for total in ends)


def test_it_is_drawn_in_both_themes(chart: ScoreChart, services: Services) -> None:
    services.state.set_loop(Loop(1.0, 2.0))
    services.settings.set("verdict.manipulated", 0.7)
    services.settings.set("verdict.authentic", 0.3)
    pictures = []
    for theme in ("light", "dark"):
        services.settings.set("ui.theme", theme)
        pictures.append(chart.grab().toImage())
    assert pictures[0] != pictures[1]
    assert pictures[0].pixelColor(5, 60).lightness() > 128 > pictures[1].pixelColor(5, 60).lightness()


def test_the_users_bands_are_drawn_at_once(chart: ScoreChart, services: Services) -> None:
    services.settings.set("verdict.manipulated", 0.7)
    ground: Ground = plot_of(chart)._ground._ground
    assert isinstance(plot_of(chart)._ground, GroundItem)
    assert isinstance(ground.bands, Bands)
    assert ground.bands.fake_from == 0.7


def test_it_is_described_for_those_who_do_not_see_it(chart: ScoreChart, services: Services) -> None:
    described = plot_of(chart).accessibleDescription()
    assert described == "Person 1: 8 scored frames, from 0.80 to 0.80, mean 0.80; 4 lines shown"
    services.state.show(clip_of(make_result([{}] * 3), "other"))
    assert plot_of(chart).accessibleDescription() == "All persons: no frame was scored"


def test_a_thousand_frames_of_eight_detectors_are_drawn_in_good_time(
    qtbot: QtBot, chart: ScoreChart, services: Services
) -> None:
    names = [f"net-{number}" for number in range(8)]
    frames: list[Any] = [
        {0: {name: (i * (n + 3) % 97) / 97 for n, name in enumerate(names)}} if i % 50 else {} for i in range(1000)
    ]
    services.state.show(clip_of(make_result(frames, names, 0.1), "long"))
    chart.grab()
    with qtbot.waitSignal(services.state.position_changed):
        services.state.seek(50.0)
    chart.grab()
    assert len(plot_of(chart)._drawn) == 9
    assert all(drawn._points is None for drawn in plot_of(chart)._drawn), "no marks while they would be a band"


def test_a_result_of_the_schema_is_drawn(chart: ScoreChart, services: Services) -> None:
    services.state.show(clip_of(json.loads(ASSET.read_bytes()), "other"))
    assert texts(chart) == ["All detectors", "first", "second"]
