"""The line at the bottom: what the engine does, on which device, how fast, and that nothing leaves the computer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStatusBar, QWidget

from dfd_gui.shell.devices import in_use
from dfd_gui.shell.widgets import IconLabel, dim_label, tabular

if TYPE_CHECKING:
    from dfd_gui.services import Services

_SYMBOLS: Mapping[str, tuple[str, str]] = {
    "stopped": ("pending", "text_dim"),
    "starting": ("running", "accent"),
    "ready": ("ok", "ok"),
    "failed": ("error", "error"),
}


class StatusLine(QStatusBar):
    """Shows the engine's state at the right; the queue's words (`say`) at the left."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.setSizeGripEnabled(False)
        self._work = QLabel(self)
        self._work.setAccessibleName(self.tr("Progress of the queue"))
        tabular(self._work)
        self.addWidget(self._work, 1)
        self._engine = dim_label("", self)
        self._symbol = IconLabel(services.theme, "pending", "text_dim", ems=1.0, parent=self)
        self._place = dim_label("", self)
        self._shield = IconLabel(services.theme, "shield", "text_dim", ems=1.0, parent=self)
        self.addPermanentWidget(_pair(self._symbol, self._engine))
        self.addPermanentWidget(_pair(self._shield, self._place))
        services.engine.state_changed.connect(self._refresh)
        services.settings.changed.connect(self._on_setting)
        self._refresh()

    def say(self, words: str) -> None:
        """Show how far the queue is; empty when nothing runs."""
        self._work.setText(words)

    def words(self) -> list[str]:
        """What stands there, from left to right."""
        return [self._work.text(), self._engine.text(), self._place.text()]

    def _on_setting(self, key: str) -> None:
        if key in {"engine.command", "screening.device"}:
            QTimer.singleShot(0, self, self._refresh)  # the engine looks at the setting too

    def _refresh(self) -> None:
        engine = self._services.engine
        names = {
            "stopped": self.tr("Engine at rest"),
            "starting": self.tr("Engine starting"),
            "ready": self.tr("Engine ready"),
            "failed": self.tr("Engine ended"),
        }
        words = names[engine.state]
        if engine.state == "ready":
            words = f"{words} \N{MIDDLE DOT} {self._device()}"
        self._engine.setText(words)
        self._engine.setAccessibleName(words)
        self._symbol.show_icon(*_SYMBOLS[engine.state])
        command = self._services.settings.text("engine.command")
        if command:
            place = self.tr("Screening by: {command}").format(command=command)
            tip = self.tr("Clips that the other computer does not have are sent there.")
        else:
            place = self.tr("Offline")
            tip = self.tr("Nothing leaves this computer. Downloads happen only when you ask for one.")
        self._place.setText(place)
        self._place.setToolTip(tip)
        self._place.setAccessibleDescription(tip)
        self._shield.show_icon("external" if command else "shield", "warning" if command else "text_dim", tip)

    def _device(self) -> str:
        """Where it screens."""
        return in_use(self._services.settings.text("screening.device"), self._services.engine.devices)


def _pair(symbol: QWidget, words: QWidget) -> QWidget:
    box = QWidget()
    layout = QHBoxLayout(box)
    layout.setContentsMargins(8, 0, 8, 0)
    layout.setSpacing(5)
    layout.addWidget(symbol)
    layout.addWidget(words)
    return box
