"""Asking the user where something is to go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


@dataclass(frozen=True, slots=True)
class Chosen:
    """A file or folder, and the number of the filter that was chosen for it."""

    path: Path
    filter: int = 0


class Asking(Protocol):
    """How files and folders are asked for; tests answer themselves."""

    def file(self, title: str, name: str, filters: Sequence[str]) -> Chosen | None:
        """A file to write; None where the user gave up. The dialog has asked before an existing file is replaced."""

    def folder(self, title: str) -> Path | None:
        """A folder to write into."""


class Dialogs:
    """Asks by the system's dialogs; they open where the last one was left."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)

    def file(self, title: str, name: str, filters: Sequence[str]) -> Chosen | None:
        """See `Asking`."""
        dialog = QFileDialog(self._parent.window(), title, self._folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(filters)
        dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
        dialog.selectFile(name)
        path = self._run(dialog)
        return Chosen(path, filters.index(dialog.selectedNameFilter())) if path else None

    def folder(self, title: str) -> Path | None:
        """See `Asking`."""
        dialog = QFileDialog(self._parent.window(), title, self._folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return self._run(dialog)

    def _run(self, dialog: QFileDialog) -> Path | None:
        taken = dialog.exec() == QFileDialog.DialogCode.Accepted and dialog.selectedFiles()
        self._folder = dialog.directory().absolutePath()
        dialog.deleteLater()
        return Path(dialog.selectedFiles()[0]) if taken else None
