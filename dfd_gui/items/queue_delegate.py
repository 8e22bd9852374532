"""How the cells of the queue look: picture and two lines, state with its bar, verdict with its symbol, score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dfd_gui.items import queue_text as text
from dfd_gui.items.queue_model import Role
from dfd_gui.items.queue_paint import VERDICT_MARKS, Brushes
from dfd_gui.queue.entry import Entry, State
from dfd_gui.texts import QT_TRANSLATE_NOOP

ROW_EM = 2.8
"""Height of a row in heights of a line of text."""
PAD = 8
SMALL = 0.9
"""Size of secondary words against the others."""

STATE_MARKS: Mapping[State, tuple[str, str]] = {
    State.QUEUED: ("pending", "text_dim"),
    State.RUNNING: ("running", "accent"),
    State.PARTIAL: ("partial", "text_dim"),
    State.DONE: ("ok", "text_dim"),
    State.FAILED: ("error", "error"),
    State.CANCELLED: ("cancel", "text_dim"),
    State.INTERRUPTED: ("interrupted", "warning"),
}
"""Symbol and colour of a state."""

Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Type:
    """A font in the ways the queue writes: plain, small, strong; digits of one width. Made once, not for each cell."""

    def __init__(self, base: QFont) -> None:
        self.base = QFont(base)
        self.plain, self.small, self.strong = (QFont(base) for _ in range(3))
        self.small.setPointSizeF(base.pointSizeF() * SMALL)
        self.strong.setWeight(QFont.Weight.DemiBold)
        for font in (self.plain, self.small, self.strong):
            font.setFeature(QFont.Tag("tnum"), 1)
        self.metrics = {id(font): QFontMetrics(font) for font in (self.plain, self.small, self.strong)}
        self.line = self.of(self.plain).height()

    def of(self, font: QFont) -> QFontMetrics:
        """Measures of one of the three."""
        return self.metrics[id(font)]


@dataclass(frozen=True, slots=True)
class Cell:
    """Where and with what a cell is painted. ``colour``: of ordinary words."""

    painter: QPainter
    rect: QRect
    type: Type
    colour: str

    @property
    def line(self) -> int:
        """Height of a line of text."""
        return self.type.line

    def halves(self) -> tuple[QRect, QRect]:
        """Upper and lower line."""
        block = QRect(self.rect)
        block.setHeight(round(self.line * 2.1))
        block.moveCenter(self.rect.center())
        upper = QRect(block.left(), block.top(), block.width(), block.height() // 2)
        return upper, upper.translated(0, block.height() // 2)


class QueueDelegate(QStyledItemDelegate):
    """Paints the ground; what stands on it is the part of the kinds below."""

    def __init__(self, brushes: Brushes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.brushes = brushes
        self._type: Type | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del index
        return QSize(round(option.fontMetrics.height() * 6), round(option.fontMetrics.height() * ROW_EM))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(Role.ENTRY)
        if not isinstance(entry, Entry):
            return
        if self._type is None or self._type.base != option.font:
            self._type = Type(option.font)
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:  # not by the style, which would ask the model for seven more roles; the table draws the focus
            painter.fillRect(option.rect, option.palette.highlight())
        painter.fillRect(option.rect.adjusted(0, option.rect.height() - 1, 0, 0), self.brushes.colour("line", 0.7))
        inner = option.rect.adjusted(PAD, 0, -PAD, -1)
        self.draw(Cell(painter, inner, self._type, "on_selection" if selected else "text"), entry)
        painter.restore()

    def draw(self, cell: Cell, entry: Entry) -> None:
        """Paint one entry; the kinds below say what."""
        raise NotImplementedError

    def write(
        self,
        cell: Cell,
        place: QRect,
        words: str,
        colour: str = "",
        *,
        small: bool = False,
        strong: bool = False,
        align: Qt.AlignmentFlag = _LEFT,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        """A line of words, shortened to fit."""
        font = cell.type.small if small else cell.type.strong if strong else cell.type.plain
        cell.painter.setFont(font)
        cell.painter.setPen(self.brushes.colour(colour or cell.colour))
        cell.painter.drawText(place, align, cell.type.of(font).elidedText(words, elide, place.width()))

    def second(self, cell: Cell) -> str:
        """Colour of secondary words: on a selected row they need the contrast of the others."""
        return "text_dim" if cell.colour == "text" else cell.colour

    def symbol(self, cell: Cell, place: QRect, name: str, colour: str) -> QRect:
        """A symbol at the left; returns what is left of the place."""
        side = cell.line
        self.brushes.mark(cell.painter, QRect(place.left(), place.top(), side, place.height()), name, colour)
        return place.adjusted(side + 5, 0, 0, 0)


class ClipDelegate(QueueDelegate):
    """Thumbnail, name, and the facts of the file below."""

    def draw(self, cell: Cell, entry: Entry) -> None:
        height = cell.rect.height() - PAD
        frame = QRect(cell.rect.left(), cell.rect.top() + PAD // 2, height * 16 // 9, height)
        self.brushes.thumbnail(cell.painter, frame, entry.thumbnail)
        words = Cell(cell.painter, cell.rect.adjusted(frame.width() + 10, 0, 0, 0), cell.type, cell.colour)
        upper, lower = words.halves()
        self.write(words, upper, entry.name, elide=Qt.TextElideMode.ElideMiddle)
        self.write(words, lower, text.facts(entry), self.second(cell), small=True)


class StateDelegate(QueueDelegate):
    """The state, and below it how far the clip is or why it ended."""

    def draw(self, cell: Cell, entry: Entry) -> None:
        quiet = entry.state in {State.DONE, State.QUEUED, State.CANCELLED}
        note = self.note(entry)
        upper, lower = cell.halves() if note else (cell.rect, QRect())
        name, colour = STATE_MARKS[entry.state]
        words = self.symbol(cell, upper, name, colour)
        self.write(cell, words, text.state_words(entry), self.second(cell) if quiet else cell.colour)
        if entry.state is State.RUNNING:
            self.progress(cell, lower, entry, note)
        elif note:
            self.write(cell, lower, note, self.second(cell), small=True)

    def note(self, entry: Entry) -> str:
        """The second line."""
        return text.state_note(entry)

    def progress(self, cell: Cell, place: QRect, entry: Entry, words: str) -> None:
        """A bar, and the count beside it where there is room."""
        wide = cell.type.of(cell.type.small).horizontalAdvance(words) + 8
        bar = QRect(place)
        if place.width() - wide > cell.line * 3:
            bar.setRight(place.right() - wide)
            self.write(cell, place, words, self.second(cell), small=True, align=_RIGHT)
        bar.setHeight(max(4, cell.line // 4))
        bar.moveTop(place.center().y() - bar.height() // 2)
        self.brushes.bar(cell.painter, bar, entry.live.share, busy=not entry.live.total)


class VerdictDelegate(StateDelegate):
    """The verdict as a chip: symbol and words. Where the state has no column, what is unfinished says so here."""

    compact = False
    """Whether the columns of state and time left are hidden."""
    tight = False
    """Whether that of the score is hidden too."""

    def note(self, entry: Entry) -> str:
        if entry.state is State.RUNNING and entry.live.left_s is not None:
            return text.translate(QT_TRANSLATE_NOOP("Queue", "{time} left")).format(time=text.left(entry))
        return super().note(entry)

    def draw(self, cell: Cell, entry: Entry) -> None:
        waiting = entry.state in {State.QUEUED, State.RUNNING}
        if self.compact and (entry.label is None or waiting or entry.state is State.FAILED):
            super().draw(cell, entry)
        elif entry.label is not None:
            name, colour = VERDICT_MARKS[entry.label]
            words = text.verdict_words(entry)
            below = self._below(entry)
            if self.tight or below:
                upper, lower = cell.halves() if below else (cell.rect, QRect())
                self.write(cell, self.symbol(cell, upper, name, colour), words, colour)
                self.write(cell, lower, below, self.second(cell), small=True)
            else:
                self._chip(cell, words, name, colour, faded=waiting)

    def _below(self, entry: Entry) -> str:
        """What has no column of its own: the score, and where a partial result ends."""
        partial = self.compact and entry.state is State.PARTIAL
        note = text.state_note(entry) if partial else ""
        if not self.tight or entry.score is None:
            return note
        score = text.score_words(entry)
        return (
            f"{score} · {note}"
            if partial
            else text.translate(QT_TRANSLATE_NOOP("Queue", "score {score}")).format(score=score)
        )

    def _chip(self, cell: Cell, words: str, name: str, colour: str, *, faded: bool) -> None:
        place = cell.rect
        metrics = cell.type.of(cell.type.plain)
        chip = QRect(place)
        chip.setWidth(min(place.width(), metrics.horizontalAdvance(words) + cell.line + 5 + 2 * PAD))
        chip.setHeight(min(place.height(), round(cell.line * 1.5)))
        chip.moveTop(place.center().y() - chip.height() // 2)
        painter = cell.painter
        painter.setOpacity(0.55 if faded else 1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.brushes.colour(colour, 0.12))
        painter.drawRoundedRect(QRectF(chip), 4, 4)
        inner = self.symbol(cell, chip.adjusted(PAD - 1, 0, -PAD, 0), name, colour)
        self.write(cell, inner, words, colour)
        painter.setOpacity(1.0)


class NumberDelegate(QueueDelegate):
    """A number or a time at the right, in digits of one width."""

    def __init__(self, brushes: Brushes, parent: QObject | None = None, *, strong: bool = False) -> None:
        super().__init__(brushes, parent)
        self._strong = strong
        self._words = text.score_words if strong else text.length

    def draw(self, cell: Cell, entry: Entry) -> None:
        words = self._words(entry)
        dim = not self._strong or words == text.NONE
        self.write(cell, cell.rect, words, self.second(cell) if dim else cell.colour, strong=self._strong, align=_RIGHT)


class LeftDelegate(QueueDelegate):
    """The time to a clip's result."""

    def draw(self, cell: Cell, entry: Entry) -> None:
        running = entry.state is State.RUNNING
        colour = cell.colour if running else self.second(cell)
        self.write(cell, cell.rect, text.left(entry), colour, align=_RIGHT)
