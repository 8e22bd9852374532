"""What holds for all chosen recipes: name, epochs, first weights, what is held out, device, licence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QFormLayout, QLineEdit, QSizePolicy, QSpinBox, QWidget

from dfd_gui.shell.parts import em
from dfd_gui.shell.theme import Theme
from dfd_gui.shell.widgets import dim_label
from dfd_gui.training.draft import Draft
from dfd_gui.training.parts import Card

IMAGENET_HOST = "github.com"
ASK = "?"
"""Value of a choice that asks for a file or folder."""


class CommonCard(Card):
    """Shows and changes the part of a draft that does not depend on the recipe."""

    changed = Signal()

    def __init__(self, theme: Theme, devices: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._loading = False
        self._chosen = {"start": "", "valid": ""}
        self.name = self._line(self.tr("Name of the detector"))
        self._where = dim_label("", self)
        self._where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.epochs = QSpinBox(self, minimum=0, maximum=100_000)
        self.epochs.setSpecialValueText(self.tr("as the recipe says"))
        self.epochs.setAccessibleName(self.tr("Epochs"))
        self.weights = self._box(self.tr("First weights"), "")
        self.consent = QCheckBox(self)
        self.valid = self._box(
            self.tr("Held out for validation"),
            self.tr("Faces that are never learnt from, by which the best epoch is chosen"),
        )
        self.device = self._device_box(devices)
        self.licence = self._line(self.tr("Licence"))
        self.licence.setPlaceholderText(self.tr("for its card, e.g. research use only"))
        self._lay_out()
        self.weights.activated.connect(self._on_weights)
        self.valid.activated.connect(self._on_valid)
        self.consent.toggled.connect(self._on_change)
        self.epochs.valueChanged.connect(self._on_change)
        self.device.currentTextChanged.connect(self._on_change)
        for line in (self.name, self.licence):
            line.textEdited.connect(self._on_change)

    def show_draft(self, draft: Draft, device: str) -> None:
        """Show a draft; ``device`` is proposed where it names none."""
        self._loading = True  # what is put into one control must not read the others, which are still to come
        self.name.setText(draft.name)
        self.licence.setText(draft.licence)
        self.epochs.setValue(draft.epochs)
        self.device.setCurrentText(draft.device or device)
        self.consent.setChecked(draft.consent)
        self._choose_weights(draft.start)
        self._choose_valid(draft.valid)
        self._loading = False

    def put_into(self, draft: Draft) -> None:
        """Write what is chosen into a draft."""
        draft.name, draft.licence = self.name.text().strip(), self.licence.text().strip()
        draft.epochs, draft.device = self.epochs.value(), self.device.currentText().strip()
        draft.start, draft.valid = self._chosen["start"], self._chosen["valid"]
        draft.consent = self.consent.isChecked()

    def say(self, *, proposed: str, where: str, needs_consent: bool) -> None:
        """Tell which name is taken unless one is given, where the runs are kept, and whether to ask for consent."""
        self.name.setPlaceholderText(proposed)
        self._where.setText(where)
        self._where.setToolTip(where)
        self.consent.setVisible(needs_consent)
        text = self.tr("I allow one download from {host} (up to 90 MB);\nnothing about my data is sent")
        self.consent.setText(text.format(host=IMAGENET_HOST))

    # -- building ----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        space = em(self, 0.7)
        form.setContentsMargins(space, space, space, space)
        form.setVerticalSpacing(em(self, 0.4))
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.addRow(self.tr("Name"), self.name)
        form.addRow("", self._where)
        form.addRow(self.tr("Epochs"), self.epochs)
        form.addRow(self.tr("First weights"), self.weights)
        form.addRow(self.consent)
        form.addRow(self.tr("Held out"), self.valid)
        form.addRow(self.tr("Device"), self.device)
        form.addRow(self.tr("Licence"), self.licence)

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setAccessibleName(name)
        return line

    def _box(self, name: str, tip: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setToolTip(tip)
        return box

    def _device_box(self, devices: Sequence[str]) -> QComboBox:
        box = self._box(self.tr("Device"), self.tr("auto takes a GPU where there is one; or cpu, cuda, cuda:1, mps"))
        box.setEditable(True)
        box.addItems(list(dict.fromkeys(("auto", "cpu", *devices))))
        return box

    # -- what happens ------------------------------------------------------------------------------------------------

    def _on_change(self) -> None:
        if not self._loading:
            self.changed.emit()

    def _on_weights(self, place: int) -> None:
        chosen = str(self.weights.itemData(place) or "")
        if chosen == ASK:
            kinds = self.tr("Weights (*.safetensors *.pth *.pt)")
            chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Choose first weights"), "", kinds)
            chosen = chosen or self._chosen["start"]
        self._choose_weights(chosen)
        self._on_change()

    def _on_valid(self, place: int) -> None:
        chosen = str(self.valid.itemData(place) or "")
        if chosen == ASK:
            chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a face set for validation"))
            chosen = chosen or self._chosen["valid"]
        self._choose_valid(chosen)
        self._on_change()

    def _choose_weights(self, chosen: str) -> None:
        self._chosen["start"] = chosen
        choices = [
            (self.tr("as the recipe says"), ""),
            (self.tr("none: from scratch"), "scratch"),
            (self.tr("ImageNet (one download)"), "imagenet"),
        ]
        _fill(self.weights, choices, chosen, self.tr("a file..."))

    def _choose_valid(self, chosen: str) -> None:
        self._chosen["valid"] = chosen
        choices = [
            (self.tr("as the recipe says"), ""),
            (self.tr("10 % of the groups"), "group:0.1"),
            (self.tr("20 % of the groups"), "group:0.2"),
            (self.tr("30 % of the groups"), "group:0.3"),
            (self.tr("DFDC parts 41 to 49, as the seed did"), "folders"),
        ]
        _fill(self.valid, choices, chosen, self.tr("another face set..."))


def _fill(box: QComboBox, choices: list[tuple[str, str]], chosen: str, ask: str) -> None:
    """Offer these, what was chosen besides, and to be asked for another."""
    if chosen not in {value for _, value in choices}:
        choices = [*choices, (Path(chosen).name, chosen)]
    blocked = box.blockSignals(True)
    box.clear()
    for text, value in [*choices, (ask, ASK)]:
        box.addItem(text, value)
    box.setCurrentIndex([value for _, value in choices].index(chosen))
    box.blockSignals(blocked)
