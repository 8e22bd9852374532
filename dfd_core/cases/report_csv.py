"""Tables of an extract: every score of a clip, and one line a clip for a whole run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from dfd_core.cases.summary import summarise

Cell: TypeAlias = str | int | float | None

COLUMNS = (
    "path",
    "sha256",
    "frame",
    "time_s",
    "frame_state",
    "track",
    "x0",
    "y0",
    "x1",
    "y1",
    "confidence",
    "size_px",
    "usable",
    "unusable_reason",
    "detector",
    "score",
    "face_score",
)
"""One row per frame, face and detector. ``score`` is the detector's, ``face_score`` the ensemble's of the face."""

SUMMARY_COLUMNS = (
    "path",
    "sha256",
    "label",
    "score",
    "confidence",
    "persons",
    "faces",
    "usable_faces",
    "frames",
    "undecodable_frames",
    "partial",
    "duration_s",
    "width",
    "height",
    "codec",
    "ensemble",
    "seconds",
    "error",
    "reasons",
)
"""One row per clip."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_bytes(extract: Mapping[str, Any]) -> bytes:
    """The scores of one clip as CSV (UTF-8, comma, line feed)."""
    return table_bytes(COLUMNS, rows(extract))


def summary_bytes(lines: Iterable[Sequence[Cell]]) -> bytes:
    """A table of :func:`summary_row` lines as CSV."""
    return table_bytes(SUMMARY_COLUMNS, lines)


def rows(extract: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    """The cells under :data:`COLUMNS`; a frame without faces and a face that was left out fill one row each."""
    clip = (extract["media"]["path"], extract["media"]["sha256"])
    nobody: tuple[Cell, ...] = (None,) * 12
    for frame in extract["frames"]:
        start = (*clip, frame["index"], frame["time_s"], frame.get("state", "ok"))
        if not frame["faces"]:
            yield (*start, *nobody)
        for face in frame["faces"]:
            yield from ((*start, *cells) for cells in _face_rows(face))


def summary_row(extract: Mapping[str, Any]) -> tuple[Cell, ...]:
    """The cells under :data:`SUMMARY_COLUMNS` of one clip."""
    media, counts = extract["media"], summarise(extract)
    return (
        media["path"],
        media["sha256"],
        str(counts.label),
        counts.score,
        counts.confidence,
        counts.persons,
        counts.faces,
        counts.usable_faces,
        counts.frames,
        counts.undecodable,
        "yes" if counts.partial else "no",
        media["duration_s"],
        media["width"],
        media["height"],
        media["codec"],
        extract["settings"]["ensemble"],
        None if counts.error_code else extract["timing_s"]["total"],
        counts.error_code,
        " ".join(counts.reasons),
    )


def table_bytes(header: Sequence[str], lines: Iterable[Sequence[Cell]]) -> bytes:
    """A table as CSV (UTF-8, comma, line feed), safe to open in a spreadsheet."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_guard(cell) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8", "backslashreplace")


def _face_rows(face: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    unusable = face.get("unusable", "")
    who = (face["track"], *face["box"], face["confidence"], face["quality"]["size_px"])
    who = (*who, "no" if unusable else "yes", unusable)
    scores: Mapping[str, float | None] = face["scores"] or {"": None}
    yield from ((*who, detector, score, face["score"]) for detector, score in scores.items())


def _guard(cell: Cell) -> Cell:
    """Texts that a spreadsheet would run as a formula get a leading apostrophe; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
