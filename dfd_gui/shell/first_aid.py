"""At the start: a case store that cannot be opened, a last run that ended badly, settings that make no sense."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from dfd_core.cases.store import CaseStore
from dfd_core.errors import DfdError
from dfd_core.paths import UserPaths
from dfd_gui.settings import Settings
from dfd_gui.shell.crash import LastRun
from dfd_gui.shell.messages import Messages
from dfd_gui.shell.text_window import TextWindow
from dfd_gui.shortcuts import Shortcuts

_MOVABLE = {"store_corrupt", "store_foreign"}


def open_store(paths: UserPaths) -> CaseStore | None:
    """The case store; None if it cannot be opened and the user would rather stop."""
    while True:
        try:
            return CaseStore(paths.store)
        except DfdError as error:
            if not _ask(error, paths.store):
                return None


def move_away(store: Path) -> Path:
    """Put a damaged store aside, with what SQLite keeps beside it; gives the new name."""
    aside = store.with_name(f"{store.stem}-{time.strftime('%Y%m%d-%H%M%S')}{store.suffix}")
    for ending in ("", "-wal", "-shm"):
        part = store.with_name(f"{store.name}{ending}")
        if part.exists():
            part.rename(aside.with_name(f"{aside.name}{ending}"))
    return aside


def _ask(error: DfdError, store: Path) -> bool:
    """Whether to try again. The only box that must be answered: without a store nothing could be kept."""
    box = QMessageBox()
    box.setIcon(QMessageBox.Icon.Critical)
    box.setWindowTitle(QCoreApplication.applicationName())
    box.setText(QCoreApplication.translate("FirstAid", "The case store cannot be opened."))
    box.setInformativeText(f"{error.message}\n\n{error.hint}".strip())
    if error.code in _MOVABLE:
        words = QCoreApplication.translate("FirstAid", "Put it aside and start a new one")
    else:
        words = QCoreApplication.translate("FirstAid", "Try again")
    again = box.addButton(words, QMessageBox.ButtonRole.AcceptRole)
    leave = box.addButton(QCoreApplication.translate("FirstAid", "Quit"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(leave)
    box.exec()
    if box.clickedButton() is not again:
        return False
    if error.code in _MOVABLE:
        move_away(store)
    return True


def tell_last_run(messages: Messages, last: LastRun | None, window: QWidget) -> None:
    """Offer the log of a run that ended unexpectedly."""
    if last is None:
        return
    title = QCoreApplication.translate("FirstAid", "Log of the last run")

    def show() -> None:
        TextWindow(title, last.text, window, at_end=True).show()

    messages.warn(
        QCoreApplication.translate("FirstAid", "The last run ended unexpectedly"),
        QCoreApplication.translate("FirstAid", "Finished results are safe. Nothing was sent anywhere."),
        key="crash",
        buttons=(
            (QCoreApplication.translate("FirstAid", "Show log"), show),
            (
                QCoreApplication.translate("FirstAid", "Copy report"),
                lambda: QGuiApplication.clipboard().setText(last.text),
            ),
        ),
    )


def tell_problems(messages: Messages, settings: Settings, shortcuts: Shortcuts) -> None:
    """Name the settings and the shortcuts that were ignored."""
    problems = (*settings.problems, *shortcuts.problems)
    if not problems:
        return
    text = QCoreApplication.translate("FirstAid", "Some settings in the file make no sense and are ignored")
    hint = QCoreApplication.translate("FirstAid", "Correct them in Settings, or in the file itself.")
    messages.warn(text, hint, "\n".join(problems), key="settings.problems")
