"""An ensemble: its detectors, how their scores become one, what the verdicts rest on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLayout, QVBoxLayout, QWidget

from dfd_core.detectors.ensemble import Ensemble
from dfd_gui.items.library_model import Kind
from dfd_gui.library import words
from dfd_gui.library.desk import Desk
from dfd_gui.library.listing import ensemble_badges
from dfd_gui.library.parts import Facts, Page, badge_row
from dfd_gui.services import Services
from dfd_gui.shell.parts import ActionButton, Notice, button, em, row, sentence, text_label
from dfd_gui.shell.widgets import IconLabel, hairline


class EnsemblePage(Page):
    """Shows one installed ensemble."""

    wanted = Signal(Kind, str)
    """A row of the list that the user asks for: a member, or the catalogue's offer of a missing one."""
    copied = Signal(object)
    """The `Ensemble` that a new one is to begin with."""

    def __init__(self, services: Services, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._desk = desk

    def show_ensemble(self, ensemble: Ensemble) -> None:
        """Show it."""
        self.restart()
        badges = ensemble_badges(self._desk.snapshot, ensemble)
        self.head(ensemble.name, ensemble.title, badge_row(self._services.theme, badges, self) if badges else None)
        self.body.addLayout(self._buttons(ensemble))
        self._incomplete(ensemble)
        self.body.addWidget(hairline(self))
        left, right = self.halves()
        self._members(left, ensemble)
        left.addStretch(1)
        self._meaning(right, ensemble)
        right.addStretch(1)
        self.body.addStretch(1)

    def _buttons(self, ensemble: Ensemble) -> QLayout:
        actions = self._services.actions
        copy = button(self.tr("New one from this..."), parent=self)
        copy.setIcon(self._services.theme.icon("layers"))
        copy.clicked.connect(lambda: self.copied.emit(ensemble))
        return row(
            ActionButton(actions, "library.default", "primary", self),
            ActionButton(actions, "library.sample", parent=self),
            copy,
            ActionButton(actions, "library.remove", parent=self),
        )

    def _incomplete(self, ensemble: Ensemble) -> None:
        missing = self._desk.snapshot.missing(ensemble)
        if not missing:
            return
        notice = Notice(self._services.theme, self)
        names = ", ".join(missing)
        notice.say("warning", self.tr("It cannot run. Not installed: {names}.").format(names=names))
        if self._desk.snapshot.offered_ensemble(ensemble.name):
            fetch = button(self.tr("See the catalogue"), parent=notice)
            fetch.clicked.connect(lambda: self.wanted.emit(Kind.OFFERED_ENSEMBLE, ensemble.name))
            notice.offer(fetch)
        self.body.addWidget(notice)

    def _members(self, place: QVBoxLayout, ensemble: Ensemble) -> None:
        self.section(place, self.tr("Detectors"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(em(self, 0.6))
        grid.setColumnStretch(2, 1)
        for line, name in enumerate(ensemble.detectors):
            self._member(grid, line, name)
        place.addLayout(grid)

    def _member(self, grid: QGridLayout, line: int, name: str) -> None:
        detector = self._desk.snapshot.detector(name)
        theme = self._services.theme
        picture, colour = ("chip", "text_dim") if detector else ("warning", "warning")
        state = "" if detector else self.tr("not installed")
        grid.addWidget(IconLabel(theme, picture, colour, ems=1.0, words=state, parent=self), line, 0)
        kind = Kind.DETECTOR if detector else Kind.OFFER
        if detector or self._desk.snapshot.offer(name):
            link = button(name, "flat", self)
            link.setToolTip(self.tr("Show {name}").format(name=name))
            link.clicked.connect(lambda: self.wanted.emit(kind, name))
            grid.addLayout(row(link), line, 1)
        else:
            grid.addWidget(text_label(name, parent=self), line, 1)
        title = detector.card.title if detector else state
        grid.addWidget(text_label(title, "dim", self), line, 2)

    def _meaning(self, place: QVBoxLayout, ensemble: Ensemble) -> None:
        self.section(place, self.tr("How their scores become one"))
        facts = Facts(self._services.theme, self)
        rule = ensemble.aggregation
        facts.add(self.tr("Aggregation"), f"{words.aggregation(rule)}. {words.aggregation_help(rule)}")
        facts.add(self.tr("Several persons"), words.persons(ensemble.persons))
        facts.add(self.tr("Calibration"), words.calibration(ensemble.calibration))
        facts.add(self.tr("Bands"), words.bands(ensemble.thresholds))
        facts.add(self.tr("Licence"), self._licences(ensemble))
        place.addWidget(facts)
        if ensemble.notes:
            self.section(place, self.tr("Notes"))
            place.addWidget(text_label(ensemble.notes, parent=self))

    def _licences(self, ensemble: Ensemble) -> str:
        cards = [one.card for one in map(self._desk.snapshot.detector, ensemble.detectors) if one]
        found = (words.licence(card.licence, commercial=card.commercial) for card in cards)
        return "; ".join(dict.fromkeys(found))


class DamagedPage(Page):
    """A file of the library that cannot be used, with the reason in full."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services

    def show_damaged(self, name: str, path: str, reason: str) -> None:
        """Show it."""
        self.restart()
        self.head(name)
        notice = Notice(self._services.theme, self)
        notice.say("error", sentence(reason.removeprefix(f"{path}: ")))
        self.body.addWidget(notice)
        self.body.addWidget(text_label(self.tr("It is left out everywhere. Nothing was changed in it."), "dim", self))
        facts = Facts(self._services.theme, self)
        facts.add_code(self.tr("Place"), path)
        self.body.addWidget(facts)
        self.body.addLayout(row(ActionButton(self._services.actions, "library.remove", parent=self)))
        self.body.addStretch(1)


class FaceDetectorPage(Page):
    """A face detector that was pulled into the library."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services

    def show_face_detector(self, name: str, facts: list[tuple[str, str]]) -> None:
        """Show what the catalogue says of it."""
        self.restart()
        self.head(name)
        use = self.tr(
            "It finds the faces in the frames, it does not judge them. While it is installed, screening uses it in "
            "place of the bundled one."
        )
        self.body.addWidget(text_label(use, "dim", self))
        shown = Facts(self._services.theme, self)
        for title, value in facts:
            shown.add(title, value)
        self.body.addWidget(shown)
        self.body.addLayout(row(ActionButton(self._services.actions, "library.remove", parent=self)))
        self.body.addStretch(1)
