"""The scrub bar: the whole clip as one line, with what is known of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QSlider, QToolTip, QWidget

from dfd_core.cases.remarks import Note
from dfd_gui.review.chart_items import paint_hatch
from dfd_gui.review.note_model import note_words
from dfd_gui.review.pictures import Pictures
from dfd_gui.review.shown import Shown
from dfd_gui.review.time_axis import TimeAxis
from dfd_gui.review.words import timecode
from dfd_gui.services import Services

NEAR_PX = 5
"""The mouse is on a note when it is this near."""
PAD = 6
"""Pixels beside the line at either end, so that the handle is whole at the ends."""


class ScrubBar(QSlider):
    """A slider over the clip in milliseconds. It always shows the whole clip; a zoom is drawn as a window in it."""

    segment_asked = Signal(int)
    """The next (1) or the previous (-1) suspicious stretch."""

    def __init__(
        self, services: Services, shown: Shown, pictures: Pictures, axis: TimeAxis, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._state = services.state
        self._theme = services.theme
        self._shown = shown
        self._pictures = pictures
        self._axis = axis
        self._segments: Sequence[tuple[float, float]] = ()
        self._notes: Sequence[Note] = ()
        self.setAccessibleName(self.tr("Position in the clip"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._state.position_changed.connect(self._on_position)
        for signal in (self._state.track_changed, self._state.loop_changed):
            signal.connect(self._repaint)
        pictures.covered_changed.connect(self.update)
        axis.changed.connect(self._on_position)
        services.theme.changed.connect(self.update)
        self._on_position()

    def set_segments(self, segments: Sequence[tuple[float, float]]) -> None:
        """Mark the suspicious stretches, in seconds."""
        self._segments = segments
        self.update()

    def set_notes(self, notes: Sequence[Note]) -> None:
        """Mark the analyst's notes."""
        self._notes = notes
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, round(self.fontMetrics().height() * 1.6))

    def minimumSizeHint(self) -> QSize:
        return QSize(100, self.sizeHint().height())

    def _on_position(self, _position_s: float = 0.0, _origin: object = None) -> None:
        position_s = self._state.position_s
        self.setEnabled(self._state.clip is not None)
        self.setRange(0, round(self._axis.duration_s * 1000))
        self.setValue(round(position_s * 1000))
        self.setAccessibleDescription(timecode(position_s))
        self.update()

    def _repaint(self, _value: object) -> None:
        self.update()

    # ---- geometry

    def x_of(self, time_s: float) -> float:
        """Place of a moment."""
        return PAD + time_s / self._axis.duration_s * max(1, self.width() - 2 * PAD)

    def _time(self, x: float) -> float:
        return (x - PAD) / max(1, self.width() - 2 * PAD) * self._axis.duration_s

    def _rect(self, start_s: float, end_s: float, top: float, height: float) -> QRectF:
        left, right = self.x_of(max(0.0, start_s)), self.x_of(min(end_s, self._axis.duration_s))
        return QRectF(left, top, max(1.0, right - left), height)

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QRectF(PAD, self.height() / 2 - 4, self.width() - 2 * PAD, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("panel_raised"))
        painter.drawRect(line)
        if self._state.clip is not None:
            self._paint_covered(painter, line)
            self._paint_gaps(painter, line)
            self._paint_stretches(painter, line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.colour("line"), 1))
        painter.drawRect(line)
        if self._state.clip is not None:
            self._paint_samples(painter, line)
            self._paint_notes(painter, line)
            self._paint_head(painter, line)

    def _paint_covered(self, painter: QPainter, line: QRectF) -> None:
        tint = self._theme.colour("accent")
        tint.setAlphaF(0.28)
        for start_s, end_s in self._pictures.covered():
            painter.fillRect(self._rect(start_s, end_s, line.top(), line.height()), tint)
        if self._pictures.being_made:
            tint.setAlphaF(0.16)
            end_s = self._pictures.being_made * self._axis.duration_s
            painter.fillRect(self._rect(0.0, end_s, line.top(), line.height()), tint)

    def _paint_gaps(self, painter: QPainter, line: QRectF) -> None:
        samples = self._shown.samples
        for gap in samples.gaps(self._state.track) if samples else ():
            rect = self._rect(gap.start_s, gap.end_s, line.top(), line.height())
            paint_hatch(painter, rect, gap.kind, self._theme.colour("gap"))

    def _paint_stretches(self, painter: QPainter, line: QRectF) -> None:
        """Suspicious stretches above the line, the loop as a frame around it, the zoom as brackets."""
        for start_s, end_s in self._segments:
            painter.fillRect(self._rect(start_s, end_s, line.top() - 4, 3), self._theme.colour("manipulated"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if loop := self._state.loop:
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawRect(self._rect(loop.start_s, loop.end_s, line.top() - 2, line.height() + 4))
        if self._axis.zoomed:
            painter.setPen(QPen(self._theme.colour("text_dim"), 1.5))
            rect = self._rect(self._axis.start_s, self._axis.end_s, line.top() - 5, line.height() + 10)
            for x, inwards in ((rect.left(), 4), (rect.right(), -4)):
                corners = [(x + inwards, rect.top()), (x, rect.top()), (x, rect.bottom()), (x + inwards, rect.bottom())]
                painter.drawPolyline(QPolygonF([QPointF(*corner) for corner in corners]))

    def _paint_samples(self, painter: QPainter, line: QRectF) -> None:
        """A tick for each sampled frame, while there is room between them."""
        samples = self._shown.samples
        if samples is None or len(samples.times) * 3 > line.width():
            return
        painter.setPen(QPen(self._theme.colour("text_dim"), 1))
        for time_s in samples.times:
            x = round(self.x_of(time_s)) + 0.5
            painter.drawLine(QPointF(x, line.bottom() + 2), QPointF(x, line.bottom() + 5))

    def _paint_notes(self, painter: QPainter, line: QRectF) -> None:
        """A small flag on the line for each."""
        colour = self._theme.colour("accent")
        for note in self._notes:
            x, top = round(self.x_of(note.time_s)) + 0.5, line.top() - 6
            painter.setPen(QPen(colour, 1.5))
            painter.drawLine(QPointF(x, top), QPointF(x, line.bottom()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawPolygon(QPolygonF([QPointF(x, top), QPointF(x + 6, top + 2.5), QPointF(x, top + 5)]))

    def _note_at(self, x: float) -> int | None:
        """Place of the note whose flag is there."""
        beside = [(abs(self.x_of(note.time_s) - x), place) for place, note in enumerate(self._notes)]
        distance, place = min(beside, default=(NEAR_PX + 1.0, 0))
        return place if distance <= NEAR_PX else None

    def _paint_head(self, painter: QPainter, line: QRectF) -> None:
        x, middle = self.x_of(self._state.position_s), line.center().y()
        colour = self._theme.colour("focus" if self.hasFocus() else "text")
        painter.setPen(QPen(self._theme.colour("panel_raised"), 2))
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(QRectF(x - 4, middle - 9, 8, 18), 3, 3)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    # ---- hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            note = self._note_at(event.position().x())
            self._state.seek(self._time(event.position().x()) if note is None else self._notes[note].time_s)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        time_s = min(max(0.0, self._time(event.position().x())), self._axis.duration_s)
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._state.seek(time_s)
        note = self._note_at(event.position().x())
        words = timecode(time_s) if note is None else note_words(note + 1, self._notes[note])
        QToolTip.showText(event.globalPosition().toPoint(), words, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        del event
        self.setSliderDown(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        seconds = 5.0 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        moves = {
            Qt.Key.Key_Left: self._state.position_s - seconds,
            Qt.Key.Key_Right: self._state.position_s + seconds,
            Qt.Key.Key_PageUp: self._state.position_s - 5.0,
            Qt.Key.Key_PageDown: self._state.position_s + 5.0,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: self._axis.duration_s,
        }
        key = Qt.Key(event.key())
        if key in moves:
            self._state.seek(moves[key])
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.segment_asked.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)
