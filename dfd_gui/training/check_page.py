"""Fourth page: can it be trained, how long does it take, and is the split clean? Then it begins."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from dfd_core.errors import DfdError
from dfd_gui.library.child import Child, Outcome
from dfd_gui.library.parts import Page
from dfd_gui.shell.parts import clear, em
from dfd_gui.shell.widgets import dim_label, hairline, title_label
from dfd_gui.training import commands, words
from dfd_gui.training.check_card import CheckCard
from dfd_gui.training.commands import Training
from dfd_gui.training.desk import Desk
from dfd_gui.training.draft import Pick
from dfd_gui.training.parts import CommandBox, WizardPage, tool
from dfd_gui.training.places import free_folder, slug
from dfd_gui.training.recipe_page import names_of
from dfd_gui.training.run import RunReader


class CheckPage(WizardPage):
    """One card a recipe, checked one after the other by ``dfd train --check-only``."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("Check before the hours begin")
        self.lead = self.tr(
            "Two batches are tried out: whether the memory is enough, how long it takes, and whether the same people "
            "stand on both sides."
        )
        self._desk = desk
        self._theme = desk.services.theme
        self.cards: list[CheckCard] = []
        self._checked: tuple[commands.Words, ...] = ()
        self._child: Child | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(em(self, 0.6))
        page = Page(self)
        page.body.setContentsMargins(0, 0, em(self, 0.6), 0)
        self._column = QVBoxLayout()
        self._column.setSpacing(em(self, 0.7))
        page.body.addLayout(self._column)
        page.body.addStretch(1)
        outer.addWidget(page, 1)
        outer.addWidget(hairline(self))
        outer.addLayout(self._foot())
        self.command = CommandBox(self._theme, self)
        outer.addWidget(self.command)

    def _foot(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self._total = title_label("", self)
        self._where = dim_label("", self)
        self.after = QCheckBox(self.tr("Begin when the training that is at work has ended"), self)
        self.after.setChecked(True)
        self.again = tool(self._theme, "retry", self.tr("Check again"), self._restart, self)
        line.addWidget(self._total)
        line.addWidget(self._where, 1)
        line.addWidget(self.after)
        line.addWidget(self.again)
        return line

    # -- the page ----------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        wanted = tuple(training.check(self._desk.draft) for training in self._trainings())
        if wanted != self._checked or any(card.state == "bad" for card in self.cards) or not self.cards:
            self._restart()
        self.after.setVisible(bool(self._desk.watch.alive))

    def leave(self) -> None:
        self._stop()
        if any(card.state in ("waiting", "running") for card in self.cards):
            self._checked = ()

    def why_not(self) -> str:
        states = [card.state for card in self.cards]
        if "bad" in states:
            return self.tr("This cannot be trained: see what to do above")
        return "" if states and set(states) == {"good"} else self.tr("The check is not done yet")

    def next_words(self) -> str:
        return self.tr("Start training")

    def shutdown(self) -> None:
        self._stop()

    def begin(self) -> Path | None:
        """Start what was checked; the folder of the first run, None where nothing could be started."""
        waits = [run.folder for run in self._desk.watch.alive] if self.after.isChecked() else []
        first: Path | None = None
        series = self.cards[0].training.folder.name if len(self.cards) > 1 else ""
        for card in self.cards:
            training = card.training
            try:
                self._desk.jobs.begin(training, self._desk.draft, series)
                self._desk.jobs.go(RunReader(training.folder).read(), waits)
            except DfdError as error:
                self._desk.services.messages.failure(error, key="training-start")
                break
            waits.append(training.folder)
            first = first or training.folder
        self._checked = ()
        self._desk.watch.look()
        return first

    # -- checking ----------------------------------------------------------------------------------------------------

    def _trainings(self) -> list[Training]:
        """What is to be trained, each in a folder of its own that does not exist yet."""
        draft, taken, found = self._desk.draft, set[Path](), []
        for name, pick in zip(names_of(draft.name, draft.picks), draft.picks, strict=True):
            folder = free_folder(self._desk.places.runs, slug(name, "run"), frozenset(taken))
            taken.add(folder)
            found.append(Training(folder, Pick(pick.base, draft.settings_of(pick)), name))
        return found

    def _restart(self) -> None:
        self._stop()
        clear(self._column)
        trainings = self._trainings()
        self._checked = tuple(training.check(self._desk.draft) for training in trainings)
        self.cards = [CheckCard(training, self._theme, self) for training in trainings]
        for card in self.cards:
            self._column.addWidget(card)
        draft = self._desk.draft
        self.command.show_command("\n".join(commands.shown(one.arguments(draft)) for one in trainings))
        self._next()

    def _next(self) -> None:
        card = next((card for card in self.cards if card.state == "waiting"), None)
        if card:
            card.show_running()
            self._child = Child(self._desk.program, card.training.check(self._desk.draft), self)
            # A method, no lambda: one that holds this page would end it in the middle of the child's own end.
            self._child.finished.connect(self._on_outcome)
        self._say()
        self.changed.emit()

    def _on_outcome(self, outcome: Outcome) -> None:
        child, self._child = self._child, None
        card = next((card for card in self.cards if card.state == "running"), None)
        if child is None or card is None:
            return
        child.deleteLater()
        found = {str(record.get("event")): record for record in outcome.records}
        if outcome.good and "checked" in found:
            card.show_good(found["checked"])
        else:
            card.show_bad(*_failure(found.get("failed"), outcome))
        self._next()

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child:
            child.shutdown()
            child.deleteLater()

    def _say(self) -> None:
        seconds = sum(card.seconds for card in self.cards)
        good = bool(self.cards) and all(card.state == "good" for card in self.cards)
        self._total.setText(self.tr("About {time} in all").format(time=words.duration(seconds)) if good else "")
        self._total.setVisible(good)
        folders = [card.training.folder for card in self.cards]
        self._where.setText(self.tr("Kept in {folder}").format(folder=folders[0]) if len(folders) == 1 else "")
        self.again.setEnabled(self._child is None)


def _failure(failed: Mapping[str, Any] | None, outcome: Outcome) -> tuple[str, str, str]:
    """Message, hint and code of what went wrong."""
    if failed:
        return str(failed.get("message", "")), str(failed.get("hint", "")), str(failed.get("code", ""))
    return outcome.error or words.translate("Training", "The check ended without a word."), "", ""
