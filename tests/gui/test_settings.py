from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dfd_core.errors import DfdError
from dfd_gui.settings import FILE, SPECS, Settings, misfit


def test_every_default_fits_its_own_row() -> None:
    assert [spec.key for spec in SPECS if misfit(spec, spec.default)] == []
    assert len({spec.key for spec in SPECS}) == len(SPECS)


def test_a_change_is_told_and_only_changes_are_written(tmp_path: Path, qtbot: QtBot) -> None:
    settings = Settings(tmp_path / "config" / FILE)
    with qtbot.waitSignal(settings.changed) as told:
        settings.set("screening.frames", 64)
    assert told.args == ["screening.frames"]
    assert tomllib.loads(settings.path.read_text()) == {"screening": {"frames": 64}}
    assert Settings(settings.path).number("screening.frames") == 64
    settings.reset("screening.frames")
    assert tomllib.loads(settings.path.read_text()) == {}


def test_the_same_value_again_is_no_change(tmp_path: Path, qtbot: QtBot) -> None:
    settings = Settings(tmp_path / FILE)
    with qtbot.assertNotEmitted(settings.changed):
        settings.set("screening.frames", 32)
    assert not settings.path.exists()


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("screening.frames = 'many'", "screening.frames"),
        ("screening.frames = 0", "screening.frames"),
        ("screening.frames = true", "screening.frames"),
        ("screening.frames = 3.5", "screening.frames"),
        ("verdict.manipulated = nan", "verdict.manipulated"),
        ("verdict.manipulated = 1.5", "verdict.manipulated"),
        ("ui.theme = 'pink'", "ui.theme"),
        ("queue.recent = [1, 2]", "queue.recent"),
        ("ui.shortcuts = {a = 1}", "ui.shortcuts"),
    ],
)
def test_a_bad_value_is_named_and_ignored(tmp_path: Path, line: str, key: str) -> None:
    path = tmp_path / FILE
    path.write_text(f"{line}\nscreening.device = 'cpu'\n")
    settings = Settings(path)
    assert settings.get(key) == settings.spec(key).default
    assert settings.text("screening.device") == "cpu"
    (problem,) = settings.problems
    assert key in problem
    assert str(path) in problem


def test_foreign_entries_survive_a_change(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text("[other]\nthing = 1\n[screening]\nunknown = 2\n")
    settings = Settings(path)
    settings.set("screening.frames", 8)
    written = tomllib.loads(path.read_text())
    assert written == {"other": {"thing": 1}, "screening": {"unknown": 2, "frames": 8}}


def test_a_file_that_is_no_toml_is_reported_and_kept(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text("this is [not toml")
    settings = Settings(path)
    assert len(settings.problems) == 1
    settings.set("screening.frames", 8)
    assert (tmp_path / f"{FILE}.broken").read_text() == "this is [not toml"
    assert Settings(path).number("screening.frames") == 8


def test_a_value_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    settings = Settings(tmp_path / FILE)
    with pytest.raises(DfdError, match="outside"):
        settings.set("screening.frames", 100_000)
    assert settings.number("screening.frames") == 32


def test_a_whole_number_serves_as_a_real_one(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text("verdict.manipulated = 1")
    assert Settings(path).real("verdict.manipulated") == 1.0


def test_what_is_handed_out_can_be_altered_safely(tmp_path: Path) -> None:
    settings = Settings(tmp_path / FILE)
    settings.words("queue.recent").append("x")
    assert settings.words("queue.recent") == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, qtbot: QtBot) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    settings = Settings(blocked / FILE)
    with qtbot.waitSignal(settings.not_saved):
        settings.set("screening.frames", 8)
    assert settings.number("screening.frames") == 8
