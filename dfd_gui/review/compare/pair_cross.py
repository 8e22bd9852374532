"""The crosshair over two curves: what both sides say at a moment; click and drag move the shared clock."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, QRect
from PySide6.QtGui import QImage

from dfd_gui.review.chart_lines import Style, sample_note
from dfd_gui.review.chart_tip import ChartTip, TipRow, TipText
from dfd_gui.review.compare.pair_plot import PairPlot
from dfd_gui.review.compare.pairing import Course, difference
from dfd_gui.review.compare.words import signed_score
from dfd_gui.review.curves import Sample
from dfd_gui.review.words import score_text, signed_timecode
from dfd_gui.state import ReviewState

translate = QCoreApplication.translate


class PairCross(QObject):
    """Follows the mouse over the plot."""

    def __init__(self, state: ReviewState, plot: PairPlot, tip: ChartTip, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._plot = plot
        self._tip = tip
        self._courses: Sequence[tuple[Course, Style]] = ()
        self._hovered: float | None = None
        plot.pressed.connect(self._seek)
        plot.dragged.connect(self._seek)
        plot.hovered.connect(self._on_hover)

    def take(self, courses: Sequence[tuple[Course, Style]]) -> None:
        """Tell of these courses, A first."""
        self._courses = courses
        self.update()

    def update(self) -> None:
        """Draw the crosshair and its card where they are now."""
        time_s = self._hovered
        if time_s is None or not self._courses or not self._plot.isVisible():
            self._tip.hide()
            self._plot.point_at(None)
            return
        found = [(course, style, course.near(time_s)) for course, style in self._courses]
        points = [
            (course.start_s + sample.time_s, sample.score)
            for course, _, sample in found
            if sample is not None and sample.score is not None
        ]
        self._plot.point_at(time_s, points)
        self._tip.tell(tip_text(time_s, [(style, sample) for _, style, sample in found]), QImage())
        inside = QRect(self._plot.geometry())
        self._tip.put_beside(self._plot.x_of(time_s) + inside.left(), inside)

    def _seek(self, time_s: float) -> None:
        self._state.seek(time_s, self)

    def _on_hover(self, time_s: float | None) -> None:
        self._hovered = time_s
        self.update()


def tip_text(time_s: float, sides: Sequence[tuple[Style, Sample | None]]) -> TipText:
    """Both scores and their difference, and why one is missing."""
    rows = [TipRow(style.name, _value(sample), style.colour, style.dash, style.bold) for style, sample in sides]
    notes = [f"{style.key}: {_reason(sample)}" for style, sample in sides if sample is None or sample.gap is not None]
    head = signed_timecode(time_s)
    scores = [sample.score if sample else None for _, sample in sides]
    apart = difference(scores[0], scores[1]) if len(scores) == 2 else None
    if apart is not None:
        head += "   " + translate("Compare", "B \u2212 A: {difference}").format(difference=signed_score(apart))
    return TipText(head, "   ".join(notes), rows)


def _value(sample: Sample | None) -> str:
    return score_text(sample.score if sample else None)


def _reason(sample: Sample | None) -> str:
    return translate("Compare", "no sample") if sample is None else sample_note(sample)
