"""What the analyst says of a clip, beside the result and never within it: notes at moments, persons left out.

Exports carry it as one more key of the result, ``analyst``, which readers of schema 1 pass over. The key is absent
where there is nothing to say, so a result without remarks has the same bytes as the one that ``dfd screen`` writes.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from dfd_core.cases.extract import SECOND_DIGITS, Extract, extract_sha256
from dfd_core.cases.text import printable
from dfd_core.errors import DfdError
from dfd_core.types import Label

KEY = "analyst"
"""Of the remarks in an exported result."""
MOST = 2000
"""Characters of a note; what is longer is cut."""


@dataclass(frozen=True, slots=True)
class Note:
    """A moment of a clip that the analyst marked, in one line of words or none at all.

    ``sha256`` is the clip's: the note belongs to the content, whatever it was screened with and wherever it lies.
    ``created`` and ``changed`` are UTC, to the second.
    """

    key: str
    sha256: str
    time_s: float
    text: str = ""
    created: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Remarks:
    """All that the analyst says of one result. ``left_out``: persons who are not to count, by their track."""

    notes: tuple[Note, ...] = ()
    left_out: frozenset[int] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        return bool(self.notes or self.left_out)


@dataclass(frozen=True, slots=True)
class Rest:
    """What would be said without the persons left out; ``label`` is None where the bands are not known."""

    score: float | None
    label: Label | None


def new_note(sha256: str, time_s: float, text: str = "", at: datetime | None = None) -> Note:
    """A note of now (or ``at``)."""
    moment = _timestamp(at)
    return Note(uuid.uuid4().hex, sha256, round(time_s, SECOND_DIGITS), one_line(text), moment, moment)


def reworded(note: Note, text: str, at: datetime | None = None) -> Note:
    """The same note with other words."""
    return replace(note, text=one_line(text), changed=_timestamp(at))


def one_line(text: str) -> str:
    """Words as a note may hold them: one line, nothing that cannot be seen, not endlessly long."""
    return printable(" ".join(text.split()))[:MOST]


def in_order(notes: Iterable[Note]) -> tuple[Note, ...]:
    """By time; their place in this order, from 1, is the number that they are shown with."""
    return tuple(sorted(notes, key=lambda note: (note.time_s, note.created, note.key)))


def with_remarks(extract: Extract, remarks: Remarks) -> Extract:
    """The result with the analyst's remarks beside it, as it is exported; the very same one where there are none."""
    if not remarks:
        return extract
    result, _ = apart(extract)
    told = {
        "result_sha256": extract_sha256(result),
        "notes": [
            {"time_s": note.time_s, "text": note.text, "created": note.created, "changed": note.changed}
            for note in remarks.notes
        ],
        "left_out": [{"track": track} for track in sorted(remarks.left_out)],
    }
    return {**result, KEY: told}


def apart(extract: Mapping[str, Any]) -> tuple[Extract, Remarks]:
    """The result as the tool wrote it, and the remarks that were exported with it.

    Raises:
        DfdError: ``bad_result`` where the remarks are none.
    """
    result = {name: value for name, value in extract.items() if name != KEY}
    told = extract.get(KEY)
    if told is None:
        return result, Remarks()
    try:
        notes = in_order(_read(number, note, result) for number, note in enumerate(told["notes"]))
        return result, Remarks(notes, frozenset(int(person["track"]) for person in told["left_out"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"the analyst's remarks cannot be read ({type(error).__name__}: {error})"
        raise DfdError("bad_result", message, f"take the key {KEY!r} out of the file") from error


def _read(number: int, note: Mapping[str, Any], result: Extract) -> Note:
    words = (one_line(str(note[name])) for name in ("text", "created", "changed"))
    return Note(f"{number:04d}", result["media"]["sha256"], float(note["time_s"]), *words)


def _timestamp(at: datetime | None) -> str:
    return (at or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
