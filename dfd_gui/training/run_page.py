"""Fifth page: a training as it goes, and what can be done with it meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QTabWidget, QVBoxLayout, QWidget

from dfd_gui.items.runs_model import state_words
from dfd_gui.shell.parts import Notice, em, page_title, text_label
from dfd_gui.shell.widgets import tabular
from dfd_gui.training import commands, words
from dfd_gui.training.curves import RunCharts
from dfd_gui.training.desk import Desk
from dfd_gui.training.epoch_table import EpochTable
from dfd_gui.training.history import Face
from dfd_gui.training.log_pane import LogPane
from dfd_gui.training.parts import CommandBox, StateChip, ThinBar, WizardPage, tool
from dfd_gui.training.run import LOG, Run
from dfd_gui.training.run_actions import RunActions
from dfd_gui.training.run_figures import RunFigures
from dfd_gui.training.run_queue import RunQueue
from dfd_gui.training.tiles import SIDE_EMS, Tile, TilesView, short_names

LOG_MS = 1000


class RunPage(WizardPage):
    """Shows one run; `follow` says which one."""

    run_wanted = Signal(object)
    """The folder of another run of the queue that is to be shown."""

    def __init__(self, desk: Desk, actions: RunActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = desk.services.theme
        self._actions = actions
        self._folder: Path | None = None
        self.run: Run | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(em(self, 0.55))
        outer.addLayout(self._head())
        self._bar = ThinBar(self._theme, self)
        outer.addWidget(self._bar)
        self._progress = text_label("", "dim", self)
        tabular(self._progress)
        outer.addWidget(self._progress)
        self._notice = Notice(self._theme, self)
        outer.addWidget(self._notice)
        self.queue = RunQueue(self._theme, self)
        self.queue.wanted.connect(self.run_wanted)
        outer.addWidget(self.queue)
        self.figures = RunFigures(self)
        outer.addWidget(self.figures)
        outer.addWidget(self._body(), 1)
        self.command = CommandBox(self._theme, self)
        outer.addWidget(self.command)
        self._timer = QTimer(self, interval=LOG_MS)
        self._timer.timeout.connect(self._look_at_log)
        desk.watch.changed.connect(self._on_watch)

    # -- building ----------------------------------------------------------------------------------------------------

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(em(self, 0.6))
        self._name = page_title("", self)
        self._name.setWordWrap(False)
        self._chip = StateChip(self._theme, self)
        line.addWidget(self._name)
        line.addWidget(self._chip)
        line.addStretch(1)
        self.finish = self._button("check", self.tr("Finish now"), self._finish)
        self.finish.setToolTip(self.tr("End after this step, validate, and keep the best epoch as a detector"))
        self.pause = self._button("pause", self.tr("Pause"), self._pause)
        self.pause.setToolTip(self.tr("Save the state and end; it goes on from there whenever you like"))
        self.resume = self._button("play", self.tr("Resume"), self._resume)
        self.restore = self._button("undo", self.tr("Restore"), self._restore)
        self.discard = self._button("remove", self.tr("Discard..."), self._discard)
        for one in (self.finish, self.pause, self.resume, self.restore, self.discard):
            line.addWidget(one)
        return line

    def _button(self, icon: str, text: str, slot: Callable[[], None]) -> QPushButton:
        return tool(self._theme, icon, text, slot, self)

    def _body(self) -> QWidget:
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(em(self))
        split.setStyleSheet("QSplitter::handle { background: transparent; }")
        self.charts = RunCharts(self._theme, split)
        split.addWidget(self.charts)
        self.tabs = QTabWidget(split)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.tr("Faces, table and log"))
        self.preview = TilesView(self._theme, self._desk.pictures, self.tr("Held-out faces, worst first"), self.tabs)
        self.preview.nothing = self.tr("The held-out faces and their scores appear here after the first epoch.")
        self.table = EpochTable(self.tabs)
        self.log = LogPane(self._desk.pictures, self.tabs)
        self.tabs.addTab(self.preview, self.tr("Held-out faces"))
        self.tabs.addTab(self.table, self.tr("Table"))
        self.tabs.addTab(self.log, self.tr("Log"))
        split.addWidget(self.tabs)
        self.tabs.setMinimumWidth(3 * em(self, SIDE_EMS + 1.0) + em(self, 1.6))
        split.setStretchFactor(0, 1)
        return split

    # -- the page ----------------------------------------------------------------------------------------------------

    def follow(self, folder: Path) -> None:
        """Show the run in a folder."""
        if folder != self._folder:
            self._folder, self.run = folder, None
            self.log.follow(folder / LOG)
        self._on_watch()

    def enter(self) -> None:
        self._timer.start()
        self._on_watch()

    def leave(self) -> None:
        self._timer.stop()

    def why_not(self) -> str:
        run = self.run
        if run is None:
            return self.tr("No training has begun")
        if run.state == "finished":
            return ""
        reasons = {
            "waiting": self.tr("The training waits for another one"),
            "paused": self.tr("The training has paused"),
            "failed": self.tr("The training has failed"),
            "interrupted": self.tr("The training was interrupted"),
            "discarded": self.tr("The training was discarded"),
        }
        return reasons.get(run.state, self.tr("The result comes when the training has ended"))

    def next_words(self) -> str:
        return self.tr("See the result")

    def summary(self) -> str:
        return state_words(self.run) if self.run else ""

    def shutdown(self) -> None:
        self._timer.stop()

    # -- showing -----------------------------------------------------------------------------------------------------

    def _on_watch(self) -> None:
        run = self._desk.watch.get(self._folder)
        self.queue.show_runs(list(reversed(self._desk.watch.alive)), self._folder)
        if run is None or run is self.run:
            return
        redraw = self.run is None or run.version != self.run.version
        self.run = run
        self._show_state(run)
        self.figures.show_run(run)
        if redraw:
            self.charts.show_history(run.history)
            self.table.show_epochs(run.history.epochs)
            self.preview.show_tiles(tiles_of(run.history.faces, run.history.before))
        self.changed.emit()

    def _show_state(self, run: Run) -> None:
        self._name.setText(run.name)
        self._chip.show_state(run.state, state_words(run))
        self._bar.show_share(run.progress)
        self._progress.setText(self._progress_words(run))
        self._say_notice(run)
        self.command.show_command(commands.shown(commands.of_run(run)))
        going, asked = run.state in ("running", "starting"), bool(run.asked)
        self.finish.setVisible(going)
        self.finish.setEnabled(not asked and run.state == "running")
        self.pause.setVisible(run.alive)
        self.pause.setEnabled(not asked)
        self.pause.setText(self.tr("Call off") if run.state == "waiting" else self.tr("Pause"))
        self.resume.setVisible(run.resumable)
        self.restore.setVisible(run.state == "discarded")
        self.discard.setVisible(run.state not in ("finished", "discarded"))

    def _progress_words(self, run: Run) -> str:
        history, parts = run.history, []
        if run.state == "starting":
            return self.tr("Reading the faces, looking for leaks, trying the first batches")
        if run.state == "waiting":
            return self.tr("Begins when the training before it has ended")
        if history.wanted_epochs:
            text = self.tr("Epoch {epoch} of {epochs}")
            parts.append(text.format(epoch=history.epoch, epochs=history.wanted_epochs))
        batch = run.batch
        if batch and run.state == "running":
            text = self.tr("batch {batch} of {batches}")
            parts.append(text.format(batch=batch.get("batch"), batches=batch.get("batches")))
        if history.seconds:
            parts.append(self.tr("{time} at work").format(time=words.duration(history.seconds)))
        if run.alive and run.left_s is not None:
            parts.append(self.tr("{time} left").format(time=words.duration(run.left_s)))
        return f" {words.DOT} ".join(parts)

    def _say_notice(self, run: Run) -> None:
        if run.state == "failed":
            said = words.shortened(run.error.get("message", ""))
            text = " ".join(part for part in (_end(said), run.error.get("hint", "")) if part)
            self._notice.say("error", text or self.tr("The training could not be started: see the log."))
        elif run.state == "interrupted":
            self._notice.say(
                "warning",
                self.tr(
                    "The training ended without a word: it was killed, it crashed, or the computer went off. 'Resume' "
                    "goes on from the last save, which is ten minutes old at most."
                ),
            )
        elif run.alive and run.history.notices:
            self._notice.say("info", run.history.notices[-1])
        else:
            self._notice.hide()

    def _look_at_log(self) -> None:
        if self.tabs.currentWidget() is self.log:
            self.log.look()

    # -- what the user does ------------------------------------------------------------------------------------------

    def _finish(self) -> None:
        if self.run:
            self._actions.finish(self.run)

    def _pause(self) -> None:
        if self.run:
            self._actions.pause(self.run)

    def _resume(self) -> None:
        if self.run:
            self._actions.resume([self.run])

    def _restore(self) -> None:
        if self.run:
            self._actions.restore(self.run)

    def _discard(self) -> None:
        if self.run:
            self._actions.discard(self.run)


def tiles_of(faces: tuple[Face, ...], before: tuple[Face, ...]) -> list[Tile]:
    """Preview faces as tiles, worst misses first."""
    earlier = {face.file: face.score for face in before}
    ranked = sorted(faces, key=lambda face: -face.miss)
    short = short_names({face.method for face in faces})
    return [
        Tile(face.file, face.label, short.get(face.method, ""), face.score, earlier.get(face.file)) for face in ranked
    ]


def _end(text: str) -> str:
    return f"{text}." if text and not text.endswith(".") else text
