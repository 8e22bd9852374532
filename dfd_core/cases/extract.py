"""The canonical JSON of a result: the one record that the store keeps and every report renders.

Key names, nesting and units are a contract (``resources/schema/result-1.json`` describes them in full).
Within one schema version keys may be added, never renamed or removed, so readers ignore keys they do not know.
Every number is finite: unknown measurements are 0 and unknown words "". An unknown *score* is null, because
0 would say "authentic".
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from dfd_core.errors import DfdError
from dfd_core.paths import resource
from dfd_core.types import (
    ClipInfo,
    ClipResult,
    Detection,
    DetectorScore,
    FaceQuality,
    Label,
    ScoredFace,
    ScoredFrame,
    ScreeningSettings,
    Timing,
    ToolInfo,
    TrackScore,
    Verdict,
    VerdictRule,
)

SCHEMA_VERSION = 1
"""Written as ``schema``; a higher number is refused, see :func:`check_version`."""

Extract: TypeAlias = dict[str, Any]
"""A result as JSON values, in the key order of the schema."""

SCORE_DIGITS, PIXEL_DIGITS, SECOND_DIGITS, EDGE_DIGITS = 6, 2, 4, 4


@cache
def load_schema() -> Mapping[str, Any]:
    """The JSON Schema (draft 2020-12) of an extract."""
    text = resource("schema", f"result-{SCHEMA_VERSION}.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def result_to_json(result: ClipResult, created: datetime | None = None) -> Extract:
    """The extract of a result.

    Args:
        result: what screening said of one clip.
        created: when it was screened; now where None. Stored in UTC to the second.
    """
    extract: Extract = {
        "schema": SCHEMA_VERSION,
        "created": _timestamp(created or datetime.now(UTC)),
        "tool": _tool(result.tool),
        "media": media_to_json(result.media, partial=result.partial),
        "settings": _settings(result.settings),
        "detectors": [
            {"name": each.name, "sha256": each.sha256, "score": _score(each.score)} for each in result.detectors
        ],
        "tracks": [_track(track) for track in result.tracks],
        "frames": [_frame(frame) for frame in result.frames],
        "score": None if result.verdict.label is Label.NO_RESULT else _score(result.score),
        "verdict": {
            "label": str(result.verdict.label),
            "reasons": list(result.verdict.reasons),
            "confidence": result.verdict.confidence,
        },
        "timing_s": _timing(result.timing),
    }
    if result.rule:
        extract["rule"] = _rule(result.rule)
    if result.error_code:
        message = result.verdict.reasons[0] if result.verdict.reasons else ""
        extract["error"] = {"code": result.error_code, "message": message}
    return extract


def result_from_json(extract: Extract) -> ClipResult:
    """The result that an extract describes; keys added to the schema later are ignored.

    Raises:
        DfdError: ``newer_result`` for a higher schema version, ``bad_result`` for anything that is no extract.
    """
    check_version(extract)
    try:
        return _result(extract)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _bad(f"{type(error).__name__}: {error}") from error


def check_version(extract: Mapping[str, Any]) -> None:
    """Refuse what this program cannot read.

    Raises:
        DfdError: ``bad_result`` without a version, ``newer_result`` for a higher one.
    """
    version = extract.get("schema") if isinstance(extract, Mapping) else None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise _bad("it has no schema version")
    if version > SCHEMA_VERSION:
        raise DfdError(
            "newer_result",
            f"this result was written by a newer version of DFD (schema {version}, known up to {SCHEMA_VERSION})",
            "update DFD to read it",
        )


def canonical_bytes(extract: Mapping[str, Any]) -> bytes:
    r"""The one spelling of an extract: a line of compact UTF-8 JSON in schema order, ended by a line feed.

    Its SHA-256 (:func:`extract_sha256`) is what reports quote, so that ``sha256sum`` of the written file agrees.
    File names that are not valid UTF-8 keep their raw bytes as ``\udcXX`` escapes and survive a round trip.
    """
    text = json.dumps(extract, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace") + b"\n"


def extract_sha256(extract: Mapping[str, Any]) -> str:
    """SHA-256 of :func:`canonical_bytes`, in hex."""
    return hashlib.sha256(canonical_bytes(extract)).hexdigest()


def with_path(extract: Extract, path: Path) -> Extract:
    """The same result told of another file of equal content."""
    return {**extract, "media": {**extract["media"], "path": str(path)}}


def _bad(why: str) -> DfdError:
    return DfdError("bad_result", f"this is not a result of DFD: {why}", "screen the clip again")


def _timestamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _number(value: float, digits: int) -> float:
    number = float(value)
    return round(number, digits) + 0.0 if math.isfinite(number) else 0.0  # + 0.0 turns -0.0 into 0.0


def _score(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else _number(value, SCORE_DIGITS)


def _scores(scores: Mapping[str, float]) -> dict[str, float]:
    return {name: _number(value, SCORE_DIGITS) for name, value in scores.items() if math.isfinite(value)}


def _tool(tool: ToolInfo) -> Extract:
    return {
        "version": tool.version,
        "face_detector": tool.face_detector,
        "backend": tool.backend,
        "device": tool.device,
    }


def media_to_json(info: ClipInfo, *, partial: bool = False) -> Extract:
    """The ``media`` part of an extract."""
    return {
        "path": str(info.path),
        "sha256": info.sha256,
        "bytes": int(info.bytes),
        "container": info.container,
        "codec": info.codec,
        "pixel_format": info.pixel_format,
        "width": int(info.width),
        "height": int(info.height),
        "rotation": int(info.rotation),
        "mirrored": bool(info.mirrored),
        "duration_s": _number(info.duration_s, SECOND_DIGITS),
        "start_s": _number(info.start_s, SECOND_DIGITS),
        "fps": _number(info.fps, SECOND_DIGITS),
        "variable_rate": bool(info.variable_rate),
        "frames": int(info.frames),
        "is_image": bool(info.is_image),
        "partial": bool(partial),
        "warnings": list(info.warnings),
    }


def _settings(settings: ScreeningSettings) -> Extract:
    return {
        "frames": int(settings.frames),
        "ensemble": settings.ensemble,
        "aggregation": settings.aggregation,
        "sampling": settings.sampling,
        "face_detector": settings.face_detector,
    }


def _rule(rule: VerdictRule) -> Extract:
    calibration = dict(zip(("kind", "a", "b"), rule.calibration, strict=True)) if rule.calibration else None
    bands = {"fake_from": rule.fake_from, "real_to": rule.real_to, "measured": rule.measured}
    return {"persons": rule.persons, "calibration": calibration, "bands": bands}


def _track(track: TrackScore) -> Extract:
    return {
        "id": int(track.id),
        "score": _score(track.score),
        "faces": int(track.faces),
        "first_s": _number(track.first_s, SECOND_DIGITS),
        "last_s": _number(track.last_s, SECOND_DIGITS),
        "detectors": _scores(track.detectors),
    }


def _frame(frame: ScoredFrame) -> Extract:
    return {
        "index": int(frame.index),
        "time_s": _number(frame.time_s, SECOND_DIGITS),
        "state": frame.state,
        "faces": [_face(face) for face in frame.faces],
    }


def _face(face: ScoredFace) -> Extract:
    return {
        "track": int(face.track),
        "box": [_number(edge, EDGE_DIGITS) for edge in face.detection.box],
        "confidence": _number(face.detection.confidence, SCORE_DIGITS),
        "landmarks": [[_number(x, EDGE_DIGITS), _number(y, EDGE_DIGITS)] for x, y in face.detection.landmarks],
        "quality": _quality(face.quality),
        "unusable": face.unusable,
        "scores": _scores(face.scores),
        "score": _score(face.score),
    }


def _quality(quality: FaceQuality) -> Extract:
    return {
        "size_px": int(quality.size_px),
        "sharpness": _number(quality.sharpness, PIXEL_DIGITS),
        "yaw": _number(quality.yaw, PIXEL_DIGITS),
        "pitch": _number(quality.pitch, PIXEL_DIGITS),
        "brightness": _number(quality.brightness, 4),
        "clipped": _number(quality.clipped, 4),
    }


def _timing(timing: Timing) -> Extract:
    return {
        "decode": _number(timing.decode, SECOND_DIGITS),
        "faces": _number(timing.faces, SECOND_DIGITS),
        "inference": _number(timing.inference, SECOND_DIGITS),
        "total": _number(timing.total, SECOND_DIGITS),
    }


def _result(extract: Extract) -> ClipResult:
    media, verdict = extract["media"], extract["verdict"]
    return ClipResult(
        tool=_read_tool(extract["tool"]),
        media=_read_media(media),
        settings=_read_settings(extract["settings"]),
        detectors=tuple(DetectorScore(d["name"], d["sha256"], d["score"]) for d in extract["detectors"]),
        tracks=tuple(_read_track(track) for track in extract["tracks"]),
        frames=tuple(_read_frame(frame) for frame in extract["frames"]),
        score=extract["score"],
        verdict=Verdict(Label(verdict["label"]), tuple(verdict["reasons"]), verdict["confidence"]),
        timing=Timing(**{name: float(extract["timing_s"][name]) for name in ("decode", "faces", "inference", "total")}),
        partial=bool(media.get("partial", False)),
        error_code=extract.get("error", {}).get("code", ""),
        rule=read_rule(extract["rule"]) if "rule" in extract else None,
    )


def read_rule(rule: Mapping[str, Any]) -> VerdictRule:
    """The ``rule`` part of an extract; raises like any reading of wrong JSON (``KeyError``, ``TypeError`` ...)."""
    bands, fit = rule["bands"], rule.get("calibration")
    calibration = (str(fit["kind"]), float(fit["a"]), float(fit["b"])) if fit else None
    edges = float(bands["fake_from"]), float(bands["real_to"])
    return VerdictRule(str(rule["persons"]), *edges, bool(bands["measured"]), calibration)


def _read_tool(tool: Extract) -> ToolInfo:
    return ToolInfo(tool["version"], tool["face_detector"], tool["backend"], tool["device"])


def _read_media(media: Extract) -> ClipInfo:
    return ClipInfo(
        path=Path(media["path"]),
        bytes=int(media["bytes"]),
        sha256=media["sha256"],
        container=media["container"],
        codec=media["codec"],
        pixel_format=media.get("pixel_format", ""),
        width=int(media["width"]),
        height=int(media["height"]),
        rotation=int(media["rotation"]),
        mirrored=bool(media.get("mirrored", False)),
        duration_s=float(media["duration_s"]),
        fps=float(media["fps"]),
        frames=int(media["frames"]),
        start_s=float(media.get("start_s", 0.0)),
        variable_rate=bool(media.get("variable_rate", False)),
        is_image=bool(media.get("is_image", False)),
        warnings=tuple(media["warnings"]),
    )


def _read_settings(settings: Extract) -> ScreeningSettings:
    return ScreeningSettings(
        frames=int(settings["frames"]),
        ensemble=settings["ensemble"],
        aggregation=settings["aggregation"],
        sampling=settings.get("sampling", ""),
        face_detector=settings.get("face_detector", ""),
    )


def _read_track(track: Extract) -> TrackScore:
    return TrackScore(
        id=int(track["id"]),
        score=track["score"],
        faces=int(track["faces"]),
        first_s=float(track["first_s"]),
        last_s=float(track["last_s"]),
        detectors=dict(track["detectors"]),
    )


def _read_frame(frame: Extract) -> ScoredFrame:
    faces = tuple(_read_face(face) for face in frame["faces"])
    return ScoredFrame(int(frame["index"]), float(frame["time_s"]), faces, frame.get("state", "ok"))


def _read_face(face: Extract) -> ScoredFace:
    x0, y0, x1, y1 = (float(edge) for edge in face["box"])
    landmarks = tuple((float(x), float(y)) for x, y in face["landmarks"])
    quality = face["quality"]
    return ScoredFace(
        track=int(face["track"]),
        detection=Detection((x0, y0, x1, y1), float(face["confidence"]), landmarks),
        quality=FaceQuality(
            size_px=int(quality["size_px"]),
            sharpness=float(quality["sharpness"]),
            yaw=float(quality.get("yaw", 0.0)),
            pitch=float(quality.get("pitch", 0.0)),
            brightness=float(quality.get("brightness", 0.5)),
            clipped=float(quality.get("clipped", 0.0)),
        ),
        unusable=face.get("unusable", ""),
        scores=dict(face["scores"]),
        score=face["score"],
    )
