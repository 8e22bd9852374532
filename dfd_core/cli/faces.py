"""``dfd faces``: the faces of clips as pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import click

from dfd_core.cli.console import CANCELLED, NO_RESULT, OK, PathsCommand, complain, interruptible
from dfd_core.cli.dataset import follow, show_build
from dfd_core.cli.progress import Bar
from dfd_core.errors import Cancelled

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
@click.option("--out", required=True, metavar="DIR", type=click.Path(path_type=Path), help="Folder of the face set.")
@click.option(
    "--frames", "faces", default=32, show_default=True, type=click.IntRange(1, 1000), help="Frames to sample of a clip."
)
@click.option("--recursive", "-r", is_flag=True, help="Look into sub-folders.")
@click.option(
    "--persons", type=click.Choice(["main", "all"]), default="all", show_default=True, help="Whose faces are stored."
)
@click.option("--margin", type=click.FloatRange(0.0, 2.0), help="Margin around the box, as a share of it.")
@click.option("--size", default=320, show_default=True, type=click.IntRange(32, 4096), help="Longest side in pixels.")
@click.option("--format", "stored_as", type=click.Choice(["jpg", "png"]), default="jpg", show_default=True)
@click.option("--face-detector", type=click.Choice(["auto", "mtcnn", "yunet"]), default="auto", show_default=True)
@click.option("--processes", "-j", default=0, type=click.IntRange(0, 256), help="Clips at once [default: cores - 1].")
@click.option("--quiet", "-q", is_flag=True, help="Show only what went wrong.")
def command(paths: tuple[Path, ...], out: Path, *, recursive: bool, processes: int, quiet: bool, **kept: object) -> int:
    """See ``HELP``."""
    from dfd_core.training.build_options import BuildOptions
    from dfd_core.training.faceset import build_face_set
    from dfd_core.training.find import unlabelled_sources

    sources = unlabelled_sources(paths, recursive)
    options = BuildOptions(pictures="frame", aligned=False, **cast("dict[str, Any]", kept))
    try:
        with interruptible() as stop, Bar("clips", quiet=quiet) as bar:
            done = follow(build_face_set(sources, out, options, processes, stop), bar)
    except Cancelled:
        complain(f"cancelled; finished clips are kept in {out}: the same command goes on from there")
        return CANCELLED
    if not quiet:
        show_build(done)
    return _name_skipped(out) if done.reasons else OK


def _name_skipped(out: Path) -> int:
    import csv

    with (out / "skipped.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            reason = row["reason"]
            complain(reason if row["name"] in reason else f"{row['name']}: {reason}")
    return NO_RESULT
