"""How the cutting of a data set's faces stands, read from the folder of the face set."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dfd_core.errors import DfdError
from dfd_core.training.items import MANIFEST, FaceSet
from dfd_core.training.presence import LAUNCHED, is_at_work, is_launched, read_state
from dfd_gui.training.jobs import EVENTS, JOB_FOLDER
from dfd_gui.training.tail import LineTail, records

JOURNAL = "journal.jsonl"
SUMMARY = "faceset.json"


@dataclass(frozen=True, slots=True)
class Shot:
    """One stored face: its picture, 1 = fake, how it was made, and its clip."""

    file: str
    label: int
    method: str
    clip: str


@dataclass(frozen=True, slots=True)
class Build:
    """One face set at one moment.

    ``state`` is ``none`` (nothing was begun), ``starting``, ``building``, ``paused``, ``interrupted``, ``failed`` or
    ``finished``. ``done`` of ``total`` clips; ``barren`` gave no face. ``left_s`` and ``clips_per_s`` are of the work
    at hand. ``summary`` is what the finished build told, ``where`` the choice of clips that it was begun with (None:
    not known). ``shots`` holds one face of each clip.
    """

    folder: Path
    state: str = "none"
    done: int = 0
    total: int = 0
    faces: int = 0
    barren: int = 0
    left_s: float = math.nan
    clips_per_s: float = math.nan
    error: str = ""
    hint: str = ""
    summary: Mapping[str, Any] = field(default_factory=dict)
    where: tuple[str, ...] | None = None
    shots: tuple[Shot, ...] = ()

    @property
    def alive(self) -> bool:
        """Whether a process is at work on it."""
        return self.state in ("starting", "building")

    @property
    def share(self) -> float:
        """Share 0..1 of the clips that are done."""
        return 1.0 if self.state == "finished" else self.done / self.total if self.total else 0.0


class BuildReader:
    """Keeps one face set's folder in view."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._events = LineTail(folder / JOB_FOLDER / EVENTS)
        self._journal = LineTail(folder / JOURNAL)
        self._shots: list[Shot] = []
        self._where: tuple[str, ...] | None = None
        self._known: dict[str, Any] = {}
        self._whole: tuple[float, tuple[Shot, ...], int] | None = None

    def read(self) -> Build:
        """The build as it is now."""
        at_work = is_at_work(self.folder)
        live = read_state(self.folder)
        self._take_events()
        self._take_journal()
        state = _state(self.folder, live, at_work=at_work)
        failure = self._known.get("failed") or live.get("error")
        if "failed" in self._known and not at_work:
            state = "failed"
        told = failure if isinstance(failure, Mapping) and state == "failed" else {}
        shots, faces = self._manifest() if state == "finished" else (tuple(self._shots), self._known.get("faces", 0))
        return Build(
            self.folder,
            state,
            done=self._known.get("done", 0),
            total=self._known.get("total", 0),
            faces=faces,
            barren=self._known.get("barren", 0),
            left_s=_number(self._known.get("left_s")),
            clips_per_s=_number(self._known.get("clips_per_s")),
            error=str(told.get("message", "")),
            hint=str(told.get("hint", "")),
            summary=self._known.get("finished", {}),
            where=self._choice(),
            shots=shots,
        )

    def _choice(self) -> tuple[str, ...] | None:
        """What of the source the face set was begun with, read once."""
        if self._where is None:
            try:
                job = json.loads((self.folder / SUMMARY).read_bytes())["job"]
                self._where = tuple(str(condition) for condition in job["where"])
            except (OSError, ValueError, KeyError, TypeError):
                return None
        return self._where

    def _take_events(self) -> None:
        lines = self._events.read() if self._events.changed() else []
        if self._events.restarted:
            self._known = {}
        for event in records(lines):
            match event.get("event"):
                case "started":
                    self._known |= {"done": int(event["done"]), "total": int(event["clips"])}
                case "clip":
                    self._known |= {key: event.get(key) for key in ("done", "total", "left_s", "clips_per_s")}
                    self._known["barren"] = self._known.get("barren", 0) + (not event.get("faces"))
                case "finished" | "failed" as word:
                    self._known[word] = event

    def _take_journal(self) -> None:
        lines = self._journal.read() if self._journal.changed() else []
        if self._journal.restarted:
            self._shots, self._known["faces"] = [], 0
        for record in records(lines):
            items = record.get("items") or ()
            self._known["faces"] = self._known.get("faces", 0) + len(items)
            if items:
                middle = items[len(items) // 2]
                self._shots.append(_shot(self.folder, middle))

    def _manifest(self) -> tuple[tuple[Shot, ...], int]:
        """One face of each clip of a finished face set, read once."""
        try:
            stamp = (self.folder / MANIFEST).stat().st_mtime
            if self._whole is None or self._whole[0] != stamp:
                found = FaceSet.load(self.folder)
                clips = {item.clip: item.to_json() for item in found.items}
                shots = tuple(_shot(self.folder, item) for item in clips.values())
                self._whole = stamp, shots, len(found.items)
        except (OSError, DfdError):
            return (), 0
        return self._whole[1], self._whole[2]


def evenly(shots: Sequence[Shot], each: int) -> list[Shot]:
    """About ``each`` faces of both classes, spread evenly over the clips; fakes over their methods too.

    Real and fake ones take turns.
    """
    reals = [shot for shot in shots if not shot.label]
    fakes = sorted((shot for shot in shots if shot.label), key=lambda shot: shot.method)
    chosen = [_spread(reals, each if fakes else 2 * each), _spread(fakes, each if reals else 2 * each)]
    longest = max(map(len, chosen))
    return [row[place] for place in range(longest) for row in chosen if place < len(row)]


def _spread(shots: Sequence[Shot], wanted: int) -> list[Shot]:
    if len(shots) <= wanted:
        return list(shots)
    return [shots[round(place * (len(shots) - 1) / (wanted - 1))] for place in range(wanted)]


def _shot(folder: Path, item: Mapping[str, Any]) -> Shot:
    file = str(folder / str(item["file"]))
    return Shot(file, int(item["label"]), str(item.get("method", "")), str(item.get("clip", "")))


def _state(folder: Path, live: Mapping[str, Any], *, at_work: bool) -> str:
    phase = str(live.get("phase", ""))
    if at_work:
        return "building" if phase == "building" else "starting"
    if phase == LAUNCHED:
        return "starting" if is_launched(live) else "failed"
    if (folder / MANIFEST).is_file() and phase in ("", "finished"):
        return "finished"
    return {"cancelled": "paused", "failed": "failed"}.get(phase) or _begun(folder)


def _begun(folder: Path) -> str:
    return "interrupted" if (folder / SUMMARY).is_file() else "none"


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else math.nan


def in_work(builds: Iterable[Build]) -> Build | None:
    """The one that a process is at work on."""
    return next((build for build in builds if build.alive), None)
