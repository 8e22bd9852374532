"""The tabs below the verdict; in a narrow column they stand closer, so that none of them hides behind an arrow."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTabWidget, QWidget

_TIGHT = "QTabBar::tab { padding: 0.45em 0.3em; }"


class CloserLooks(QTabWidget):
    """Face, who decided, segments, notes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        for widget in (self, self.tabBar()):
            widget.setAccessibleName(self.tr("Closer looks"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        metrics, texts = self.tabBar().fontMetrics(), [self.tabText(place) for place in range(self.count())]
        wanted = sum(metrics.horizontalAdvance(text) + 2 * metrics.height() for text in texts)
        style = _TIGHT if self.width() < wanted else ""
        if style != self.tabBar().styleSheet():
            self.tabBar().setStyleSheet(style)
