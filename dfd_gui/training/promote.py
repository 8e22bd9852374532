"""Takes finished runs into the library by ``dfd detectors import``, and makes an ensemble of several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dfd_core.detectors.card import check_name
from dfd_core.detectors.ensemble import Ensemble
from dfd_core.errors import DfdError
from dfd_gui.library.child import Child, Outcome, Program
from dfd_gui.services import Services
from dfd_gui.training import commands
from dfd_gui.training.run import DETECTOR
from dfd_gui.training.words import translate


@dataclass(frozen=True, slots=True)
class Entry:
    """A run's folder, and the name that its detector gets; ``installed`` if it is in the library already."""

    folder: Path
    name: str
    installed: bool = False


class Promoter(QObject):
    """One promotion at a time."""

    done = Signal(list, str)
    """The detectors' names, and the ensemble's (empty for none)."""
    failed = Signal(str)

    def __init__(self, services: Services, program: Program, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._program = program
        self._child: Child | None = None
        self._left: list[Entry] = []
        self._names: list[str] = []
        self._ensemble = ""

    @property
    def busy(self) -> bool:
        """Whether one is at work."""
        return self._child is not None

    def begin(self, entries: Sequence[Entry], ensemble: str = "") -> None:
        """Install these; then put them together under a name, if one is given."""
        self._left = [entry for entry in entries if not entry.installed]
        self._names = [entry.name for entry in entries]
        self._ensemble = ensemble
        self._next()

    def shutdown(self) -> None:
        """End what is at work."""
        if self._child:
            self._child.shutdown()
            self._child.deleteLater()
            self._child = None

    def _next(self) -> None:
        if not self._left:
            self._finish()
            return
        entry = self._left.pop(0)
        self._child = Child(self._program, commands.install(entry.folder / DETECTOR, entry.name), self)
        self._child.finished.connect(self._on_outcome)  # a lambda that holds this object could end it too early

    def _on_outcome(self, outcome: Outcome) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.deleteLater()
        if outcome.good:
            self._next()
        else:
            self.failed.emit(outcome.error or translate("Training", "The detector could not be added."))

    def _finish(self) -> None:
        try:
            if self._ensemble:
                Ensemble(self._ensemble, tuple(self._names)).save(self._services.paths.ensembles)
        except (DfdError, OSError) as error:
            self.failed.emit(str(error))
            return
        self.done.emit(self._names, self._ensemble)


def why_no_name(name: str, taken: frozenset[str]) -> str:
    """Why a detector cannot be called so; empty if it can. ``taken`` are names in lower case."""
    try:
        check_name(name)
    except DfdError as error:
        return f"{error.message}: {error.hint}"
    if name.lower() in taken:
        return translate("Training", "'{name}' is in the library already: choose another name").format(name=name)
    return ""
