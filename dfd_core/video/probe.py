"""What a media file is, without sampling it; and its SHA-256."""

from __future__ import annotations

import hashlib
from pathlib import Path

from dfd_core.errors import MediaError
from dfd_core.types import ClipInfo
from dfd_core.video.facts import Facts, FirstFrame, analyse, any_first_frame, clip_info, first_frame, quick_first_frame
from dfd_core.video.opening import Stop, check_file, open_media, poll

_CHUNK = 1 << 20


def probe(path: Path, stop: Stop = None) -> ClipInfo:
    """Container, codec, displayed size, rotation, length and rate of a clip or still picture.

    Decodes one frame and, for clips of up to three minutes, reads the packets; never trusts headers alone.
    ``sha256`` stays empty: see ``hash_file``.

    Raises:
        MediaError: the file cannot be screened; one line says why.
        Cancelled: ``stop`` returned True.
    """
    return inspect(path, stop=stop)[2]


def inspect(path: Path, threads: int = 0, stop: Stop = None) -> tuple[Facts, FirstFrame, ClipInfo]:
    """Everything that is known of a clip before sampling; raises like ``probe``."""
    with open_media(path, threads=threads, stop=stop, frame_threads=False) as media:
        facts, packet = analyse(media, stop)
        frame = quick_first_frame(media, packet)
        if frame is not None:
            first = first_frame(media, frame)
            return facts, first, clip_info(media, facts, first)
    with open_media(path, threads=threads, stop=stop, frame_threads=False) as media:
        first = first_frame(media, any_first_frame(media, facts, stop))
        return facts, first, clip_info(media, facts, first)


def hash_file(path: Path, stop: Stop = None) -> str:
    """SHA-256 of a file as 64 hex digits, read in pieces; fit for a thread (hashing lets other threads run).

    Raises:
        MediaError: the file cannot be read.
        Cancelled: ``stop`` returned True.
    """
    check_file(path)
    digest = hashlib.sha256()
    try:
        with path.open("rb", buffering=0) as stream:
            while chunk := stream.read(_CHUNK):
                poll(stop)
                digest.update(chunk)
    except OSError as error:
        raise MediaError("read_failed", path, f"reading failed: {error.strerror or error}") from None
    return digest.hexdigest()
