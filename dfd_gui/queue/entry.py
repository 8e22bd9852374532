"""One clip in the queue: what is known of it, how far it is, what came out."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias

from dfd_core.types import Label

FACTS = ("bytes", "codec", "width", "height", "duration_s", "fps", "frames", "is_image")
"""What of a result's ``media`` the queue shows and remembers."""


class State(StrEnum):
    """Where a clip stands."""

    QUEUED = "queued"
    RUNNING = "running"
    PARTIAL = "partial"
    """Cancelled, and what had been scored by then is kept."""
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"
    """The program ended before the clip did."""


OPEN = frozenset({State.QUEUED, State.RUNNING})
"""What is still to come."""
FINISHED = frozenset({State.DONE, State.PARTIAL, State.FAILED, State.CANCELLED})
"""What "Clear finished" clears."""
AGAIN = frozenset({State.FAILED, State.CANCELLED, State.INTERRUPTED, State.PARTIAL})
"""What Retry and Resume put back in line."""


Tally: TypeAlias = Mapping[tuple[State, Label | None], int]
"""How many clips there are of each state and verdict."""


def tally(entries: Iterable[Entry]) -> Tally:
    """Count them."""
    return Counter((entry.state, entry.label) for entry in entries)


def needs_a_look(state: State, label: Label | None) -> bool:
    """Whether a person should look at such a clip: any end but a clear "likely authentic"."""
    judged = label is not None and label is not Label.LIKELY_AUTHENTIC
    return state is State.FAILED or (state in {State.DONE, State.PARTIAL} and judged)


@dataclass(slots=True)
class Live:
    """How far a running clip is, in frames. ``left_s``: seconds to its result, None where nobody can tell yet."""

    faces: int = 0
    scored: int = 0
    total: int = 0
    loading: bool = True
    cancelling: bool = False
    left_s: float | None = None

    @property
    def share(self) -> float:
        """0..1; finding the faces counts as much as scoring them."""
        return (self.faces + self.scored) / (2 * self.total) if self.total else 0.0


@dataclass(slots=True)
class Entry:
    """A row of the queue.

    ``media`` holds `FACTS` once the file has been looked at. ``settings_key`` is the key of the result (of the last
    request, while there is none). ``known``: the result was there already. ``fresh``: screen it even if it was.
    ``partial_s``: where a partial result ends. ``twin``: name of a clip further up with the same content.
    ``frames``: how many frames were asked for. ``proxy`` and ``faces``: preview files, empty for none.
    """

    path: Path
    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    state: State = State.QUEUED
    sha256: str = ""
    settings_key: str = ""
    media: Mapping[str, Any] = field(default_factory=dict)
    thumbnail: str = ""
    label: Label | None = None
    score: float | None = None
    persons: int = 0
    reason: str = ""
    hint: str = ""
    known: bool = False
    fresh: bool = False
    partial_s: float = 0.0
    twin: str = ""
    frames: int = 0
    proxy: str = ""
    faces: str = ""
    live: Live = field(default_factory=Live)

    @property
    def name(self) -> str:
        """What the clip is called, spelt for reading (bytes that are no text are escaped)."""
        return readable(self.path.name)

    @property
    def path_text(self) -> str:
        """Where it lies, spelt for reading."""
        return readable(str(self.path))

    @property
    def duration_s(self) -> float:
        """Length in seconds, 0 where unknown or for a picture."""
        return float(self.media.get("duration_s", 0.0))

    @property
    def expected(self) -> int:
        """How many frames it will take to screen it, as far as is known."""
        if self.live.total:
            return self.live.total
        known = int(self.media.get("frames", 0))
        return min(self.frames, known) if known else self.frames

    @property
    def has_result(self) -> bool:
        """Whether there is something to review."""
        return self.label is not None

    def requeue(self, *, fresh: bool = False) -> None:
        """Put it back in line. An earlier result stays until there is a new one."""
        self.state = State.QUEUED
        self.reason = self.hint = ""
        self.fresh = fresh
        self.known = False
        self.live = Live()

    def learn(self, media: Mapping[str, Any]) -> None:
        """Keep what the queue shows of a file's facts."""
        self.media = {name: media[name] for name in FACTS if name in media}

    def judge(self, extract: Mapping[str, Any]) -> None:
        """Keep what the queue shows of a result."""
        self.learn(extract["media"])
        self.label = Label(extract["verdict"]["label"])
        self.score = extract["score"]
        self.persons = len(extract["tracks"])
        self.live = Live()

    def to_json(self) -> dict[str, Any]:
        """The row as it is remembered."""
        values = {name: getattr(self, name) for name in _TEXTS + _NUMBERS + _FLAGS}
        return {
            **values,
            "path": str(self.path),
            "state": str(self.state),
            "media": dict(self.media),
            "label": None if self.label is None else str(self.label),
            "score": self.score,
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Entry:
        """The row that was remembered.

        Raises:
            KeyError, TypeError, ValueError: it is none.
        """
        entry = cls(Path(_text(values["path"])), state=State(values["state"]))
        for name in _TEXTS:
            setattr(entry, name, _text(values[name]))
        for name in _NUMBERS:
            setattr(entry, name, type(getattr(entry, name))(values[name]))
        for name in _FLAGS:
            setattr(entry, name, bool(values[name]))
        entry.learn(dict(values["media"]))
        entry.label = None if values["label"] is None else Label(values["label"])
        entry.score = None if values["score"] is None else float(values["score"])
        return entry


def readable(text: str) -> str:
    """A file name that can be shown: bytes that are no text become escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


_TEXTS = ("key", "sha256", "settings_key", "thumbnail", "reason", "hint", "twin", "proxy", "faces")
_NUMBERS = ("persons", "partial_s", "frames")
_FLAGS = ("known", "fresh")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value
