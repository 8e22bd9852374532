"""Leaving a person out of account: told beside the verdict, never in it; kept, and taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from dfd_core.cases.remarks import Rest, with_remarks
from dfd_core.types import Label
from dfd_gui.review.left_out import LeftOut, remarks_of
from dfd_gui.review.notes import Notes
from dfd_gui.review.rest_lines import RestLines, rest_words
from dfd_gui.review.room import ReviewRoom
from dfd_gui.services import Services
from dfd_gui.state import ReviewClip, ReviewState
from tests.gui.fakes import make_services
from tests.gui.review_media import make_clip
from tests.results import make_result, steady


def result(**media: object) -> dict[str, Any]:
    frames: list[Any] = [{0: steady(0.1), 1: steady(0.9)}] * 8
    return make_result(frames, ("first", "second"), 0.5, **{"sha256": "a" * 64, **media})


@pytest.fixture
def clip(tmp_path: Path) -> ReviewClip:
    return make_clip(tmp_path / "clip", result(), previews=False)


@pytest.fixture
def room(services: Services, qtbot: QtBot, clip: ReviewClip) -> Iterator[ReviewRoom]:
    made = ReviewRoom(services)
    qtbot.addWidget(made)
    made.resize(1080, 840)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    services.settings.set("verdict.manipulated", 0.8)
    services.settings.set("verdict.authentic", 0.3)
    services.state.show(clip)
    made.viewer.setFocus()
    yield made
    made.shutdown()
    made.close()


@pytest.fixture
def state(room: ReviewRoom, services: Services) -> ReviewState:
    del room
    return services.state


def press(room: ReviewRoom, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or room, key)


def said(room: ReviewRoom) -> str:
    (lines,) = room.findChildren(RestLines)
    return " ".join(label.text() for label in lines.findChildren(QLabel) if not label.isHidden())


def test_x_leaves_the_chosen_person_out_and_tells_what_remains(
    room: ReviewRoom, state: ReviewState, services: Services, qtbot: QtBot
) -> None:
    action = services.actions.get("review.leave_out")
    assert (state.track, action.isEnabled(), action.isChecked(), said(room)) == (1, True, False, "")
    assert {segment.track for segment in room.segments.segments} == {1}
    press(room, Qt.Key.Key_X)
    assert action.isChecked()
    words = "Without Person 2, whom you left out, this would be: Likely authentic, 0.10."
    qtbot.waitUntil(lambda: said(room).startswith(words))
    assert "The record is not changed." in said(room)
    assert not room.segments.segments
    state.set_track(0)
    assert not action.isChecked(), "the switch is that of the chosen person"
    press(room, Qt.Key.Key_X)
    words = "Without Person 1, Person 2, whom you left out, too few usable faces remain"
    qtbot.waitUntil(lambda: words in said(room))


def test_the_strip_says_it(room: ReviewRoom, state: ReviewState) -> None:
    del state
    before = room.strip.viewport().grab().toImage()
    press(room, Qt.Key.Key_X)
    assert room.strip.viewport().grab().toImage() != before


def test_it_is_taken_back_and_done_again(room: ReviewRoom, services: Services) -> None:
    left_out, history = LeftOut.of(services), services.history
    press(room, Qt.Key.Key_X)
    assert history.undo_words == "leave out person"
    history.undo()
    assert (left_out.now, said(room)) == (frozenset(), "")
    assert not services.actions.get("review.leave_out").isChecked()
    assert {segment.track for segment in room.segments.segments} == {1}
    history.redo()
    assert left_out.now == {1}
    press(room, Qt.Key.Key_X)
    assert (left_out.now, history.undo_words) == (frozenset(), "count person again")


def test_it_is_there_after_a_restart(
    room: ReviewRoom, services: Services, clip: ReviewClip, tmp_path: Path, qtbot: QtBot
) -> None:
    press(room, Qt.Key.Key_X)
    keeper = Notes.of(services).keeper
    qtbot.waitUntil(lambda: not keeper.waiting)
    again = make_services(tmp_path / "home")
    try:
        again.state.show(clip)
        assert LeftOut.of(again).now == {1}
        told = with_remarks(dict(clip.extract), remarks_of(again, clip.extract))
        assert told["analyst"]["left_out"] == [{"track": 1}]
        assert json.dumps(told["verdict"]) == json.dumps(clip.extract["verdict"])
    finally:
        again.store.close()


def test_without_a_hash_nobody_is_left_out(room: ReviewRoom, services: Services, tmp_path: Path) -> None:
    services.state.show(make_clip(tmp_path / "other", result(sha256=""), previews=False))
    assert not services.actions.get("review.leave_out").isEnabled()
    LeftOut.of(services).set_out(1, out=True)
    assert LeftOut.of(services).now == frozenset()
    assert said(room) == ""


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        (None, "You left out Person 1. What the rest would score cannot be told."),
        (Rest(None, Label.NO_RESULT), "Without Person 1, whom you left out, too few usable faces remain"),
        (Rest(0.5, None), "Without Person 1, whom you left out, the clip would score 0.50."),
        (Rest(0.5, Label.INCONCLUSIVE), "this would be: Inconclusive, 0.50."),
    ],
)
def test_the_rest_in_words(rest: Rest | None, words: str) -> None:
    assert words in rest_words("Person 1", rest)
