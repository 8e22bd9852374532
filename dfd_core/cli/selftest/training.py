"""Can this copy train: steps, checkpoints that are taken up again, loader processes?"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from dfd_core.cli.selftest.bench import Bench, failure
from dfd_core.training import recipes
from dfd_core.training.config import TrainConfig
from dfd_core.training.control import Control
from dfd_core.training.events import Checked, EpochDone, Finished, Stopped, TrainEvent
from dfd_core.training.items import MANIFEST, FaceItem, manifest_bytes
from dfd_core.training.options import RunOptions
from dfd_core.types import Image

SIDE = 64
GROUPS = 6
WORKERS = 2

_RECIPE = (
    "network=dfd-small", "head=none", "width=0.25", "size=32", "crop=tight", "normalise=unit", "batch=8", "epochs=2",
    "lr=0.02", "workers=0", "device=cpu", "threads=1", "dropout=0", "split=group:0.4", "leak_check=false", "preview=2",
    "frames_per_clip=0", "calibrate=false", "blend=0", "window=0",
)  # fmt: skip
"""A run of a second or two: six steps an epoch of a network of a few thousand weights."""


def learn(bench: Bench) -> str:
    """An epoch, a pause, the next epoch from the saved state, and a detector that can be read."""
    from dfd_core.detectors.weights import load_network

    faces, run = _face_set(bench.scratch / "faces"), bench.scratch / "run"
    first, last = list(_epoch(faces, run)), list(_fit(_recipe(), faces, run, Control(), resume=True))
    losses = [event.train_loss for event in first + last if isinstance(event, EpochDone)]
    if len(losses) != 2 or not all(math.isfinite(loss) for loss in losses):
        raise failure(f"two epochs were to be trained, their losses are {losses}")
    if not isinstance(last[-1], Finished):
        raise failure("training was taken up again but did not end with a detector")
    weights = sum(parameter.numel() for parameter in load_network(last[-1].detector).parameters())
    return f"paused, saved, resumed and finished: loss {losses[0]:.2f}, then {losses[1]:.2f}; {weights:,} weights"


def load(bench: Bench) -> str:
    """Faces come from two loader processes of their own."""
    faces = _face_set(bench.scratch / "more-faces")
    events = list(_fit(_recipe(f"workers={WORKERS}"), faces, bench.scratch / "check", Control(), check_only=True))
    (checked,) = [event for event in events if isinstance(event, Checked)]
    if not checked.examples_per_s > 0:
        raise failure("the loader processes gave no faces")
    return f"{WORKERS} spawned processes gave {sum(checked.classes.values())} faces"


def _epoch(faces: Path, run: Path) -> Iterator[TrainEvent]:
    """The first epoch; a pause is asked for at its end."""
    control = Control()
    for event in _fit(_recipe(), faces, run, control):
        control.pause = control.pause or isinstance(event, EpochDone)
        yield event
        if isinstance(event, Stopped) and not event.resumable:
            raise failure("a paused run cannot be resumed")


def _fit(
    config: TrainConfig, faces: Path, run: Path, control: Control, *, resume: bool = False, check_only: bool = False
) -> Iterator[TrainEvent]:
    from dfd_core.training.loop import fit

    return fit(config, faces, run, control, RunOptions(install=False, resume=resume, check_only=check_only))


def _recipe(*overrides: str) -> TrainConfig:
    return recipes.load("starter-small", [*_RECIPE, *overrides])


def _face_set(root: Path) -> Path:
    """Soft patches of colour for faces, with a coarse pattern where they are "fake"; every time the same ones."""
    from dfd_core.training.pictures import write_picture

    items = []
    for number in range(GROUPS * 4):
        group, label = divmod(number, 4)[0], number % 2
        name = f"face-{number}.png"
        write_picture(root / name, _picture(number, label), "png")
        clip = f"g{group}-{'fake' if label else 'real'}"
        items.append(FaceItem(name, clip, f"g{group}", label, box=(8.0, 4.0, 56.0, 60.0), method="self-test" * label))
    (root / MANIFEST).write_bytes(manifest_bytes(items))
    return root


def _picture(seed: int, label: int) -> Image:
    rng = np.random.default_rng(seed)
    picture = np.kron(rng.integers(60, 200, (4, 4, 3)), np.ones((SIDE // 4, SIDE // 4, 1)))
    if label:
        rows, columns = np.mgrid[0:SIDE, 0:SIDE]
        picture += np.where((rows // 2 + columns // 2) % 2, 45, -45)[..., None]
    return np.asarray(np.clip(picture, 0, 255), np.uint8)
