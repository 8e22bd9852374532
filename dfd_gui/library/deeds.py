"""What can be done with the row that is shown: make it the default, try it, export it, remove it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from dfd_core.detectors.container import SUFFIX
from dfd_gui.items.library_model import Entry, Kind, Mark
from dfd_gui.library import words
from dfd_gui.library.child import Outcome
from dfd_gui.library.desk import Desk
from dfd_gui.services import Services
from dfd_gui.shell.parts import Notice, button

AskTarget = Callable[[QWidget, str], str]
"""Asks where to write a file, given a proposed name; ``""`` for nowhere."""


def ask_target(parent: QWidget, name: str) -> str:
    """The system's dialog for a file to write."""
    title = words.translate("LibraryRoom", "Export detector")
    kinds = words.translate("LibraryRoom", "Detector files (*.safetensors)")
    return QFileDialog.getSaveFileName(parent, title, name, kinds)[0]


class Deeds(QObject):
    """Answers to the actions of a row. Questions and outcomes appear in ``notice``, at the top of the page."""

    sample_requested = Signal(str, tuple)
    """See `LibraryRoom.sample_requested`."""

    def __init__(self, services: Services, desk: Desk, notice: Notice, ask: AskTarget, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = services.actions
        self._desk = desk
        self._notice = notice
        self._ask = ask
        self._window = parent
        self.entry: Entry | None = None
        for name, deed in (
            ("default", self._make_default),
            ("sample", self._screen_sample),
            ("export", self._export),
            ("remove", self._ask_to_remove),
        ):
            self._actions.connect(f"library.{name}", deed)
        desk.failed.connect(self._on_failed)

    def take(self, entry: Entry | None) -> None:
        """Act on this row from now on, None for none; switches on the actions that make sense for it."""
        self.entry = entry
        self._allow(entry)

    def _allow(self, entry: Entry | None) -> None:
        """Switch the actions on that make sense for a row."""
        kind = entry.kind if entry else None
        detector, ensemble = kind is Kind.DETECTOR, kind is Kind.ENSEMBLE
        whole = detector or (ensemble and entry is not None and not self._marked(entry, Mark.INCOMPLETE))
        mine = entry is not None and not self._marked(entry, Mark.BUNDLED)
        removable = kind in {Kind.DETECTOR, Kind.ENSEMBLE, Kind.FACE_DETECTOR, Kind.DAMAGED} and mine
        allowed = {
            "default": whole and entry is not None and not self._desk.snapshot.is_default(entry.name),
            "sample": whole,
            "check": detector,
            "export": detector,
            "remove": removable,
        }
        for name, on in allowed.items():
            self._actions.set_enabled(f"library.{name}", bool(on))

    def _marked(self, entry: Entry, mark: Mark) -> bool:
        return any(badge.mark is mark for badge in entry.badges)

    def _make_default(self) -> None:
        entry = self.entry
        if entry is None:
            return
        if entry.kind is Kind.ENSEMBLE:
            done = self._desk.make_default(entry.name)
        else:
            done = self._desk.make_default_alone(entry.name)
        if done:
            self._notice.say("ok", self.tr("Screening now uses {name} unless told otherwise.").format(name=entry.name))

    def _screen_sample(self) -> None:
        if self.entry is None:
            return
        if self.entry.kind is Kind.ENSEMBLE:
            self.sample_requested.emit(self.entry.name, ())
        else:
            self.sample_requested.emit("", (self.entry.name,))

    def _export(self) -> None:
        entry = self.entry
        if entry is None:
            return
        target = self._ask(self._window, f"{entry.name}{SUFFIX}")
        if not target:
            return
        path = Path(target)

        def done(outcome: Outcome) -> None:
            if outcome.good:
                text = self.tr("{name} was copied to {path}").format(name=entry.name, path=path)
                self._notice.say("ok", text)
            else:
                self._notice.say("error", outcome.error)

        self._desk.export(entry.name, path, done)

    def _ask_to_remove(self) -> None:
        """Ask in place; nothing is deleted without the second button."""
        entry = self.entry
        if entry is None:
            return
        self._notice.say("warning", self._what_removing_means(entry))
        yes = button(self.tr("Remove"), "primary", self._notice)
        no = button(self.tr("Keep it"), parent=self._notice)
        yes.clicked.connect(lambda: self._remove(entry))
        no.clicked.connect(self._notice.hide)
        self._notice.offer(yes, no)
        no.setFocus()

    def _what_removing_means(self, entry: Entry) -> str:
        if entry.kind is Kind.ENSEMBLE:
            text = self.tr("Remove the ensemble {name}? Its detectors stay, and so do the results of clips.")
            return text.format(name=entry.shown)
        lines = [self.tr("Remove {name}? Its file is deleted; results of clips stay.").format(name=entry.shown)]
        if users := self._desk.snapshot.users_of(entry.name):
            text = self.tr("These ensembles cannot run without it: {names}.")
            lines.append(text.format(names=", ".join(users)))
        return "\n".join(lines)

    def _remove(self, entry: Entry) -> None:
        self._notice.hide()
        kinds = {Kind.DETECTOR: "detector", Kind.ENSEMBLE: "ensemble"}
        if entry.kind is Kind.DAMAGED:
            path = Path(entry.name)
            self._desk.remove(path.stem, "detector" if path.suffix == SUFFIX else "ensemble")
        else:
            self._desk.remove(entry.name, kinds.get(entry.kind, ""))

    def _on_failed(self, error: str) -> None:
        self._notice.say("error", error)
