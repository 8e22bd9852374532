"""The canonical JSON of a result: golden file, schema, round trip, and what must never get into it."""

from __future__ import annotations

import hashlib
import json
import math
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dfd_core.cases.extract import (
    SCHEMA_VERSION,
    canonical_bytes,
    extract_sha256,
    load_schema,
    result_from_json,
    result_to_json,
    with_path,
)
from dfd_core.cases.summary import summarise
from dfd_core.cases.text import printable
from dfd_core.errors import DfdError
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
)

GOLDEN = Path(__file__).parents[1] / "assets" / "result-1.json"
WHEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
NAMES = ("first", "second")

Json: TypeAlias = Mapping[str, Any] | list[Any] | str | float | None

# Section 4 of the design, key for key.
CONTRACT: dict[str, Any] = {
    "schema": 1,
    "tool": {"version": "...", "face_detector": "...", "backend": "...", "device": "..."},
    "media": {
        "path": "...", "sha256": "...", "bytes": 0, "container": "...", "codec": "...", "width": 0, "height": 0,
        "rotation": 0, "duration_s": 0.0, "fps": 0.0, "frames": 0, "warnings": [],
    },
    "settings": {"frames": 32, "ensemble": "...", "aggregation": "..."},
    "detectors": [{"name": "...", "sha256": "...", "score": 0.0}],
    "tracks": [{"id": 0, "score": 0.0, "faces": 0, "first_s": 0.0, "last_s": 0.0, "detectors": {"first": 0.0}}],
    "frames": [
        {
            "index": 0, "time_s": 0.0,
            "faces": [
                {
                    "track": 0, "box": [0, 0, 0, 0], "confidence": 0.0, "landmarks": [[0, 0]],
                    "quality": {"size_px": 0, "sharpness": 0.0}, "scores": {"first": 0.0}, "score": 0.0,
                }
            ],
        }
    ],
    "score": 0.0,
    "verdict": {"label": "likely_manipulated", "reasons": ["..."], "confidence": "..."},
    "timing_s": {"decode": 0.0, "faces": 0.0, "inference": 0.0, "total": 0.0},
}  # fmt: skip


def face(track: int, first: float, second: float) -> ScoredFace:
    left = 100.0 + 300 * track
    return ScoredFace(
        track=track,
        detection=Detection(
            box=(left, 80.123456, left + 120, 230.5),
            confidence=0.99876543,
            landmarks=(
                (left + 30, 120.0),
                (left + 90, 121.0),
                (left + 60, 150.0),
                (left + 40, 190.0),
                (left + 80, 190.0),
            ),
        ),
        quality=FaceQuality(size_px=120, sharpness=310.2561, yaw=-4.5, pitch=2.0, brightness=0.48, clipped=0.01),
        scores=dict(zip(NAMES, (first, second), strict=True)),
        score=math.sqrt(first * second),
    )


def blurred(track: int) -> ScoredFace:
    return replace(
        face(track, 0.5, 0.5),
        quality=FaceQuality(size_px=22, sharpness=3.0),
        unusable="smaller than 32 px",
        scores={},
        score=None,
    )


def sample_result() -> ClipResult:
    frames = [ScoredFrame(10 * i, 0.4 * i, (face(0, 0.9, 0.8), face(1, 0.2, 0.1 + i / 100))) for i in range(6)]
    frames.append(ScoredFrame(60, 2.4, (face(0, 0.95, 0.85), blurred(1))))
    frames.append(ScoredFrame(70, 2.8, ()))
    frames.append(ScoredFrame(80, 3.2, (), "decode_error"))
    return ClipResult(
        tool=ToolInfo("0.1.0", "mtcnn", "onnxruntime 1.31", "cpu"),
        media=ClipInfo(
            path=Path("clips/näme 日本.mp4"),
            bytes=123456,
            sha256="ab" * 32,
            container="mov,mp4,m4a,3gp,3g2,mj2",
            codec="h264",
            pixel_format="yuv420p",
            width=1280,
            height=720,
            rotation=90,
            duration_s=3.44,
            fps=25.0,
            frames=86,
            warnings=("the end of the file is damaged",),
        ),
        settings=ScreeningSettings(frames=9, ensemble="pair", face_detector="mtcnn"),
        detectors=(DetectorScore("first", "cd" * 32, 0.907143), DetectorScore("second", "ef" * 32, 0.807143)),
        tracks=(
            TrackScore(0, 0.855679, 7, 0.0, 2.4, {"first": 0.907143, "second": 0.807143}),
            TrackScore(1, 0.158114, 6, 0.0, 2.4, {"first": 0.2, "second": 0.125}),
        ),
        frames=tuple(frames),
        score=0.855679,
        verdict=Verdict(
            Label.LIKELY_MANIPULATED,
            ("Person 1 scores 0.86, at or above 0.85.", "A lead for examination, not proof."),
            "low",
        ),
        timing=Timing(0.51234567, 0.31, 0.22, 0.8),
        partial=True,
    )


def unreadable(error: str = "no_video_stream") -> ClipResult:
    return ClipResult(
        tool=ToolInfo("0.1.0", "mtcnn", "", ""),
        media=ClipInfo(path=Path("audio.mp4"), sha256="12" * 32, bytes=7),
        settings=ScreeningSettings(ensemble="pair"),
        detectors=(DetectorScore("first", "cd" * 32, None),),
        tracks=(),
        frames=(),
        score=None,
        verdict=Verdict(Label.NO_RESULT, ("there is no video stream",), "none"),
        timing=Timing(),
        error_code=error,
    )


def strict(schema: Json) -> Json:
    """The schema with every described object closed: a key that nobody documented then fails."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, Mapping):
        return schema
    closed = {key: value if key in {"if", "then", "else"} else strict(value) for key, value in schema.items()}
    if closed.get("type") == "object" and "properties" in closed:
        closed["additionalProperties"] = False
    return closed


def validate(extract: Json) -> None:
    closed = strict(load_schema())
    assert isinstance(closed, dict)
    jsonschema.Draft202012Validator(closed).validate(extract)


def test_golden_file() -> None:
    # After a deliberate change: Path(GOLDEN).write_bytes(canonical_bytes(result_to_json(sample_result(), WHEN)))
    assert canonical_bytes(result_to_json(sample_result(), WHEN)) == GOLDEN.read_bytes()


def test_schema_is_sound_and_describes_what_is_written() -> None:
    jsonschema.Draft202012Validator.check_schema(load_schema())
    validate(json.loads(GOLDEN.read_bytes()))
    validate(result_to_json(unreadable()))


def test_the_schema_accepts_the_design_sample() -> None:
    sample = json.loads(json.dumps(CONTRACT).replace('"..."', '"low"').replace('"sha256": "low"', '"sha256": ""'))
    jsonschema.Draft202012Validator(load_schema()).validate(sample)


def test_contract_keys_are_present_with_the_contract_types() -> None:
    compare(CONTRACT, result_to_json(sample_result()), "")


def compare(contract: Json, actual: Json, where: str) -> None:
    if isinstance(contract, dict):
        assert isinstance(actual, dict), where
        for key, value in contract.items():
            assert key in actual, f"{where}.{key} is gone"
            compare(value, actual[key], f"{where}.{key}")
    elif isinstance(contract, list):
        assert isinstance(actual, list), where
        for item in actual[: len(contract)]:
            compare(contract[0], item, f"{where}[]")
    elif isinstance(contract, (int, float)):
        assert isinstance(actual, (int, float)), where
    else:
        assert isinstance(actual, str), where


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("score",), 1.5),
        (("score",), None),
        (("verdict", "label"), "real"),
        (("verdict", "reasons"), []),
        (("media", "rotation"), 45),
        (("media", "sha256"), "AB"),
        (("surprise",), 1),
        (("schema",), 2),
    ],
)
def test_schema_refuses(where: tuple[str, ...], value: Json) -> None:
    extract = json.loads(GOLDEN.read_bytes())
    *path, last = where
    place: dict[str, Any] = extract
    for key in path:
        place = place[key]
    place[last] = value
    with pytest.raises(jsonschema.ValidationError):
        validate(extract)


@pytest.mark.parametrize("result", [sample_result(), unreadable()])
def test_round_trip(result: ClipResult) -> None:
    extract = result_to_json(result, WHEN)
    again = result_from_json(json.loads(canonical_bytes(extract)))
    assert canonical_bytes(result_to_json(again, WHEN)) == canonical_bytes(extract)
    assert again.verdict == result.verdict
    assert again.partial is result.partial
    assert again.error_code == result.error_code


def test_no_result_has_no_score_and_an_error_says_why() -> None:
    extract = result_to_json(replace(sample_result(), verdict=Verdict(Label.NO_RESULT, ("no face",), "none")))
    assert extract["score"] is None
    assert "error" not in extract
    assert result_to_json(unreadable())["error"] == {"code": "no_video_stream", "message": "there is no video stream"}


def test_a_person_without_usable_faces_has_no_score_rather_than_zero() -> None:
    extract = result_to_json(replace(sample_result(), tracks=(TrackScore(0, None, 0, 0.0, 1.0),)))
    assert extract["tracks"][0]["score"] is None
    validate(extract)


@given(st.floats(allow_nan=True, allow_infinity=True), st.floats(allow_nan=True, allow_infinity=True))
@settings(max_examples=50, deadline=None)
def test_every_number_is_finite(left: float, other: float) -> None:
    base = sample_result()
    broken = replace(
        base,
        media=replace(base.media, fps=left, duration_s=other),
        timing=Timing(left, other, left, other),
        frames=(ScoredFrame(0, left, (replace(face(0, 0.5, 0.5), score=other),)),),
        score=left,
    )
    text = canonical_bytes(result_to_json(broken)).decode()
    assert not {"NaN", "Infinity", "-Infinity"} & set(text.replace(",", " ").replace(":", " ").split())
    json.loads(text)


def test_numbers_are_rounded_and_never_minus_zero() -> None:
    extract = result_to_json(replace(sample_result(), media=replace(sample_result().media, start_s=-1e-9)))
    first = extract["frames"][0]["faces"][0]
    assert first["box"][1] == 80.1235
    assert first["confidence"] == 0.998765
    assert extract["timing_s"]["decode"] == 0.5123
    assert math.copysign(1, extract["media"]["start_s"]) == 1


def test_a_name_that_is_no_text_survives() -> None:
    path = Path(b"bad\xff\xfename.mp4".decode("utf-8", "surrogateescape"))
    extract = result_to_json(replace(sample_result(), media=replace(sample_result().media, path=path)))
    data = canonical_bytes(extract)
    data.decode("utf-8")
    assert result_from_json(json.loads(data)).media.path == path


def test_canonical_bytes_are_one_line_and_give_the_hash() -> None:
    extract = result_to_json(sample_result(), WHEN)
    data = canonical_bytes(extract)
    assert data.endswith(b"}\n")
    assert data.count(b"\n") == 1
    assert "日本" in data.decode()
    assert extract_sha256(extract) == hashlib.sha256(data).hexdigest()


def test_with_path_leaves_the_original_alone() -> None:
    extract = result_to_json(sample_result(), WHEN)
    other = with_path(extract, Path("elsewhere.mp4"))
    assert other["media"]["path"] == "elsewhere.mp4"
    assert extract["media"]["path"] != "elsewhere.mp4"
    assert {**other, "media": extract["media"]} == extract


@pytest.mark.parametrize(
    ("extract", "code"),
    [
        ({**CONTRACT, "schema": SCHEMA_VERSION + 1}, "newer_result"),
        ({}, "bad_result"),
        ({"schema": 1}, "bad_result"),
        ({"schema": "1"}, "bad_result"),
        ({**CONTRACT, "verdict": None}, "bad_result"),
        ({**CONTRACT, "frames": [{"faces": 3}]}, "bad_result"),
    ],
)
def test_what_is_no_result_is_refused_in_one_line(extract: dict[str, Any], code: str) -> None:
    with pytest.raises(DfdError) as caught:
        result_from_json(extract)
    assert caught.value.code == code
    assert "\n" not in str(caught.value)


def test_unknown_keys_and_missing_additions_are_no_obstacle() -> None:
    extract = json.loads(GOLDEN.read_bytes())
    extract["later"] = {"x": 1}
    extract["frames"][0]["later"] = 2
    del extract["created"], extract["media"]["partial"], extract["frames"][0]["state"]
    assert result_from_json(extract).frames[0].state == "ok"


def test_summary_counts() -> None:
    summary = summarise(json.loads(GOLDEN.read_bytes()))
    assert (summary.persons, summary.faces, summary.usable_faces) == (2, 14, 13)
    assert (summary.frames, summary.undecodable, summary.without_face) == (9, 1, 1)
    assert summary.left_out == {"smaller than 32 px": 1}
    assert summary.words.title == "Likely manipulated"


def test_printable_takes_the_sting_out_of_names() -> None:
    assert printable("a\x1b[31m\nb\udcff\u202eé日.mp4") == "a\\x1b[31m\\nb\\udcff\\u202eé日.mp4"


def test_reading_results_needs_no_heavy_library() -> None:
    modules = "dfd_core.cases.extract, dfd_core.cases.store, dfd_core.cases.report_csv, dfd_core.cases.report_html"
    code = f"import sys, {modules}; print([m for m in ('torch', 'onnxruntime', 'cv2', 'av') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
