"""A window that takes files which are dropped anywhere on it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow

from dfd_gui.shell.drop_overlay import DropOverlay, dragged_paths
from dfd_gui.shell.theme import Theme


class DropWindow(QMainWindow):
    """Says while files are dragged over it what would happen, and hands them on."""

    dropped = Signal(list)
    """A list of `Path`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._overlay = DropOverlay(theme, self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        paths = dragged_paths(event.mimeData())
        if paths:
            self._overlay.show_for(paths)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._overlay.hide()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._overlay.hide()
        paths = dragged_paths(event.mimeData())
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            QTimer.singleShot(0, self, lambda: self.dropped.emit(paths))  # the other program waits for the drop's end

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._overlay.isVisible():
            self._overlay.setGeometry(self.rect())
