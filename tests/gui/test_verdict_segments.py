"""The list of stretches worth a look."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox
from pytestqt.qtbot import QtBot

from dfd_gui.review.segments import SegmentList, SegmentModel, find_segments
from dfd_gui.services import Services
from dfd_gui.state import Loop
from tests.gui.library_help import Checks
from tests.gui.test_chart import clip_of
from tests.results import make_result, steady


def result() -> dict[str, Any]:
    high, low = {0: steady(0.9), 1: steady(0.2)}, {0: steady(0.1), 1: steady(0.6)}
    return make_result([low, high, high, high, {0: "blurred"}, high, low, low])


@pytest.fixture
def listing(qtbot: QtBot, services: Services) -> Iterator[SegmentList]:
    made = SegmentList(services)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    services.state.show(clip_of(result()))
    yield made
    made.close()


def rows(listing: SegmentList) -> list[list[str]]:
    model = listing.table.model()
    return [[str(model.index(r, c).data()) for c in range(model.columnCount())] for r in range(model.rowCount())]


def test_the_model_is_a_sound_one(qtmodeltester: Checks) -> None:
    model = SegmentModel()
    qtmodeltester.check(model)
    model.set_segments(find_segments(result(), 0.5, 1))
    qtmodeltester.check(model)


def test_each_stretch_has_its_times_person_peak_and_mean(listing: SegmentList) -> None:
    assert rows(listing) == [
        ["0:00.50", "0:01.50", "Person 1", "0.90", "0.90"],
        ["0:03.00", "0:03.50", "Person 2", "0.60", "0.60"],
    ]


def test_enter_plays_a_stretch_again_and_again_and_once_more_ends_it(listing: SegmentList, services: Services) -> None:
    listing.table.setCurrentIndex(listing.table.model().index(1, 0))
    QTest.keyClick(listing.table, Qt.Key.Key_Return)
    state = services.state
    assert (state.loop, state.playing) == (Loop(2.75, 3.75), True)
    assert (state.position_s, state.track) == (2.75, 1)
    QTest.keyClick(listing.table, Qt.Key.Key_Return)
    assert (state.loop, state.playing) == (None, False)


def test_a_click_goes_there(listing: SegmentList, services: Services) -> None:
    place = listing.table.visualRect(listing.table.model().index(0, 0)).center()
    QTest.mouseClick(listing.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert services.state.position_s == 0.5
    assert services.state.loop is None


def test_threshold_and_length_are_the_users(listing: SegmentList) -> None:
    threshold, least = listing.findChildren(QDoubleSpinBox)[0], listing.findChildren(QSpinBox)[0]
    least.setValue(1)
    assert len(rows(listing)) == 4
    threshold.setValue(0.7)
    assert [row[2] for row in rows(listing)] == ["Person 1", "Person 1"]
    threshold.setValue(0.95)
    assert not listing.table.isVisible()
    assert listing.hint.text() == "No sampled frame scores 0.95 or more."


def test_it_begins_at_the_edge_of_the_band(listing: SegmentList, services: Services) -> None:
    services.settings.set("verdict.manipulated", 0.65)
    assert listing.findChildren(QDoubleSpinBox)[0].value() == 0.65
    assert [row[2] for row in rows(listing)] == ["Person 1"]


def test_a_single_frame_can_be_looped(listing: SegmentList, services: Services) -> None:
    listing.findChildren(QSpinBox)[0].setValue(1)
    listing.table.setCurrentIndex(listing.table.model().index(0, 0))
    QTest.keyClick(listing.table, Qt.Key.Key_Enter)
    loop = services.state.loop
    assert loop is not None
    assert loop.end_s - loop.start_s > 0.2
    assert loop.start_s >= 0.0


def test_without_a_clip_it_says_so(listing: SegmentList, services: Services) -> None:
    services.state.show(None)
    assert listing.hint.text() == "Choose a screened clip."
    assert not listing.isEnabled()
