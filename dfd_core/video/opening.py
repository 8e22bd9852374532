"""Open one local media file with FFmpeg, and nothing but that file; say in a line why it cannot be.

FFmpeg is handed an open file object, never a name: a name could carry a protocol (``http:``, ``concat:``) or a
pattern (``frame%03d.jpg``). Playlists and scripts, which name other files, are kept out by a list of formats,
and every protocol is off, so a clip can make the program read neither the network nor another file.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO, TypeAlias

import av
from av.container import InputContainer
from av.format import ContainerFormat
from av.stream import Disposition
from av.video.stream import VideoStream

from dfd_core.errors import Cancelled, MediaError
from dfd_core.video.intake import VIDEO_SUFFIXES

Stop: TypeAlias = Callable[[], bool] | None

MAX_SIDE = 16384
MAX_PIXELS = 128 * 1024 * 1024
_OPEN_LIMIT_S = 15.0
_READ_SIZE = 256 * 1024
# Demuxers that open further files or streams named in the first one, or no file at all.
_REFUSED = frozenset({
    "ansi", "applehttp", "avisynth", "bin", "concat", "concatf", "dash", "data", "ffmetadata", "hls", "image2", "imf",
    "lavfi", "rtp", "rtsp", "sap", "sdp", "tty", "vapoursynth", "vobsub", "webm_dash_manifest",
})  # fmt: skip
_ENCRYPTED_MARKS = (b"encv", b"pssh", b"\xa2\x39\x4f\x52\x5a\x9b\x4f\x14\xa2\x44\x6c\x42\x7c\x64\x8d\xf4")
_DAMAGED = "the file may be damaged or cut off: try to copy or export it again"
_HIDDEN = Disposition.attached_pic | Disposition.timed_thumbnails


class _GuardedFile:
    """The file object that FFmpeg reads: no path, a time limit while opening, and the stop flag polled."""

    def __init__(self, handle: BinaryIO, suffix: str, stop: Stop) -> None:
        # A suffix helps to tell some formats apart; the rest of a name, and the suffix of a picture, only harm.
        self.name = f"clip{suffix}" if suffix in VIDEO_SUFFIXES else "clip"
        self.deadline: float | None = time.monotonic() + _OPEN_LIMIT_S
        self._handle = handle
        self._stop = stop

    def read(self, size: int) -> bytes:
        poll(self._stop)
        if self.deadline is not None and time.monotonic() > self.deadline:
            raise TimeoutError("reading the header takes too long")
        return self._handle.read(size)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        try:
            return self._handle.seek(offset, whence)
        except (OSError, ValueError):  # senseless places in damaged headers are FFmpeg's to deal with
            return -1

    def tell(self) -> int:
        return self._handle.tell()


@dataclass(frozen=True, slots=True)
class Media:
    """An opened file and the video stream that a player would show."""

    path: Path
    bytes: int
    container: InputContainer
    stream: VideoStream

    @property
    def time_base(self) -> float:
        """Seconds of one tick of the stream's timestamps."""
        return float(self.stream.time_base or 0) or 1e-6

    @property
    def formats(self) -> frozenset[str]:
        """Short names of the container format, e.g. ``mov`` and ``mp4``."""
        return frozenset(self.container.format.name.split(","))

    @property
    def is_image(self) -> bool:
        """True for formats that hold one still picture."""
        return any(name.endswith("_pipe") and name != "yuv4mpegpipe" for name in self.formats)


def poll(stop: Stop) -> None:
    """Raise ``Cancelled`` where the stop flag is set."""
    if stop is not None and stop():
        raise Cancelled


@contextmanager
def open_media(path: Path, *, threads: int = 0, stop: Stop = None, frame_threads: bool = True) -> Iterator[Media]:
    """Open ``path`` and choose its video stream; closed on leaving the block.

    Args:
        path: a local file.
        threads: decoder threads, 0 for one a core (at most 8; fewer for very large pictures).
        stop: polled while reading.
        frame_threads: decode several frames at once. Off, damaged data gives more of what can be saved.

    Raises:
        MediaError: not found, a folder, no permission, empty, not a media file, no video stream in it,
            a codec that this FFmpeg cannot decode, or absurdly large pictures.
        Cancelled: the stop flag was set.
    """
    size = check_file(path)
    with _open_handle(path) as handle:
        guard = _GuardedFile(handle, path.suffix.lower(), stop)
        container = _open_container(path, guard)
        guard.deadline = None
        try:
            stream = choose_stream(path, container)
            _set_threads(stream, threads, frame_threads)
            yield Media(path, size, container, stream)
        finally:
            container.close()


def check_file(path: Path) -> int:
    """Size in bytes of a readable, regular, non-empty file; ``MediaError`` for anything else."""
    try:
        status = path.stat()
    except FileNotFoundError:
        raise MediaError("not_found", path, "there is no such file", "check the name") from None
    except PermissionError:
        raise _forbidden(path) from None
    except (OSError, ValueError) as error:
        raise MediaError("not_found", path, f"the file cannot be reached: {error}") from None
    if stat.S_ISDIR(status.st_mode):
        raise MediaError("is_folder", path, "this is a folder", "name the clips in it, or search it for clips")
    if not stat.S_ISREG(status.st_mode):
        raise MediaError("not_a_file", path, "this is not a regular file", "copy the recording to a file first")
    if status.st_size == 0:
        raise MediaError("empty_file", path, "the file is empty (0 bytes)", "copy or download it again")
    return status.st_size


def _forbidden(path: Path) -> MediaError:
    return MediaError("no_permission", path, "no permission to read the file", "change its permissions or copy it")


def _open_handle(path: Path) -> BinaryIO:
    try:
        return path.open("rb", buffering=0)
    except PermissionError:
        raise _forbidden(path) from None
    except OSError as error:
        raise MediaError("not_found", path, f"the file cannot be opened: {error.strerror or error}") from None


@cache
def _accepted_formats() -> str:
    """Comma-separated names of the demuxers that FFmpeg may use."""
    names = []
    for name in sorted(av.formats_available):
        try:
            known = ContainerFormat(name, "r")
        except ValueError:
            continue  # an output format only
        if known.is_input and not known.no_file and not _REFUSED & set(name.split(",")):
            names.append(name)
    return ",".join(names)


def _open_container(path: Path, guard: _GuardedFile) -> InputContainer:
    options = {
        "protocol_whitelist": "none",
        "format_whitelist": _accepted_formats(),
        "max_pixels": str(MAX_PIXELS),
    }
    try:
        return av.open(guard, "r", options=options, buffer_size=_READ_SIZE, metadata_errors="replace")
    except TimeoutError:
        raise MediaError("not_media", path, "reading the header takes too long", _DAMAGED) from None
    except (av.error.FFmpegError, ValueError) as error:
        raise _unreadable(path, error) from None
    except OSError as error:
        raise MediaError("read_failed", path, f"reading failed: {error.strerror or error}") from None


def _unreadable(path: Path, error: Exception) -> MediaError:
    if looks_encrypted(path):
        return MediaError("encrypted", path, "the clip is encrypted", "export it without copy protection")
    if isinstance(error, av.error.ArgumentError):
        reason = "this is a playlist or script, not a recording, or a file with senseless headers"
        return MediaError("not_media", path, reason, "give the media file itself")
    return MediaError("not_media", path, "this is not a media file, or its headers are lost", _DAMAGED)


def looks_encrypted(path: Path) -> bool:
    """True where the first or last MiB carries the marks of common encryption (ISO/IEC 23001-7)."""
    span = 1 << 20
    try:
        with path.open("rb") as stream:
            head = stream.read(span)
            stream.seek(max(0, path.stat().st_size - span))
            tail = stream.read(span)
    except OSError:
        return False
    return any(mark in head or mark in tail for mark in _ENCRYPTED_MARKS)


def candidates(container: InputContainer) -> list[VideoStream]:
    """Video streams that can be decoded, the one a player shows first.

    Tracks with samples come before empty ones, then the default disposition counts, then the size.
    Cover art and thumbnails are no candidates.
    """
    streams = [s for s in container.streams.video if s.codec_context is not None and not s.disposition & _HIDDEN]
    return sorted(streams, key=_rank)


def _rank(stream: VideoStream) -> tuple[bool, bool, int, int]:
    filled = stream.frames > 0 or len(stream.index_entries) > 0
    area = stream.codec_context.width * stream.codec_context.height
    return (not filled, not stream.disposition & Disposition.default, -area, stream.index)


def choose_stream(path: Path, container: InputContainer) -> VideoStream:
    """The stream to decode, or a ``MediaError`` that says why there is none."""
    chosen = candidates(container)
    if chosen:
        _check_size(path, chosen[0])
        return chosen[0]
    if any(s.codec_context is None for s in container.streams.video):
        raise MediaError("no_decoder", path, "its video codec is not supported", "convert the clip to H.264")
    if container.streams.video:
        raise MediaError("no_video", path, "it holds a cover picture but no video", "give a file with pictures")
    raise MediaError("no_video", path, "there is no video in this file", "give a file with pictures")


def _check_size(path: Path, stream: VideoStream) -> None:
    width, height = stream.codec_context.width, stream.codec_context.height
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise MediaError("too_large", path, f"pictures of {width} x {height} are too large", "scale the clip down")


def _set_threads(stream: VideoStream, threads: int, frame_threads: bool) -> None:
    context = stream.codec_context
    count = threads or min(os.cpu_count() or 1, 8)
    if context.width * context.height > 16_000_000:  # 8K: each frame in flight is 50 to 100 MB
        count = min(count, 2)
    context.thread_count = count if frame_threads else 1
    context.thread_type = "FRAME" if frame_threads and count > 1 else "SLICE"
    context.options = {"max_pixels": str(MAX_PIXELS)}
