"""The measured values of one face, in words and numbers."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from dfd_gui.review.samples import SeenFace
from dfd_gui.review.words import score_text
from dfd_gui.shell.widgets import dim_label, tabular


class FaceFacts(QWidget):
    """A small table: what was measured, and how much."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self.setAccessibleName(self.tr("Values of the face"))
        self._values: list[QLabel] = []
        for number, name in enumerate(self._names()):
            value = QLabel(self)
            value.setAccessibleName(name)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            tabular(value)
            row, column = divmod(number, 2)
            self._grid.addWidget(dim_label(name, self), row, 2 * column)
            self._grid.addWidget(value, row, 2 * column + 1)
            self._values.append(value)

    def show_face(self, face: SeenFace | None) -> None:
        """Show the values of a face, dashes where there is none."""
        texts = _texts(face) if face else ("\u2013",) * len(self._values)
        for label, text in zip(self._values, texts, strict=True):
            label.setText(text)
        self.setAccessibleDescription(", ".join(f"{label.accessibleName()} {label.text()}" for label in self._values))

    def _names(self) -> tuple[str, ...]:
        return (
            self.tr("All detectors"),
            self.tr("Size"),
            self.tr("Sharpness"),
            self.tr("Turned"),
            self.tr("Brightness"),
            self.tr("Tilted"),
        )


def _texts(face: SeenFace) -> tuple[str, ...]:
    quality, locale = face.data["quality"], QLocale()
    return (
        score_text(face.score),
        f"{int(quality['size_px'])} px",
        locale.toString(float(quality["sharpness"]), "f", 0),
        f"{float(quality.get('yaw', 0.0)):+.0f}\u00b0".replace("-", "\u2212"),
        f"{float(quality.get('brightness', 0.5)):.0%}",
        f"{float(quality.get('pitch', 0.0)):+.0f}\u00b0".replace("-", "\u2212"),
    )
