"""Small JPEG copies of the frames seen while screening, in one file, so that scrubbing costs no decoding.

Layout: the magic line, the JPEGs one after the other, a table of ``(time_s, offset, length)``, and a footer with
the table's place. The file appears whole or not at all.
"""

from __future__ import annotations

import io
import struct
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import numpy as np

from dfd_core.errors import DfdError
from dfd_core.paths import atomic_write
from dfd_core.types import Image

_MAGIC = b"DFDPROXY1\n"
_FOOTER = struct.Struct("<QQ10s")  # place of the table, number of entries, magic
_ENTRY = np.dtype([("time_s", "<f8"), ("offset", "<u8"), ("length", "<u4")])
_QUALITY = 80


class ProxyWriter:
    """Writes a proxy; use as a context manager. Leaving by an exception leaves no file.

    Args:
        path: the file to write.
        max_height: taller frames are scaled down to this height.
        every: keep the first of each so many frames.
        max_bytes: once reached, further frames are left out.
    """

    def __init__(self, path: Path, *, max_height: int = 480, every: int = 1, max_bytes: int = 64 << 20) -> None:
        self._path = path
        self._max_height = max_height
        self._every = max(1, every)
        self._max_bytes = max_bytes
        self._entries: list[tuple[float, int, int]] = []
        self._given = 0
        self._place = 0
        self._stack = ExitStack()
        self._stream: IO[bytes] | None = None

    def __enter__(self) -> Self:
        self._stream = self._stack.enter_context(atomic_write(self._path))
        self._stack.push(self._finish)
        self._write(_MAGIC)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def _finish(self, kind: type[BaseException] | None, _error: BaseException | None, _trace: object) -> None:
        if kind is None:
            table = np.array(sorted(self._entries), _ENTRY).tobytes()
            self._write(table + _FOOTER.pack(self._place, len(self._entries), _MAGIC))

    def add(self, time_s: float, image: Image) -> None:
        """Add a frame, uint8 RGB ``(H, W, 3)``, shown at ``time_s``."""
        self._given += 1
        if (self._given - 1) % self._every or self._place >= self._max_bytes:
            return
        data = encode_jpeg(image, self._max_height)
        self._entries.append((time_s, self._place, len(data)))
        self._write(data)

    def _write(self, data: bytes) -> None:
        assert self._stream is not None, "use ProxyWriter in a with statement"
        self._stream.write(data)
        self._place += len(data)


def encode_jpeg(image: Image, max_height: int) -> bytes:
    """A JPEG of a uint8 RGB picture ``(H, W, 3)``, scaled down to ``max_height`` where it is taller."""
    import av  # late, both: readers of proxies do without them
    from PIL import Image as Pillow

    height, width = image.shape[:2]
    if height > max_height:  # FFmpeg's scaler takes half the time of Pillow's
        frame = av.VideoFrame.from_ndarray(image, format="rgb24")
        size = max(1, round(width * max_height / height)), max_height
        image = frame.reformat(*size, interpolation="AREA", threads=1).to_ndarray().astype(np.uint8, copy=False)
    buffer = io.BytesIO()
    Pillow.fromarray(image).save(buffer, "JPEG", quality=_QUALITY)
    return buffer.getvalue()


class ProxyReader:
    """Reads a proxy. Holds the table only, and opens the file for each picture, so it may be replaced at any time.

    Raises:
        DfdError: the file is missing or not a whole proxy.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            with path.open("rb") as stream:
                stream.seek(-_FOOTER.size, 2)
                place, count, magic = _FOOTER.unpack(stream.read(_FOOTER.size))
                size = stream.tell()
                if magic != _MAGIC or place + count * _ENTRY.itemsize + _FOOTER.size != size:
                    raise _broken(path)
                stream.seek(place)
                self._table = np.frombuffer(stream.read(count * _ENTRY.itemsize), _ENTRY)
        except OSError:
            raise _broken(path) from None

    def __len__(self) -> int:
        return len(self._table)

    @property
    def times_s(self) -> list[float]:
        """Times of the pictures, rising."""
        return [float(t) for t in self._table["time_s"]]

    def nearest(self, time_s: float) -> tuple[float, bytes]:
        """The picture nearest to a time: its own time and the JPEG."""
        if not len(self._table):
            raise DfdError("empty_proxy", f"{self._path}: there are no preview pictures", "screen the clip again")
        times = self._table["time_s"]
        right = int(np.searchsorted(times, time_s))
        choices = [i for i in (right - 1, right) if 0 <= i < len(times)]
        chosen = min(choices, key=lambda i: abs(float(times[i]) - time_s))
        return float(times[chosen]), self.picture(chosen)

    def picture(self, number: int) -> bytes:
        """The JPEG of the picture ``number``, counted from 0 in the order of the times (as written at equal times).

        Raises:
            DfdError: there is no such picture, or the file is gone.
        """
        if not 0 <= number < len(self._table):
            reason = f"{self._path}: there is no preview picture {number}"
            raise DfdError("no_picture", reason, "screen the clip again")
        entry = self._table[number]
        try:
            with self._path.open("rb") as stream:
                stream.seek(int(entry["offset"]))
                return stream.read(int(entry["length"]))
        except OSError:
            raise _broken(self._path) from None


def _broken(path: Path) -> DfdError:
    return DfdError("bad_proxy", f"{path}: the preview pictures are missing or damaged", "screen the clip again")
