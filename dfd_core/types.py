"""The vocabulary of the core: frozen dataclasses and aliases that every layer shares.

Conventions, everywhere in the project:

* pictures are ``numpy.uint8`` arrays ``(H, W, 3)``, RGB, 0..255, turned as a player shows them;
* boxes are ``(x0, y0, x1, y1)`` in pixels of that displayed frame and may stick out of it;
* landmarks are five points ``(x, y)`` in the order *image-left eye, image-right eye, nose tip,
  image-left mouth corner, image-right mouth corner* (what MTCNN and YuNet both give on an upright face);
* a **score** is the probability that a face is manipulated: 0..1, 1 = fake, always;
* times are seconds from the first displayed frame of the clip.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

Image: TypeAlias = npt.NDArray[np.uint8]
FloatArray: TypeAlias = npt.NDArray[np.float32]
Box: TypeAlias = tuple[float, float, float, float]
Points: TypeAlias = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class ClipInfo:
    """What a media file says of itself; one still picture is a clip of one frame.

    ``width`` and ``height`` are of the *displayed* frame (rotation applied, pixel aspect not).
    ``frames`` is the container's count where it has one, else an estimate, 0 where unknown.
    ``rotation`` is the clockwise turn in degrees (0, 90, 180, 270) that was applied for display.
    ``start_s`` is the raw timestamp of the first displayed frame: raw = ``start_s`` + ``time_s``.
    ``sha256`` is empty until the file has been hashed.
    """

    path: Path
    bytes: int = 0
    sha256: str = ""
    container: str = ""
    codec: str = ""
    pixel_format: str = ""
    width: int = 0
    height: int = 0
    rotation: int = 0
    mirrored: bool = False
    duration_s: float = 0.0
    fps: float = 0.0
    frames: int = 0
    start_s: float = 0.0
    variable_rate: bool = False
    is_image: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """One sampled frame. ``index`` counts displayed frames from 0 (estimated after a seek)."""

    index: int
    time_s: float
    image: Image


@dataclass(frozen=True, slots=True)
class Detection:
    """One face in one frame: where, how sure the face detector is (0..1), five landmarks or none."""

    box: Box
    confidence: float
    landmarks: Points = ()


@dataclass(frozen=True, slots=True)
class FaceQuality:
    """Measured quality of one face.

    ``size_px`` is the shorter side of the face box in pixels of the displayed frame; ``sharpness`` the
    variance of the Laplacian of the grey face scaled to a fixed size (about 0..5000, blurred < 20);
    ``yaw`` and ``pitch`` are rough degrees from the landmarks (0 = frontal; 0 without landmarks);
    ``brightness`` is the mean grey level 0..1 and ``clipped`` the share 0..1 of pure black or white pixels.
    """

    size_px: int
    sharpness: float
    yaw: float = 0.0
    pitch: float = 0.0
    brightness: float = 0.5
    clipped: float = 0.0


class Label(StrEnum):
    """The four verdicts. ``NO_RESULT`` is not a score: it says that there is none."""

    LIKELY_MANIPULATED = "likely_manipulated"
    LIKELY_AUTHENTIC = "likely_authentic"
    INCONCLUSIVE = "inconclusive"
    NO_RESULT = "no_result"


@dataclass(frozen=True, slots=True)
class ScoredFace:
    """One face of one sampled frame with what every detector of the ensemble said about it.

    ``unusable`` is empty for a usable face, else the reason in words why it was left out;
    ``scores`` maps detector name to score and is empty for a face that was left out;
    ``score`` is the ensemble's score of this one face, None where there is none.
    """

    track: int
    detection: Detection
    quality: FaceQuality
    unusable: str = ""
    scores: dict[str, float] = field(default_factory=dict)
    score: float | None = None


@dataclass(frozen=True, slots=True)
class ScoredFrame:
    """One sampled frame of the result. ``state`` is ``"ok"`` or ``"decode_error"``."""

    index: int
    time_s: float
    faces: tuple[ScoredFace, ...] = ()
    state: str = "ok"


@dataclass(frozen=True, slots=True)
class TrackScore:
    """One person through time. ``faces`` counts usable faces; ``score`` is None if there are none."""

    id: int
    score: float | None
    faces: int
    first_s: float
    last_s: float
    detectors: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DetectorScore:
    """One detector of the ensemble and its score of the whole clip (None with ``no_result``)."""

    name: str
    sha256: str
    score: float | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The label, why, and how sure: ``confidence`` is ``"high"``, ``"moderate"``, ``"low"`` or ``"none"``."""

    label: Label
    reasons: tuple[str, ...]
    confidence: str


@dataclass(frozen=True, slots=True)
class VerdictRule:
    """How face scores became the verdict, beside the aggregation that the settings name.

    ``persons``: who decides, see ``dfd_core.screening.aggregate.score_clip``. Scores from ``fake_from`` up mean likely
    manipulated, from ``real_to`` down likely authentic; ``measured``: these bands were chosen on held-out people.
    ``calibration``: kind, a and b of the ensemble's ``Calibration``, None where it has none.
    """

    persons: str
    fake_from: float
    real_to: float
    measured: bool
    calibration: tuple[str, float, float] | None = None


@dataclass(frozen=True, slots=True)
class ToolInfo:
    """What produced a result."""

    version: str
    face_detector: str
    backend: str
    device: str


@dataclass(frozen=True, slots=True)
class ScreeningSettings:
    """What the user may choose for a screening; part of the key of a stored result.

    ``frames``: sampled frames per clip, 1..1000. ``sampling``: ``"time"`` (evenly spaced in time) or
    ``"index"`` (the seed's ``linspace`` over frame numbers). ``ensemble``: name of the ensemble, or the
    detectors' names joined by ``+``. ``aggregation``: see ``dfd_core.screening.aggregate``.
    ``face_detector``: ``"auto"``, ``"mtcnn"`` or ``"yunet"``.
    """

    frames: int = 32
    ensemble: str = ""
    aggregation: str = "geometric"
    sampling: Literal["time", "index"] = "time"
    face_detector: str = "auto"


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of work per stage (stages overlap: their sum may exceed ``total``, the wall time)."""

    decode: float = 0.0
    faces: float = 0.0
    inference: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class ClipResult:
    """Everything that screening says about one clip; its JSON form is ``dfd_core.cases.extract``.

    ``rule`` is None in results of versions that did not record it.
    """

    tool: ToolInfo
    media: ClipInfo
    settings: ScreeningSettings
    detectors: tuple[DetectorScore, ...]
    tracks: tuple[TrackScore, ...]
    frames: tuple[ScoredFrame, ...]
    score: float | None
    verdict: Verdict
    timing: Timing
    partial: bool = False
    error_code: str = ""
    rule: VerdictRule | None = None
