"""The review's room with two clips side by side, for the tests of the comparison."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pytestqt.qtbot import QtBot

from dfd_gui.review.compare.page import ComparePage
from dfd_gui.review.room import ReviewRoom
from dfd_gui.services import Services
from dfd_gui.state import ReviewClip, ReviewState
from tests.gui.compare_help import HIGH, LOW, result_of, shown_clip


@contextmanager
def room_of(services: Services, qtbot: QtBot) -> Iterator[ReviewRoom]:
    """The room, shown."""
    made = ReviewRoom(services)
    qtbot.addWidget(made)
    made.resize(1080, 840)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.shutdown()
    made.close()


def two_clips(folder: Path) -> tuple[ReviewClip, ReviewClip]:
    """A of 4 s, all scored; B of 3 s, in its middle without a face."""
    a = shown_clip(folder, result_of(*[{0: HIGH}] * 8), "fake")
    b = shown_clip(folder, result_of(*[{0: LOW}] * 2, {}, {}, *[{0: LOW}] * 2), "original")
    return a, b


def page_of(room: ReviewRoom) -> ComparePage:
    assert room.comparing.page is not None
    return room.comparing.page


def b_state(room: ReviewRoom) -> ReviewState:
    return room.comparing.pair.b.state
