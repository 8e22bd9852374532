"""Faces rebuilt from other people's: what a generator with a narrow bottleneck makes, without training one.

The autoencoders behind the first deepfakes keep of a face what a few hundred numbers hold: its texture turns soft and
a little like everybody's. Eigenfaces (Turk & Pentland, 1991) are the linear autoencoder of that kind, found exactly
and in seconds. No face is rebuilt from a basis that it took part in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np

from dfd_core.faces.align import similarity, template
from dfd_core.training.places import canonical_landmarks
from dfd_core.training.selfblend import Rng
from dfd_core.types import FloatArray, Image, Points

SIDE = 96
"""Faces are aligned and rebuilt at this size, in the range of the generators of 2017 to 2020 (64 to 256)."""
SCALE = 1.15
FACES = 1200
"""At most so many faces make the bases: memory and seconds grow with them, quality hardly."""
LEAST_FACES = 16
FEWEST, MOST = 40, 300
"""So many components a rebuilt face keeps: from anybody's to nearly its own."""
KEPT_SHARE, KEPT = 0.6, (0.1, 0.75)
"""How often, and how much of, the lost detail is given back: good generators lose less."""
SHARPENED_SHARE = 0.25


class Basis(NamedTuple):
    """Mean face ``(D,)`` and orthonormal components ``(D, K)`` of aligned faces, float32, D = 3 * SIDE**2."""

    mean: FloatArray
    components: FloatArray


class Eigenfaces:
    """Two bases of real faces, of one half of them each.

    Args:
        faces: RGB crops with their five landmarks, at least `LEAST_FACES`.
    """

    def __init__(self, faces: Sequence[tuple[Image, Points]]) -> None:
        flat = np.stack([_aligned(image, points)[0].ravel() for image, points in faces]).astype(np.float32)
        self._bases = tuple(_basis(flat[half::2]) for half in (0, 1))

    def rebuild(self, image: Image, points: Points, rng: Rng, basis: int) -> Image:
        """The crop ``(H, W, 3)`` with its face as a bottleneck leaves it; what lies around the face is mirrored.

        Args:
            image: RGB uint8 face crop.
            points: its five landmarks.
            rng: everything random comes from it.
            basis: 0 was made of the even `faces`, 1 of the odd ones.
        """
        face, matrix = _aligned(image, points)
        mean, components = self._bases[basis]
        own = face.astype(np.float32).ravel()
        count = int(np.exp(rng.uniform(np.log(FEWEST), np.log(MOST))))
        used = components[:, :count]
        rebuilt = mean + used @ ((own - mean) @ used)
        if rng.random() < KEPT_SHARE:
            rebuilt += (own - rebuilt) * np.float32(rng.uniform(*KEPT))
        made = np.clip(np.rint(rebuilt), 0, 255).astype(np.uint8).reshape(SIDE, SIDE, 3)
        if rng.random() < SHARPENED_SHARE:  # many tools sharpen what comes out
            made = np.asarray(cv2.addWeighted(made, 2.0, cv2.GaussianBlur(made, (0, 0), 1.0), -1.0, 0.0), np.uint8)
        way = cv2.INTER_CUBIC if rng.random() < 0.5 else cv2.INTER_LINEAR
        size, back = (image.shape[1], image.shape[0]), cv2.invertAffineTransform(matrix)
        return np.asarray(cv2.warpAffine(made, back, size, flags=way, borderMode=cv2.BORDER_REFLECT), np.uint8)


def _aligned(image: Image, points: Points) -> tuple[Image, FloatArray]:
    """The face ``(SIDE, SIDE, 3)`` in the place of every face, and the matrix ``(2, 3)`` that brought it there."""
    try:
        matrix = np.asarray(similarity(points, template(SIDE, SCALE)), np.float32)
    except ValueError:  # a stranger's face set may hold landmarks that coincide
        whole = canonical_landmarks((0.0, 0.0, float(image.shape[1]), float(image.shape[0])))
        matrix = np.asarray(similarity(whole, template(SIDE, SCALE)), np.float32)
    face = cv2.warpAffine(image, matrix, (SIDE, SIDE), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REFLECT)
    return np.asarray(face, np.uint8), matrix


def _basis(faces: FloatArray) -> Basis:
    """Principal components of faces ``(N, D)`` and their mirror images, by the small matrix of their products."""
    mirrored = faces.reshape(-1, SIDE, SIDE, 3)[:, :, ::-1].reshape(len(faces), -1)
    every = np.concatenate((faces, mirrored))
    mean = every.mean(axis=0)
    every -= mean
    strengths, shares = np.linalg.eigh(every @ every.T)
    strongest = np.argsort(-strengths)[:MOST]
    components = every.T @ shares[:, strongest]
    components /= np.maximum(np.linalg.norm(components, axis=0), 1e-6)
    return Basis(mean, np.ascontiguousarray(components, np.float32))
