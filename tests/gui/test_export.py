"""Export of the selected clips: files, names, never over others, in a thread; the report in the browser."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from dfd_core.cases.extract import extract_sha256
from dfd_core.errors import Cancelled, DfdError
from dfd_core.video.proxy import ProxyReader
from dfd_gui.cases import files
from dfd_gui.cases.asking import Chosen, Dialogs
from dfd_gui.cases.export import Exporter
from dfd_gui.cases.opening import clean_environment, open_external
from dfd_gui.services import Services
from dfd_gui.state import ReviewClip
from tests.gui.review_media import make_clip, make_extract
from tests.gui.test_chart_export import Answers
from tests.results import make_result, steady


class Desk:
    """An exporter with everything it asks for."""

    def __init__(self, services: Services, window: QWidget) -> None:
        self.selected: list[ReviewClip] = []
        self.opened: list[Path] = []
        self.opens = True
        self.answers = Answers(None)
        self.services = services
        self.exporter = Exporter(services, window, self._collect, asking=self.answers, show=self._show)

    def _collect(self, then: Callable[[list[ReviewClip]], None]) -> None:
        then(self.selected)

    def _show(self, path: Path) -> bool:
        self.opened.append(path)
        return self.opens

    def trigger(self, qtbot: QtBot, action: str, chosen: Chosen | None) -> object:
        """Choose an action and wait until it is done."""
        self.answers.chosen = chosen
        with qtbot.waitSignal(self.exporter.finished, timeout=10_000) as done:
            self.services.actions.get(action).trigger()
        assert done.args is not None
        return done.args[0]

    def said(self) -> str:
        return self.services.messages.shown[-1].text


@pytest.fixture
def desk(qtbot: QtBot, services: Services) -> Iterator[Desk]:
    window = QWidget()
    qtbot.addWidget(window)
    made = Desk(services, window)
    yield made
    made.exporter.shutdown()


def clips(folder: Path, *names: str) -> list[ReviewClip]:
    made = []
    for number, name in enumerate(names):
        result = make_result([{0: steady(0.4)}] * 6, path=str(folder / name), sha256=f"{number % 10}" * 64)
        made.append(ReviewClip(name, folder / name, result))
    return made


def test_json_of_one_clip_is_the_record_itself(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    (clip,) = desk.selected = clips(tmp_path, "a.mp4")
    desk.trigger(qtbot, "export.json", Chosen(tmp_path / "a"))
    written = (tmp_path / "a.json").read_bytes()
    assert json.loads(written) == clip.extract
    assert desk.answers.asked[0][1] == "a.dfd.json"
    assert "a.json" in desk.said()


def test_json_of_several_goes_into_a_folder_without_replacing_anything(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    desk.selected = clips(tmp_path, "a.mp4", "b.mp4", "deep/a.mov")
    out = tmp_path / "out"
    out.mkdir()
    (out / "b.json").write_text("mine")
    desk.trigger(qtbot, "export.json", Chosen(out))
    assert (out / "b.json").read_text() == "mine"
    names = sorted(path.name for path in out.iterdir())
    assert names == ["a-00000000.json", "a-22222222.json", "b-2.json", "b.json"]
    assert "3 clips" in desk.said()


@pytest.mark.parametrize(("filter_", "lines"), [(0, 2), (1, 2 * 6 * 2)])
def test_csv_is_a_line_for_each_clip_or_for_each_score(
    qtbot: QtBot, desk: Desk, tmp_path: Path, filter_: int, lines: int
) -> None:
    desk.selected = clips(tmp_path, "a.mp4", "b.mp4")
    desk.trigger(qtbot, "export.csv", Chosen(tmp_path / "table.csv", filter_))
    with (tmp_path / "table.csv").open(encoding="utf-8", newline="") as stream:
        assert len(list(csv.DictReader(stream))) == lines


def test_html_is_one_page_of_all_with_faces(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    clip = make_clip(tmp_path, make_extract())
    desk.selected = [clip, *clips(tmp_path, "b.mp4")]
    desk.trigger(qtbot, "export.html", Chosen(tmp_path / "report.html"))
    html = (tmp_path / "report.html").read_text()
    assert html.count("<article") == 2
    assert "data:image/jpeg;base64," in html
    assert extract_sha256(clip.extract) in html
    assert "report made" in html
    assert clip.faces is not None
    assert len(ProxyReader(clip.faces)) == 14


def test_a_report_without_its_face_pictures_is_written_all_the_same(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    clip = make_clip(tmp_path)
    assert clip.faces is not None
    clip.faces.write_bytes(b"damaged")
    desk.selected = [clip]
    desk.trigger(qtbot, "export.html", Chosen(tmp_path / "report.html"))
    assert "<img" not in (tmp_path / "report.html").read_text()


def test_the_report_opens_in_the_browser(qtbot: QtBot, desk: Desk, services: Services, tmp_path: Path) -> None:
    assert not services.actions.get("export.open").isEnabled()
    services.state.show(make_clip(tmp_path))
    desk.trigger(qtbot, "export.open", None)
    (path,) = desk.opened
    assert path.is_relative_to(services.paths.cache)
    assert path.read_bytes().startswith(b"<!DOCTYPE html>")
    desk.opens = False
    desk.trigger(qtbot, "export.open", None)
    assert "No program could be started" in desk.said()
    assert desk.opened == [path, path], "made anew in the same place"


def test_without_a_selection_the_reviewed_clip_counts(
    qtbot: QtBot, desk: Desk, services: Services, tmp_path: Path
) -> None:
    services.actions.get("export.csv").trigger()
    assert "nothing to export" in desk.said()
    services.state.show(make_clip(tmp_path))
    desk.trigger(qtbot, "export.csv", Chosen(tmp_path / "a.csv"))
    assert (tmp_path / "a.csv").exists()


def test_giving_up_writes_nothing(desk: Desk, services: Services, tmp_path: Path) -> None:
    desk.selected = clips(tmp_path, "a.mp4", "b.mp4")
    for action in ("export.html", "export.pdf", "export.json", "export.csv"):
        services.actions.get(action).trigger()
    assert not services.messages.shown
    assert list(tmp_path.glob("*.*")) == []


def test_a_place_that_cannot_be_written_is_told(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    desk.selected = clips(tmp_path, "a.mp4")
    assert desk.trigger(qtbot, "export.html", Chosen(tmp_path / "file" / "a.html")) is None
    assert "cannot be written" in desk.said()


def test_a_result_of_a_newer_version_is_told(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    (clip,) = clips(tmp_path, "a.mp4")
    desk.selected = [replace(clip, extract={**clip.extract, "schema": 99})]
    assert desk.trigger(qtbot, "export.html", Chosen(tmp_path / "a.html")) is None
    assert "newer version" in desk.said()
    assert not (tmp_path / "a.html").exists()


def test_a_large_export_tells_how_far_it_is_and_can_be_cancelled(
    qtbot: QtBot, desk: Desk, services: Services, tmp_path: Path
) -> None:
    desk.selected = clips(tmp_path, *(f"{number}.mp4" for number in range(60)))
    desk.answers.chosen = Chosen(tmp_path / "report.html")
    heard: list[str] = []

    def cancel() -> None:
        for message in services.messages.shown:
            heard.append(message.text)
            for words, act in message.buttons:
                if words == "Cancel":
                    act()

    services.messages.changed.connect(cancel)
    with qtbot.waitSignal(desk.exporter.finished, timeout=20_000) as done:
        services.actions.get("export.html").trigger()
    assert any("of 60 clips" in each for each in heard)
    assert done.args == [None]
    assert "cancelled" in desk.said()
    assert not (tmp_path / "report.html").exists()


def test_the_window_lives_while_it_exports(qtbot: QtBot, desk: Desk, services: Services, tmp_path: Path) -> None:
    desk.selected = clips(tmp_path, *(f"{number}.mp4" for number in range(30)))
    desk.answers.chosen = Chosen(tmp_path / "report.html")
    with qtbot.waitSignal(desk.exporter.finished, timeout=20_000):
        services.actions.get("export.html").trigger()
        assert not (tmp_path / "report.html").exists(), "the action comes back before the work is done"
    assert (tmp_path / "report.html").read_bytes().count(b"<article") == 30


# ---- files


def test_steps_end_the_work_when_asked() -> None:
    told: list[int] = []
    step = files.stopping(lambda: bool(told), told.append)
    step(1)
    with pytest.raises(Cancelled):
        step(2)


def test_a_name_keeps_its_own_ending(tmp_path: Path) -> None:
    assert files.with_ending(tmp_path / "a.HTML", ".html") == tmp_path / "a.HTML"
    assert files.with_ending(tmp_path / "v1.2", ".html") == tmp_path / "v1.2.html"


def test_what_cannot_be_written_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DfdError, match="cannot be written"):
        files.write(tmp_path / "file" / "x", b"")


# ---- opening


def test_a_frozen_programs_libraries_do_not_reach_the_browser() -> None:
    inside = {"LD_LIBRARY_PATH": "/bundle", "LD_LIBRARY_PATH_ORIG": "/mine", "QT_PLUGIN_PATH": "/bundle", "HOME": "/h"}
    assert clean_environment(inside, frozen=True) == {"LD_LIBRARY_PATH": "/mine", "HOME": "/h"}
    assert clean_environment({"LD_LIBRARY_PATH": "/bundle", "HOME": "/h"}, frozen=True) == {"HOME": "/h"}
    assert clean_environment({"LD_LIBRARY_PATH": "/mine", "QT_PLUGIN_PATH": "/q"}, frozen=False) == {
        "LD_LIBRARY_PATH": "/mine",
        "QT_PLUGIN_PATH": "/q",
    }


def test_the_systems_own_program_is_started_with_the_clean_environment(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "said"
    tool = tmp_path / "bin" / "xdg-open"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\necho "$1|$LD_LIBRARY_PATH" > {out}.part && mv {out}.part {out}\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tool.parent}:/usr/bin:/bin")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/mine")
    assert open_external(tmp_path / "report.html")
    qtbot.waitUntil(out.exists)
    assert out.read_text() == f"{tmp_path / 'report.html'}|/mine\n"


def test_dialogs_of_the_system_are_asked_with_name_and_ending(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialogs = Dialogs(window)

    def accept(dialog: object) -> Path:
        assert isinstance(dialog, QFileDialog)
        assert dialog.defaultSuffix() == "html"
        assert Path(dialog.selectedFiles()[0]).name == "a.html"
        dialog.deleteLater()
        return tmp_path / "a.html"

    monkeypatch.setattr(dialogs, "_run", accept)
    chosen = dialogs.file("Export", "a.html", ["Web page (*.html)"])
    assert chosen == Chosen(tmp_path / "a.html", 0)
