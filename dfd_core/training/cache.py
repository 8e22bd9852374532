"""Decoded crops kept in memory, shared by all loader processes, bounded."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from dfd_core.types import Image, Points

_Bytes: TypeAlias = np.ndarray[Any, np.dtype[np.uint8]]


class Face(NamedTuple):
    """A crop, RGB uint8 ``(S, S, 3)``, and its five landmarks in pixels of it."""

    image: Image
    landmarks: Points


class CropCache:
    """Square uint8 crops by number: a file that every process maps, so that each crop is decoded once in all.

    The operating system keeps the file in memory as long as there is room and drops it under pressure. Faces beyond
    the limit are simply not kept. Instances may be pickled to other processes.

    Args:
        path: file to make; `close` deletes it.
        count: number of faces.
        side: side of a crop in pixels.
        limit_mb: upper limit of the file's size.
    """

    def __init__(self, path: Path, count: int, side: int, limit_mb: int) -> None:
        each = _cell_bytes(side)
        self.path, self.side = path, side
        self.capacity = _reserve(path, each, min(count, limit_mb * 2**20 // each))
        self._map: _Bytes | None = None

    def get(self, number: int) -> Face | None:
        """A copy of the kept face, None if there is none."""
        if number >= self.capacity:
            return None
        cell = self._cell(number)
        if not cell[-1]:
            return None
        crop, points = np.split(cell[:-1], [self.side * self.side * 3])
        pairs = points.view(np.float32).reshape(5, 2).tolist()
        return Face(crop.reshape(self.side, self.side, 3).copy(), tuple((x, y) for x, y in pairs))

    def put(self, number: int, face: Face) -> None:
        """Keep a face if there is room. The mark that it is there is set last."""
        if number < self.capacity:
            cell = self._cell(number)
            points = np.asarray(face.landmarks, np.float32).reshape(-1).view(np.uint8)
            cell[:-1] = np.concatenate((face.image.reshape(-1), points))
            cell[-1] = 1

    def close(self) -> None:
        """Let go of the memory and delete the file."""
        self._map = None
        self.path.unlink(missing_ok=True)

    def _cell(self, number: int) -> _Bytes:
        if self._map is None:
            shape = (self.capacity, _cell_bytes(self.side))
            self._map = np.memmap(self.path, np.uint8, "r+", shape=shape)
        return np.asarray(self._map[number])

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_map": None}


def _cell_bytes(side: int) -> int:
    """Pixels, five landmarks as float32, and the mark."""
    return side * side * 3 + 5 * 2 * 4 + 1


def _reserve(path: Path, each: int, count: int) -> int:
    """Make the file with its space taken on disk; without enough space there is no cache."""
    if count < 1:
        return 0
    try:
        path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(stream.fileno(), 0, each * count)
            stream.truncate(each * count)
    except OSError:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        return 0
    return count
