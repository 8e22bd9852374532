"""The parts of a report in words and rows: what the page's template only has to lay out."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from dfd_core.cases.bands import Bands, BandSource
from dfd_core.cases.card_words import card_facts, figure_rows
from dfd_core.cases.chart import clock
from dfd_core.cases.deciding import Deciding, Influence
from dfd_core.cases.summary import WORDS, Summary
from dfd_core.detectors.card import DetectorCard
from dfd_core.errors import DfdError

_JPEG = b"\xff\xd8\xff"


class Pictures(Protocol):
    """Face pictures by number, in the order in which the extract lists the faces (a faces file's ``ProxyReader``)."""

    def picture(self, number: int) -> bytes:
        """The JPEG of a face."""


@dataclass(frozen=True, slots=True)
class TellingFace:
    """A face that shows a person's range: ``role`` is Highest, Median or Lowest; ``jpeg`` is base64."""

    role: str
    time_s: float
    frame: int
    score: float
    scores: Mapping[str, float]
    size_px: int
    jpeg: str


def facts(media: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the page says of the file, in order; unknown things are left out."""
    size = f"{media['width']} \u00d7 {media['height']} px" if media["width"] else ""
    turn = f", turned by {media['rotation']}°" if media["rotation"] else ""
    mirrored = ", mirrored" if media.get("mirrored") else ""
    rate = f"{media['fps']:g} frames/s" if media["fps"] else ""
    rows = [
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
    return [(term, value) for term, value in rows if value]


def counts(summary: Summary, wanted: int, in_file: int = 0) -> list[tuple[str, str]]:
    """What was sampled, found, scored and left out; ``in_file`` is 0 where nobody knows how many frames there are."""
    passed_over = [("Frames passed over", f"{in_file - summary.frames:,} of {in_file:,}")]
    left_out = [f"{count} ({reason})" for reason, count in summary.left_out.items()]
    found = summary.frames - summary.undecodable - summary.without_face
    return [
        ("Frames asked for", str(wanted)),
        ("Frames sampled", str(summary.frames)),
        ("… not decodable", str(summary.undecodable)),
        ("… with at least one face", str(found)),
        *(passed_over if in_file > summary.frames else []),
        ("Faces found", str(summary.faces)),
        ("… scored", str(summary.usable_faces)),
        ("… left out", ", ".join(left_out) or "0"),
        ("Persons", str(summary.persons)),
    ]


def score_rows(extract: Mapping[str, Any], tracks: Sequence[int]) -> list[dict[str, Any]]:
    """The charts' numbers as rows, person by person."""
    rows = [
        {"time": frame["time_s"], "frame": frame["index"], **face}
        for frame in extract["frames"]
        for face in frame["faces"]
        if face["track"] in tracks
    ]
    return sorted(rows, key=lambda row: tracks.index(row["track"]))


def band_words(bands: Bands) -> str:
    """What the bands are and how far they carry."""
    text = f"likely manipulated from {bands.fake_from:.2f}, likely authentic up to {bands.real_to:.2f}"
    return f"{text}; {_SOURCES[bands.source]}"


_SOURCES: Mapping[BandSource, str] = {
    BandSource.MEASURED: "with error rates measured on people held out from training",
    BandSource.WIDE: "wide on purpose, because this ensemble was not calibrated",
    BandSource.OWN: "set by the user",
}


def deciding_words(deciding: Deciding, extract: Mapping[str, Any]) -> list[str]:
    """Sentences on what the verdict rests on, the most telling first."""
    who = "All faces together decided." if deciding.person is None else f"Person {deciding.person + 1} decided."
    others = [*map(_too_few, _outvoted(deciding, extract))]
    if len(deciding.detectors) == 1:
        return ["Only one detector was asked. Nothing confirms it, and there is none to leave out.", who, *others]
    if all(each.label is None for each in deciding.detectors):
        return [who, *others]
    return [_rests_on(deciding), who, *others]


def _rests_on(deciding: Deciding) -> str:
    turning = deciding.turning
    if not turning:
        return "Leaving out any one of the detectors would not change the verdict."
    if len(turning) == 1:
        return f"The verdict rests on {turning[0].detector} alone: without it, it would be {_told(turning[0])}."
    each = [f"{one.detector} ({_told(one)})" for one in turning]
    return f"The verdict would be another without {' or without '.join(each)}."


def _told(influence: Influence) -> str:
    words = WORDS[influence.label].title.lower() if influence.label else "unknown"
    return words if influence.without is None else f"{words}, {influence.without:.2f}"


def _outvoted(deciding: Deciding, extract: Mapping[str, Any]) -> list[int]:
    """Persons who score higher than the one who decided: those seen in too few usable faces."""
    if deciding.person is None:
        return []
    return [
        track["id"] for track in extract["tracks"] if track["score"] is not None and track["score"] > deciding.score
    ]


def _too_few(person: int) -> str:
    return f"Person {person + 1} scores higher, in too few usable faces to decide alone."


def detector_parts(extract: Mapping[str, Any], cards: Mapping[str, DetectorCard]) -> list[dict[str, Any]]:
    """Each detector with its score, hash and card."""
    parts = []
    for each in extract["detectors"]:
        card = cards.get(each["name"])
        parts.append(
            {
                "name": each["name"],
                "sha256": each["sha256"],
                "score": each["score"],
                "known": card is not None,
                "facts": card_facts(card) if card else [],
                "figures": figure_rows(card.figures) if card else [],
                "limits": card.limits if card else (),
            }
        )
    return parts


def telling_faces(extract: Mapping[str, Any], track: int, pictures: Pictures) -> list[TellingFace]:
    """A person's highest, median and lowest scored face, each at most once; those without a picture are left out."""
    ranked = sorted(_scored_faces(extract, track), key=lambda found: (-found[2]["score"], found[0]))
    if not ranked:
        return []
    roles = {len(ranked) // 2: "Median", len(ranked) - 1: "Lowest", 0: "Highest"}  # the last word holds
    found = []
    for place in sorted(roles):
        number, frame, face = ranked[place]
        if jpeg := _picture(pictures, number):
            time_s, index = frame["time_s"], frame["index"]
            size = face["quality"]["size_px"]
            found.append(TellingFace(roles[place], time_s, index, face["score"], face["scores"], size, jpeg))
    return found


def _scored_faces(extract: Mapping[str, Any], track: int) -> Iterator[tuple[int, Mapping[str, Any], Mapping[str, Any]]]:
    number = 0
    for frame in extract["frames"]:
        for face in frame["faces"]:
            if face["track"] == track and face["score"] is not None:
                yield number, frame, face
            number += 1


def _picture(pictures: Pictures, number: int) -> str:
    try:
        data = pictures.picture(number)
    except DfdError:
        return ""
    return base64.b64encode(data).decode("ascii") if data.startswith(_JPEG) else ""
