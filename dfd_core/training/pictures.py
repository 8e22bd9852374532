"""Read and write the stored pictures of a face set (T: cv2)."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import cv2
import numpy as np

from dfd_core.errors import DfdError, MediaError
from dfd_core.paths import atomic_write
from dfd_core.types import Image

Format = Literal["jpg", "png"]
JPEG_QUALITY = 96


def read_picture(path: Path) -> Image:
    """One stored picture, RGB uint8 (H, W, 3).

    Raises:
        MediaError: ``bad_picture``: it is missing or no picture.
    """
    try:
        data = np.frombuffer(path.read_bytes(), dtype=np.uint8)
    except OSError as error:
        raise MediaError("bad_picture", path, f"cannot be read ({error.strerror})") from error
    decoded = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
    if decoded is None:
        raise MediaError("bad_picture", path, "is not a picture that can be decoded", "build the face set again")
    return np.ascontiguousarray(decoded[..., ::-1], dtype=np.uint8)


def encode_picture(image: Image, kind: Format) -> bytes:
    """JPEG of quality 96 without colour subsampling, or lossless PNG, of an RGB picture.

    Colour at full resolution matters: the traces of a blend sit in the colour channels too.
    """
    settings = [cv2.IMWRITE_PNG_COMPRESSION, 6]
    if kind == "jpg":
        settings = [
            cv2.IMWRITE_JPEG_QUALITY,
            JPEG_QUALITY,
            cv2.IMWRITE_JPEG_SAMPLING_FACTOR,
            cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444,
        ]
    done, data = cv2.imencode(f".{kind}", np.ascontiguousarray(image[..., ::-1]), settings)
    if not done:
        raise DfdError("cannot_encode", f"a face picture of {image.shape[1]} x {image.shape[0]} could not be encoded")
    return data.tobytes()


def write_picture(path: Path, image: Image, kind: Format) -> None:
    """Store an RGB picture atomically."""
    data = encode_picture(image, kind)
    with atomic_write(path) as stream:
        stream.write(data)
