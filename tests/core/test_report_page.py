"""The HTML report with everything that can be known: cards, bands, who decided, faces, several clips."""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from dfd_core.cases.bands import Bands, BandSource
from dfd_core.cases.card_words import card_facts, figure_rows
from dfd_core.cases.chart import FLOOR, LEFT, TOP, charts
from dfd_core.cases.output import OutputFolder
from dfd_core.cases.report_html import ClipReport, render_html, render_report
from dfd_core.detectors.library import Library
from dfd_core.errors import DfdError
from dfd_core.paths import UserPaths
from dfd_core.screening.deciding import who_decided
from dfd_core.screening.report import clip_report
from tests.core.test_cases_reports import page
from tests.results import make_result, steady

BANDS = Bands(0.3, 0.7)
JPEG = b"\xff\xd8\xff\xe0 a picture"


class Pictures:
    """A faces file with as many pictures as it is asked for, the first one missing."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def picture(self, number: int) -> bytes:
        self.asked.append(number)
        if number == 0:
            raise DfdError("no_picture", "gone")
        return JPEG + str(number).encode()


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(UserPaths(tmp_path / "data", tmp_path / "cache", tmp_path / "config"))


def rising(count: int = 9) -> dict[str, Any]:
    return make_result([{0: {"first": i / 10, "second": 0.9 - i / 20}} for i in range(count)])


def text_of(html: bytes) -> str:
    return " ".join(" ".join(page(html).texts).split())


def test_cards_tell_licence_training_figures_and_limits(library: Library) -> None:
    detector = library.get("starter-mixed")
    result = make_result([{0: {"starter-mixed": 0.5}}] * 6, ("starter-mixed",))
    result["detectors"][0]["sha256"] = detector.sha256
    text = text_of(render_report([clip_report(result, library)]))
    for needed in (detector.card.licence, str(detector.card.training["data"]), *detector.card.limits):
        assert needed in text
    assert "(no commercial use)" in text
    assert "95 % interval" in text
    assert "Only one detector was asked" in text


def test_a_detector_without_its_card_is_said_to_have_none(library: Library) -> None:
    text = text_of(render_report([clip_report(rising(), library)]))
    assert text.count("no detector with this hash is installed here") == 2


def test_bands_are_on_the_scale_in_the_charts_and_in_words() -> None:
    html = render_html(rising(), bands=BANDS)
    text = text_of(html)
    assert (
        "likely manipulated from 0.70, likely authentic up to 0.30; with error rates measured on people held out"
        in text
    )
    assert text.count("inconclusive") >= 2
    assert html.count(b'class="scale"') == 1
    assert "wide on purpose" in text_of(render_html(rising(), bands=Bands(0.02, 0.98, BandSource.WIDE)))
    assert b'class="scale"' not in render_html(rising())


def test_what_each_detector_did_is_a_table() -> None:
    result = rising()
    text = text_of(render_html(result, bands=BANDS, deciding=who_decided(result, BANDS)))
    assert "The verdict with each detector left out in turn" in text
    assert "Person 1 decided." in text


def test_stretches_worth_a_look_are_listed() -> None:
    result = make_result([{0: steady(0.2)}] * 3 + [{0: steady(0.9)}] * 4)
    text = text_of(render_html(result, bands=BANDS))
    assert "two or more sampled frames in a row that score 0.70 or more" in text
    assert "Person 1 1.5 s 3 s 4 0.90 0.90" in text
    assert "No two sampled frames in a row score 0.50 or more." in text_of(
        render_html(make_result([{0: steady(0.1)}] * 6))
    )


def test_the_most_telling_faces_are_highest_median_and_lowest() -> None:
    pictures = Pictures()
    frames: list[Any] = [{}] + [{0: steady(score), 1: "blurred"} for score in (0.1, 0.5, 0.9, 0.3, 0.7)]
    html = render_html(make_result(frames), faces=pictures)
    assert pictures.asked == [4, 2, 0], "places in reading order; faces left out count"
    text = text_of(html)
    assert "Highest 0.90" in text
    assert "Median 0.50" in text
    assert "Lowest" not in text, "its picture is gone"
    shown = re.findall(rb'src="data:image/jpeg;base64,([^"]+)"', html)
    assert [base64.b64decode(each) for each in shown] == [JPEG + b"4", JPEG + b"2"]
    assert re.search(rb'<img [^>]*alt="Highest score of person 1, at 1.5 s"', html)


def test_what_is_no_picture_is_not_shown() -> None:
    class Lying:
        def picture(self, _number: int) -> bytes:
            return b"<svg onload=alert(1)>"

    assert b"<img" not in render_html(rising(), faces=Lying())


def test_one_face_is_shown_once() -> None:
    frames: list[Any] = [{1: steady(0.4), 0: "blurred"}] + [{0: steady(0.5)}] * 5
    text = text_of(render_html(make_result(frames), faces=Pictures()))
    assert text.count("frame 0") <= 1


def test_the_time_of_making_is_told_where_it_is_given() -> None:
    moment = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert "report made 2026-03-04 05:06:07 UTC" in text_of(render_html(rising(), generated=moment))
    assert "report made" not in text_of(render_html(rising()))


def test_several_clips_are_one_page_headed_by_a_table(library: Library) -> None:
    first, second = rising(), make_result([{}] * 4, path="other/b & c.mp4")
    html = render_report([clip_report(each, library) for each in (first, second)])
    parsed = page(html)
    assert [link for link in parsed.links if not link.startswith("data:")] == ["#clip-1", "#clip-2"]
    assert b'id="clip-1"' in html
    assert b'id="clip-2"' in html
    text = text_of(html)
    assert "2 clips" in text
    assert "b & c.mp4" in text
    assert text.index("No result") < text.index("Screened 2026"), "the table comes first"


def test_nothing_of_a_card_or_a_name_becomes_markup(library: Library) -> None:
    nasty = "<script>alert(1)</script>"
    detector = library.get("starter-mixed")
    card = type(detector.card)(
        **{name: getattr(detector.card, name) for name in ("name", "network", "input_px", "crop", "normalisation")},
        licence=nasty,
        figures={nasty: {nasty: nasty}},
        training={"data": nasty},
        limits=(nasty,),
    )
    result = make_result([{0: steady(0.5)}] * 6, path=f"{nasty}.mp4")
    html = render_report([ClipReport(result, {"first": card})] * 2)
    assert b"<script" not in html


def test_charts_shade_gaps_by_their_kind_and_bands_by_their_place() -> None:
    high: Any = {0: steady(0.9)}
    (chart,) = charts(make_result([high, {}, {0: "blurred"}, {0: "small"}, None, high]), [0], BANDS)
    assert [gap.state for gap in chart.gaps] == ["absent", "left-out", "undecodable"]
    absent, left_out, lost = chart.gaps
    assert absent.hatch == ""
    assert left_out.hatch
    assert lost.hatch
    assert left_out.x == pytest.approx(absent.x + absent.width, abs=0.2)
    assert "(2 frames)" in left_out.tip
    inside = [float(number) for number in re.findall(r"[\d.]+", left_out.hatch)]
    assert min(inside[0::2]) >= left_out.x - 0.1
    assert max(inside[0::2]) <= left_out.x + left_out.width + 0.1
    assert min(inside[1::2]) >= TOP - 0.1
    assert max(inside[1::2]) <= FLOOR + 0.1
    assert absent.x >= LEFT
    top, middle, bottom = chart.bands
    assert (top.word, middle.word, bottom.word) == ("manipulated", "inconclusive", "authentic")
    assert top.height + middle.height + bottom.height == pytest.approx(FLOOR - TOP, abs=0.3)


def test_words_of_narrow_bands_do_not_cover_each_other() -> None:
    (chart,) = charts(rising(), [0], Bands(0.98, 0.99))
    heights = [band.word_y for band in chart.bands]
    assert all(lower - upper >= 11.9 for upper, lower in pairwise(heights))


def test_figures_are_grouped_and_bounded() -> None:
    rows = dict(figure_rows({"note": "x", "test": {"auc": 0.65, "auc_low": 0.6, "auc_high": 0.7, "faces": 1200}}))
    assert rows == {"Note": "x", "Test: AUC": "0.65 (95 % interval 0.6 to 0.7)", "Test: faces": "1,200"}


def test_a_card_says_what_there_is_and_no_more(library: Library) -> None:
    facts = dict(card_facts(library.get("starter-mixed").card))
    assert "starter-small" in facts["Recipe"]
    assert "manipulated from 0.84" in facts["Calibration"]
    assert all(facts.values())


def test_files_rendered_elsewhere_are_placed_beside_older_ones(tmp_path: Path) -> None:
    clip, result = Path("clip.mp4"), rising()
    for content in (b"one", b"two", b"two"):
        folder = OutputFolder(tmp_path, ("html",), [clip], overwrite=False)
        folder.place(clip, result, {"html": content})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"clip.html": b"one", "clip-2.html": b"two"}
