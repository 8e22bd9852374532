"""``dfd evaluate``: how good detectors are on labelled data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

import click
from rich.console import Console
from rich.table import Table

from dfd_core.cases.text import printable
from dfd_core.cli import options as rows
from dfd_core.cli.console import CANCELLED, OK, complain, interruptible
from dfd_core.cli.progress import Bar
from dfd_core.detectors.card import check_name
from dfd_core.detectors.ensemble import Ensemble
from dfd_core.detectors.library import Library
from dfd_core.errors import Cancelled, UsageError
from dfd_core.paths import user_paths

if TYPE_CHECKING:
    from dfd_core.training.evaluate import EvaluationEvent, EvaluationFinished, Setup
    from dfd_core.training.wanted import Wanted

HELP = """Measure detectors and their ensemble on labelled data.

On a face set (--data) or on labelled clips through the whole screening (--clips, a CSV of path, label, group). Figures
stand in DIR/evaluation.json, every score in DIR/faces.csv and DIR/clips.csv, plots beside them. With several detectors
they are compared on the same cases, as are the rules that combine them.

\b
--calibrate fits, on the data given (which no detector may have been trained on),
  detectors  each detector's own calibration, written into its file
  ensemble   calibration and thresholds of the combination, written to the user's ensembles
  all        both
"""

COLUMNS = {
    "n": "n",
    "auc": "AUC",
    "interval": "95 %",
    "log_loss": "LogLoss",
    "eer": "EER",
    "accuracy": "accuracy",
    "false_alarm": "false alarms",
    "called_fake": "called fake*",
    "right_fake": "found*",
    "ece": "ECE",
}
NARROW = ("n", "auc", "interval", "false_alarm", "ece")
"""What fits a terminal of 80 columns."""
WIDE = 132
NAME_WIDTH = 40


@dataclass(frozen=True, slots=True)
class Options:
    """What the user said beside data and folder."""

    ensemble: str | None
    detectors: tuple[str, ...]
    split: str | None
    part: str
    seed: int
    where: tuple[str, ...]
    frames: int
    device: str
    calibrate: str | None
    kind: Literal["platt", "temperature"]
    prior: float | None
    false_alarm: float
    miss: float
    save_as: str
    no_plots: bool
    quiet: bool


@click.command("evaluate", help=HELP)
@click.option("--data", metavar="DIR", type=click.Path(path_type=Path), help="A labelled face set.")
@click.option("--clips", metavar="CSV", type=click.Path(path_type=Path), help="Labelled clips, or a data set's folder.")
@rows.ensemble
@rows.detectors
@click.option("--out", required=True, metavar="DIR", type=click.Path(path_type=Path), help="Folder for the results.")
@click.option("--split", metavar="FILE", help="split.json of a run, or group:0.1, range:400,470, folders.")
@click.option("--part", type=click.Choice(["train", "valid", "test"]), default="valid", show_default=True)
@click.option("--seed", default=0, help="Of --split group.")
@click.option("--where", multiple=True, metavar="COLUMN=PATTERN", help="With --clips: only what fits; may be repeated.")
@click.option("--frames", type=click.IntRange(1, 1000), default=32, show_default=True, help="With --clips.")
@click.option("--device", default="auto", show_default=True, help="auto, cpu, cuda, cuda:1 or mps.")
@click.option("--calibrate", type=click.Choice(["detectors", "ensemble", "all"]), help="Fit and install, see above.")
@click.option("--kind", type=click.Choice(["platt", "temperature"]), default="platt", show_default=True)
@click.option(
    "--prior", type=click.FloatRange(0.01, 0.99), help="Share of fakes scores are meant for [as in the data]."
)
@click.option("--false-alarm", type=click.FloatRange(0.001, 0.5), default=0.05, show_default=True)
@click.option("--miss", type=click.FloatRange(0.001, 0.5), default=0.05, show_default=True)
@click.option("--save-as", default="", metavar="NAME", help="Name of the calibrated ensemble.")
@click.option("--no-plots", is_flag=True, help="Write figures and tables only.")
@rows.quiet
def command(data: Path | None, clips: Path | None, out: Path, **values: object) -> int:
    """See ``HELP``."""
    options = Options(**cast("dict[str, Any]", values))
    try:
        with interruptible() as stop, Bar("clips" if clips else "faces", quiet=options.quiet) as bar:
            done = _follow(_events(data, clips, out, options, stop), bar)
    except Cancelled:
        complain("cancelled; nothing was written")
        return CANCELLED
    if not options.quiet:
        show_report(done.report)
        for name in done.calibrated:
            click.echo(f"calibrated: detector {name}")
        if done.ensemble:
            click.echo(f"calibrated: ensemble {done.ensemble}")
        click.echo(str(done.out))
    return OK


def _events(
    data: Path | None, clips: Path | None, out: Path, options: Options, stop: Callable[[], bool]
) -> Iterable[EvaluationEvent]:
    if clips is not None and data is None:
        return _on_clips(clips, out, options, stop)
    if data is not None and clips is None:
        return _on_faces(data, out, options, stop)
    raise UsageError("bad_option", "give either --data or --clips", "see 'dfd evaluate --help'")


def _on_faces(data: Path, out: Path, options: Options, stop: Callable[[], bool]) -> Iterable[EvaluationEvent]:
    from dfd_core.training.evaluate import evaluate_face_set
    from dfd_core.training.items import FaceSet
    from dfd_core.training.split import make_split

    face_set = FaceSet.load(data)
    items, part = face_set.items, ""
    if options.split:
        part = options.part
        items = make_split(items, options.split, options.seed).part(part)
    return evaluate_face_set(face_set, items, _setup(options), out, part, stop)


def _on_clips(clips: Path, out: Path, options: Options, stop: Callable[[], bool]) -> Iterable[EvaluationEvent]:
    from dfd_core.training.evaluate import evaluate_clips
    from dfd_core.training.find import find_sources
    from dfd_core.types import ScreeningSettings

    if options.split:
        raise UsageError("bad_option", "--split divides a face set", "with --clips choose by --where")
    sources = find_sources(clips, where=options.where)
    return evaluate_clips(sources, _setup(options), out, ScreeningSettings(frames=options.frames), stop)


def _setup(options: Options) -> Setup:
    from dfd_core.training.evaluate import Setup

    paths = user_paths()
    library = Library(paths)
    ensemble = _ensemble(options, library)
    if options.save_as:
        check_name(options.save_as)
    elif options.calibrate in {"ensemble", "all"} and ensemble.implicit:
        raise UsageError("no_name", "the calibrated ensemble needs a name", "say --save-as NAME")
    return Setup(
        ensemble=ensemble,
        library=library,
        paths=paths,
        device=options.device,
        plots=not options.no_plots,
        calibrate=_wanted(options),
        save_as=options.save_as,
    )


def _wanted(options: Options) -> Wanted | None:
    from dfd_core.training.wanted import Wanted

    if options.calibrate is None:
        return None
    return Wanted(
        options.kind,
        options.prior,
        options.false_alarm,
        options.miss,
        detectors=options.calibrate != "ensemble",
        ensemble=options.calibrate != "detectors",
    )


def _ensemble(options: Options, library: Library) -> Ensemble:
    if options.ensemble and options.detectors:
        raise UsageError("bad_option", "--ensemble and --detector exclude each other", "use one of them")
    if options.detectors:
        return library.of_detectors(options.detectors)
    return library.ensemble(options.ensemble) if options.ensemble else library.default_ensemble()


def _follow(events: Iterable[EvaluationEvent], bar: Bar) -> EvaluationFinished:
    from dfd_core.training.evaluate import EvaluationFinished, EvaluationStarted
    from dfd_core.training.scoring import Scored

    done: EvaluationFinished | None = None
    for event in events:
        match event:
            case EvaluationStarted(left_out=left_out) if left_out:
                listed = ", ".join(f"{name} {count:,}" for name, count in left_out.items())
                bar.say(f"left out: {listed}")
            case Scored(done=count, total=total):
                bar.update(count, total)
            case EvaluationFinished():
                done = event
            case _:
                pass
    assert done is not None
    return done


def show_report(report: Mapping[str, Any]) -> None:
    """The figures of a report as tables on stdout."""
    console = Console(highlight=False, emoji=False, soft_wrap=True)
    wide = console.width >= WIDE or not console.is_terminal
    columns = list(COLUMNS) if wide else list(NARROW)
    console = Console(highlight=False, emoji=False, soft_wrap=True, width=max(console.width, WIDE) if wide else None)
    for level in ("faces", "clips"):
        console.print(_figures_table(level, report[level]["figures"], columns))
    if wide:
        console.print("* at the thresholds of the verdict; 'called fake' is of real cases, 'found' of fakes")
    for line in _comparison_lines(report):
        console.print(line, markup=False)


def _figures_table(level: str, figures: Mapping[str, Any], columns: Sequence[str]) -> Table:
    table = Table(title=level, title_justify="left", box=None, pad_edge=False)
    table.add_column("", overflow="ellipsis", no_wrap=True, max_width=NAME_WIDTH if len(columns) > len(NARROW) else 28)
    for column in columns:
        table.add_column(COLUMNS[column], justify="right", no_wrap=True, min_width=max(5, len(COLUMNS[column])))
    for name, found in figures.items():
        table.add_row(printable(name), *_cells(found, columns), style="bold")
        for method, one in found["methods"].items():
            table.add_row(f"  {printable(method)}", *_cells(one, columns))
    return table


def _cells(found: Mapping[str, Any], columns: Sequence[str]) -> list[str]:
    interval = "" if found["auc_low"] is None else f"{found['auc_low']:.3f}-{found['auc_high']:.3f}"
    return [interval if column == "interval" else _cell(found[column]) for column in columns]


def _cell(value: float | int | None) -> str:
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else f"{value:.3f}"


def _comparison_lines(report: Mapping[str, Any]) -> list[str]:
    pairs = [(level, one) for level in ("faces", "clips") for one in report[level]["comparison"]]
    lines = [_difference(level, one) for level, one in pairs if one["difference"] is not None]
    rules = report["aggregations"]["rules"]
    listed = ", ".join(f"{rule} {_cell(found['auc'])}" for rule, found in rules.items())
    return [*lines, f"clip AUC by rule: {listed} (in use: {report['aggregations']['chosen']})"]


def _difference(level: str, one: Mapping[str, Any]) -> str:
    interval = f"({one['low']:+.3f} to {one['high']:+.3f}), p {one['p']:.3f}"
    return f"{level}: {one['first']} - {one['second']}: AUC {one['difference']:+.3f} {interval}"
