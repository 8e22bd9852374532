"""The analyst's notes on the chart: numbered flags above the plot, a line below each down through the curves."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QToolTip, QWidget

from dfd_core.cases.remarks import Note
from dfd_gui.review.chart_plot import ScorePlot
from dfd_gui.review.note_model import note_words
from dfd_gui.review.notes import Notes
from dfd_gui.review.words import tabular
from dfd_gui.services import Services
from dfd_gui.shell.theme import Theme

_Z = 40
_ON_FLAGS = {QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}


class NoteRail(pg.AxisItem):
    """The axis above a plot. It takes room only while there are notes."""

    def __init__(self, theme: Theme, font: QFont, view: pg.ViewBox) -> None:
        self._theme = theme
        self._font = font
        self._view = view
        self._notes: Sequence[Note] = ()
        self._lines: list[pg.InfiniteLine] = []
        super().__init__("top")
        self.setHeight(round(QFontMetricsF(font).height() + 5))
        view.sigRangeChanged.connect(self._redraw)

    @property
    def notes(self) -> Sequence[Note]:
        """What is shown, by time."""
        return self._notes

    def set_notes(self, notes: Sequence[Note]) -> None:
        """Show these."""
        self._notes = notes
        for line in self._lines:
            self._view.removeItem(line)
        self._lines = [pg.InfiniteLine(note.time_s, 90) for note in notes]
        for line in self._lines:
            line.setZValue(_Z)
            self._view.addItem(line, ignoreBounds=True)
        if notes:
            self.show()
        else:
            self.hide()
        self.restyle()

    def restyle(self) -> None:
        """Take the colours of the theme."""
        pen = QPen(self._theme.colour("accent"), 1.2)
        pen.setCosmetic(True)
        for line in self._lines:
            line.setPen(pen)
        self.update()

    def at(self, place: QPointF) -> int | None:
        """Place among the notes of the one whose flag is there; ``place`` is in the scene."""
        spot = self.mapFromScene(place)
        for number in reversed(range(len(self._notes))):
            if self.isVisible() and self._flag(number).adjusted(-3, -2, 3, 4).contains(spot):
                return number
        return None

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        del option, widget
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        for number in range(len(self._notes)):
            if 0 <= self._x(number) <= self.size().width():
                self._paint_flag(painter, number)
        painter.restore()

    def _paint_flag(self, painter: QPainter, number: int) -> None:
        """A flag whose pole goes on as the line below; flags side by side keep a gap."""
        colour, flag, x = self._theme.colour("accent"), self._flag(number), self._x(number)
        painter.setPen(QPen(colour, 1.2))
        painter.drawLine(QPointF(x, flag.top()), QPointF(x, self.size().height()))
        painter.setPen(QPen(self._theme.colour("panel_raised"), 1))
        painter.setBrush(colour)
        painter.drawRoundedRect(flag, 2, 2)
        painter.setPen(self._theme.colour("on_accent"))
        painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, str(number + 1))

    def _x(self, number: int) -> float:
        return self.mapFromScene(self._view.mapViewToScene(QPointF(self._notes[number].time_s, 0))).x()

    def _flag(self, number: int) -> QRectF:
        """Right of its pole; left of it where the next flag would hide it, and the one before leaves room."""
        metrics, x, last = QFontMetricsF(self._font), self._x(number), len(self._notes) - 1
        width = max(metrics.height(), metrics.horizontalAdvance(str(number + 1)) + 8)
        hidden = number < last and self._x(number + 1) - x < width
        free = number == 0 or x - self._x(number - 1) > 2 * width
        return QRectF(x - width if hidden and free else x, 1, width, metrics.height())

    def _redraw(self, *_range: object) -> None:
        self.update()


class ChartNotes(QObject):
    """Puts the notes of the shown clip on a plot; hovering over a flag tells its words, a click goes there."""

    chosen = Signal(str)
    """The note of that key was clicked."""
    shown = Signal(list)
    """When the notes are, in seconds."""

    def __init__(self, services: Services, plot: ScorePlot) -> None:
        super().__init__(plot)
        self._plot = plot
        self._notes = Notes.of(services)
        font = tabular(plot.font())
        font.setPointSizeF(font.pointSizeF() * 0.82)
        self.rail = NoteRail(services.theme, font, plot.plotItem.getViewBox())
        plot.plotItem.setAxisItems({"top": self.rail})
        plot.viewport().installEventFilter(self)
        services.theme.changed.connect(self.rail.restyle)
        self._notes.changed.connect(self.show_all)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what happens on a flag before the plot does."""
        if isinstance(event, QMouseEvent) and event.type() in _ON_FLAGS:
            number = self.rail.at(self._plot.mapToScene(event.position().toPoint()))
            if number is not None:
                return self._on_flag(event, number)
            self._plot.viewport().unsetCursor()
        return super().eventFilter(watched, event)

    def _on_flag(self, event: QMouseEvent, number: int) -> bool:
        if event.buttons() & Qt.MouseButton.LeftButton and event.type() == QEvent.Type.MouseMove:
            return False  # a drag that began elsewhere
        self._plot.hovered.emit(None)  # no card beside the words
        self._plot.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        words = note_words(number + 1, self.rail.notes[number])
        QToolTip.showText(event.globalPosition().toPoint(), words, self._plot)
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self.rail.notes[number].key)
        return True

    def show_all(self) -> None:
        """Show the notes as they are now."""
        self.rail.set_notes(self._notes.now)
        self.shown.emit([note.time_s for note in self._notes.now])
