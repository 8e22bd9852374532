"""How faces are cut, as a form."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QSpinBox, QWidget

from dfd_gui.training.draft import Cutting

ROOM = 0.3
"""Room around a face that is proposed, as a share of its box."""


class CuttingForm(QWidget):
    """Options with defaults that suit most data."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loading = False
        self.faces = _spin(1, 1000, self.tr("Faces of each clip"))
        self.faces.setToolTip(self.tr("Evenly spread over the clip. Ten are enough for most sets."))
        self.stored = _spin(64, 1024, self.tr("Size at most"), self.tr(" px"))
        self.stored.setSingleStep(32)
        self.stored.setToolTip(self.tr("Longer side of a stored picture; smaller faces are never enlarged."))
        self.room = self._room_box()
        self.margin = QDoubleSpinBox(self, minimum=0.0, maximum=2.0, singleStep=0.05)
        self.margin.setAccessibleName(self.tr("Room around the face as a share of its box"))
        self.persons = QComboBox(self)
        self.persons.setAccessibleName(self.tr("Whose faces"))
        self.persons.addItem(self.tr("of the main person"), "main")
        self.persons.addItem(self.tr("of everybody"), "all")
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.addRow(self.tr("Faces of each clip"), self.faces)
        form.addRow(self.tr("Whose faces"), self.persons)
        form.addRow(self.tr("Room around"), self.room)
        form.addRow("", self.margin)
        form.addRow(self.tr("Size at most"), self.stored)
        for spin in (self.faces, self.stored):
            spin.valueChanged.connect(self._on_change)
        self.margin.valueChanged.connect(self._on_change)
        for box in (self.room, self.persons):
            box.currentIndexChanged.connect(self._on_change)

    def show_cutting(self, cutting: Cutting) -> None:
        """Show these options."""
        self._loading = True
        self.faces.setValue(cutting.faces)
        self.stored.setValue(cutting.size)
        self.room.setCurrentIndex(1 if cutting.seed else 2 if cutting.margin >= 0 else 0)
        self.margin.setValue(cutting.margin if cutting.margin >= 0 else ROOM)
        self.persons.setCurrentIndex(self.persons.findData(cutting.persons))
        self._loading = False
        self._on_change()

    def put_into(self, cutting: Cutting) -> None:
        """Write what is chosen into these options."""
        kind = self.room.currentData()
        cutting.faces, cutting.size = self.faces.value(), self.stored.value()
        cutting.persons, cutting.seed = str(self.persons.currentData()), kind == "seed"
        cutting.margin = round(self.margin.value(), 3) if kind == "own" else -1.0

    def _room_box(self) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(self.tr("Room around the face"))
        for text, value in (
            (self.tr("wide, for every recipe"), "wide"),
            (self.tr("none, as the seed did"), "seed"),
            (self.tr("own share of the box"), "own"),
        ):
            box.addItem(text, value)
        box.setToolTip(self.tr("Recipes that look at more than the bare face need the wide room"))
        return box

    def _on_change(self) -> None:
        if not self._loading:
            self.margin.setVisible(self.room.currentData() == "own")
            self.changed.emit()


def _spin(low: int, high: int, name: str, unit: str = "") -> QSpinBox:
    spin = QSpinBox(minimum=low, maximum=high, suffix=unit)
    spin.setAccessibleName(name)
    return spin
