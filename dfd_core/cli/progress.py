"""A progress bar on stderr for work that is counted in clips or faces; silent where nobody looks."""

from __future__ import annotations

import math
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from dfd_core.cases.chart import clock
from dfd_core.cases.text import printable
from dfd_core.cli.console import complain

FILE_WIDTH = 132


def tables_console() -> Console:
    """A console for tables on stdout; wide where nobody's terminal is in the way, so that no name is cut."""
    console = Console(highlight=False, emoji=False)
    return console if console.is_terminal else Console(highlight=False, emoji=False, width=FILE_WIDTH)


class Bar:
    """Shows how far a long work is. ``noun`` is what is counted, in the plural."""

    def __init__(self, noun: str, *, quiet: bool) -> None:
        self._noun = noun
        self._console = Console(stderr=True, highlight=False, emoji=False, markup=False, soft_wrap=True)
        self._progress: Progress | None = None
        self._task = TaskID(0)
        if not quiet and self._console.is_terminal:
            columns = (BarColumn(24), TextColumn("{task.description}", markup=False))
            self._progress = Progress(*columns, console=self._console, transient=True, refresh_per_second=4)
            self._task = self._progress.add_task("starting", total=None)

    def __enter__(self) -> Bar:
        if self._progress:
            self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if self._progress:
            self._progress.stop()

    def update(self, done: int, total: int, left_s: float = math.nan, what: str = "") -> None:
        """``done`` of ``total``; seconds left and the name of what was just finished where they are known."""
        if self._progress is None:
            return
        parts = [f"{done:,}/{total:,} {self._noun}"]
        if math.isfinite(left_s):
            parts.append(f"{clock(round(left_s))} left")
        if what:
            parts.append(printable(what))
        self._progress.update(self._task, completed=done, total=total, description=" · ".join(parts))

    def say(self, text: str) -> None:
        """One line that stays, above the bar."""
        if self._progress:
            self._console.print(f"dfd: {printable(' '.join(text.split()))}")
        else:
            complain(text)
