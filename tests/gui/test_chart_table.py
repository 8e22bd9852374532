"""The chart's table twin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dfd_gui.review.chart_table import ChartTable, ChartTableModel, TableRows, table_rows
from dfd_gui.review.words import score_text
from dfd_gui.services import Services
from tests.gui.library_help import Checks
from tests.gui.test_chart import DETECTORS, clip_of, two_persons
from tests.results import make_result


@pytest.fixture
def table(qtbot: QtBot, services: Services) -> Iterator[ChartTable]:
    made = ChartTable(services)
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show()
    services.state.show(clip_of(two_persons()))
    yield made
    made.close()


def rows(table: ChartTable) -> list[list[str]]:
    model = table.view.model()
    return [[str(model.index(r, c).data()) for c in range(model.columnCount())] for r in range(model.rowCount())]


def test_the_model_is_a_sound_one(qtmodeltester: Checks) -> None:
    model = ChartTableModel()
    qtmodeltester.check(model)
    model.set_rows(table_rows(two_persons(), None))
    qtmodeltester.check(model)


def test_it_says_what_the_chart_draws(table: ChartTable) -> None:
    model = table.view.model()
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert heads == ["Time", "Frame", "Person", "All detectors", *DETECTORS, "State"]
    assert rows(table)[0] == ["0:00.000", "0", "Person 1", "0.80", "0.90", "0.80", "0.70", "scored"]
    assert [row[-1] for row in rows(table)[8:]] == ["no face", "not analysed: too small", "decode error", "no face"]
    assert {row[4] for row in rows(table)[8:]} == {score_text(None)}, "a gap is no 0"


def test_everybody_is_every_face_and_every_empty_frame(table: ChartTable, services: Services) -> None:
    services.state.set_track(None)
    assert len(rows(table)) == 8 * 2 + 1 + 2 + 1 + 1


def test_choosing_a_row_moves_the_clock_and_the_clock_chooses_a_row(
    qtbot: QtBot, table: ChartTable, services: Services
) -> None:
    with qtbot.waitSignal(services.state.position_changed) as moved:
        table.view.selectRow(4)
    assert services.state.position_s == 2.0
    assert moved.args is not None
    assert moved.args[1] is table
    with qtbot.assertNotEmitted(services.state.position_changed, wait=1):
        pass
    services.state.seek(4.4)
    assert [index.row() for index in table.view.selectionModel().selectedRows()] == [9]
    assert services.state.position_s == 4.4, "following moves nothing"


def test_rows_are_copied_for_a_spreadsheet(table: ChartTable) -> None:
    select = table.view.selectionModel().select
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    select(table.view.model().index(2, 0), flags)
    select(
        table.view.model().index(1, 0),
        QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
    )
    QTest.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t")[0] for line in lines] == ["Time", "0:00.500", "0:01.000"]


def test_a_hidden_table_does_not_follow_until_it_is_seen(table: ChartTable, services: Services) -> None:
    table.hide()
    services.state.seek(3.0)
    assert table.view.selectionModel().selectedRows()[0].row() == 0
    table.show()
    assert table.view.selectionModel().selectedRows()[0].row() == 6


@pytest.mark.parametrize("frames", [[], [{}], [None, {0: "blurred"}]])
def test_results_without_scores(table: ChartTable, services: Services, frames: list[Any]) -> None:
    services.state.show(clip_of(make_result(frames), "other"))
    assert len(rows(table)) == len(frames)
    services.state.show(None)
    assert rows(table) == []
    assert TableRows().samples == ()
