"""A place for a part that may be taller than its room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Scroller(QScrollArea):
    """Scrolls upright only: it is never narrower than what it holds."""

    def __init__(self, widget: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inside = widget
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(widget)

    def minimumSizeHint(self) -> QSize:
        inside = self._inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(inside, self.fontMetrics().height() * 6)

    def sizeHint(self) -> QSize:
        return QSize(self.minimumSizeHint().width(), self._inside.sizeHint().height())
