"""The menu bar, made from the action table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from dfd_gui.actions_table import ACTIONS, MENUS

if TYPE_CHECKING:
    from dfd_gui.services import Services

AT_MOST = 8
"""Recent entries."""


def fill_menu_bar(bar: QMenuBar, services: Services) -> dict[str, QMenu]:
    """Make the menus; a line is drawn where the section changes."""
    menus: dict[str, QMenu] = {}
    for name, title in MENUS:
        outer = menus.get(name.rpartition("/")[0])
        menus[name] = QMenu(QCoreApplication.translate("Actions", title), bar)
        if outer is None:
            bar.addMenu(menus[name])
    for name, menu in menus.items():
        before = ""
        for spec in (spec for spec in ACTIONS if spec.menu == name):
            if before and spec.section != before:
                menu.addSeparator()
            before = spec.section
            menu.addAction(services.actions.get(spec.id))
        for inner, submenu in menus.items():
            if inner.rpartition("/")[0] == name:
                menu.addSeparator()
                menu.addMenu(submenu)
    return menus


class RecentMenu(QMenu):
    """What was opened lately; made anew each time it opens."""

    def __init__(self, services: Services, title: str, act: Callable[[Path], object], parent: QMenu) -> None:
        super().__init__(title, parent)
        self._settings = services.settings
        self._act = act
        self.aboutToShow.connect(self.refresh)
        self.setToolTipsVisible(True)

    def refresh(self) -> None:
        """List what is still there."""
        self.clear()
        for name in self._settings.words("queue.recent")[:AT_MOST]:
            path = Path(name)
            entry = QAction(path.name.replace("&", "&&"), self)
            entry.setToolTip(name)
            entry.setEnabled(path.exists())
            entry.triggered.connect(lambda _checked=False, path=path: self._act(path))
            self.addAction(entry)
        if self.isEmpty():
            self.addAction(self.tr("Nothing yet")).setEnabled(False)
