"""What can be done with a run, wherever it is shown: the questions that go before it, and the requests."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from dfd_core.errors import DfdError
from dfd_core.training.presence import LAUNCHED, is_at_work, read_state
from dfd_gui.training import commands
from dfd_gui.training.desk import Desk
from dfd_gui.training.jobs import ask, end
from dfd_gui.training.run import CONTROL, Run, mark

KEPT_DAYS = 7
"""Discarded runs are deleted after so many days."""
PATIENCE_S = 15.0
"""A run that is discarded has so long to save its state before its process is ended."""
LOOK_MS = 300


class RunActions(QObject):
    """Requests to runs.

    Args:
        desk: what the room shares.
        about: the widget that questions are put over.
    """

    done = Signal()
    """Something was asked or changed: worth a look."""

    def __init__(self, desk: Desk, about: QWidget) -> None:
        super().__init__(about)
        self._desk = desk
        self._about = about
        self._leaving: dict[Path, float] = {}
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

    def finish(self, run: Run) -> None:
        """End after this step, validate, keep the best epoch."""
        self._guarded(lambda: ask(run.folder / CONTROL, "finish_now"))

    def pause(self, run: Run) -> None:
        """Save the state and end."""
        self._guarded(lambda: ask(run.folder / CONTROL, "pause"))

    def resume(self, runs: Sequence[Run]) -> None:
        """Go on, one run after the other."""
        before: list[Path] = []
        for run in runs:
            if not self._guarded(partial(self._desk.jobs.go, run, tuple(before))):
                return
            before.append(run.folder)

    def discard(self, run: Run) -> bool:
        """Ask, then end the training and put it aside for some days."""
        question = self.tr("Discard the run '{name}'?").format(name=run.name)
        details = self.tr(
            "What it has learnt is kept for {days} days, in case you change your mind, and then deleted."
        ).format(days=KEPT_DAYS)
        answers = [self.tr("Discard"), self.tr("Go on training") if run.alive else self.tr("Keep it")]
        finish = run.state == "running" and run.history.best is not None
        if finish:
            answers.insert(1, self.tr("Finish now instead"))
            details += " " + self.tr("'Finish now' would keep the best epoch as a detector.")
        chosen = self._desk.ask(self._about, question, details, answers)
        if finish and chosen == 1:
            self.finish(run)
        elif chosen == 0:
            self._put_aside(run)
        return chosen == 0

    def restore(self, run: Run) -> None:
        """Take a discarded run back."""
        self._guarded(lambda: mark(run.folder, "finished" if run.history.finished else "paused"))

    def delete(self, run: Run) -> bool:
        """Ask, then put a run aside; one that is there already is deleted for good."""
        if run.state != "discarded":
            return self.discard(run)
        question = self.tr("Delete the run '{name}' for good?").format(name=run.name)
        details = self.tr("Its folder is deleted. A detector that is in the library already stays there.")
        if self._desk.ask(self._about, question, details, (self.tr("Delete"), self.tr("Keep it"))) != 0:
            return False
        shutil.rmtree(run.folder, ignore_errors=True)
        self.done.emit()
        return True

    def open_folder(self, run: Run) -> None:
        """Show the folder in the system's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(run.folder)))

    def copy_command(self, runs: Sequence[Run]) -> None:
        """Put the commands that began the runs on the clipboard."""
        text = "\n".join(commands.shown(commands.of_run(run)) for run in runs)
        QGuiApplication.clipboard().setText(text)
        self._desk.services.messages.info(self.tr("The command is on the clipboard"), key="training-command")

    def purge(self, runs: Sequence[Run]) -> None:
        """Delete what was discarded long ago."""
        for run in runs:
            if run.state == "discarded" and _age_days(run.folder) > KEPT_DAYS:
                shutil.rmtree(run.folder, ignore_errors=True)

    def shutdown(self) -> None:
        """End what is still being discarded."""
        self._timer.stop()
        for folder in self._leaving:
            end(folder)
            mark(folder, "discarded")
        self._leaving.clear()

    def _put_aside(self, run: Run) -> None:
        if not run.alive:
            self._guarded(lambda: mark(run.folder, "discarded"))
            return
        self.pause(run)
        self._leaving[run.folder] = time.monotonic()
        self._timer.start()

    def _look(self) -> None:
        """Mark those that have ended; end those that do not."""
        for folder, asked in list(self._leaving.items()):
            late = time.monotonic() - asked > PATIENCE_S
            if not is_at_work(folder) and (late or read_state(folder).get("phase") != LAUNCHED):
                mark(folder, "discarded")
                with suppress(OSError):
                    (folder / CONTROL).unlink(missing_ok=True)
                del self._leaving[folder]
                self.done.emit()
            elif late:
                end(folder)
        if not self._leaving:
            self._timer.stop()

    def _guarded(self, act: Callable[[], None]) -> bool:
        try:
            act()
        except (DfdError, OSError) as error:
            text = error.message if isinstance(error, DfdError) else str(error)
            self._desk.services.messages.error(text, getattr(error, "hint", ""), key="training-run")
            return False
        self.done.emit()
        return True


def _age_days(folder: Path) -> float:
    try:
        since = datetime.now(UTC) - datetime.fromisoformat(str(read_state(folder).get("at")))
    except (ValueError, TypeError):
        return 0.0
    return since.total_seconds() / 86400
