"""Where labelled faces come from: clips and pictures of the known data sets as one flat list, before any is opened.

Light: names and metadata only. Each layout reads its own folder structure (``layouts``, ``csv_source``); this module
holds what they share and picks one.
"""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from dfd_core.errors import UsageError
from dfd_core.training.groups import connect
from dfd_core.training.items import UNLABELLED
from dfd_core.types import Box, Points
from dfd_core.video.intake import IMAGE_SUFFIXES, MEDIA_SUFFIXES


@dataclass(frozen=True, slots=True)
class SourceClip:
    """One clip or picture of a data set.

    ``name`` is unique in the set: the path below the source folder, with ``/``. ``clip`` becomes ``FaceItem.clip``
    where several pictures are of one clip; empty: the name.
    ``original`` is the ``name`` of the real clip a fake was made from, where the data set says so and has it.
    ``keys`` are identities, sources or originals that tie clips together beyond ``group``; ``grouped`` is False where
    nobody said who belongs together and the group is the file's own name. ``box`` and ``landmarks``
    (pixels of the picture) spare the face detector where the data set gives them. ``columns`` are all words by which
    ``--where`` may choose, in lower case.
    """

    path: Path
    name: str
    label: int
    group: str
    method: str = ""
    original: str = ""
    part: str = ""
    source: str = ""
    licence: str = ""
    keys: tuple[str, ...] = ()
    grouped: bool = True
    clip: str = ""
    box: Box | None = None
    landmarks: Points = ()
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_picture(self) -> bool:
        """A still picture by its name."""
        return self.path.suffix.lower() in IMAGE_SUFFIXES


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that gives no face: which, a stable word, the reason in words."""

    name: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sources:
    """All clips of a source in the order of their names, and what was left out before any was opened."""

    root: Path
    layout: str
    clips: tuple[SourceClip, ...]
    skipped: tuple[Skipped, ...] = ()
    where: tuple[str, ...] = ()
    clips_by: str = "file"


def is_media(path: Path) -> bool:
    """A clip or picture by its name; hidden files are none."""
    return path.suffix.lower() in MEDIA_SUFFIXES and not path.name.startswith(".")


def media_below(folder: Path) -> Iterator[Path]:
    """All clips and pictures below a folder, in the order of their paths; links to folders are not followed."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (path for name in sorted(names) if is_media(path := Path(place, name)))


def relative_name(path: Path, root: Path) -> str:
    """The name of a clip: its path below the root, with forward slashes."""
    return path.relative_to(root).as_posix()


def settle(
    root: Path,
    layout: str,
    clips: Iterable[SourceClip],
    skipped: Iterable[Skipped],
    where: Sequence[str] = (),
    clips_by: str = "file",
) -> Sources:
    """What every layout ends with: choose, drop doubles, resolve originals, join connected groups, sort.

    ``clips_by`` says what still pictures are frames of: ``"file"``, each of itself; ``"group"``, those of one group and
    method of one clip, of which training then takes one a time.

    Raises:
        UsageError: ``nothing_found``: no clip is left; ``bad_where``: a condition is malformed.
    """
    left_out = list(skipped)
    chosen: dict[str, SourceClip] = {}
    for clip in _choose(clips, where):
        if clip.name in chosen:
            left_out.append(Skipped(clip.name, "double", "the same file is listed twice; the first entry counts"))
        else:
            chosen[clip.name] = clip
    if not chosen:
        raise UsageError(
            "nothing_found", f"{root}: no clip or picture to use", "check the folder, --layout and --where"
        )
    resolved = [replace(clip, original=clip.original if clip.original in chosen else "") for clip in chosen.values()]
    joined = sorted(join_groups(resolved), key=lambda clip: clip.name)
    if clips_by == "group":
        joined = [_of_group(clip) for clip in joined]
    return Sources(root, layout, tuple(joined), tuple(left_out), tuple(where), clips_by)


def _of_group(clip: SourceClip) -> SourceClip:
    if clip.clip or not clip.is_picture or not clip.grouped:
        return clip
    return replace(clip, clip=f"{clip.group}/{clip.method or 'real'}")


def join_groups(clips: Sequence[SourceClip]) -> list[SourceClip]:
    """Give clips that are connected by group, keys or original one group: the first of their names in order."""
    components = connect([_keys(clip) for clip in clips])
    names: dict[int, str] = {}
    for clip, component in zip(clips, components, strict=True):
        names[component] = min(names.get(component, clip.group), clip.group)
    return [replace(clip, group=names[component]) for clip, component in zip(clips, components, strict=True)]


def _keys(clip: SourceClip) -> tuple[str, ...]:
    return (f"group:{clip.group}", f"clip:{clip.original or clip.name}", f"clip:{clip.name}", *clip.keys)


def _choose(clips: Iterable[SourceClip], where: Sequence[str]) -> Iterator[SourceClip]:
    wanted = [_condition(text) for text in where]
    for clip in clips:
        if _fits(clip, wanted):
            yield clip


def _condition(text: str) -> tuple[str, bool, str]:
    """``column=pattern`` or ``column!=pattern`` as (column, wanted, pattern)."""
    column, sign, pattern = text.partition("=")
    wanted = not column.endswith("!")
    column = column.rstrip("!").strip().lower()
    if not sign or not column:
        raise UsageError(
            "bad_where", f"--where {text!r} is no condition", "e.g. --where shippable=yes or --where part=c23"
        )
    return column, wanted, pattern.strip().lower()


def _fits(clip: SourceClip, conditions: Sequence[tuple[str, bool, str]]) -> bool:
    """Conditions on different columns must all hold, of several wanted patterns for one column any."""
    asked: dict[str, list[bool]] = {}
    for column, wanted, pattern in conditions:
        hit = fnmatch.fnmatchcase(word_of(clip, column).lower(), pattern)
        if wanted:
            asked.setdefault(column, []).append(hit)
        elif hit:
            return False
    return all(any(hits) for hits in asked.values())


def word_of(clip: SourceClip, column: str) -> str:
    """What a clip says in a column: of its CSV file, else of its own fields.

    Raises:
        UsageError: ``bad_where``: there is no such column.
    """
    if column in clip.columns and column != "label":
        return clip.columns[column]
    own = {
        "name": clip.name,
        "file": clip.name,
        "path": clip.name,
        "label": {0: "real", 1: "fake", UNLABELLED: ""}[clip.label],
        "group": clip.group,
        "method": clip.method,
        "original": clip.original,
        "part": clip.part,
        "source": clip.source,
        "licence": clip.licence,
    }
    if column not in own:
        names = ", ".join(sorted({*own, *clip.columns}))
        raise UsageError("bad_where", f"there is no column {column!r} to choose by", f"known: {names}")
    return own[column]
