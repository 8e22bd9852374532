"""Results made to measure for tests: any number of persons, detectors and gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from dfd_core.screening.aggregate import ClipScore, combine, face_score, score_clip
from dfd_core.screening.verdict import WIDE_BANDS

Face: TypeAlias = Mapping[str, float] | str
"""Scores by detector, or the reason why the face was left out."""
Frame: TypeAlias = Mapping[int, Face] | None
"""Faces by person, or None for a frame that could not be decoded."""

RULE = "geometric"


def make_result(
    frames: Sequence[Frame], detectors: Sequence[str] = ("first", "second"), step_s: float = 0.5, **media: object
) -> dict[str, Any]:
    """An extract of these sampled frames, scored and labelled as screening would with bands that nobody measured."""
    told = [_frame(i, i * step_s, frame) for i, frame in enumerate(frames)]
    persons = sorted({face["track"] for frame in told for face in frame["faces"]})
    scores = {person: _scores(told, person) for person in persons}
    clip = score_clip({person: each for person, each in scores.items() if each}, RULE)
    settings = {"frames": max(1, len(frames)), "ensemble": "+".join(detectors), "aggregation": RULE}
    return {
        "schema": 1,
        "created": "2026-01-02T03:04:05Z",
        "tool": {"version": "0.1.0", "face_detector": "mtcnn", "backend": "onnxruntime", "device": "cpu"},
        "media": _media(len(frames), step_s) | media,
        "settings": settings | {"sampling": "time", "face_detector": "mtcnn"},
        "detectors": [
            {"name": name, "sha256": f"{number:064x}", "score": clip.detectors[name] if clip else None}
            for number, name in enumerate(detectors)
        ],
        "tracks": [_track(told, person, scores[person]) for person in persons],
        "frames": told,
        "score": clip.score if clip else None,
        "verdict": _verdict(clip),
        "timing_s": {"decode": 0.1, "faces": 0.1, "inference": 0.1, "total": 0.2},
    }


def steady(score: float, detectors: Sequence[str] = ("first", "second")) -> dict[str, float]:
    """The same score from every detector."""
    return dict.fromkeys(detectors, score)


def _verdict(clip: ClipScore | None) -> dict[str, Any]:
    if clip is None:
        return {"label": "no_result", "reasons": ["Too few usable faces."], "confidence": "none"}
    label = "likely_authentic" if clip.score <= WIDE_BANDS.real_to else "inconclusive"
    label = "likely_manipulated" if clip.score >= WIDE_BANDS.fake_from else label
    return {"label": label, "reasons": ["Made for a test."], "confidence": "low"}


def _media(frames: int, step_s: float) -> dict[str, Any]:
    return {
        "path": "clips/made.mp4", "sha256": "ab" * 32, "bytes": 1234, "container": "mp4", "codec": "h264",
        "width": 640, "height": 360, "rotation": 0, "duration_s": frames * step_s, "fps": 25.0,
        "frames": round(frames * step_s * 25), "is_image": False, "partial": False, "warnings": [],
    }  # fmt: skip


def _frame(number: int, time_s: float, frame: Frame) -> dict[str, Any]:
    faces = [] if frame is None else [_face(track, face) for track, face in frame.items()]
    state = "decode_error" if frame is None else "ok"
    return {"index": round(time_s * 25), "time_s": time_s, "state": state, "faces": faces} | {"number": number}


def _face(track: int, face: Face) -> dict[str, Any]:
    scores = {} if isinstance(face, str) else dict(face)
    return {
        "track": track,
        "box": [10.0 + 100 * track, 10.0, 90.0 + 100 * track, 110.0],
        "confidence": 0.99,
        "landmarks": [],
        "quality": {"size_px": 80, "sharpness": 300.0},
        "unusable": face if isinstance(face, str) else "",
        "scores": scores,
        "score": face_score(scores, RULE) if scores else None,
    }


def _scores(frames: Sequence[Mapping[str, Any]], person: int) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for frame in frames:
        for face in frame["faces"]:
            if face["track"] == person:
                for name, score in face["scores"].items():
                    found.setdefault(name, []).append(score)
    return found


def _track(frames: Sequence[Mapping[str, Any]], person: int, scores: Mapping[str, list[float]]) -> dict[str, Any]:
    times = [frame["time_s"] for frame in frames for face in frame["faces"] if face["track"] == person]
    score, each = combine(scores, RULE) if scores else (None, {})
    faces = max(map(len, scores.values()), default=0)
    return {"id": person, "score": score, "faces": faces, "first_s": times[0], "last_s": times[-1], "detectors": each}
