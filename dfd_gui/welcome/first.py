"""Whether this is the very first start, and the offer that is made then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from dfd_gui.settings import FILE

if TYPE_CHECKING:
    from dfd_core.paths import UserPaths
    from dfd_gui.main_window import MainWindow
    from dfd_gui.options import Options
    from dfd_gui.services import Services

WAIT_MS = 400
"""After the first paint: the window is to be seen, and to answer, before anything lies over it."""


def is_first_start(paths: UserPaths, options: Options) -> bool:
    """Whether nobody has worked here before and nothing in particular is wanted. Ask before anything is written."""
    wanted = bool(options.paths or options.tab or options.errand)
    return not wanted and not paths.store.exists() and not (paths.config / FILE).exists()


def offer_setup(window: MainWindow, services: Services) -> None:
    """Open the set-up, in a moment."""
    QTimer.singleShot(WAIT_MS, window, services.actions.get("app.setup").trigger)
