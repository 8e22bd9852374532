"""``dfd bench``: how fast this machine screens."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from dfd_core.errors import UsageError
from dfd_core.paths import UserPaths, user_paths


@click.command("bench")
@click.argument("clip", required=False, type=click.Path(path_type=Path))
@click.option("--frames", default=30, show_default=True, help="Sampled frames.")
@click.option("--device", default="auto", show_default=True, help="auto, cpu, cuda, cuda:1 or mps.")
@click.option("--runs", default=3, show_default=True, type=click.IntRange(1, 50), help="Repetitions; medians are told.")
@click.option("--installed", is_flag=True, help="Measure the installed detectors, not the seed's shapes.")
@click.option("--json", "as_json", metavar="-", help="'-' writes the figures as JSON to stdout.")
def command(clip: Path | None, frames: int, device: str, runs: int, installed: bool, as_json: str | None) -> None:
    """Measure decoding, face detection, each detector and the whole on CLIP.

    Without CLIP: a 10 s 1080p clip made for the purpose. Without --installed: seven networks of the seed's shapes
    (2 Xception at 150 px, 5 EfficientNet-B1 at 224 px) with random weights. The last rows compare with the seed's
    way (sequential decode, one face at a time, eager torch) on the same clip in the same run.
    """
    if as_json not in {None, "-"}:
        raise UsageError("bad_option", f"--json takes only '-', not {as_json!r}", "use --json -")
    if clip is not None and not clip.is_file():
        raise UsageError("not_found", f"{clip}: there is no such file", "name a video file")
    with tempfile.TemporaryDirectory(prefix="dfd-bench-") as scratch:
        _measure(clip, Path(scratch), frames, device, runs, installed=installed, as_json=bool(as_json))


def _measure(
    clip: Path | None, scratch: Path, frames: int, device: str, runs: int, *, installed: bool, as_json: bool
) -> None:
    from dfd_core.detectors.library import Library
    from dfd_core.screening.bench import Bench, random_seven, report
    from dfd_core.screening.bench_clip import make_bench_clip

    console = Console(stderr=True)
    paths = user_paths()
    if installed:
        detectors = Library(paths).detectors()
        if not detectors:
            raise UsageError("no_detector", "no detector is installed", "leave --installed out")
    else:
        paths = replace(_scratch_paths(scratch), config=paths.config)
        detectors = random_seven(paths)
    if clip is None:
        console.print("making a clip to measure with ...")
        clip = scratch / "bench-1080p.mp4"
        make_bench_clip(clip)
    rows = []
    for row in Bench(clip, detectors, frames, device, runs, paths).rows():
        console.print(f"{row.what}: {row.value:.4g} {row.unit}")
        rows.append(row)
    if as_json:
        click.echo(json.dumps(report(clip, rows)))
        return
    table = Table("what", "figure", "unit", "runs", title=f"{clip.name}, {frames} frames")
    for row in rows:
        table.add_row(row.what, f"{row.value:.4g}", row.unit, str(row.runs))
    Console().print(table)


def _scratch_paths(scratch: Path) -> UserPaths:
    return UserPaths(scratch / "data", scratch / "cache", scratch / "config")
