"""The training room: all runs, and the wizard that begins and shows them.

Trainings and the cutting of faces are processes of their own that outlive the window; what this room knows of them it
reads from their folders.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dfd_core.errors import DfdError
from dfd_gui.library.background import Background
from dfd_gui.library.child import Program, own_program
from dfd_gui.services import Services
from dfd_gui.training import words
from dfd_gui.training.desk import Ask, Desk, ask_by_box
from dfd_gui.training.draft import FACE_SET, Draft, Source, load_draft, pick_of
from dfd_gui.training.jobs import Jobs
from dfd_gui.training.places import places_of
from dfd_gui.training.run import Run
from dfd_gui.training.run_actions import RunActions
from dfd_gui.training.runs_page import RunsPage
from dfd_gui.training.watch import RunsWatch
from dfd_gui.training.wizard import RECIPE, Wizard

ON_CLOSE = "training.on_close"


class TrainingRoom(QWidget):
    """Runs, wizard, and the actions of the menu.

    Args:
        services: what the window works with.
        parent: the widget it stands in.
        program: how ``dfd`` is started; by default this very program.
        ask: how questions are put.
    """

    screen_requested = Signal(list, str)
    """Clips to screen, and the name of the detector to do it with."""
    library_changed = Signal()

    def __init__(
        self,
        services: Services,
        parent: QWidget | None = None,
        *,
        program: Program | None = None,
        ask: Ask = ask_by_box,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._watching = Background(self)
        pictures = Background(self)
        places = places_of(services.paths, services.settings)
        program = program or own_program(services.paths)
        watch = RunsWatch(places.runs, self._watching, self)
        self.desk = Desk(services, places, program, Jobs(program), watch, pictures, ask, load_draft(places.draft))
        self._known: dict[Path, str] = {}
        self._decided = ""
        self._ended = False
        self.actions_ = RunActions(self.desk, self)
        self.actions_.done.connect(watch.look)
        self._stack = QStackedWidget(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.runs = RunsPage(self.desk, self)
        self._wizard: Wizard | None = None
        self._stack.addWidget(self.runs)
        self._connect()
        self._begin()

    @property
    def wizard(self) -> Wizard:
        """The six steps, made when they are first needed."""
        if self._wizard is None:
            wizard = self._wizard = Wizard(self.desk, self.actions_, self)
            self._stack.addWidget(wizard)
            wizard.left.connect(self._show_runs)
            wizard.moved.connect(self._refresh_actions)
            wizard.begun.connect(self._on_begun)
            wizard.screen_requested.connect(self.screen_requested)
            wizard.added.connect(self._on_added)
        return self._wizard

    # -- what the window asks ----------------------------------------------------------------------------------------

    def busy(self) -> list[str]:
        """What closing the window would end: nothing of what is to go on without it."""
        jobs = self._wizard.busy() if self._wizard else []
        if self._fate() == "keep":
            return [] if self._decided else jobs
        text = self.tr("Training '{name}'")
        return [*jobs, *(text.format(name=run.name) for run in self.desk.watch.alive)]

    def may_close(self) -> bool:
        """Ask what becomes of the trainings when the window closes; False if it had better stay."""
        runs = self.desk.watch.alive
        if not runs and not (self._wizard and self._wizard.cutting()):
            return True
        fate = self._fate()
        if fate == "ask":
            question = self.tr("Something is still being trained.")
            details = self.tr(
                "It can go on without the window; you find it here again at the next start. Or it saves its state and "
                "pauses."
            )
            answers = (self.tr("Let it go on"), self.tr("Pause it"), self.tr("Do not close"))
            chosen = self.desk.ask(self, question, details, answers)
            if chosen not in (0, 1):
                return False
            fate = ("keep", "pause")[chosen]
        self._decided = fate
        if fate == "pause":
            self._pause_all()
        return True

    def shutdown(self) -> None:
        """Let go of everything; trainings pause or go on as was said, or as the settings say."""
        if self._ended:
            return
        self._ended = True
        if not self._decided and self._fate() != "keep":
            self._pause_all()  # whoever closes without being asked has said "stop" to everything that is at work
        self.desk.watch.stop()
        self.actions_.shutdown()
        if self._wizard:
            self._wizard.shutdown()
        self._watching.shutdown()
        self.desk.pictures.shutdown()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._ended:
            self.desk.watch.look()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.desk.keep_draft()

    # -- set-up ------------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.desk.watch.changed.connect(self._on_watch)
        self.runs.opened.connect(self._open)
        self.runs.chosen.connect(self._refresh_actions)
        self.runs.draft_wanted.connect(self._new)
        self.runs.draft_dropped.connect(self._drop_draft)
        actions: dict[str, Callable[[], object]] = {
            "new": self._new,
            "resume": self._resume,
            "finish": lambda: self._each(self.actions_.finish, alone=False),
            "pause": lambda: self._each(self.actions_.pause, alone=False),
            "discard": lambda: self._each(self.actions_.delete, alone=True),
            "restore": self._restore,
            "duplicate": self._duplicate,
            "copy_command": lambda: self.actions_.copy_command(self._current()),
            "open_folder": lambda: self._each(self.actions_.open_folder, alone=True),
            "add": self._show_result,
        }
        for name, slot in actions.items():
            self._services.actions.connect(f"training.{name}", slot)

    def _begin(self) -> None:
        self._services.actions.install(self, "training")
        if not self.desk.draft.empty:
            self.wizard.faces.enter()  # faces may still be being cut since the last session
        self._show_runs()
        self.desk.watch.look()

    # -- what happens ------------------------------------------------------------------------------------------------

    def _on_watch(self) -> None:
        if not self._known:
            self.actions_.purge(self.desk.watch.runs)
        for run in self.desk.watch.runs:
            before = self._known.get(run.folder)
            if before in ("running", "starting") and run.state in ("finished", "failed"):
                self._tell(run)
            self._known[run.folder] = run.state
        self._refresh_actions()

    def _tell(self, run: Run) -> None:
        """News of a training that has ended, for whoever looks at something else."""
        messages = self._services.messages
        if run.state == "failed":
            text = self.tr("The training '{name}' has failed: {reason}")
            messages.error(
                text.format(name=run.name, reason=words.shortened(run.error.get("message", ""))),
                run.error.get("hint", ""),
                key=f"run {run.folder}",
            )
        elif not (self.isVisible() and self._wizard and self._wizard.folder == run.folder):
            text = self.tr("The training '{name}' has finished").format(name=run.name)
            see = (self.tr("See the result"), lambda: self._see(run.folder))
            messages.info(text, key=f"run {run.folder}", buttons=(see,))

    def _see(self, folder: Path) -> None:
        self._services.actions.get("view.training").trigger()
        self._open(folder)

    def _on_added(self) -> None:
        """The library room, if it was entered, looks again."""
        self.library_changed.emit()
        if self._services.actions.connected("library.refresh"):
            self._services.actions.get("library.refresh").trigger()

    def _on_begun(self, folder: Path) -> None:
        self.runs.show_draft("")
        self._open(folder)

    def _show_runs(self) -> None:
        self._stack.setCurrentWidget(self.runs)
        self.desk.keep_draft()
        draft = self.desk.draft
        if draft.empty:
            self.runs.show_draft("")
        else:
            names = ", ".join(Path(source.path).name for source in draft.sources)
            text = self.tr("A training is set up half-way: {names}").format(names=names)
            self.runs.show_draft(text)
        self._refresh_actions()

    def _open(self, folder: Path) -> None:
        run = self.desk.watch.get(folder)
        self._stack.setCurrentWidget(self.wizard)
        self.wizard.open_run(folder, result=run is not None and run.state == "finished")

    def _new(self) -> None:
        self._stack.setCurrentWidget(self.wizard)
        self.wizard.open_draft()

    def _drop_draft(self) -> None:
        if self._wizard:
            self._wizard.pause_cutting()
        self.desk.draft = Draft()
        self.desk.keep_draft()
        self._show_runs()

    # -- actions -----------------------------------------------------------------------------------------------------

    def _current(self) -> list[Run]:
        """The runs that an action of the menu is about."""
        if self._stack.currentWidget() is self.runs:
            return self.runs.selected()
        run = self.desk.watch.get(self._wizard.folder) if self._wizard else None
        return [run] if run else []

    def _each(self, act: Callable[[Run], object], *, alone: bool) -> None:
        runs = self._current()
        for run in runs[:1] if alone else runs:
            act(run)

    def _restore(self) -> None:
        for run in self._current():
            if run.state == "discarded":
                self.actions_.restore(run)

    def _resume(self) -> None:
        self.actions_.resume([run for run in reversed(self._current()) if run.resumable])

    def _duplicate(self) -> None:
        runs = self._current()
        if not runs:
            return
        run, draft = runs[0], Draft(step=RECIPE)
        draft.sources = [Source(path, path, FACE_SET) for path in run.data]
        with suppress(DfdError, OSError):
            draft.picks = [pick_of(run.folder, run.recipe)]
        draft.name = run.name
        self.desk.draft = draft
        self._new()

    def _show_result(self) -> None:
        runs = self._current()
        if runs:
            self._open(runs[0].folder)

    def _refresh_actions(self) -> None:
        runs = self._current()
        actions = self._services.actions
        alive = any(run.alive and not run.asked for run in runs)
        states = {run.state for run in runs}
        enabled = {
            "resume": any(run.resumable for run in runs),
            "finish": "running" in states and alive,
            "pause": alive,
            "discard": len(runs) == 1,
            "restore": "discarded" in states,
            "duplicate": len(runs) == 1 and bool(runs[0].data),
            "copy_command": bool(runs),
            "open_folder": len(runs) == 1,
            "add": len(runs) == 1 and states == {"finished"},
        }
        for name, on in enabled.items():
            actions.set_enabled(f"training.{name}", on)

    # -- closing -----------------------------------------------------------------------------------------------------

    def _fate(self) -> str:
        """What becomes of trainings when the window closes: ``keep``, ``pause`` or ``ask``."""
        return self._decided or self._services.settings.text(ON_CLOSE)

    def _pause_all(self) -> None:
        if self._wizard:
            self._wizard.pause_cutting()
        for run in self.desk.watch.alive:
            self.actions_.pause(run)
