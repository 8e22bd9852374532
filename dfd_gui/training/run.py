"""A run's folder as the window sees it: what it is, how it stands, how good it is. Reads files, starts nothing."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dfd_core.training.options import CONFIG, INPUTS
from dfd_core.training.presence import LAUNCHED, StateFile, is_at_work, is_launched, read_state
from dfd_gui.library.child import PREFIX
from dfd_gui.training.history import History
from dfd_gui.training.tail import LineTail, records

HISTORY = "history.jsonl"
LOG = "log.txt"
CONTROL = "control"
JOB = "job.json"
FIGURES = "figures.json"
SCORES = "scores.csv"
SPLIT = "split.json"
DETECTOR = "detector.safetensors"
CONFIG_FILE = CONFIG

SESSION = "--- "
"""Begins the line of a log where a process was started."""
LIVE = ("waiting", "starting", "running")
RESUMABLE = ("paused", "interrupted", "failed")


@dataclass(frozen=True, slots=True)
class Run:
    """One run at one moment. ``state`` is a key of `words.STATES`; ``live`` is the process's last word of itself.

    ``asked`` is a request that it has not answered yet (``"pause"``, ``"finish_now"``). ``error`` has ``message`` and
    ``hint``. ``began`` is when its folder was made; ``series`` names the runs that were started together.
    """

    folder: Path
    state: str
    name: str
    recipe: str
    data: tuple[str, ...]
    history: History
    began: datetime | None = None
    asked: str = ""
    live: Mapping[str, Any] = field(default_factory=dict)
    error: Mapping[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()
    series: str = ""
    version: int = 0

    @property
    def alive(self) -> bool:
        """Whether a process is at work on it or waits its turn."""
        return self.state in LIVE

    @property
    def resumable(self) -> bool:
        """Whether it can go on."""
        return self.state in RESUMABLE

    @property
    def progress(self) -> float:
        """Share 0..1 of the epochs that are behind it."""
        wanted = self.history.wanted_epochs
        if self.state == "finished":
            return 1.0
        if not wanted:
            return 0.0
        batch = self.batch or {}
        within = int(batch.get("batch") or 0) / max(int(batch.get("batches") or 1), 1)
        return min((len(self.history.epochs) + within) / wanted, 1.0)

    @property
    def batch(self) -> Mapping[str, Any] | None:
        """The latest batch of the epoch at work: the process tells it every second, the history now and then."""
        told = self.live.get("batch")
        done = self.history.last.number if self.history.last else 0
        if isinstance(told, Mapping) and int(told.get("epoch") or 0) > done and self.state == "running":
            return told
        return self.history.batch

    @property
    def left_s(self) -> float | None:
        """Seconds to the end."""
        last = self.history.last
        value = self.batch.get("left_s") if self.batch else last.left_s if last else None
        return float(value) if isinstance(value, int | float) and math.isfinite(value) else None


class RunReader:
    """Keeps one run's folder in view: each `read` takes in what is new."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._tail = LineTail(folder / HISTORY)
        self._history = History()
        self._shown = History()
        self._facts: Run | None = None
        self._last: Run | None = None
        self._version = 0

    def read(self) -> Run:
        """The run as it is now; the very same object where nothing has changed."""
        at_work = is_at_work(self.folder)  # before the files: what it says afterwards is its last word
        if self._tail.changed():
            self._take(self._tail.read())
        live = read_state(self.folder)
        state, asked = _state(live, self._history, at_work=at_work), _asked(self.folder)
        error = _mapping(live.get("error")) if state == "failed" else {}
        if not at_work and str(live.get("phase")) == LAUNCHED and (said := last_error(self.folder / LOG)):
            state, error = "failed", {"message": said}
        if self._last and (self._last.version, self._last.live, self._last.state, self._last.asked) == (
            self._version,
            live,
            state,
            asked,
        ):
            return self._last
        self._last = replace(
            self._known(),
            state=state,
            history=self._shown,
            asked=asked,
            live=live,
            error=error,
            version=self._version,
        )
        return self._last

    def _take(self, lines: list[str]) -> None:
        if self._tail.restarted:
            self._history = History()
        self._history.take(records(lines))
        self._shown = self._history.copy()
        self._version += 1

    def _known(self) -> Run:
        """What stays as it is once the run has begun."""
        if self._facts is not None:
            return self._facts
        facts = facts_of(self.folder)
        if (self.folder / CONFIG).is_file():
            self._facts = facts
        return facts


def facts_of(folder: Path) -> Run:
    """Name, recipe, data and command of a run, without how it stands."""
    inputs, job = _json(folder / INPUTS), _json(folder / JOB)
    recipe = str(job.get("recipe") or "")
    with suppress(OSError, ValueError):
        recipe = str(tomllib.loads((folder / CONFIG).read_text(encoding="utf-8")).get("recipe") or recipe)
    return Run(
        folder,
        "interrupted",
        name=str(inputs.get("name") or job.get("name") or folder.name),
        recipe=recipe,
        data=tuple(str(path) for path in inputs.get("data") or job.get("data") or ()),
        history=History(),
        began=_born(folder),
        arguments=tuple(str(word) for word in job.get("arguments") or ()),
        series=str(job.get("series") or ""),
    )


def last_error(log: Path) -> str:
    """The error that ended a log's last session; empty where there is none."""
    with suppress(OSError):
        text = log.read_text(encoding="utf-8", errors="replace")
        for line in reversed(text.rpartition(f"\n{SESSION}")[2].splitlines()):
            if line.startswith(PREFIX):
                return line.removeprefix(PREFIX)
    return ""


def is_run(folder: Path) -> bool:
    """Whether a folder holds a run, begun or about to begin."""
    return any((folder / name).is_file() for name in (CONFIG, JOB, HISTORY))


def mark(folder: Path, phase: str) -> None:
    """Write a phase for a run that no process is at work on."""
    StateFile(folder).say(phase, pid=0)


_ENDED: Mapping[str, str] = {
    "discarded": "discarded",
    "failed": "failed",
    "finished": "finished",
    "paused": "paused",
    "cancelled": "paused",
}
"""State of a run without a process, by the last phase that was written."""
_LAST: Mapping[str, str] = {"pause": "paused", "cancel": "paused"}


def _state(live: Mapping[str, Any], history: History, *, at_work: bool) -> str:
    phase = str(live.get("phase", ""))
    if at_work:
        return {"waiting": "waiting", "training": "running"}.get(phase, "starting")
    if phase == LAUNCHED:
        return "starting" if is_launched(live) else "failed"
    if history.finished and phase != "discarded":
        return "finished"
    return _ENDED.get(phase) or ("interrupted" if phase else _LAST.get(history.stopped, "interrupted"))


def _asked(folder: Path) -> str:
    """A request that lies there unanswered."""
    try:
        words = (folder / CONTROL).read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError):
        return ""
    return words[-1] if words else ""


def _born(folder: Path) -> datetime | None:
    for name in (JOB, CONFIG, HISTORY):
        try:
            return datetime.fromtimestamp((folder / name).stat().st_mtime, UTC)
        except OSError:
            continue
    return None


def _json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def _mapping(value: object) -> dict[str, str]:
    return {str(key): str(item) for key, item in value.items()} if isinstance(value, Mapping) else {}
