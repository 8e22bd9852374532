"""What one epoch sees, in which order: a plan of units, drawn afresh each epoch from (seed, epoch) alone.

Light (numpy only). A unit is one face, or two that stay side by side: a fake and a face of its own original, or a
real face and the self-blend that is made of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from dfd_core.errors import UsageError
from dfd_core.training.config import DataConfig
from dfd_core.training.items import FaceItem

_PLAN_STREAM = 101
"""Keeps the plan's random numbers apart from those of the pictures, which use the same seed and epoch."""


class Unit(NamedTuple):
    """Entry numbers: `first` alone; `first` (real) with the fake `second`; or `first` with a blend of itself."""

    first: int
    second: int = -1
    blend: bool = False

    @property
    def faces(self) -> int:
        """Faces that this unit puts into a batch, 1 or 2."""
        return 2 if self.blend or self.second >= 0 else 1


class Draw(NamedTuple):
    """A unit at its place: what a loader process needs to make it, the same whoever makes it."""

    epoch: int
    position: int
    unit: Unit


class Index:
    """The entries by class, clip and original; numbers are positions in the list of faces it was made from.

    Args:
        items: faces of one side (training or validation).
    """

    def __init__(self, items: Sequence[FaceItem]) -> None:
        self.items = tuple(items)
        self.clips: tuple[dict[str, list[int]], dict[str, list[int]]] = ({}, {})  # real, fake
        groups: dict[str, list[int]] = defaultdict(list)
        for number, item in sorted(enumerate(items), key=lambda pair: (pair[1].time_s, pair[0])):
            self.clips[item.label].setdefault(_clip_key(item), []).append(number)
            if item.label == 0:
                groups[item.group].append(number)
        self._real_groups = dict(groups)

    def count(self, label: int) -> int:
        """Faces of that class."""
        return sum(len(numbers) for numbers in self.clips[label].values())

    def real_of(self, fake: int, rng: np.random.Generator) -> int:
        """A real face for `fake`: its original's nearest in time, else one of its group, else any (-1 = none)."""
        item = self.items[fake]
        own = self.clips[0].get(item.original, []) if item.original else []
        if own:
            return self._nearest(own, item.time_s)
        group = self._real_groups.get(item.group, [])
        if group:
            return group[int(rng.integers(len(group)))]
        everyone = list(self.clips[0].values())
        if not everyone:
            return -1
        clip = everyone[int(rng.integers(len(everyone)))]
        return clip[int(rng.integers(len(clip)))]

    def _nearest(self, numbers: Sequence[int], time_s: float) -> int:
        times = [self.items[number].time_s for number in numbers]
        after = bisect_left(times, time_s)
        near = range(max(after - 1, 0), min(after + 1, len(times)))
        return numbers[min(near, key=lambda place: abs(times[place] - time_s))]


def plan_epoch(index: Index, config: DataConfig, seed: int, epoch: int) -> tuple[Unit, ...]:
    """Units of one training epoch in order, the same for the same (index, config, seed, epoch).

    Raises:
        UsageError: there is nothing to train on (no real faces; no fakes and no self-blending).
    """
    rng = np.random.default_rng((seed, _PLAN_STREAM, epoch))
    reals = _draw_frames(index.clips[0], config.frames_per_clip, rng)
    fakes = _draw_frames(index.clips[1], config.frames_per_clip, rng)
    if not reals or (not fakes and config.blend == 0.0):
        kind = "real" if not reals else "fake"
        raise UsageError("one_class", f"no {kind} faces to train on", "add some, or set data.blend for self-blends")
    reals, fakes, blended = _balance(reals, fakes, config, rng)
    units = _pair_up(index, fakes, blended, rng) if config.pairs else _one_by_one(reals, fakes, blended)
    order = rng.permutation(len(units))
    return _limit([units[place] for place in order], config.epoch_faces)


def plan_validation(index: Index, config: DataConfig) -> tuple[Unit, ...]:
    """The fixed validation faces; self-blends of the real ones where there are no fakes at all."""
    reals = _spaced(index.clips[0], config.valid_faces)
    fakes = _spaced(index.clips[1], config.valid_faces)
    if not fakes:
        return tuple(Unit(number, blend=True) for number in reals)
    return tuple(Unit(number) for number in sorted(reals + fakes))


def batches(units: Sequence[Unit], epoch: int, size: int, at_least: int = 2) -> list[tuple[Draw, ...]]:
    """Cut a plan into batches of about `size` faces; a last batch under `at_least` faces joins the one before."""
    cut: list[list[Draw]] = []
    room = 0
    for position, unit in enumerate(units):
        if room < unit.faces:
            cut.append([])
            room = size
        cut[-1].append(Draw(epoch, position, unit))
        room -= unit.faces
    if len(cut) > 1 and sum(draw.unit.faces for draw in cut[-1]) < at_least:
        cut[-2].extend(cut.pop())
    return [tuple(batch) for batch in cut]


def share(batch: Sequence[Draw], rank: int, world: int) -> list[Draw]:
    """This process's part of a batch; never empty (a batch of fewer units than processes is seen twice)."""
    return list(batch[rank::world]) or [batch[rank % len(batch)]]


class EpochSampler:
    """Batches of one epoch for one process, from any batch on; a ``batch_sampler`` of torch's loader.

    Args:
        rank: this process's number, 0 to `world` - 1.
    """

    def __init__(self, rank: int = 0, world: int = 1) -> None:
        self._rank, self._world = rank, world
        self._batches: Sequence[Sequence[Draw]] = ()
        self._first = 0

    def set(self, cut: Sequence[Sequence[Draw]], first: int = 0) -> None:
        """Give it the batches of the next pass, and the one to begin with."""
        self._batches, self._first = cut, first

    def __iter__(self) -> Iterator[list[Draw]]:
        for batch in self._batches[self._first :]:
            yield share(batch, self._rank, self._world)

    def __len__(self) -> int:
        return max(len(self._batches) - self._first, 0)


def _clip_key(item: FaceItem) -> str:
    return item.clip or item.file


def _draw_frames(clips: dict[str, list[int]], count: int, rng: np.random.Generator) -> list[int]:
    drawn: list[int] = []
    for numbers in clips.values():
        if 0 < count < len(numbers):
            drawn += [numbers[i] for i in rng.choice(len(numbers), count, replace=False)]
        else:
            drawn += numbers
    return drawn


def _balance(
    reals: list[int], fakes: list[int], config: DataConfig, rng: np.random.Generator
) -> tuple[list[int], list[int], list[int]]:
    """Real faces, real manipulations and real faces to blend, in the wanted numbers."""
    if config.blend == 1.0 or not fakes:
        return reals, [], reals
    wanted = {"undersample": len(reals), "all": len(fakes), "oversample": max(len(reals), len(fakes))}[config.balance]
    if config.balance == "oversample":
        reals = _resize(reals, wanted, rng)
    blends = round(wanted * config.blend)
    true = wanted - blends
    if config.balance == "undersample" and config.blend == 0.0:
        true = min(true, len(fakes))
    return reals, _resize(fakes, true, rng), _resize(reals, blends, rng)


def _resize(numbers: Sequence[int], count: int, rng: np.random.Generator) -> list[int]:
    """`count` of the numbers at random: each as often as the others, give or take one."""
    whole, rest = divmod(count, len(numbers))
    return [*numbers] * whole + [numbers[i] for i in rng.choice(len(numbers), rest, replace=False)]


def _pair_up(index: Index, fakes: Sequence[int], blended: Sequence[int], rng: np.random.Generator) -> list[Unit]:
    pairs = [Unit(index.real_of(fake, rng), fake) for fake in fakes]
    return pairs + [Unit(number, blend=True) for number in blended]


def _one_by_one(reals: Sequence[int], fakes: Sequence[int], blended: Sequence[int]) -> list[Unit]:
    """A blended face carries its real one along, which then is not shown on its own as well."""
    carried = set(blended)
    singles = [Unit(number) for number in reals if number not in carried]
    return singles + [Unit(number) for number in fakes] + [Unit(number, blend=True) for number in blended]


def _limit(units: list[Unit], faces: int) -> tuple[Unit, ...]:
    if not faces:
        return tuple(units)
    total = 0
    kept: list[Unit] = []
    for unit in units:
        if total + unit.faces > faces and kept:
            break
        kept.append(unit)
        total += unit.faces
    return tuple(kept)


def _spaced(clips: dict[str, list[int]], count: int) -> list[int]:
    chosen: list[int] = []
    for numbers in clips.values():
        if 0 < count < len(numbers):
            places = np.linspace(0, len(numbers) - 1, count).round().astype(int)
            chosen += [numbers[place] for place in places]
        else:
            chosen += numbers
    return chosen
