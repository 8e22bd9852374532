"""What a video does to a face: few pixels, noise, H.264, and enlarged again when it is cut; alike for a pair."""

from __future__ import annotations

import io
from collections.abc import Sequence

import av
import cv2
import numpy as np

from dfd_core.training.selfblend import Rng, jpeg
from dfd_core.types import Image

SIDES = (84, 230)
"""Sides in pixels of faces in the videos of public collections."""
CRF = (18, 31)
"""x264's constant quality: 23 is its default and FaceForensics++'s "c23"."""
VIDEO_SHARE, JPEG_SHARE = 0.6, 0.3
JPEG_QUALITY = (40, 92)
NOISE_SHARE, NOISE = 0.4, 3.0
_WAYS = (cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_AREA)


def as_video(images: Sequence[Image], rng: Rng) -> list[Image]:
    """The pictures ``(S, S, 3)`` as if they had been cut from a video: the same size, noise and compression for all."""
    height, width = images[0].shape[:2]
    side = min(int(rng.integers(*SIDES)), height, width) // 2 * 2  # H.264 halves the colours
    level = float(rng.uniform(0.0, NOISE)) if rng.random() < NOISE_SHARE else 0.0
    noise = (level * rng.standard_normal((side, side, 3), dtype=np.float32)) if level else None
    kind, crf, quality = rng.random(), int(rng.integers(*CRF)), int(rng.integers(*JPEG_QUALITY))
    way = _WAYS[int(rng.integers(len(_WAYS)))]
    result = []
    for image in images:
        small = np.asarray(cv2.resize(image, (side, side), interpolation=cv2.INTER_AREA), np.uint8)
        if noise is not None:
            small = np.clip(np.rint(small + noise), 0, 255).astype(np.uint8)
        if kind < VIDEO_SHARE:
            small = _h264(small, crf)
        elif kind < VIDEO_SHARE + JPEG_SHARE:
            small = jpeg(small, quality)
        result.append(np.asarray(cv2.resize(small, (width, height), interpolation=way), np.uint8))
    return result


def _h264(image: Image, crf: int) -> Image:
    """Encode and decode one frame of even sides; one thread, so that a run can be repeated exactly."""
    height, width = image.shape[:2]
    buffer = io.BytesIO()
    options = {"crf": str(crf), "preset": "veryfast", "threads": "1"}
    with av.open(buffer, "w", format="mp4") as target:
        stream = target.add_stream("libx264", rate=25, options=options)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        target.mux(stream.encode(av.VideoFrame.from_ndarray(np.ascontiguousarray(image), format="rgb24")))
        target.mux(stream.encode(None))
    buffer.seek(0)
    with av.open(buffer, "r") as source:
        return np.asarray(next(source.decode(video=0)).to_ndarray(format="rgb24"), np.uint8)
