"""The third step: the sample clip, screened live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dfd_gui.shell.parts import ActionButton, em, row
from dfd_gui.welcome.page import FactRow, SetupPage

if TYPE_CHECKING:
    from dfd_gui.services import Services


class TrialPage(SetupPage):
    """Says what will be seen, and how to read it."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("A first clip")
        self.lead = self.tr("The sample comes with the program: one person, not manipulated.")
        for icon, name, value, note in (
            (
                "screen",
                self.tr("Queue"),
                self.tr("Every clip is a row"),
                self.tr("Drop clips and folders anywhere in the window. Finished ones are kept, and answer at once."),
            ),
            (
                "verdict-inconclusive",
                self.tr("Verdict"),
                self.tr("Words first, then numbers"),
                self.tr('A score is a lead for examination, never proof. "Inconclusive" is an answer, too.'),
            ),
            (
                "chart",
                self.tr("Evidence"),
                self.tr("Frame, faces and chart on one clock"),
                self.tr("See in which frames which detector objects, and what it looked at."),
            ),
        ):
            fact = FactRow(services.theme, icon, name, self)
            fact.say(value, note)
            self.column.addWidget(fact)
            self.column.addSpacing(em(self, 0.4))
        self.column.addLayout(row(ActionButton(services.actions, "help.contents", parent=self)))
        self.column.addStretch(1)
