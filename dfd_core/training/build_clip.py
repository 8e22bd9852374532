"""One clip of a face set, start to end, in whatever process: read, find, cut, compare, store (T: cv2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath

import numpy as np

from dfd_core.errors import DfdError
from dfd_core.faces.detect import FaceDetector, make_face_detector
from dfd_core.paths import atomic_write
from dfd_core.training.build_options import BuildOptions
from dfd_core.training.extract import Cut, copies_verbatim, faces_like, faces_of_clip, faces_of_picture
from dfd_core.training.items import FaceItem
from dfd_core.training.noise import is_same
from dfd_core.training.phash import distance, perceptual_hash
from dfd_core.training.pictures import encode_picture, read_picture
from dfd_core.training.record import ClipRecord, Seen
from dfd_core.training.sources import SourceClip
from dfd_core.types import Box, Detection, FaceQuality
from dfd_core.video.probe import hash_file
from dfd_core.video.reader import ClipReader

FOLDER = "faces"
ALIGNED_BITS = 90
"""A fake's crops must resemble its original's this much (of 255 bits; strangers differ in 128) to share its boxes."""


@dataclass(frozen=True, slots=True)
class ClipTask:
    """What to do: a clip, how, into which face set; ``reference`` is its original's record where there is one."""

    clip: SourceClip
    options: BuildOptions
    out: Path
    reference: ClipRecord | None = None


@lru_cache(maxsize=1)
def _finder(name: str) -> FaceDetector:
    """The face detector of this process: loaded once, not once a clip."""
    return make_face_detector(name, "cpu", threads=1)


def build_clip(task: ClipTask) -> ClipRecord:
    """Make and store the faces of one clip.

    Returns:
        The clip's record; with a reason and no faces where the clip cannot be read or shows no usable face.

    Raises:
        OSError: the pictures cannot be written.
    """
    clip = task.clip
    try:
        digest = hash_file(clip.path)
        cuts, unusable, size = _picture(task) if clip.is_picture else _video(task)
    except DfdError as error:
        return ClipRecord(clip.name, code=error.code, reason=str(error))
    if not cuts:
        code, reason = ("no_usable_face", unusable[0]) if unusable else ("no_face", "no face was found")
        return ClipRecord(clip.name, width=size[0], height=size[1], unusable=len(unusable), code=code, reason=reason)
    stored = [_store(task, face, digest, copies_verbatim(clip.path, cuts)) for face in cuts]
    return ClipRecord(
        clip.name,
        items=tuple(item for item, _ in stored),
        seen=tuple(_seen(face) for face in cuts),
        bytes=tuple(count for _, count in stored),
        width=size[0],
        height=size[1],
        unusable=len(unusable),
    )


def _seen(face: Cut) -> Seen:
    return Seen(face.time_s, face.seen.box, face.seen.confidence, face.seen.landmarks)


def _picture(task: ClipTask) -> tuple[list[Cut], list[str], tuple[int, int]]:
    clip = task.clip
    with ClipReader(clip.path, threads=1) as reader:
        image = reader.frame_at(0.0).image
    given = Detection(clip.box, 1.0, clip.landmarks) if clip.box else None
    cuts, unusable = faces_of_picture(image, given, _finder(task.options.face_detector), task.options)
    return cuts, unusable, (image.shape[1], image.shape[0])


def _video(task: ClipTask) -> tuple[list[Cut], list[str], tuple[int, int]]:
    options = task.options
    wanted = _wanted(task)
    with ClipReader(task.clip.path, threads=1) as reader:
        size = (reader.info.width, reader.info.height)
        if wanted and task.reference and _same_shape(size, task.reference):
            scaled = [(time, track, _scaled(face, size, task.reference)) for time, track, face in wanted]
            cuts, unusable = faces_like(reader, scaled, options)
            aligned = _compared(task, cuts)
            if aligned:
                return aligned, unusable, size
    with ClipReader(task.clip.path, threads=1) as reader:
        cuts, unusable = faces_of_clip(reader, _finder(options.face_detector), options)
    return cuts, unusable, size


def _wanted(task: ClipTask) -> list[tuple[float, int, Detection]]:
    if task.reference is None or not task.options.aligned:
        return []
    pairs = zip(task.reference.items, task.reference.seen, strict=True)
    return [(seen.time_s, track_of(item), seen.detection) for item, seen in pairs]


def _same_shape(size: tuple[int, int], reference: ClipRecord) -> bool:
    """The same picture at any resolution (some methods stored it a few pixels narrower)."""
    return abs(size[0] * reference.height - size[1] * reference.width) < 0.04 * size[0] * reference.height


def _scaled(face: Detection, size: tuple[int, int], reference: ClipRecord) -> Detection:
    across, down = size[0] / reference.width, size[1] / reference.height
    x0, y0, x1, y1 = face.box
    box: Box = (x0 * across, y0 * down, x1 * across, y1 * down)
    return Detection(box, face.confidence, tuple((x * across, y * down) for x, y in face.landmarks))


def _partners(cuts: Sequence[Cut], reference: ClipRecord) -> list[tuple[Cut, FaceItem]]:
    """Each cut with the original's face of the same time and track."""
    known = {
        (round(seen.time_s, 3), track_of(item)): item
        for item, seen in zip(reference.items, reference.seen, strict=True)
    }
    times = np.array([time for time, _ in known] or [0.0])
    pairs: list[tuple[Cut, FaceItem]] = []
    for face in cuts:
        nearest = float(times[np.abs(times - face.time_s).argmin()])
        item = known.get((nearest, face.track))
        if item is not None:
            pairs.append((face, item))
    return pairs


def _compared(task: ClipTask, cuts: Sequence[Cut]) -> list[Cut]:
    """The cuts that show the original's scene, as a fake should, those without a visible change flagged.

    Empty where most of them do not: then this fake's timing is another, and its faces must be found anew.
    """
    assert task.reference is not None
    found: list[Cut] = []
    for face, item in _partners(cuts, task.reference):
        if distance(perceptual_hash(face.picture), item.phash) <= ALIGNED_BITS:
            same = is_same(face.picture, read_picture(task.out / item.file), face.box)
            found.append(replace(face, flags=(*face.flags, "same_as_original")) if same else face)
    return found if len(found) >= max(1, len(cuts) / 2) else []


def track_of(item: FaceItem) -> int:
    """The person's number in its clip, from the name of the stored picture; 0 for a finished crop."""
    found = re.search(r"/(\d{2,})_\d{8,}\.(?:jpg|png)$", item.file)
    return int(found[1]) if found else 0


def _store(task: ClipTask, face: Cut, digest: str, verbatim: bool) -> tuple[FaceItem, int]:
    """Write one picture and describe it; the number of its bytes comes along."""
    clip, options = task.clip, task.options
    if verbatim:
        name, data = stored_name(clip.name), clip.path.read_bytes()
    else:
        name = f"{stored_name(clip.name)}/{face.track:02d}_{round(face.time_s * 1000):08d}.{options.stored_as}"
        data = encode_picture(face.picture, options.stored_as)
    with atomic_write(task.out / name) as stream:
        stream.write(data)
    item = FaceItem(
        file=name,
        clip=clip.clip or clip.name,
        group=clip.group,
        label=clip.label,
        method=clip.method,
        time_s=round(face.time_s, 4),
        box=_rounded(face.box),
        landmarks=tuple((round(x, 2), round(y, 2)) for x, y in face.landmarks),
        quality=_rounded_quality(face.quality),
        original=clip.original,
        part=clip.part,
        source_sha256=digest,
        flags=face.flags,
        phash=perceptual_hash(face.picture),
        source=clip.source,
        licence=clip.licence,
    )
    return item, len(data)


def _rounded(box: Box) -> Box:
    x0, y0, x1, y1 = (round(value, 2) for value in box)
    return x0, y0, x1, y1


def _rounded_quality(quality: FaceQuality) -> FaceQuality:
    return FaceQuality(
        quality.size_px,
        round(quality.sharpness, 2),
        round(quality.yaw, 1),
        round(quality.pitch, 1),
        round(quality.brightness, 4),
        round(quality.clipped, 4),
    )


def stored_name(clip: str) -> str:
    """Folder (or file) of a clip's faces below the face set: its own name, unable to leave that folder."""
    parts = [part for part in PurePosixPath(clip.replace("\\", "/")).parts if part not in {"/", "."}]
    return "/".join([FOLDER, *("__" if part == ".." else part.replace(":", "_") for part in parts)])
