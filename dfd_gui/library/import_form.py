"""What a weight file would become, and what its keys leave open: the form of an import."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from dfd_core.detectors.card import DetectorCard, check_name
from dfd_core.errors import UsageError
from dfd_gui.library import words
from dfd_gui.library.parts import Facts
from dfd_gui.shell.parts import em, text_label
from dfd_gui.shell.theme import Theme
from dfd_gui.shell.widgets import title_label

Proposal: TypeAlias = Mapping[str, Any]
"""The answer of ``dfd detectors import FILE --propose --json -``."""

USUAL: Mapping[int, str] = {150: "imagenet", 224: "raw255"}
"""The seed's sizes of input, and how it scaled the pixels at each."""
KINDS = ("imagenet", "half", "raw255", "unit")
HEADS = ("submission", "notebook")


class NameField(QLineEdit):
    """The name of a new detector or ensemble. ``problem`` says in words why it cannot be that one."""

    def __init__(self, taken: Callable[[], frozenset[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._taken = taken
        self.setAccessibleName(self.tr("Name"))

    @property
    def name(self) -> str:
        """What is typed."""
        return self.text().strip()

    @property
    def problem(self) -> str:
        """Why this is no good name; empty if it is one."""
        if not self.name:
            return self.tr("It needs a name.")
        try:
            check_name(self.name)
        except UsageError:
            return self.tr("A name has letters, digits, '.', '_' and '-' only, at most 64 of them.")
        if self.name.lower() in self._taken():
            return self.tr("There is something named {name} already.").format(name=self.name)
        return ""


class Choice(QComboBox):
    """One of several values, each with its words; nothing is chosen at first."""

    def __init__(self, name: str, values: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(self.tr("Choose..."))
        for value, shown in values:
            self.addItem(shown, value)
        self.setCurrentIndex(-1)

    @property
    def value(self) -> str:
        """What is chosen, empty for nothing."""
        return str(self.currentData() or "")

    def choose(self, value: str) -> None:
        """Show this value."""
        self.setCurrentIndex(self.findData(value))


class ImportForm(QWidget):
    """The form for one proposal. `changed` when what it says is another; ``problem`` is what keeps it from going on."""

    changed = Signal()
    family_chosen = Signal(str)

    def __init__(
        self, theme: Theme, proposal: Proposal, taken: Callable[[], frozenset[str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._proposal = proposal
        self._head: Choice | None = None
        self._size: QSpinBox | None = None
        self._kind: Choice | None = None
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(em(self, 0.6))
        self._facts(theme)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(em(self))
        self._form.setVerticalSpacing(em(self, 0.4))
        self._body.addLayout(self._form)
        self.name = NameField(taken, self)
        self.name.textChanged.connect(self.changed)
        if self.known:
            self._ask_what_is_open()
            self._add(self.tr("Name"), self.name, self.tr("Results and commands call the detector by it."))
        else:
            self.name.hide()
            self._ask_family()

    @property
    def known(self) -> bool:
        """Whether the family is known, by the keys or by the user's word."""
        return "network" in self._proposal

    @property
    def problem(self) -> str:
        """What is missing or wrong, in words; empty when the import can begin."""
        if not self.known:
            return self.tr("Say who made the file.")
        return self.name.problem

    def options(self) -> list[str]:
        """Options of ``dfd detectors import`` for what was chosen."""
        found: list[str] = []
        if self._head is not None:
            found += ["--head", self._head.value]
        if self._size is not None:
            found += ["--input", str(self._size.value())]
        if self._kind is not None:
            found += ["--normalise", self._kind.value]
        return found

    def suggest_name(self, file: Path, taken: frozenset[str]) -> None:
        """Fill in a free name after the file's own."""
        self.name.setText(words.name_from_file(file, taken))

    # -- parts -------------------------------------------------------------------------------------------------------

    def _facts(self, theme: Theme) -> None:
        facts = Facts(theme, self)
        proposal = self._proposal
        if self.known:
            by_keys = self.tr("by its keys: {family}")
            by_word = self.tr("as you said: {family}")
            words_of = words.family(proposal["family"])
            shown = by_keys if proposal["recognised"] == proposal["family"] else by_word
            facts.add(self.tr("Recognised"), shown.format(family=words_of))
            self._card_facts(facts)
        else:
            facts.add(self.tr("Recognised"), self.tr("no: {reason}").format(reason=_reason(proposal)))
        self._body.addWidget(facts)
        told = [] if proposal["open_choices"] else proposal["notes"]  # such notes speak of the choices asked for below
        for note in told:
            self._body.addWidget(text_label(f"\u2022 {note}", "dim", self))

    def _card_facts(self, facts: Facts) -> None:
        """What the card would say; the choices that are left open are asked for below instead."""
        card = DetectorCard.from_json({**self._card_json(), "schema": 1, "name": "x"})
        facts.add(self.tr("It becomes"), card.title or card.network)
        facts.add(self.tr("Network"), card.network)
        if "input" not in self._proposal["open_choices"]:
            facts.add(self.tr("Input"), self.tr("{size} x {size} pixels").format(size=card.input_px))
            facts.add(self.tr("Pixels"), words.normalisation(card.normalisation.kind))
        facts.add(self.tr("Crop"), words.crop(card.crop))
        facts.add(self.tr("Output"), words.output(card))
        facts.add(self.tr("Licence"), words.licence(card.licence, commercial=card.commercial))

    def _card_json(self) -> dict[str, Any]:
        outside = {"file", "recognised", "open_choices", "reason", "notes"}
        return {key: value for key, value in self._proposal.items() if key not in outside}

    def _ask_family(self) -> None:
        families = [(family, words.family(family)) for family in words.FAMILIES if family != "dfd"]
        choice = Choice(self.tr("Who made it"), families, self)
        choice.activated.connect(lambda: self.family_chosen.emit(choice.value))
        help_ = self.tr("The file is then read as one of these: exactly, or not at all.")
        self._add(self.tr("Who made it"), choice, help_)

    def _ask_what_is_open(self) -> None:
        proposal = self._proposal
        if "head" in proposal["open_choices"]:
            names = {
                "submission": self.tr("submission: its two BatchNorms are used"),
                "notebook": self.tr("notebook: its two BatchNorms are there but not used"),
            }
            self._head = Choice(self.tr("Head"), [(head, names[head]) for head in HEADS], self)
            self._head.choose(str(proposal["head"]))
            why = self.tr("Proposed after the state of the head's BatchNorm. Leave it unless you know better.")
            self._add(self.tr("Head"), self._head, why)
        if "input" in proposal["open_choices"]:
            self._size = QSpinBox(self)
            self._size.setRange(64, 1024)
            self._size.setSuffix(self.tr(" px"))
            self._size.setAccessibleName(self.tr("Input size"))
            self._size.setValue(int(proposal["input_px"]))
            self._size.valueChanged.connect(self._follow_size)
            why = self.tr("The file cannot tell. The seed's networks were trained on 150 or on 224 pixels.")
            self._add(self.tr("Input size"), self._size, why)
        if "normalise" in proposal["open_choices"]:
            self._kind = Choice(self.tr("Pixels"), [(kind, words.normalisation(kind)) for kind in KINDS], self)
            self._kind.choose(str(proposal["normalisation"]["kind"]))
            why = self.tr("The file cannot tell: 150 pixels went with imagenet, 224 with raw255. The check shows it.")
            self._add(self.tr("Pixels"), self._kind, why)

    def _follow_size(self, size: int) -> None:
        """The normalisation goes with the size where the seed had that one."""
        if self._kind is not None and size in USUAL:
            self._kind.choose(USUAL[size])

    def _add(self, title: str, field: QWidget, help_: str) -> None:
        cell = QVBoxLayout()
        cell.setSpacing(em(self, 0.15))
        field.setAccessibleDescription(help_)
        field.setMaximumWidth(em(self, 30))
        cell.addWidget(field)
        cell.addWidget(text_label(help_, "dim", self))
        self._form.addRow(title_label(title, self), cell)


def _reason(proposal: Proposal) -> str:
    return str(proposal["reason"]).removeprefix(f"{proposal['file']}: ")
