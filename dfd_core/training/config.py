"""Everything that a training run can be told, as frozen dataclasses whose fields carry their own help.

Six sections (`network`, `input`, `data`, `augment`, `optim`, `run`); every field name is unique over all
sections, so that ``--set lr=1e-3`` is as clear as ``--set optim.lr=1e-3``. `describe` gives one row a field
(help, limits, choices, expert or not): forms and help pages are made from it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeVar, get_args

from dfd_core.errors import UsageError
from dfd_core.faces.rules import RULES, CropRule, Normalisation, NormalisationKind

T = TypeVar("T", bool, int, float, str)

NORMALISATIONS: tuple[str, ...] = get_args(NormalisationKind)
CROP_RULES = tuple(RULES)


def _opt(
    default: T,
    text: str,
    *,
    low: float | None = None,
    high: float | None = None,
    choices: tuple[str, ...] = (),
    expert: bool = False,
) -> T:
    """A field with its help line (`text`), limits (inclusive), choices, and whether only experts need it."""
    meta = {"help": text, "min": low, "max": high, "choices": choices, "expert": expert}
    return field(default=default, metadata=meta)


@dataclass(frozen=True, slots=True)
class NetworkConfig:
    """What is trained, and from which weights."""

    network: str = _opt("seed-b1", "Architecture by name: seed-b1, seed-xception, dfd-small.")
    head: str = _opt(
        "notebook",
        "Head of the seed's networks: 'notebook' (dropout, linear) or 'submission' (with batch normalisation).",
        choices=("notebook", "submission", "none"),
        expert=True,
    )
    hidden: int = _opt(512, "Hidden units of the head.", low=1, high=8192, expert=True)
    dropout: float = _opt(0.75, "Share of head units dropped while training.", low=0.0, high=0.95, expert=True)
    width: float = _opt(1.0, "Width multiplier of dfd-small (1.0 is about 0.7 M parameters).", low=0.1, high=8.0)
    pool: str = _opt(
        "mean",
        "How dfd-small sums up a face: its 'mean', or also learned 'places' of it (cut faces lie alike).",
        choices=("mean", "places"),
        expert=True,
    )
    mirror: bool = _opt(
        False, "Let dfd-small read every face and its mirror image when screening (twice the cost).", expert=True
    )
    start: str = _opt(
        "scratch", "First weights: 'scratch', 'imagenet' (asks for a download once) or a file (.pth or detector)."
    )


OWN_MARGIN, TIGHTEST_MARGIN = -1.0, -0.3
"""Values of `InputConfig.margin`: the crop rule's own, and the least that still shows a face."""


@dataclass(frozen=True, slots=True)
class InputConfig:
    """How a stored face becomes the network's input; screening does exactly the same."""

    size: int = _opt(150, "Side of the network's input in pixels.", low=32, high=1024)
    normalise: str = _opt("imagenet", "Scaling of pixel values.", choices=NORMALISATIONS)
    crop: str = _opt(
        "seed", "Crop rule by name; 'seed' is the bare box, 'tight' 5 % and 'wide' 25 % margin.", choices=CROP_RULES
    )
    margin: float = _opt(
        -1.0,
        "Margin on every side as a share of the box, below 0 = tighter, to -0.3 (-1 = the rule's own).",
        low=-1.0,
        high=2.0,
        expert=True,
    )

    def rule(self) -> CropRule:
        """The crop rule, with the margin that was asked for."""
        rule = RULES[self.crop]
        return rule if self.margin == OWN_MARGIN else replace(rule, margin=(self.margin,) * 4)

    def normalisation(self) -> Normalisation:
        """The scaling of pixel values."""
        return Normalisation.from_json(self.normalise)


@dataclass(frozen=True, slots=True)
class DataConfig:
    """Which faces an epoch sees, and how they are paired, divided and loaded."""

    balance: str = _opt(
        "undersample",
        "Fakes per epoch: 'undersample' to the number of reals (drawn afresh), 'oversample' the rarer class, 'all'.",
        choices=("undersample", "oversample", "all"),
    )
    frames_per_clip: int = _opt(1, "Random frames of each clip and epoch (0 = every stored frame).", low=0, high=1000)
    epoch_faces: int = _opt(0, "Upper limit of faces an epoch sees (0 = no limit).", low=0, expert=True)
    pairs: bool = _opt(False, "Put every fake beside a face of its own original in one batch.")
    skip_flagged: bool = _opt(True, "Leave out faces whose label is in doubt (flagged by the data-set builder).")
    split: str = _opt(
        "group:0.15", "Validation part: 'group:SHARE', 'folders' (the seed's DFDC parts), 'range:A,B' or a split file."
    )
    leak_check: bool = _opt(
        True, "Refuse a split with the same source or near-duplicate faces on both sides.", expert=True
    )
    valid_faces: int = _opt(4, "Validation faces of each clip, evenly spaced (0 = all).", low=0, high=1000)
    valid_balanced: bool = _opt(True, "Let real and fake faces count equally in the validation LogLoss.")
    blend: float = _opt(
        0.0, "Share of the fakes that are self-blended from real faces (1 = all of them).", low=0.0, high=1.0
    )
    blend_whole: float = _opt(
        0.5, "Share of self-blend pairs whose real photo gets the same edit as a whole.", low=0.0, high=1.0, expert=True
    )
    swap: float = _opt(
        0.0,
        "Share of the self-blends that take another person's face of like shape instead.",
        low=0.0,
        high=1.0,
        expert=True,
    )
    rebuild: float = _opt(
        0.0,
        "Share of the self-blends whose face is rebuilt from other people's (eigenfaces), soft as a generator's.",
        low=0.0,
        high=1.0,
        expert=True,
    )
    finish: str = _opt(
        "photo",
        "What both faces of a blended pair get alike: a 'photo' is rescaled, noised and saved as JPEG; a 'video' "
        "shrinks the face, compresses it as H.264 and enlarges it again.",
        choices=("photo", "video"),
        expert=True,
    )
    work_size: int = _opt(
        0,
        "Side in pixels at which crops are kept and blended before the resize (0 = input size).",
        low=0,
        high=1024,
        expert=True,
    )
    workers: int = _opt(-1, "Loader processes (-1 = as many as help here, 0 = none).", low=-1, high=64)
    cache_mb: int = _opt(2048, "Memory for decoded crops in MB (0 = decode every time).", low=0, high=1_000_000)


@dataclass(frozen=True, slots=True)
class AugmentConfig:
    """How training faces are varied; labels stay as they are, or are mixed with the pictures."""

    flip: float = _opt(0.2, "Probability of a mirrored face.", low=0.0, high=1.0)
    kind: str = _opt(
        "flip",
        "'flip' alone; 'seed' adds JPEG 8-30 or downscale .5-.75; 'light' for small data; 'strong' as the winners did.",
        choices=("flip", "seed", "light", "strong"),
    )
    augment_p: float = _opt(0.2, "Probability of the JPEG-or-downscale step of 'seed'.", low=0.0, high=1.0, expert=True)
    cutout: float = _opt(0.0, "Probability of blacking out a part of the face by its landmarks.", low=0.0, high=1.0)
    jitter: float = _opt(0.0, "Random shift and zoom of the crop, as a share of its side.", low=0.0, high=0.3)
    window: int = _opt(
        0,
        "Train on a random window of so many pixels of the input; validation and screening see all of it (0 = off).",
        low=0,
        high=1024,
        expert=True,
    )
    mixing: str = _opt(
        "none",
        "'seed': cutmix .4, mixup .4, plain .2; 'pairs': mixup of each fake with its own original (needs pairs).",
        choices=("none", "seed", "pairs"),
    )
    mixing_from: int = _opt(
        1, "Epoch from which faces are mixed: a small network learns faster from plain ones first.", low=1, high=100_000
    )
    mixing_alpha: float = _opt(
        0.4, "Both parameters of the Beta distribution of mixing shares.", low=0.01, high=10.0, expert=True
    )


@dataclass(frozen=True, slots=True)
class OptimConfig:
    """Loss, optimiser and schedule."""

    epochs: int = _opt(20, "Passes over the training faces.", low=1, high=100_000)
    batch: int = _opt(64, "Faces per optimiser step, over all devices together.", low=2, high=65_536)
    accumulate: int = _opt(
        1, "Pieces that a batch is worked through in, to save memory.", low=1, high=1024, expert=True
    )
    optimiser: str = _opt("adam", "Rule by which the weights follow the gradients.", choices=("adam", "adamw", "sgd"))
    lr: float = _opt(5e-4, "Learning rate at the start (peak with warm-up).", low=1e-8, high=10.0)
    weight_decay: float = _opt(
        0.0, "Decay of weights towards zero, normalisation and biases left alone.", low=0.0, high=1.0
    )
    schedule: str = _opt("plateau", "Learning rate over time.", choices=("plateau", "cosine", "constant"))
    factor: float = _opt(0.7, "Plateau: factor of each reduction.", low=0.01, high=0.99, expert=True)
    patience: int = _opt(5, "Plateau: epochs without a better validation loss before a reduction.", low=0, high=1000)
    min_lr: float = _opt(1e-5, "Learning rate never below this.", low=0.0, high=1.0, expert=True)
    warmup: float = _opt(0.0, "Epochs of linear warm-up.", low=0.0, high=100.0, expert=True)
    keep: str = _opt(
        "log_loss",
        "The epoch that becomes the detector: of best validation LogLoss (the seed's), of best AUC, or the last.",
        choices=("log_loss", "auc", "last"),
        expert=True,
    )
    stop_after: int = _opt(0, "Stop after so many epochs without a better epoch (0 = never).", low=0, high=10_000)
    smoothing: float = _opt(0.0, "Label smoothing: targets s and 1 - s.", low=0.0, high=0.4)
    separate: bool = _opt(False, "Average the losses of real and fake faces apart, so that both classes weigh equally.")
    mask_weight: float = _opt(
        0.0, "Weight of the blend-mask side loss (networks with a mask head).", low=0.0, high=10.0
    )
    method_weight: float = _opt(
        0.0, "Weight of the side loss that tells the manipulation methods apart (0 = off).", low=0.0, high=10.0
    )
    clip_norm: float = _opt(0.0, "Gradient norm limit (0 = none).", low=0.0, high=1000.0)
    ema: float = _opt(
        0.0, "Decay of averaged weights, used for validation and the result (0 = off).", low=0.0, high=0.99999
    )


@dataclass(frozen=True, slots=True)
class RunConfig:
    """The machine's side of a run. Nothing here changes what is learnt, but for `seed` and `amp`."""

    seed: int = _opt(0, "Seed of everything random.", low=0, high=2**31 - 1)
    device: str = _opt("auto", "auto, cpu, cuda, cuda:N or mps.")
    amp: str = _opt(
        "auto",
        "Mixed precision ('auto': bf16 or fp16 on CUDA, none elsewhere).",
        choices=("auto", "no", "fp16", "bf16"),
    )
    channels_last: bool = _opt(True, "Memory layout that convolutions like best.", expert=True)
    compile: bool = _opt(False, "torch.compile (minutes of start-up; pays on long GPU runs).", expert=True)
    threads: int = _opt(0, "CPU threads of the network (0 = library default).", low=0, high=1024, expert=True)
    save_minutes: float = _opt(10.0, "Longest time between two saves of the state.", low=0.0, high=10.0)
    preview: int = _opt(12, "Validation faces shown with their scores after each epoch.", low=0, high=256)
    calibrate: bool = _opt(True, "Calibrate the finished detector on the validation faces.", expert=True)


Section = NetworkConfig | InputConfig | DataConfig | AugmentConfig | OptimConfig | RunConfig


@dataclass(frozen=True, slots=True)
class TrainConfig:
    """One run. `recipe` is the name of the recipe it came from, `about` its sentence for people."""

    recipe: str = "custom"
    about: str = ""
    network: NetworkConfig = field(default_factory=NetworkConfig)
    input: InputConfig = field(default_factory=InputConfig)
    data: DataConfig = field(default_factory=DataConfig)
    augment: AugmentConfig = field(default_factory=AugmentConfig)
    optim: OptimConfig = field(default_factory=OptimConfig)
    run: RunConfig = field(default_factory=RunConfig)

    def validate(self) -> None:
        """Check every limit and what must fit together.

        Raises:
            UsageError: the first thing that is wrong, naming the field and what it may be.
        """
        for row in describe(self):
            _check_row(row)
        _check_together(self)

    @property
    def work_px(self) -> int:
        """Side in pixels of a decoded crop before augmentation."""
        return self.data.work_size or self.input.size


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field as a form needs it: `key` is ``section.name``; limits are None where there is none."""

    key: str
    value: bool | int | float | str
    help: str
    min: float | None
    max: float | None
    choices: tuple[str, ...]
    expert: bool

    @property
    def kind(self) -> type:
        """``bool``, ``int``, ``float`` or ``str``."""
        return type(self.value)


def sections(config: TrainConfig) -> Iterator[tuple[str, Section]]:
    """The six sections by name, in order."""
    for entry in fields(config):
        part = getattr(config, entry.name)
        if is_dataclass(part):
            yield entry.name, part  # type: ignore[misc]


def describe(config: TrainConfig | None = None) -> list[FieldRow]:
    """Every field with its present value, help line and limits."""
    rows = []
    for name, part in sections(config or TrainConfig()):
        for entry in fields(part):
            meta = entry.metadata
            value = getattr(part, entry.name)
            limits = (meta["min"], meta["max"], meta["choices"], meta["expert"])
            rows.append(FieldRow(f"{name}.{entry.name}", value, meta["help"], *limits))
    return rows


def to_dict(config: TrainConfig) -> dict[str, Any]:
    """Plain nested values, as written to TOML."""
    data: dict[str, Any] = {"recipe": config.recipe, "about": config.about}
    for name, part in sections(config):
        data[name] = {entry.name: getattr(part, entry.name) for entry in fields(part)}
    return data


def differences(old: TrainConfig, new: TrainConfig, ignore: tuple[str, ...] = ()) -> list[str]:
    """Fields that differ, as ``key: old -> new``; keys or sections in `ignore` do not count."""
    before = {row.key: row.value for row in describe(old)}
    found = []
    for row in describe(new):
        skipped = row.key in ignore or row.key.partition(".")[0] in ignore
        if not skipped and before[row.key] != row.value:
            found.append(f"{row.key}: {before[row.key]} -> {row.value}")
    return found


def _check_row(row: FieldRow) -> None:
    if row.choices and row.value not in row.choices:
        raise UsageError("bad_setting", f"{row.key} = {row.value!r} is not one of {', '.join(row.choices)}")
    if isinstance(row.value, str):
        return
    number = float(row.value)
    low, high = row.min, row.max
    if not math.isfinite(number) or (low is not None and number < low) or (high is not None and number > high):
        raise UsageError("bad_setting", f"{row.key} = {row.value} is outside {_span(low, high)}")


def _span(low: float | None, high: float | None) -> str:
    if high is None:
        return f"{low:g} and above"
    return f"{low:g} to {high:g}"


def _check_together(config: TrainConfig) -> None:
    data, optim = config.data, config.optim
    if config.augment.mixing == "pairs" and not (data.pairs or data.blend == 1.0):
        raise UsageError("bad_setting", "augment.mixing = 'pairs' needs data.pairs = true or data.blend = 1")
    if OWN_MARGIN < config.input.margin < TIGHTEST_MARGIN:
        raise UsageError(
            "bad_setting",
            f"input.margin = {config.input.margin:g} leaves too little of the face",
            "-0.3 and above, or -1",
        )
    if data.swap + data.rebuild > 1.0:
        raise UsageError("bad_setting", "data.swap and data.rebuild together are more than 1", "lower one of them")
    if optim.accumulate > optim.batch // 2:
        raise UsageError(
            "bad_setting",
            "optim.accumulate leaves fewer than two faces a piece",
            "raise optim.batch or lower optim.accumulate",
        )
    if optim.mask_weight and config.network.network != "dfd-small":
        raise UsageError(
            "bad_setting",
            f"optim.mask_weight needs a network with a mask head (dfd-small), not {config.network.network}",
        )
    if 0 < config.augment.window < 32 or config.augment.window > config.input.size:
        raise UsageError("bad_setting", "augment.window must be 32 px to input.size, or 0")
    if config.data.work_size and config.data.work_size < config.input.size:
        raise UsageError("bad_setting", "data.work_size must not be smaller than input.size")
