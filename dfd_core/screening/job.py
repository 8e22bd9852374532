"""One clip on its way through the pipeline: what was found so far and what is still awaited."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path

from dfd_core.errors import DfdError
from dfd_core.types import ClipInfo, Detection, FaceQuality, FloatArray


@dataclass(slots=True)
class FoundFace:
    """One detected face and its scores, which arrive detector by detector; ``look`` tells persons apart."""

    detection: Detection
    quality: FaceQuality
    unusable: str
    look: FloatArray
    scores: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class FoundFrame:
    """One decoded frame with its faces."""

    index: int
    time_s: float
    faces: list[FoundFace]


@dataclass(slots=True)
class Job:
    """State of one clip. The analysing thread fills ``info`` to ``missing``; scores come from the main thread.

    ``asked`` counts scores (faces x detectors) that were asked for, ``awaited`` those that have not come yet;
    ``analysed`` is set when decoding and face detection have ended; ``failure`` ends the job without a result;
    ``missing`` holds the times in seconds of wanted frames that could not be decoded; ``cancelled`` counts the frames
    that were wanted when the user cancelled, 0 otherwise; seconds are spent work, not waiting.
    """

    path: Path
    index: int
    sha256: str = ""
    info: ClipInfo | None = None
    frames: list[FoundFrame] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    missing: list[float] = field(default_factory=list)
    partial: bool = False
    cancelled: int = 0
    asked: int = 0
    awaited: int = 0
    analysed: bool = False
    failure: DfdError | None = None
    started: float = 0.0
    decode_s: float = 0.0
    faces_s: float = 0.0
    inference_s: float = 0.0

    @property
    def complete(self) -> bool:
        """Nothing more will arrive."""
        return self.analysed and self.awaited == 0

    def so_far(self, detectors: int, wanted: int) -> Job | None:
        """A copy with the leading frames whose faces are scored by all ``detectors``; None before the first score.

        Leading, so that a face keeps its place among all faces of the clip. ``wanted``: frames asked for.
        """
        scored = list(takewhile(lambda frame: _is_scored(frame, detectors), list(self.frames)))
        if not any(face.scores for frame in scored for face in frame.faces):
            return None
        return replace(self, frames=scored, partial=True, cancelled=wanted)


def _is_scored(frame: FoundFrame, detectors: int) -> bool:
    return all(face.unusable or len(face.scores) == detectors for face in frame.faces)
