"""The matrix of detectors and persons, and the sentence that it amounts to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dfd_core.cases.bands import Bands
from dfd_core.screening.recall import Recalled
from dfd_gui.review import readings
from dfd_gui.review.readings import read
from dfd_gui.review.who_decided import WhoDecided
from dfd_gui.review.who_decided_model import Matrix, WhoDecidedModel
from dfd_gui.services import Services
from tests.gui.library_help import Checks
from tests.gui.test_chart import clip_of
from tests.results import make_result, steady


@pytest.fixture
def widget(qtbot: QtBot, services: Services) -> Iterator[WhoDecided]:
    made = WhoDecided(services)
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    yield made
    made.close()


def table(widget: WhoDecided) -> list[list[str]]:
    model = widget.table.model()
    columns = range(model.columnCount())
    heads = [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in columns]
    return [heads, *[[str(model.index(r, c).data()) for c in columns] for r in range(model.rowCount())]]


def said(widget: WhoDecided) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def know_bands(monkeypatch: pytest.MonkeyPatch, low: float, high: float) -> None:
    """As if the library still knew the ensemble, with these bands."""
    monkeypatch.setattr(readings, "recall", lambda _extract, _library: Recalled({}, Bands(low, high)))


def test_the_model_is_a_sound_one(qtmodeltester: Checks, services: Services) -> None:
    model = WhoDecidedModel(services.theme)
    qtmodeltester.check(model)
    result = make_result([{0: steady(0.5), 1: steady(0.2)}] * 6)
    model.set_matrix(Matrix.of(read(clip_of(result), services)))
    qtmodeltester.check(model)


def test_who_decided_comes_first_then_what_is_left_without_each(widget: WhoDecided, services: Services) -> None:
    frames = [{0: {"first": 0.2, "second": 0.1}, 1: {"first": 0.9, "second": 0.4}}] * 6
    services.state.show(clip_of(make_result(frames)))
    assert table(widget) == [
        ["Detector", "Person 2", "Without it", "Person 1"],
        ["first", "0.90", "0.40", "0.20"],
        ["second", "0.40", "0.90", "0.10"],
        ["All detectors", "0.60", "", "0.14"],
    ]
    model = widget.table.model()
    tip = model.index(0, 3).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Without first, Person 1 would score 0.10"


def test_a_verdict_on_one_detector_is_said_and_marked(
    widget: WhoDecided, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    know_bands(monkeypatch, 0.2, 0.7)
    services.state.show(clip_of(make_result([{0: {"a": 0.9, "b": 0.9, "c": 0.05}}] * 6, ("a", "b", "c"))))
    assert widget.sentence.text() == "The verdict rests on c alone. Without it: likely manipulated, 0.90."
    model = widget.table.model()
    marks = [model.index(row, 2).data(Qt.ItemDataRole.DecorationRole) is not None for row in range(3)]
    assert marks == [False, False, True]


def test_agreement_is_said_too(widget: WhoDecided, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    know_bands(monkeypatch, 0.2, 0.7)
    services.state.show(clip_of(make_result([{0: steady(0.4)}] * 6)))
    assert widget.sentence.text() == "Leaving out any one detector would not change the verdict."


def test_several_that_each_turn_the_verdict_are_named(
    widget: WhoDecided, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    know_bands(monkeypatch, 0.3, 0.5)
    services.state.show(clip_of(make_result([{0: {"first": 0.9, "second": 0.2}}] * 6)))
    assert widget.sentence.text() == "The verdict would be another without any one of these: first, second."


def test_a_single_detector_leaves_nothing_out(widget: WhoDecided, services: Services) -> None:
    services.state.show(clip_of(make_result([{0: {"only": 0.0}}] * 6, ("only",))))
    assert table(widget) == [["Detector", "Person 1"], ["only", "0.00"], ["All detectors", "0.00"]]
    assert "Only one detector was asked. Nothing confirms it" in said(widget)


def test_all_faces_together(widget: WhoDecided, services: Services) -> None:
    frames: list[Any] = [{0: steady(0.9)}] * 3 + [{1: steady(0.3)}] * 3
    services.state.show(clip_of(make_result(frames)))
    assert table(widget)[0] == ["Detector", "All faces", "Without it", "Person 1", "Person 2"]
    assert "All faces together decided." in said(widget)


def test_a_result_of_a_changed_ensemble_is_not_reckoned_anew(widget: WhoDecided, services: Services) -> None:
    services.state.show(clip_of(make_result([{0: steady(0.9)}] * 6) | {"score": 0.3}))
    assert "was changed since" in said(widget)
    assert table(widget)[0] == ["Detector", "Person 1"], "what was recorded can still be read"


def test_without_a_verdict_there_is_no_matrix(widget: WhoDecided, services: Services) -> None:
    services.state.show(clip_of(make_result([{}] * 4)))
    assert not widget.table.isVisible()
    assert said(widget) == "There is no verdict, so nobody decided it."
    services.state.show(None)
    assert said(widget) == "Choose a screened clip."


def test_a_person_without_usable_faces_has_no_column(widget: WhoDecided, services: Services) -> None:
    services.state.show(clip_of(make_result([{0: steady(0.5), 1: "blurred"}] * 6)))
    assert table(widget)[0] == ["Detector", "Person 1", "Without it"]
