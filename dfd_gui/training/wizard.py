"""The six steps from clips to a detector: a rail of steps, one page at a time, and why Next is off where it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dfd_gui.shell.parts import em, page_title, text_label
from dfd_gui.shell.step_rail import StepRail
from dfd_gui.shell.widgets import hairline
from dfd_gui.training.check_page import CheckPage
from dfd_gui.training.data_page import DataPage
from dfd_gui.training.desk import Desk
from dfd_gui.training.draft import Draft
from dfd_gui.training.faces_page import FacesPage
from dfd_gui.training.parts import WizardPage
from dfd_gui.training.recipe_page import RecipePage
from dfd_gui.training.run_actions import RunActions
from dfd_gui.training.wizard_foot import WizardFoot

if TYPE_CHECKING:
    from dfd_gui.training.result_page import ResultPage
    from dfd_gui.training.run_page import RunPage

PageT = TypeVar("PageT", bound=WizardPage)

DATA, FACES, RECIPE, CHECK, RUN, RESULT = range(6)


class Wizard(QWidget):
    """Sets up a training, or shows one that has begun."""

    left = Signal()
    """The user wants to see all runs."""
    moved = Signal()
    """Another page, or another run, is shown."""
    begun = Signal(object)
    """A training has been started; the folder of the (first) run."""
    screen_requested = Signal(list, str)
    added = Signal()

    def __init__(self, desk: Desk, actions: RunActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._actions = actions
        self._step = DATA
        self.folder: Path | None = None
        self._run_page: RunPage | None = None
        self._result_page: ResultPage | None = None
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._side())
        outer.addWidget(self._main(), 1)
        self._pages: list[WizardPage | None] = [None] * 6

    # -- building ----------------------------------------------------------------------------------------------------

    def _side(self) -> QWidget:
        side = QWidget(self)
        side.setFixedWidth(em(self, 12.5))
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, em(self, 0.8), 0, em(self, 0.8))
        layout.setSpacing(em(self, 0.6))
        self.back_to_runs = QPushButton(self._desk.services.theme.icon("chevron-left"), self.tr("All runs"), side)
        self.back_to_runs.setProperty("role", "flat")
        self.back_to_runs.setAccessibleName(self.tr("All runs"))
        self.back_to_runs.clicked.connect(self._leave)
        layout.addWidget(self.back_to_runs, 0, Qt.AlignmentFlag.AlignLeft)
        names = (
            self.tr("Data"),
            self.tr("Faces"),
            self.tr("Recipe"),
            self.tr("Check"),
            self.tr("Run"),
            self.tr("Result"),
        )
        self.rail = StepRail(names, self._desk.services.theme, side)
        self.rail.chosen.connect(self.go)
        layout.addWidget(self.rail, 1)
        return side

    def _main(self) -> QWidget:
        main = QWidget(self)
        main.setProperty("role", "panel")
        main.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(main)
        space = em(self, 1.4)
        layout.setContentsMargins(space, space, space, round(0.6 * space))
        layout.setSpacing(em(self, 0.5))
        self._title = page_title("", main)
        self._lead = text_label("", "dim", main)
        layout.addWidget(self._title)
        layout.addWidget(self._lead)
        layout.addSpacing(em(self, 0.3))
        self._stack = QStackedWidget(main)
        layout.addWidget(self._stack, 1)
        layout.addWidget(hairline(main))
        self.foot = WizardFoot(self._desk.services.theme, main)
        self.foot.back.clicked.connect(self._go_back)
        self.foot.next.clicked.connect(self._go_on)
        layout.addWidget(self.foot)
        return main

    # -- what is shown -----------------------------------------------------------------------------------------------

    @property
    def step(self) -> int:
        """The page that is shown."""
        return self._step

    def page(self, step: int) -> WizardPage:
        """A page, made when it is first needed: who looks at a run does not wait for the forms of the set-up."""
        found = self._pages[step]
        return found if found is not None else self._made(step)

    @cached_property
    def data(self) -> DataPage:
        """The first page."""
        return self._added(DATA, DataPage(self._desk, self))

    @cached_property
    def faces(self) -> FacesPage:
        """The second page."""
        return self._added(FACES, FacesPage(self._desk, self))

    @cached_property
    def recipe(self) -> RecipePage:
        """The third page."""
        return self._added(RECIPE, RecipePage(self._desk, self.data.has_fakes, self))

    @cached_property
    def check(self) -> CheckPage:
        """The fourth page."""
        return self._added(CHECK, CheckPage(self._desk, self))

    def open_draft(self) -> None:
        """Show the set-up at the step where it was left, as far as that can be."""
        self.folder = None
        self.data.restart()
        self.recipe.restart()
        self.go(min(self._desk.draft.step, RECIPE), force=True)

    def open_run(self, folder: Path, *, result: bool = False) -> None:
        """Show a training that has begun."""
        self.folder = folder
        run_page = self.run_page()
        run_page.follow(folder)
        if result and run_page.run is not None and run_page.run.state == "finished":
            self.go(RESULT, force=True)
        else:
            self.go(RUN, force=True)

    def run_page(self) -> RunPage:
        """The fifth page."""
        if self._run_page is None:
            from dfd_gui.training.run_page import RunPage

            self._run_page = self._added(RUN, RunPage(self._desk, self._actions, self))
            self._run_page.run_wanted.connect(self.open_run)
        return self._run_page

    def result_page(self) -> ResultPage:
        """The sixth page."""
        if self._result_page is None:
            from dfd_gui.training.result_page import ResultPage

            self._result_page = self._added(RESULT, ResultPage(self._desk, self))
            self._result_page.screen_requested.connect(self.screen_requested)
            self._result_page.added.connect(self.added)
        return self._result_page

    def go(self, step: int, *, force: bool = False) -> None:
        """Show a page, if it can be shown."""
        if not force and not self._reachable(step):
            self._refresh()
            return
        if step == RESULT and self.folder is not None:
            self.result_page().follow(self.folder)
        here = self._pages[self._step]
        if here is not None and step != self._step:
            here.leave()
        self._step = step
        page = self.page(step)
        self._stack.setCurrentWidget(page)
        if self.folder is None:
            self._desk.draft.step = step
            self._desk.keep_draft()
        page.enter()
        self._refresh()
        self._focus(page)
        self.moved.emit()

    def busy(self) -> list[str]:
        """What is at work but trainings."""
        jobs = self.faces.busy() if self._pages[FACES] else []
        return jobs + self._result_page.busy() if self._result_page else jobs

    def cutting(self) -> bool:
        """Whether faces are being cut."""
        return self._pages[FACES] is not None and bool(self.faces.busy())

    def pause_cutting(self) -> None:
        """Let the cutting of faces pause."""
        if self._pages[FACES] is not None:
            self.faces.pause_all()

    def shutdown(self) -> None:
        """End everything that belongs to the pages."""
        for page in self._pages:
            if page is not None:
                page.shutdown()

    # -- what happens ------------------------------------------------------------------------------------------------

    def _focus(self, page: WizardPage) -> None:
        """The keyboard goes on where the eye does."""
        first = self.foot.next if self.foot.next.isEnabled() and self.foot.next.isVisible() else page.first()
        (first or self.rail.buttons[self._step]).setFocus()

    def _idle(self) -> bool:
        """Whether the keyboard is not at work on the page itself: nobody's typing is to be cut off."""
        focus = QApplication.focusWidget()
        return focus is None or not isinstance(focus, QLineEdit | QAbstractSpinBox | QComboBox | QAbstractItemView)

    def _made(self, step: int) -> WizardPage:
        makers: list[Callable[[], WizardPage]] = [
            lambda: self.data,
            lambda: self.faces,
            lambda: self.recipe,
            lambda: self.check,
            self.run_page,
            self.result_page,
        ]
        return makers[step]()

    def _added(self, step: int, page: PageT) -> PageT:
        self._pages[step] = page
        self._stack.addWidget(page)
        page.changed.connect(self._refresh)
        return page

    def _reachable(self, step: int) -> bool:
        if self.folder is not None:
            return step == RUN or (step == RESULT and not self.page(RUN).why_not())
        return step <= CHECK and all(not self.page(before).why_not() for before in range(step))

    def _refresh(self) -> None:
        page = self._pages[self._step]
        if page is None:
            return
        was_off = not self.foot.next.isEnabled()
        self._title.setText(page.title)
        self._lead.setText(page.lead)
        self._title.setVisible(bool(page.title))
        self._lead.setVisible(bool(page.lead))
        for step in range(len(self._pages)):
            self.rail.show_step(step, self._state_of(step), self._summary_of(step), self._tip_of(step))
        why, words = self._why_not(), page.next_words()
        self.foot.say(words, why)
        self.foot.back.setVisible(self.folder is None or self._step == RESULT)
        self.foot.back.setEnabled(self._step > DATA)
        if was_off and not why and words and self.isVisible() and self._idle():
            self.foot.next.setFocus()  # what was waited for is there

    def _state_of(self, step: int) -> str:
        if step == self._step:
            return "now"
        if not self._reachable(step):
            return "closed"
        page = self._pages[step]
        done = page is not None and not page.why_not()
        return "done" if done and (step < self._step or self.folder is not None) else "open"

    def _why_not(self) -> str:
        """Why Next is off: this page's reason, or that of a page before it."""
        here = self.page(self._step).why_not()
        if here or self.folder is not None:
            return here
        for step in range(self._step):
            if why := self.page(step).why_not():
                return f"{self.rail.buttons[step].text()}: {why}"
        return ""

    def _tip_of(self, step: int) -> str:
        if self.folder is not None and step < RUN:
            return self.tr(
                "A training that has begun keeps its settings. 'New run with these settings' begins another."
            )
        return ""

    def _summary_of(self, step: int) -> str:
        page = self._pages[step]
        mine = (step >= RUN) == (self.folder is not None)
        return page.summary() if page is not None and mine and self._state_of(step) != "closed" else ""

    def _go_back(self) -> None:
        self.go(self._step - 1, force=self.folder is None)

    def _go_on(self) -> None:
        if self._why_not():
            return
        if self._step == CHECK:
            first = self.check.begin()
            if first is not None:
                self._desk.draft = Draft()
                self._desk.keep_draft()
                self.begun.emit(first)
            return
        self.go(self._step + 1)

    def _leave(self) -> None:
        page = self._pages[self._step]
        if page is not None:
            page.leave()
        self.left.emit()
