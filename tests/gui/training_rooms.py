"""Training rooms for tests, and processes that are at work on their runs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from dfd_gui.library.background import Background
from dfd_gui.services import Services
from dfd_gui.training.desk import Desk
from dfd_gui.training.draft import Draft
from dfd_gui.training.jobs import Jobs
from dfd_gui.training.places import places_of
from dfd_gui.training.room import TrainingRoom
from dfd_gui.training.watch import RunsWatch
from tests.gui.training_help import Answers, fake_program

WORKER = """
import sys, time
from pathlib import Path
from dfd_core.training.control import Control
from dfd_core.training.presence import StateFile, at_work
folder = Path(sys.argv[1])
control = Control(file=folder / "control")
with at_work(folder):
    state = StateFile(folder)
    batch = {"epoch": 4, "batch": 2, "batches": 4, "left_s": 50.0, "lr": 0.001, "examples_per_s": 40}
    machine = {"cpu": 1.5, "cores": 2, "memory_mb": 900, "gpu_memory_mb": 2048, "gpu_memory_total_mb": 8192}
    state.say("training", batch=batch, machine=machine)
    print("at work", flush=True)
    while not control.poll():
        time.sleep(0.02)
    control.close()
    state.say("paused")
"""


@contextmanager
def working(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process at work on a run, which pauses when it is asked to."""
    with subprocess.Popen([sys.executable, "-c", WORKER, str(folder)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process
        process.kill()


class Rooms:
    """Enters training rooms, each once its runs have been read, and closes them in the end."""

    def __init__(self, services: Services, home: Path, qtbot: QtBot) -> None:
        self.services, self._home, self._qtbot = services, home, qtbot
        self._opened: list[TrainingRoom] = []

    def __call__(self, *answers: int) -> TrainingRoom:
        """A room; its questions are answered so, one after the other."""
        room = TrainingRoom(self.services, program=fake_program(self._home), ask=Answers(*answers))
        self._qtbot.addWidget(room)
        room.resize(1300, 800)
        self._opened.append(room)
        self._qtbot.waitUntil(lambda: room.desk.watch.loaded)
        return room

    def close(self) -> None:
        """Close them all; trainings go on."""
        self.services.settings.set("training.on_close", "keep")
        for room in self._opened:
            room.shutdown()


def said(widget: QWidget) -> str:
    """All words that stand in a widget."""
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def state_of(room: TrainingRoom, folder: Path) -> str:
    """How the room sees a run."""
    run = room.desk.watch.get(folder)
    return run.state if run else ""


@contextmanager
def desk_of(services: Services, home: Path) -> Iterator[Desk]:
    """What pages share, for those that stand alone."""
    pictures, watching = Background(), Background()
    places = places_of(services.paths, services.settings)
    watch = RunsWatch(places.runs, watching)
    program = fake_program(home)
    yield Desk(services, places, program, Jobs(program), watch, pictures, Answers(), Draft())
    watch.stop()
    pictures.shutdown()
    watching.shutdown()


def touch(root: Path, *names: str) -> Path:
    """Files that only have a name."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return root
