"""What the window holds does not grow with the clips that pass through it: ``packaging/measure_memory.py``, counted."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dfd_core.engine.protocol import GetFrame
from dfd_gui.queue.controller import QueueController
from dfd_gui.queue.results import IN_MEMORY
from dfd_gui.review.room import ReviewRoom
from dfd_gui.review.samples import Samples
from dfd_gui.services import Services
from dfd_gui.state import ReviewClip
from tests.gui.fakes import FakeEngine
from tests.gui.queue_help import AnsweringEngine, make_clips
from tests.gui.review_media import answer_frame, make_clip, make_extract

CLIPS, SETTLED = 14, 6
_COUNTED = (ReviewClip, Samples, QImage, QPixmap)
_DEEDS = ("review.person_next", "chart.zoom_in", "review.table", "review.zoom", "review.landmarks")


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
def queue(services: Services) -> Iterator[QueueController]:
    made = QueueController(replace(services, engine=AnsweringEngine(services.paths)), persist=False)
    yield made
    made.shutdown()


def test_the_review_holds_no_more_after_many_clips(
    room: ReviewRoom, services: Services, engine: FakeEngine, tmp_path: Path, qtbot: QtBot
) -> None:
    held = []
    for number in range(CLIPS):
        clip = make_clip(tmp_path / str(number), make_extract(sha256=f"{number:064x}"))
        services.state.show(clip)
        _scrub(services)
        qtbot.waitUntil(lambda: bool(engine.sent_of(GetFrame)))
        answer_frame(engine, engine.last(GetFrame))
        qtbot.waitUntil(lambda: room.pictures.exact_at(services.state.position_s) is not None)
        engine.sent.clear()
        held.append(_held(room))
    assert held[-1] == held[SETTLED]


def _scrub(services: Services) -> None:
    """Go through the clip, and switch every view to and fro."""
    for step in range(9):
        services.state.seek(0.4 * step)
        QApplication.processEvents()
    for deed in _DEEDS * 2:
        services.actions.get(deed).trigger()
        QApplication.processEvents()


def _held(room: ReviewRoom) -> Counter[str]:
    """How many there are of what a clip brings along."""
    QApplication.sendPostedEvents()
    gc.collect()
    alive = Counter(type(each).__name__ for each in gc.get_objects() if isinstance(each, _COUNTED))
    return alive + Counter({"QObject": len(room.findChildren(QObject))})


def test_the_queue_holds_the_results_looked_at_last_and_no_others(
    queue: QueueController, tmp_path: Path, qtbot: QtBot
) -> None:
    before = _results()
    with qtbot.waitSignal(queue.all_done, timeout=20_000):
        queue.add_paths(make_clips(tmp_path / "clips", [f"{number:02}.mp4" for number in range(3 * IN_MEMORY)]))
    assert IN_MEMORY <= _results() - before <= IN_MEMORY + 1, "one may be on its way"


def _results() -> int:
    gc.collect()
    return sum(type(each) is dict and {"verdict", "tracks", "frames"} <= each.keys() for each in gc.get_objects())
