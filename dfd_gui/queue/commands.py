"""What the actions of the queue do: each works on the selected rows, or asks for files first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from dfd_core.video.intake import IMAGE_SUFFIXES, VIDEO_SUFFIXES
from dfd_gui.queue import copying
from dfd_gui.queue.controller import QueueController
from dfd_gui.queue.entry import AGAIN, FINISHED, OPEN, Entry, State
from dfd_gui.queue.table import QueueTable
from dfd_gui.services import Services

SELECTION = ("queue.copy", "queue.copy_csv", "queue.copy_path", "queue.remove", "queue.show_file")
"""What needs a selected row, of whatever state."""


class QueueCommands(QObject):
    """Connects the actions, and keeps on those that can do something."""

    def __init__(self, services: Services, controller: QueueController, table: QueueTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._queue = controller
        self._table = table
        self._window = parent
        acts: dict[str, Callable[..., object]] = {
            "queue.open": self.ask_for_clips,
            "queue.open_folder": self.ask_for_folder,
            "queue.sample": controller.add_sample,
            "queue.pause": controller.set_paused,
            "queue.cancel": lambda: controller.cancel(table.selected()),
            "queue.cancel_all": controller.cancel_all,
            "queue.retry": lambda: controller.retry(table.selected()),
            "queue.resume": controller.resume,
            "queue.rerun": lambda: controller.rerun(table.selected()),
            "queue.move_up": lambda: self._shift(-1),
            "queue.move_down": lambda: self._shift(1),
            "queue.move_top": lambda: controller.move(table.selected(), 0),
            "queue.remove": self._remove,
            "queue.clear_finished": controller.clear_finished,
            "queue.copy": lambda: _copy(copying.as_text(self._chosen())),
            "queue.copy_csv": lambda: _copy(copying.as_csv(self._chosen())),
            "queue.copy_path": lambda: _copy("\n".join(entry.path_text for entry in self._chosen())),
            "queue.show_file": self._show_file,
            "queue.compare": lambda: controller.compare(table.selected()),
            "queue.previous_clip": lambda: table.step(-1),
            "queue.next_clip": lambda: table.step(1),
        }
        for action, act in acts.items():
            services.actions.connect(action, act)
        controller.paused_changed.connect(lambda paused: services.actions.set_checked("queue.pause", paused))
        self.refresh()

    def refresh(self) -> None:
        """Switch on what can do something now."""
        chosen = self._chosen()
        states = {entry.state for entry in chosen}
        everywhere = {entry.state for entry in self._queue.model}
        enable = self._services.actions.set_enabled
        for action in SELECTION:
            enable(action, bool(chosen))
        enable("queue.cancel", bool(states & OPEN))
        enable("queue.retry", bool(states & AGAIN))
        enable("queue.rerun", bool(states - OPEN))
        enable("queue.compare", len(chosen) == 2 and all(entry.has_result for entry in chosen))
        enable("queue.cancel_all", bool(everywhere & OPEN))
        enable("queue.resume", State.INTERRUPTED in everywhere)
        enable("queue.clear_finished", bool(everywhere & FINISHED))
        for action in ("queue.move_up", "queue.move_down", "queue.move_top"):
            enable(action, bool(chosen) and self._table.rows.in_order)
        for action in ("queue.previous_clip", "queue.next_clip"):
            enable(action, bool(everywhere))

    def ask_for_clips(self) -> None:
        """Let the user choose files."""
        dialog = self._dialog(self.tr("Open clips"), QFileDialog.FileMode.ExistingFiles)
        videos, pictures = _patterns(VIDEO_SUFFIXES), _patterns(IMAGE_SUFFIXES)
        dialog.setNameFilters([
            self.tr("Clips and pictures") + f" ({videos} {pictures})",
            self.tr("All files") + " (*)",
        ])  # fmt: skip
        dialog.open()

    def ask_for_folder(self) -> None:
        """Let the user choose a folder."""
        dialog = self._dialog(self.tr("Open folder"), QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.open()

    def _dialog(self, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
        latest = next(iter(self._queue.recent()), None)
        folder = "" if latest is None else str(latest if latest.is_dir() else latest.parent)
        dialog = QFileDialog(self._window.window(), title, folder)
        dialog.setFileMode(mode)
        dialog.filesSelected.connect(lambda names: self._queue.add_paths([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _shift(self, by: int) -> None:
        """Move past the next row that is shown: past hidden ones, too, where a filter hides some."""
        keys, rows = self._table.selected(), self._table.rows
        if rows.rowCount() == len(self._queue.model):
            self._queue.shift(keys, by)
            return
        places = [rows.row_of(key) for key in keys]
        beside = min(places) - 1 if by < 0 else max(places) + 1
        if 0 <= beside < rows.rowCount():
            row = self._queue.model.row_of(rows.entry(beside).key)
            self._queue.move(keys, row if by < 0 else row + 1)

    def _remove(self) -> None:
        """Take the rows off, and go to the one that comes after them."""
        keys = self._table.selected()
        rows = self._table.rows
        gone = set(keys)
        last = max((rows.row_of(key) for key in keys), default=-1)
        order = [rows.entry(row).key for row in (*range(last + 1, rows.rowCount()), *range(last, -1, -1))]
        self._queue.remove(keys)
        self._table.select(next(([key] for key in order if key not in gone), []))

    def _show_file(self) -> None:
        for entry in self._chosen()[:1]:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(entry.path.parent)))

    def _chosen(self) -> Sequence[Entry]:
        entries = (self._queue.model.entry(key) for key in self._table.selected())
        return [entry for entry in entries if entry is not None]


def _copy(words: str) -> None:
    QGuiApplication.clipboard().setText(words)


def _patterns(suffixes: frozenset[str]) -> str:
    return " ".join(f"*{suffix}" for suffix in sorted(suffixes))
