"""From a plan's units to batches of tensors: decode, crop, blend, vary, normalise, in loader processes."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeAlias

import cv2
import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset

from dfd_core.errors import DfdError
from dfd_core.faces.crop import cut, to_input
from dfd_core.faces.rules import Normalisation
from dfd_core.training.augment import Augmenter
from dfd_core.training.cache import CropCache, Face
from dfd_core.training.config import TrainConfig
from dfd_core.training.donors import Donors
from dfd_core.training.eigenfaces import FACES, LEAST_FACES, Eigenfaces
from dfd_core.training.items import FaceItem
from dfd_core.training.pictures import read_picture
from dfd_core.training.places import landmarks_in_crop
from dfd_core.training.sampler import Draw, EpochSampler
from dfd_core.training.selfblend import SelfBlend, finish, self_blend
from dfd_core.training.swap import rebuilt_face, swap_face
from dfd_core.training.video_look import as_video
from dfd_core.types import Detection, FloatArray, Image, Points

VALIDATION = -1
"""The epoch number of validation draws: nothing is varied there, and self-blends are always the same."""

MASK_STRIDE = 8
KINDS, SELF_BLENDED = 16, 1
"""What the side head tells apart: real, self-blended, and the methods by name, of which late ones share the last."""
_BLEND_STREAM = 202


class Entry(NamedTuple):
    """A face and the folder that its file lies in."""

    root: Path
    item: FaceItem


class Sample(NamedTuple):
    """One face as it goes into a batch; `partner` is the offset of its pair's other face, 0 for none.

    `mask` is the blend mask at 1/8 of the resolution, 0..1; None where it is not known.
    """

    image: Image
    label: int
    entry: int
    position: int
    partner: int = 0
    mask: FloatArray | None = None
    kind: int = 0


class Batch(NamedTuple):
    """Tensors of n faces.

    ``images`` (n, 3, S, S) float32, normalised; ``labels`` (n,) float32; ``masks`` (n, 1, S/8, S/8) float32 with -1
    where unknown; ``kinds`` (n, KINDS) float32 shares; ``partners`` (n,) int64 numbers within the batch, -1 for none;
    ``entries`` and ``positions`` (n,) int64 as in the plan.
    """

    images: torch.Tensor
    labels: torch.Tensor
    masks: torch.Tensor
    kinds: torch.Tensor
    partners: torch.Tensor
    entries: torch.Tensor
    positions: torch.Tensor


Samples: TypeAlias = "list[Sample] | DfdError"
"""An error travels as a value: torch rebuilds exceptions of loader processes by their text alone."""


class FaceDataset(Dataset[Samples]):
    """Makes the samples of a draw, the same in whatever process and order.

    Args:
        entries: all faces, of both sides; units hold numbers of this list.
        config: the recipe.
        cache: where decoded crops are kept, or None.
        trained: so many entries, the first ones, are trained on, the others validate (-1: all are trained on).
    """

    def __init__(
        self, entries: Sequence[Entry], config: TrainConfig, cache: CropCache | None = None, trained: int = -1
    ) -> None:
        self.entries = tuple(entries)
        self.config = config
        self.rule = config.input.rule()
        self._cache = cache
        self._augmenter: Augmenter | None = None
        self._kinds = _kind_numbers(entries)
        self._trained = len(entries) if trained < 0 else trained
        items = [entry.item for entry in entries]
        self._donors = Donors(items, (range(self._trained), range(self._trained, len(items))))

    def __getitem__(self, draw: Draw) -> Samples:
        try:
            return self._blended(draw) if draw.unit.blend else self._plain(draw)
        except DfdError as error:
            return error

    def face(self, number: int) -> Face:
        """The crop of an entry at the working size, with its landmarks (of an average face where none are stored).

        Raises:
            DfdError: the file is missing, no picture, or the box lies outside of it.
        """
        kept = self._cache.get(number) if self._cache else None
        if kept is not None:
            return kept
        face = self._decoded(self.entries[number])
        if self._cache:
            self._cache.put(number, face)
        return face

    def _decoded(self, entry: Entry) -> Face:
        path, size = entry.root / entry.item.file, self.config.work_px
        image = read_picture(path)
        height, width = image.shape[:2]
        box = entry.item.box if _has_box(entry.item) else (0.0, 0.0, float(width), float(height))
        try:
            crop = cut(image, Detection(box, 1.0, entry.item.landmarks), self.rule, size)
        except DfdError as error:
            raise DfdError(error.code, f"{path}: {error.message}", "build the face set again") from error
        return Face(crop, landmarks_in_crop(self.rule, box, entry.item.landmarks, (height, width), size))

    def _plain(self, draw: Draw) -> list[Sample]:
        numbers = [draw.unit.first] + ([draw.unit.second] if draw.unit.second >= 0 else [])
        faces = [self.face(number) for number in numbers]
        labels = [self.entries[number].item.label for number in numbers]
        images, _ = self._varied([face.image for face in faces], None, faces[0].landmarks, draw)
        kinds = [
            self._kinds.get(self.entries[number].item.method, 0) if label else 0
            for number, label in zip(numbers, labels, strict=True)
        ]
        return self._samples(images, labels, kinds, numbers, None, draw)

    def _blended(self, draw: Draw) -> list[Sample]:
        """The real face and its self-blend; alone in validation, where both are always the same."""
        number, video = draw.unit.first, self.config.data.finish == "video"
        face = self.face(number)
        rng = np.random.default_rng((self.config.run.seed, _BLEND_STREAM, draw.epoch + 1, draw.position))
        pair = self._forged(number, face, rng) or self_blend(*face, rng, self.config.data.blend_whole)
        images = [pair.real, pair.fake]
        images, mask = self._varied(as_video(images, rng) if video else images, pair.mask, face.landmarks, draw)
        if not video and (draw.epoch == VALIDATION or not self._varier().degrades):
            images = finish(images, rng)
        return self._samples(images, [0, 1], [0, SELF_BLENDED], [number, number], mask, draw)

    def _forged(self, number: int, face: Face, rng: np.random.Generator) -> SelfBlend | None:
        """Another person's face over this one, or a rebuilt one, in the shares that the recipe wants; None else."""
        swap, rebuild = self.config.data.swap, self.config.data.rebuild
        drawn = rng.random() if swap or rebuild else 1.0
        if drawn < swap:
            donor = self._donors.of(number, rng)
            return None if donor < 0 else swap_face(*face, *self.face(donor), rng)
        if drawn < swap + rebuild and (eigenfaces := self._eigenfaces):
            return rebuilt_face(*face, eigenfaces, rng, 1 - self._real_places.get(number, 0) % 2)
        return None

    @cached_property
    def _eigenfaces(self) -> Eigenfaces | None:
        """Of the real faces that are trained on, at most `FACES` evenly spread; None where they are too few."""
        wanted = sorted(self._real_places)
        return Eigenfaces([self.face(number) for number in wanted]) if len(wanted) >= LEAST_FACES else None

    @cached_property
    def _real_places(self) -> dict[int, int]:
        """Place among the eigenfaces' faces by number of the entry."""
        reals = [number for number in range(self._trained) if not self.entries[number].item.label]
        step = max(1, -(-len(reals) // FACES))
        return {number: place for place, number in enumerate(reals[::step])}

    def _varied(
        self, images: list[Image], mask: FloatArray | None, points: Points, draw: Draw
    ) -> tuple[list[Image], FloatArray | None]:
        """Cut-out, geometry, resize to the input size and look, alike for all images of the draw."""
        if draw.epoch == VALIDATION:
            return [self._sized(image) for image in images], mask
        rng = np.random.default_rng((self.config.run.seed, draw.epoch, draw.position))
        varier = self._varier()
        images = varier.cut_out(images, points, rng)
        images, mask = varier.geometry(images, mask, int(rng.integers(2**31)))
        images, mask = self._windowed([self._sized(image) for image in images], mask, rng)
        return varier.look(images, int(rng.integers(2**31))), mask

    def _windowed(
        self, images: list[Image], mask: FloatArray | None, rng: np.random.Generator
    ) -> tuple[list[Image], FloatArray | None]:
        """The same random window of all images and the mask, where the recipe trains on windows."""
        side, window = self.config.input.size, self.config.augment.window
        if not 0 < window < side:
            return images, mask
        y, x = (int(value) for value in rng.integers(0, side - window + 1, 2))
        if mask is not None:
            mask = np.asarray(cv2.resize(mask, (side, side), interpolation=cv2.INTER_AREA), np.float32)
            mask = mask[y : y + window, x : x + window]
        return [np.ascontiguousarray(image[y : y + window, x : x + window]) for image in images], mask

    def _varier(self) -> Augmenter:
        if self._augmenter is None:
            self._augmenter = Augmenter(self.config.augment)
        return self._augmenter

    def _sized(self, image: Image) -> Image:
        size = self.config.input.size
        if image.shape[0] == size:
            return image
        return np.asarray(cv2.resize(image, (size, size), interpolation=cv2.INTER_AREA), np.uint8)

    def _samples(
        self,
        images: list[Image],
        labels: list[int],
        kinds: list[int],
        numbers: list[int],
        mask: FloatArray | None,
        draw: Draw,
    ) -> list[Sample]:
        side = -(-images[0].shape[0] // MASK_STRIDE)
        nothing = np.zeros((side, side), np.float32)
        small = None if mask is None else _reduced(mask, side)
        masks = [small if label else nothing for label in labels]
        partners = [1, -1] if len(images) == 2 else [0]
        return [
            Sample(image, label, number, draw.position, partner, known, kind)
            for image, label, kind, number, partner, known in zip(
                images, labels, kinds, numbers, partners, masks, strict=True
            )
        ]

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_augmenter": None}


class Collate:
    """Samples of a batch's draws to one `Batch` (or the first error)."""

    def __init__(self, normalisation: Normalisation) -> None:
        self._normalisation = normalisation

    def __call__(self, made: Sequence[Samples]) -> Batch | DfdError:
        """Stack, normalise and number the partners."""
        samples: list[Sample] = []
        for part in made:
            if isinstance(part, DfdError):
                return part
            samples += part
        images = to_input(np.stack([sample.image for sample in samples]), self._normalisation)
        return Batch(
            torch.from_numpy(images),
            torch.tensor([sample.label for sample in samples], dtype=torch.float32),
            torch.from_numpy(_stack_masks(samples)),
            torch.nn.functional.one_hot(torch.tensor([sample.kind for sample in samples]), KINDS).float(),
            torch.tensor([place + sample.partner if sample.partner else -1 for place, sample in enumerate(samples)]),
            torch.tensor([sample.entry for sample in samples]),
            torch.tensor([sample.position for sample in samples]),
        )


def make_loader(
    dataset: FaceDataset, sampler: EpochSampler, workers: int, *, pin: bool
) -> DataLoader[Batch | DfdError]:
    """A loader of whole batches; its processes start once (by ``spawn``, as on every platform) and stay."""
    return DataLoader(
        dataset,  # type: ignore[arg-type]
        batch_sampler=sampler,
        num_workers=workers,
        collate_fn=Collate(dataset.config.input.normalisation()),
        pin_memory=pin,
        persistent_workers=workers > 0,
        multiprocessing_context="spawn" if workers else None,
        worker_init_fn=_start_worker,
        prefetch_factor=4 if workers else None,
    )


def loader_processes(wanted: int, *, on_gpu: bool) -> int:
    """How many loader processes to run: as asked, or as help on this machine."""
    if wanted >= 0:
        return wanted
    cores = os.cpu_count() or 1
    if on_gpu:
        return min(max(cores - 1, 1), 16)
    return min(cores - 1, 2)


def _start_worker(_: int) -> None:
    """One thread each; Ctrl-C is the main process's affair."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)


def _reduced(mask: FloatArray, side: int) -> FloatArray:
    return np.asarray(cv2.resize(mask, (side, side), interpolation=cv2.INTER_AREA), np.float32)


def _stack_masks(samples: Sequence[Sample]) -> FloatArray:
    side = next((sample.mask.shape[0] for sample in samples if sample.mask is not None), 1)
    unknown = np.full((side, side), -1.0, np.float32)
    return np.stack([unknown if sample.mask is None else sample.mask for sample in samples])[:, None]


def _kind_numbers(entries: Sequence[Entry]) -> dict[str, int]:
    methods = sorted({entry.item.method for entry in entries if entry.item.label})
    return {method: min(number, KINDS - 1) for number, method in enumerate(methods, SELF_BLENDED + 1)}


def _has_box(item: FaceItem) -> bool:
    x0, y0, x1, y1 = item.box
    return x1 > x0 and y1 > y0
