"""The report as PDF: what it says and in which order, that nothing runs off a page, and what is attached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dfd_core.cases.bands import Bands
from dfd_core.cases.extract import canonical_bytes, extract_sha256
from dfd_core.cases.record_paper import attached_in
from dfd_core.cases.remarks import Remarks, new_note, with_remarks
from dfd_core.cases.report_html import ClipReport
from dfd_core.cases.summary import LIMITS
from dfd_core.errors import DfdError
from dfd_core.screening.deciding import who_decided
from dfd_gui.cases.asking import Chosen
from dfd_gui.cases.paper import blocks
from dfd_gui.cases.paper.flow import paginate
from dfd_gui.cases.paper.shapes import path_of
from dfd_gui.cases.paper.sheet import paint_sheet
from dfd_gui.cases.paper.style import HEIGHT, PAGE_HEIGHT, PAGE_WIDTH, WIDTH, Fonts
from dfd_gui.cases.paper.tables import Cell, Column, table
from dfd_gui.cases.paper.writer import Paper, lay_out, render_pdf
from dfd_gui.services import Services
from tests.gui.review_media import make_clip, make_extract
from tests.gui.test_export import Desk, clips
from tests.results import make_result, steady

BANDS = Bands(0.3, 0.7)
MADE = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that is laid out, in order."""
    words: list[str] = []
    seen = blocks._seen

    def listen(text: str) -> str:
        words.append(text)
        return seen(text)

    monkeypatch.setattr(blocks, "_seen", listen)
    return words


def report(extract: dict[str, Any]) -> ClipReport:
    return ClipReport(extract, {}, BANDS, who_decided(extract, BANDS))


def rising(**media: object) -> dict[str, Any]:
    frames = [{0: {"first": i / 10, "second": 0.9 - i / 20}} for i in range(9)]
    return make_result(frames, **media)  # type: ignore[arg-type]


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_it_is_a_pdf_of_several_pages_with_its_record() -> None:
    extract = rising(path="näme & 日本.mp4")
    paper = lay_out([report(extract)], "A. Nalyst", MADE)
    pdf = render_pdf(paper)
    assert pdf.startswith(b"%PDF-")
    assert pages(pdf) == len(paper.sheets) > 1
    assert list(attached_in(pdf)) == [canonical_bytes(extract)]


def test_every_page_bears_name_hash_and_number() -> None:
    extract = rising()
    paper = lay_out([report(extract)], generated=MADE)
    assert {(sheet.name, sheet.digest) for sheet in paper.sheets} == {("made.mp4", extract_sha256(extract)[:12])}
    assert [(sheet.number, sheet.total) for sheet in paper.sheets] == [
        (number, len(paper.sheets)) for number in range(1, len(paper.sheets) + 1)
    ]
    assert "made 2026-03-04 05:06:07 UTC" in paper.sheets[0].foot


def test_the_verdict_and_its_limits_come_first_and_nothing_is_missing(said: list[str]) -> None:
    extract = rising()
    lay_out([report(extract)], "A. Nalyst", MADE)
    text = "\n".join(said)
    order = ["made.mp4", "Inconclusive", LIMITS[0], "The file", "What was looked at", "Who decided", "Score over time",
             "Remarks of the analyst", "How it was screened", "The record", "The detectors"]  # fmt: skip
    places = [said.index(words) for words in order]
    assert places == sorted(places)
    for needed in (
        extract["media"]["sha256"],
        extract_sha256(extract),
        *(each["sha256"] for each in extract["detectors"]),
        *extract["verdict"]["reasons"],
        *LIMITS,
        "A. Nalyst",
        "2026-01-02 03:04:05 UTC",
        "DFD 0.1.0, onnxruntime on cpu",
        "Frames passed over",
        "likely manipulated from 0.70, likely authentic up to 0.30",
        "None: nothing was noted",
    ):
        assert needed in text, needed


def test_remarks_are_printed_and_both_hashes(said: list[str]) -> None:
    extract = rising()
    notes = (new_note("ab" * 32, 1.0, "the mouth jumps"), new_note("ab" * 32, 2.0))
    remarked = with_remarks(extract, Remarks(notes, frozenset({0})))
    paper = lay_out([report(remarked)])
    assert {"the mouth jumps", "(marked, without words)"} <= set(said)
    assert {extract_sha256(extract), extract_sha256(remarked)} <= set(said)
    assert any(words.startswith("Left out of account: person 1.") for words in said)
    assert list(paper.records.values()) == [canonical_bytes(remarked)]


def test_a_clip_without_result_says_so_and_shows_no_number(said: list[str]) -> None:
    lay_out([ClipReport(make_result([{}] * 4, warnings=["the data is damaged"]))])
    assert "No result" in said
    assert "the data is damaged" in said
    assert "Score over time" not in said
    assert not any(words.startswith("score ") for words in said)


def test_several_clips_are_headed_by_a_table_and_begin_a_page_each() -> None:
    told: list[int] = []
    first, second = rising(), make_result([{}] * 4, path="other/made.mp4")
    paper = lay_out([report(first), ClipReport(second)], done=told.append)
    assert told == [1, 2]
    assert paper.sheets[0].name == "2 clips"
    assert paper.sheets[0].digest == ""
    assert {sheet.digest for sheet in paper.sheets[1:]} == {extract_sha256(each)[:12] for each in (first, second)}
    assert list(paper.records) == ["made.mp4.json", "2-made.mp4.json"], "clips of one name keep a file each"
    assert sorted(attached_in(render_pdf(paper))) == sorted(map(canonical_bytes, (first, second)))


def crowd() -> dict[str, Any]:
    """Many persons and detectors, long names, long words."""
    detectors = [f"a-detector-with-a-very-long-name-{number}" for number in range(9)]
    frames = [{person: steady(person / 40, detectors) for person in range(17)} for _ in range(40)]
    extract = make_result(frames, detectors, path="x" * 400 + ".mp4")
    extract["media"]["warnings"] = [f"warning {number}: " + "word " * 60 for number in range(40)]
    extract["verdict"]["reasons"] = ["endless" * 60, "a reason " * 80]
    return extract


@pytest.mark.parametrize(
    "make", [rising, crowd, lambda: make_result([None] * 3), lambda: make_result([{0: steady(0.5)}])]
)
def test_nothing_runs_off_a_page(make: Any) -> None:  # noqa: ANN401
    extract = make()
    remarks = Remarks(tuple(new_note("ab" * 32, place / 10, "words " * 300) for place in range(20)), frozenset({0}))
    paper = lay_out([report(with_remarks(extract, remarks))], "O" * 300, MADE)
    for sheet in paper.sheets:
        assert sheet.page.blocks
        assert sheet.page.filled <= HEIGHT + 0.01
        for (top, block), (after, _) in zip(
            sheet.page.blocks, [*sheet.page.blocks[1:], (sheet.page.filled, None)], strict=True
        ):
            assert top + block.height(WIDTH) == pytest.approx(after, abs=0.01)
        last = sheet.page.blocks[-1][1]
        assert sheet is paper.sheets[-1] or not isinstance(last, blocks.Heading), "no title stands alone"


def painted(paper: Paper, place: int) -> QImage:
    image = QImage(round(PAGE_WIDTH), round(PAGE_HEIGHT), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_sheet(painter, paper.sheets[place])
    painter.end()
    return image


def test_pages_are_drawn_within_their_margins() -> None:
    paper = lay_out([report(crowd())], "A. Nalyst", MADE)
    for place in range(len(paper.sheets)):
        image = painted(paper, place)
        white = QColor("white").rgb()
        edge = [(x, y) for y in range(image.height()) for x in (*range(40), *range(image.width() - 40, image.width()))]
        assert all(image.pixel(x, y) == white for x, y in edge)
        assert any(image.pixel(x, y) != white for y in range(70, 110) for x in range(image.width()))


def test_tables_repeat_their_head_on_every_page() -> None:
    fonts = Fonts()
    rows = [[Cell(f"row {number}"), Cell(str(number))] for number in range(150)]
    made = table(fonts, [Column("What"), Column("Number", number=True)], rows)
    split = paginate(made)
    assert len(split) > 2
    assert all(page.blocks[0][1] is made[0] for page in split)
    assert sum(len(page.blocks) for page in split) == 150 + len(split)


def test_paths_of_charts_are_read() -> None:
    path = path_of("M36 10L40.5 12M1e-05 -3")
    assert path.elementCount() == 3
    assert [path.elementAt(i).x for i in range(3)] == pytest.approx([36, 40.5, 0], abs=1e-3)
    assert [path.elementAt(i).y for i in range(3)] == pytest.approx([10, 12, -3])


def test_a_result_of_a_newer_version_is_refused() -> None:
    with pytest.raises(DfdError, match="newer version"):
        lay_out([ClipReport({**rising(), "schema": 2})])


# ---- from the window


@pytest.fixture
def desk(qtbot: QtBot, services: Services) -> Iterator[Desk]:
    window = QWidget()
    qtbot.addWidget(window)
    made = Desk(services, window)
    yield made
    made.exporter.shutdown()


def test_the_window_writes_it_with_faces_and_operator(
    qtbot: QtBot, desk: Desk, tmp_path: Path, said: list[str]
) -> None:
    desk.services.settings.set("report.operator", "A. Nalyst")
    desk.selected = [make_clip(tmp_path, make_extract())]
    desk.trigger(qtbot, "export.pdf", Chosen(tmp_path / "report.pdf"))
    pdf = (tmp_path / "report.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert b"/Subtype /Image" in pdf or b"/Subtype/Image" in pdf
    assert "A. Nalyst" in said
    assert "The most telling faces" in said
    assert "report.pdf" in desk.said()


def test_a_pdf_never_replaces_a_file_unasked(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    desk.selected = clips(tmp_path, "a.mp4")
    (tmp_path / "report.pdf").write_text("mine")
    desk.trigger(qtbot, "export.pdf", Chosen(tmp_path / "report"))
    assert (tmp_path / "report.pdf").read_text() == "mine"
    assert (tmp_path / "report-2.pdf").read_bytes().startswith(b"%PDF-")
    (tmp_path / "file").write_text("")
    assert desk.trigger(qtbot, "export.pdf", Chosen(tmp_path / "file" / "a.pdf")) is None
    assert "cannot be written" in desk.said()


def test_a_long_pdf_can_be_cancelled(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    desk.selected = [replace(clip, key=str(number)) for number, clip in enumerate(clips(tmp_path, *["a.mp4"] * 40))]
    desk.answers.chosen = Chosen(tmp_path / "report.pdf")
    desk.services.messages.changed.connect(
        lambda: [
            act() for message in desk.services.messages.shown for words, act in message.buttons if words == "Cancel"
        ]
    )
    with qtbot.waitSignal(desk.exporter.finished, timeout=20_000) as done:
        desk.services.actions.get("export.pdf").trigger()
    assert done.args == [None]
    assert not (tmp_path / "report.pdf").exists()
