"""The report a person reads: one self-contained HTML page rendered of an extract and of nothing else.

The page loads nothing from anywhere (its own policy forbids it), prints well and follows the reader's light or
dark setting. The same extract always gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

import jinja2
from markupsafe import Markup

from dfd_core.cases.chart import HEIGHT, LEFT, RIGHT, STRIP_Y, WIDTH, charts, clock
from dfd_core.cases.extract import check_version, extract_sha256
from dfd_core.cases.summary import LIMITS, Summary, summarise
from dfd_core.cases.text import printable
from dfd_core.paths import resource

MAX_CHARTS = 12
"""Persons beyond this many, the lowest scores, appear in the table only."""

MAX_ROWS = 400
"""Rows of scores on the page; the CSV holds them all."""


def render_html(extract: Mapping[str, Any], operator: str = "") -> bytes:
    """The page as UTF-8.

    Args:
        extract: the result to show.
        operator: who screened the clip, where that is to be named.

    Raises:
        DfdError: ``newer_result`` or ``bad_result``, see ``check_version``.
    """
    check_version(extract)
    tracks = sorted(extract["tracks"], key=lambda track: -(track["score"] if track["score"] is not None else -1.0))
    shown = [track["id"] for track in tracks[:MAX_CHARTS] if track["faces"]]
    page = _environment().get_template("report.html.j2")
    html = page.render(
        extract=extract,
        media=extract["media"],
        name=_name(extract["media"]["path"]),
        summary=(summary := summarise(extract)),
        facts=_facts(extract["media"]),
        counts=_counts(summary, extract["settings"]["frames"]),
        tracks=tracks,
        charts=charts(extract, shown),
        hidden=len(tracks) - len(shown),
        rows=_score_rows(extract, shown)[:MAX_ROWS],
        rows_left=max(0, len(_score_rows(extract, shown)) - MAX_ROWS),
        limits=LIMITS,
        operator=operator,
        digest=extract_sha256(extract),
        frame={"width": WIDTH, "height": HEIGHT, "left": LEFT, "right": WIDTH - RIGHT, "strip": STRIP_Y},
    )
    return html.encode("utf-8", "backslashreplace")


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


def _facts(media: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the page says of the file, in order; unknown things are left out."""
    size = f"{media['width']} \u00d7 {media['height']} px" if media["width"] else ""
    turn = f", turned by {media['rotation']}°" if media["rotation"] else ""
    mirrored = ", mirrored" if media.get("mirrored") else ""
    rate = f"{media['fps']:g} frames/s" if media["fps"] else ""
    facts = [
        ("File", media["path"]),
        ("SHA-256", media["sha256"]),
        ("Size", f"{media['bytes']:,} bytes"),
        ("Container", media["container"]),
        ("Codec", " ".join(word for word in (media["codec"], media.get("pixel_format", "")) if word)),
        ("Picture", f"{size}{turn}{mirrored}" if size else ""),
        ("Kind", "still picture" if media.get("is_image") else ""),
        ("Duration", clock(media["duration_s"]) if media["duration_s"] else ""),
        ("Frame rate", f"{rate}, variable" if rate and media.get("variable_rate") else rate),
        ("Frames in the file", f"{media['frames']:,}" if media["frames"] else ""),
    ]
    return [(term, value) for term, value in facts if value]


def _counts(summary: Summary, wanted: int) -> list[tuple[str, str]]:
    left_out = [f"{count} ({reason})" for reason, count in summary.left_out.items()]
    found = summary.frames - summary.undecodable - summary.without_face
    return [
        ("Frames asked for", str(wanted)),
        ("Frames sampled", str(summary.frames)),
        ("… not decodable", str(summary.undecodable)),
        ("… with at least one face", str(found)),
        ("Faces found", str(summary.faces)),
        ("… scored", str(summary.usable_faces)),
        ("… left out", ", ".join(left_out) or "0"),
        ("Persons", str(summary.persons)),
    ]


def _score_rows(extract: Mapping[str, Any], tracks: list[int]) -> list[dict[str, Any]]:
    """The charts' numbers as rows, person by person."""
    rows = [
        {"time": frame["time_s"], "frame": frame["index"], **face}
        for frame in extract["frames"]
        for face in frame["faces"]
        if face["track"] in tracks
    ]
    return sorted(rows, key=lambda row: tracks.index(row["track"]))
