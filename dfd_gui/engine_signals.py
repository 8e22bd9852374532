"""What an engine says to the window, as Qt signals."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class EngineSignals(QObject):
    """The signals behind `dfd_gui.services.Engine` (whose ``event`` no `QObject` could have: it has a method of it)."""

    event_came = Signal(object)
    """An event of `dfd_core.engine.protocol`."""
    state_changed = Signal(str)
    died = Signal(str)
    """Why, in words."""
