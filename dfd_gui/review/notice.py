"""A line over the viewer that says why there are no better pictures, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from dfd_gui.review.picture import Trouble
from dfd_gui.services import Services


class Notice(QFrame):
    """Lies on top of its parent; hidden while there is no trouble."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._icon = services.theme.icon("warning", "warning")
        self.setProperty("role", "panel")
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(self.tr("Trouble with the pictures"))
        self._picture = QLabel(self)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def tell(self, trouble: Trouble | None) -> None:
        """Say what is the matter, or nothing."""
        self.setVisible(trouble is not None)
        if trouble is None:
            return
        side = self.fontMetrics().height()
        self._picture.setPixmap(self._icon.pixmap(side, side))
        self._words.setText(f"{trouble.text}\n{trouble.hint}" if trouble.hint else trouble.text)
        self.setAccessibleDescription(self._words.text())
        self.fit_into(self._over.width())

    def fit_into(self, width: int) -> None:
        """Lie along the upper edge of a parent of that width, below its caption."""
        inside = min(width - 16, self.fontMetrics().averageCharWidth() * 90)
        below = 2 * 8 + round(self.fontMetrics().height() * 1.4)
        self.setGeometry(8, below, inside, self.heightForWidth(inside))
