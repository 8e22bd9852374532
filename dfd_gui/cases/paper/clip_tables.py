"""The tables of a clip: persons, detectors left out, stretches worth a look, the analyst's notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dfd_core.cases.chart import clock
from dfd_core.cases.deciding import Deciding
from dfd_core.cases.remarks import Note
from dfd_core.cases.segments import Segment
from dfd_core.cases.summary import WORDS
from dfd_gui.cases.paper.blocks import Block
from dfd_gui.cases.paper.style import BODY, DIM, STRONG, Fonts
from dfd_gui.cases.paper.tables import Cell, Column, table

MOST_COLUMNS = 5
"""Detectors that have a column of their own in the table of persons; of more, each has its score with its card."""


def score(value: float | None) -> str:
    """Two digits, or a dash."""
    return "\u2013" if value is None else f"{value:.2f}"


def persons(
    fonts: Fonts, tracks: Sequence[Mapping[str, Any]], detectors: Sequence[str], decider: int | None
) -> list[Block]:
    """What every person scores; the row of the one who decides stands out."""
    shown = detectors if len(detectors) <= MOST_COLUMNS else ()
    columns = [Column("Person"), Column("Score", number=True), Column("Usable faces", number=True), Column("Seen")]
    columns += [Column(name, number=True) for name in shown]
    rows, marked = [], -1
    for place, track in enumerate(tracks):
        decides = track["id"] == decider
        marked = place if decides else marked
        cells = [
            f"Person {track['id'] + 1}{', decides' if decides else ''}",
            score(track["score"]),
            str(track["faces"]),
            f"{clock(track['first_s'])} to {clock(track['last_s'])}",
            *(score(track["detectors"].get(name)) for name in shown),
        ]
        rows.append([Cell(words, STRONG if decides else BODY) for words in cells])
    return table(fonts, columns, rows, marked)


def left_out_in_turn(fonts: Fonts, deciding: Deciding) -> list[Block]:
    """The verdict without each detector."""
    numbers = [Column("Its own score", number=True), Column("The rest without it", number=True)]
    rows = []
    for each in deciding.detectors:
        same = each.label == deciding.label
        words = "bands not known" if each.label is None else "the same" if same else WORDS[each.label].title
        look = BODY if same or each.label is None else STRONG
        rows.append([Cell(each.detector), Cell(score(each.score)), Cell(score(each.without)), Cell(words, look)])
    return table(fonts, [Column("Detector"), *numbers, Column("Verdict without it")], rows)


def stretches(fonts: Fonts, segments: Sequence[Segment]) -> list[Block]:
    """Where an examiner looks first."""
    numbers = ("From", "To", "Frames", "Peak", "Mean")
    rows = []
    for each in segments:
        times = clock(each.start_s), clock(each.end_s)
        cells = (f"Person {each.track + 1}", *times, str(each.frames), score(each.peak), score(each.mean))
        rows.append([Cell(words) for words in cells])
    return table(fonts, [Column("Person"), *(Column(name, number=True) for name in numbers)], rows)


def notes(fonts: Fonts, told: Sequence[Note]) -> list[Block]:
    """What the analyst noted, under the numbers of the charts."""
    columns = [Column("Note", number=True), Column("At", number=True), Column("In the analyst's words")]
    rows = []
    for place, note in enumerate(told, 1):
        words = Cell(note.text) if note.text else Cell("(marked, without words)", DIM)
        rows.append([Cell(str(place)), Cell(clock(note.time_s)), words])
    return table(fonts, columns, rows)
