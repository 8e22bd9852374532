"""How a training shows itself on a terminal: one line an epoch, and a live bar where there is a screen (light)."""

from __future__ import annotations

import math
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from dfd_core.training.events import (
    BatchDone,
    Checked,
    EpochDone,
    EpochStarted,
    Finished,
    Notice,
    Saved,
    Stopped,
    TrainEvent,
)

_STOPPED = {
    "pause": "paused",
    "cancel": "cancelled",
    "discard": "discarded: the run's files are deleted",
    "no_progress": "no progress any more: the best epoch's weights are taken",
}


class Monitor:
    """Shows events on stderr.

    Args:
        console: where to; by default stderr.
    """

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True, highlight=False, emoji=False, markup=False, soft_wrap=True)
        self._progress: Progress | None = None
        self._task = TaskID(0)

    def __enter__(self) -> Monitor:
        if self._console.is_terminal:
            columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[figures]}"))
            self._progress = Progress(*columns, console=self._console, transient=True)
            self._task = self._progress.add_task("starting", total=None, figures="")
            self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if self._progress is not None:
            self._progress.stop()

    def show(self, event: TrainEvent) -> None:
        """Take in one event."""
        match event:
            case EpochStarted():
                name = f"epoch {event.epoch}/{event.epochs}"
                self._update(description=name, total=event.batches, completed=event.first_batch, figures="")
            case BatchDone():
                self._update(completed=event.batch, figures=batch_line(event))
            case Saved():
                pass
            case _:
                for line in lines(event):
                    self._console.print(line)

    def _update(self, **fields: object) -> None:
        if self._progress is not None:
            self._progress.update(self._task, **fields)  # type: ignore[arg-type]


def lines(event: TrainEvent) -> list[str]:
    """An event in words; empty for those that a bar shows."""
    match event:
        case Checked():
            return check_lines(event)
        case Notice(text):
            return [f"note: {text}"]
        case EpochDone():
            return [epoch_line(event)]
        case Stopped(reason):
            return [_STOPPED.get(reason, reason)]
        case Finished():
            return finished_lines(event)
        case _:
            return []


def check_lines(event: Checked) -> list[str]:
    """The check's findings."""
    classes = ", ".join(f"{count} {name}" for name, count in event.classes.items())
    methods = ", ".join(f"{name} {count}" for name, count in event.methods.items())
    processes = f" x {event.processes} processes" if event.processes > 1 else ""
    pieces = f" in {event.pieces} pieces" if event.pieces > 1 else ""
    return [
        f"faces: {classes}; groups: {event.groups.get('train', 0)} train, {event.groups.get('valid', 0)} valid",
        *([f"fakes by method: {methods}"] if methods else []),
        f"network: {event.parameters / 1e6:.2f} M parameters on {event.device}{processes}; "
        f"batch {event.batch}{pieces}, {event.memory_mb:.0f} MB",
        f"speed: {event.examples_per_s:.0f} faces/s, about {duration(event.epoch_s)} an epoch",
        *(f"warning: {text}" for text in event.warnings),
    ]


def epoch_line(event: EpochDone) -> str:
    """One epoch's figures."""
    star = " *" if event.is_best else ""
    auc = f"{event.auc:.4f}" if math.isfinite(event.auc) else "none"
    plateau = f"plateau {event.bad_epochs}/{event.patience}  " if event.patience else ""
    return (
        f"epoch {event.epoch:3d}  train {event.train_loss:.4f}  valid {event.valid_loss:.4f}  "
        f"LogLoss {event.log_loss:.4f}  AUC {auc}  lr {event.lr:.2g}  {plateau}"
        f"{event.examples_per_s:.0f}/s  {duration(event.seconds)}  left {duration(event.left_s)}{star}"
    )


def batch_line(event: BatchDone) -> str:
    """The bar's text."""
    return (
        f"{event.batch}/{event.batches}  loss {event.loss:.4f}  lr {event.lr:.2g}  {event.examples_per_s:.0f}/s  "
        f"left {duration(event.left_s)}"
    )


def finished_lines(event: Finished) -> list[str]:
    """What was made and how good it is."""
    figures = event.figures.get("validation", {})
    installed = f", installed as {event.installed!r}" if event.installed else ""
    return [
        f"best epoch {event.figures.get('best_epoch')}: LogLoss {_number(figures.get('log_loss'))}, "
        f"AUC {_number(figures.get('auc'))} ({_number(figures.get('auc_low'))} to {_number(figures.get('auc_high'))}) "
        f"on {figures.get('faces')} held-out faces of {figures.get('groups')} groups",
        f"detector: {event.detector}{installed}",
    ]


def duration(seconds: float) -> str:
    """A time for people: ``8 s``, ``3 min``, ``2 h 05``."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02d}"


def _number(value: object) -> str:
    return f"{value:.4f}" if isinstance(value, float) and math.isfinite(value) else "none"
