"""The check of a result: ``dfd verify`` in a child process, which knows of it no more than the exported record says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from dfd_core.cases.extract import canonical_bytes, extract_sha256
from dfd_core.errors import DfdError
from dfd_core.paths import UserPaths
from dfd_gui.cases.files import write
from dfd_gui.library.child import Child, Outcome, Program, own_program
from dfd_gui.state import ReviewClip

ALL = "all"
USUAL = "8"
"""Frames that are scored again, as ``dfd verify --frames`` takes them."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a check is. ``stage`` is ``hash`` or ``frames``, empty while the program starts; ``told``: its answer.

    ``error`` says in full why there is no answer; both are empty while it runs, and after it was cancelled.
    """

    running: bool = False
    stage: str = ""
    done: int = 0
    total: int = 0
    told: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""


class Verifying(QObject):
    """Checks one result at a time."""

    changed = Signal(object)
    """The new `Standing`."""

    def __init__(self, paths: UserPaths, program: Program | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = paths.cache / "verify"
        self._program = program or own_program(paths)
        self._child: Child | None = None
        self.now = Standing()

    def start(self, clip: ReviewClip, frames: str = USUAL, media: Path | None = None) -> None:
        """Check the result of a clip; one that is being checked is broken off.

        Args:
            clip: the clip, whose file is looked for where it lies now.
            frames: how many are scored again.
            media: the file, where it lies elsewhere.
        """
        self.stop()
        record = self._folder / f"{extract_sha256(clip.extract)[:24]}.json"
        try:
            write(record, canonical_bytes(clip.extract))
        except DfdError as error:
            self._tell(Standing(error=str(error)))
            return
        place = media or (clip.path if clip.path.is_file() else None)
        where = ["--media", str(place)] if place is not None else []
        words = ["verify", str(record), *where, "--frames", frames, "--json", "-", "--progress"]
        self._child = Child(self._program, words, self)
        self._child.record.connect(self._on_record)
        self._child.finished.connect(self._on_finished)
        self._tell(Standing(running=True))

    def cancel(self) -> None:
        """Break it off; `changed` follows."""
        if self._child is not None:
            self._child.cancel()

    def stop(self) -> None:
        """End it now and forget what it said."""
        if self._child is not None:
            self._child.shutdown()
            self._child.deleteLater()
            self._child = None
        self.now = Standing()

    def _on_record(self, record: Mapping[str, Any]) -> None:
        if record.get("event") == "progress":
            self._tell(Standing(True, str(record["stage"]), int(record["done"]), int(record["total"])))

    def _on_finished(self, outcome: Outcome) -> None:
        if self._child is not None:
            self._child.deleteLater()
            self._child = None
        answers = [record for record in outcome.records if "event" not in record]
        if answers and not outcome.cancelled:
            self._tell(Standing(told=answers[-1]))
        else:
            self._tell(Standing(error="" if outcome.cancelled else outcome.error))

    def _tell(self, standing: Standing) -> None:
        self.now = standing
        self.changed.emit(standing)
