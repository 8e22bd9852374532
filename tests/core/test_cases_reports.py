"""CSV and HTML renders of an extract."""

from __future__ import annotations

import copy
import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from dfd_core.cases.chart import charts, clock
from dfd_core.cases.extract import extract_sha256
from dfd_core.cases.report_csv import COLUMNS, csv_bytes, summary_bytes, summary_row
from dfd_core.cases.report_html import MAX_CHARTS, render_html
from dfd_core.errors import DfdError

GOLDEN = Path(__file__).parents[1] / "assets" / "result-1.json"


@pytest.fixture
def extract() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(GOLDEN.read_bytes())
    return loaded


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def no_result(extract: dict[str, Any]) -> dict[str, Any]:
    return {
        **extract,
        "score": None,
        "tracks": [],
        "frames": [],
        "verdict": {"label": "no_result", "reasons": ["there is no video stream"], "confidence": "none"},
        "error": {"code": "no_video_stream", "message": "there is no video stream"},
    }


def test_one_row_per_frame_face_and_detector(extract: dict[str, Any]) -> None:
    rows = table(csv_bytes(extract))
    # 13 scored faces by 2 detectors, one face left out, one frame without faces, one undecodable frame
    assert len(rows) == 13 * 2 + 1 + 1 + 1
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["detector"] == "first"
    assert (float(rows[0]["score"]), float(rows[0]["face_score"])) == (0.9, 0.848528)
    assert (float(rows[0]["x0"]), int(rows[0]["frame"]), rows[0]["usable"]) == (100.0, 0, "yes")


def test_faces_left_out_and_empty_frames_keep_their_row(extract: dict[str, Any]) -> None:
    rows = table(csv_bytes(extract))
    (left_out,) = [row for row in rows if row["usable"] == "no"]
    assert left_out["unusable_reason"] == "smaller than 32 px"
    assert (left_out["detector"], left_out["score"], left_out["face_score"]) == ("", "", "")
    assert [(row["frame"], row["frame_state"]) for row in rows if not row["track"]] == [
        ("70", "ok"),
        ("80", "decode_error"),
    ]


@pytest.mark.parametrize("name", ["=cmd|'/c calc'!A1.mp4", "+1.mp4", "-video.mp4", "@sum.mp4", "\tx.mp4"])
def test_formulas_in_names_are_defused_but_numbers_stay(extract: dict[str, Any], name: str) -> None:
    extract["media"]["path"] = name
    extract["frames"][0]["faces"][0]["box"][0] = -3.5
    rows = table(csv_bytes(extract))
    assert rows[0]["path"] == f"'{name}"
    assert rows[0]["x0"] == "-3.5"
    assert table(summary_bytes([summary_row(extract)]))[0]["path"] == f"'{name}"


def test_summary_has_one_row_per_clip(extract: dict[str, Any]) -> None:
    first, second = table(summary_bytes([summary_row(extract), summary_row(no_result(extract))]))
    assert (first["label"], first["score"], first["persons"], first["partial"]) == (
        "likely_manipulated",
        "0.855679",
        "2",
        "yes",
    )
    assert (second["label"], second["score"], second["error"]) == ("no_result", "", "no_video_stream")
    assert second["reasons"] == "there is no video stream"


class Page(HTMLParser):
    """Collects what a browser would load, and checks that tags are balanced."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.texts: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src", "xlink:href", "action", "data"}]
        if tag not in {"meta", "br", "link", "img"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def page(html: bytes) -> Page:
    parsed = Page()
    parsed.feed(html.decode("utf-8"))
    parsed.close()
    assert parsed.open == []
    return parsed


def test_html_is_self_contained(extract: dict[str, Any]) -> None:
    html = render_html(extract)
    parsed = page(html)
    (record,) = parsed.links
    assert record.startswith("data:application/json;base64,"), "the record itself, to be saved"
    assert not {"script", "iframe", "img", "link"} & set(parsed.tags)
    assert not re.search(rb"https?:|url\(|@import|//", html.replace(b"Content-Security-Policy", b""))


def test_html_says_the_verdict_first_and_names_everything(extract: dict[str, Any]) -> None:
    text = "\n".join(page(render_html(extract, operator="A. Nalyst")).texts)
    body = text[text.index("</style>") if "</style>" in text else text.index("Deepfake screening report") :]
    verdict = body.index("Likely manipulated")
    assert verdict < body.index("What this verdict can and cannot say") < body.index("The file")
    for needed in (
        "näme 日本.mp4",
        extract["media"]["sha256"],
        extract["detectors"][1]["sha256"],
        extract_sha256(extract),
        "A. Nalyst",
        "DFD 0.1.0, onnxruntime 1.31 on cpu",
        "Person 1 scores 0.86",
        "1 (smaller than 32 px)",
        "Partial result",
        "0.86",
    ):
        assert needed in body, needed


def test_html_is_the_same_for_the_same_extract(extract: dict[str, Any]) -> None:
    assert render_html(extract) == render_html(copy.deepcopy(extract))


def test_html_of_a_clip_without_result(extract: dict[str, Any]) -> None:
    html = render_html(no_result(extract)).decode()
    assert "No result" in html
    assert "<svg" not in html
    assert "0.50" not in html


def test_html_escapes_what_others_wrote(extract: dict[str, Any]) -> None:
    nasty = "<script>alert(1)</script>\u202e\x1b[31m"
    extract["media"]["path"] = f"/tmp/{nasty}.mp4"
    extract["media"]["warnings"] = [nasty]
    extract["verdict"]["reasons"] = [nasty]
    extract["detectors"][0]["name"] = nasty
    html = render_html(extract).decode()
    assert "<script" not in html
    assert "\x1b" not in html
    assert "script" not in page(html.encode()).tags


def test_html_survives_a_name_that_is_no_text(extract: dict[str, Any]) -> None:
    extract["media"]["path"] = b"bad\xff.mp4".decode("utf-8", "surrogateescape")
    assert "bad\\udcff.mp4" in render_html(extract).decode("utf-8")


def test_html_of_a_crowd_charts_the_highest_scores_only(extract: dict[str, Any]) -> None:
    track, face = extract["tracks"][0], extract["frames"][0]["faces"][0]
    crowd = range(MAX_CHARTS + 5)
    extract["tracks"] = [{**track, "id": person, "score": person / 100} for person in crowd]
    extract["frames"] = [
        {"index": i, "time_s": float(i), "state": "ok", "faces": [{**face, "track": person} for person in crowd]}
        for i in range(100)
    ]
    html = render_html(extract).decode()
    assert html.count("<svg class=") == MAX_CHARTS
    assert "5 more persons" in html
    assert "more rows are in the CSV" in html


def test_html_refuses_a_newer_result(extract: dict[str, Any]) -> None:
    with pytest.raises(DfdError) as caught:
        render_html({**extract, "schema": 2})
    assert caught.value.code == "newer_result"


def test_chart_breaks_where_the_person_was_not_scored(extract: dict[str, Any]) -> None:
    del extract["frames"][3]["faces"][0]
    (chart,) = charts(extract, [0])
    assert chart.series[0].path.count("M") == 2
    assert [series.name for series in chart.series] == ["all detectors", "first", "second"]
    states = [mark.state for mark in chart.marks]
    assert states == ["scored"] * 3 + ["absent"] + ["scored"] * 3 + ["absent", "undecodable"]


def test_chart_of_one_frame(extract: dict[str, Any]) -> None:
    extract["frames"] = extract["frames"][:1]
    (chart,) = charts(extract, [1])
    assert len(chart.ticks) == 1
    assert "nan" not in chart.series[0].path


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.0, "0 s"), (3.25, "3.25 s"), (59.999, "60 s"), (75.0, "1:15"), (3725.5, "1:02:05.5"), (119.96, "2:00")],
)
def test_clock(seconds: float, words: str) -> None:
    assert clock(seconds) == words
