"""Sixth page: how good the new detector is, against which others, and whether it goes into the library."""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dfd_core.errors import DfdError
from dfd_gui.library.parts import Page
from dfd_gui.shell.flow import FlowLayout
from dfd_gui.shell.parts import Notice, em, page_title, text_label
from dfd_gui.training import words
from dfd_gui.training.comparison_part import ComparisonPart
from dfd_gui.training.desk import Desk
from dfd_gui.training.library_part import LibraryPart
from dfd_gui.training.parts import Figure, WizardPage
from dfd_gui.training.result_data import Result, read_result, verdict_words
from dfd_gui.training.result_plots import ReliabilityPlot, RocPlot, ScoresPlot
from dfd_gui.training.run import Run


class ResultPage(WizardPage):
    """Shows the result of one run; `follow` says which one."""

    screen_requested = Signal(list, str)
    """Clips to screen, and the detector to do it with."""
    added = Signal()
    """The library has a detector more."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = desk.services.theme
        self._folder: Path | None = None
        self._result: Result | None = None
        self.comparison = ComparisonPart(desk, self)
        self.library = LibraryPart(desk, self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(em(self, 0.7))
        page = Page(self)
        page.body.setContentsMargins(0, 0, em(self, 0.6), 0)
        page.body.setSpacing(em(self, 0.9))
        for part in (self._head(), self._figures(), self._plots()):
            page.body.addLayout(part)
        page.body.addWidget(self.comparison)
        page.body.addStretch(1)
        outer.addWidget(page, 1)
        outer.addWidget(self.library)
        self.comparison.compared.connect(self._read)
        self.library.added.connect(self._on_added)
        self.library.screen_requested.connect(self.screen_requested)
        for one in (self.comparison, self.library):
            one.failed.connect(self._say_failure)

    # -- building ----------------------------------------------------------------------------------------------------

    def _head(self) -> QVBoxLayout:
        layout = QVBoxLayout()
        self._name = page_title("", self)
        self._meaning = text_label("", parent=self)
        self._limits = text_label("", "dim", self)
        self._notice = Notice(self._theme, self)
        for part in (self._name, self._meaning, self._limits, self._notice):
            layout.addWidget(part)
        return layout

    def _figures(self) -> FlowLayout:
        line = FlowLayout()
        line.setSpacing(em(self, 2.4))
        self.auc = Figure(self.tr("AUC"), self)
        self.log_loss = Figure(self.tr("LogLoss"), self)
        self.eer = Figure(self.tr("Equal error rate"), self)
        self.accuracy = Figure(self.tr("Right at .5"), self)
        self.calibration = Figure(self.tr("Calibration error"), self)
        self.auc.setToolTip(self.tr("How often a fake scores above a real face: .5 is guessing, 1 perfect"))
        self.log_loss.setToolTip(self.tr("How far the scores are from the truth: .69 is guessing, 0 perfect"))
        self.eer.setToolTip(self.tr("Share of wrong answers where false alarms and misses are equally common"))
        self.calibration.setToolTip(self.tr("How far a score is from the share of fakes among faces of that score"))
        for one in (self.auc, self.log_loss, self.eer, self.accuracy, self.calibration):
            line.addWidget(one)
        return line

    def _plots(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(em(self, 1.2))
        self.plots = (RocPlot(self._theme, self), ReliabilityPlot(self._theme, self), ScoresPlot(self._theme, self))
        for plot in self.plots:
            line.addWidget(plot, 1)
        return line

    # -- the page ----------------------------------------------------------------------------------------------------

    def follow(self, folder: Path) -> None:
        """Show the result in a folder."""
        if folder != self._folder:
            self.comparison.stop()
            self._folder, self._result = folder, None
            self._notice.hide()
            self.comparison.show_result(None, ())
            self.library.show_result(None, (), ())
        self._read()

    def next_words(self) -> str:
        return ""

    def summary(self) -> str:
        auc = self._result.figure("auc") if self._result else math.nan
        return self.tr("AUC {auc}").format(auc=words.number(auc)) if math.isfinite(auc) else ""

    def busy(self) -> list[str]:
        """What is at work."""
        jobs = [self.tr("Comparing detectors")] if self.comparison.busy else []
        return [*jobs, self.tr("Adding a detector to the library")] if self.library.busy else jobs

    def shutdown(self) -> None:
        self.comparison.stop()
        self.library.shutdown()

    # -- showing -----------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        folder, library = self._folder, self._desk.services.library
        if folder is not None:
            self._desk.pictures.run("result", lambda: read_result(folder, library), self._show, self._on_unreadable)

    def _on_unreadable(self, error: DfdError) -> None:
        self._say_failure(str(error))

    def _say_failure(self, text: str) -> None:
        self._notice.say("error", text)

    def _show(self, result: Result) -> None:
        if result.folder != self._folder:
            return
        self._result = result
        self._name.setText(result.name or result.folder.name)
        self._say_meaning(result)
        self._show_figures(result)
        for plot in self.plots:
            plot.setVisible(bool(result.rows))
            plot.show_result(result)
        names = [one.name for one in self._desk.services.library.detectors()]
        self.comparison.show_result(result, [name for name in names if name != result.installed])
        self.library.show_result(result, names, self._series())
        self.changed.emit()

    def _say_meaning(self, result: Result) -> None:
        meanings = {
            "few": self.tr("Held out was so little that the figures below are an anecdote, not a measurement."),
            "unproven": self.tr("Not shown to be better than guessing on faces that it has not learnt from."),
            "weak": self.tr("A weak detector: it tells more than guessing, and is wrong often."),
            "fair": self.tr("A fair detector on this data: useful as one voice among several."),
            "good": self.tr("A good detector on this data."),
            "unknown": self.tr("How well it tells real from fake cannot be said: only one class was held out."),
        }
        self._meaning.setText(meanings[verdict_words(result)])
        text = self.tr(
            "Measured on {faces} held-out faces of {groups} groups, the same on which the best epoch was chosen. "
            "Expect less on clips from elsewhere."
        )
        numbers = {name: result.figure(name) for name in ("faces", "groups")}
        shown = {name: words.count(round(n)) if math.isfinite(n) else words.NONE for name, n in numbers.items()}
        self._limits.setText(text.format(**shown))

    def _show_figures(self, result: Result) -> None:
        figure = result.figure
        between = self.tr("{low} to {high} (95 %)")
        interval = between.format(low=words.number(figure("auc_low")), high=words.number(figure("auc_high")))
        self.auc.show_value(words.number(figure("auc")), interval if math.isfinite(figure("auc_low")) else "")
        best = self.tr("epoch {number}").format(number=result.figures.get("best_epoch", words.NONE))
        self.log_loss.show_value(words.number(figure("log_loss"), 4), best)
        self.eer.show_value(words.percent(figure("eer"), 1), "")
        self.accuracy.show_value(words.percent(figure("accuracy"), 1), self.tr("of the faces"))
        after, before = figure("calibration_error"), figure("calibration_error_before")
        told = self.tr("before calibration {value}").format(value=words.number(before))
        self.calibration.show_value(words.number(after), told if math.isfinite(before) else self.tr("not calibrated"))

    def _series(self) -> list[Run]:
        """The finished runs that were started together with this one, in their order."""
        mine = self._desk.watch.get(self._folder)
        if mine is None or not mine.series:
            return []
        return [run for run in reversed(self._desk.watch.runs) if run.series == mine.series and run.state == "finished"]

    def _on_added(self, name: str) -> None:
        text = self.tr("'{name}' is in the library").format(name=name)
        self._desk.services.messages.info(text, key="training-added")
        self._read()
        self.added.emit()
