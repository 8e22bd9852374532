"""After the first paint: load what the review needs, so that the first result appears without a pause."""

from __future__ import annotations

import importlib
import pkgutil
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from dfd_gui.shell.later import Later
from dfd_gui.shell.rooms import Taking

if TYPE_CHECKING:
    from dfd_gui.main_window import MainWindow

PACKAGES = ("dfd_gui.review", "dfd_gui.cases")
WAIT_MS = 150
"""The window answers to its first clicks before."""


class WarmUp(QObject):
    """Imports in a thread, then makes the review here."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._loading: Later[None] | None = None

    def start(self) -> None:
        """Begin, in a moment."""
        QTimer.singleShot(WAIT_MS, self, self._load)

    def _load(self) -> None:
        self._loading = Later(_import, self._prepare, self)

    def _prepare(self, _nothing: None) -> None:
        if self._window.current_room() == "screen":
            room = self._window.room("screen")
            if isinstance(room, Taking):
                room.prepare()


def _import() -> None:
    with suppress(ImportError):  # it comes again where it can be told, when the review is made
        for name in PACKAGES:
            package = importlib.import_module(name)
            for module in pkgutil.iter_modules(package.__path__):
                importlib.import_module(f"{name}.{module.name}")
