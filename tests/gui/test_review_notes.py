"""Notes at moments of a clip: made at the clock, shown everywhere, kept at once, taken back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from dfd_core.cases.remarks import new_note
from dfd_core.cases.remarks_store import change_notes, notes_of
from dfd_core.cases.store import CaseStore
from dfd_core.errors import DfdError
from dfd_gui.cases.asking import Chosen
from dfd_gui.cases.export import Exporter
from dfd_gui.review import notes as notes_module
from dfd_gui.review.note_model import NoteModel
from dfd_gui.review.notes import Notes
from dfd_gui.review.room import ReviewRoom
from dfd_gui.services import Services
from dfd_gui.state import ReviewState
from tests.gui.fakes import make_services
from tests.gui.library_help import Checks
from tests.gui.review_media import make_clip, make_extract
from tests.gui.test_chart_export import Answers

CLIP = make_extract()["media"]["sha256"]


@pytest.fixture
def room(services: Services, qtbot: QtBot) -> Iterator[ReviewRoom]:
    made = ReviewRoom(services)
    qtbot.addWidget(made)
    made.resize(1080, 840)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.shutdown()
    made.close()


@pytest.fixture
def state(room: ReviewRoom, services: Services, tmp_path: Path) -> ReviewState:
    services.state.show(make_clip(tmp_path / "clip"))
    room.viewer.setFocus()
    return services.state


@pytest.fixture
def notes(state: ReviewState, services: Services) -> Notes:
    del state
    return Notes.of(services)


def press(room: ReviewRoom, *keys: Qt.Key | str, control: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    for key in keys:
        focus: QWidget = QApplication.focusWidget() or room
        if isinstance(key, str):
            QTest.keyClicks(focus, key)
        else:
            QTest.keyClick(focus, key, modifier)


def told(notes: Notes) -> list[tuple[float, str]]:
    return [(note.time_s, note.text) for note in notes.now]


def on_disk(services: Services, sha256: str = CLIP) -> list[tuple[float, str]]:
    with CaseStore(services.paths.store) as store:
        return [(note.time_s, note.text) for note in notes_of(store, sha256)]


def rows(room: ReviewRoom) -> list[list[str]]:
    model = room.notes.table.model()
    return [[str(model.index(r, c).data()) for c in range(model.columnCount())] for r in range(model.rowCount())]


def key(action: str, services: Services) -> list[QKeySequence]:
    return services.actions.keys(f"review.note_{action}")


# ---- making them


def test_m_marks_the_clock_and_takes_words(room: ReviewRoom, state: ReviewState, notes: Notes) -> None:
    state.seek(1.25)
    press(room, Qt.Key.Key_M)
    assert told(notes) == [(1.25, "")], "marked at once"
    field = room.transport.note
    assert field.isVisible()
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    press(room, "the mouth, m and all", Qt.Key.Key_Return)
    assert told(notes) == [(1.25, "the mouth, m and all")]
    assert not field.isVisible()
    assert rows(room) == [["1", "0:01.25", "the mouth, m and all"]]


def test_escape_leaves_a_plain_mark(room: ReviewRoom, state: ReviewState, notes: Notes) -> None:
    state.seek(2.0)
    press(room, Qt.Key.Key_M, "not this", Qt.Key.Key_Escape)
    assert told(notes) == [(2.0, "")]
    assert not room.transport.note.isVisible()


def test_going_elsewhere_keeps_the_words(room: ReviewRoom, state: ReviewState, notes: Notes, qtbot: QtBot) -> None:
    del state
    press(room, Qt.Key.Key_M, "here")
    room.strip.setFocus()
    qtbot.waitUntil(lambda: not room.transport.note.isVisible())
    assert told(notes) == [(0.0, "here")]
    assert room.strip.hasFocus(), "the keyboard stays where it was taken to"


def test_another_clip_keeps_the_words_of_the_one_before(
    room: ReviewRoom, state: ReviewState, notes: Notes, services: Services, tmp_path: Path, qtbot: QtBot
) -> None:
    press(room, Qt.Key.Key_M, "here")
    state.show(make_clip(tmp_path / "other", make_extract(sha256="b" * 64)))
    assert notes.now == ()
    assert not room.transport.note.isVisible()
    qtbot.waitUntil(lambda: on_disk(services) == [(0.0, "here")])
    assert not state.playing


def test_m_on_a_note_writes_that_note(room: ReviewRoom, state: ReviewState, notes: Notes) -> None:
    state.seek(1.0)
    press(room, Qt.Key.Key_M, "first", Qt.Key.Key_Return)
    state.seek(1.01)
    press(room, Qt.Key.Key_M)
    assert room.transport.note.line.text() == "first"
    press(room, "second", Qt.Key.Key_Return)
    assert told(notes) == [(1.0, "second")]


def test_the_clip_stands_still_while_somebody_writes(room: ReviewRoom, state: ReviewState, notes: Notes) -> None:
    heard: list[bool] = []
    state.set_playing(True)
    state.playing_changed.connect(heard.append)
    press(room, Qt.Key.Key_M)
    assert heard == [False]
    press(room, "x", Qt.Key.Key_Return)
    assert heard == [False, True]
    assert len(notes.now) == 1
    state.set_playing(False)


def test_without_a_hash_nothing_can_be_noted(
    room: ReviewRoom, state: ReviewState, services: Services, tmp_path: Path
) -> None:
    state.show(make_clip(tmp_path / "other", make_extract(sha256="")))
    assert not services.actions.get("review.note_add").isEnabled()
    assert "no hash" in room.notes.hint.text()
    state.show(None)
    assert not services.actions.get("review.note_next").isEnabled()


# ---- undo


def test_a_note_and_its_first_words_are_one_step(
    room: ReviewRoom, state: ReviewState, notes: Notes, services: Services
) -> None:
    del state
    history = services.history
    press(room, Qt.Key.Key_M, "first", Qt.Key.Key_Return)
    assert history.undo_words == "add note"
    press(room, Qt.Key.Key_F2, "second", Qt.Key.Key_Return)
    assert history.undo_words == "edit note"
    history.undo()
    assert told(notes) == [(0.0, "first")]
    history.undo()
    assert notes.now == ()
    history.redo()
    assert told(notes) == [(0.0, "first")]
    services.actions.get("review.note_remove").trigger()
    assert (notes.now, history.undo_words) == ((), "remove note")
    history.undo()
    assert told(notes) == [(0.0, "first")]


def test_what_is_taken_back_while_it_is_written_is_gone(
    room: ReviewRoom, state: ReviewState, notes: Notes, services: Services
) -> None:
    del state
    press(room, Qt.Key.Key_M, "half")
    services.history.undo()
    assert not room.transport.note.isVisible()
    assert notes.now == ()


def test_undo_reaches_a_clip_that_is_not_shown(
    state: ReviewState, notes: Notes, services: Services, tmp_path: Path, qtbot: QtBot
) -> None:
    notes.add(1.0, "kept")
    state.show(make_clip(tmp_path / "other", make_extract(sha256="b" * 64)))
    services.history.undo()
    assert notes.now == ()
    qtbot.waitUntil(lambda: on_disk(services) == [])
    services.history.redo()
    assert notes.now == (), "it is no note of this clip"
    qtbot.waitUntil(lambda: on_disk(services) == [(1.0, "kept")])


def test_a_row_that_goes_while_its_note_is_written_keeps_the_words(
    room: ReviewRoom, state: ReviewState, services: Services, qtbot: QtBot
) -> None:
    clip = state.clip
    press(room, Qt.Key.Key_M, "half")
    services.history.do("clear finished", lambda: state.show(None), lambda: state.show(clip))
    qtbot.waitUntil(lambda: on_disk(services) == [(0.0, "half")])
    assert services.history.undo_words == "edit note"


# ---- keeping


def test_they_are_there_after_a_restart(
    state: ReviewState, notes: Notes, services: Services, tmp_path: Path, qtbot: QtBot
) -> None:
    clip = state.clip
    notes.add(2.0, "later")
    note = notes.add(1.0, "first words")
    assert note is not None
    notes.reword(note.key, "other words")
    removed = notes.add(3.0, "gone")
    assert removed is not None
    notes.remove(removed.key)
    qtbot.waitUntil(lambda: not notes.keeper.waiting)
    again = make_services(tmp_path / "home")
    try:
        again.state.show(clip)
        assert told(Notes.of(again)) == [(1.0, "other words"), (2.0, "later")]
        assert again.history.undo_words == ""
    finally:
        again.store.close()
    del services


def test_closing_waits_for_what_is_being_written(notes: Notes, services: Services) -> None:
    notes.add(1.0, "at the last moment")
    notes.close()
    assert on_disk(services) == [(1.0, "at the last moment")]


def test_screening_again_keeps_them(state: ReviewState, notes: Notes, tmp_path: Path) -> None:
    notes.add(1.0, "kept")
    state.show(make_clip(tmp_path / "moved", make_extract(duration_s=9.0) | {"created": "2027-01-01T00:00:00Z"}))
    assert told(notes) == [(1.0, "kept")]


def test_what_cannot_be_written_is_said_and_written_later(
    notes: Notes, services: Services, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_store: CaseStore, **_change: object) -> None:
        raise DfdError("store_unusable", "the disk is full", "make room")

    with monkeypatch.context() as patch:
        patch.setattr(notes_module, "change_notes", full)
        notes.add(1.0, "kept")
        qtbot.waitUntil(lambda: any(m.key == "review.remarks" for m in services.messages.shown))
    (message,) = [m for m in services.messages.shown if m.key == "review.remarks"]
    assert (message.details, told(notes)) == ("the disk is full", [(1.0, "kept")])
    assert on_disk(services) == []
    message.buttons[0][1]()
    qtbot.waitUntil(lambda: not services.messages.shown)
    assert on_disk(services) == [(1.0, "kept")]


# ---- going through them


def test_next_and_previous_go_from_one_to_the_other(
    room: ReviewRoom, state: ReviewState, notes: Notes, services: Services
) -> None:
    assert key("previous", services) == [QKeySequence("Ctrl+,")]
    press(room, Qt.Key.Key_Period, control=True)
    assert "Nothing is noted" in services.messages.shown[-1].text
    for time_s in (1.0, 2.0):
        notes.add(time_s)
    press(room, Qt.Key.Key_Period, control=True)
    assert state.position_s == 1.0
    press(room, Qt.Key.Key_Period, control=True)
    assert state.position_s == 2.0
    assert room.notes.isVisible(), "its words are shown"
    assert room.notes.chosen == notes.now[1]
    press(room, Qt.Key.Key_Period, control=True)
    assert "No note after" in services.messages.shown[-1].text
    press(room, Qt.Key.Key_Comma, control=True)
    assert state.position_s == 1.0
    assert not services.messages.shown


def test_the_list_goes_there_writes_and_removes(
    room: ReviewRoom, state: ReviewState, notes: Notes, qtbot: QtBot
) -> None:
    for time_s in (1.0, 2.0, 3.0):
        notes.add(time_s)
    room.show_note(notes.now[0].key)
    table = room.notes.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, 2))
    press(room, Qt.Key.Key_Return)
    assert state.position_s == 2.0
    press(room, Qt.Key.Key_F2)
    press(room, "the ear", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: told(notes)[1] == (2.0, "the ear"))
    table.setFocus()
    press(room, Qt.Key.Key_Delete)
    assert told(notes) == [(1.0, ""), (3.0, "")]
    assert room.notes.chosen == notes.now[1], "the one that took its place"
    place = table.visualRect(table.model().index(0, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert state.position_s == 1.0
    assert "Note 1, 0:01.00" in str(table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole))


def test_the_row_of_the_clock_is_chosen(room: ReviewRoom, state: ReviewState, notes: Notes) -> None:
    for time_s in (1.0, 2.0):
        notes.add(time_s)
    state.seek(2.01)
    assert room.notes.chosen == notes.now[1]


def test_the_model_is_a_sound_one(qtmodeltester: Checks) -> None:
    model = NoteModel()
    qtmodeltester.check(model)
    model.set_notes([new_note(CLIP, 1.0, "a"), new_note(CLIP, 2.0)])
    qtmodeltester.check(model)


# ---- on the chart and the scrub bar


def flag_of(room: ReviewRoom, number: int) -> QPoint:
    """The middle of a flag, in pixels of the plot."""
    assert room.chart.plot is not None
    assert room.chart.notes is not None
    rail, plot = room.chart.notes.rail, room.chart.plot
    x = plot.x_of(rail.notes[number].time_s) + 6
    return QPoint(round(x), round(plot.mapFromScene(rail.mapToScene(QPointF(0, rail.size().height() / 2))).y()))


def test_a_flag_tells_its_words_and_takes_the_clock_there(
    room: ReviewRoom, state: ReviewState, notes: Notes, qtbot: QtBot
) -> None:
    assert room.chart.notes is not None
    assert room.chart.plot is not None
    assert not room.chart.notes.rail.isVisible(), "no room is lost without notes"
    viewport, view = room.chart.plot.viewport(), room.chart.plot.plotItem.getViewBox()
    height = view.sceneBoundingRect().height()
    notes.add(1.0, "the mouth")
    notes.add(2.5)
    qtbot.waitUntil(lambda: 5 < height - view.sceneBoundingRect().height() < 40)
    QTest.mouseMove(viewport, QPoint(400, 100))
    QTest.mouseMove(viewport, flag_of(room, 0))
    assert QToolTip.text() == "Note 1, 0:01.00: the mouth"
    assert not room.chart.tip.isVisible()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=flag_of(room, 1))
    assert state.position_s == 2.5
    assert room.notes.isVisible()
    assert room.notes.chosen == notes.now[1]
    before = state.position_s
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(flag_of(room, 0).x(), 100))
    assert state.position_s != before, "below the flag the chart answers"


def test_a_flag_is_painted_in_the_colour_of_the_theme(
    room: ReviewRoom, notes: Notes, services: Services, qtbot: QtBot
) -> None:
    notes.add(1.0, "the mouth")
    plot = room.chart.plot
    assert plot is not None
    for theme in ("light", "dark"):
        services.settings.set("ui.theme", theme)
        wanted = services.theme.colour("accent").name()

        def seen(wanted: str = wanted) -> bool:
            image = room.chart.grab().toImage()
            top = room.chart.plot.geometry().top() if room.chart.plot else 0
            spots = [(flag_of(room, 0).x() + x, top + y) for x in range(-6, 12) for y in range(2, 16)]
            return wanted in {image.pixelColor(x, y).name() for x, y in spots}

        qtbot.waitUntil(seen)


def test_the_scrub_bar_shows_them(room: ReviewRoom, state: ReviewState, notes: Notes) -> None:
    notes.add(1.0, "the mouth")
    scrub = room.transport.scrub
    place = QPoint(round(scrub.x_of(1.0)) + 2, scrub.height() // 2)
    QTest.mouseMove(scrub, place + QPoint(60, 0))
    QTest.mouseMove(scrub, place)
    assert QToolTip.text() == "Note 1, 0:01.00: the mouth"
    QTest.mouseClick(scrub, Qt.MouseButton.LeftButton, pos=place)
    assert state.position_s == 1.0


# ---- leaving the window


@pytest.fixture
def export(room: ReviewRoom, services: Services, qtbot: QtBot) -> Iterator[Callable[[str, Path], bytes]]:
    answers = Answers(None)
    exporter = Exporter(services, room, lambda then: then([]), asking=answers, show=lambda _: True)

    def run(action: str, path: Path) -> bytes:
        answers.chosen = Chosen(path)
        with qtbot.waitSignal(exporter.finished, timeout=10_000):
            services.actions.get(action).trigger()
        return path.read_bytes()

    yield run
    exporter.shutdown()


def test_exports_carry_them_apart_from_the_result(
    state: ReviewState, notes: Notes, export: Callable[[str, Path], bytes], tmp_path: Path
) -> None:
    assert state.clip is not None
    plain = export("export.json", tmp_path / "plain.json")
    assert json.loads(plain) == state.clip.extract
    notes.add(1.0, "the mouth")
    told = json.loads(export("export.json", tmp_path / "noted.json"))
    assert [(note["time_s"], note["text"]) for note in told.pop("analyst")["notes"]] == [(1.0, "the mouth")]
    assert told == state.clip.extract, "what was found stays as it was"
    html = export("export.html", tmp_path / "a.html").decode()
    assert "Remarks of the analyst" in html
    assert "the mouth" in html.partition("Remarks of the analyst")[2]
    table = export("export.csv", tmp_path / "a.csv")
    assert b"the mouth" not in table


def test_notes_of_the_store_are_exported_without_being_shown(
    services: Services, state: ReviewState, export: Callable[[str, Path], bytes], tmp_path: Path
) -> None:
    with CaseStore(services.paths.store) as store:
        change_notes(store, [new_note("c" * 64, 1.0, "from before")])
    state.show(make_clip(tmp_path / "other", make_extract(sha256="c" * 64)))
    assert b"from before" in export("export.json", tmp_path / "a.json")
