"""The chart: what every detector said of a person over time, with the clock, the bands and the gaps."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from dfd_core.cases.text import printable
from dfd_gui.review.chart_choice import LineChoice
from dfd_gui.review.chart_empty import EmptyChart
from dfd_gui.review.chart_items import Ground
from dfd_gui.review.chart_legend import Entry, Legend
from dfd_gui.review.chart_lines import Style, describe, styles
from dfd_gui.review.chart_overview import OverviewBar
from dfd_gui.review.chart_people import PersonBox
from dfd_gui.review.chart_tip import ChartTip
from dfd_gui.review.curves import Curves, GapSpan, curves_of
from dfd_gui.review.readings import Reading, Readings
from dfd_gui.review.samples import Samples
from dfd_gui.review.time_axis import TimeAxis
from dfd_gui.review.words import person
from dfd_gui.services import Services
from dfd_gui.state import ReviewClip

if TYPE_CHECKING:
    from dfd_gui.review.chart_cross import Cross
    from dfd_gui.review.chart_export import ChartExport, ChartSheet
    from dfd_gui.review.chart_notes import ChartNotes
    from dfd_gui.review.chart_plot import ScorePlot

_PLOT = "dfd_gui.review.chart_plot"
"""Imported when it is needed: pyqtgraph takes a third of a second."""
_MENU = ("review.note_add", "", "chart.copy", "chart.png", "chart.svg", "chart.csv", "review.copy_values", "",
         "chart.all_models", "chart.zoom_in", "chart.zoom_out", "chart.fit")  # fmt: skip


class ScoreChart(QWidget):
    """The chart with its legend, its persons and its overview.

    Args:
        services: where the clip, the clock and the selection come from.
        parent: the widget it stands in.
        axis: the time axis, where other views share it.
    """

    note_chosen = Signal(str)
    """The flag of the note of that key was clicked."""

    def __init__(self, services: Services, parent: QWidget | None = None, axis: TimeAxis | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._state = services.state
        self._readings = Readings.of(services)
        self._axis = axis or TimeAxis(self)
        self._choice = LineChoice(services.state, self)
        self._curves: Curves | None = None
        self._gaps: Sequence[GapSpan] = ()
        self._styles: list[Style] = []
        self._built: tuple[ReviewClip | None, int | None] | None = None
        """What the curves are of."""
        self._plot: ScorePlot | None = None
        self._cross: Cross | None = None
        self._notes: ChartNotes | None = None
        self._export: ChartExport | None = None
        self._people = PersonBox(services.state, self)
        self._legend = Legend(services.theme, self)
        self._empty = EmptyChart(self)
        self._overview = OverviewBar(services.theme, self._axis, self)
        self._tip = ChartTip(services.theme, self)
        self._fit, self._more = QToolButton(self), QToolButton(self)
        self._menu = self._make_menu()
        self._build()
        self._connect()
        self._take(self._readings.now)

    @property
    def axis(self) -> TimeAxis:
        """The visible stretch of time."""
        return self._axis

    @property
    def curves(self) -> Curves | None:
        """What is drawn."""
        return self._curves

    @property
    def choice(self) -> LineChoice:
        """Which lines are shown."""
        return self._choice

    @property
    def plot(self) -> ScorePlot | None:
        """The drawing area; None until there was something to draw."""
        return self._plot

    @property
    def cross(self) -> Cross | None:
        """The crosshair; None as long as there is no plot."""
        return self._cross

    @property
    def notes(self) -> ChartNotes | None:
        """The flags of the analyst's notes; None as long as there is no plot."""
        return self._notes

    @property
    def legend(self) -> Legend:
        """The buttons of the lines."""
        return self._legend

    @property
    def tip(self) -> ChartTip:
        """The card beside the crosshair."""
        return self._tip

    def sizeHint(self) -> QSize:
        return QSize(720, self.fontMetrics().height() * 18)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.fontMetrics().height() * 11)

    def fit(self) -> None:
        """Show the whole clip; a comparison that lies before the chart answers for itself."""
        if self._state.compared is None:
            self._axis.set_range(0.0, self._axis.duration_s)

    def zoom(self, factor: float) -> None:
        """Show ``factor`` times as much time, around the clock where it is visible."""
        if self._plot is not None and self._state.compared is None:
            inside = self._axis.start_s <= self._state.position_s <= self._axis.end_s
            middle = (self._axis.start_s + self._axis.end_s) / 2
            self._plot.zoom(factor, self._state.position_s if inside else middle)

    def sheet(self) -> ChartSheet | None:
        """The chart as it is to be exported; None while there is nothing."""
        from dfd_gui.review.chart_export import ChartSheet

        clip = self._state.clip
        if clip is None or self._curves is None or self._plot is None or self._state.compared is not None:
            return None
        who = self.tr("all persons") if self._curves.track is None else person(self._curves.track)
        title = self.tr("{clip}, {person}: score (1 = manipulated)").format(clip=printable(clip.path.name), person=who)
        name = f"{clip.path.stem}-chart"
        return ChartSheet(title, name, self._curves, self._choice.shown, self._plot, self.font(), self._services)

    def copy_row(self) -> None:
        """Copy the values at the crosshair, or at the clock."""
        if self._cross is not None:
            self._cross.copy_row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_row()
        elif event.key() == Qt.Key.Key_Escape and self._cross is not None and self._cross.pinned is not None:
            self._cross.unpin()
        elif Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9 and not event.modifiers():
            self._choice.toggle_number(event.key() - Qt.Key.Key_0)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_cross()

    # ---- building

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        for name in _MENU:
            if name:
                menu.addAction(self._services.actions.get(name))
            else:
                menu.addSeparator()
        return menu

    def _build(self) -> None:
        self.setAccessibleName(self.tr("Score chart"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._fit.setDefaultAction(self._services.actions.get("chart.fit"))
        self._more.setIcon(self._services.theme.icon("more"))
        self._more.setToolTip(self.tr("Copy, save, zoom"))
        self._more.setAccessibleName(self.tr("More of the chart"))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self._more.setMenu(self._menu)
        head = QHBoxLayout()
        head.setContentsMargins(8, 4, 8, 4)
        head.setSpacing(8)
        head.addWidget(self._people, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._legend, 1)
        head.addWidget(self._fit, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 4)
        self._column.setSpacing(0)
        self._column.addLayout(head)
        self._column.addWidget(self._empty, 1)
        self._column.addWidget(self._overview)

    def _connect(self) -> None:
        state, actions = self._state, self._services.actions
        self._readings.changed.connect(self._take)
        state.previews_changed.connect(self._open_faces)
        state.track_changed.connect(self._on_track)
        state.position_changed.connect(self._on_position)
        state.loop_changed.connect(self._show_ground)
        self._services.theme.changed.connect(self._draw)
        self._choice.changed.connect(self._show_lines)
        self._legend.toggled.connect(lambda key, shown: self._choice.show(key, shown=shown))
        self._legend.soloed.connect(self._choice.solo)
        self._axis.changed.connect(self._update_cross)
        actions.connect("chart.fit", self.fit)
        actions.connect("chart.zoom_in", partial(self.zoom, 0.5))
        actions.connect("chart.zoom_out", partial(self.zoom, 2.0))
        actions.connect("chart.all_models", self._choice.show_all)
        for number in range(1, 10):
            actions.connect(f"chart.model_{number}", partial(self._choice.toggle_number, number))
        QTimer.singleShot(0, self, _preload)

    def _make_plot(self) -> None:
        from dfd_gui.review.chart_cross import Cross
        from dfd_gui.review.chart_export import ChartExport
        from dfd_gui.review.chart_notes import ChartNotes
        from dfd_gui.review.chart_plot import ScorePlot

        self._plot = ScorePlot(self._services.theme, self._axis, self)
        self._plot.setAccessibleName(self.tr("Scores over time"))
        self._plot.menu_asked.connect(self._menu.exec)
        self._plot.set_playhead(self._state.position_s)
        self._column.insertWidget(1, self._plot, 1)
        self._cross = Cross(self._state, self._plot, self._tip, self)
        self._notes = ChartNotes(self._services, self._plot)
        self._notes.chosen.connect(self.note_chosen)
        self._notes.shown.connect(self._overview.set_notes)
        self._notes.show_all()
        self._export = ChartExport(self._services, self.sheet, lambda: (self._axis.start_s, self._axis.end_s), self)
        self.setFocusProxy(self._plot)

    # ---- following the state

    def _take(self, reading: Reading | None) -> None:
        """Show another clip, or the same one with other bands."""
        if self._built is None or (reading.clip if reading else None) is not self._built[0]:
            self._people.show_reading(reading)
            self._empty.explain(reading)
            self._axis.set_duration(reading.clip.duration_s if reading else 1.0)
            self._choice.reset()
            self._rebuild()
            self._open_faces(reading.clip if reading else None)
        self._show_ground()

    def _on_track(self) -> None:
        self._rebuild()
        self._show_ground()

    def _rebuild(self) -> None:
        """Take the curves of the clip and the person that are chosen now."""
        clip, track = self._state.clip, self._state.track
        if (clip, track) == self._built:
            return
        self._built = (clip, track)
        drawable = clip is not None and bool(clip.extract["frames"])
        self._curves = curves_of(clip.extract, track) if clip is not None and drawable else None
        self._gaps = Samples(clip.extract).gaps(track) if clip is not None and drawable else ()
        if drawable and self._plot is None:
            self._make_plot()
        if self._plot is not None:
            self._plot.setVisible(drawable)
        for widget in (self._people, self._legend, self._fit, self._more, self._overview):
            widget.setVisible(drawable)
        self._empty.setVisible(not drawable)
        self._overview.set_curves(self._curves, self._gaps)
        if self._cross is not None:
            self._cross.take(self._curves)
        self._draw()

    def _draw(self) -> None:
        """Give the lines their colours, and draw them."""
        clip = self._state.clip
        names = [detector["name"] for detector in clip.extract["detectors"]] if clip else []
        self._styles = styles(self._curves, names, self._services.theme) if self._curves is not None else []
        self._choice.take(self._styles, everybody=self._curves is not None and self._curves.track is None)
        if self._plot is not None:
            self._plot.restyle()
            self._plot.set_lines(self._curves.times if self._curves else np.empty(0), self._styles)
        self._show_lines()

    def _show_lines(self) -> None:
        shown = self._choice.shown
        self._legend.set_entries([_entry(style, shown=style in shown) for style in self._styles])
        if self._plot is not None and self._cross is not None and self._curves is not None:
            self._plot.show_only({style.key for style in shown})
            self._cross.set_shown(shown)
            self._plot.setAccessibleDescription(describe(self._curves, shown))

    def _show_ground(self) -> None:
        if self._plot is not None:
            bands = self._readings.now.bands if self._readings.now else None
            self._plot.set_ground(Ground(bands, self._gaps, self._state.loop))

    def _on_position(self, position_s: float, origin: object) -> None:
        del origin  # the playhead is drawn here alone, whoever moved the clock
        if self._plot is not None:
            self._plot.set_playhead(position_s)
        self._overview.set_position(position_s)

    def _open_faces(self, clip: ReviewClip | None) -> None:
        if self._cross is not None:
            self._cross.open_faces(clip)

    def _update_cross(self) -> None:
        if self._cross is not None:
            self._cross.update()


def _entry(style: Style, *, shown: bool) -> Entry:
    return Entry(style.key, style.name, style.colour, style.dash, style.bold, style.number, shown)


def _preload() -> None:
    """Begin to import the plot beside the window, before the first clip asks for it."""
    threading.Thread(target=import_module, args=(_PLOT,), name="import chart", daemon=True).start()
