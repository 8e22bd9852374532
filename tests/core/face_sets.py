"""Small face sets made on the fly for the training tests: an astronaut in several guises, and crude forgeries."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from skimage.data import astronaut

from dfd_core.training.items import MANIFEST, FaceItem, manifest_bytes
from dfd_core.training.pictures import write_picture
from dfd_core.types import Image

LANDMARKS = ((27.0, 28.0), (44.0, 27.0), (36.0, 38.0), (30.0, 47.0), (43.0, 46.0))
"""In a picture of 72 px."""
BOX = (12.0, 6.0, 60.0, 66.0)
SIDE = 72


def face(seed: int) -> Image:
    """A face of 72 px whose colours and place depend on the seed."""
    rng = np.random.default_rng(seed)
    x, y = rng.integers(-6, 7, 2)
    portrait = np.asarray(astronaut(), np.uint8)
    crop = np.asarray(cv2.resize(portrait[20 + y : 200 + y, 140 + x : 320 + x], (SIDE, SIDE)), np.float32)
    tint = cv2.resize(rng.uniform(-40, 40, (3, 3, 3)).astype(np.float32), (SIDE, SIDE))
    guise = np.clip(crop * rng.uniform(0.7, 1.2) + tint, 0, 255)
    return np.asarray(guise, np.uint8)


def forged(image: Image) -> Image:
    """The face with a coarse checked pattern in its middle: what a network learns within a few steps."""
    fake = image.astype(np.int16)
    rows, columns = np.mgrid[0:SIDE, 0:SIDE]
    pattern = np.where((rows // 2 + columns // 2) % 2, 45, -45)[..., None]
    fake[16:60, 18:56] += pattern[16:60, 18:56]
    return np.clip(fake, 0, 255).astype(np.uint8)


def make_face_set(root: Path, groups: int = 10, *, fakes: int = 2, landmarks: bool = True, first: int = 0) -> Path:
    """Per group one real clip of two faces, and `fakes` forged clips of one face each."""
    items: list[FaceItem] = []
    points = LANDMARKS if landmarks else ()
    for group in range(first, first + groups):
        for frame in range(2):
            image = face(100 * group + frame)
            items.append(_store(root, image, f"g{group}-real", group, 0, frame, points))
            if frame < fakes:
                items.append(_store(root, forged(image), f"g{group}-fake{frame}", group, 1, frame, points))
    (root / MANIFEST).write_bytes(manifest_bytes(items))
    return root


def _store(
    root: Path, image: Image, clip: str, group: int, label: int, frame: int, points: tuple[tuple[float, float], ...]
) -> FaceItem:
    file = f"{clip}-{frame}.png"
    write_picture(root / file, image, "png")
    return FaceItem(
        file=file,
        clip=clip,
        group=f"g{group}",
        label=label,
        method="checked" if label else "",
        time_s=float(frame),
        box=BOX,
        landmarks=points,
        original=f"g{group}-real" if label else "",
    )


TINY = (
    "network=dfd-small",
    "head=none",
    "width=0.25",
    "size=32",
    "crop=tight",
    "normalise=unit",
    "batch=8",
    "epochs=3",
    "lr=0.02",
    "workers=0",
    "device=cpu",
    "threads=1",
    "dropout=0.1",
    "split=group:0.4",
    "leak_check=false",
    "preview=4",
    "frames_per_clip=0",
    "window=0",
)
"""Overrides that turn a recipe into one of seconds."""
