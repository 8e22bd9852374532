"""Display matrices: how the pixels of a frame must be turned and mirrored to stand as a player shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np
from av.filter import Graph
from av.sidedata.sidedata import Type

from dfd_core.types import Image

# (swap, flip_x, flip_y) of the eight EXIF orientations 1..8 (Exif 2.32, tag 0x0112).
_EXIF = {
    1: (False, False, False),
    2: (False, True, False),
    3: (False, True, True),
    4: (False, False, True),
    5: (True, False, False),
    6: (True, True, False),
    7: (True, True, True),
    8: (True, False, True),
}
_EXIF_TAG = 0x0112
_PILLOW_LIMIT = 80_000_000  # pixels; beyond, Pillow warns of decompression bombs
# Clockwise quarter turns that follow an optional left-right mirroring, by (swap, flip_x, flip_y).
_TURNS = {
    (False, False, False): (0, False),
    (True, True, False): (90, False),
    (False, True, True): (180, False),
    (True, False, True): (270, False),
    (False, True, False): (0, True),
    (True, True, True): (90, True),
    (False, False, True): (180, True),
    (True, False, False): (270, True),
}
# Quarter turns by FFmpeg's ``transpose`` filter, and the formats where turning before the conversion gives the very
# same picture as after (others have their colour samples interpolated along the rows).
_TRANSPOSE = {(False, False): "0", (True, False): "1", (False, True): "2", (True, True): "3"}
_TURNABLE = frozenset({"yuv420p", "yuvj420p", "rgb24", "gray"})


@dataclass(frozen=True, slots=True)
class Orientation:
    """One of the eight ways to lay a picture: swap the axes, then flip left-right, then top-bottom."""

    swap: bool = False
    flip_x: bool = False
    flip_y: bool = False

    @property
    def rotation(self) -> int:
        """Clockwise turn in degrees (0, 90, 180, 270), done after any mirroring."""
        return _TURNS[self.swap, self.flip_x, self.flip_y][0]

    @property
    def mirrored(self) -> bool:
        """True where the picture is mirrored left-right before it is turned."""
        return _TURNS[self.swap, self.flip_x, self.flip_y][1]

    def size(self, width: int, height: int) -> tuple[int, int]:
        """Displayed ``(width, height)`` of a stored picture of that size."""
        return (height, width) if self.swap else (width, height)

    def apply(self, image: Image) -> Image:
        """The picture ``(H, W, 3)`` as displayed; contiguous, the same array where nothing is to be done."""
        turned = image.transpose(1, 0, 2) if self.swap else image
        if self.flip_x:
            turned = turned[:, ::-1]
        if self.flip_y:
            turned = turned[::-1]
        return np.ascontiguousarray(turned)


class Turner:
    """Quarter turns of decoded frames before they become RGB: some five times cheaper than turning RGB pictures.

    Keeps a filter for frames of one kind; a frame that it cannot turn exactly is left to ``Orientation.apply``.
    """

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._graph: Graph | None = None

    def turn(self, frame: av.VideoFrame, orientation: Orientation) -> tuple[av.VideoFrame, Orientation]:
        """The frame as far as it was turned, and what is still to be done to the picture."""
        even = frame.width % 2 == 0 and frame.height % 2 == 0
        if not orientation.swap or not even or frame.format.name not in _TURNABLE:
            return frame, orientation
        key = (frame.width, frame.height, frame.format.name, frame.colorspace, frame.color_range, orientation)
        if key != self._key or self._graph is None:
            self._key, self._graph = key, _transposing(frame, orientation)
        self._graph.push(frame)
        turned = self._graph.pull()
        assert isinstance(turned, av.VideoFrame)
        return turned, UPRIGHT


def _transposing(frame: av.VideoFrame, orientation: Orientation) -> Graph:
    graph = Graph()
    graph.threads = 1
    source = graph.add_buffer(width=frame.width, height=frame.height, format=frame.format, time_base=Fraction(1, 1000))
    turn = graph.add("transpose", f"dir={_TRANSPOSE[orientation.flip_x, orientation.flip_y]}")
    sink = graph.add("buffersink")
    source.link_to(turn)
    turn.link_to(sink)
    graph.configure()
    return graph


UPRIGHT = Orientation()


def from_matrix(matrix: Sequence[int]) -> Orientation:
    """Nearest of the eight orientations to a 3x3 display matrix in FFmpeg's layout ``a b u c d v x y w``.

    A pixel ``(x, y)`` is shown at ``(a x + c y, b x + d y)`` (ISO/IEC 14496-12, 6.2.2). Shears and odd
    angles are rounded to a quarter turn; a matrix of zeros, which some writers leave behind, means upright.
    """
    a, b, c, d = (int(matrix[i]) for i in (0, 1, 3, 4))
    if abs(a) + abs(d) >= abs(b) + abs(c):
        return Orientation(swap=False, flip_x=a < 0, flip_y=d < 0)
    return Orientation(swap=True, flip_x=c < 0, flip_y=b < 0)


def from_exif(value: int) -> Orientation:
    """Orientation of an EXIF tag value; anything but 1..8 is upright."""
    return Orientation(*_EXIF.get(value, _EXIF[1]))


def from_degrees(counter_clockwise: int) -> Orientation:
    """Orientation of a counter-clockwise angle, rounded to quarter turns; absurd angles are upright."""
    if abs(counter_clockwise) > 360:
        return UPRIGHT
    quarter = round(-counter_clockwise / 90) % 4
    return {0: from_exif(1), 1: from_exif(6), 2: from_exif(3), 3: from_exif(8)}[quarter]


def of_frame(frame: av.VideoFrame) -> Orientation:
    """Orientation that a decoded frame carries as side data (upright without)."""
    try:
        matrix = cast("Mapping[Type, bytes]", frame.side_data).get(Type.DISPLAYMATRIX)
    except ValueError:  # PyAV cannot list side data of kinds newer than itself, e.g. EXIF: mirroring is unknown then
        return from_degrees(frame.rotation)
    return UPRIGHT if matrix is None else from_matrix(np.frombuffer(matrix, np.int32).tolist())


def of_picture(path: Path, frame: av.VideoFrame) -> Orientation:
    """Orientation of a still picture: its EXIF tag, which FFmpeg passes on without the mirroring."""
    from PIL import Image as Pillow  # late: needed for still pictures only

    if frame.width * frame.height > _PILLOW_LIMIT:
        return of_frame(frame)
    try:
        with Pillow.open(path) as picture:
            value = picture.getexif().get(_EXIF_TAG)
    except (OSError, ValueError, SyntaxError, Pillow.DecompressionBombError):
        value = None  # Pillow does not know the kind of file; FFmpeg did
    return from_exif(value) if isinstance(value, int) else of_frame(frame)
