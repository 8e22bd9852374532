"""What stands in the review while no clip is chosen: where to begin, and the keys that are worth knowing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from dfd_gui.services import Services
from dfd_gui.shell.widgets import IconLabel, dim_label, title_label

_TAUGHT = ("review.play", "review.frame_next", "review.segment_next", "review.goto", "review.heatmap")


class EmptyReview(QWidget):
    """Teaches while it waits."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = services.actions
        self.setAccessibleName(self.tr("No clip is shown"))
        icon = IconLabel(services.theme, "screen", "text_dim", ems=2.6, parent=self)
        title = title_label(self.tr("No clip is shown"), self)
        words = dim_label(
            self.tr("Choose a screened clip in the queue: its faces, scores and verdict appear here."), self
        )
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._keys = QGridLayout()
        self._keys.setHorizontalSpacing(16)
        self._keys.setVerticalSpacing(6)
        self._labels: dict[str, QLabel] = {}
        for row, action in enumerate(_TAUGHT):
            key = self._labels[action] = QLabel(self)
            key.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._keys.addWidget(key, row, 0)
            self._keys.addWidget(dim_label(self._actions.title(action).rstrip("."), self), row, 1)
            self._show_key(action)
        self._actions.keys_changed.connect(self._show_key)
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(icon, 0, centre)
        column.addWidget(title, 0, centre)
        column.addWidget(words)
        column.addSpacing(16)
        column.addLayout(self._keys)
        column.setAlignment(self._keys, centre)
        column.addStretch(2)

    def _show_key(self, action: str) -> None:
        if action in self._labels:
            keys = self._actions.keys(action)
            text = keys[0].toString(QKeySequence.SequenceFormat.NativeText) if keys else "\u2013"
            self._labels[action].setText(text)
