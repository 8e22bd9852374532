"""The analyst's remarks in the report: their words, marked as such, apart from what the program found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dfd_core.cases.bands import Bands
from dfd_core.cases.extract import extract_sha256
from dfd_core.cases.remarks import Remarks, Rest, new_note, with_remarks
from dfd_core.cases.report_html import ClipReport, render_html, render_report
from dfd_core.detectors.library import Library
from dfd_core.paths import UserPaths
from dfd_core.screening.deciding import who_decided
from dfd_core.screening.report import clip_report
from dfd_core.screening.rest import rest_without
from dfd_core.types import Label
from tests.core.test_cases_reports import page
from tests.results import make_result, steady

BANDS = Bands(0.3, 0.7)
CLIP = "a" * 64
HEAD = "Remarks of the analyst"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(UserPaths(tmp_path / "data", tmp_path / "cache", tmp_path / "config"))


def result(*persons: float) -> dict[str, Any]:
    frame = {number: steady(score) for number, score in enumerate(persons or (0.9, 0.2))}
    return make_result([frame] * 6, sha256=CLIP)


def text_of(html: bytes) -> str:
    return " ".join(" ".join(page(html).texts).split())


def noted(*left_out: int) -> dict[str, Any]:
    notes = (new_note(CLIP, 0.5, "<b>the mouth</b>"), new_note(CLIP, 1.25))
    return with_remarks(result(), Remarks(notes, frozenset(left_out)))


def test_notes_are_told_as_the_analysts_words_with_their_time(library: Library) -> None:
    html = render_report([clip_report(noted(), library)])
    text = text_of(html)
    before, _, after = text.partition(HEAD)
    assert "the mouth" not in before, "apart from what the program found"
    assert "The program found none of it, and none of it enters into the score or the verdict above." in after
    assert "1 0.5 s <b>the mouth</b>" in after
    assert "2 1.25 s (marked, without words)" in after
    assert b"<b>the mouth" not in html
    assert html.count(b'<g class="note">') == 2 * 2, "two notes in the charts of two persons"


def test_the_page_is_that_of_the_result_and_names_the_file_with_the_remarks() -> None:
    told = noted()
    text = text_of(render_html(told))
    assert f"with SHA-256 {extract_sha256(result())} and the analyst's remarks beside it" in text
    assert f"the JSON file has SHA-256 {extract_sha256(told)}" in text


def test_without_remarks_nothing_is_said() -> None:
    html = render_html(result())
    assert HEAD not in text_of(html)
    assert b'class="note"' not in html
    assert "the analyst's remarks beside it" not in text_of(html)


def test_persons_left_out_are_named_with_what_the_rest_would_score() -> None:
    extract = result()
    deciding = who_decided(extract, BANDS)
    score = extract["tracks"][1]["score"]
    assert score == pytest.approx(0.2)
    assert rest_without(extract, {0}, deciding, BANDS) == Rest(score, Label.LIKELY_AUTHENTIC)
    assert rest_without(extract, {0}, deciding, None) == Rest(score, None)
    assert rest_without(extract, {0, 1}, deciding, BANDS) == Rest(None, Label.NO_RESULT)
    assert rest_without(extract, (), deciding, BANDS) is None
    assert rest_without(extract, {0}, None, BANDS) is None


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        (Rest(0.2, Label.LIKELY_AUTHENTIC), "The rest would score 0.20: likely authentic."),
        (Rest(0.2, None), "The rest would score 0.20."),
        (Rest(None, Label.NO_RESULT), "Of the rest nobody is seen in enough usable faces"),
        (None, "What the rest would have given cannot be told."),
    ],
)
def test_the_rest_in_words(rest: Rest | None, words: str) -> None:
    text = text_of(render_report([ClipReport(noted(0), rest=rest)]))
    assert "Left out of account: person 1." in text
    assert words in text
    assert "Likely manipulated" not in text.partition(HEAD)[2].partition("How it was screened")[0]
