"""Results as files: JSON, CSV and HTML of any number of clips. Pure functions, to be run beside the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Any, TypeAlias

from dfd_core.cases.extract import canonical_bytes, extract_sha256
from dfd_core.cases.output import OutputFolder
from dfd_core.cases.report_csv import COLUMNS, rows, summary_bytes, summary_row, table_bytes
from dfd_core.cases.report_html import ClipReport, render_report
from dfd_core.detectors.library import Library
from dfd_core.errors import Cancelled, DfdError
from dfd_core.paths import UserPaths, atomic_write
from dfd_core.screening.report import clip_report
from dfd_core.video.proxy import ProxyReader
from dfd_gui.state import ReviewClip

Step: TypeAlias = Callable[[int], None]
"""Told the number of clips that are done; raises `Cancelled` to end the work."""


@dataclass(frozen=True, slots=True)
class Written:
    """What an export has left on disk: ``target`` is what the user named, a file or a folder."""

    target: Path
    clips: int


@dataclass(frozen=True, slots=True)
class Making:
    """What a report tells beside the clips: where cards are, when it is made, and by whom (empty: nobody is named)."""

    library: Library
    generated: datetime
    operator: str = ""


def write_report(clips: Sequence[ReviewClip], path: Path, making: Making, step: Step) -> Written:
    """One HTML page of all clips.

    Raises:
        DfdError: it cannot be written, or a result cannot be read.
        Cancelled: ``step`` said so; nothing is left behind.
    """
    reports = list(_reports(clips, making.library, step))
    write(path, render_report(reports, making.operator, making.generated))
    return Written(path, len(clips))


def write_pdf(clips: Sequence[ReviewClip], path: Path, making: Making, step: Step) -> Written:
    """The same report as PDF, the results attached to it; raises like `write_report`."""
    from dfd_gui.cases.paper.writer import lay_out, render_pdf

    reports = list(_reports(clips, making.library, nothing_more))
    write(path, render_pdf(lay_out(reports, making.operator, making.generated, step)))
    return Written(path, len(clips))


def write_json(clips: Sequence[ReviewClip], target: Path, step: Step) -> Written:
    """One clip into the file ``target``; several into that folder, a file each, none ever over another one."""
    if len(clips) == 1:
        write(target, canonical_bytes(clips[0].extract))
        return Written(target, 1)
    folder = OutputFolder(target, ("json",), [clip.path for clip in clips], overwrite=False)
    for number, clip in enumerate(clips, 1):
        folder.write(clip.path, dict(clip.extract))
        step(number)
    return Written(target, len(clips))


def write_summary(clips: Sequence[ReviewClip], path: Path, step: Step) -> Written:
    """A table of one line for each clip."""
    write(path, summary_bytes([summary_row(clip.extract) for clip in _counted(clips, step)]))
    return Written(path, len(clips))


def write_scores(clips: Sequence[ReviewClip], path: Path, step: Step) -> Written:
    """A table of every detector's score of every face of all clips."""
    lines = chain.from_iterable(rows(clip.extract) for clip in _counted(clips, step))
    write(path, table_bytes(COLUMNS, lines))
    return Written(path, len(clips))


def report_place(clip: ReviewClip, paths: UserPaths) -> Path:
    """Where the report that is only to be looked at goes: the cache, under the result's own hash."""
    return paths.cache / "reports" / f"{extract_sha256(clip.extract)[:24]}.html"


def with_ending(path: Path, ending: str) -> Path:
    """A chosen name with its ending. One that had none was not asked about: then no file of that name is there."""
    if path.suffix.casefold() == ending:
        return path
    for number in count(1):
        found = path.with_name(f"{path.name}{ending}" if number == 1 else f"{path.name}-{number}{ending}")
        if not found.exists():
            return found
    raise AssertionError


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        DfdError: ``cannot_write``.
    """
    try:
        with atomic_write(path) as stream:
            stream.write(data)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DfdError(
            "cannot_write", f"{path}: cannot be written: {reason}", "check permissions and free space"
        ) from error


def nothing_more(_done: int) -> None:
    """A step that tells nobody."""


def stopping(stop: Callable[[], bool], tell: Callable[[int], Any]) -> Step:
    """A step that tells how far the work is, and ends it when asked to."""

    def step(done: int) -> None:
        if stop():
            raise Cancelled
        tell(done)

    return step


def _reports(clips: Sequence[ReviewClip], library: Library, step: Step) -> Iterator[ClipReport]:
    for clip in _counted(clips, step):
        yield clip_report(clip.extract, library, _faces(clip))


def _faces(clip: ReviewClip) -> ProxyReader | None:
    if clip.faces is not None:
        with suppress(DfdError):  # a report without pictures is better than none
            return ProxyReader(clip.faces)
    return None


def _counted(clips: Sequence[ReviewClip], step: Step) -> Iterator[ReviewClip]:
    for number, clip in enumerate(clips, 1):
        yield clip
        step(number)
