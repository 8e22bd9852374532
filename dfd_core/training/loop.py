"""The one training loop: `fit` is a generator of events that the command line, the worker and the tests drive."""

from __future__ import annotations

import math
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from accelerate.utils import broadcast_object_list

from dfd_core.detectors.calibration import sigmoid
from dfd_core.detectors.card import DetectorCard
from dfd_core.detectors.library import Library
from dfd_core.errors import Cancelled, DfdError, UsageError
from dfd_core.paths import user_paths
from dfd_core.training import metrics, result, starts
from dfd_core.training.check import fitted_backward, run_check
from dfd_core.training.checkpoint import RunFolder, disk_errors
from dfd_core.training.config import TrainConfig
from dfd_core.training.control import Control
from dfd_core.training.data import Batch
from dfd_core.training.events import (
    BatchDone,
    EpochDone,
    EpochStarted,
    Finished,
    Notice,
    Saved,
    Stopped,
    TrainEvent,
)
from dfd_core.training.options import RunOptions, write_inputs
from dfd_core.training.preview import Preview, write_preview
from dfd_core.training.progress import Pace, Progress
from dfd_core.training.rig import Plan, Rig
from dfd_core.training.schedule import Plateau, learning_rate
from dfd_core.training.scores import write_scores
from dfd_core.training.sides import load_sides
from dfd_core.training.split import Split, save_split
from dfd_core.training.trainer import Scored, Trainer, device_error

EVENT_GAP_S = 0.25
"""Batch events come no closer than this, and a GPU is waited for no more often."""
HISTORY_GAP_S = 10.0

_LEAVING = ("pause", "cancel", "discard")

Events = Generator[TrainEvent, None, str]
"""Events, and in the end the reason to stop (empty: go on)."""


def fit(
    config: TrainConfig,
    data: Path | Sequence[Path],
    out: Path,
    control: Control | None = None,
    options: RunOptions | None = None,
) -> Iterator[TrainEvent]:
    """Train one detector.

    Args:
        config: the recipe, checked again here.
        data: folder of a face set, or several.
        out: the run's folder.
        control: requests from outside, polled after every batch.
        options: see `RunOptions`.

    Yields:
        Events (see `dfd_core.training.events`); from the first process only where there are several.

    Raises:
        UsageError: the recipe, the data or the folder do not allow the run.
        DfdError: the loss is not a number, the disk is full, the device is lost: the last good state is kept.
    """
    config.validate()
    roots = [data] if isinstance(data, Path) else list(data)
    run = _Run(config, roots, RunFolder(out), control or Control(), options or RunOptions())
    try:
        for event in run.events():
            if run.main:
                run.log(event)
                yield event
    except RuntimeError as error:
        clear = device_error(error)
        if clear is None:
            raise
        raise clear from error
    finally:
        run.close()


class _Run:
    """One call of `fit`."""

    trainer: Trainer
    rig: Rig

    def __init__(
        self, config: TrainConfig, roots: Sequence[Path], folder: RunFolder, control: Control, options: RunOptions
    ) -> None:
        self.config, self.roots, self.folder = config, roots, folder
        self.control, self.options = control, options
        self.card = result.first_card(config, options.name)
        self.progress = Progress(plateau=Plateau(config.optim.lr))
        self.pace = Pace()
        self.preview = Preview({}, {})
        self.began = self.saved_at = time.monotonic()
        self.logged_at = self.told_at = -math.inf
        self.unread: torch.Tensor | None = None

    @property
    def main(self) -> bool:
        """Whether this process writes and reports."""
        return self.trainer.accelerator.is_main_process

    @property
    def writes(self) -> bool:
        """Whether this process may write into the run's folder."""
        return self.main and not self.options.check_only

    def log(self, event: TrainEvent) -> None:
        """Keep the event in the run's history; of the batches one in a while."""
        now = time.monotonic()
        if isinstance(event, BatchDone):
            if now - self.logged_at < HISTORY_GAP_S:
                return
            self.logged_at = now
        if self.writes and self.folder.config.exists():
            self.folder.log(event, now - self.began)

    def close(self) -> None:
        """Let go of loader processes, cache and device."""
        if hasattr(self, "rig"):
            self.rig.close()
        if hasattr(self, "trainer"):
            self.trainer.close()

    # -- the whole run ---------------------------------------------------------------------------------------

    def events(self) -> Iterator[TrainEvent]:
        """From the first look at the data to the detector."""
        yield from self._set_up()
        if self.options.check_only or not self.options.resume:
            yield run_check(self.rig)
        if self.options.check_only:
            return
        reason = ""
        while not reason and not self.progress.done(self.config.optim):
            reason = yield from self._epoch()
        if reason in _LEAVING:
            yield from self._leave(reason)
            return
        yield from self._finish()

    def _set_up(self) -> Iterator[TrainEvent]:
        options, config = self.options, self.config
        start = starts.Start() if options.resume else starts.load(config, self.card)
        self.trainer = Trainer(config, self.card, start.weights)
        if options.install and options.name and not options.resume:
            result.free_name(Library(user_paths()), options.name, explicit=True)
        if self.writes:
            self.folder.check(config, resume=options.resume)
        sides = load_sides(config, self.roots, options.valid, check=self.main and not options.resume)
        self.rig = Rig(config, sides, self.trainer, None if options.check_only else self.folder.cache)
        if start.notice:
            yield Notice(start.notice)
        if self.writes:
            if not options.resume:
                self.folder.begin(config)
                write_inputs(self.folder.root, self.roots, options)
            train, valid = ([entry.item for entry in side] for side in (sides.train, sides.valid))
            save_split(Split(tuple(train), tuple(valid)), self.folder.split)
            draws = [draw for batch in self.rig.valid_plan for draw in batch]
            self.preview = write_preview(self.rig.dataset, draws, config.run.preview, self.folder.preview)
        if options.resume:
            yield self._restore()
        self.trainer.accelerator.wait_for_everyone()

    def _restore(self) -> TrainEvent:
        state = self.folder.load_last()
        if state is None:
            return Notice("the run ended before its first save: it begins anew")
        if state["data"] != self.rig.sides.digest:
            raise UsageError(
                "run_differs",
                f"{self.folder.root}: the run was begun with other faces",
                "resume with the same --data, or choose another --out",
            )
        self.trainer.restore(state["trainer"])
        self.progress = Progress.from_json(state["progress"])
        if self.main:
            self.folder.rewind(self.progress.epoch, self.progress.batch)
        return Notice(f"resumed in epoch {self.progress.epoch} after {self.progress.batch} batches")

    # -- one epoch -------------------------------------------------------------------------------------------

    def _epoch(self) -> Events:
        began, plan = time.monotonic(), self.rig.plan(self.progress.epoch)
        yield EpochStarted(self.progress.epoch, self.config.optim.epochs, len(plan), self.progress.batch)
        reason = yield from self._batches(plan)
        if reason in _LEAVING:
            return reason
        try:
            clock = time.monotonic()
            scored = self.rig.validate(self._leaving)
        except Cancelled:  # the epoch's steps are done and saved; a resumed run begins with this validation
            return self._request()
        self.pace.valid_s = time.monotonic() - clock
        self.progress.stopped = bool(reason)
        yield from self._validated(scored, plan, began)
        return reason

    def _batches(self, plan: Plan) -> Events:
        progress = self.progress
        self.pace.begin_epoch()
        began = asked = time.perf_counter()
        for batch in self.rig.load(plan, progress.batch):
            waited = time.perf_counter() - asked
            yield from self._step(batch, len(plan))
            now = time.perf_counter()
            self.pace.batch_done(now - began, waited, len(batch.labels) * self.trainer.world)
            began = now
            if self._due(len(plan)):
                yield self._batch_event(len(plan))
            if time.monotonic() - self.saved_at >= 60.0 * self.config.run.save_minutes and progress.batch < len(plan):
                yield self._save_last()
            reason = self._request()
            if reason:
                self._read_loss()
                return reason
            asked = time.perf_counter()
        self._read_loss()
        return ""

    def _step(self, batch: Batch, batches: int) -> Iterator[TrainEvent]:
        progress, trainer, pieces = self.progress, self.trainer, self.trainer.pieces
        rate = learning_rate(self.config.optim, progress.plateau, progress.epoch, progress.batch, batches)
        loss = fitted_backward(trainer, batch, progress.epoch, progress.batch)
        trainer.apply(rate)
        faces = len(batch.labels)
        self.unread = loss * faces if self.unread is None else self.unread + loss * faces
        progress.loss_faces += faces
        progress.batch += 1
        if trainer.device.type == "cpu":
            self._read_loss()
        if trainer.pieces != pieces:
            yield Notice(f"out of memory: a batch is now worked through in {trainer.pieces} pieces")

    def _read_loss(self) -> None:
        """Wait for the device and add up its losses.

        Raises:
            DfdError: ``loss_not_finite``.
        """
        if self.unread is None:
            return
        value, self.unread = float(self.unread), None
        if not math.isfinite(value):
            place = f"epoch {self.progress.epoch}, batch {self.progress.batch}"
            raise DfdError(
                "loss_not_finite",
                f"the loss is not a number any more ({place}); the last good state is kept",
                "begin again with a lower lr, with clip_norm = 1, or with amp = no",
            )
        self.progress.loss_sum += value

    def _due(self, batches: int) -> bool:
        now = time.monotonic()
        if now - self.told_at < EVENT_GAP_S and self.progress.batch < batches:
            return False
        self.told_at = now
        return True

    def _batch_event(self, batches: int) -> BatchDone:
        self._read_loss()
        progress, optim = self.progress, self.config.optim
        rate = learning_rate(optim, progress.plateau, progress.epoch, progress.batch - 1, batches)
        left = self.pace.left_s(progress, batches, optim.epochs)
        pace = self.pace.examples_per_s
        return BatchDone(progress.epoch, progress.batch, batches, progress.mean_loss, rate, pace, left)

    def _request(self) -> str:
        """What the outside wants; the first process decides for all."""
        if self.trainer.world == 1:
            return self.control.poll()
        return broadcast_object_list([self.control.poll()])[0]

    def _leaving(self) -> bool:
        return self._request() in _LEAVING

    def _validated(self, scored: Scored, plan: Plan, began: float) -> Iterator[TrainEvent]:
        progress, optim = self.progress, self.config.optim
        rate = learning_rate(optim, progress.plateau, progress.epoch, max(progress.batch - 1, 0), len(plan))
        clipped, raw, auc = self._figures(scored)
        progress.plateau.epoch_done(raw, optim)
        value = {"log_loss": clipped, "auc": -auc, "last": -float(progress.epoch)}[optim.keep]
        is_best = value < progress.best_value
        epoch, train_loss = progress.epoch, progress.mean_loss
        if is_best:
            progress.best_value, progress.best_log_loss, progress.best_epoch = value, clipped, epoch
        progress.next_epoch()
        yield EpochDone(
            epoch,
            train_loss,
            raw,
            clipped,
            auc,
            rate,
            progress.plateau.bad_epochs,
            optim.patience if optim.schedule == "plateau" else 0,
            is_best,
            time.monotonic() - began,
            self.pace.examples_per_s,
            self.pace.left_s(progress, len(plan), optim.epochs),
            self.pace.loader_wait,
            self.preview.faces(scored) if self.main else (),
        )
        if is_best:
            if self.writes:
                self.folder.save_best({"weights": self.trainer.weights(), "epoch": epoch, "log_loss": clipped})
            yield Saved("best", self.folder.best, epoch)
        if optim.stop_after and epoch - progress.best_epoch >= optim.stop_after and not progress.stopped:
            progress.stopped = True
            yield Stopped("no_progress", resumable=False)
        yield self._save_last()

    def _figures(self, scored: Scored) -> tuple[float, float, float]:
        """LogLoss clipped and raw, and AUC."""
        scores, balanced = sigmoid(scored.logits), self.config.data.valid_balanced
        clipped = result.balanced_log_loss(scored.labels, scores, balanced=balanced)
        raw = result.balanced_log_loss(scored.labels, scores, None, balanced=balanced)
        if not math.isfinite(raw):
            raise DfdError(
                "loss_not_finite",
                "the network's scores are not numbers any more; the last good state is kept",
                "begin again with a lower lr",
            )
        return clipped, raw, metrics.auc(scored.labels, scores)

    # -- saving and ending -----------------------------------------------------------------------------------

    def _save_last(self) -> Saved:
        self._read_loss()
        progress = self.progress
        if self.writes:
            state = {"trainer": self.trainer.state(), "progress": progress.to_json(), "data": self.rig.sides.digest}
            self.folder.save_last(state)
        self.saved_at = time.monotonic()
        return Saved("last", self.folder.last, progress.epoch, progress.batch)

    def _leave(self, reason: str) -> Iterator[TrainEvent]:
        if reason == "discard":
            if self.main:
                self.folder.discard()
            yield Stopped(reason, resumable=False)
            return
        yield self._save_last()
        yield Stopped(reason, resumable=True)

    def _finish(self) -> Iterator[TrainEvent]:
        """Score with the best weights in full precision and make the detector of them."""
        self.trainer.accelerator.wait_for_everyone()  # the first process may still be writing them
        best = self.folder.load_best()
        self.trainer.use(best["weights"])
        try:
            scored = self.rig.validate(self._leaving)
        except Cancelled:
            yield from self._leave(self._request())
            return
        if not self.main:
            return
        sides = self.rig.sides
        figures = {"best_epoch": best["epoch"], "validation": result.valid_figures(sides, scored)}
        card = self.card
        if self.config.run.calibrate:
            calibration, errors, why = result.calibrate(sides, scored)
            figures["validation"] |= errors
            if calibration:
                card = replace(card, calibration=calibration, thresholds=result.bands(sides, scored, calibration))
            if why:
                yield Notice(why)
        with disk_errors(self.folder.scores):
            write_scores(self.folder.scores, result.held_out(sides, scored, card.calibration))
        facts = {"epochs": self.progress.epoch - 1, "best_epoch": best["epoch"], "command": self.options.command}
        card = replace(result.finished_card(card, self.config, sides, figures, facts), licence=self.options.licence)
        yield from self._written(card, best["weights"], figures)

    def _written(
        self, card: DetectorCard, weights: dict[str, torch.Tensor], figures: dict[str, Any]
    ) -> Iterator[TrainEvent]:
        result.write_result(self.folder, card, weights, figures)
        paths = {"run": str(self.folder.root), "figures": str(self.folder.figures), "history": str(self.folder.history)}
        if not self.options.install:
            onnx = result.export_beside(self.folder, card)
            yield Finished(figures, self.folder.detector, onnx, "", paths)
            return
        home = user_paths()
        name = result.free_name(Library(home), card.name, explicit=False)
        if name != card.name:
            yield Notice(f"a detector named {card.name!r} is installed already: this one is called {name!r}")
            card = replace(card, name=name)
        onnx = result.install(card, weights, home)
        yield Finished(figures, self.folder.detector, onnx, name, paths)
