"""Make the bundled sample clip from the public-domain NASA portrait of Eileen Collins.

The picture is ``skimage.data.astronaut()`` (NASA, public domain). A slow pan and zoom turns it into a clip of
four seconds: enough for a first screening and for the self-test. Run: ``python packaging/make_sample.py FILE``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import av
import cv2
import numpy as np
import numpy.typing as npt
import skimage.data

SIDE = 480
FRAMES = 100
RATE = 25


def frame(picture: npt.NDArray[np.uint8], number: int) -> npt.NDArray[np.uint8]:
    """Frame ``number`` of the pan: ``uint8 (SIDE, SIDE, 3)`` RGB."""
    turn = 2 * np.pi * number / FRAMES
    zoom = 1.15 + 0.1 * np.sin(turn)
    centre_x, centre_y = 236 + 12 * np.cos(turn), 200 + 10 * np.sin(2 * turn)
    matrix = np.array([[zoom, 0, SIDE / 2 - zoom * centre_x], [0, zoom, SIDE / 2 - zoom * centre_y]])
    moved = cv2.warpAffine(picture, matrix, (SIDE, SIDE), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101)
    return np.asarray(moved, dtype=np.uint8)


def main(target: Path) -> None:
    """Write the clip (H.264, yuv420p, one thread, so that the file is the same every time)."""
    picture = np.asarray(skimage.data.astronaut(), dtype=np.uint8)
    with av.open(str(target), "w") as container:
        stream = container.add_stream("libx264", rate=RATE, options={"crf": "23", "preset": "slow", "threads": "1"})
        stream.width = stream.height = SIDE
        stream.pix_fmt = "yuv420p"
        for number in range(FRAMES):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(frame(picture, number), format="rgb24")))
        container.mux(stream.encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
