"""Everything that a run works with, set up once: sides, loader, network; and the passes over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from torch.utils.data import DataLoader

from dfd_core.errors import Cancelled, DfdError
from dfd_core.training.cache import CropCache
from dfd_core.training.config import TrainConfig
from dfd_core.training.data import VALIDATION, Batch, FaceDataset, loader_processes, make_loader
from dfd_core.training.sampler import Draw, EpochSampler, Index, Unit, batches, plan_epoch, plan_validation
from dfd_core.training.sides import Sides
from dfd_core.training.trainer import Scored, Trainer, checked

Plan = Sequence[Sequence[Draw]]


class Rig:
    """The data side of a run, tied to its trainer.

    Args:
        config: the recipe.
        sides: the faces.
        trainer: network and device.
        cache_file: where decoded crops are kept; None keeps none.
    """

    def __init__(self, config: TrainConfig, sides: Sides, trainer: Trainer, cache_file: Path | None) -> None:
        self.config, self.sides, self.trainer = config, sides, trainer
        rank, world = trainer.accelerator.process_index, trainer.world
        self._index = Index([entry.item for entry in sides.train])
        self.valid_plan = self._validation_plan(2 * world)
        self._cache = self._make_cache(cache_file, rank, world)
        self.dataset = FaceDataset(sides.entries, config, self._cache, len(sides.train))
        self._sampler = EpochSampler(rank, world)
        on_gpu = trainer.device.type == "cuda"
        self.workers = loader_processes(config.data.workers, on_gpu=on_gpu)
        self._loader: DataLoader[Batch | DfdError] = make_loader(self.dataset, self._sampler, self.workers, pin=on_gpu)

    def plan(self, epoch: int) -> Plan:
        """The batches of an epoch, the same in every process and after a resume."""
        units = plan_epoch(self._index, self.config.data, self.config.run.seed, epoch)
        return batches(units, epoch, self.config.optim.batch, at_least=2 * self.trainer.world)

    def load(self, plan: Plan, first: int = 0) -> Iterator[Batch]:
        """This process's part of each batch of a plan, from batch `first` on.

        Raises:
            DfdError: a face cannot be read.
        """
        self._sampler.set(plan, first)
        for batch in self._loader:
            yield checked(batch)

    def validate(self, stop: Callable[[], bool]) -> Scored:
        """Score all validation faces with the present weights.

        Args:
            stop: polled after every batch; must answer alike in all processes.

        Raises:
            Cancelled: `stop` said so.
        """
        return self.trainer.score(_until(self.load(self.valid_plan), stop))

    def close(self) -> None:
        """End the loader processes and delete the cache."""
        del self._loader
        if self._cache is not None:
            self._cache.close()

    def _validation_plan(self, smallest: int) -> Plan:
        first = len(self.sides.train)
        units = plan_validation(Index([entry.item for entry in self.sides.valid]), self.config.data)
        shifted = [Unit(unit.first + first, -1, unit.blend) for unit in units]
        return batches(shifted, VALIDATION, max(self.config.optim.batch, smallest), at_least=smallest)

    def _make_cache(self, path: Path | None, rank: int, world: int) -> CropCache | None:
        limit = self.config.data.cache_mb // world
        if path is None or not limit:
            return None
        own = path.with_name(f"{path.name}.{rank}")
        return CropCache(own, len(self.sides.entries), self.config.work_px, limit)


def _until(batches: Iterator[Batch], stop: Callable[[], bool]) -> Iterator[Batch]:
    for batch in batches:
        yield batch
        if stop():
            raise Cancelled
