"""A build of a face set as its commands run it: progress, totals, and what stays after Ctrl-C (dataset and faces)."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path

from rich.console import Console

from dfd_core.cases.chart import clock
from dfd_core.cases.text import printable
from dfd_core.cli.console import complain
from dfd_core.cli.progress import Bar
from dfd_core.errors import Cancelled
from dfd_core.training.build_events import BuildEvent, BuildFinished, BuildNotice, BuildStarted, ClipBuilt


def run_build(
    started: AbstractContextManager[Iterable[BuildEvent]], out: Path, *, quiet: bool, totals: bool = True
) -> BuildFinished | None:
    """Drive a build to its end, with its progress and its totals; None where it was cancelled, which is said.

    Args:
        started: gives the events, and holds whatever must outlast them: it sees how they ended.
        out: folder of the face set.
        quiet: show neither progress nor totals.
        totals: show them.
    """
    try:
        with started as events, Bar("clips", quiet=quiet) as bar:
            done = follow(events, bar)
    except Cancelled:
        complain(f"cancelled; finished clips are kept in {out}: the same command goes on from there")
        return None
    if totals and not quiet:
        show_build(done)
    return done


def follow(events: Iterable[BuildEvent], bar: Bar) -> BuildFinished:
    """Drive a build and show its progress."""
    done: BuildFinished | None = None
    for event in events:
        match event:
            case BuildStarted(done=before, clips=clips) if before:
                bar.say(f"going on: {before:,} of {clips:,} clips are finished already")
            case ClipBuilt():
                bar.update(event.done, event.total, event.left_s, event.clip)
            case BuildNotice(text):
                bar.say(text)
            case BuildFinished():
                done = event
    assert done is not None
    return done


def show_build(done: BuildFinished) -> None:
    """The totals of a build on stdout."""
    console = Console(highlight=False, emoji=False, soft_wrap=True)
    kinds = f"{done.real:,} real, {done.fake:,} fake"
    console.print(
        f"{done.faces:,} faces of {done.clips:,} clips in {done.groups:,} groups: {kinds}; {clock(done.seconds)}"
    )
    for title, counts in (("methods", done.methods), ("left out", done.reasons), ("in doubt", done.flagged)):
        if counts:
            listed = ", ".join(f"{printable(name)} {count:,}" for name, count in counts.items())
            console.print(f"  {title}: {listed}", markup=False)
    console.print(f"  {printable(str(done.root))}  manifest {done.digest[:16]}", markup=False)
