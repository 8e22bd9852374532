"""The chart of one person, drawn from the same geometry as that of the web page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from dfd_core.cases.chart import FLOOR, HEIGHT, LEFT, RIGHT, STRIP_Y, TOP, WIDTH, Chart, Mark
from dfd_core.types import Label
from dfd_gui.cases.paper.blocks import Block, Text
from dfd_gui.cases.paper.shapes import MARKS, line_pen, path_of
from dfd_gui.cases.paper.style import BANDS, DASHES, FAINT, INK, LINE, SERIES, SOFT, TONES, Fonts, Style

_WORDS = Style(10.5, colour=SOFT)
"""In the chart's own units, which are smaller than points on the page."""
_END = WIDTH - RIGHT
_LOST = TONES[Label.LIKELY_MANIPULATED]


class ChartBlock:
    """Score over time of one person: bands, gaps, a line for each detector, a mark for each frame, the notes.

    Args:
        fonts: the report's fonts.
        chart: what to draw.
        notes: the analyst's notes: number and place on the time axis.
    """

    keep = True
    head: Block | None = None

    def __init__(self, fonts: Fonts, chart: Chart, notes: Sequence[tuple[int, float]]) -> None:
        self._fonts = fonts
        self._chart = chart
        self._notes = notes

    def height(self, width: float) -> float:
        """See `Block`."""
        return HEIGHT * width / WIDTH + 2.0

    def paint(self, painter: QPainter, width: float) -> None:
        """See `Block`."""
        painter.scale(width / WIDTH, width / WIDTH)
        self._ground(painter)
        self._axes(painter)
        self._lines(painter)
        for number, x in self._notes:
            painter.setPen(line_pen(INK, 1.0, (1, 2)))
            painter.drawLine(QPointF(x, TOP), QPointF(x, FLOOR))
            self._say(painter, str(number), x, TOP - 2, "middle", Style(10.5, bold=True))
        for mark in self._chart.marks:
            draw_mark(painter, mark, STRIP_Y)

    def _ground(self, painter: QPainter) -> None:
        for band in self._chart.bands:
            painter.fillRect(QRectF(LEFT, band.y, _END - LEFT, band.height), QColor(BANDS[band.label]))
            self._say(painter, band.word, _END + 6, band.word_y, "start", Style(10.5, colour=TONES[band.label]))
        for gap in self._chart.gaps:
            painter.fillRect(QRectF(gap.x, TOP, gap.width, FLOOR - TOP), QColor(FAINT))
            painter.strokePath(path_of(gap.hatch), QPen(QColor(LINE), 0.8))

    def _axes(self, painter: QPainter) -> None:
        for y, words in self._chart.grid:
            painter.setPen(QPen(QColor(LINE), 0.8))
            painter.drawLine(QPointF(LEFT, y), QPointF(_END, y))
            self._say(painter, words, LEFT - 6, y + 4, "end", _WORDS)
        for x, words in self._chart.ticks:
            place = "start" if x <= LEFT + 4 else "end" if x >= _END - 4 else "middle"
            self._say(painter, words, x, HEIGHT - 8, place, _WORDS)

    def _lines(self, painter: QPainter) -> None:
        for series in reversed(self._chart.series):
            style = series.style % len(SERIES)
            painter.strokePath(path_of(series.path), line_pen(SERIES[style], 1.4 if style else 2.4, DASHES[style]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(SERIES[0]))
        for x, y in self._chart.series[0].dots:
            painter.drawEllipse(QPointF(x, y), 2.6, 2.6)

    def _say(self, painter: QPainter, words: str, x: float, base: float, place: str, style: Style) -> None:
        """Words whose base line is at a height, at the place as in SVG: start, middle or end."""
        text = Text(self._fonts, words, style)
        width = text.natural_width()
        shift = {"start": 0.0, "middle": width / 2, "end": width}[place]
        painter.save()
        painter.translate(x - shift, base - style.size * (0.5 + style.leading / 2) + style.size * 0.14)
        text.paint(painter, width + 4)
        painter.restore()


def draw_mark(painter: QPainter, mark: Mark, y: float) -> None:
    """What one sampled frame showed of a person."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(_LOST if mark.state == "undecodable" else SOFT), 1.2))
    x = mark.x
    if mark.state == "undecodable":
        painter.drawLine(QPointF(x - 3, y - 3), QPointF(x + 3, y + 3))
        painter.drawLine(QPointF(x - 3, y + 3), QPointF(x + 3, y - 3))
    elif mark.state == "absent":
        painter.drawLine(QPointF(x, y - 3), QPointF(x, y + 3))
    else:
        painter.setBrush(QColor(SOFT) if mark.state == "scored" else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(x, y), 3, 3)


class Legend:
    """Samples of lines or marks with their words, as many in a line as there is room for."""

    keep = False
    head: Block | None = None

    def __init__(self, fonts: Fonts, lines: Sequence[tuple[str, int]] = (), *, marks: bool = False) -> None:
        small = Style(7.8, colour=SOFT)
        self._entries: list[tuple[Text, int | str]] = [(Text(fonts, words, small), style) for words, style in lines]
        if marks:
            self._entries += [(Text(fonts, words, small), state) for state, words in MARKS.items()]

    def height(self, width: float) -> float:
        """See `Block`."""
        places = self._places(width)
        return (places[-1][1] if places else 0.0) + 11.0 + 6.0

    def paint(self, painter: QPainter, width: float) -> None:
        """See `Block`."""
        for (words, sample), (x, y) in zip(self._entries, self._places(width), strict=True):
            painter.save()
            painter.translate(x, y)
            if isinstance(sample, int):
                style = sample % len(SERIES)
                painter.setPen(line_pen(SERIES[style], 1.0 if style else 1.8, DASHES[style]))
                painter.drawLine(QPointF(0, 5.4), QPointF(20, 5.4))
            else:
                draw_mark(painter, Mark(4.0, sample, ""), 5.4)
            painter.translate(_room(sample), 0)
            words.paint(painter, words.natural_width() + 4)
            painter.restore()

    def _places(self, width: float) -> list[tuple[float, float]]:
        places: list[tuple[float, float]] = []
        x = y = 0.0
        for words, sample in self._entries:
            wide = _room(sample) + words.natural_width() + 14
            if x and x + wide > width:
                x, y = 0.0, y + 12.0
            places.append((x, y))
            x += wide
        return places


def _room(sample: int | str) -> float:
    """From the beginning of a sample to its words."""
    return 25.0 if isinstance(sample, int) else 12.0
