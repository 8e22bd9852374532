"""The windows beside the window: palette, shortcuts, settings, set-up, help, about, log. One of each at most."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

if TYPE_CHECKING:
    from dfd_gui.services import Services


class Dialogs(QObject):
    """Opens them when their actions are chosen; each is imported then."""

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._open: dict[str, QDialog] = {}
        for action, make in (
            ("app.palette", self._palette),
            ("app.settings", self._settings),
            ("app.setup", self._setup),
            ("help.shortcuts", self._shortcuts),
            ("help.contents", self._help),
            ("help.log", self._log),
            ("help.licences", self._licences),
            ("help.about", self._about),
        ):
            services.actions.connect(action, self._opener(action, make))

    def opened(self, action: str) -> QDialog | None:
        """The window that the action opened, if it is still open."""
        return self._open.get(action)

    def _opener(self, action: str, make: Callable[[], QDialog]) -> Callable[[], None]:
        def show() -> None:
            dialog = self._open.get(action)
            if dialog is None:
                dialog = self._open[action] = make()
                dialog.destroyed.connect(lambda: self._open.pop(action, None))
            dialog.show()
            dialog.raise_()
            dialog.activateWindow()

        return show

    def _palette(self) -> QDialog:
        from dfd_gui.shell.palette import Palette

        return Palette(self._services, self._window)

    def _settings(self) -> QDialog:
        from PySide6.QtCore import Qt

        from dfd_gui.shell.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self._services, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _setup(self) -> QDialog:
        from dfd_gui.welcome.dialog import SetupDialog

        return SetupDialog(self._services, self._window)

    def _shortcuts(self) -> QDialog:
        from dfd_gui.shell.shortcut_sheet import ShortcutSheet

        return ShortcutSheet(self._services, self._window)

    def _help(self) -> QDialog:
        from dfd_gui.shell.help_page import HelpPage

        return HelpPage(self._services.theme, self._window)

    def _log(self) -> QDialog:
        from dfd_gui.shell.text_window import TextWindow

        text = self._services.engine.log_text() or self.tr("The engine has not been started yet.")
        return TextWindow(self.tr("Engine log"), text, self._window, at_end=True)

    def _licences(self) -> QDialog:
        from dfd_gui.shell.licences import Licences

        return Licences(self._window)

    def _about(self) -> QDialog:
        from dfd_gui.shell.about import About

        return About(self._services, self._window)
