"""The item models of the training room: honest to Qt, and calm while their runs go on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from dfd_gui.items.runs_model import COL_AUC, COL_EPOCH, COL_LOG_LOSS, COL_NAME, COL_STATE, ROLE_RUN, RunsModel
from dfd_gui.library.background import Background
from dfd_gui.services import Services
from dfd_gui.training.epoch_table import EpochModel, EpochTable, as_text
from dfd_gui.training.history import History
from dfd_gui.training.run import Run, RunReader
from dfd_gui.training.tiles import Tile, TilesModel, TilesView, read_pictures
from tests.gui.training_help import epoch_events, make_run, write_events


class Checks(Protocol):
    """pytest-qt's tester, which has no types."""

    def check(self, model: QAbstractItemModel) -> None: ...


def runs_of(*folders: Path) -> list[Run]:
    return [RunReader(folder).read() for folder in folders]


def texts(model: QAbstractItemModel, row: int) -> list[str]:
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def test_the_runs_model_keeps_the_rules(services: Services, qtmodeltester: Checks, tmp_path: Path) -> None:
    model = RunsModel(services.theme)
    first, second = runs_of(make_run(tmp_path, "one"), make_run(tmp_path, "two", "failed"))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show([first])
    model.show([second, first])
    model.show([second])
    model.show([first, second])
    del tester
    qtmodeltester.check(model)


def test_a_row_tells_how_a_run_stands(services: Services, tmp_path: Path) -> None:
    model = RunsModel(services.theme)
    model.show(runs_of(make_run(tmp_path, "mine", "paused", data=tmp_path / "my set")))
    shown = texts(model, 0)
    assert (shown[COL_NAME], shown[COL_STATE], shown[COL_EPOCH]) == ("mine", "paused", "3 / 10")
    assert (shown[COL_LOG_LOSS], shown[COL_AUC]) == ("0.6700", "0.630")
    assert "my set" in shown
    assert not model.index(0, COL_STATE).data(Qt.ItemDataRole.DecorationRole).isNull()


def test_rows_change_in_place_while_a_run_goes_on(services: Services, tmp_path: Path, qtbot: QtBot) -> None:
    folder = make_run(tmp_path, "one", epochs=2)
    reader = RunReader(folder)
    other = RunReader(make_run(tmp_path, "two"))
    model = RunsModel(services.theme)
    model.show([reader.read(), other.read()])
    keep = QPersistentModelIndex(model.index(0, 0))
    write_events(folder, epoch_events(folder, [3]))
    with qtbot.waitSignal(model.dataChanged) as told:
        model.show([reader.read(), other.read()])
    assert told.args is not None
    assert told.args[0].row() == 0
    assert keep.isValid()
    assert model.index(0, COL_EPOCH).data() == "3 / 10"
    with qtbot.assertNotEmitted(model.dataChanged):
        model.show([reader.read(), other.read()])


def test_a_request_shows_before_it_is_answered(services: Services, tmp_path: Path) -> None:
    run = runs_of(make_run(tmp_path, "one"))[0]
    model = RunsModel(services.theme)
    for asked, word in (("pause", "pausing"), ("finish_now", "finishing")):
        model.show([])
        model.show([_with(run, state="running", asked=asked)])
        assert model.index(0, COL_STATE).data() == word
    assert model.index(0, 0).data(ROLE_RUN).asked == "finish_now"


def _with(run: Run, *, state: str, asked: str) -> Run:
    return replace(run, state=state, asked=asked)


def test_the_epoch_model_keeps_the_rules(qtmodeltester: Checks, tmp_path: Path) -> None:
    model = EpochModel()
    history = History()
    for number in (1, 2, 3):
        history.take(epoch_events(tmp_path, [number]))
        model.show(history.epochs)
    qtmodeltester.check(model)
    assert model.index(0, 0).data() == "3 *"
    assert model.index(1, 0).data() == "2"


def test_epochs_are_copied_as_plain_numbers(qtbot: QtBot, tmp_path: Path) -> None:
    history = History()
    history.take(epoch_events(tmp_path, [1]))
    table = EpochTable()
    qtbot.addWidget(table)
    table.show_epochs(history.epochs)
    assert as_text(history.epochs).splitlines()[1] == "1\t0.78\t0.74\t0.69\t0.61\t0.001\t9.5\t1"


def test_the_tiles_model_keeps_the_rules(qtmodeltester: Checks) -> None:
    model = TilesModel()
    model.show([Tile("a.png", 0), Tile("b.png", 1, "swap", 0.2, 0.4)])
    model.take({"a.png": QImage(4, 4, QImage.Format.Format_RGB32)})
    qtmodeltester.check(model)
    assert model.missing() == ["b.png"]
    assert model.index(1, 0).data() == "fake, swap, score 0.20, before 0.40, on the wrong side"


def test_tiles_show_their_pictures_once_they_are_read(services: Services, qtbot: QtBot, tmp_path: Path) -> None:
    folder = make_run(tmp_path, "one")
    background = Background()
    view = TilesView(services.theme, background, "faces")
    qtbot.addWidget(view)
    view.show_tiles([Tile(str(folder / "preview" / f"{number}.png"), 0) for number in range(4)])
    qtbot.waitUntil(lambda: not view.tiles.missing())
    view.resize(500, 300)
    assert not view.grab().isNull()
    background.shutdown()


def test_a_picture_that_cannot_be_read_is_grey(tmp_path: Path) -> None:
    found = read_pictures([str(tmp_path / "missing.png")], 20)
    assert found[str(tmp_path / "missing.png")].width() == 20


def test_models_without_rows_answer_nothing(services: Services) -> None:
    for model in (RunsModel(services.theme), EpochModel(), TilesModel()):
        assert model.rowCount() == 0
        assert model.data(QModelIndex()) is None
