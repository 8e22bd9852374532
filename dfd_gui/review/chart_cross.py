"""The crosshair of the chart: the sample below the mouse or the pinned one, with its card."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QGuiApplication, QImage

from dfd_core.errors import DfdError
from dfd_core.video.proxy import ProxyReader
from dfd_gui.review.chart_lines import Style, row_cells, tip_text
from dfd_gui.review.chart_plot import ScorePlot
from dfd_gui.review.chart_tip import ChartTip
from dfd_gui.review.curves import Curves
from dfd_gui.state import ReviewClip, ReviewState


class Cross(QObject):
    """Follows the mouse over the plot. A click moves the clock and pins the sample until Escape or another click."""

    def __init__(self, state: ReviewState, plot: ScorePlot, tip: ChartTip, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._plot = plot
        self._tip = tip
        self._curves: Curves | None = None
        self._shown: Sequence[Style] = ()
        self._faces: ProxyReader | None = None
        self._hovered: int | None = None
        self._pinned: int | None = None
        plot.pressed.connect(self._on_press)
        plot.dragged.connect(self._on_drag)
        plot.hovered.connect(self._on_hover)

    @property
    def pinned(self) -> int | None:
        """Place of the pinned sample."""
        return self._pinned

    def take(self, curves: Curves | None) -> None:
        """Look at other curves."""
        self._curves = curves
        self._hovered = self._pinned = None

    def set_shown(self, shown: Sequence[Style]) -> None:
        """Tell the values of these lines."""
        self._shown = shown
        self.update()

    def open_faces(self, clip: ReviewClip | None) -> None:
        """Take the face pictures of a clip, if it has any."""
        self._faces = None
        if clip is not None and clip.faces is not None:
            with suppress(DfdError):
                self._faces = ProxyReader(clip.faces)

    def unpin(self) -> None:
        """Let go of the pinned sample."""
        self._pinned = None
        self.update()

    def copy_row(self) -> None:
        """Copy the sample at the crosshair, or the one at the clock, below a line of names."""
        if self._curves is None:
            return
        place = self._place()
        if place is None:
            place = self._curves.nearest(self._state.position_s)
        if place is not None:
            cells = row_cells(self._curves.samples[place], self._shown)
            QGuiApplication.clipboard().setText("\t".join(cells) + "\n" + "\t".join(cells.values()))

    def update(self) -> None:
        """Draw the crosshair and its card where they are now."""
        place = self._place()
        if self._curves is None or place is None or not self._plot.isVisible():
            self._tip.hide()
            self._plot.set_cross(None)
            return
        sample = self._curves.samples[place]
        self._plot.set_cross(sample.time_s, place)
        self._tip.tell(tip_text(sample, self._shown, pinned=place == self._pinned), self._face(sample.face))
        inside = QRect(self._plot.geometry())
        self._tip.put_beside(self._plot.x_of(sample.time_s) + inside.left(), inside)

    def _place(self) -> int | None:
        return self._pinned if self._hovered is None else self._hovered

    def _on_press(self, time_s: float) -> None:
        self._state.seek(time_s, self)
        self._pinned = self._curves.nearest(time_s) if self._curves else None
        self.update()

    def _on_drag(self, time_s: float) -> None:
        self._state.seek(time_s, self)
        self._pinned = None

    def _on_hover(self, time_s: float | None) -> None:
        self._hovered = self._curves.nearest(time_s) if self._curves and time_s is not None else None
        self.update()

    def _face(self, number: int | None) -> QImage:
        if self._faces is not None and number is not None:
            with suppress(DfdError):
                return QImage.fromData(self._faces.picture(number))
        return QImage()
