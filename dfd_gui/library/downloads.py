"""Downloads from the catalogue: one after the other, each a ``dfd detectors pull`` of its own, only when asked for."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, Signal

from dfd_gui.library import words
from dfd_gui.library.child import Child, Outcome, Program
from dfd_gui.library.words import translate


class Stage(StrEnum):
    """How far a download is."""

    WAITING = "waiting"
    RUNNING = "running"
    CANCELLED = "cancelled"
    FAILED = "failed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Download:
    """One download as it is now.

    ``item`` is the file that is being fetched (an ensemble has several), ``number`` its place of ``count``; ``here`` of
    ``total`` bytes of it are on disk (total 0: the server does not say), fetched at ``rate`` bytes a second.
    ``error`` says in full why it failed.
    """

    name: str
    stage: Stage = Stage.WAITING
    count: int = 1
    item: str = ""
    number: int = 0
    here: int = 0
    total: int = 0
    rate: float = 0.0
    error: str = ""

    @property
    def active(self) -> bool:
        """Whether it is still to be done or being done."""
        return self.stage in {Stage.WAITING, Stage.RUNNING}

    @property
    def fetched(self) -> bool:
        """Whether the present file is here and only being checked and installed."""
        return bool(self.total) and self.here >= self.total

    def short(self) -> str:
        """For a badge."""
        if self.stage is Stage.WAITING:
            return translate("Downloads", "waiting")
        if self.fetched:
            return translate("Downloads", "installing")
        return f"{100 * self.here // self.total} %" if self.total else translate("Downloads", "downloading")

    def sentence(self) -> str:
        """What happens now, with figures."""
        if self.stage is Stage.WAITING:
            return translate("Downloads", "Waits for another download.")
        if not self.item:
            return translate("Downloads", "Connecting...")
        where = f"{self.item} ({self.number}/{self.count}): " if self.count > 1 else ""
        if self.fetched:
            return where + translate("Downloads", "checking the file and installing it...")
        return where + self._figures()

    def _figures(self) -> str:
        if not self.total:
            return translate("Downloads", "{here} so far").format(here=words.size(self.here))
        parts = [
            translate("Downloads", "{here} of {total}").format(here=words.size(self.here), total=words.size(self.total))
        ]
        if self.rate > 0:
            left = round((self.total - self.here) / self.rate)
            parts.append(translate("Downloads", "{rate} a second").format(rate=words.size(round(self.rate))))
            parts.append(translate("Downloads", "{left} s left").format(left=words.count(left)))
        return ", ".join(parts)


class Downloads(QObject):
    """The downloads of this session by their catalogue names. Nothing is ever started unasked."""

    changed = Signal(str)
    """The name whose `Download` is another now."""
    installed = Signal(str)
    """The name that is complete."""

    def __init__(
        self, program: Program, parent: QObject | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._program = program
        self._clock = clock
        self._all: dict[str, Download] = {}
        self._accepted: set[str] = set()
        self._child: Child | None = None
        self._began = (0.0, 0)

    def get(self, name: str) -> Download | None:
        """The download of that name, None where there was none yet."""
        return self._all.get(name)

    def running(self) -> dict[str, str]:
        """Short words of each that waits or runs."""
        return {name: one.short() for name, one in self._all.items() if one.active}

    def start(self, name: str, count: int, *, accepted: bool) -> None:
        """Fetch an item of the catalogue (``count`` files), or go on with it after it was cut off.

        ``accepted``: the user said that the licence allows the use.
        """
        present = self._all.get(name)
        if present is not None and present.active:
            return
        if accepted:
            self._accepted.add(name)
        self._put(Download(name, count=count))
        self._next()

    def cancel(self, name: str) -> None:
        """Stop it; what is here stays for the next time."""
        present = self._all.get(name)
        if present is None or not present.active:
            return
        if present.stage is Stage.WAITING:
            self._put(replace(present, stage=Stage.CANCELLED))
        elif self._child is not None:
            self._child.cancel()

    def forget(self, name: str) -> None:
        """Drop what is told of a download that has ended."""
        present = self._all.get(name)
        if present is not None and not present.active:
            del self._all[name]
            self.changed.emit(name)

    def shutdown(self) -> None:
        """End what runs; the next session goes on with it when asked."""
        self._all.clear()
        if self._child is not None:
            self._child.shutdown()
            self._child = None

    def _next(self) -> None:
        if self._child is not None:
            return
        waiting = next((one for one in self._all.values() if one.stage is Stage.WAITING), None)
        if waiting is None:
            return
        self._put(replace(waiting, stage=Stage.RUNNING))
        accept = ["--accept-licence"] if waiting.name in self._accepted else []
        self._child = Child(self._program, ["detectors", "pull", waiting.name, *accept, "--json", "-"], self)
        self._child.record.connect(self._on_record)
        self._child.finished.connect(self._on_finished)

    def _current(self) -> Download | None:
        return next((one for one in self._all.values() if one.stage is Stage.RUNNING), None)

    def _on_record(self, record: Mapping[str, Any]) -> None:
        present = self._current()
        if present is None or record.get("event") != "progress":
            return
        here, total = int(record["bytes"]), int(record["total"] or 0)
        if record["name"] != present.item:
            present = replace(present, item=str(record["name"]), number=present.number + 1)
            self._began = (self._clock(), here)
        spent = self._clock() - self._began[0]
        rate = (here - self._began[1]) / spent if spent > 1 else 0.0
        self._put(replace(present, here=here, total=total, rate=rate))

    def _on_finished(self, outcome: Outcome) -> None:
        present = self._current()
        if self._child is not None:
            self._child.deleteLater()
            self._child = None
        if present is not None:
            stage = Stage.DONE if outcome.good else Stage.CANCELLED if outcome.cancelled else Stage.FAILED
            self._put(replace(present, stage=stage, error=outcome.error))
            if outcome.good:
                self.installed.emit(present.name)
        self._next()

    def _put(self, download: Download) -> None:
        self._all[download.name] = download
        self.changed.emit(download.name)
