"""Training, validation and test parts of a face set; never the same person, source or original on two sides."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dfd_core.errors import DfdError, UsageError
from dfd_core.paths import atomic_write
from dfd_core.training.groups import connected_groups
from dfd_core.training.items import FaceItem

PARTS = ("train", "valid", "test")
SEED_TRAIN_PARTS = range(41)
SEED_VALID_PARTS = range(41, 50)
CROPS_GAP = 25
"""The number in the name of a FaceForensics++ face crop follows its source video, uncertain by about 12 either way."""


@dataclass(frozen=True, slots=True)
class Split:
    """Disjoint parts of a face set, each in the order of the manifest; faces in a gap are in none of them."""

    train: tuple[FaceItem, ...]
    valid: tuple[FaceItem, ...]
    test: tuple[FaceItem, ...] = ()

    def part(self, name: str) -> tuple[FaceItem, ...]:
        """The faces of ``"train"``, ``"valid"`` or ``"test"``."""
        if name not in PARTS:
            raise UsageError("unknown_part", f"a split has no part {name!r}", f"one of {', '.join(PARTS)}")
        return tuple(getattr(self, name))

    def counts(self) -> dict[str, dict[str, int]]:
        """Faces, clips, groups, real and fake faces of each part, for a report."""
        return {name: _count(self.part(name)) for name in PARTS if self.part(name)}


def _count(items: Sequence[FaceItem]) -> dict[str, int]:
    return {
        "faces": len(items),
        "clips": len({item.clip for item in items}),
        "groups": len({item.group for item in items}),
        "real": sum(item.label == 0 for item in items),
        "fake": sum(item.label == 1 for item in items),
    }


def _by_component(items: Sequence[FaceItem], components: Sequence[int], sides: dict[int, str]) -> Split:
    chosen: dict[str, list[FaceItem]] = {name: [] for name in PARTS}
    for item, component in zip(items, components, strict=True):
        chosen[sides[component]].append(item)
    return Split(*(tuple(chosen[name]) for name in PARTS))


def split_by_group(items: Sequence[FaceItem], fraction: float, seed: int) -> Split:
    """Hold out about ``fraction`` of the clips for validation, whole connected groups at a time.

    Groups with only real, only fake and both kinds of faces are drawn apart, so that both sides have both classes
    where the data allow it. The same items, fraction and seed always give the same split, in whatever order the
    items come.

    Args:
        items: labelled faces.
        fraction: share of clips held out, between 0 and 1.
        seed: of the random order of groups.

    Raises:
        UsageError: ``bad_fraction``, or ``one_group``: nothing can be held out of a single group.
    """
    if not 0.0 < fraction < 1.0:
        raise UsageError("bad_fraction", f"cannot hold out {fraction} of the clips", "give a share between 0 and 1")
    components = connected_groups(items)
    strata = _strata(items, components)
    if sum(len(stratum) for stratum in strata) < 2:
        raise UsageError(
            "one_group",
            "all faces belong to one group: nothing can be held out",
            "add clips of other people or sources",
        )
    generator = np.random.default_rng(seed)
    sides: dict[int, str] = {}
    for stratum in strata:
        sides |= _draw(stratum, fraction, generator)
    _settle_empty_side(sides, strata)
    return _by_component(items, components, sides)


def _strata(items: Sequence[FaceItem], components: Sequence[int]) -> list[list[tuple[int, int]]]:
    """Per kind of group (both classes, real, fake) its groups as (component, clips), sorted by name for determinism."""
    members: dict[int, list[FaceItem]] = {}
    for item, component in zip(items, components, strict=True):
        members.setdefault(component, []).append(item)
    strata: dict[tuple[bool, bool], list[tuple[str, int, int]]] = {}
    for component, faces in members.items():
        kind = (any(face.label for face in faces), any(not face.label for face in faces))
        name = min(f"{face.group}/{face.clip}" for face in faces)
        strata.setdefault(kind, []).append((name, component, len({face.clip for face in faces})))
    return [
        [(component, clips) for _, component, clips in sorted(strata[kind])] for kind in sorted(strata, reverse=True)
    ]


def _draw(stratum: Sequence[tuple[int, int]], fraction: float, generator: np.random.Generator) -> dict[int, str]:
    wanted = fraction * sum(clips for _, clips in stratum)
    sides = {component: "train" for component, _ in stratum}
    held = 0
    for index in generator.permutation(len(stratum)):
        component, clips = stratum[index]
        if abs(held + clips - wanted) < abs(held - wanted) and held + clips < sum(c for _, c in stratum):
            sides[component] = "valid"
            held += clips
    return sides


def _settle_empty_side(sides: dict[int, str], strata: list[list[tuple[int, int]]]) -> None:
    """With few large groups nothing may have been held out: then the smallest group of the largest stratum is."""
    if "valid" not in sides.values():
        _, largest = max((len(stratum), stratum) for stratum in strata)
        smallest, _ = min(largest, key=lambda group: group[1])
        sides[smallest] = "valid"


def split_seed_folders(items: Sequence[FaceItem]) -> Split:
    """The seed solution's own division of the DFDC: parts 0-40 train, parts 41-49 validate.

    Raises:
        UsageError: ``no_parts``: the faces name no DFDC part of either side.
    """
    numbers = [_number(item.part) for item in items]
    split = Split(
        tuple(item for item, number in zip(items, numbers, strict=True) if number in SEED_TRAIN_PARTS),
        tuple(item for item, number in zip(items, numbers, strict=True) if number in SEED_VALID_PARTS),
    )
    if not split.train or not split.valid:
        raise UsageError(
            "no_parts", "the split by folders needs faces of DFDC parts 0-40 and 41-49", "use the split by group"
        )
    return split


def _number(name: str) -> int | None:
    """The number that ends a name (``dfdc_train_part_7`` -> 7, ``ffcrop0748`` -> 748), None without one."""
    found = re.search(r"(\d+)$", name)
    return int(found[1]) if found else None


def split_by_range(
    items: Sequence[FaceItem],
    boundaries: Sequence[int],
    gap: int = CROPS_GAP,
    order: Sequence[str] = PARTS,
    number: Callable[[FaceItem], int | None] | None = None,
) -> Split:
    """Divide by ranges of the number that ends each group's name, leaving a gap after each boundary.

    For sources whose groups are only known in order, such as face crops that follow their source videos: neighbours
    may be the same person, so they must not be drawn at random.

    Args:
        items: labelled faces.
        boundaries: one or two rising numbers; range k holds the numbers from boundary k-1 + gap up to, not including,
            boundary k. Faces inside a gap are in no part.
        gap: how many numbers are left out after each boundary.
        order: which part each range becomes, e.g. ``("valid", "train", "test")``.
        number: how to number a face; by default the digits that end ``item.group``.

    Raises:
        UsageError: ``bad_ranges``: the boundaries do not rise, a face has no number, or a range stays empty.
    """
    if not 1 <= len(boundaries) < len(PARTS) or list(boundaries) != sorted(set(boundaries)):
        raise UsageError("bad_ranges", f"{list(boundaries)}: one or two rising boundaries are needed")
    if len(set(order)) < len(boundaries) + 1 or not set(order) <= set(PARTS):
        raise UsageError("bad_ranges", f"{list(order)}: each range needs a part of its own ({', '.join(PARTS)})")
    chosen: dict[str, list[FaceItem]] = {name: [] for name in PARTS}
    for item in items:
        value = number(item) if number else _number(item.group)
        if value is None:
            raise UsageError(
                "bad_ranges", f"group {item.group!r} of {item.file} ends in no number", "use the split by group"
            )
        index = _range_index(value, boundaries, gap)
        if index is not None:
            chosen[order[index]].append(item)
    for part in order[: len(boundaries) + 1]:
        if not chosen[part]:
            raise UsageError("bad_ranges", f"no face falls into the range of part {part!r}", "move the boundaries")
    return Split(*(tuple(chosen[name]) for name in PARTS))


def _range_index(value: int, boundaries: Sequence[int], gap: int) -> int | None:
    index = sum(value >= boundary for boundary in boundaries)
    if index and value < boundaries[index - 1] + gap:
        return None
    return index


def make_split(items: Sequence[FaceItem], how: str, seed: int = 0) -> Split:
    """Split as a word says: the form of the command line and of a recipe.

    Args:
        items: labelled faces.
        how: ``"group:0.1"`` (share held out), ``"folders"`` (the seed's DFDC parts), ``"range:400,470"`` (with
            ``:gap`` after it where the gap is not 25), ``"train"`` (everything trains), or the path of a
            ``split.json``. Several with ``|`` between them: the first that suits these faces, so that one word serves
            face sets of different kinds (``"range:400|group:0.1"``).
        seed: of the split by group.

    Raises:
        UsageError: no word, or one that does not suit these faces.
    """
    *others, last = how.split("|")
    for word in others:
        try:
            return _split(items, word, seed)
        except UsageError:
            continue  # the next one may suit
    return _split(items, last, seed)


def _split(items: Sequence[FaceItem], how: str, seed: int) -> Split:
    kind, _, rest = how.partition(":")
    try:
        if kind == "group":
            return split_by_group(items, float(rest), seed)
        if kind == "range":
            numbers, _, gap = rest.partition(":")
            return split_by_range(items, [int(word) for word in numbers.split(",")], int(gap) if gap else CROPS_GAP)
    except ValueError as error:
        raise UsageError("bad_split", f"{how!r} is no split", "e.g. group:0.1, range:400,470 or folders") from error
    if how == "train":
        return Split(tuple(items), ())
    return split_seed_folders(items) if how == "folders" else load_split(Path(how), items)


def save_split(split: Split, path: Path) -> None:
    """Write which clips are in which part, atomically (``split.json`` of a run folder)."""
    clips = {name: sorted({item.clip for item in split.part(name)}) for name in PARTS if split.part(name)}
    data = {"schema": 1, "clips": clips}
    with atomic_write(path) as stream:
        stream.write(json.dumps(data, ensure_ascii=False, indent=1).encode())


def load_split(path: Path, items: Iterable[FaceItem]) -> Split:
    """Apply a saved split to a face set; faces of clips that it does not name are in no part.

    Raises:
        DfdError: ``bad_split``: the file is missing or damaged.
        UsageError: ``foreign_split``: it names no clip of this face set.
    """
    sides = {clip: part for part, clips in _read_split(path).items() for clip in clips}
    chosen: dict[str, list[FaceItem]] = {name: [] for name in PARTS}
    for item in items:
        if item.clip in sides:
            chosen[sides[item.clip]].append(item)
    if not any(chosen.values()):
        raise UsageError("foreign_split", f"{path}: names no clip of this face set", "give the split of its own run")
    return Split(*(tuple(chosen[name]) for name in PARTS))


def _read_split(path: Path) -> dict[str, list[str]]:
    try:
        data: Any = json.loads(path.read_bytes())
        parts = {str(name): [str(clip) for clip in clips] for name, clips in data["clips"].items()}
    except OSError as error:
        raise DfdError("bad_split", f"{path}: no such split ({error.strerror})", "e.g. RUN/split.json") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DfdError("bad_split", f"{path}: not a saved split ({error!r})") from error
    unknown = set(parts) - set(PARTS)
    if unknown:
        raise DfdError("bad_split", f"{path}: unknown part {min(unknown)!r}")
    return parts
