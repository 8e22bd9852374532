"""Tiny data sets in the layouts of the public ones: clips of an astronaut, and forgeries of them."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
from skimage.data import astronaut

from dfd_core.types import Image
from tests.core.media import write_clip

SIDE = 240
FRAMES = 6
FPS = 10


def scene(person: int, frame: int = 0) -> Image:
    """The astronaut's head and shoulders; colours and place differ from person to person, the place in time too."""
    rng = np.random.default_rng(person)
    x, y = rng.integers(0, 24, 2)
    flip = bool(person % 2)
    crop = astronaut()[y : y + SIDE, 85 + x + frame : 85 + x + frame + SIDE]
    crop = crop[:, ::-1] if flip else crop
    tint = cv2.resize(rng.uniform(-50, 50, (4, 4, 3)).astype(np.float32), (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip(crop.astype(np.float32) * rng.uniform(0.7, 1.1) + tint, 0, 255), np.uint8)


def forged(image: Image) -> Image:
    """The same scene with another complexion in its middle, where the face is."""
    rows, columns = np.mgrid[0:SIDE, 0:SIDE]
    mask = np.exp(-((((rows - 100) / 45.0) ** 2 + ((columns - 120) / 45.0) ** 2) ** 2))[..., None]
    changed = image.astype(np.float32) * (0.75, 1.0, 1.1) + (10.0, 0.0, 20.0)
    return np.asarray(np.clip(image * (1 - mask) + changed * mask, 0, 255), np.uint8)


def real_clip(path: Path, person: int, frames: int = FRAMES) -> Path:
    """A real clip of one person."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_clip(path, [scene(person, frame) for frame in range(frames)], fps=FPS)


def fake_clip(path: Path, person: int, frames: int = FRAMES) -> Path:
    """The forgery of that person's real clip, frame by frame."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_clip(path, [forged(scene(person, frame)) for frame in range(frames)], fps=FPS)


def empty_clip(path: Path) -> Path:
    """A clip without a face."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_clip(path, FRAMES, fps=FPS)


def touch(root: Path, *names: str) -> None:
    """Files that only have a name, for tests that open none."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def write_metadata(folder: Path, entries: dict[str, dict[str, str]]) -> None:
    """A DFDC part's list of files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "metadata.json").write_text(json.dumps(entries), encoding="utf-8")
