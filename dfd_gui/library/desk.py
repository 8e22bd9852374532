"""What the library room does, without its widgets: reads the library, runs commands, keeps the downloads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dfd_core.detectors.ensemble import Ensemble
from dfd_core.errors import DfdError
from dfd_gui.library import words
from dfd_gui.library.background import Background
from dfd_gui.library.child import Child, Outcome, Program, own_program
from dfd_gui.library.downloads import Downloads
from dfd_gui.library.snapshot import Snapshot, take
from dfd_gui.services import Services

PREFERRED = "screening.ensemble"
"""The setting that names an ensemble in place of the library's default."""


class Desk(QObject):
    """The library's state and deeds; the pages show the one and ask for the other."""

    changed = Signal(object)
    """A `Snapshot` that differs from the one before."""
    failed = Signal(str)
    """What could not be done, in full."""

    def __init__(self, services: Services, program: Program | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.program = program or own_program(services.paths)
        self.snapshot = Snapshot()
        self.read = False
        self.downloads = Downloads(self.program, self)
        self.background = Background(self)
        self._services = services
        self._children: dict[Child, str] = {}
        self.downloads.installed.connect(self.refresh)
        services.settings.changed.connect(self._on_setting)

    def refresh(self) -> None:
        """Read the library again, in a thread; `changed` follows."""
        library, preferred = self._services.library, self._services.settings.text(PREFERRED)
        self.background.run("library", lambda: take(library, preferred), self._take, self._tell)

    def run(self, what: str, arguments: Sequence[str], done: Callable[[Outcome], None]) -> Child:
        """Start a command. ``what`` names it for the question at closing; ``done`` gets its `Outcome`."""
        child = Child(self.program, arguments, self)
        self._children[child] = what

        def end(outcome: Outcome) -> None:
            self._children.pop(child, None)
            child.deleteLater()
            done(outcome)

        child.finished.connect(end)
        return child

    def make_default(self, ensemble: str) -> bool:
        """Let screening use an ensemble unasked, here and on the command line; False, and `failed`, if it cannot be."""
        try:
            self._services.library.set_default(ensemble)
        except (DfdError, OSError) as error:
            self.failed.emit(str(error))
            return False
        self._services.settings.reset(PREFERRED)
        self.refresh()
        return True

    def make_default_alone(self, detector: str) -> bool:
        """Make an ensemble of one detector, by its family's rule and with its own bands, and let it be the default."""
        try:
            implicit = self._services.library.of_detectors([detector])
        except DfdError as error:
            self.failed.emit(str(error))
            return False
        name = alone_name(detector)
        present = self.snapshot.ensemble(name)
        if present is not None and present.detectors != (detector,):
            name = words.free_name(name, self.snapshot.names())
        alone = replace(implicit, name=name, implicit=False)
        return self.save(alone) and self.make_default(alone.name)

    def save(self, ensemble: Ensemble) -> bool:
        """Write an ensemble's file; False, and `failed`, if it cannot be written."""
        try:
            ensemble.save(self._services.paths.ensembles)
        except (DfdError, OSError) as error:
            self.failed.emit(str(error))
            return False
        self.refresh()
        return True

    def remove(self, name: str, kind: str = "") -> None:
        """Delete what is installed under a name; ``kind`` is ``detector``, ``ensemble``, or empty for anything else."""
        meant = ["--kind", kind] if kind else []
        what = self.tr("removing {name}").format(name=name)
        self.run(what, ["detectors", "remove", name, *meant], self._after_change)

    def export(self, name: str, target: Path, done: Callable[[Outcome], None]) -> None:
        """Copy a detector's file; one that is there is replaced, as the file dialog has asked."""
        arguments = ["detectors", "export", name, str(target), "--force"]
        self.run(self.tr("exporting {name}").format(name=name), arguments, done)

    def names(self) -> frozenset[str]:
        """Every name in use now, in lower case."""
        return self.snapshot.names()

    def busy(self) -> list[str]:
        """What runs now, for the question at closing."""
        pulls = [self.tr("downloading {name}").format(name=name) for name in self.downloads.running()]
        return [*self._children.values(), *pulls]

    def shutdown(self) -> None:
        """End everything that runs."""
        for child in list(self._children):
            child.shutdown()
        self._children.clear()
        self.downloads.shutdown()
        self.background.shutdown()

    def _after_change(self, outcome: Outcome) -> None:
        if outcome.error:
            self.failed.emit(outcome.error)
        self.refresh()

    def _take(self, snapshot: Snapshot) -> None:
        news = not self.read or snapshot != self.snapshot
        self.snapshot, self.read = snapshot, True
        if news:
            self.changed.emit(snapshot)

    def _tell(self, error: DfdError) -> None:
        self.failed.emit(str(error))

    def _on_setting(self, key: str) -> None:
        if key == PREFERRED and self.read:
            self.refresh()


def alone_name(detector: str) -> str:
    """Name of the ensemble that is one detector alone."""
    return f"{detector[:58]}-alone"
