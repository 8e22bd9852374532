"""What a page is made of: blocks that know their height at a width and draw themselves."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextLayout, QTextOption

from dfd_core.cases.text import printable
from dfd_gui.cases.paper.style import BODY, GRID, LINE, Fonts, Style


class Block(Protocol):
    """Something that is not broken across pages."""

    @property
    def keep(self) -> bool:
        """Whether it stays on the page of the block after it."""

    @property
    def head(self) -> Block | None:
        """What is drawn above it where it begins a page: the head of its table."""

    def height(self, width: float) -> float:
        """How much room it takes."""

    def paint(self, painter: QPainter, width: float) -> None:
        """Draw it, its upper left corner at the origin."""


class Text:
    """Words that wrap, if need be within a word.

    Args:
        fonts: the report's fonts.
        words: plain text; what cannot be seen is shown as escapes.
        style: how it looks.
        right: whether lines end at the right edge.
    """

    def __init__(self, fonts: Fonts, words: str, style: Style = BODY, *, right: bool = False) -> None:
        self.style = style
        self._layout = QTextLayout(_seen(words), fonts.get(style))
        option = QTextOption(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._laid_out = -1.0
        self._height = 0.0

    def height(self, width: float) -> float:
        """See `Block`."""
        if width != self._laid_out:
            self._laid_out, self._height = width, self._lay_out(width)
        return self._height

    def natural_width(self) -> float:
        """The width at which nothing wraps."""
        self._lay_out(1e6)
        width = self._layout.maximumWidth() / GRID
        self._laid_out = -1.0
        return float(width) + 0.5

    def paint(self, painter: QPainter, width: float) -> None:
        """See `Block`."""
        self.height(width)
        painter.save()
        painter.scale(1 / GRID, 1 / GRID)
        painter.setPen(QColor(self.style.colour))
        self._layout.draw(painter, QPointF(0, 0))
        painter.restore()

    def _lay_out(self, width: float) -> float:
        step = self.style.size * self.style.leading * GRID
        self._layout.beginLayout()
        lines = 0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width * GRID))
            line.setPosition(QPointF(0, lines * step + (step - line.height()) / 2))
            lines += 1
        self._layout.endLayout()
        return max(1, lines) * step / GRID


class Paragraph:
    """A text with room around it; ``bullet`` puts a dot before it."""

    def __init__(
        self, text: Text, *, above: float = 0.0, below: float = 3.0, bullet: bool = False, keep: bool = False
    ) -> None:
        self.keep = keep
        self.head: Block | None = None
        self._text = text
        self._above, self._below = above, below
        self._indent = 11.0 if bullet else 0.0

    def height(self, width: float) -> float:
        """See `Block`."""
        return self._above + self._text.height(width - self._indent) + self._below

    def paint(self, painter: QPainter, width: float) -> None:
        """See `Block`."""
        painter.translate(0, self._above)
        if self._indent:
            middle = self._text.style.size * self._text.style.leading / 2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._text.style.colour))
            painter.drawEllipse(QPointF(4.0, middle), 1.2, 1.2)
        painter.translate(self._indent, 0)
        self._text.paint(painter, width - self._indent)


class Heading:
    """The title of a part: a hairline, a number, the words; never alone at the foot of a page.

    ``bare``: without the line and the room above it, where it begins a page.
    """

    keep = True
    head: Block | None = None

    def __init__(self, number: Text, words: Text, *, bare: bool = False) -> None:
        self._number = number
        self._words = words
        self._above = 0.0 if bare else 27.0

    def bare(self) -> Heading:
        """The same one for the top of a page."""
        return Heading(self._number, self._words, bare=True)

    def height(self, width: float) -> float:
        """See `Block`."""
        return self._above + self._words.height(width - 20) + 4.0

    def paint(self, painter: QPainter, width: float) -> None:
        """See `Block`."""
        if self._above:
            rule(painter, 0, 17, width, LINE, 0.6)
        painter.translate(0, self._above)
        self._number.paint(painter, 18)
        painter.translate(18, 0)
        self._words.paint(painter, width - 18)


class Space:
    """Nothing."""

    keep = False
    head: Block | None = None

    def __init__(self, height: float) -> None:
        self._height = height

    def height(self, width: float) -> float:
        """See `Block`."""
        del width
        return self._height

    def paint(self, painter: QPainter, width: float) -> None:
        """See `Block`."""


class Carded:
    """A block on a card of a colour, with a bar at its left; blocks of one card join each other.

    ``first`` and ``last`` have the card's own room above and below.
    """

    head: Block | None = None

    def __init__(self, inner: Block, ground: str, bar: str | None = None, *, first: bool, last: bool) -> None:
        self.keep = inner.keep
        self._inner = inner
        self._ground, self._bar = ground, bar
        self._above, self._below = 11.0 if first else 0.0, 9.0 if last else 0.0

    def height(self, width: float) -> float:
        """See `Block`."""
        return self._above + self._inner.height(width - 32) + self._below

    def paint(self, painter: QPainter, width: float) -> None:
        """See `Block`."""
        # A little higher than it is: no seam is seen between blocks.
        area = QRectF(0, 0, width, self.height(width) + 0.3)
        painter.fillRect(area, QColor(self._ground))
        if self._bar is not None:
            painter.fillRect(QRectF(0, 0, 4, area.height()), QColor(self._bar))
        painter.translate(18, self._above)
        self._inner.paint(painter, width - 32)


def card(blocks: list[Block], ground: str, bar: str | None = None) -> list[Block]:
    """Blocks on one card."""
    last = len(blocks) - 1
    return [Carded(block, ground, bar, first=place == 0, last=place == last) for place, block in enumerate(blocks)]


def rule(painter: QPainter, x: float, y: float, width: float, colour: str, thickness: float) -> None:
    """A horizontal line."""
    pen = QPen(QColor(colour), thickness)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(x, y), QPointF(x + width, y))


def _seen(words: str) -> str:
    return printable(words) or "\N{NO-BREAK SPACE}"
