"""``dfd dataset``: labelled face sets to train and evaluate with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click
from rich.table import Table

from dfd_core.cases.text import printable
from dfd_core.cli import options as rows
from dfd_core.cli.building import run_build
from dfd_core.cli.console import CANCELLED, OK, complain, interruptible
from dfd_core.cli.progress import tables_console
from dfd_core.cli.working import CONTROL_HELP, failures_as_json, others_in, present, requests_from, say_json
from dfd_core.errors import UsageError
from dfd_core.training.build_events import BuildEvent, BuildFinished, ClipBuilt, to_json
from dfd_core.training.build_options import BuildOptions
from dfd_core.training.items import FaceItem, FaceSet

if TYPE_CHECKING:
    from dfd_core.training.control import Control
    from dfd_core.training.presence import StateFile
    from dfd_core.training.sources import Sources

BUILD_HELP = """Build a labelled face set from clips or pictures.

\b
SRC is a folder or a CSV file, its layout is recognised:
  dfdc      folders with a metadata.json (label, split, original)
  ffpp      FaceForensics++: original_sequences, manipulated_sequences/METHOD/cXX/videos
  celebdf   Celeb-DF v2: Celeb-real, YouTube-real, Celeb-synthesis
  folders   real/ and fake/, of clips or of finished face crops
  csv       columns path (or file), label, group; also method, original, part, source, licence, clip,
            face_x face_y face_w face_h and lm0_x .. lm4_y for known faces

A run that was interrupted goes on where it stopped when it is started again with the same options. Clips without a
usable face, unreadable and missing files are listed with the reason in DIR/skipped.csv.
"""


@click.group("dataset")
def command() -> None:
    """Build, look at and divide labelled face sets."""


@command.command("build", help=BUILD_HELP)
@click.argument("source", metavar="SRC", type=click.Path(path_type=Path))
@rows.face_set
@click.option(
    "--layout",
    default="auto",
    show_default=True,
    type=click.Choice(["auto", "dfdc", "ffpp", "celebdf", "folders", "csv"]),
    help="Layout of SRC.",
)
@click.option(
    "--where",
    multiple=True,
    metavar="COLUMN=PATTERN",
    help="Only what fits, e.g. part=c23, file=face_crops/*, certainty!=presumed; may be repeated.",
)
@click.option("--label", type=click.Choice(["real", "fake"]), help="Label of a CSV file without such a column.")
@click.option(
    "--clips-by",
    type=click.Choice(["file", "group"]),
    default="file",
    show_default=True,
    help="What pictures are frames of: each of itself, or those of one group and method of one clip.",
)
@click.option("--faces", default=10, show_default=True, type=click.IntRange(1, 1000), help="Faces of a clip.")
@click.option(
    "--crop",
    type=click.Choice(["wide", "seed"]),
    default="wide",
    show_default=True,
    help="wide: every recipe can cut from it; seed: the bare box, stretched (150 px unless --size says else).",
)
@rows.margin
@click.option("--size", type=click.IntRange(32, 4096), help="Longest side of a stored crop in pixels [default: 320].")
@rows.stored_as
@rows.persons("main")
@click.option(
    "--pictures",
    type=click.Choice(["auto", "crop", "frame"]),
    default="auto",
    show_default=True,
    help="Are still pictures finished crops, or photographs to cut from?",
)
@click.option("--redetect", is_flag=True, help="Find faces anew where SRC gives their boxes.")
@click.option("--no-align", is_flag=True, help="Do not cut a fake at the places of its original.")
@rows.face_detector
@rows.processes
@rows.events_as_json
@click.option("--control", metavar="-|FILE", help=CONTROL_HELP)
@rows.quiet
def build(
    source: Path,
    out: Path,
    layout: str,
    where: tuple[str, ...],
    label: str | None,
    clips_by: str,
    crop: str,
    size: int | None,
    no_align: bool,
    processes: int,
    as_json: str | None,
    control: str | None,
    quiet: bool,
    **kept: object,
) -> int:
    """See ``BUILD_HELP``."""
    seed = crop == "seed"
    options = BuildOptions(
        stretch=seed, size=size or (150 if seed else 320), aligned=not no_align, **cast("dict[str, Any]", kept)
    )
    number = None if label is None else int(label == "fake")
    requests = requests_from(control)
    with failures_as_json(wanted=bool(as_json)):
        from dfd_core.training.find import find_sources

        sources = find_sources(source, layout, where, label=number, clips_by=clips_by)
        started = _started(sources, out, options, processes, requests, as_json=bool(as_json))
        done = run_build(started, out, quiet=quiet, totals=not as_json)
    return OK if done else CANCELLED


@contextmanager
def _started(
    sources: Sources, out: Path, options: BuildOptions, processes: int, requests: Control, *, as_json: bool
) -> Iterator[Iterator[BuildEvent]]:
    """The events of a build that others may see and end."""
    from dfd_core.training.faceset import build_face_set

    ours = (out / "faceset.json").exists() or not others_in(out)
    with present(out, requests, ours=ours) as state, interruptible() as asked:
        requests.stop = asked
        events = build_face_set(sources, out, options, processes, lambda: bool(requests.poll()))
        yield _reported(events, state, as_json=as_json)


def _reported(events: Iterable[BuildEvent], state: StateFile | None, *, as_json: bool) -> Iterator[BuildEvent]:
    """Pass events on, after they are on the JSON stream and in the file of state."""
    for event in events:
        if as_json:
            say_json(to_json(event))
        if state and not isinstance(event, ClipBuilt):
            state.say("finished" if isinstance(event, BuildFinished) else "building")
        yield event


@command.command("show")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def show(folder: Path) -> int:
    """What is in a face set: faces, clips and groups per class and method, and what is in doubt."""
    face_set = FaceSet.load(folder)
    table = _counts_table(face_set.items)
    console = tables_console()
    console.print(table)
    flags = sorted({flag for item in face_set.items for flag in item.flags})
    for flag in flags:
        console.print(f"in doubt, {flag}: {sum(flag in item.flags for item in face_set.items):,}", markup=False)
    console.print(f"manifest {face_set.digest}")
    return OK


def _counts_table(items: Iterable[FaceItem]) -> Table:
    kinds: dict[str, list[FaceItem]] = {}
    for item in items:
        name = {0: "real", 1: item.method or "fake"}.get(item.label, "unlabelled")
        kinds.setdefault(name, []).append(item)
    table = Table("", "faces", "clips", "groups", box=None)
    for column in table.columns[1:]:
        column.justify = "right"
    for name, members in sorted(kinds.items(), key=lambda kind: (kind[0] != "real", kind[0])):
        clips, groups = {item.clip for item in members}, {item.group for item in members}
        table.add_row(printable(name), f"{len(members):,}", f"{len(clips):,}", f"{len(groups):,}")
    return table


@command.command("split")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--how", required=True, metavar="HOW", help="group:0.1, folders (DFDC parts), range:400,470 or range:400,470:25."
)
@click.option("--out", required=True, metavar="FILE", type=click.Path(path_type=Path), help="Write the split there.")
@click.option("--seed", default=0, show_default=True, help="Of the order in which groups are drawn.")
@click.option("--force", is_flag=True, help="Write it even if the two sides share something.")
def split(folder: Path, how: str, out: Path, seed: int, force: bool) -> int:
    """Divide a face set into training, validation and test parts, and check that they share nothing.

    Refused are the same group, clip, original or file on two sides, and near-duplicate pictures.
    """
    from dfd_core.training.leaks import check_leaks
    from dfd_core.training.split import make_split, save_split

    if out.is_dir():
        raise UsageError("bad_option", f"{out} is a folder", "name a file, e.g. split.json")
    face_set = FaceSet.load(folder).labelled()
    made = make_split(face_set.items, how, seed)
    report = check_leaks(made, face_set.root)
    for line in report.lines:
        complain(line)
    if not force:
        report.refuse()
    save_split(made, out)
    table = Table("part", "faces", "clips", "groups", "real", "fake", box=None)
    for name, counts in made.counts().items():
        table.add_row(name, *(f"{counts[key]:,}" for key in ("faces", "clips", "groups", "real", "fake")))
    tables_console().print(table)
    return OK
