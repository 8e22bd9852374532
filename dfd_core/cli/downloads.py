"""The progress of a download: a bar for people, JSON lines for programs."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import click
from rich.console import Console

from dfd_core.detectors.catalog import CatalogItem

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PERIOD_S = 0.25


class ProgressLines:
    """The progress of a download as JSON lines, at most four a second and every item's last one."""

    def __init__(self) -> None:
        self._told = 0.0

    def __call__(self, item: CatalogItem, here: int, total: int | None) -> None:
        """So many bytes of an item are here."""
        now = time.monotonic()
        if now - self._told < PERIOD_S and here != total:
            return
        self._told = now
        click.echo(json.dumps({"event": "progress", "name": item.name, "bytes": here, "total": total}))


class DownloadBar:
    """A progress bar on stderr where that is a terminal."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False, markup=False, emoji=False)
        self._progress: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> DownloadBar:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._progress:
            self._progress.stop()

    def show(self, item: CatalogItem, here: int, total: int | None) -> None:
        """So many bytes of an item are here."""
        if not self._console.is_terminal:
            return
        if self._progress is None:
            self._progress = _progress(self._console)
            self._progress.start()
        if item.name not in self._tasks:
            self._tasks[item.name] = self._progress.add_task(item.name, total=total)
        self._progress.update(self._tasks[item.name], completed=here, total=total)


def _progress(console: Console) -> Progress:
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
        console=console,
    )
