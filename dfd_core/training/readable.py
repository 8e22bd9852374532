"""Which stored pictures are missing or cut off, found by their first and last bytes: a look, not a decoding (light)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dfd_core.errors import DfdError

_ENDS = {b"\xff\xd8": b"\xff\xd9", b"\x89P": b"IEND\xaeB`\x82"}
"""How a JPEG and a PNG begin, and how they end."""
_TAIL = 64
"""Some writers pad a file with a few bytes."""


def refuse_unreadable(files: Iterable[Path]) -> None:
    """Make sure that every picture is there in full, before a training stumbles over one hours later.

    Raises:
        DfdError: ``bad_picture``: how many are not, and the first of them.
    """
    bad = [path for path in files if not is_whole(path)]
    if bad:
        what = "1 picture is" if len(bad) == 1 else f"{len(bad):,} pictures are"
        raise DfdError(
            "bad_picture",
            f"{what} missing or damaged, the first is {bad[0]}",
            "build the face set again, or take these lines out of its manifest.jsonl",
        )


def is_whole(path: Path) -> bool:
    """Whether a picture begins as a JPEG or PNG and ends as one; other formats only have to be there."""
    try:
        with path.open("rb") as stream:
            head = stream.read(2)
            stream.seek(0, 2)
            stream.seek(max(stream.tell() - _TAIL, 0))
            tail = stream.read()
    except OSError:
        return False
    return bool(head) and _ENDS.get(head, b"") in tail
