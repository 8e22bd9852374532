"""Second page: cut the faces out of the clips, and look at what was cut."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dfd_core.errors import DfdError
from dfd_gui.library.background import Background
from dfd_gui.library.parts import Page
from dfd_gui.shell.parts import button, clear, em, text_label
from dfd_gui.shell.widgets import dim_label, title_label
from dfd_gui.training import commands, words
from dfd_gui.training.build_row import BuildRow
from dfd_gui.training.builds import Build, BuildReader, evenly, in_work
from dfd_gui.training.cutting_form import CuttingForm
from dfd_gui.training.desk import Desk
from dfd_gui.training.draft import Source
from dfd_gui.training.jobs import ask, build_control
from dfd_gui.training.parts import CommandBox, WizardPage, tool
from dfd_gui.training.tiles import Tile, TilesView, short_names

LOOK_MS = 600
EACH = 18
"""Faces of each class on the contact sheet."""
GROWTH = 1.25
"""The sheet is drawn afresh when so many times more clips are done, not at every clip."""


class FacesPage(WizardPage):
    """Options, one row a data set, and the contact sheet."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("Cut the faces")
        self.lead = self.tr(
            "A detector learns from faces, not from whole frames. They are cut once, with room around them, and every "
            "recipe takes from them what it needs."
        )
        self._desk = desk
        self._theme = desk.services.theme
        self._background = Background(self)
        self._readers: dict[Path, BuildReader] = {}
        self.rows: list[BuildRow] = []
        self._told: list[tuple[str, int]] = []
        self._wanted = self._started = False
        self._current: Path | None = None
        self._sheet_at = (0, 0)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(em(self, 1.6))
        outer.addWidget(self._left())
        outer.addWidget(self._right(), 1)

    # -- building ----------------------------------------------------------------------------------------------------

    def _left(self) -> QWidget:
        side = Page(self)
        side.setFixedWidth(em(self, 27))
        side.body.setContentsMargins(0, 0, em(self, 0.6), 0)
        self.options = CuttingForm(side)
        self.options.show_cutting(self._desk.draft.cutting)
        self.options.changed.connect(self._on_option)
        side.body.addWidget(self.options)
        self._fixed = text_label("", "dim", side)
        side.body.addWidget(self._fixed)
        line = QHBoxLayout()
        self.start = tool(self._theme, "face", self.tr("Cut the faces"), self._start, self, primary=True)
        self.pause = tool(self._theme, "pause", self.tr("Pause"), self._pause, self)
        self.again = button(self.tr("Start over..."), "flat", self)
        self.again.clicked.connect(self._start_over)
        for one in (self.start, self.pause, self.again):
            line.addWidget(one)
        line.addStretch(1)
        side.body.addLayout(line)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(em(self, 0.5))
        side.body.addLayout(self._rows)
        side.body.addSpacing(em(self, 0.5))
        self.command = CommandBox(self._theme, side)
        side.body.addWidget(self.command)
        side.body.addStretch(1)
        return side

    def _right(self) -> QWidget:
        side = QWidget(self)
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(title_label(self.tr("What was cut"), side))
        self._sheet_words = dim_label("", side)
        head.addWidget(self._sheet_words, 1)
        layout.addLayout(head)
        self.sheet = TilesView(self._theme, self._desk.pictures, self.tr("Contact sheet of the cut faces"), side)
        layout.addWidget(self.sheet, 1)
        self._nothing = QLabel(self.tr("The faces appear here while they are cut."), side)
        self._nothing.setProperty("role", "dim")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self._nothing, 1)
        return side

    # -- the page ----------------------------------------------------------------------------------------------------

    def first(self) -> QWidget | None:
        return self.start if self.start.isVisible() else None

    def sync(self) -> None:
        """Take notice of other data sets."""
        sources = self._desk.draft.sources
        if [id(row.source) for row in self.rows] != [id(source) for source in sources]:
            self._make_rows(sources)
            self.look()

    def enter(self) -> None:
        self.sync()
        self._sheet_at = (0, 0)
        self.options.show_cutting(self._desk.draft.cutting)
        self.look()
        self._timer.start()

    def leave(self) -> None:
        if not in_work(row.build for row in self.rows):
            self._timer.stop()

    def why_not(self) -> str:
        self.sync()
        for row in self.rows:
            if row.stale:
                return self.tr("Other clips are chosen now than were cut: start over")
            match row.build.state:
                case "finished":
                    continue
                case "building" | "starting":
                    return self.tr("The faces are still being cut")
                case "failed":
                    return self.tr("Cutting has failed: see the reason on the left")
                case "paused" | "interrupted":
                    return self.tr("Cutting has paused: go on with it first")
                case _:
                    return self.tr("Cut the faces first")
        return "" if self.rows else self.tr("Add a data set first")

    def summary(self) -> str:
        found = sum(row.build.faces for row in self.rows)
        return words.faces(found) if found else ""

    def busy(self) -> list[str]:
        """What is being cut."""
        text = self.tr("Cutting the faces of {name}")
        return [text.format(name=Path(row.source.path).name) for row in self.rows if row.build.alive]

    def pause_all(self) -> None:
        """Ask whatever is at work to pause."""
        self._wanted = False
        for row in self.rows:
            if row.build.alive:
                self._guarded(partial(ask, build_control(row.build.folder), "pause"))

    def shutdown(self) -> None:
        self._timer.stop()
        self._background.shutdown()

    def look(self) -> None:
        """Read how the builds stand."""
        folders = [Path(row.source.faces) for row in self.rows]
        self._background.run("builds", lambda: self._read(folders), self._show, self._failed)

    # -- what happens ------------------------------------------------------------------------------------------------

    def _make_rows(self, sources: Sequence[Source]) -> None:
        clear(self._rows)
        self.rows = [BuildRow(source, self._theme, self) for source in sources]
        for row in self.rows:
            self._rows.addWidget(row)
            row.show_build(row.build)

    def _read(self, folders: Sequence[Path]) -> list[Build]:
        """In the background thread, the only one that touches the readers."""
        self._readers = {folder: self._readers.get(folder) or BuildReader(folder) for folder in folders}
        return [self._readers[folder].read() for folder in folders]

    def _show(self, builds: list[Build]) -> None:
        found = {build.folder: build for build in builds}
        for row in self.rows:
            if row.build.folder in found:
                row.show_build(found[row.build.folder])
        self._refresh_buttons()
        self._refresh_sheet()
        if self._wanted and not in_work(row.build for row in self.rows):
            self._start_next()
        told = [(row.build.state, row.build.faces) for row in self.rows]
        if told != self._told:
            self._told = told
            self.changed.emit()

    def _failed(self, error: DfdError) -> None:
        self._desk.services.messages.failure(error, key="training-faces")

    def _refresh_buttons(self) -> None:
        states = [row.build.state for row in self.rows]
        busy, left = any(row.build.alive for row in self.rows), any(state != "finished" for state in states)
        begun = any(state not in ("none", "finished") or (state == "finished") for state in self._own_states())
        self.options.setEnabled(not begun and left)
        self.options.setVisible(left)
        self._fixed.setText(self._fixed_words(begun=begun, left=left))
        self._fixed.setVisible(bool(self._fixed.text()))
        self.start.setVisible(left)
        self.start.setEnabled(not busy)
        resumes = any(state in ("paused", "interrupted") for state in states)
        self.start.setText(self.tr("Go on cutting") if resumes else self.tr("Cut the faces"))
        self.start.setAccessibleName(self.start.text())
        self.pause.setVisible(left)
        self.pause.setEnabled(busy)
        self.again.setVisible(begun and not busy)
        self._timer.setInterval(LOOK_MS if busy else 4 * LOOK_MS)
        if busy and not self.start.isEnabled() and self._started:
            self._started = False
            self.pause.setFocus()

    def _own_states(self) -> list[str]:
        """States of the face sets that are made here."""
        return [row.build.state for row in self.rows if not row.source.is_face_set]

    def _fixed_words(self, *, begun: bool, left: bool) -> str:
        if begun and left:
            return self.tr("The options stay as they are once cutting has begun; 'Start over' frees them.")
        return "" if left else self.tr("All faces are cut.")

    def _refresh_sheet(self) -> None:
        shots = [shot for row in self.rows for shot in row.build.shots]
        finished = sum(row.build.state == "finished" for row in self.rows)
        drawn, finished_then = self._sheet_at
        if drawn and drawn <= len(shots) < drawn * GROWTH and finished == finished_then:
            return
        self._sheet_at = (len(shots), finished)
        chosen = evenly(shots, EACH)
        short = short_names({shot.method for shot in chosen})
        self.sheet.show_tiles([Tile(shot.file, shot.label, short.get(shot.method, "")) for shot in chosen])
        self.sheet.setVisible(bool(chosen))
        self._nothing.setVisible(not chosen)
        text = self.tr("{shown} of {clips} clips, evenly chosen, one face each")
        known = {"shown": words.count(len(chosen)), "clips": words.count(len(shots))}
        self._sheet_words.setText(text.format(**known) if chosen else "")

    # -- what the user does ------------------------------------------------------------------------------------------

    def _on_option(self) -> None:
        cutting = self._desk.draft.cutting
        self.options.put_into(cutting)
        todo = [source for source in self._desk.draft.sources if not source.is_face_set]
        self.command.show_command("\n".join(commands.shown(commands.build(source, cutting)) for source in todo))

    def _start(self) -> None:
        self._wanted, self._current = True, None
        self._desk.keep_draft()
        self._start_next()

    def _start_next(self) -> None:
        """Start the first data set that is not done, unless it is the one that has just ended without being done."""
        row = self._first_open()
        if row is None or row.build.folder == self._current:
            self._wanted = False
            return
        self._current = row.build.folder
        arguments = commands.build(row.source, self._desk.draft.cutting)
        self._started = True
        if self._guarded(lambda: self._desk.jobs.build(row.build.folder, arguments)):
            row.show_build(Build(row.build.folder, "starting"))
        self._refresh_buttons()
        self.changed.emit()

    def _first_open(self) -> BuildRow | None:
        return next((row for row in self.rows if row.build.state != "finished"), None)

    def _pause(self) -> None:
        self.pause_all()
        self.pause.setEnabled(False)

    def _start_over(self) -> None:
        question = self.tr("Cut all faces again?")
        details = self.tr("The face sets that were cut here are deleted. Your clips stay as they are.")
        if self._desk.ask(self, question, details, (self.tr("Delete and start over"), self.tr("Keep them"))) != 0:
            return
        for row in self.rows:
            if not row.source.is_face_set and Path(row.source.faces).is_relative_to(self._desk.places.facesets):
                shutil.rmtree(row.source.faces, ignore_errors=True)
        self._make_rows(self._desk.draft.sources)
        self._sheet_at = (0, 0)
        self.look()

    def _guarded(self, act: Callable[[], None]) -> bool:
        try:
            act()
        except (DfdError, OSError) as error:
            text = error.message if isinstance(error, DfdError) else str(error)
            self._desk.services.messages.error(text, getattr(error, "hint", ""), key="training-faces")
            return False
        return True
