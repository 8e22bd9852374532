"""What the comparison says: two curves with their gaps, two tables, warnings, and how it leaves the window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dfd_core.cases.bands import Bands
from dfd_gui.cases.asking import Chosen
from dfd_gui.review.chart_export import ChartExport, image_of
from dfd_gui.review.compare.detectors_model import COL_A, COL_B, COL_DIFFERENCE, COL_NAME, DetectorsModel
from dfd_gui.review.compare.objections import warning
from dfd_gui.review.compare.page import ComparePage
from dfd_gui.review.compare.pair_ground import PairGround, apart
from dfd_gui.review.compare.values_model import COL_TIME, ValuesModel
from dfd_gui.review.readings import read
from dfd_gui.review.room import ReviewRoom
from dfd_gui.services import Services
from dfd_gui.state import Loop, ReviewClip
from tests.gui.compare_help import HIGH, LOW, result_of, shown_clip
from tests.gui.compare_rooms import b_state, page_of, room_of, two_clips
from tests.gui.library_help import Checks
from tests.gui.test_chart_export import Answers


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


# ---- the chart


def test_a_gap_of_one_side_is_no_score(page: ComparePage) -> None:
    a, b = page.chart.courses
    assert np.isfinite(a.values).all()
    assert [bool(known) for known in np.isfinite(b.values)] == [True, True, False, False, True, True]
    assert [(gap.start_s, gap.end_s) for gap in b.gaps] == [(0.75, 1.75)]
    plot = page.chart.plot
    hatched = plot.grab().toImage()
    sides = plot._ground
    assert isinstance(sides, PairGround)
    plot.set_sides([replace(side, gaps=()) for side in sides._sides], None, None)
    assert plot.grab().toImage() != hatched, "a gap is seen"


def test_lines_differ_without_colour_and_can_be_switched(page: ComparePage) -> None:
    solid, dashed = page.chart.shown
    assert (solid.dash, dashed.dash) == (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine)
    page.chart.legend.buttons[1].click()
    assert [style.key for style in page.chart.shown] == ["A"]
    page.chart.solo("B")
    assert [style.key for style in page.chart.shown] == ["B"]
    page.chart.solo("B")
    assert [style.key for style in page.chart.shown] == ["A", "B"]


def test_hovering_tells_both_scores_or_why_there_is_none(page: ComparePage) -> None:
    plot, tip = page.chart.plot, page.chart.tip
    plot.hovered.emit(0.5)
    assert [row.value for row in tip.text.rows] == ["0.85", "0.14"]
    assert "0.71" in tip.text.head
    plot.hovered.emit(1.0)
    assert "B: no face" in tip.text.note
    plot.hovered.emit(3.9)
    assert "B: no sample" in tip.text.note
    plot.hovered.emit(None)
    assert not tip.isVisible()


def test_another_person_of_b_is_another_curve(
    room: ReviewRoom, services: Services, clips: tuple[ReviewClip, ReviewClip], tmp_path: Path
) -> None:
    two = shown_clip(tmp_path, result_of(*[{0: HIGH, 1: LOW}] * 6), "two")
    services.state.show(clips[0])
    services.state.compare(two)
    page = page_of(room)
    people = page.heads[1].people
    assert people.isVisible()
    assert not page.heads[0].people.isVisible(), "nobody to choose from"
    before = page.chart.courses[1].values[0]
    b_state(room).set_track(1)
    assert page.chart.courses[1].values[0] < before
    assert people.currentData() == 1
    assert services.state.track == 0, "A's person stays"


def test_the_loop_and_the_bands_are_drawn_for_both(page: ComparePage, services: Services) -> None:
    services.settings.set("verdict.manipulated", 0.6)
    services.settings.set("verdict.authentic", 0.2)
    ground = page.chart.plot._loop_and_gaps
    assert ground.bands is not None, "the user's own bands hold for both"
    services.state.set_loop(Loop(1.0, 2.0))
    assert page.chart.plot._loop_and_gaps.loop == Loop(1.0, 2.0)


def test_labels_of_edges_stay_apart_and_inside() -> None:
    assert apart([10.0, 12.0, 50.0], 10.0, 100.0) == [10.0, 20.0, 50.0]
    assert apart([10.0, 95.0, 96.0], 10.0, 100.0) == [10.0, 85.0, 95.0]
    assert apart([], 10.0, 100.0) == []


# ---- tables


def test_the_models_are_sound_ones(page: ComparePage, qtmodeltester: Checks) -> None:
    for model in (page.values.model, page.detectors.model, ValuesModel(), DetectorsModel()):
        qtmodeltester.check(model)


def test_the_table_twin_follows_and_moves_the_clock(page: ComparePage, services: Services) -> None:
    services.actions.get("review.table").trigger()
    assert page.values.isVisible()
    assert not page.chart.isVisible()
    model, view = page.values.model, page.values.view
    assert model.rowCount() == 8
    services.state.seek(2.0)
    assert view.currentIndex().siblingAtColumn(COL_TIME).data() == "0:02.000"
    view.setCurrentIndex(model.index(2, 0))
    assert services.state.position_s == pytest.approx(1.0)
    row = [str(model.index(2, column).data()) for column in range(model.columnCount())]
    assert row == ["0:01.000", "0:01.000", "0.85", "\N{EN DASH}", "\N{EN DASH}", "scored", "no face"]
    last = [str(model.index(7, column).data()) for column in range(model.columnCount())]
    assert last[-1] == "not sampled here"
    page.values.copy_rows()
    assert QGuiApplication.clipboard().text().startswith("Time in A\tTime in B\tA\tB")
    services.actions.get("review.table").trigger()
    assert page.chart.isVisible()


def test_one_clip_under_two_ensembles(room: ReviewRoom, services: Services, tmp_path: Path) -> None:
    first = shown_clip(tmp_path, result_of(*[{0: HIGH}] * 6), "clip", "one")
    other = result_of(*[{0: {"first": 0.9, "third": 0.1}}] * 6, detectors=("first", "third"))
    second = ReviewClip("stored-1", first.path, other, "two", first.proxy)
    services.state.show(first)
    services.state.compare(second)
    page = page_of(room)
    model = page.detectors.model
    table = [[str(model.index(row, column).data()) for column in range(4)] for row in range(model.rowCount())]
    assert [row[COL_NAME] for row in table] == ["first", "second", "third", "All detectors"]
    assert table[0][COL_A : COL_DIFFERENCE + 1] == ["0.90", "0.90", "0.00"]
    assert (table[1][COL_B], table[1][COL_DIFFERENCE]) == ("not in this ensemble", "\N{EN DASH}")
    assert table[2][COL_A] == "not in this ensemble"
    assert model.index(1, COL_B).data(Qt.ItemDataRole.ToolTipRole) == "This ensemble did not ask second."
    assert [style.name for style in page.chart.shown] == ["A: first+second · P1", "B: first+third · P1"]
    said = [label.text() for label in page.objections.findChildren(QLabel)]
    assert any("different ensembles (first+second and first+third)" in words for words in said)
    assert page.objections.isVisible()


# ---- what stands in the way of comparing


def test_bands_that_nobody_knows_any_more_are_named(services: Services, clips: tuple[ReviewClip, ReviewClip]) -> None:
    unknown, known = read(clips[0], services), replace(read(clips[1], services), bands=Bands(0.1, 0.9))
    assert unknown.bands is None, "nobody has these detectors installed"
    assert "the bands of A are not known any more" in warning(unknown, known)


def test_equal_screenings_are_not_warned_of(services: Services, clips: tuple[ReviewClip, ReviewClip]) -> None:
    clips[1].extract["settings"]["frames"] = clips[0].extract["settings"]["frames"]
    a, b = (replace(read(clip, services), bands=Bands(0.1, 0.9)) for clip in clips)
    assert warning(a, b) == ""


def test_every_difference_is_named(services: Services, clips: tuple[ReviewClip, ReviewClip]) -> None:
    services.settings.set("verdict.manipulated", 0.8)
    services.settings.set("verdict.authentic", 0.2)
    a, b = (read(clip, services) for clip in clips)
    assert "bands" not in warning(a, b)
    clips[1].extract["settings"]["frames"] = 64
    clips[1].extract["tool"]["face_detector"] = "other"
    clips[1].extract["detectors"][0]["sha256"] = "e" * 64
    clips[1].extract["media"]["partial"] = True
    words = warning(a, read(clips[1], services))
    for part in ("8 and 64 frames per clip", "different face detectors (mtcnn and other)", "B is a partial result"):
        assert part in words
    assert "different files of the same detector (first)" in words
    assert "different ensembles" not in words


def test_other_bands_are_named(services: Services, clips: tuple[ReviewClip, ReviewClip]) -> None:
    a, b = (read(clip, services) for clip in clips)
    a, b = replace(a, bands=Bands(0.1, 0.9)), replace(b, bands=Bands(0.2, 0.8))
    assert "different bands" in warning(a, b)
    assert "different bands" not in warning(a, replace(b, bands=Bands(0.1, 0.9)))


# ---- elsewhere


def exporter(page: ComparePage, services: Services, target: Path) -> ChartExport:
    chart = page.chart
    visible = chart.axis.start_s, chart.axis.end_s
    return ChartExport(services, chart.sheet, lambda: visible, chart, Answers(Chosen(target)))


def test_the_comparison_leaves_as_picture_and_table(page: ComparePage, services: Services, tmp_path: Path) -> None:
    export = exporter(page, services, tmp_path / "both")
    export.save_png()
    export.save_csv()
    assert (tmp_path / "both.png").read_bytes().startswith(b"\x89PNG")
    lines = (tmp_path / "both.csv").read_text().splitlines()
    assert lines[0].startswith("time_s,a_time_s,")
    assert len(lines) == 9
    sheet = page.chart.sheet()
    assert sheet is not None
    assert "fake.mp4" in sheet.title
    assert "original.mp4" in sheet.title
    assert sheet.name == "fake-original-comparison"


def test_the_chart_actions_mean_the_comparison(room: ReviewRoom, page: ComparePage, services: Services) -> None:
    assert room.chart.sheet() is None
    QGuiApplication.clipboard().clear()
    services.actions.get("chart.copy").trigger()
    sheet = page.chart.sheet()
    assert sheet is not None
    assert QGuiApplication.clipboard().image().size() == image_of(sheet, 2.0).size()
    before = room.axis.start_s, room.axis.end_s
    services.actions.get("chart.zoom_in").trigger()
    assert (page.chart.axis.start_s, page.chart.axis.end_s) == pytest.approx((0.0, 2.0))
    assert (room.axis.start_s, room.axis.end_s) == before
    services.actions.get("chart.fit").trigger()
    assert (page.chart.axis.start_s, page.chart.axis.end_s) == pytest.approx((0.0, 4.0))
    services.actions.get("compare.close").trigger()
    assert page.chart.sheet() is None
    assert room.chart.sheet() is not None
