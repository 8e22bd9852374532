"""The set-up: three steps beside the window, none of which must be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from dfd_gui.shell.parts import button, em, page_title, text_label
from dfd_gui.shell.step_rail import StepRail
from dfd_gui.shell.widgets import hairline
from dfd_gui.welcome.computer_page import ComputerPage
from dfd_gui.welcome.detectors_page import DetectorsPage
from dfd_gui.welcome.page import SetupPage
from dfd_gui.welcome.trial_page import TrialPage

if TYPE_CHECKING:
    from dfd_gui.services import Services


class SetupDialog(QDialog):
    """A rail of steps, one page at a time. Not modal: the window can be used, and closes it when it ends."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Set up"))
        self.computer = ComputerPage(services, self)
        self.detectors = DetectorsPage(services, self)
        self.trial = TrialPage(services, self)
        self.pages: tuple[SetupPage, ...] = (self.computer, self.detectors, self.trial)
        self.rail = StepRail([page.title for page in self.pages], services.theme, self)
        self.rail.setFixedWidth(em(self, 14.5))
        self.rail.chosen.connect(self.go)
        self.stack = QStackedWidget(self)
        for page in self.pages:
            page.setAccessibleName(page.title)
            self.stack.addWidget(page)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.rail.setContentsMargins(0, em(self, 0.8), 0, 0)
        outer.addWidget(self.rail)
        outer.addWidget(self._main(), 1)
        self._seen = {0}
        self.resize(em(self, 54), em(self, 38))
        self.go(0)

    @property
    def step(self) -> int:
        """The page that is shown, from 0."""
        return self.stack.currentIndex()

    def go(self, step: int) -> None:
        """Show a page."""
        self.stack.setCurrentIndex(step)
        self._seen.add(step)
        page = self.pages[step]
        page.enter()
        self._title.setText(page.title)
        self._lead.setText(page.lead)
        for place in range(len(self.pages)):
            state = "now" if place == step else "done" if place in self._seen else "open"
            self.rail.show_step(place, state)
        last = step == len(self.pages) - 1
        self.back.setEnabled(step > 0)
        words = self.tr("Screen the sample clip") if last else self.tr("Next")
        self.next.setText(words)
        self.next.setAccessibleName(words)
        self.skip.setText(self.tr("Close") if last else self.tr("Skip"))
        self.skip.setAccessibleName(self.skip.text())
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self, result: int) -> None:
        """Give up what runs."""
        self._close_down()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._close_down()
        super().closeEvent(event)

    def _main(self) -> QWidget:
        main = QWidget(self)
        main.setProperty("role", "panel")
        main.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(main)
        space = em(self, 1.4)
        layout.setContentsMargins(space, space, space, em(self, 0.8))
        layout.setSpacing(em(self, 0.5))
        self._title = page_title("", main)
        self._lead = text_label("", "dim", main)
        layout.addWidget(self._title)
        layout.addWidget(self._lead)
        layout.addSpacing(em(self, 0.5))
        layout.addWidget(self.stack, 1)
        layout.addWidget(hairline(main))
        layout.addLayout(self._foot(main))
        return main

    def _foot(self, parent: QWidget) -> QHBoxLayout:
        self.skip = self._button("flat", self.close, parent)
        self.back = self._button("", lambda: self.go(self.step - 1), parent)
        self.back.setText(self.tr("Back"))
        self.back.setAccessibleName(self.tr("Back"))
        self.next = self._button("primary", self._go_on, parent)
        self.next.setMinimumWidth(em(self, 8))
        line = QHBoxLayout()
        line.setSpacing(em(self, 0.6))
        line.addWidget(self.skip)
        line.addStretch(1)
        line.addWidget(self.back)
        line.addWidget(self.next)
        return line

    def _button(self, role: str, act: object, parent: QWidget) -> QPushButton:
        made = button("", role, parent)
        made.clicked.connect(act)
        return made

    def _go_on(self) -> None:
        if self.step < len(self.pages) - 1:
            self.go(self.step + 1)
            return
        self.close()
        for action in ("view.screen", "queue.sample"):
            self._services.actions.get(action).trigger()

    def _close_down(self) -> None:
        for page in self.pages:
            page.close_down()
