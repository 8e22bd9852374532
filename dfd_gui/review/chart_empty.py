"""What stands in place of the chart while there is nothing to draw."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from dfd_gui.review.readings import Reading


class EmptyChart(QWidget):
    """Says what will be here, or why there is nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(self)
        self._title.setProperty("role", "title")
        self._text = QLabel(self)
        self._text.setProperty("role", "dim")
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(label)
        layout.addStretch(1)
        self.explain(None)

    def explain(self, reading: Reading | None) -> None:
        if reading is None:
            self._title.setText(self.tr("Scores over time"))
            self._text.setText(
                self.tr("Choose a screened clip: every detector's score of every sampled face stands here.")
            )
        else:
            self._title.setText(self.tr("No frame was sampled"))
            self._text.setText(" ".join(reading.summary.reasons[:1]))
