"""The notice that the queue has ended, for whoever looks at another window meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

ALERT_MS = 0
"""The window's button asks for attention until it is looked at."""
BALLOON_MS = 10_000


class Notices:
    """Tells of the end of work by the system's notices where it has any, else by the window's button.

    Args:
        window: what comes forward when a notice is clicked.
        then: shows what the notice was about, after that.
    """

    def __init__(self, window: QWidget, then: Callable[[], object]) -> None:
        self._window = window
        self._then = then
        self._tray: QSystemTrayIcon | None = None

    def tell(self, words: str) -> bool:
        """Tell, unless the window is being looked at; whether it was told."""
        if self._window.isActiveWindow() and not self._window.isMinimized():
            return False
        QApplication.alert(self._window, ALERT_MS)
        if QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
            tray = self._icon()
            tray.show()
            tray.showMessage(QCoreApplication.applicationName(), words, self._window.windowIcon(), BALLOON_MS)
        return True

    def hide(self) -> None:
        """Take the icon out of the tray."""
        if self._tray is not None:
            self._tray.hide()

    def _icon(self) -> QSystemTrayIcon:
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._window.windowIcon(), self._window)
            self._tray.setToolTip(QCoreApplication.applicationName())
            self._tray.messageClicked.connect(self.follow)
            self._tray.activated.connect(self.follow)
        return self._tray

    def follow(self) -> None:
        """A notice was clicked."""
        come_forward(self._window)
        self._then()
        self.hide()


def come_forward(window: QWidget) -> None:
    """Show a window before the others, wherever it was."""
    if window.isMinimized():
        window.showNormal()
    window.show()
    window.raise_()
    window.activateWindow()
