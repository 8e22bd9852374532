"""What a reader wants to know of an extract at a glance: words and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dfd_core.types import Label


@dataclass(frozen=True, slots=True)
class LabelWords:
    """A verdict in words; ``symbol`` tells the labels apart without colour."""

    title: str
    symbol: str
    meaning: str


WORDS: Mapping[Label, LabelWords] = {
    Label.LIKELY_MANIPULATED: LabelWords(
        "Likely manipulated",
        "▲",
        "The detectors saw strong signs of face manipulation in at least one person.",
    ),
    Label.LIKELY_AUTHENTIC: LabelWords(
        "Likely authentic",
        "●",
        "The detectors saw no sign of the kinds of face manipulation they know.",
    ),
    Label.INCONCLUSIVE: LabelWords(
        "Inconclusive",
        "◆",
        "The score lies between the bands: it supports neither manipulated nor authentic.",
    ),
    Label.NO_RESULT: LabelWords(
        "No result",
        "○",
        "Nothing could be judged. This says neither authentic nor manipulated.",
    ),
}

LIMITS = (
    "A score is the output of trained networks, a lead for examination and not proof.",
    "Finding no sign of manipulation does not show that a clip is authentic: methods the detectors have not learnt "
    "may leave no trace they know.",
    "Only faces are judged, only those large, sharp and frontal enough, and only in the sampled frames. Sound, text, "
    "background and context are not examined.",
    "Heavy compression, re-scaling, filters and re-filming raise the error rates in both directions.",
)
"""What every reader of a verdict must know, whatever the label."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of an extract.

    ``frames`` is the number of sampled frames, ``undecodable`` how many of them gave no picture,
    ``without_face`` how many decoded ones showed none; ``usable_faces`` of ``faces`` found were scored and
    ``left_out`` counts the others by reason, most frequent first.
    """

    label: Label
    score: float | None
    confidence: str
    reasons: tuple[str, ...]
    persons: int
    faces: int
    usable_faces: int
    frames: int
    undecodable: int
    without_face: int
    left_out: Mapping[str, int]
    partial: bool
    error_code: str

    @property
    def words(self) -> LabelWords:
        """The label in words."""
        return WORDS[self.label]


def summarise(extract: Mapping[str, Any]) -> Summary:
    """Count what an extract holds."""
    frames, verdict = extract["frames"], extract["verdict"]
    faces = [face for frame in frames for face in frame["faces"]]
    left_out = Counter(_kind(face["unusable"]) for face in faces if face.get("unusable"))
    broken = sum(frame.get("state", "ok") != "ok" for frame in frames)
    return Summary(
        label=Label(verdict["label"]),
        score=extract["score"],
        confidence=verdict["confidence"],
        reasons=tuple(verdict["reasons"]),
        persons=len(extract["tracks"]),
        faces=len(faces),
        usable_faces=len(faces) - left_out.total(),
        frames=len(frames),
        undecodable=broken,
        without_face=sum(not frame["faces"] for frame in frames) - broken,
        left_out=dict(left_out.most_common()),
        partial=bool(extract["media"].get("partial", False)),
        error_code=extract.get("error", {}).get("code", ""),
    )


def _kind(reason: str) -> str:
    """The reason without its figures in brackets, so that equal ones are counted together."""
    return reason.split(" (", maxsplit=1)[0]
