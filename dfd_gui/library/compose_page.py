"""A new ensemble: choose detectors and a rule, see what it would have said of clips that are screened already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar, get_args

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFormLayout,
    QGridLayout,
    QHeaderView,
    QLineEdit,
    QRadioButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dfd_core.detectors.ensemble import Aggregation, Ensemble, Persons
from dfd_core.errors import DfdError
from dfd_gui.items.library_model import Kind
from dfd_gui.library import words
from dfd_gui.library.desk import Desk
from dfd_gui.library.effect import Effects, ScreenedClip, effects, read_clips
from dfd_gui.library.effect_model import COL_CLIP, EffectModel
from dfd_gui.library.import_form import NameField
from dfd_gui.library.member_lists import MemberLists
from dfd_gui.library.parts import Page
from dfd_gui.services import Services
from dfd_gui.shell.parts import Notice, button, em, row, text_label
from dfd_gui.shell.widgets import dim_label, hairline, title_label

KeyT = TypeVar("KeyT", bound=str)

SOON_MS = 120
"""Changes in quick succession are answered once."""


class ComposePage(Page):
    """The page on which an ensemble is put together."""

    wanted = Signal(Kind, str)
    """The row of the ensemble that was saved."""
    closed = Signal()

    def __init__(self, services: Services, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._desk = desk
        self._clips: list[ScreenedClip] | None = None
        self._default = False
        self.members = MemberLists(services.theme, self)
        self.rules: dict[Aggregation, QRadioButton] = {}
        self.people: dict[Persons, QRadioButton] = {}
        self.name = NameField(desk.names, self)
        self.title = QLineEdit(self)
        self.model = EffectModel(services.theme, self)
        self.summary = dim_label("", self)
        self.notice = Notice(services.theme, self)
        self.bands_notice = Notice(services.theme, self)
        self.save_button = button(self.tr("Save"), "primary", self)
        self.default_button = button(self.tr("Save and use by default"), parent=self)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._recompute)
        self._build()

    def begin(self, start: Ensemble | None = None) -> None:
        """Start a new one, with the detectors and the rule of ``start``."""
        names = [detector.name for detector in self._desk.snapshot.detectors]
        chosen = [name for name in start.detectors if name in names] if start else []
        titles = {detector.name: detector.card.title for detector in self._desk.snapshot.detectors}
        self.members.fill(titles, chosen)
        self.rules[start.aggregation if start else "geometric"].setChecked(True)
        self.people[start.persons if start else "max"].setChecked(True)
        self.name.setText(words.free_name(start.name if start else self.tr("ensemble"), self._desk.names()))
        self.title.clear()
        self._clips = None
        self._on_changed()
        store = self._services.paths.store
        self._desk.background.run("clips", lambda: read_clips(store), self._take_clips, self._tell)

    def ensemble(self) -> Ensemble | None:
        """What is put together now; None while it cannot be one."""
        chosen = self.members.chosen()
        if not chosen or self.name.problem:
            return None
        return self._draft(self.name.name)

    # -- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        lead = self.tr("Several detectors see more than one. What each says of a clip becomes one score by a rule.")
        self.head(self.tr("New ensemble"), lead)
        left, right = self.halves()
        left.addWidget(self.members)
        self._build_rules(right)
        right.addStretch(1)
        self._build_name()
        self.body.addWidget(hairline(self))
        self._build_effect()
        self.members.changed.connect(self._on_changed)
        for one in (*self.rules.values(), *self.people.values()):
            one.toggled.connect(self._on_changed)
        self.name.textChanged.connect(self._judge)
        self.save_button.clicked.connect(lambda: self._save(default=False))
        self.default_button.clicked.connect(lambda: self._save(default=True))

    def _build_rules(self, place: QVBoxLayout) -> None:
        place.addWidget(title_label(self.tr("Aggregation"), self))
        rules: tuple[Aggregation, ...] = get_args(Aggregation)
        helps = {rule: (words.aggregation(rule), words.aggregation_help(rule)) for rule in rules}
        self.rules = _choices(self, place, helps)
        place.addSpacing(em(self, 0.5))
        place.addWidget(title_label(self.tr("Several persons in a clip"), self))
        highest = self.tr("One manipulated person makes a manipulated clip.")
        pooled = self.tr("As the DFDC winner did; goes with its confident rule.")
        people: dict[Persons, tuple[str, str]] = {
            "max": (self.tr("The highest person decides"), highest),
            "pooled": (self.tr("All faces in one pool"), pooled),
        }
        self.people = _choices(self, place, people)

    def _build_name(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(em(self))
        self.title.setAccessibleName(self.tr("Title"))
        self.title.setPlaceholderText(self.tr("what it is for, in a few words"))
        for field in (self.name, self.title):
            field.setMaximumWidth(em(self, 24))
        form.addRow(title_label(self.tr("Name"), self), self.name)
        form.addRow(title_label(self.tr("Title"), self), self.title)
        self.body.addSpacing(em(self, 0.5))
        self.body.addLayout(form)
        self.body.addWidget(self.bands_notice)
        self.body.addWidget(self.notice)
        cancel = button(self.tr("Cancel"), parent=self)
        cancel.clicked.connect(self.closed)
        self.body.addLayout(row(self.save_button, self.default_button, cancel))

    def _build_effect(self) -> None:
        self.body.addWidget(title_label(self.tr("Effect on clips that are screened already"), self))
        self.summary.setWordWrap(True)
        self.body.addWidget(self.summary)
        self.table = QTableView(self)
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Effect on clips that are screened already"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(em(self, 1.7))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(COL_CLIP, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setMinimumHeight(em(self, 12))
        self.body.addWidget(self.table, 1)

    # -- what changes ------------------------------------------------------------------------------------------------

    def _draft(self, name: str) -> Ensemble:
        """The ensemble under a name; that of one detector keeps its bands."""
        chosen = tuple(self.members.chosen())
        card = next((d.card for d in self._desk.snapshot.detectors if d.name == chosen[0]), None)
        return Ensemble(
            name,
            chosen,
            title=self.title.text().strip(),
            aggregation=_checked(self.rules),
            persons=_checked(self.people),
            thresholds=card.thresholds if card and len(chosen) == 1 else None,
        )

    def _on_changed(self) -> None:
        self._judge()
        self._soon.start()

    def _judge(self) -> None:
        chosen = self.members.chosen()
        problem = self.tr("It needs a detector.") if not chosen else self.name.problem
        if problem:
            self.notice.say("info", problem)
        else:
            self.notice.hide()
        for one in (self.save_button, self.default_button):
            one.setEnabled(not problem)
        if len(chosen) > 1:
            self.bands_notice.say("warning", _wide())
        else:
            self.bands_notice.hide()

    def _take_clips(self, clips: list[ScreenedClip]) -> None:
        self._clips = clips
        self._recompute()

    def _recompute(self) -> None:
        chosen = self.members.chosen()
        if not chosen or self._clips is None:
            self.model.set_effects(())
            reading = self.tr("Reading the stored results...")
            self.summary.setText(reading if chosen else self.tr("Choose detectors to see it."))
            return
        clips, draft = self._clips, self._draft("draft")
        versions = {detector.name: detector.sha256 for detector in self._desk.snapshot.detectors}
        self._desk.background.run("effect", lambda: effects(clips, draft, versions), self._show, self._tell)

    def _show(self, found: Effects) -> None:
        self.model.set_effects(found.clips)
        self.summary.setText(" ".join(self._sentences(found)))

    def _sentences(self, found: Effects) -> list[str]:
        if not found.total:
            return [self.tr("No clip has been screened yet.")]
        who = self._who()
        if not found.clips:
            text = self.tr("None of {total} screened clips has scores of {who}. Screen some with each of them first.")
            lines = [text.format(total=words.count(found.total), who=who)]
        else:
            text = self.tr("{here} of {total} screened clips have scores of {who}; {changed} verdicts would change.")
            counts = {"here": len(found.clips), "total": found.total, "changed": found.changed}
            lines = [text.format(who=who, **{key: words.count(value) for key, value in counts.items()})]
            lines.append(self.tr("Computed from stored scores: no network ran."))
        if found.outdated:
            text = self.tr("Left out: {count} screened with an earlier file of one of them.")
            lines.append(text.format(count=words.count(found.outdated)))
        return lines

    def _who(self) -> str:
        chosen = self.members.chosen()
        if len(chosen) == 1:
            return chosen[0]
        if len(chosen) == 2:
            return self.tr("both detectors")
        return self.tr("all {count} detectors").format(count=len(chosen))

    def _tell(self, error: DfdError) -> None:
        self.summary.setText(str(error))

    def _save(self, *, default: bool) -> None:
        made = self.ensemble()
        if made is None or not self._desk.save(made):
            return
        if default:
            self._desk.make_default(made.name)
        self.wanted.emit(Kind.ENSEMBLE, made.name)


def _choices(owner: QWidget, place: QVBoxLayout, rows: Mapping[KeyT, tuple[str, str]]) -> dict[KeyT, QRadioButton]:
    """Radio buttons, each with its explanation beside it."""
    grid = QGridLayout()
    grid.setColumnStretch(1, 1)
    group = QButtonGroup(owner)
    made: dict[KeyT, QRadioButton] = {}
    for line, (key, (title, help_)) in enumerate(rows.items()):
        one = made[key] = QRadioButton(title, owner)
        one.setAccessibleName(title)
        one.setAccessibleDescription(help_)
        group.addButton(one)
        grid.addWidget(one, line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(text_label(help_, "dim", owner), line, 1)
    place.addLayout(grid)
    return made


def _checked(choices: Mapping[KeyT, QRadioButton]) -> KeyT:
    return next(key for key, one in choices.items() if one.isChecked())


def _wide() -> str:
    return words.translate(
        "ComposePage",
        "Nobody has calibrated this combination, so its bands are wide on purpose (manipulated from .98, authentic up "
        "to .02): expect many clips to be inconclusive. 'dfd evaluate --ensemble NAME --data DIR' measures it.",
    )
