"""One sheet: the head, the page's blocks, the foot."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from dfd_core.cases.text import printable
from dfd_gui.cases.paper.blocks import Text, rule
from dfd_gui.cases.paper.flow import Page
from dfd_gui.cases.paper.style import (
    GRID,
    HEADER,
    HEADER_HASH,
    INK,
    LEFT,
    LINE,
    PAGE_HEIGHT,
    TOP,
    WIDTH,
    Fonts,
)

HEADLINE = "Deepfake screening report"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with what stands above and below it. ``digest``: the first digits of the record's hash, or none."""

    fonts: Fonts
    page: Page
    name: str
    digest: str
    foot: str
    number: int
    total: int


def paint_sheet(painter: QPainter, sheet: Sheet) -> None:
    """Draw a sheet; the painter's unit is a point, its origin the sheet's upper left corner."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_head(painter, sheet)
    for top, block in sheet.page.blocks:
        painter.save()
        painter.translate(LEFT, TOP + top)
        block.paint(painter, WIDTH)
        painter.restore()
    _paint_foot(painter, sheet)


def _paint_head(painter: QPainter, sheet: Sheet) -> None:
    digest = Text(sheet.fonts, f"Record {sheet.digest}" if sheet.digest else "", HEADER_HASH)
    right = digest.natural_width() if sheet.digest else 0.0
    left = Text(sheet.fonts, HEADLINE, HEADER)
    room = WIDTH - left.natural_width() - right - 24
    name = Text(sheet.fonts, _elided(sheet, room), HEADER)
    _put(painter, left, LEFT, 36)
    if sheet.digest:
        _put(painter, digest, LEFT + WIDTH - right, 36)
    middle = LEFT + left.natural_width() + 12 + (room - name.natural_width()) / 2
    _put(painter, name, middle, 36)
    painter.save()
    painter.translate(LEFT, 51)
    rule(painter, 0, 0, WIDTH, INK, 1.0)
    painter.restore()


def _paint_foot(painter: QPainter, sheet: Sheet) -> None:
    page = Text(sheet.fonts, f"{sheet.number} of {sheet.total}", HEADER)
    painter.save()
    painter.translate(LEFT, PAGE_HEIGHT - 46)
    rule(painter, 0, 0, WIDTH, LINE, 0.5)
    painter.restore()
    _put(painter, Text(sheet.fonts, sheet.foot, HEADER), LEFT, PAGE_HEIGHT - 40)
    _put(painter, page, LEFT + WIDTH - page.natural_width(), PAGE_HEIGHT - 40)


def _put(painter: QPainter, text: Text, x: float, y: float) -> None:
    painter.save()
    painter.translate(x, y)
    text.paint(painter, text.natural_width() + 4)
    painter.restore()


def _elided(sheet: Sheet, room: float) -> str:
    metrics = QFontMetricsF(sheet.fonts.get(HEADER))
    return metrics.elidedText(printable(sheet.name), Qt.TextElideMode.ElideMiddle, room * GRID)
