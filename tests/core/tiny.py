"""Tiny detectors and face clips for tests of the whole pipeline."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from skimage.data import astronaut

from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.library import Library
from dfd_core.detectors.networks import build
from dfd_core.detectors.weights import write_detector
from dfd_core.faces.rules import FACE, WIDE, CropRule, Normalisation
from dfd_core.paths import UserPaths
from dfd_core.types import Image
from tests.core.media import write_clip


def folders(root: Path) -> UserPaths:
    return UserPaths(root / "data", root / "cache", root / "config")


def add_detector(
    paths: UserPaths,
    name: str,
    seed: int,
    rule: CropRule = FACE,
    size: int = 48,
    figures: Mapping[str, Any] | None = None,
) -> None:
    """Install an untrained ``dfd-small`` of a few thousand weights."""
    torch.manual_seed(seed)
    options = {"width": 0.15}
    unit = Normalisation("unit")
    card = DetectorCard(name, "dfd-small", size, rule, unit, head="none", options=options, figures=figures or {})
    write_detector(Library(paths).path_for(name), card, build(card).state_dict())


def library_with(root: Path, names: tuple[str, ...] = ("one", "two")) -> Library:
    """A library of tiny detectors, which differ in weights and crop rule."""
    paths = folders(root)
    for seed, name in enumerate(names):
        add_detector(paths, name, seed, FACE if seed % 2 == 0 else WIDE, 48 + 16 * (seed % 2))
    return Library(paths, bundled=root / "nothing-bundled")


def portrait(width: int = 160) -> Image:
    """The astronaut's head and shoulders, ``(width, width, 3)``."""
    return np.asarray(cv2.resize(astronaut()[:260, 90:350], (width, width), interpolation=cv2.INTER_AREA), np.uint8)


def scene(faces: int, number: int, width: int = 320, height: int = 180) -> Image:
    """Frame ``number``: so many portraits side by side, drifting slowly over a grey ground."""
    canvas = np.full((height, width, 3), 96, np.uint8)
    for face in range(faces):
        picture = portrait(150) if face % 2 == 0 else portrait(150)[:, ::-1]
        left = 5 + face * 160 + number % 4
        canvas[10:160, left : left + 150] = picture
    return canvas


def face_clip(path: Path, faces: int = 1, frames: int = 12) -> Path:
    """A short clip with that many persons (0, 1 or 2) in every frame."""
    return write_clip(path, [scene(faces, number) for number in range(frames)])
