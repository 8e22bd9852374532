"""The face detectors behind one protocol."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from dfd_core.errors import UsageError
from dfd_core.paths import UserPaths, user_paths
from dfd_core.types import Detection, Image

NAMES = ("auto", "mtcnn", "yunet")


class FaceDetector(Protocol):
    """Finds faces and five landmarks in frames. One instance serves one thread at a time."""

    name: str

    def detect(self, images: Sequence[Image]) -> list[list[Detection]]:
        """Every face of each frame, most confident first.

        Args:
            images: RGB frames ``(H, W, 3)`` uint8; sizes may differ.

        Returns:
            One list for each frame, in pixels of that frame; boxes may stick out of it.
        """
        ...


def make_face_detector(
    name: str = "auto", device: str = "cpu", threads: int = 0, paths: UserPaths | None = None
) -> FaceDetector:
    """A face detector by name.

    Args:
        name: ``"mtcnn"`` (always there), ``"yunet"`` (when installed), ``"auto"`` = yunet when its file
            is installed, else mtcnn.
        device: where MTCNN runs; YuNet always runs on the CPU.
        threads: CPU threads, 0 = one for each core.
        paths: where YuNet's file is looked for; the user's folders by default.

    Raises:
        UsageError: an unknown name.
        DfdError: the detector's file is missing or damaged.
    """
    if name not in NAMES:
        raise UsageError("unknown_face_detector", f"no face detector named {name!r}", f"use one of {', '.join(NAMES)}")
    from dfd_core.faces import yunet  # each detector brings its own runtime

    places = paths or user_paths()
    if name == "yunet" or (name == "auto" and yunet.model_path(places).is_file()):
        return yunet.YunetDetector(yunet.model_path(places), threads=threads)
    from dfd_core.faces.mtcnn import MtcnnDetector

    return MtcnnDetector(device, threads)
