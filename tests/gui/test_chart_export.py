"""The chart for elsewhere: clipboard, PNG, SVG, CSV."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from dfd_gui.cases.asking import Chosen
from dfd_gui.review.chart import ScoreChart
from dfd_gui.review.chart_export import ChartExport, csv_of, image_of, svg_of
from dfd_gui.services import Services
from tests.gui.test_chart import clip_of, two_persons


class Answers:
    """Gives the same answer whatever it is asked."""

    def __init__(self, chosen: Chosen | None) -> None:
        self.chosen = chosen
        self.asked: list[tuple[str, str, Sequence[str]]] = []

    def file(self, title: str, name: str, filters: Sequence[str]) -> Chosen | None:
        self.asked.append((title, name, filters))
        return self.chosen

    def folder(self, title: str) -> Path | None:
        self.asked.append((title, "", ()))
        return self.chosen.path if self.chosen else None


@pytest.fixture(autouse=True)
def chart(qtbot: QtBot, services: Services) -> Iterator[ScoreChart]:
    made = ScoreChart(services)
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show()
    services.state.show(clip_of(two_persons()))
    qtbot.waitUntil(lambda: made.axis.left > 0)
    yield made
    made.close()


def exporter(chart: ScoreChart, services: Services, chosen: Chosen | None) -> tuple[ChartExport, Answers]:
    answers = Answers(chosen)

    def visible() -> tuple[float, float]:
        return chart.axis.start_s, chart.axis.end_s

    return ChartExport(services, chart.sheet, visible, chart, answers), answers


def test_the_picture_has_the_size_that_was_asked_for(chart: ScoreChart) -> None:
    sheet = chart.sheet()
    assert sheet is not None
    small, large = image_of(sheet), image_of(sheet, 2.0)
    assert small.size() == sheet.size
    assert large.size() == sheet.size * 2
    assert small.pixelColor(2, 2).alpha() == 255, "no see-through ground"


def test_playhead_and_crosshair_stay_out_of_the_picture(chart: ScoreChart, services: Services) -> None:
    sheet = chart.sheet()
    assert sheet is not None
    assert chart.cross is not None
    before = image_of(sheet)
    services.state.seek(2.0)
    chart.cross._on_hover(3.0)
    assert image_of(sheet) == before
    assert chart.tip.isVisible()
    assert sheet.plot._crosshair.isVisible()


def test_the_svg_is_one_with_its_words_and_lines(chart: ScoreChart) -> None:
    sheet = chart.sheet()
    assert sheet is not None
    root = ET.fromstring(svg_of(sheet))
    assert root.tag.endswith("svg")
    text = " ".join(root.itertext())
    for word in ("made.mp4, Person 1", "first", "0.25", "0:02"):
        assert word in text
    assert any(each.tag.endswith(("path", "polyline")) for each in root.iter())


def test_the_table_holds_the_visible_stretch_and_no_invented_0(chart: ScoreChart) -> None:
    curves, shown = chart.curves, chart.choice.shown
    assert curves is not None
    lines = list(csv.DictReader(io.StringIO(csv_of(curves, shown, 3.4, 5.1).decode())))
    assert [line["time_s"] for line in lines] == ["3.5000", "4.0000", "4.5000", "5.0000"]
    assert [line["state"] for line in lines] == ["scored", "no_face", "not_analysed", "decode_error"]
    assert lines[0]["first"] == "0.900000"
    assert [line["first"] for line in lines[1:]] == ["", "", ""]
    assert lines[2]["reason"] == "too small"


def test_copying_puts_a_picture_on_the_clipboard(services: Services) -> None:
    QGuiApplication.clipboard().clear()
    services.actions.get("chart.copy").trigger()
    assert not QGuiApplication.clipboard().image().isNull()


@pytest.mark.parametrize(
    ("action", "ending", "start"),
    [("save_png", ".png", b"\x89PNG"), ("save_svg", ".svg", b"<?xml"), ("save_csv", ".csv", b"time_s")],
)
def test_files_get_their_ending_and_their_content(
    chart: ScoreChart, services: Services, tmp_path: Path, action: str, ending: str, start: bytes
) -> None:
    export, answers = exporter(chart, services, Chosen(tmp_path / "my chart"))
    getattr(export, action)()
    (written,) = tmp_path.glob("my chart*")
    assert written.name == f"my chart{ending}"
    assert written.read_bytes().startswith(start)
    assert answers.asked[0][1] == f"made-chart{ending}"
    assert "Saved" in services.messages.shown[-1].text


def test_a_name_without_ending_never_replaces_a_file(chart: ScoreChart, services: Services, tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("mine")
    exporter(chart, services, Chosen(tmp_path / "old"))[0].save_csv()
    assert (tmp_path / "old.csv").read_text() == "mine"
    assert (tmp_path / "old-2.csv").exists()


def test_the_larger_picture_is_chosen_by_its_filter(chart: ScoreChart, services: Services, tmp_path: Path) -> None:
    export, _ = exporter(chart, services, Chosen(tmp_path / "large.png", filter=1))
    export.save_png()
    sheet = chart.sheet()
    assert sheet is not None
    assert QImage(str(tmp_path / "large.png")).size() == sheet.size * 2


def test_giving_up_writes_nothing_and_a_bad_folder_is_told(
    chart: ScoreChart, services: Services, tmp_path: Path
) -> None:
    exporter(chart, services, None)[0].save_png()
    assert not services.messages.shown
    (tmp_path / "file").write_text("")
    exporter(chart, services, Chosen(tmp_path / "file" / "chart.png"))[0].save_png()
    assert "cannot be written" in services.messages.shown[-1].text


def test_without_a_clip_there_is_nothing_to_export(chart: ScoreChart, services: Services, tmp_path: Path) -> None:
    services.state.show(None)
    export, answers = exporter(chart, services, Chosen(tmp_path / "a.png"))
    for act in (export.copy, export.save_png, export.save_svg, export.save_csv):
        act()
    assert answers.asked == []
