"""The first page of a report of several clips: a table of them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dfd_gui.cases.paper import style
from dfd_gui.cases.paper.blocks import Block, Paragraph, Space, Text
from dfd_gui.cases.paper.style import SMALL, Fonts, Style
from dfd_gui.cases.paper.tables import Cell, Column, table

COLUMNS = (
    Column("Clip"),
    Column("Verdict"),
    Column("Score", number=True),
    Column("Confidence"),
    Column("Persons", number=True),
    Column("Usable faces", number=True),
    Column("Record"),
)


def cover(fonts: Fonts, clips: Sequence[Mapping[str, Any]], made: str) -> list[Block]:
    """Its blocks."""
    rows = [_row(clip) for clip in clips]
    head: list[Block] = [Paragraph(Text(fonts, f"{len(clips)} clips", style.TITLE), below=4.0)]
    if made:
        head.append(Paragraph(Text(fonts, f"Report made {made}", SMALL)))
    return [*head, Space(10.0), *table(fonts, COLUMNS, rows)]


def _row(clip: Mapping[str, Any]) -> list[Cell]:
    summary = clip["summary"]
    return [
        Cell(clip["name"]),
        Cell(summary.words.title, Style(bold=True, colour=style.TONES[summary.label])),
        Cell("\u2013" if summary.score is None else f"{summary.score:.2f}"),
        Cell(summary.confidence),
        Cell(str(summary.persons)),
        Cell(f"{summary.usable_faces} of {summary.faces}"),
        Cell(clip["digest"][:12], style.HEADER_HASH),
    ]
