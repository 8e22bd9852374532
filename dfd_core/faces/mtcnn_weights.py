"""The MTCNN weights inside the facenet-pytorch wheel, read without importing it (or torch).

Importing ``facenet_pytorch`` pulls in torchvision, and importing torch costs about a second of start-up
that screening on the CPU does not need. The three files are fixed (their SHA-256 is checked first), so
every tensor is simply a range of bytes of a known file: float32, little endian, first index fastest.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from dfd_core.errors import DfdError
from dfd_core.types import FloatArray

Weights = dict[str, FloatArray]
Shape = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WeightFile:
    """One file of the wheel: name, hash, and where each tensor lies (name, shape, byte offset)."""

    name: str
    sha256: str
    tensors: tuple[tuple[str, Shape, int], ...]


PNET = WeightFile(
    "pnet.pt",
    "a2a71925e0b9996a42f63e47efc1ca19043e69558b5c523b978d611dfae49c8f",
    (
        ("conv1.weight", (10, 3, 3, 3), 27418),
        ("conv1.bias", (10,), 27298),
        ("prelu1.weight", (10,), 27250),
        ("conv2.weight", (16, 10, 3, 3), 1946),
        ("conv2.bias", (16,), 27346),
        ("prelu2.weight", (16,), 28506),
        ("conv3.weight", (32, 16, 3, 3), 8810),
        ("conv3.bias", (32,), 8522),
        ("prelu3.weight", (32,), 8658),
        ("conv4_1.weight", (2, 32, 1, 1), 7714),
        ("conv4_1.bias", (2,), 8794),
        ("conv4_2.weight", (4, 32, 1, 1), 8002),
        ("conv4_2.bias", (4,), 7978),
    ),
)
RNET = WeightFile(
    "rnet.pt",
    "bbb937de72efc9ef83b186c49f5f558467a1d7e3453a8ece0d71a886633f6a86",
    (
        ("conv1.weight", (28, 3, 3, 3), 4691),
        ("conv1.bias", (28,), 2315),
        ("prelu1.weight", (28,), 403019),
        ("conv2.weight", (48, 28, 3, 3), 354107),
        ("conv2.bias", (48,), 4491),
        ("prelu2.weight", (48,), 7987),
        ("conv3.weight", (64, 48, 2, 2), 8187),
        ("conv3.bias", (64,), 7723),
        ("prelu3.weight", (64,), 353323),
        ("dense4.weight", (128, 576), 58379),
        ("dense4.bias", (128,), 353587),
        ("prelu4.weight", (128,), 402499),
        ("dense5_1.weight", (2, 128), 57347),
        ("dense5_1.bias", (2,), 403139),
        ("dense5_2.weight", (4, 128), 2435),
        ("dense5_2.bias", (4,), 353299),
    ),
)
ONET = WeightFile(
    "onet.pt",
    "165bfbe42940416ccfb977545cf0e976d5bf321f67083ae2aaaa5c764280118d",
    (
        ("conv1.weight", (32, 3, 3, 3), 302149),
        ("conv1.bias", (32,), 305613),
        ("prelu1.weight", (32,), 379485),
        ("conv2.weight", (64, 32, 3, 3), 305749),
        ("conv2.bias", (64,), 8125),
        ("prelu2.weight", (64,), 152085),
        ("conv3.weight", (64, 64, 3, 3), 152349),
        ("conv3.bias", (64,), 20741),
        ("prelu3.weight", (64,), 300853),
        ("conv4.weight", (128, 64, 2, 2), 21005),
        ("conv4.bias", (128,), 299813),
        ("prelu4.weight", (128,), 300333),
        ("dense5.weight", (256, 1152), 379621),
        ("dense5.bias", (256,), 301117),
        ("prelu5.weight", (256,), 2973),
        ("dense6_1.weight", (2, 256), 18685),
        ("dense6_1.bias", (2,), 8109),
        ("dense6_2.weight", (4, 256), 4005),
        ("dense6_2.bias", (4,), 2949),
        ("dense6_3.weight", (10, 256), 8389),
        ("dense6_3.bias", (10,), 18637),
    ),
)


def weights_folder() -> Path:
    """The folder of the three files in the installed facenet-pytorch wheel.

    Raises:
        DfdError: the package is not installed (or was left out of a frozen application).
    """
    spec = find_spec("facenet_pytorch")
    places = list(spec.submodule_search_locations or ()) if spec is not None else []
    if not places:
        raise DfdError(
            "mtcnn_missing",
            "the weights of the MTCNN face detector are not installed",
            "install facenet-pytorch 2.5.3 or use the yunet face detector",
        )
    return Path(places[0]) / "data"


def read_weights(file: WeightFile, folder: Path | None = None) -> Weights:
    """Read one weight file after checking its hash.

    Args:
        file: which of ``PNET``, ``RNET``, ``ONET``.
        folder: where it lies; the installed wheel by default.

    Returns:
        Tensor name -> float32 array in the shape that PyTorch shows.

    Raises:
        DfdError: the file is missing or is not the expected one.
    """
    path = (weights_folder() if folder is None else folder) / file.name
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DfdError(
            "mtcnn_missing",
            f"{path}: cannot read the weights of the MTCNN face detector ({error.strerror})",
            "reinstall facenet-pytorch 2.5.3 or use the yunet face detector",
        ) from error
    if hashlib.sha256(raw).hexdigest() != file.sha256:
        raise DfdError(
            "mtcnn_damaged",
            f"{path}: not the expected MTCNN weights (its SHA-256 differs)",
            "reinstall facenet-pytorch 2.5.3",
        )
    return {name: _tensor(raw, shape, offset) for name, shape, offset in file.tensors}


def _tensor(raw: bytes, shape: Shape, offset: int) -> FloatArray:
    values = np.frombuffer(raw, dtype="<f4", count=math.prod(shape), offset=offset)
    return np.ascontiguousarray(values.reshape(shape, order="F"), dtype=np.float32)
