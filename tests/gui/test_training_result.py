"""The result of a run: figures in words, plots, comparison, and the way into the library."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dfd_core.paths import resource
from dfd_gui.services import Services
from dfd_gui.training.comparison_part import comparison
from dfd_gui.training.promote import why_no_name
from dfd_gui.training.result_data import COMPARED, held_out_sets, read_result, verdict_words
from tests.gui.training_help import make_faces, make_run
from tests.gui.training_rooms import Rooms, said

STARTER = resource("detectors", "starter-mixed.safetensors")


@pytest.fixture
def enter(services: Services, tmp_path: Path, qtbot: QtBot) -> Iterator[Rooms]:
    rooms = Rooms(services, tmp_path / "home", qtbot)
    yield rooms
    rooms.close()


@pytest.fixture
def faces(tmp_path: Path) -> Path:
    return make_faces(tmp_path / "set")


@pytest.fixture
def folder(services: Services, faces: Path) -> Path:
    """A finished run whose detector is (the same file as) the bundled starter."""
    made = make_run(services.paths.data / "runs", "mine", "finished", data=faces)
    shutil.copyfile(STARTER, made / "detector.safetensors")
    return made


def compare(folder: Path, faces: Path) -> None:
    """What ``dfd evaluate`` leaves behind, for a rival that guesses."""
    out = folder / COMPARED / "0"
    out.mkdir(parents=True)
    (out / "evaluation.json").write_text(json.dumps({"data": {"folder": str(faces)}}))
    lines = ["file,clip,group,label,method,source,track,time_s,rival,ensemble"]
    for group in range(3):
        lines.append(f"g{group}-real.png,c,g{group},real,,,0,0.0,0.5,0.5")
        lines.append(f"g{group}-swap.png,c,g{group},fake,swap,,0,0.0,0.5,0.5")
    (out / "faces.csv").write_text("\n".join(lines) + "\n")


# -- numbers ----------------------------------------------------------------------------------------------------------


def test_a_result_is_read_with_its_scores_and_its_name(services: Services, folder: Path) -> None:
    result = read_result(folder, services.library)
    assert result.figure("auc") == pytest.approx(0.81)
    assert len(result.rows) == 24
    assert result.methods() == {"morph": (6, 0.77), "swap": (6, 0.85)}
    assert result.installed == "starter-mixed"
    assert result.bands is not None


def test_rivals_are_compared_on_the_faces_they_share(services: Services, folder: Path, faces: Path) -> None:
    compare(folder, faces)
    result = read_result(folder, services.library)
    rival = result.rivals[0]
    assert (rival.name, rival.auc) == ("rival", 0.5)
    assert 0 < rival.faces < 24
    assert rival.difference > 0
    table = comparison(result)
    assert table.columns[-1] == "rival"
    assert table.rows[0][-1] == "0.500"


@pytest.mark.parametrize(
    ("figures", "word"),
    [
        ({"auc": 0.95, "auc_low": 0.9}, "good"),
        ({"auc": 0.8, "auc_low": 0.7}, "fair"),
        ({"auc": 0.7, "auc_low": 0.6}, "weak"),
        ({"auc": 0.7, "auc_low": 0.45}, "unproven"),
        ({"auc": None}, "unknown"),
        ({"auc": 1.0, "auc_low": 1.0, "groups": 3}, "few"),
    ],
)
def test_figures_are_called_what_they_are(
    services: Services, folder: Path, figures: dict[str, float | None], word: str
) -> None:
    path = folder / "figures.json"
    told = json.loads(path.read_bytes())
    told["validation"] |= figures
    path.write_text(json.dumps(told))
    assert verdict_words(read_result(folder, services.library)) == word


def test_held_out_faces_are_found_in_the_data_or_in_a_set_of_their_own(
    services: Services, folder: Path, faces: Path, tmp_path: Path
) -> None:
    rows = read_result(folder, services.library).rows
    assert held_out_sets(folder, rows) == [(faces, True)]
    inputs = json.loads((folder / "inputs.json").read_bytes())
    own = tmp_path / "valid"
    own.mkdir()
    (folder / "inputs.json").write_text(json.dumps(inputs | {"valid": str(own)}))
    assert held_out_sets(folder, rows) == [(own, False)]


def test_names_that_are_taken_or_no_names_are_refused() -> None:
    assert why_no_name("mine", frozenset()) == ""
    assert "in the library already" in why_no_name("Mine", frozenset({"mine"}))
    assert "cannot be a name" in why_no_name("a b", frozenset())


# -- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_says_what_the_figures_mean(enter: Rooms, folder: Path, qtbot: QtBot) -> None:
    room = enter()
    room.runs.opened.emit(folder)
    page = room.wizard.result_page()
    qtbot.waitUntil(lambda: page.auc.value() == "0.810")
    words = said(page)
    assert "A fair detector on this data" in words
    assert "0.700 to 0.900 (95 %)" in words
    assert "before calibration 0.110" in words
    assert "Expect less on clips from elsewhere" in words
    assert "AUC 0.810" in room.wizard.rail.buttons[5].accessibleName()


def test_the_plots_tell_their_lines(enter: Rooms, folder: Path, faces: Path, qtbot: QtBot) -> None:
    compare(folder, faces)
    room = enter()
    room.runs.opened.emit(folder)
    page = room.wizard.result_page()
    qtbot.waitUntil(lambda: "rival" in page.plots[0].accessibleName())
    assert page.plots[1].accessibleName() == "Reliability: before calibration; calibrated"
    assert page.plots[2].accessibleName() == "Scores: real: 12 faces; fake: 12 faces"
    assert "AUC of this run minus that of the other" in said(page)


def test_a_detector_in_the_library_can_screen_the_sample(enter: Rooms, folder: Path, qtbot: QtBot) -> None:
    room = enter()
    room.runs.opened.emit(folder)
    page = room.wizard.result_page()
    qtbot.waitUntil(page.library.sample.isEnabled)
    with qtbot.waitSignal(room.screen_requested) as asked:
        page.library.sample.click()
    assert asked.args is not None
    assert [path.name for path in asked.args[0]] == ["astronaut.mp4"]
    assert asked.args[1] == "starter-mixed"


def test_a_new_detector_is_added_under_a_free_name(
    enter: Rooms, services: Services, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    services.library.bundled = tmp_path / "nothing bundled"
    room = enter()
    room.runs.opened.emit(folder)
    page = room.wizard.result_page()
    qtbot.waitUntil(page.library.add.isEnabled)
    assert page.library.name.text() == "starter-mixed"
    page.library.name.setText("a b")
    assert not page.library.add.isEnabled()
    page.library.name.setText("starter-mixed")
    with qtbot.waitSignals([room.library_changed], timeout=10_000):
        page.library.add.click()
    qtbot.waitUntil(page.library.sample.isEnabled)
    assert "In the library as 'starter-mixed'" in said(page)
    assert services.messages.shown[-1].text == "'starter-mixed' is in the library"


def test_a_series_becomes_an_ensemble(
    enter: Rooms, services: Services, folder: Path, faces: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    services.library.bundled = tmp_path / "nothing bundled"
    shutil.rmtree(folder)
    runs = services.paths.data / "runs"
    for name in ("our-a", "our-b"):
        made = make_run(runs, name, "finished", data=faces, series="s")
        shutil.copyfile(STARTER, made / "detector.safetensors")
    room = enter()
    room.runs.opened.emit(runs / "our-a")
    page = room.wizard.result_page()
    qtbot.waitUntil(lambda: page.library.add_series.isVisibleTo(page))
    with qtbot.waitSignal(room.library_changed, timeout=10_000):
        page.library.add_series.click()
    saved = (services.paths.ensembles / "our.toml").read_text()
    assert '"our-a"' in saved
    assert '"our-b"' in saved


def test_the_comparison_is_the_command_that_is_shown(enter: Rooms, folder: Path, faces: Path, qtbot: QtBot) -> None:
    room = enter()
    room.runs.opened.emit(folder)
    page = room.wizard.result_page()
    qtbot.waitUntil(lambda: page.auc.value() == "0.810")
    text = page.comparison.command.text()
    assert not text or f"--data {faces}" in text
    assert not page.comparison.compare.isEnabled() or "--detector" in text
