"""The question that is asked when the window is closed while something runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

Answer: TypeAlias = Literal["stop", "keep", "cancel"]
Ask: TypeAlias = Callable[[QWidget, Sequence[str]], Answer]
"""Given the window and what runs, in words: ``stop`` ends it and quits, ``keep`` lets it go on and quits after."""


def ask_to_close(window: QWidget, jobs: Sequence[str]) -> Answer:
    """Ask; to go back is the default."""
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(QCoreApplication.translate("Closing", "Work is not finished"))
    box.setText(QCoreApplication.translate("Closing", "Something is still running:"))
    keep_means = QCoreApplication.translate("Closing", "Keep running: the window hides and ends when all is done.")
    box.setInformativeText("\n".join(f"\N{BULLET} {job}" for job in jobs) + f"\n\n{keep_means}")
    roles = QMessageBox.ButtonRole
    stop = box.addButton(QCoreApplication.translate("Closing", "Stop and quit"), roles.DestructiveRole)
    keep = box.addButton(QCoreApplication.translate("Closing", "Keep running"), roles.AcceptRole)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    if clicked is stop:
        return "stop"
    return "keep" if clicked is keep else "cancel"
