"""Sixth page: how good the new detector is, against which others, and whether it goes into the library."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dfd_core.errors import DfdError
from dfd_core.paths import resource
from dfd_gui.library.child import Child, Outcome
from dfd_gui.library.figure_view import FigureView
from dfd_gui.library.figures import FigureTable
from dfd_gui.library.parts import Page
from dfd_gui.library.words import free_name
from dfd_gui.shell.parts import Notice, clear, em, page_title, text_label
from dfd_gui.shell.widgets import dim_label, title_label
from dfd_gui.training import commands, words
from dfd_gui.training.desk import Desk
from dfd_gui.training.parts import Card, CommandBox, Figure, WizardPage, tool
from dfd_gui.training.promote import Entry, Promoter, why_no_name
from dfd_gui.training.result_data import COMPARED, Result, held_out_sets, read_result, verdict_words
from dfd_gui.training.result_plots import ReliabilityPlot, RocPlot, ScoresPlot
from dfd_gui.training.run import Run

SAMPLE = ("samples", "astronaut.mp4")


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
        self._installed = ""
        self._child: Child | None = None
        self._sets: list[tuple[Path, bool]] = []
        self._queue: list[commands.Words] = []
        self._others: list[str] = []
        self._promoter = Promoter(desk.services, desk.program, self)
        self._promoter.done.connect(self._on_added)
        self._promoter.failed.connect(self._on_not_added)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(em(self, 0.7))
        page = Page(self)
        page.body.setContentsMargins(0, 0, em(self, 0.6), 0)
        page.body.setSpacing(em(self, 0.9))
        for part in (self._head(), self._figures(), self._plots(), self._table_part()):
            page.body.addLayout(part)
        page.body.addStretch(1)
        outer.addWidget(page, 1)
        outer.addWidget(self._library_card())

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

    def _figures(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(em(self, 2.6))
        self.auc = Figure(self.tr("AUC"), self)
        self.log_loss = Figure(self.tr("LogLoss"), self)
        self.eer = Figure(self.tr("Equal error rate"), self)
        self.accuracy = Figure(self.tr("Right at .5"), self)
        self.calibration = Figure(self.tr("Calibration error"), self)
        for one in (self.auc, self.log_loss, self.eer, self.accuracy, self.calibration):
            line.addWidget(one)
        line.addStretch(1)
        return line

    def _plots(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(em(self, 1.2))
        self.plots = (
            RocPlot(self._theme, self),
            ReliabilityPlot(self._theme, self),
            ScoresPlot(self._theme, self),
        )
        for plot in self.plots:
            line.addWidget(plot, 1)
        return line

    def _table_part(self) -> QVBoxLayout:
        layout = QVBoxLayout()
        head = QHBoxLayout()
        head.addWidget(title_label(self.tr("By method, on the same held-out faces"), self), 1)
        self._comparing = dim_label("", self)
        head.addWidget(self._comparing)
        text = self.tr("Compare with the installed detectors")
        self.compare = tool(self._theme, "chart", text, self._compare, self)
        head.addWidget(self.compare)
        layout.addLayout(head)
        self._tables = QVBoxLayout()
        layout.addLayout(self._tables)
        self._table_words = text_label("", "dim", self)
        layout.addWidget(self._table_words)
        self.command = CommandBox(self._theme, self)
        layout.addWidget(self.command)
        return layout

    def _library_card(self) -> Card:
        card = Card(self._theme, self)
        outer = QVBoxLayout(card)
        line = QHBoxLayout()
        line.setSpacing(em(self, 0.6))
        self._name_title = title_label(self.tr("Name in the library"), card)
        line.addWidget(self._name_title)
        self.name = QLineEdit(card)
        self.name.setAccessibleName(self.tr("Name in the library"))
        self.name.setMinimumWidth(em(self, 14))
        self.name.textChanged.connect(self._say_name)
        line.addWidget(self.name)
        self.add = tool(self._theme, "library", self.tr("Add to library"), self._add, card, primary=True)
        self.sample = tool(self._theme, "play", self.tr("Screen the sample with it"), self._screen, card)
        self._state = dim_label("", card)
        line.addWidget(self.add)
        line.addWidget(self.sample)
        line.addWidget(self._state, 1)
        outer.addLayout(line)
        self._series_line = QHBoxLayout()
        self._series_words = dim_label("", card)
        self.add_series = tool(self._theme, "layers", self.tr("Add all as one ensemble"), self._add_series, card)
        self._series_line.addWidget(self._series_words)
        self._series_line.addWidget(self.add_series)
        self._series_line.addStretch(1)
        outer.addLayout(self._series_line)
        return card

    # -- the page ----------------------------------------------------------------------------------------------------

    def follow(self, folder: Path) -> None:
        """Show the result in a folder."""
        if folder != self._folder:
            self._stop()
            self._folder, self._result, self._installed = folder, None, ""
            self.name.clear()
            self._refresh_library()
        self._read()

    def next_words(self) -> str:
        return ""

    def summary(self) -> str:
        auc = self._result.figure("auc") if self._result else math.nan
        return self.tr("AUC {auc}").format(auc=words.number(auc)) if math.isfinite(auc) else ""

    def busy(self) -> list[str]:
        """What is at work."""
        jobs = [self.tr("Comparing detectors")] if self._child else []
        return [*jobs, self.tr("Adding a detector to the library")] if self._promoter.busy else jobs

    def shutdown(self) -> None:
        self._stop()
        self._promoter.shutdown()

    def _stop(self) -> None:
        if self._child:
            self._child.shutdown()
            self._child.deleteLater()
            self._child = None

    # -- showing -----------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        folder, library = self._folder, self._desk.services.library
        if folder is not None:
            self._desk.pictures.run("result", lambda: read_result(folder, library), self._show, self._on_unreadable)

    def _on_unreadable(self, error: DfdError) -> None:
        self._notice.say("error", str(error))

    def _show(self, result: Result) -> None:
        if result.folder != self._folder:
            return
        fresh = self._result is None
        self._look_at_library()
        self._result, self._installed = result, result.installed
        self._name.setText(result.name or result.folder.name)
        self._say_meaning(result)
        self._show_figures(result)
        for plot in self.plots:
            plot.setVisible(bool(result.rows))
            plot.show_result(result)
        self._show_table(result)
        self._sets = held_out_sets(result.folder, result.rows)
        self._refresh_compare()
        if fresh:
            self.name.setText(result.installed or free_name(result.name, self._taken()))
        self._refresh_library()
        self._show_series()
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
        self._limits.setText(
            self.tr(
                "Measured on {faces} held-out faces of {groups} groups, the same on which the best epoch was chosen. "
                "Expect less on clips from elsewhere."
            ).format(faces=_whole(result.figure("faces")), groups=_whole(result.figure("groups")))
        )

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

    def _show_table(self, result: Result) -> None:
        clear(self._tables)
        table = comparison(result)
        view = FigureView(table, self._theme)
        view.setParent(self)
        view.setMaximumWidth(em(self, 40 + 8 * len(result.rivals)))
        self._tables.addWidget(view)
        better = [
            self.tr("{name}: {difference} ({low} to {high})").format(
                name=rival.name,
                difference=_signed(rival.difference),
                low=_signed(rival.low),
                high=_signed(rival.high),
            )
            for rival in result.rivals
        ]
        text = self.tr("AUC of this run minus that of the other, with its 95 % interval: {list}")
        self._table_words.setText(text.format(list="; ".join(better)) if better else "")
        self._table_words.setVisible(bool(better))

    # -- comparing ---------------------------------------------------------------------------------------------------

    def _detectors(self) -> list[str]:
        return [name for name in self._others if name != self._installed]

    def _evaluations(self) -> list[commands.Words]:
        assert self._folder is not None
        names = self._detectors()
        out = self._folder / COMPARED
        return [
            commands.evaluate(root, self._folder, names, out / str(place), split=split)
            for place, (root, split) in enumerate(self._sets)
        ]

    def _refresh_compare(self) -> None:
        names = self._detectors()
        self.compare.setEnabled(bool(names) and bool(self._sets) and self._child is None)
        self.compare.setToolTip(", ".join(names) if names else self.tr("No other detector is installed"))
        shown = self._evaluations() if names else []
        self.command.show_command("\n".join(commands.shown(one) for one in shown))

    def _compare(self) -> None:
        self._queue = self._evaluations()
        self._next_evaluation()

    def _next_evaluation(self) -> None:
        if not self._queue:
            self._comparing.setText("")
            self._read()
            return
        number = words.count(len(self._detectors()))
        self._comparing.setText(self.tr("Asking {number} detectors").format(number=number))
        child = self._child = Child(self._desk.program, self._queue.pop(0), self)
        child.finished.connect(lambda outcome: self._on_evaluated(child, outcome))
        self._refresh_compare()
        self.changed.emit()

    def _on_evaluated(self, child: Child, outcome: Outcome) -> None:
        child.deleteLater()
        self._child = None
        if outcome.good:
            self._next_evaluation()
            return
        self._comparing.setText("")
        self._notice.say("error", outcome.error or self.tr("The comparison ended without a word."))
        self._refresh_compare()

    # -- the library -------------------------------------------------------------------------------------------------

    def _look_at_library(self) -> None:
        self._others = [one.name for one in self._desk.services.library.detectors()]

    def _taken(self) -> frozenset[str]:
        return frozenset(name.lower() for name in self._others)

    def _say_name(self) -> None:
        problem = "" if self._installed else why_no_name(self.name.text().strip(), self._taken())
        self.add.setEnabled(
            not problem and not self._installed and not self._promoter.busy and self._result is not None
        )
        self.add.setToolTip(problem)
        if not self._installed:
            self._state.setText(problem)

    def _refresh_library(self) -> None:
        self.name.setVisible(not self._installed)
        self._name_title.setVisible(not self._installed)
        self.add.setVisible(not self._installed)
        self.sample.setEnabled(bool(self._installed))
        self.sample.setToolTip("" if self._installed else self.tr("Add it to the library first"))
        self._say_name()
        if self._installed:
            self._state.setText(self.tr("In the library as '{name}'").format(name=self._installed))

    def _add(self) -> None:
        if self._folder is not None:
            self._promoter.begin([Entry(self._folder, self.name.text().strip())])
            self._state.setText(self.tr("Adding it"))
            self.add.setEnabled(False)

    def _on_added(self, names: list[str], ensemble: str) -> None:
        text = self.tr("'{name}' is in the library").format(name=ensemble or names[0])
        self._desk.services.messages.info(text, key="training-added")
        self._read()
        self.added.emit()

    def _on_not_added(self, why: str) -> None:
        self._notice.say("error", why)
        self._refresh_library()

    def _screen(self) -> None:
        if self._installed:
            self.screen_requested.emit([resource(*SAMPLE)], self._installed)

    # -- a series ----------------------------------------------------------------------------------------------------

    def _series(self) -> list[Run]:
        """The finished runs that were started together with this one, in their order."""
        mine = self._desk.watch.get(self._folder)
        if mine is None or not mine.series:
            return []
        return [run for run in reversed(self._desk.watch.runs) if run.series == mine.series and run.state == "finished"]

    def _show_series(self) -> None:
        runs = self._series()
        self._series_words.setVisible(len(runs) > 1)
        self.add_series.setVisible(len(runs) > 1)
        text = self.tr("{number} detectors of this series have been trained.")
        self._series_words.setText(text.format(number=words.count(len(runs))))

    def _add_series(self) -> None:
        library = self._desk.services.library
        taken = set(self._taken())
        entries = []
        for run in self._series():
            found = self._installed if run.folder == self._folder else ""
            name = found or free_name(run.name, frozenset(taken))
            taken.add(name.lower())
            entries.append(Entry(run.folder, name, installed=bool(found)))
        names = frozenset({one.name.lower() for one in library.ensembles()} | taken)
        base = _common([entry.name for entry in entries]) or self.tr("ensemble")
        self._promoter.begin(entries, free_name(base, names))
        self._state.setText(self.tr("Adding them"))
        self.add_series.setEnabled(False)


def comparison(result: Result) -> FigureTable:
    """AUC by method, of this run and of the detectors that it was compared with."""
    own = result.name or words.translate("Training", "This run")
    columns = (
        words.translate("Training", "Method"),
        words.translate("Training", "Faces"),
        own,
        *(rival.name for rival in result.rivals),
    )
    number: Callable[[float], str] = words.number
    rows = [
        (
            words.translate("Training", "all"),
            _whole(result.figure("faces")),
            number(result.figure("auc")),
            *(number(rival.auc) for rival in result.rivals),
        )
    ]
    for name, (faces, auc) in result.methods().items():
        others = (number(rival.methods.get(name, math.nan)) for rival in result.rivals)
        rows.append((name, words.count(faces) if result.rows else words.NONE, number(auc), *others))
    return FigureTable(words.translate("Training", "AUC by method"), columns, tuple(rows))


def _common(names: list[str]) -> str:
    """What the names begin with together."""
    same = takewhile(lambda signs: len(set(signs)) == 1, zip(*names, strict=False))
    return "".join(signs[0] for signs in same).strip("-._")


def _whole(value: float) -> str:
    return words.count(round(value)) if math.isfinite(value) else words.NONE


def _signed(value: float) -> str:
    sign = "+" if value >= 0 else "\N{MINUS SIGN}"
    return f"{sign}{words.number(abs(value))}" if math.isfinite(value) else words.NONE
