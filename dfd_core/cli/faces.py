"""``dfd faces``: the faces of clips as pictures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from dfd_core.cli import options as rows
from dfd_core.cli.building import run_build
from dfd_core.cli.console import CANCELLED, NO_RESULT, OK, PathsCommand, complain, interruptible

if TYPE_CHECKING:
    from dfd_core.training.build_events import BuildEvent
    from dfd_core.training.build_options import BuildOptions
    from dfd_core.training.sources import Sources

HELP = """Cut the faces out of clips and pictures: an unlabelled face set.

One picture per usable face of the sampled frames, DIR/faces/CLIP/PERSON_MILLISECONDS.jpg, with a manifest of boxes,
landmarks and quality. It cannot be trained on: nobody said what is real. For that see 'dfd dataset build'.

\b
Exit codes: 0  every input gave a face
            1  some input gave none; each is named on stderr with the reason
            2  wrong usage, or nothing to do
          130  cancelled; finished clips are kept
"""


@click.command("faces", cls=PathsCommand, help=HELP)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@rows.face_set
@click.option(
    "--frames", "faces", default=32, show_default=True, type=click.IntRange(1, 1000), help="Frames to sample of a clip."
)
@rows.recursive
@rows.persons("all")
@rows.margin
@click.option("--size", default=320, show_default=True, type=click.IntRange(32, 4096), help="Longest side in pixels.")
@rows.stored_as
@rows.face_detector
@rows.processes
@rows.quiet
def command(paths: tuple[Path, ...], out: Path, *, recursive: bool, processes: int, quiet: bool, **kept: object) -> int:
    """See ``HELP``."""
    from dfd_core.training.build_options import BuildOptions
    from dfd_core.training.find import unlabelled_sources

    sources = unlabelled_sources(paths, recursive)
    options = BuildOptions(pictures="frame", aligned=False, **cast("dict[str, Any]", kept))
    done = run_build(_started(sources, out, options, processes), out, quiet=quiet)
    if done is None:
        return CANCELLED
    return _name_skipped(out) if done.reasons else OK


@contextmanager
def _started(sources: Sources, out: Path, options: BuildOptions, processes: int) -> Iterator[Iterator[BuildEvent]]:
    """The events of a build that ends with Ctrl-C."""
    from dfd_core.training.faceset import build_face_set

    with interruptible() as stop:
        yield build_face_set(sources, out, options, processes, stop)


def _name_skipped(out: Path) -> int:
    import csv

    with (out / "skipped.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            reason = row["reason"]
            complain(reason if row["name"] in reason else f"{row['name']}: {reason}")
    return NO_RESULT
