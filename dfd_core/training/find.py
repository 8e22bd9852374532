"""Turn what the user points at into a list of clips: detect the layout, read it, choose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from dfd_core.errors import UsageError
from dfd_core.training import layouts
from dfd_core.training.csv_source import read_csv
from dfd_core.training.items import UNLABELLED
from dfd_core.training.sources import Skipped, SourceClip, Sources, relative_name, settle
from dfd_core.video.intake import find_media

LAYOUTS = ("dfdc", "ffpp", "celebdf", "folders", "csv")


def detect_layout(source: Path) -> str:
    """Which of ``LAYOUTS`` a file or folder has.

    Raises:
        UsageError: ``no_source``: there is nothing; ``unknown_layout``: none fits.
    """
    if not source.exists():
        raise UsageError("no_source", f"{source}: there is no such file or folder")
    if source.is_file():
        if source.suffix.lower() in {".csv", ".tsv", ".txt"}:
            return "csv"
        raise UsageError("unknown_layout", f"{source}: not a folder and not a CSV file")
    tests: dict[str, Callable[[Path], object]] = {
        "ffpp": layouts.is_ffpp,
        "celebdf": layouts.is_celeb,
        "dfdc": layouts.dfdc_parts,
        "folders": layouts.plain_folders,
    }
    for name, fits in tests.items():
        if fits(source):
            return name
    raise UsageError(
        "unknown_layout",
        f"{source}: not a known layout",
        "DFDC parts, FaceForensics++, Celeb-DF, real/ and fake/ folders, or a CSV of path, label, group",
    )


def find_sources(
    source: Path,
    layout: str = "auto",
    where: Sequence[str] = (),
    *,
    label: int | None = None,
    clips_by: str = "file",
) -> Sources:
    """List the labelled clips of a data set.

    Args:
        source: folder, or CSV file.
        layout: ``"auto"`` or one of ``LAYOUTS``.
        where: conditions ``column=pattern`` or ``column!=pattern`` (``*``, ``?``, ``[ ]``; upper and lower case alike).
        label: label of every row (0 or 1) of a CSV file that has no label column.
        clips_by: ``"file"``, or ``"group"``: still pictures of one group and method are frames of one clip.

    Raises:
        UsageError: there is nothing to use, or a condition is malformed.
    """
    root, name, found = list_clips(source, layout, label=label)
    return _settle(root, name, found, where, clips_by)


def list_clips(
    source: Path, layout: str = "auto", *, label: int | None = None
) -> tuple[Path, str, Iterator[SourceClip | Skipped]]:
    """Root, layout and clips of a data set one by one, as they are found and before they are settled.

    Args:
        source: folder, or CSV file.
        layout: ``"auto"`` or one of ``LAYOUTS``.
        label: of every row (0 or 1) of a CSV file that has no label column.

    Raises:
        UsageError: there is nothing, or no layout fits.
    """
    if layout not in {"auto", *LAYOUTS}:
        raise UsageError("unknown_layout", f"unknown layout {layout!r}", f"auto or one of {', '.join(LAYOUTS)}")
    name = detect_layout(source) if layout == "auto" else layout
    if name == "csv":
        return source.parent, name, read_csv(source, label)
    if not source.is_dir():
        raise UsageError("no_source", f"{source}: there is no such folder")
    reader = {
        "dfdc": layouts.read_dfdc,
        "ffpp": layouts.read_ffpp,
        "celebdf": layouts.read_celeb,
        "folders": layouts.read_plain,
    }[name]
    return source, name, reader(source)


def _settle(
    root: Path, layout: str, found: Iterable[SourceClip | Skipped], where: Sequence[str], clips_by: str
) -> Sources:
    clips: list[SourceClip] = []
    skipped: list[Skipped] = []
    for one in found:
        clips.append(one) if isinstance(one, SourceClip) else skipped.append(one)
    return settle(root, layout, clips, skipped, where, clips_by)


def unlabelled_sources(paths: Sequence[Path], recursive: bool = False) -> Sources:
    """Clips without labels, for ``dfd faces``: files as they are, folders by what stands in them.

    Raises:
        UsageError: ``nothing_found``: no clip or picture among them.
    """
    found, problems = find_media(paths, recursive)
    folders = [path.absolute() for path in paths if path.is_dir()]
    clips = [_unlabelled(path, _name_below(path, folders)) for path in found]
    skipped = [Skipped(str(path), "missing", reason) for path, reason in problems]
    return settle(Path(), "faces", _distinct(clips), skipped)


def _name_below(path: Path, folders: Sequence[Path]) -> str:
    """The file's name, with the folders below and including the one that was given."""
    owner = next((folder for folder in folders if path.is_relative_to(folder)), path)
    return relative_name(path, owner.parent)


def _unlabelled(path: Path, name: str) -> SourceClip:
    return SourceClip(path, name, UNLABELLED, group=name)


def _distinct(clips: Iterable[SourceClip]) -> Iterable[SourceClip]:
    """Different files of the same name get a number; the same file twice stays a double."""
    owners: dict[str, Path] = {}
    for clip in clips:
        name, number = clip.name, 1
        while owners.setdefault(name, clip.path.absolute()) != clip.path.absolute():
            number += 1
            name = f"{clip.path.stem}-{number}{clip.path.suffix}"
        yield replace(clip, name=name, group=name)
