"""The report as a PDF file: pages, their heads and feet, and the records attached."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from dfd_core import __version__
from dfd_core.cases.extract import canonical_bytes
from dfd_core.cases.report_html import ClipReport, told
from dfd_gui.cases.paper.clip import ClipPaper
from dfd_gui.cases.paper.cover import cover
from dfd_gui.cases.paper.flow import Page, paginate
from dfd_gui.cases.paper.sheet import Sheet, paint_sheet
from dfd_gui.cases.paper.style import Fonts

DOTS = 1200
"""To the inch: fine enough that no line is moved by rounding."""
SHORT = 12
"""Digits of a record's hash in the head of each page."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A report that is laid out."""

    sheets: Sequence[Sheet]
    title: str
    records: Mapping[str, bytes]


def lay_out(
    clips: Sequence[ClipReport],
    operator: str = "",
    generated: datetime | None = None,
    done: Callable[[int], object] | None = None,
) -> Paper:
    """Lay out one report of any number of clips; several are headed by a table of them all.

    Args:
        clips: what to show, in this order.
        operator: who screened them, where that is to be named.
        generated: when the report is made.
        done: told after each clip how many are laid out; may end the work by raising.

    Raises:
        DfdError: ``newer_result`` or ``bad_result``.
    """
    fonts = Fonts()
    made = generated.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC") if generated else ""
    contents: list[Mapping[str, Any]] = []
    parts: list[tuple[str, str, list[Page]]] = []
    for number, clip in enumerate(clips, 1):
        contents.append(told(clip, number, operator))
        pages = paginate(ClipPaper(fonts, contents[-1], made).blocks())
        parts.append((contents[-1]["name"], contents[-1]["digest"][:SHORT], pages))
        if done:
            done(number)
    if len(clips) > 1:
        parts.insert(0, (f"{len(clips)} clips", "", paginate(cover(fonts, contents, made))))
    total = sum(len(pages) for _, _, pages in parts)
    foot = f"DFD {__version__}" + (f" \u00b7 made {made}" if made else "")
    flat = [(name, digest, page) for name, digest, pages in parts for page in pages]
    sheets = [
        Sheet(fonts, page, name, digest, foot, number, total) for number, (name, digest, page) in enumerate(flat, 1)
    ]
    title = contents[0]["name"] if len(contents) == 1 else f"{len(contents)} clips"
    return Paper(sheets, title, _records(clips, contents))


def render_pdf(paper: Paper) -> bytes:
    """The file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    writer.setResolution(DOTS)
    writer.setTitle(f"Deepfake screening report: {paper.title}")
    writer.setCreator(f"DFD {__version__}")
    for name, record in paper.records.items():
        writer.addFileAttachment(name, QByteArray(record), "application/json")
    painter = QPainter(writer)
    for place, sheet in enumerate(paper.sheets):
        if place:
            writer.newPage()
        painter.save()
        painter.scale(DOTS / 72, DOTS / 72)
        paint_sheet(painter, sheet)
        painter.restore()
    painter.end()
    buffer.close()
    return bytes(data.data())


def _records(clips: Sequence[ClipReport], contents: Sequence[Mapping[str, Any]]) -> dict[str, bytes]:
    """The result files of all clips, under names that differ."""
    records: dict[str, bytes] = {}
    for number, (clip, content) in enumerate(zip(clips, contents, strict=True), 1):
        name = f"{content['name']}.json"
        records[f"{number}-{name}" if name in records else name] = canonical_bytes(clip.extract)
    return records
