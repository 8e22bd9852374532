"""What the pages of the training room share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QMessageBox, QWidget

from dfd_gui.library.background import Background
from dfd_gui.library.child import Program
from dfd_gui.services import Services
from dfd_gui.training.draft import Draft
from dfd_gui.training.jobs import Jobs
from dfd_gui.training.places import Places
from dfd_gui.training.watch import RunsWatch

Ask = Callable[[QWidget, str, str, Sequence[str]], int]
"""Put a question: the widget it is about, what is asked, what follows from it, the answers. Gives the answer's number,
-1 for none; the last answer is the harmless one.
"""


@dataclass(slots=True)
class Desk:
    """``pictures`` reads pictures and tables beside the window; ``draft`` is the set-up that the wizard fills in."""

    services: Services
    places: Places
    program: Program
    jobs: Jobs
    watch: RunsWatch
    pictures: Background
    ask: Ask
    draft: Draft

    def keep_draft(self) -> None:
        """Save the set-up for the next session; a disk that refuses costs only that."""
        try:
            self.draft.save(self.places.draft)
        except OSError as error:
            self.services.messages.warn(f"{self.places.draft}: {error.strerror}", key="training-draft")


def ask_by_box(about: QWidget, question: str, details: str, answers: Sequence[str]) -> int:
    """The usual way to ask: a box over the window."""
    box = QMessageBox(QMessageBox.Icon.Question, about.window().windowTitle(), question, parent=about)
    box.setInformativeText(details)
    roles = QMessageBox.ButtonRole
    buttons = [
        box.addButton(words, roles.RejectRole if words == answers[-1] else roles.AcceptRole) for words in answers
    ]
    box.setDefaultButton(buttons[-1])
    box.setEscapeButton(buttons[-1])
    box.exec()
    return next((place for place, one in enumerate(buttons) if one is box.clickedButton()), -1)
