"""The report a person reads: one self-contained HTML page rendered of an extract.

The page loads nothing from anywhere (its own policy forbids it), prints well and follows the reader's light or
dark setting. The same arguments always give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any

import jinja2
from markupsafe import Markup

from dfd_core.cases import report_parts as parts
from dfd_core.cases.bands import Bands
from dfd_core.cases.chart import FLOOR, HEIGHT, LEFT, RIGHT, STRIP_Y, TOP, WIDTH, charts, clock, places
from dfd_core.cases.deciding import Deciding
from dfd_core.cases.extract import canonical_bytes, check_version, extract_sha256
from dfd_core.cases.provenance import screening_facts
from dfd_core.cases.record_page import record_link
from dfd_core.cases.remarks import Rest, apart
from dfd_core.cases.segments import find_segments, suspicious_from
from dfd_core.cases.summary import LIMITS, WORDS, summarise
from dfd_core.cases.text import printable
from dfd_core.detectors.card import DetectorCard
from dfd_core.paths import resource

MAX_CHARTS = 12
"""Persons beyond this many, the lowest scores, appear in the table only."""

MAX_ROWS = 400
"""Rows of scores on the page; the CSV holds them all."""

MAX_FACES = 6
"""Persons whose faces are shown."""

FRAME = {
    "width": WIDTH,
    "height": HEIGHT,
    "left": LEFT,
    "right": WIDTH - RIGHT,
    "top": TOP,
    "floor": FLOOR,
    "strip": STRIP_Y,
}


@dataclass(frozen=True, slots=True)
class ClipReport:
    """One clip of a report, and what its extract does not hold; ``dfd_core.screening.report`` finds that again.

    ``cards``: those of its detectors by name that are known. ``bands``: the verdict's. ``deciding``: what the verdict
    rests on. ``faces``: pictures of the faces, in the order in which the extract lists them. ``rest``: what would be
    said without the persons whom the analyst left out. The analyst's remarks come within the extract, as exported.
    """

    extract: Mapping[str, Any]
    cards: Mapping[str, DetectorCard] = field(default_factory=dict)
    bands: Bands | None = None
    deciding: Deciding | None = None
    faces: parts.Pictures | None = None
    rest: Rest | None = None


def render_html(
    extract: Mapping[str, Any],
    operator: str = "",
    *,
    cards: Mapping[str, DetectorCard] | None = None,
    bands: Bands | None = None,
    deciding: Deciding | None = None,
    faces: parts.Pictures | None = None,
    generated: datetime | None = None,
) -> bytes:
    """The page of one clip as UTF-8; see `ClipReport` and :func:`render_report` for the arguments.

    Raises:
        DfdError: ``newer_result`` or ``bad_result``, see ``check_version``.
    """
    return render_report([ClipReport(extract, cards or {}, bands, deciding, faces)], operator, generated)


def render_report(clips: Sequence[ClipReport], operator: str = "", generated: datetime | None = None) -> bytes:
    """One page of any number of clips as UTF-8; several are headed by a table of them all.

    Args:
        clips: what to show, in this order.
        operator: who screened them, where that is to be named.
        generated: when the report was made; without it the page tells only when the clips were screened.

    Raises:
        DfdError: ``newer_result`` or ``bad_result``, see ``check_version``.
    """
    environment = _environment()
    made = generated.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC") if generated else ""
    contents = [told(clip, number, operator) for number, clip in enumerate(clips, 1)]
    template = environment.get_template("clip.html.j2")
    for each in contents:
        each["body"] = template.render(**each, operator=operator, generated=made)
    only = contents[0] if len(contents) == 1 else None
    title = f"{only['summary'].words.title}: {only['name']}" if only else f"{len(contents)} clips"
    html = environment.get_template("report.html.j2").render(clips=contents, title=title, generated=made)
    return html.encode("utf-8", "backslashreplace")


def told(clip: ClipReport, number: int, operator: str = "") -> dict[str, Any]:
    """What is told of a clip, the ``number``-th of a report: what its template is given."""
    bands, deciding = clip.bands, clip.deciding
    check_version(clip.extract)
    extract, remarks = apart(clip.extract)
    tracks = sorted(extract["tracks"], key=lambda track: -(track["score"] if track["score"] is not None else -1.0))
    shown = [track["id"] for track in tracks[:MAX_CHARTS] if track["faces"]]
    rows = parts.score_rows(extract, shown)
    summary = summarise(extract)
    return {
        "anchor": f"clip-{number}",
        "extract": extract,
        "media": extract["media"],
        "name": _name(extract["media"]["path"]),
        "summary": summary,
        "labels": WORDS,
        "limits": LIMITS,
        "facts": parts.facts(extract["media"]),
        "counts": parts.counts(summary, extract["settings"]["frames"], extract["media"]["frames"]),
        "tracks": tracks,
        "bands": bands,
        "band_words": parts.band_words(bands) if bands else "",
        "deciding": deciding,
        "deciding_words": parts.deciding_words(deciding, extract) if deciding else [],
        "screening": screening_facts(extract, operator, bands),
        "charts": charts(extract, shown, bands),
        "frame": FRAME,
        "hidden": len(tracks) - len(shown),
        "suspicious": suspicious_from(bands),
        "segments": find_segments(extract, suspicious_from(bands)),
        "faces": _faces(clip, shown[:MAX_FACES]),
        "detectors": parts.detector_parts(extract, clip.cards),
        "rows": rows[:MAX_ROWS],
        "rows_left": max(0, len(rows) - MAX_ROWS),
        "digest": extract_sha256(extract),
        "record": record_link(canonical_bytes(clip.extract)),
        "remarks": remarks,
        "note_places": list(enumerate(places(extract, [note.time_s for note in remarks.notes]), 1)),
        "rest": clip.rest,
        "file_digest": extract_sha256(clip.extract) if remarks else "",
    }


def _faces(clip: ClipReport, tracks: Sequence[int]) -> list[tuple[int, list[parts.TellingFace]]]:
    if clip.faces is None:
        return []
    found = [(track, parts.telling_faces(clip.extract, track, clip.faces)) for track in tracks]
    return [(track, faces) for track, faces in found if faces]


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(resource("report")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        finalize=_safe,
    )
    environment.filters["clock"] = clock
    environment.filters["score"] = _score
    return environment


def _safe(value: object) -> object:
    """Every text on its way into the page: no control characters, whoever wrote it."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _score(value: float | None) -> str:
    return "\u2013" if value is None else f"{value:.2f}"


def _name(path: str) -> str:
    return PurePath(path).name or path
