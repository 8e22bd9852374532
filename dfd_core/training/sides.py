"""The two sides of a run: which faces are trained on, which are held out, and where that is written down."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dfd_core.errors import UsageError
from dfd_core.training.config import DataConfig, TrainConfig
from dfd_core.training.data import Entry
from dfd_core.training.items import FaceItem, FaceSet
from dfd_core.training.leaks import check_leaks
from dfd_core.training.split import Split, make_split


@dataclass(frozen=True, slots=True)
class Sides:
    """Entries of both sides; ``digest`` is the digest over the manifests', ``sets`` those of each, in order."""

    train: tuple[Entry, ...]
    valid: tuple[Entry, ...]
    digest: str
    sets: Mapping[str, str]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them, training first: units count in this order."""
        return self.train + self.valid


def load_sides(config: TrainConfig, roots: Sequence[Path], valid: str = "", *, check: bool = True) -> Sides:
    """Read the face sets and divide them.

    Args:
        config: the recipe.
        roots: folders of face sets; each is divided by the same rule.
        valid: a folder of a face set for validation alone (then nothing is held out of `roots`), a split in words
            (``"group:0.2"``) or a saved split; empty: as the recipe says.
        check: compare the sides for leaks where the recipe wants it.

    Raises:
        UsageError: no faces on one side.
        DfdError: a manifest is missing or damaged; the split leaks.
    """
    if not roots:
        raise UsageError("no_data", "there is no face set to train on", "name one with --data")
    sets = [FaceSet.load(root) for root in roots]
    if valid and Path(valid).is_dir():
        held = FaceSet.load(Path(valid))
        sides = [(one.root, Split(_usable(one, config.data), ())) for one in sets]
        sides.append((held.root, Split((), _usable(held, config.data))))
        sets.append(held)
    else:
        how = valid or config.data.split
        sides = [(one.root, make_split(_usable(one, config.data), how, config.run.seed)) for one in sets]
    if check and config.data.leak_check:
        check_leaks(_whole(sides), Path()).refuse()
    return _joined(sides, sets)


def _whole(sides: Sequence[tuple[Path, Split]]) -> Split:
    """Both sides over all face sets, to be compared as one: a source may have found its way into two sets.

    Names mean something within their own set only, so they carry its number; files and pictures are compared across.
    """
    if len(sides) == 1:
        root, split = sides[0]
        return Split(tuple(_placed(root, item) for item in split.train), tuple(_placed(root, i) for i in split.valid))
    train = tuple(_named(n, root, item) for n, (root, split) in enumerate(sides, start=1) for item in split.train)
    valid = tuple(_named(n, root, item) for n, (root, split) in enumerate(sides, start=1) for item in split.valid)
    return Split(train, valid)


def _placed(root: Path, item: FaceItem) -> FaceItem:
    return replace(item, file=str(root / item.file))


def _named(number: int, root: Path, item: FaceItem) -> FaceItem:
    mark = f"{number} {root.name}: "
    original = f"{mark}{item.original}" if item.original else ""
    return replace(_placed(root, item), group=mark + item.group, clip=mark + item.clip, original=original)


def _usable(faces: FaceSet, config: DataConfig) -> tuple[FaceItem, ...]:
    kept = tuple(item for item in faces.items if not (config.skip_flagged and item.flags))
    if not kept:
        raise UsageError("no_faces", f"{faces.root}: the face set holds no usable face", "build it again")
    return kept


def _joined(sides: Sequence[tuple[Path, Split]], sets: Sequence[FaceSet]) -> Sides:
    train = tuple(Entry(root, item) for root, split in sides for item in split.train)
    valid = tuple(Entry(root, item) for root, split in sides for item in split.valid)
    if not train or not valid:
        side = "training" if not train else "validation"
        raise UsageError("empty_side", f"the split leaves no face for {side}", "choose another --valid")
    digests = {f"{number} {one.root.name}": one.digest for number, one in enumerate(sets, start=1)}
    whole = hashlib.sha256("\n".join(one.digest for one in sets).encode()).hexdigest()
    return Sides(train, valid, whole, digests)
