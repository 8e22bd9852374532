"""``dfd train``: train a detector by a recipe, resumably, and put it into the library."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dfd_core.cli import options as rows
from dfd_core.cli.console import CANCELLED, OK, complain, interruptible
from dfd_core.cli.working import CONTROL_HELP, failures_as_json, forget_if_alone, present, requests_from, say_json
from dfd_core.errors import Cancelled, UsageError
from dfd_core.training import recipes
from dfd_core.training.config import FieldRow, TrainConfig, describe
from dfd_core.training.control import Control
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
    to_json,
)
from dfd_core.training.monitor import Monitor
from dfd_core.training.options import CONFIG, RunOptions, recall
from dfd_core.training.presence import StateFile, wait_for

if TYPE_CHECKING:
    from dfd_core.training.machine import Machine

PHASES: Mapping[str, str] = {"pause": "paused", "cancel": "cancelled", "discard": "discarded"}


@dataclass(frozen=True, slots=True)
class Job:
    """One call of ``dfd train``; ``after`` are folders of runs that it waits for."""

    config: TrainConfig
    data: tuple[Path, ...]
    out: Path
    options: RunOptions
    control: Control
    after: tuple[Path, ...] = ()


@click.command(
    epilog="Several GPUs or processes: accelerate launch --multi_gpu --num_processes N -m dfd_core.cli.main train ..."
)
@click.option("--recipe", metavar="NAME|FILE", help="Bundled recipe or TOML file; --list-recipes names them.")
@click.option(
    "--data",
    "data",
    multiple=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Face set to train on (see 'dfd dataset build'); may be given several times.",
)
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path), help="Folder of the run.")
@click.option("--resume", is_flag=True, help="Continue the run in --out; recipe and data default to the run's own.")
@click.option("--set", "settings", multiple=True, metavar="KEY=VALUE", help="Change a setting of the recipe.")
@click.option(
    "--valid",
    default="",
    metavar="DIR|SPLIT",
    help="Validation: a face set, 'group:0.2', 'folders', 'range:A,B' or a saved split.json.",
)
@click.option("--name", default="", metavar="NAME", help="Name of the detector in the library.")
@click.option("--licence", default="", metavar="TEXT", help="Licence of the detector, for its card.")
@click.option("--device", metavar="NAME", help="auto, cpu, cuda, cuda:N or mps (the same as --set device=NAME).")
@click.option("--no-install", is_flag=True, help="Leave the detector in --out, do not put it into the library.")
@click.option("--check-only", is_flag=True, help="Check data, speed and memory, then end; nothing is written.")
@rows.events_as_json
@click.option("--control", metavar="-|FILE", help=CONTROL_HELP)
@click.option(
    "--after",
    multiple=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Begin when the run in this folder has ended; may be given several times. A paused one is waited for.",
)
@click.option("--quiet", is_flag=True, help="Say only what went wrong.")
@click.option("--list-recipes", is_flag=True, help="Name the bundled recipes and end.")
@click.option("--list-settings", is_flag=True, help="Explain every setting (of --recipe, if given) and end.")
def command(
    recipe: str | None,
    data: tuple[Path, ...],
    out: Path | None,
    resume: bool,
    settings: tuple[str, ...],
    valid: str,
    name: str,
    licence: str,
    device: str | None,
    no_install: bool,
    check_only: bool,
    as_json: str | None,
    control: str | None,
    after: tuple[Path, ...],
    quiet: bool,
    list_recipes: bool,
    list_settings: bool,
) -> int:
    """Train a detector by a recipe.

    Ctrl-C saves the state and ends; the same command with --resume continues. The best epoch's weights become a
    detector with a full card, calibrated on the held-out faces, ready for 'dfd screen'.
    """
    changes = (*settings, *([f"device={device}"] if device else []))
    if list_recipes or list_settings:
        _explain(recipe, changes, list_recipes=list_recipes)
        return OK
    if out is None:
        raise UsageError("no_out", "train: --out is missing", "name the folder of the run")
    options = RunOptions(
        valid=valid,
        name=name,
        resume=resume,
        install=not no_install,
        check_only=check_only,
        command=shlex.join(["dfd", *sys.argv[1:]]),
        licence=licence,
    )
    with failures_as_json(wanted=bool(as_json)):
        config = _config(recipe, out, changes, resume=resume)
        if resume:
            data, options = recall(out, data, options)
        if not data:
            raise UsageError("no_data", "train: --data is missing", "name a face set; 'dfd dataset build' makes one")
        job = Job(config, data, out, options, requests_from(control), after)
        return _at_work(job, as_json=bool(as_json), quiet=quiet)


def _at_work(job: Job, *, as_json: bool, quiet: bool) -> int:
    """Train, and let others know of it; a check writes nothing, and of several processes the first speaks for all."""
    if job.options.check_only or not _first_process():
        return _train(job, None, as_json=as_json, quiet=quiet)
    refused = not job.options.resume and (job.out / CONFIG).exists()
    with present(job.out, job.control, ours=not refused) as state:
        return _train(job, state, as_json=as_json, quiet=quiet)


def _config(recipe: str | None, out: Path, changes: tuple[str, ...], *, resume: bool) -> TrainConfig:
    """The recipe's settings; a run that is resumed without a recipe has its own."""
    own = out / CONFIG
    if recipe is None and resume and own.is_file():
        config = recipes.override(recipes.read_config(own), changes)
        config.validate()
        return config
    if recipe is None:
        raise UsageError("no_recipe", "train: --recipe is missing", f"one of {', '.join(recipes.names())}, or a file")
    return recipes.load(recipe, changes)


def _train(job: Job, state: StateFile | None, *, as_json: bool, quiet: bool) -> int:
    resumable = False
    with interruptible() as asked:
        job.control.stop = asked
        for event in _shown(_events(job, state), as_json=as_json, quiet=quiet or not _first_process()):
            if state:
                _note(state, event)
            if isinstance(event, Stopped):
                resumable = event.resumable
                if event.reason == "discard":
                    forget_if_alone(job.out)
    if resumable:
        complain(f"{job.out}: the state is saved; continue with: dfd train --out {shlex.quote(str(job.out))} --resume")
        return CANCELLED
    return OK


def _events(job: Job, state: StateFile | None) -> Iterator[TrainEvent]:
    """What the run reports, after the runs that it waits for."""
    if job.after and state:
        state.say("waiting", after=[str(path.absolute()) for path in job.after])
        if not wait_for(job.after, lambda: bool(job.control.poll())):
            raise Cancelled
        state.say("starting")
    from dfd_core.training.loop import fit

    yield from fit(job.config, job.data, job.out, job.control, job.options)


def _note(state: StateFile, event: TrainEvent) -> None:
    """Keep the run's file of state."""
    match event:
        case Checked() | Notice() | Saved():
            return
        case BatchDone():
            state.note(lambda: {"batch": to_json(event), "machine": _machine().usage()})
        case EpochStarted() | EpochDone():
            state.say("training", epoch=event.epoch)
        case Stopped(reason):
            state.say(PHASES.get(reason, "training"))
        case Finished():
            state.say("finished")


@cache
def _machine() -> Machine:
    from dfd_core.training.machine import Machine

    return Machine()


def _shown(events: Iterator[TrainEvent], *, as_json: bool, quiet: bool) -> Iterator[TrainEvent]:
    """Pass events on, after showing them."""
    with Monitor() as monitor:
        for event in events:
            if as_json:
                say_json(to_json(event))
            if not quiet:
                monitor.show(event)
            yield event


def _first_process() -> bool:
    return os.environ.get("RANK", "0") == "0"


def _explain(recipe: str | None, changes: tuple[str, ...], *, list_recipes: bool) -> None:
    if list_recipes:
        for name in recipes.names():
            click.echo(f"{name:17s} {recipes.load(name).about}")
        return
    for row in describe(recipes.load(recipe, changes) if recipe else TrainConfig()):
        limits = _limits(row)
        click.echo(f"{row.key} = {row.value}\n    {row.help}{f' [{limits}]' if limits else ''}")


def _limits(row: FieldRow) -> str:
    if row.choices or row.min is None or row.kind is bool:
        return ", ".join(row.choices)
    return f"{row.min:g} and above" if row.max is None else f"{row.min:g} to {row.max:g}"
