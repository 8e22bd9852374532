"""Facts in two columns, and tables whose columns are as wide as they need to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from dfd_gui.cases.paper.blocks import Block, Text, rule
from dfd_gui.cases.paper.style import BODY, DIM, FAINT, LINE, SOFT, Fonts, Style

TERM, WIDE_TERM = 128.0, 176.0
"""Width of the terms of facts, and of long ones."""
_GAP = 15.0
_LEAST = 34.0
"""No column is made narrower than this."""


class Fact:
    """A term and what is to be said of it. ``term_width``: where that begins. See `Block` for the rest."""

    def __init__(
        self,
        fonts: Fonts,
        term: str,
        value: str,
        style: Style = BODY,
        *,
        term_width: float = TERM,
        keep: bool = False,
        head: Block | None = None,
    ) -> None:
        self.keep = keep
        self.head = head
        self._term = Text(fonts, term, DIM)
        self._value = Text(fonts, value, style)
        self._begin = term_width

    def height(self, width: float) -> float:
        """See `Block`."""
        return max(self._term.height(self._begin - _GAP), self._value.height(width - self._begin)) + 2.0

    def paint(self, painter: QPainter, width: float) -> None:
        """See `Block`."""
        self._term.paint(painter, self._begin - _GAP)
        lower = (DIM.size * DIM.leading - self._value.style.size * self._value.style.leading) / 2
        painter.translate(self._begin, lower)
        self._value.paint(painter, width - self._begin)


class Beside:
    """Two lists of facts side by side."""

    keep = False
    head: Block | None = None

    def __init__(self, left: Sequence[Fact], right: Sequence[Fact]) -> None:
        self._lists = (left, right)

    def height(self, width: float) -> float:
        """See `Block`."""
        return max(sum(fact.height(_half(width)) for fact in facts) for facts in self._lists)

    def paint(self, painter: QPainter, width: float) -> None:
        """See `Block`."""
        for place, facts in enumerate(self._lists):
            top = 0.0
            for fact in facts:
                painter.save()
                painter.translate(place * (_half(width) + 2 * _GAP), top)
                fact.paint(painter, _half(width))
                painter.restore()
                top += fact.height(_half(width))


def _half(width: float) -> float:
    return width / 2 - _GAP


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title; numbers stand at its right edge."""

    title: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of a cell; ``style`` where it is not the usual one."""

    words: str
    style: Style = BODY


class Row:
    """One row of a table."""

    def __init__(
        self,
        cells: Sequence[Text],
        widths: Widths,
        head: Block | None = None,
        *,
        keep: bool = False,
        marked: bool = False,
    ) -> None:
        self.keep = keep
        self.head = head
        self._cells = cells
        self._widths = widths
        self._marked = marked

    def height(self, width: float) -> float:
        """See `Block`."""
        widths = self._widths.at(width)
        return max(cell.height(each) for cell, each in zip(self._cells, widths, strict=True)) + 6.0

    def paint(self, painter: QPainter, width: float) -> None:
        """See `Block`."""
        height = self.height(width)
        if self._marked:
            painter.fillRect(QRectF(0, 0, width, height), QColor(FAINT))
        rule(painter, 0, height - 0.3, width, SOFT if self.keep else LINE, 0.7 if self.keep else 0.4)
        painter.translate(0, 3.0)
        for cell, each in zip(self._cells, self._widths.at(width), strict=True):
            cell.paint(painter, each)
            painter.translate(each + _GAP, 0)


class Widths:
    """The widths of a table's columns, worked out once for all of its rows."""

    def __init__(self, natural: Sequence[float]) -> None:
        self._natural = list(natural)
        self._known: tuple[float, list[float]] = (-1.0, [])

    def at(self, width: float) -> list[float]:
        """The widths within so much room: the widest columns give way first, left-over room is shared out."""
        if self._known[0] != width:
            self._known = width, self._share(width - _GAP * (len(self._natural) - 1))
        return self._known[1]

    def _share(self, room: float) -> list[float]:
        widths = list(self._natural)
        spare = room - sum(widths)
        if spare >= 0:
            return [width + spare / len(widths) for width in widths]
        limit = max(widths)
        while sum(min(width, max(limit, _LEAST)) for width in widths) > room and limit > _LEAST:
            limit -= 1.0
        return [min(width, max(limit, _LEAST)) for width in widths]


def table(fonts: Fonts, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], marked: int = -1) -> list[Block]:
    """A head and its rows; the head is drawn again on every further page. ``marked`` is a row that stands out."""
    titles = [Text(fonts, each.title, replace(DIM, size=8.2, bold=True), right=each.number) for each in columns]
    lines = [
        [Text(fonts, cell.words, cell.style, right=each.number) for cell, each in zip(row, columns, strict=True)]
        for row in rows
    ]
    widths = Widths([max(text.natural_width() for text in column) for column in zip(titles, *lines, strict=True)])
    head = Row(titles, widths, keep=True)
    return [head, *(Row(line, widths, head, marked=place == marked) for place, line in enumerate(lines))]
