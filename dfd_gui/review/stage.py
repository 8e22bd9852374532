"""Frame and transport together, in their place in the room or over the whole screen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dfd_gui.review.transport import Transport
from dfd_gui.review.viewer import FrameViewer
from dfd_gui.services import Services


class Stage(QWidget):
    """Holds viewer and transport; lends them to a window over the whole screen."""

    enlarged = Signal(bool)
    """It fills the screen now, or lies in its place again."""

    def __init__(
        self, services: Services, viewer: FrameViewer, transport: Transport, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._parts: tuple[QWidget, QWidget] = viewer, transport
        self._screen: _Screen | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._take()

    def enlarge(self, on: bool) -> None:
        """Fill the screen, or come back."""
        if on and self._screen is None:
            self._screen = _Screen(self.window().windowTitle(), self.window())
            self._services.actions.install(self._screen, "review")
            self._screen.left.connect(lambda: self.enlarge(False))
            for part, stretch in zip(self._parts, (1, 0), strict=True):
                self._screen.column.addWidget(part, stretch)
            self._screen.showFullScreen()
            self._parts[0].setFocus(Qt.FocusReason.OtherFocusReason)
            self.enlarged.emit(True)
        elif not on and self._screen is not None:
            screen, self._screen = self._screen, None
            self._take()
            screen.hide()
            screen.deleteLater()
            self._parts[0].setFocus(Qt.FocusReason.OtherFocusReason)
            self.enlarged.emit(False)

    def _take(self) -> None:
        for part, stretch in zip(self._parts, (1, 0), strict=True):
            self._column.addWidget(part, stretch)


class _Screen(QWidget):
    """A window over the whole screen; Escape leaves it."""

    left = Signal()

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.left.emit()
