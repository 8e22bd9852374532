"""What goes wrong with the window as a whole, in words, to the bar of messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

if TYPE_CHECKING:
    from dfd_gui.services import Services

translate = QCoreApplication.translate


class Troubles(QObject):
    """Tells when the settings cannot be saved and when the engine has died, as long as that holds."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        services.settings.not_saved.connect(self._on_not_saved)
        services.engine.died.connect(self._on_death)
        services.engine.state_changed.connect(self._on_engine)

    def _on_not_saved(self, why: str) -> None:
        text = translate("MainWindow", "The settings could not be saved")
        hint = translate(
            "MainWindow", "They hold until the window closes. Check the folder's permissions and the free space."
        )
        self._services.messages.warn(text, hint, why, key="settings.save")

    def _on_death(self, reason: str) -> None:
        text = translate("MainWindow", "The engine ended unexpectedly: {reason}").format(reason=reason)
        hint = translate("MainWindow", "It starts again with the next clip.")
        self._services.messages.error(text, hint, self._services.engine.log_text(), key="engine.died")

    def _on_engine(self, state: str) -> None:
        if state == "ready":
            self._services.messages.clear("engine.died")
