"""From a finished run into the library: a name, one button, and then the sample clip."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dfd_core.paths import resource
from dfd_gui.library.words import free_name
from dfd_gui.shell.parts import em, text_label
from dfd_gui.shell.widgets import dim_label, title_label
from dfd_gui.training import words
from dfd_gui.training.desk import Desk
from dfd_gui.training.parts import Card, tool
from dfd_gui.training.promote import Entry, Promoter, why_no_name
from dfd_gui.training.result_data import Result
from dfd_gui.training.run import Run

SAMPLE = ("samples", "astronaut.mp4")


class LibraryPart(Card):
    """Adds one run's detector, or those of a series as an ensemble."""

    screen_requested = Signal(list, str)
    """Clips to screen, and the detector to do it with."""
    added = Signal(str)
    """The library has a detector or ensemble of that name now."""
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.services.theme, parent)
        self._desk = desk
        self._result: Result | None = None
        self._taken: frozenset[str] = frozenset()
        self._series: list[Run] = []
        self._promoter = Promoter(desk.services, desk.program, self)
        self._promoter.done.connect(self._on_added)
        self._promoter.failed.connect(self._on_not_added)
        outer = QVBoxLayout(self)
        outer.addLayout(self._line())
        outer.addLayout(self._series_line())
        self._refresh()

    def _line(self) -> QHBoxLayout:
        theme = self._desk.services.theme
        line = QHBoxLayout()
        line.setSpacing(em(self, 0.6))
        self._title = title_label(self.tr("Name in the library"), self)
        self.name = QLineEdit(self)
        self.name.setAccessibleName(self.tr("Name in the library"))
        self.name.setMinimumWidth(em(self, 14))
        self.name.textChanged.connect(self._refresh)
        self.add = tool(theme, "library", self.tr("Add to library"), self._add, self, primary=True)
        self.sample = tool(theme, "play", self.tr("Screen the sample with it"), self._screen, self)
        self._state = text_label("", "dim", self)
        for part in (self._title, self.name, self.add, self.sample):
            line.addWidget(part)
        line.addWidget(self._state, 1)
        return line

    def _series_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self._series_words = dim_label("", self)
        text = self.tr("Add all as one ensemble")
        self.add_series = tool(self._desk.services.theme, "layers", text, self._add_series, self)
        line.addWidget(self._series_words)
        line.addWidget(self.add_series)
        line.addStretch(1)
        return line

    @property
    def busy(self) -> bool:
        """Whether a detector is being added."""
        return self._promoter.busy

    @property
    def installed(self) -> str:
        """The name of this very detector in the library, empty if it is not there."""
        return self._result.installed if self._result else ""

    def show_result(self, result: Result | None, taken: Sequence[str], series: Sequence[Run]) -> None:
        """Show a result. ``taken`` are names in the library, ``series`` the finished runs it was begun with."""
        fresh = result is not None and (self._result is None or self._result.folder != result.folder)
        self._result, self._series = result, list(series)
        self._taken = frozenset(name.lower() for name in taken)
        if fresh and result:
            self.name.setText(result.installed or free_name(result.name, self._taken))
        self._refresh()

    def shutdown(self) -> None:
        """End what is at work."""
        self._promoter.shutdown()

    def _refresh(self) -> None:
        there, ready = self.installed, self._result is not None and not self._promoter.busy
        problem = "" if there or not self._result else why_no_name(self.name.text().strip(), self._taken)
        for part in (self._title, self.name, self.add):
            part.setVisible(not there)
        self.add.setEnabled(ready and not problem)
        self.add.setToolTip(problem)
        self.sample.setEnabled(bool(there))
        self.sample.setToolTip("" if there else self.tr("Add it to the library first"))
        self._state.setText(self.tr("In the library as '{name}'").format(name=there) if there else problem)
        several = len(self._series) > 1
        self._series_words.setVisible(several)
        self.add_series.setVisible(several)
        self.add_series.setEnabled(ready)
        text = self.tr("{number} detectors of this series have been trained.")
        self._series_words.setText(text.format(number=words.count(len(self._series))))

    def _add(self) -> None:
        if self._result:
            self._begin([Entry(self._result.folder, self.name.text().strip())], "")

    def _add_series(self) -> None:
        taken, entries = set(self._taken), []
        for run in self._series:
            own = self._result is not None and run.folder == self._result.folder
            found = self.installed if own else ""
            name = found or free_name(run.name, frozenset(taken))
            taken.add(name.lower())
            entries.append(Entry(run.folder, name, installed=bool(found)))
        names = {one.name.lower() for one in self._desk.services.library.ensembles()} | taken
        base = _common([entry.name for entry in entries]) or self.tr("ensemble")
        self._begin(entries, free_name(base, frozenset(names)))

    def _begin(self, entries: Sequence[Entry], ensemble: str) -> None:
        self._promoter.begin(entries, ensemble)
        self._refresh()
        self._state.setText(self.tr("Adding to the library"))

    def _on_added(self, names: list[str], ensemble: str) -> None:
        self.added.emit(ensemble or names[0])

    def _on_not_added(self, why: str) -> None:
        self._refresh()
        self.failed.emit(why)

    def _screen(self) -> None:
        if self.installed:
            self.screen_requested.emit([resource(*SAMPLE)], self.installed)


def _common(names: list[str]) -> str:
    """What the names begin with together."""
    same = takewhile(lambda signs: len(set(signs)) == 1, zip(*names, strict=False))
    return "".join(signs[0] for signs in same).strip("-._")
