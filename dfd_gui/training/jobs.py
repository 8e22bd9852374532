"""Starts work that outlives the window, asks it for something, and finds out whether it is alive.

Nothing is remembered in the window: the folder of the work says it all (a lock, a file of state, a file of requests).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import psutil
from PySide6.QtCore import QProcess, QProcessEnvironment

from dfd_core.errors import DfdError
from dfd_core.paths import atomic_write
from dfd_core.training.presence import LAUNCHED, NICENESS, is_at_work, read_state
from dfd_gui.library.child import Program
from dfd_gui.training import commands
from dfd_gui.training.commands import Training
from dfd_gui.training.draft import Draft
from dfd_gui.training.run import CONFIG_FILE, CONTROL, JOB, LOG, SESSION, Run, mark
from dfd_gui.training.words import translate

JOB_FOLDER = ".job"
"""Log and events of a build, inside the folder of the face set."""
EVENTS = "events.jsonl"
WINDOW_FIRST = 5
"""Training gives way to the window and to everything else that the user does meanwhile."""


class Jobs:
    """Starts trainings and builds.

    Args:
        program: how ``dfd`` is started.
    """

    def __init__(self, program: Program) -> None:
        self.program = program

    def begin(self, training: Training, draft: Draft, series: str = "") -> None:
        """Make a run's folder and note there how it is begun; `go` starts it. ``series`` names runs begun together.

        Raises:
            DfdError: ``not_writable``.
        """
        job = {
            "name": training.name,
            "recipe": training.pick.short,
            "data": [str(path) for path in draft.face_sets],
            "arguments": list(training.arguments(draft)),
            "series": series,
        }
        try:
            with atomic_write(training.folder / JOB) as stream:
                stream.write(json.dumps(job, ensure_ascii=False, indent=1).encode())
        except OSError as error:
            raise DfdError("not_writable", f"{training.folder}: {error.strerror}", "choose another folder") from error

    def go(self, run: Run, after: Sequence[Path] = ()) -> None:
        """Start or go on with a run, once the runs in ``after`` have ended.

        Raises:
            DfdError: it cannot be started.
        """
        began = (run.folder / CONFIG_FILE).is_file()
        words = commands.resume(run.folder) if began or not run.arguments else run.arguments
        words = commands.controlled((*words, *commands.after(after)), run.folder)
        self._launch(run.folder, words, run.folder / LOG, None)

    def build(self, folder: Path, arguments: Sequence[str]) -> None:
        """Start or go on with cutting the faces of ``folder``.

        Raises:
            DfdError: it cannot be started.
        """
        job = folder / JOB_FOLDER
        job.mkdir(parents=True, exist_ok=True)
        words = (*arguments, "--json", "-", "--control", str(job / CONTROL), "--quiet")
        (job / EVENTS).unlink(missing_ok=True)
        self._launch(folder, words, job / LOG, job / EVENTS, control=job / CONTROL)

    def _launch(
        self, folder: Path, words: Sequence[str], log: Path, events: Path | None, control: Path | None = None
    ) -> None:
        (control or folder / CONTROL).unlink(missing_ok=True)
        with suppress(OSError), log.open("a", encoding="utf-8") as stream:
            stream.write(f"{SESSION}{datetime.now().astimezone().isoformat(timespec='seconds')}\n")
            stream.write(f"{commands.shown(words)}\n")
        mark(folder, LAUNCHED)
        process = QProcess()
        process.setProgram(self.program.words[0])
        process.setArguments([*self.program.words[1:], *words])
        environment = QProcessEnvironment()
        for name, value in self.program.environment.items():
            environment.insert(name, value)
        process.setStandardInputFile(QProcess.nullDevice())
        process.setStandardErrorFile(str(log), QProcess.OpenModeFlag.Append)
        process.setStandardOutputFile(str(events) if events else QProcess.nullDevice())
        environment.insert(NICENESS, str(WINDOW_FIRST))
        process.setProcessEnvironment(environment)
        if not bool(process.startDetached()):
            mark(folder, "failed")
            raise DfdError(
                "not_started",
                translate("Training", "{program} cannot be started").format(program=self.program.words[0]),
                translate("Training", "install the program again"),
            )


def ask(control: Path, word: str) -> None:
    """Ask the work that looks at a control file for something: ``finish_now``, ``pause``, ``discard``.

    Raises:
        DfdError: ``not_writable``.
    """
    try:
        control.parent.mkdir(parents=True, exist_ok=True)
        with control.open("a", encoding="utf-8") as stream:
            stream.write(f"{word}\n")
    except OSError as error:
        raise DfdError("not_writable", f"{control}: {error.strerror}") from error


def build_control(folder: Path) -> Path:
    """The control file of a build."""
    return folder / JOB_FOLDER / CONTROL


def end(folder: Path) -> None:
    """End the process that is at work in a folder, at once. Its lock says that the number is still its own."""
    pid = read_state(folder).get("pid")
    if isinstance(pid, int) and pid and is_at_work(folder):
        with suppress(psutil.Error):
            psutil.Process(pid).terminate()


__all__ = ["EVENTS", "JOB_FOLDER", "Jobs", "ask", "build_control", "end"]
