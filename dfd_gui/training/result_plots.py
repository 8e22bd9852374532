"""ROC, reliability and distribution of scores of a run's held-out faces."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dfd_core.training import metrics
from dfd_gui.shell.flow import FlowLayout
from dfd_gui.shell.parts import em
from dfd_gui.shell.theme import Theme
from dfd_gui.shell.widgets import title_label
from dfd_gui.training import words
from dfd_gui.training.plots import EpochPlot, LineKey
from dfd_gui.training.result_data import BINS, HISTOGRAM, Doubles, Flags, Result

MOST_RIVALS = 6
"""More lines than this in one ROC are a tangle; the table has them all."""


class SharePlot(QWidget):
    """A square of shares 0..1 with a title and keys; a base for the three plots."""

    def __init__(self, theme: Theme, title: str, below: str, left: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = title
        self._result: Result | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(em(self, 0.2))
        layout.addWidget(title_label(title, self))
        self._keys = FlowLayout()
        self._keys.setSpacing(em(self, 0.5))
        self._shown_keys: list[LineKey] = []
        self.plot = EpochPlot(self, epochs=False)
        self.plot.setMinimumHeight(em(self, 15))
        item = self.plot.getPlotItem()
        item.getAxis("bottom").setLabel(below)
        item.getAxis("left").setLabel(left)
        item.getAxis("left").setWidth(em(self, 3.6))
        item.getViewBox().setXRange(0.0, 1.0, padding=0.02)
        layout.addWidget(self.plot, 1)
        layout.addLayout(self._keys)
        theme.changed.connect(self._colour)
        self.plot.colour(theme)

    def show_result(self, result: Result) -> None:
        """Draw a run's."""
        self._result = result
        self._colour()

    def _colour(self) -> None:
        self.plot.colour(self._theme)
        self.plot.clear_lines()
        if self._result and self._result.rows:
            self._draw(self._result)

    def _draw(self, result: Result) -> None:
        raise NotImplementedError

    def _show_keys(self, keys: Sequence[tuple[int | str, str]]) -> None:
        while self._keys.count():
            self._keys.takeAt(0)
        for key in self._shown_keys:
            key.hide()
            key.deleteLater()
        self._shown_keys = [LineKey(self._theme, style, name, self) for style, name in keys]
        for key in self._shown_keys:
            self._keys.addWidget(key)
            key.show()
        self.setAccessibleName(f"{self._title}: {'; '.join(name for _, name in keys)}")

    def _diagonal(self) -> None:
        self.plot.add_line([0.0, 1.0], [0.0, 1.0], self._pen("gap", 1.0, Qt.PenStyle.DashLine))

    def _pen(self, colour: str, width: float, dash: Qt.PenStyle) -> QPen:
        pen = QPen(self._theme.colour(colour), width, dash)
        pen.setCosmetic(True)
        return pen

    def _series(self, style: int, width: float = 2.0) -> QPen:
        colour, dash = self._theme.series(style)
        pen = QPen(colour, width, dash)
        pen.setCosmetic(True)
        return pen


class RocPlot(SharePlot):
    """How many fakes are found at which price in false alarms; guessing is the diagonal."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        below = words.translate("Training", "real faces called fake")
        left = words.translate("Training", "fakes found")
        super().__init__(theme, words.translate("Training", "ROC"), below, left, parent)
        self.plot.getPlotItem().getViewBox().setYRange(0.0, 1.0, padding=0.02)

    def _draw(self, result: Result) -> None:
        self._diagonal()
        fakes = result.fakes
        keys: list[tuple[int | str, str]] = [
            (0, _named(result.name or words.translate("Training", "this run"), metrics.auc(fakes, result.scores)))
        ]
        for style, rival in reversed(list(enumerate(result.rivals[:MOST_RIVALS], start=1))):
            known = np.isfinite(rival.scores)
            self._curve(fakes[known], rival.scores[known], style, 1.4)
        keys += [(n, _named(rival.name, rival.auc)) for n, rival in enumerate(result.rivals[:MOST_RIVALS], start=1)]
        self._curve(fakes, result.scores, 0, 2.4)
        self._show_keys(keys)

    def _curve(self, fakes: Flags, scores: Doubles, style: int, width: float) -> None:
        curve = metrics.roc(fakes, scores)
        self.plot.add_line(curve.false_alarm.tolist(), curve.hit.tolist(), self._series(style, width))


class ReliabilityPlot(SharePlot):
    """Whether a score of .8 means that 80 % of such faces are fake: before and after calibration."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        below = words.translate("Training", "score")
        left = words.translate("Training", "share of fakes")
        super().__init__(theme, words.translate("Training", "Reliability"), below, left, parent)
        self.plot.getPlotItem().getViewBox().setYRange(0.0, 1.0, padding=0.02)

    def _draw(self, result: Result) -> None:
        self._diagonal()
        keys: list[tuple[int | str, str]] = []
        calibrated = not np.array_equal(result.raw, result.scores)
        pairs = [(result.raw, 1, words.translate("Training", "before calibration"))] if calibrated else []
        pairs.append((result.scores, 0, words.translate("Training", "calibrated") if calibrated else ""))
        weights = metrics.balancing_weights(result.fakes)
        for scores, style, name in pairs:
            bins = metrics.reliability(result.fakes, scores, BINS, weights)
            xs, ys = [one.score for one in bins], [one.fakes for one in bins]
            self.plot.add_line(xs, ys, self._series(style))
            colour = self._theme.series(style)[0]
            self.plot.add_marks(xs, ys, "o", colour, colour)
            if name:
                keys.append((style, name))
        self._show_keys(keys)


class ScoresPlot(SharePlot):
    """How the scores of real and of fake faces are spread, with the verdict's bands."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        below = words.translate("Training", "score")
        left = words.translate("Training", "share of the class")
        super().__init__(theme, words.translate("Training", "Scores"), below, left, parent)

    def _draw(self, result: Result) -> None:
        edges = np.linspace(0.0, 1.0, HISTOGRAM + 1)
        fakes, top = result.fakes, 0.0
        for chosen, colour in ((~fakes, "authentic"), (fakes, "manipulated")):
            heights = np.histogram(result.scores[chosen], edges)[0] / max(int(chosen.sum()), 1)
            top = max(top, float(heights.max(initial=0.0)))
            self._steps(edges, heights, self._theme.colour(colour))
        if result.bands:
            for place in (result.bands.real_to, result.bands.fake_from):
                self.plot.add_line([place, place], [0.0, top], self._pen("text_dim", 1.0, Qt.PenStyle.DotLine))
        self._show_words(result)

    def _steps(self, edges: Doubles, heights: Doubles, colour: QColor) -> None:
        ground = QColor(colour)
        ground.setAlphaF(0.28)
        pen = QPen(colour, 1.6)
        pen.setCosmetic(True)
        xs = np.repeat(edges, 2)[1:-1].tolist()
        ys = np.repeat(heights, 2).tolist()
        self.plot.add_item(pg.PlotDataItem(xs, ys, pen=pen, fillLevel=0.0, brush=ground, antialias=True))

    def _show_words(self, result: Result) -> None:
        fakes = result.fakes
        real = words.translate("Training", "real: {number} faces").format(number=words.count(int((~fakes).sum())))
        fake = words.translate("Training", "fake: {number} faces").format(number=words.count(int(fakes.sum())))
        self._show_keys([("authentic", real), ("manipulated", fake)])


def _named(name: str, auc: float) -> str:
    return f"{name}  {words.number(auc, 3)}"
