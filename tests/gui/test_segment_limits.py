"""The limits of the suspicious stretches: the user's own for each clip, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox
from pytestqt.qtbot import QtBot

from dfd_gui.review import segment_limits
from dfd_gui.review.segments import SegmentList
from dfd_gui.services import Services
from tests.gui.test_chart import clip_of
from tests.gui.test_verdict_segments import result, rows


@pytest.fixture
def listing(qtbot: QtBot, services: Services) -> Iterator[SegmentList]:
    made = SegmentList(services)
    qtbot.addWidget(made)
    services.state.show(clip_of(result()))
    yield made
    made.close()


def values(listing: SegmentList) -> tuple[float, int]:
    return listing.findChildren(QDoubleSpinBox)[0].value(), listing.findChildren(QSpinBox)[0].value()


def test_a_threshold_is_taken_back(listing: SegmentList, services: Services) -> None:
    threshold = listing.findChildren(QDoubleSpinBox)[0]
    assert (values(listing), len(rows(listing))) == ((0.5, 2), 2)
    for value in (0.6, 0.65, 0.7):
        threshold.setValue(value)
    assert len(rows(listing)) == 1
    assert services.history.undo_words == "change the threshold"
    services.history.undo()
    assert (values(listing), len(rows(listing))) == ((0.5, 2), 2), "turning it is one step"
    services.history.redo()
    assert (values(listing), len(rows(listing))) == ((0.7, 2), 1)


def test_steps_apart_in_time_go_back_one_by_one(
    listing: SegmentList, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segment_limits, "_ONE_GO_S", -1.0)
    listing.findChildren(QDoubleSpinBox)[0].setValue(0.7)
    listing.findChildren(QSpinBox)[0].setValue(1)
    services.history.undo()
    assert values(listing) == (0.7, 2)
    services.history.undo()
    assert values(listing) == (0.5, 2)


def test_each_clip_has_its_own(listing: SegmentList, services: Services) -> None:
    first = services.state.clip
    assert first is not None
    listing.findChildren(QDoubleSpinBox)[0].setValue(0.7)
    services.state.show(replace(first, key="other"))
    assert values(listing)[0] == 0.5
    services.history.undo()
    assert values(listing)[0] == 0.5, "that was the other clip's"
    services.history.redo()
    services.state.show(first)
    assert values(listing)[0] == 0.7
