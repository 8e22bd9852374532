"""The four charts of a run, and those of several runs one above the other."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from dfd_gui.shell.parts import em
from dfd_gui.shell.theme import Theme
from dfd_gui.training.history import Epoch, History
from dfd_gui.training.plots import Curve, CurveChart
from dfd_gui.training.words import translate

SMOOTHEST = 95
"""Percent of the past that the slider's end keeps."""


class RunCharts(QWidget):
    """Loss, LogLoss, AUC and learning rate over epochs, with smoothing and a logarithmic axis."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.loss = CurveChart(theme, self.tr("Loss"), parent=self)
        self.log_loss = CurveChart(theme, self.tr("LogLoss of the held-out faces"), parent=self)
        self.auc = CurveChart(theme, self.tr("AUC of the held-out faces"), parent=self)
        self.rate = CurveChart(theme, self.tr("Learning rate"), digits=-1, parent=self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._tools())
        grid = QGridLayout()
        grid.setHorizontalSpacing(em(self, 1.2))
        grid.setVerticalSpacing(em(self, 0.8))
        for place, chart in enumerate((self.loss, self.log_loss, self.auc, self.rate)):
            grid.addWidget(chart, place // 2, place % 2)
        for place in (0, 1):
            grid.setRowStretch(place, 1)
            grid.setColumnStretch(place, 1)
        outer.addLayout(grid, 1)

    def show_history(self, history: History) -> None:
        """Draw a run's curves."""
        epochs = history.epochs
        at = [float(epoch.number) for epoch in epochs]
        best = _best(epochs)
        train, valid = translate("Training", "train"), translate("Training", "valid")
        within = [point.at for point in history.points]
        self.loss.show_curves(
            (
                Curve(train, *_joined(at, [epoch.train_loss for epoch in epochs], within, history), style=1),
                Curve(valid, at, [epoch.valid_loss for epoch in epochs], style=0),
            )
        )
        self.log_loss.show_curves((Curve(valid, at, [epoch.log_loss for epoch in epochs], 0, best),))
        self.auc.show_curves((Curve(valid, at, [epoch.auc for epoch in epochs], 2, best),))
        rates = sorted([(point.at, point.lr) for point in history.points] + [(e.number, e.lr) for e in epochs])
        shown = rates if len(rates) > 1 else []  # the axis of a single small number says nothing
        self.rate.show_curves((Curve("", [x for x, _ in shown], [y for _, y in shown], 4),))

    def _tools(self) -> QHBoxLayout:
        line = QHBoxLayout()
        name = QLabel(self.tr("Smoothing"), self)
        name.setProperty("role", "dim")
        self.smoothing = QSlider(Qt.Orientation.Horizontal, self)
        self.smoothing.setRange(0, SMOOTHEST)
        self.smoothing.setFixedWidth(em(self, 9))
        self.smoothing.setAccessibleName(name.text())
        self.smoothing.setToolTip(self.tr("Moving average; the curves as they are stay visible, faintly"))
        self.smoothing.valueChanged.connect(self._smooth)
        self.log_scale = QCheckBox(self.tr("Logarithmic losses"), self)
        self.log_scale.toggled.connect(self._log)
        line.addWidget(name)
        line.addWidget(self.smoothing)
        line.addSpacing(em(self))
        line.addWidget(self.log_scale)
        line.addStretch(1)
        return line

    def _smooth(self, percent: int) -> None:
        for chart in (self.loss, self.log_loss, self.auc):
            chart.smooth(percent / 100)

    def _log(self, wanted: bool) -> None:
        for chart in (self.loss, self.log_loss):
            chart.log_scale(on=wanted)


METRICS: tuple[tuple[str, Callable[[Epoch], float]], ...] = (
    ("LogLoss", lambda epoch: epoch.log_loss),
    ("AUC", lambda epoch: epoch.auc),
    ("Valid loss", lambda epoch: epoch.valid_loss),
    ("Train loss", lambda epoch: epoch.train_loss),
)
"""What runs are compared by; names stand in the table of epochs too."""


def overlay(runs: Sequence[tuple[str, History]], metric: int) -> list[Curve]:
    """One curve a run."""
    value = METRICS[metric][1]
    return [
        Curve(
            name,
            [float(e.number) for e in history.epochs],
            [value(e) for e in history.epochs],
            style,
            _best(history.epochs),
        )
        for style, (name, history) in enumerate(runs)
    ]


def _best(epochs: Sequence[Epoch]) -> int:
    places = [place for place, epoch in enumerate(epochs) if epoch.best]
    return places[-1] if places else -1


def _joined(
    at: Sequence[float], losses: Sequence[float], within: Sequence[float], history: History
) -> tuple[list[float], list[float]]:
    """The epochs' training losses, then that of the epoch at work so far; of the very first epoch all there is."""
    xs, ys = list(at), list(losses)
    last = xs[-1] if xs else 0.0
    open_ = [(x, point.loss) for x, point in zip(within, history.points, strict=True) if x > last]
    for x, loss in open_ if not at else open_[-1:]:
        if math.isfinite(loss):
            xs.append(x)
            ys.append(loss)
    return xs, ys
