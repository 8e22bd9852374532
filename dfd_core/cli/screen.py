"""``dfd screen``: clips in, verdicts out."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Literal, cast, get_args

import click

from dfd_core.cases.extract import Extract, canonical_bytes
from dfd_core.cases.output import RENDERERS, OutputFolder, Renderer
from dfd_core.cases.report_csv import Cell, summary_row
from dfd_core.cases.report_html import render_report
from dfd_core.cases.store import CaseStore
from dfd_core.cli import options as rows
from dfd_core.cli.batch import Batch, Done, Screens
from dfd_core.cli.console import CANCELLED, NO_RESULT, OK, USAGE, PathsCommand, complain, interruptible
from dfd_core.cli.display import Display
from dfd_core.detectors.ensemble import Aggregation
from dfd_core.detectors.library import Library
from dfd_core.errors import Cancelled, DfdError, UsageError
from dfd_core.paths import UserPaths, user_paths
from dfd_core.screening.report import clip_report
from dfd_core.screening.request import Request, make_request
from dfd_core.types import Label

_DEVICE = re.compile(r"auto|cpu|mps|cuda(:\d+)?")

HELP = """Screen video clips and pictures for manipulated faces.

PATH is a file or a folder; with --recursive a folder's sub-folders too. Without --ensemble or --detector the
default ensemble of the library is asked. A clip of the same content that was screened before with the same
detectors and settings is answered from the case store at once.

A score runs from 0 (authentic) to 1 (manipulated). It is a lead for examination, never proof.

--out writes NAME.json, NAME.csv and NAME.html for each clip and summary.csv for all, NAME being the clip's name
without its ending; where two clips of a run share it, eight digits of their SHA-256 follow. Files of earlier runs
are never replaced unless you say --overwrite: equal ones are left, beside others NAME-2 is written.

A file whose name begins with a dash needs no "./" as long as it exists.

\b
Exit codes: 0  every input was screened
            1  some input had no result; each is named on stderr with the reason
            2  wrong usage, or nothing to do
          130  cancelled; finished results are kept
"""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user said beside the paths."""

    ensemble: str | None
    detectors: tuple[str, ...]
    frames: int
    device: str
    recursive: bool
    out: Path | None
    formats: tuple[str, ...]
    json_lines: bool
    quiet: bool
    fresh: bool
    no_store: bool
    overwrite: bool
    aggregation: str | None
    sampling: Literal["time", "index"]
    face_detector: str
    operator: str


def make_screener(request: Request) -> Screens:
    """Load the engine; the one place where the command line meets torch and its kin."""
    from dfd_core.screening.pipeline import Screener

    return Screener(request.ensemble, request.library, request.settings, request.device)


def _formats(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[str, ...]:
    if value is None:
        return ()
    names = tuple(dict.fromkeys(word.strip().lower() for word in value.split(",")))
    if unknown := [name for name in names if name not in RENDERERS]:
        raise click.BadParameter(f"{unknown[0]!r} is none of {', '.join(RENDERERS)}")
    return names


def _device(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    if not _DEVICE.fullmatch(value):
        raise click.BadParameter(f"{value!r} is none of auto, cpu, cuda, cuda:1 (and so on), mps")
    return value


@click.command("screen", cls=PathsCommand, help=HELP)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@rows.ensemble
@rows.detectors
@click.option(
    "--frames",
    type=click.IntRange(1, 1000),
    metavar="N",
    default=32,
    show_default=True,
    help="Frames to sample of each clip.",
)
@click.option(
    "--device",
    metavar="NAME",
    default="auto",
    show_default=True,
    callback=_device,
    help="auto, cpu, cuda, cuda:1 or mps.",
)
@rows.recursive
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Write files there, and summary.csv.")
@click.option(
    "--format", "formats", metavar="LIST", callback=_formats, help="What --out writes [default: json,csv,html]."
)
@click.option("--json", "json_to", type=click.Choice(["-"]), help="Write one JSON object per clip and line to stdout.")
@click.option("--quiet", "-q", is_flag=True, help="Show neither progress nor results, only what went wrong.")
@click.option("--fresh", is_flag=True, help="Screen again what was screened before.")
@click.option("--no-store", is_flag=True, help="Neither ask the case store nor keep the results in it.")
@click.option("--overwrite", is_flag=True, help="Let --out replace files of earlier runs.")
@click.option("--aggregation", type=click.Choice(get_args(Aggregation)), help="Combine the detectors by this rule.")
@click.option(
    "--sampling",
    type=click.Choice(["time", "index"]),
    default="time",
    show_default=True,
    help="Spread the frames evenly over time or over frame numbers.",
)
@rows.face_detector
@click.option("--operator", metavar="NAME", default="", help="Who screens, to be named in the reports of --out.")
def command(paths: tuple[Path, ...], json_to: str | None, **values: object) -> int:
    """See ``HELP``."""
    options = Options(json_lines=json_to is not None, **cast("dict[str, Any]", values))
    _check(options)
    return screen(paths, options)


def screen(paths: Sequence[Path], options: Options) -> int:
    """Screen and return the exit code.

    Raises:
        DfdError: nothing could be done at all.
    """
    places = user_paths()
    request = _request(options, places)
    clips, refused = _clips(paths, recursive=options.recursive)
    with ExitStack() as stack:
        display = Display(len(clips), options.frames, quiet=options.quiet, results=not options.json_lines)
        for path, reason in refused:
            display.refuse(path, reason)
        if refused and not clips:
            return USAGE
        if not clips:
            raise UsageError("nothing_to_do", "there is nothing to screen", "name a video file, or a folder of them")
        folder = _folder(options, clips, request.library)
        store = None if options.no_store else stack.enter_context(_store(places))
        stop = stack.enter_context(interruptible())
        stack.enter_context(display)
        batch = Batch(request, store, make_screener, fresh=options.fresh)
        outcome = _work(batch, clips, stop, display, folder, json_lines=options.json_lines)
    display.total(interrupted=outcome.interrupted, refused=len(refused))
    if outcome.interrupted:
        complain(f"cancelled; {len(outcome.rows)} of {len(clips)} clips are finished and kept")
        return CANCELLED
    return NO_RESULT if refused or outcome.without_result else OK


@dataclass(slots=True)
class _Outcome:
    """The finished clips: one row of the summary each, not the whole result: a run may have thousands."""

    rows: dict[Path, tuple[Cell, ...]] = field(default_factory=dict)
    without_result: int = 0
    interrupted: bool = False

    def add(self, done: Done) -> None:
        self.rows[done.path] = summary_row(done.extract)
        self.without_result += done.extract["verdict"]["label"] == Label.NO_RESULT


def _work(
    batch: Batch,
    clips: Sequence[Path],
    stop: Callable[[], bool],
    display: Display,
    folder: OutputFolder | None,
    *,
    json_lines: bool,
) -> _Outcome:
    outcome = _Outcome()
    try:
        for event in batch.run(clips, stop):
            if isinstance(event, Done):
                outcome.add(event)
                if folder:
                    folder.write(event.path, event.extract)
                if json_lines:
                    _print_line(event.extract)
            display.show(event)
    except (Cancelled, KeyboardInterrupt):
        outcome.interrupted = True
    finally:
        if folder and outcome.rows:  # in the order of the input, whichever was ready first
            folder.write_summary([outcome.rows[clip] for clip in clips if clip in outcome.rows])
    return outcome


def _print_line(extract: Extract) -> None:
    sys.stdout.buffer.write(canonical_bytes(extract))
    sys.stdout.buffer.flush()


def _check(options: Options) -> None:
    if options.ensemble and options.detectors:
        raise UsageError("bad_option", "--ensemble and --detector exclude each other", "use one of them")
    if len(set(options.detectors)) < len(options.detectors):
        raise UsageError("bad_option", "a detector is named twice", "name each one once")
    if options.formats and not options.out:
        raise UsageError("bad_option", "--format says what --out writes, and there is no --out", "add --out DIR")
    if options.overwrite and not options.out:
        raise UsageError(
            "bad_option", "--overwrite concerns the files of --out, and there is no --out", "add --out DIR"
        )
    if options.operator and not options.out:
        raise UsageError(
            "bad_option", "--operator is named in the reports of --out, and there is no --out", "add --out DIR"
        )
    if options.fresh and options.no_store:
        raise UsageError("bad_option", "--fresh and --no-store exclude each other", "--no-store asks no store anyway")


def _request(options: Options, places: UserPaths) -> Request:
    return make_request(
        Library(places),
        ensemble=options.ensemble or "",
        detectors=options.detectors,
        aggregation=cast("Aggregation | None", options.aggregation),
        frames=options.frames,
        sampling=options.sampling,
        face_detector=options.face_detector,
        device=options.device,
    )


def _clips(paths: Sequence[Path], *, recursive: bool) -> tuple[list[Path], list[tuple[Path, str]]]:
    from dfd_core.video.intake import find_media

    clips, refused = find_media(list(paths), recursive)
    return list(dict.fromkeys(clips)), refused


def _folder(options: Options, clips: Sequence[Path], library: Library) -> OutputFolder | None:
    if options.out is None:
        return None
    renderers: dict[str, Renderer] = {**RENDERERS, "html": partial(_report, library, options.operator)}
    formats = options.formats or tuple(RENDERERS)
    return OutputFolder(options.out, formats, clips, overwrite=options.overwrite, renderers=renderers)


def _report(library: Library, operator: str, extract: Extract) -> bytes:
    """The page of a clip with its detectors' cards; without the time of its making, so that equal runs agree."""
    return render_report([clip_report(extract, library)], operator)


def _store(places: UserPaths) -> CaseStore:
    try:
        return CaseStore(places.store)
    except DfdError as error:
        hint = f"{error.hint}; or screen without it: --no-store"
        raise DfdError(error.code, error.message, hint) from error
