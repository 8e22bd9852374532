"""Faces out of one clip, by the same reader, face detector, tracks and quality limits as screening (T: cv2)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from dfd_core.faces.crop import cut
from dfd_core.faces.detect import FaceDetector
from dfd_core.faces.quality import inside_share, measure, why_unusable
from dfd_core.faces.track import build_tracks
from dfd_core.training.build_options import BuildOptions
from dfd_core.types import Box, Detection, FaceQuality, Frame, Image, Points
from dfd_core.video.reader import ClipReader
from dfd_core.video.sampling import SamplingPlan

PAD = 0.25
"""A face detector misplaces faces that touch the border: finished crops are padded by repeating their edge."""
FILLS = 0.4
"""A still picture whose face box is at least this share of its shorter side is a finished crop."""
BARE_CROP_PX = 700
"""A still picture without a detected face is taken for a finished crop only up to this size, and up to 2:1."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One face as it will be stored. ``seen`` is in the frame, ``box`` and ``landmarks`` in ``picture``."""

    picture: Image
    box: Box
    landmarks: Points
    seen: Detection
    quality: FaceQuality
    time_s: float
    track: int = 0
    whole: bool = False
    flags: tuple[str, ...] = ()


def store_crop(image: Image, face: Detection, options: BuildOptions) -> tuple[Image, Box, Points]:
    """Cut the stored picture of a face: pixels, face box and landmarks in it.

    The region is clipped at the frame and only ever shrunk, so that a recipe cutting from it sees what it would
    have seen in the frame. It begins at even pixels: corners at half a pixel then round as they do in the frame.
    """
    rule = options.rule
    height, width = image.shape[:2]
    x0, y0, x1, y1 = rule.region(face.box)
    step = 1 if options.stretch else 2
    left, top = max(math.floor(x0 / step) * step, 0), max(math.floor(y0 / step) * step, 0)
    region = left, top, min(math.ceil(x1), width), min(math.ceil(y1), height)
    if options.stretch:
        picture = cut(image, face, rule, options.size)
        across, down = options.size / (region[2] - region[0]), options.size / (region[3] - region[1])
    else:
        picture = image[region[1] : region[3], region[0] : region[2]]
        scale = min(1.0, options.size / max(x1 - x0, y1 - y0, 1.0))
        small = max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale))
        across, down = small[0] / picture.shape[1], small[1] / picture.shape[0]
        if scale < 1.0:
            picture = np.asarray(cv2.resize(picture, small, interpolation=cv2.INTER_AREA), np.uint8)
    xs, ys = [(x - left) * across for x in face.box[::2]], [(y - top) * down for y in face.box[1::2]]
    points = tuple(((x - left) * across, (y - top) * down) for x, y in face.landmarks)
    return np.ascontiguousarray(picture), (xs[0], ys[0], xs[1], ys[1]), points


def faces_of_clip(reader: ClipReader, finder: FaceDetector, options: BuildOptions) -> tuple[list[Cut], list[str]]:
    """Usable faces of a clip's sampled frames by the face detector, and the reasons why others were left out."""
    frames: list[tuple[float, list[Detection]]] = []
    candidates: list[list[Cut | None]] = []
    unusable: list[str] = []
    for frame in reader.sample(SamplingPlan(options.faces)):
        found = finder.detect([frame.image])[0]
        frames.append((frame.time_s, found))
        row: list[Cut | None] = []
        for face in found:
            made, why = cut_face(frame, face, options)
            row.append(made)
            unusable += [why] if why else []
        candidates.append(row)
    tracks = build_tracks(frames)
    flat = [
        (track, made)
        for numbers, row in zip(tracks, candidates, strict=True)
        for track, made in zip(numbers, row, strict=True)
        if made is not None
    ]
    return _chosen(flat, options), unusable


def cut_face(frame: Frame, face: Detection, options: BuildOptions) -> tuple[Cut | None, str]:
    """One face for storage, or None and the reason why it is unusable (screening would leave it out too)."""
    quality = measure(frame.image, face)
    why = why_unusable(quality, inside=inside_share(frame.image, face))
    if why:
        return None, why
    picture, box, points = store_crop(frame.image, face, options)
    return Cut(picture, box, points, face, quality, frame.time_s), ""


def _chosen(faces: Sequence[tuple[int, Cut]], options: BuildOptions) -> list[Cut]:
    """Everyone's faces numbered by track, or those of the person with the most face area over all frames."""
    areas: dict[int, float] = {}
    for track, face in faces:
        areas[track] = areas.get(track, 0.0) + _area(face.seen.box) * face.seen.confidence
    main = max(areas, key=lambda track: (areas[track], -track), default=0)
    return [_numbered(face, track) for track, face in faces if options.persons == "all" or track == main]


def _numbered(face: Cut, track: int) -> Cut:
    return Cut(
        face.picture, face.box, face.landmarks, face.seen, face.quality, face.time_s, track, face.whole, face.flags
    )


def _area(box: Box) -> float:
    return max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)


def faces_like(
    reader: ClipReader, wanted: Sequence[tuple[float, int, Detection]], options: BuildOptions
) -> tuple[list[Cut], list[str]]:
    """Faces of a clip cut at given times and places (those of its original); times it does not have are left out."""
    cuts: list[Cut] = []
    unusable: list[str] = []
    for frame, (_, track, face) in _frames_at(reader, wanted, options):
        made, why = cut_face(frame, face, options)
        if made is None:
            unusable.append(why)
        else:
            cuts.append(_numbered(made, track))
    return sorted(cuts, key=lambda one: (one.time_s, one.track)), unusable


def _frames_at(
    reader: ClipReader, wanted: Sequence[tuple[float, int, Detection]], options: BuildOptions
) -> Iterator[tuple[Frame, tuple[float, int, Detection]]]:
    """The frame of each wanted time: those of the same sampling plan where they fit (one pass), others by a seek."""
    near = 0.6 / reader.info.fps if reader.info.fps else 0.02
    left = list(wanted)
    for frame in reader.sample(SamplingPlan(options.faces)):
        for one in [one for one in left if abs(one[0] - frame.time_s) < near]:
            left.remove(one)
            yield frame, one
    for one in left:
        if one[0] < reader.info.duration_s:
            yield reader.frame_at(one[0]), one


def faces_of_picture(
    image: Image, given: Detection | None, finder: FaceDetector, options: BuildOptions
) -> tuple[list[Cut], list[str]]:
    """The face of a still picture: the whole picture where it is a finished crop, else cut from it like from a frame.

    Args:
        image: the RGB picture (H, W, 3).
        given: where the data set says that the face is.
        finder: asked where nothing is given or the options say so.
        options: ``pictures`` decides between crop and photograph.
    """
    found = [given] if given and not options.redetect else _in_padded(image, finder)
    if not found and given:
        found = [given]
    face = max(found, key=lambda one: _area(one.box) * one.confidence, default=None)
    if _is_crop(image, face, options):
        return [_whole(image, face, options)], []
    cuts: list[Cut] = []
    unusable: list[str] = []
    for number, one in enumerate(found if options.persons == "all" else [face] if face else []):
        made, why = cut_face(Frame(0, 0.0, image), one, options)
        if made is None:
            unusable.append(why)
        else:
            cuts.append(_numbered(made, number))
    return cuts, unusable


def _in_padded(image: Image, finder: FaceDetector) -> list[Detection]:
    pad = round(min(image.shape[:2]) * PAD)
    padded = np.asarray(cv2.copyMakeBorder(image, pad, pad, pad, pad, cv2.BORDER_REPLICATE), np.uint8)
    return [_moved(face, -pad) for face in finder.detect([padded])[0]]


def _moved(face: Detection, by: float) -> Detection:
    x0, y0, x1, y1 = face.box
    points = tuple((x + by, y + by) for x, y in face.landmarks)
    return Detection((x0 + by, y0 + by, x1 + by, y1 + by), face.confidence, points)


def _is_crop(image: Image, face: Detection | None, options: BuildOptions) -> bool:
    if options.pictures != "auto":
        return options.pictures == "crop"
    height, width = image.shape[:2]
    short, long = min(height, width), max(height, width)
    if face is None:
        return bool(long <= BARE_CROP_PX and long <= 2 * short)
    return bool(min(face.box[2] - face.box[0], face.box[3] - face.box[1]) >= FILLS * short)


def _whole(image: Image, face: Detection | None, options: BuildOptions) -> Cut:
    """The whole picture as one face; its box is the picture's where no face was found in it."""
    height, width = image.shape[:2]
    seen = face or Detection((0.0, 0.0, float(width), float(height)), 0.0)
    flags = () if face else ("no_face_found",)
    quality = measure(image, seen)
    if options.stretch:
        picture, box, points = store_crop(image, seen, options)
        return Cut(picture, box, points, seen, quality, 0.0, flags=flags)
    scale = min(1.0, 2.0 * options.size / max(height, width))
    if scale < 1.0:
        small = max(1, round(width * scale)), max(1, round(height * scale))
        image = np.asarray(cv2.resize(image, small, interpolation=cv2.INTER_AREA), np.uint8)
    x0, y0, x1, y1 = (value * scale for value in seen.box)
    points = tuple((x * scale, y * scale) for x, y in seen.landmarks)
    return Cut(image, (x0, y0, x1, y1), points, seen, quality, 0.0, whole=scale == 1.0, flags=flags)


def copies_verbatim(path: Path, faces: Iterable[Cut]) -> bool:
    """True for a finished crop whose file can be kept as it is: no second compression."""
    return path.suffix.lower() in {".jpg", ".jpeg", ".png"} and all(face.whole for face in faces)
