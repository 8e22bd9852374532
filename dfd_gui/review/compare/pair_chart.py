"""The chart of a comparison: one curve for each side on a shared axis, with legend, crosshair, zoom and export."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from dfd_core.cases.bands import Bands
from dfd_core.cases.text import printable
from dfd_gui.review.chart_export import ChartExport
from dfd_gui.review.chart_legend import Entry, Legend
from dfd_gui.review.chart_lines import Style
from dfd_gui.review.chart_tip import ChartTip
from dfd_gui.review.compare.pair_cross import PairCross
from dfd_gui.review.compare.pair_ground import SideGround
from dfd_gui.review.compare.pair_plot import PairPlot
from dfd_gui.review.compare.pair_sheet import PairSheet
from dfd_gui.review.compare.pairing import Course, PairRow, pair_rows
from dfd_gui.review.compare.sides import Pair, Side, side_look
from dfd_gui.review.compare.words import clip_name
from dfd_gui.review.time_axis import TimeAxis
from dfd_gui.review.words import person_short, score_text
from dfd_gui.services import Services


class PairChart(QWidget):
    """Draws what the pair holds, and follows its clock."""

    def __init__(self, services: Services, pair: Pair, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._state = services.state
        self._pair = pair
        self._courses: list[tuple[Course, Style]] = []
        self._rows: list[PairRow] = []
        self._hidden: frozenset[str] = frozenset()
        self.axis = TimeAxis(self)
        self.legend = Legend(services.theme, self)
        self.plot = PairPlot(services.theme, self.axis, self)
        self.tip = ChartTip(services.theme, self)
        self.cross = PairCross(services.state, self.plot, self.tip, self)
        self._export = ChartExport(services, self.sheet, lambda: (self.axis.start_s, self.axis.end_s), self)
        self._build()
        self._connect()

    @property
    def rows(self) -> Sequence[PairRow]:
        """The values of both sides, moment by moment."""
        return self._rows

    @property
    def courses(self) -> Sequence[Course]:
        """What is drawn, A first."""
        return [course for course, _ in self._courses]

    @property
    def shown(self) -> list[Style]:
        """The lines that are not switched off."""
        return [style for _, style in self._courses if style.key not in self._hidden]

    def sheet(self) -> PairSheet | None:
        """The chart as it is to be exported; None while nothing is compared."""
        if not self._pair.running or not self._courses:
            return None
        clips = [side.clip for side in (self._pair.a, self._pair.b) if side.clip]
        bold = QFont(self.font())
        bold.setBold(True)
        room = self.plot.width() // 2 - 3 * QFontMetrics(bold).height()
        a, b = (QFontMetrics(bold).elidedText(clip_name(c), Qt.TextElideMode.ElideMiddle, room) for c in clips)
        title = self.tr("A: {a}   B: {b}").format(a=a, b=b)
        curves = self._courses[0][0].curves
        name = "-".join((*(clip.path.stem for clip in clips), "comparison"))
        return PairSheet(title, name, curves, self.shown, self.plot, self.font(), self._services, self._rows)

    def show_line(self, letter: str, *, shown: bool) -> None:
        """Show or hide a side's curve."""
        self._hidden = self._hidden - {letter} if shown else self._hidden | {letter}
        self._show_lines()

    def solo(self, letter: str) -> None:
        """Show one side's curve alone; both again if it is alone already."""
        others = frozenset("AB") - {letter}
        self._hidden = frozenset() if self._hidden == others else others
        self._show_lines()

    def sizeHint(self) -> QSize:
        return QSize(620, self.fontMetrics().height() * 17)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, self.fontMetrics().height() * 10)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.cross.update()

    # ---- inside

    def _build(self) -> None:
        self.setAccessibleName(self.tr("Chart of both clips"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.plot.setAccessibleName(self.tr("Scores of both clips over time"))
        self.setFocusProxy(self.plot)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 0, 4)
        column.setSpacing(2)
        column.addWidget(self.legend)
        column.addWidget(self.plot, 1)

    def _connect(self) -> None:
        actions = self._services.actions
        self._pair.changed.connect(self._take)
        self._state.position_changed.connect(self._on_position)
        self._state.loop_changed.connect(self._show_ground)
        self._services.theme.changed.connect(self._draw)
        self.legend.toggled.connect(lambda letter, shown: self.show_line(letter, shown=shown))
        self.legend.soloed.connect(self.solo)
        self.axis.changed.connect(self.cross.update)
        actions.connect("chart.fit", self._fit)
        actions.connect("chart.zoom_in", partial(self._zoom, 0.5))
        actions.connect("chart.zoom_out", partial(self._zoom, 2.0))

    def _take(self) -> None:
        """The pair has changed: keep the visible stretch where only a part was shown."""
        zoomed, start, end = self.axis.zoomed, self.axis.start_s, self.axis.end_s
        self.axis.set_extent(*self._pair.extent)
        if zoomed:
            self.axis.set_range(start, end)
        self._draw()
        self._on_position(self._state.position_s, None)

    def _draw(self) -> None:
        offsets = ((self._pair.a, 0.0), (self._pair.b, self._pair.offset_s))
        found = [(side, side.course(offset_s)) for side, offset_s in offsets]
        self._courses = [(course, self._style(side, course)) for side, course in found if course is not None]
        self._rows = pair_rows(*self.courses) if len(self._courses) == 2 else []
        self.plot.restyle()
        self.plot.set_curves([(course.times, style) for course, style in self._courses])
        self._show_ground()
        self._show_lines()

    def _style(self, side: Side, course: Course) -> Style:
        colour, dash = side_look(side.letter, self._services.theme)
        ensemble = printable(str(side.extract["settings"]["ensemble"])) if side.extract else ""
        track = side.state.track
        name = f"{side.letter}: {ensemble} \u00b7 {side.who if track is None else person_short(track)}"
        return Style(side.letter, name, course.values, colour, dash, bold=True)

    def _show_lines(self) -> None:
        shown = [style.key for style in self.shown]
        entries = [Entry(s.key, s.name, s.colour, s.dash, s.bold, shown=s.key in shown) for _, s in self._courses]
        self.legend.set_entries(entries)
        self.plot.show_only(shown)
        self.cross.take([(course, style) for course, style in self._courses if style.key in shown])
        self.plot.setAccessibleDescription("; ".join(_described(style) for style in self.shown))

    def _show_ground(self) -> None:
        if not self._courses:
            return
        bands = [side.reading.bands if side.reading else None for side in (self._pair.a, self._pair.b)]
        shared = bands[0] if bands[0] == bands[-1] else None
        grounds = [
            self._ground(style, course, None if shared else own)
            for (course, style), own in zip(self._courses, bands, strict=False)
        ]
        self.plot.set_sides(grounds, shared, self._state.loop)

    @staticmethod
    def _ground(style: Style, course: Course, edges: Bands | None) -> SideGround:
        return SideGround(style.key, style.colour, style.dash, course.start_s, course.end_s, course.gaps, edges)

    def _on_position(self, position_s: float, _origin: object) -> None:
        self.plot.set_playhead(position_s)

    def _fit(self) -> None:
        if self._pair.running:
            self.axis.set_range(self.axis.first_s, self.axis.last_s)

    def _zoom(self, factor: float) -> None:
        if self._pair.running:
            inside = self.axis.start_s <= self._state.position_s <= self.axis.end_s
            middle = (self.axis.start_s + self.axis.end_s) / 2
            self.plot.zoom(factor, self._state.position_s if inside else middle)


def _described(style: Style) -> str:
    scores = style.values[np.isfinite(style.values)]
    if not len(scores):
        return style.name
    return f"{style.name}: {score_text(float(scores.min()))} \u2013 {score_text(float(scores.max()))}"
