"""The queue's item model, its filter and its words."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from dfd_core.types import Label
from dfd_gui.items import queue_text as text
from dfd_gui.items.queue_filter import Kind, QueueFilter
from dfd_gui.items.queue_model import (
    COL_CLIP,
    COL_LENGTH,
    COL_SCORE,
    COL_STATE,
    COL_VERDICT,
    COLUMNS,
    MIME,
    QueueModel,
    Role,
)
from dfd_gui.queue import copying
from dfd_gui.queue.entry import Entry, State


class Checks(Protocol):
    """pytest-qt's fixture, as far as it is used here."""

    def check(self, model: QAbstractItemModel) -> None: ...


FACTS = {"width": 1920, "height": 1080, "duration_s": 10.2, "codec": "h264", "frames": 250, "is_image": False}


def entries(*names: str) -> list[Entry]:
    return [Entry(Path("/clips") / name, frames=32) for name in names]


def judged(name: str, label: Label, score: float | None) -> Entry:
    entry = Entry(Path("/clips") / name, state=State.DONE, label=label, score=score)
    entry.learn(FACTS)
    return entry


@pytest.fixture
def model(qtbot: QtBot) -> QueueModel:
    del qtbot
    made = QueueModel()
    made.add([
        judged("b.mp4", Label.LIKELY_AUTHENTIC, 0.04),
        judged("a.mp4", Label.LIKELY_MANIPULATED, 0.91),
        judged("c.mp4", Label.NO_RESULT, None),
        *entries("d.mp4", "e.mp4"),
    ])  # fmt: skip
    return made


def shown(rows: QueueFilter) -> list[str]:
    return [rows.entry(row).name for row in range(rows.rowCount())]


def order(model: QueueModel) -> str:
    return "".join(entry.name[0] for entry in model)


def test_the_model_keeps_qts_rules(qtmodeltester: Checks, model: QueueModel) -> None:
    qtmodeltester.check(model)
    rows = QueueFilter(model)
    qtmodeltester.check(rows)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.move([model.at(4).key, model.at(0).key], 2)
    model.shift([model.at(1).key], 1)
    model.add(entries("f.mp4"))
    model.remove([model.at(0).key, model.at(3).key])
    rows.show_kind(Kind.UNFINISHED)
    rows.sort(COL_SCORE, Qt.SortOrder.DescendingOrder)
    model.add(entries(*(f"{number}.mp4" for number in range(80))))
    model.remove([entry.key for entry in model.entries[:70]])
    assert tester.model() is model


def test_cells_say_it_in_words(model: QueueModel) -> None:
    cells = [model.index(1, column).data() for column in range(COLUMNS)]
    assert cells == ["a.mp4", "00:10", "Done", "", "Likely manipulated", "0.91"]
    assert model.index(2, COL_SCORE).data() == text.NONE
    assert model.index(3, COL_VERDICT).data() == ""


def test_every_cell_has_words_for_screen_readers(model: QueueModel) -> None:
    spoken = [model.index(1, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(COLUMNS)]
    assert all(spoken)
    assert spoken[COL_VERDICT] == "Verdict: Likely manipulated"
    assert "1080p" in spoken[COL_CLIP]


def test_rows_can_be_dragged_into_another_order(model: QueueModel) -> None:
    rows = QueueFilter(model)
    data = rows.mimeData([rows.index(3, 0), rows.index(3, 1), rows.index(0, 0)])
    assert data.hasFormat(MIME)
    assert rows.dropMimeData(data, Qt.DropAction.MoveAction, 5, 0, QModelIndex())
    assert order(model) == "acebd"
    data = rows.mimeData([rows.index(4, 0)])
    assert rows.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    assert order(model) == "daceb"


def test_a_sorted_queue_takes_no_drops(model: QueueModel) -> None:
    rows = QueueFilter(model)
    before = rows.in_order
    rows.sort(COL_CLIP)
    assert (before, rows.in_order) == (True, False)
    assert rows.supportedDropActions() == Qt.DropAction.IgnoreAction


def test_moving_keeps_blocks_together_and_stops_at_the_edge(model: QueueModel) -> None:
    keys = {entry.name[0]: entry.key for entry in model}
    model.shift([keys["a"], keys["c"]], -1)
    assert order(model) == "acbde"
    model.shift([keys["a"], keys["c"]], -1)
    assert order(model) == "acbde"
    model.shift([keys["c"], keys["d"]], 1)
    assert order(model) == "abced"
    model.move([keys["d"], keys["a"]], 0)
    assert order(model) == "adbce"


def test_sorting_by_verdict_puts_first_what_needs_a_look(model: QueueModel) -> None:
    rows = QueueFilter(model)
    rows.sort(COL_VERDICT)
    assert shown(rows)[:3] == ["a.mp4", "c.mp4", "b.mp4"]
    rows.sort(COL_SCORE, Qt.SortOrder.DescendingOrder)
    assert shown(rows)[:2] == ["a.mp4", "b.mp4"]
    rows.sort(-1)
    assert shown(rows) == [entry.name for entry in model]


def test_filter_by_kind(model: QueueModel) -> None:
    rows = QueueFilter(model)
    for kind, names in (
        (Kind.LIKELY_MANIPULATED, "a"),
        (Kind.LIKELY_AUTHENTIC, "b"),
        (Kind.NO_RESULT, "c"),
        (Kind.INCONCLUSIVE, ""),
        (Kind.UNFINISHED, "de"),
        (Kind.ALL, "bacde"),
    ):
        rows.show_kind(kind)
        assert "".join(name[0] for name in shown(rows)) == names


def test_filter_by_words_and_follow_changes(model: QueueModel) -> None:
    rows = QueueFilter(model)
    rows.show_words("MANIPULATED clips")
    assert shown(rows) == ["a.mp4"]
    entry = model.at(4)
    entry.label, entry.state = Label.LIKELY_MANIPULATED, State.DONE
    model.touch(entry.key, now=True)
    assert shown(rows) == ["a.mp4", "e.mp4"]


def test_changes_are_told_in_bundles(qtbot: QtBot, model: QueueModel) -> None:
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    for _ in range(50):
        for row in (0, 1, 2, 4):
            model.touch(model.at(row).key)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [(0, 2), (4, 4)]


def test_a_cell_of_a_removed_row_says_nothing(model: QueueModel) -> None:
    index = model.index(4, COL_STATE)
    model.remove([model.at(4).key])
    assert model.data(index) is None
    assert model.data(QModelIndex(), Role.ENTRY) is None


def test_states_in_words(qtbot: QtBot) -> None:
    del qtbot
    (entry,) = entries("a.mp4")
    entry.known, entry.partial_s, entry.reason = True, 41.2, "/clips/a.mp4: no video stream"
    entry.live.loading, entry.live.scored, entry.live.total = False, 12, 32
    said = {}
    for state in State:
        entry.state = state
        said[state] = text.state_words(entry), text.state_note(entry)
    assert said == {
        State.QUEUED: ("Waiting", ""),
        State.RUNNING: ("Running", "12/32 frames"),
        State.PARTIAL: ("Partial", "partial to 00:41"),
        State.DONE: ("Done", "screened before"),
        State.FAILED: ("Failed", "no video stream"),
        State.CANCELLED: ("Cancelled", ""),
        State.INTERRUPTED: ("Interrupted", "no video stream"),
    }


def test_facts_in_words(qtbot: QtBot) -> None:
    del qtbot
    (entry,) = entries("a.mp4")
    for media, words in (
        (FACTS, "1080p · 00:10 · H.264"),
        ({**FACTS, "width": 1080, "height": 1920, "codec": "hevc"}, "1080p · 00:10 · H.265"),
        ({**FACTS, "width": 800, "height": 333, "duration_s": 3725}, f"800 {text.TIMES} 333 · 1:02:05 · H.264"),
        ({**FACTS, "is_image": True, "codec": "mjpeg", "duration_s": 0}, "1080p · picture · JPEG"),
        ({}, "clips"),
    ):
        entry.learn(media)
        assert text.facts(entry) == words


def test_time_to_wait_in_words(qtbot: QtBot) -> None:
    del qtbot
    said = [text.span(seconds) for seconds in (0.2, 28.4, 59.4, 61, 3540, 4200)]
    assert said == ["1 s", "28 s", "59 s", "1 min", "59 min", "1 h 10 min"]


def test_rows_as_text_and_csv(model: QueueModel) -> None:
    first = model.at(1)
    first.path = Path("/clips/=HYPERLINK(1).mp4")
    assert copying.as_text([first]) == "=HYPERLINK(1).mp4\t00:10\tDone\tLikely manipulated\t0.91"
    lines = copying.as_csv([first]).splitlines()
    assert lines[0].startswith("Name,Seconds,State")
    assert lines[1].startswith("'=HYPERLINK(1).mp4,10.200,done,likely_manipulated,0.910000")


def test_a_row_comes_back_from_its_json() -> None:
    entry = judged("caf\udce9.mp4", Label.INCONCLUSIVE, 0.5)
    entry.state, entry.partial_s, entry.twin = State.PARTIAL, 41.0, "b.mp4"
    again = Entry.from_json(entry.to_json())
    assert again == entry


def test_columns_stand_right_or_left(model: QueueModel) -> None:
    right = model.headerData(COL_LENGTH, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert isinstance(right, Qt.AlignmentFlag)
    assert right & Qt.AlignmentFlag.AlignRight
    assert model.headerData(0, Qt.Orientation.Vertical) is None
