"""The clip of a record: where it is, and whether it is the very file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dfd_core.cases.records import Record
from dfd_core.cases.text import printable
from dfd_core.errors import MediaError
from dfd_core.screening.verify.outcome import Finding, Outcome
from dfd_core.video.probe import hash_file

CHECK = "media"
_ELSEWHERE = ("\\\\", "//")


def find_media(record: Record, named: Path | None = None) -> Path | None:
    """The file that the user named; else the recorded one, or one of its name beside the record; None where neither is.

    A named file is taken as it is, there or not. A record does not make this program call at another computer: a
    network path must be named.
    """
    if named is not None:
        return named
    recorded = record.result.media.path
    if str(recorded).startswith(_ELSEWHERE):
        return None
    beside = [record.folder / recorded.name] if record.folder is not None and recorded.name else []
    return next((path for path in (recorded, *beside) if _is_file(path)), None)


def check_media(record: Record, path: Path | None, stop: Callable[[], bool]) -> Finding:
    """Whether the file has the recorded content.

    Raises:
        Cancelled: ``stop`` said so.
    """
    recorded = record.result.media
    if path is None:
        text = f"The clip is not at {printable(str(recorded.path))}, nor beside the record: say where it is."
        return Finding(CHECK, Outcome.UNCHECKABLE, text)
    name = printable(path.name)
    try:
        digest = hash_file(path, stop)
    except MediaError as error:
        return Finding(CHECK, Outcome.UNCHECKABLE, f"The clip cannot be read: {printable(str(error))}.")
    if not recorded.sha256:
        return Finding(CHECK, Outcome.UNCHECKABLE, f"The record does not tell the SHA-256 of {name}.")
    if digest != recorded.sha256:
        text = f"{name} is not the recorded file: its SHA-256 is {digest}, recorded is {recorded.sha256}."
        return Finding(CHECK, Outcome.DIFFERS, text)
    return Finding(CHECK, Outcome.CONFIRMED, f"{name} is the recorded file, by its SHA-256.")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False
