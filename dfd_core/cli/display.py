"""What ``dfd screen`` shows: a progress line on stderr, a block per clip on stdout, the totals at the end."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn
from rich.table import Column
from rich.text import Text

from dfd_core.cases.chart import clock
from dfd_core.cases.extract import Extract
from dfd_core.cases.summary import WORDS, Summary, summarise
from dfd_core.cases.text import printable
from dfd_core.cli.batch import Done, Happening
from dfd_core.cli.console import complain, shown
from dfd_core.screening.events import ClipProgress, ClipStarted, Notice
from dfd_core.types import Label

STYLES = {
    Label.LIKELY_MANIPULATED: "bold dark_orange3",
    Label.LIKELY_AUTHENTIC: "bold deep_sky_blue3",
    Label.INCONCLUSIVE: "bold gold3",
    Label.NO_RESULT: "bold",
}
"""Colours that colour-blind readers tell apart; the words and symbols say it without them."""

_STAGES = 2
"""A frame passes face detection and inference; each counts for half of it."""


class Display:
    """Shows the run to the user.

    Args:
        clips: how many clips there are.
        frames: sampled frames expected of each.
        quiet: neither progress nor results, only what went wrong.
        results: whether to show results on stdout (not beside ``--json -``).
    """

    def __init__(self, clips: int, frames: int, *, quiet: bool, results: bool) -> None:
        self._out = Console(stderr=False, highlight=False, emoji=False, markup=False, soft_wrap=True)
        self._err = Console(stderr=True, highlight=False, emoji=False, markup=False, soft_wrap=True)
        self._results = results and not quiet
        self._quiet = quiet
        self._frames = frames
        self._done: dict[Path, float] = {}
        self._counts: Counter[Label] = Counter()
        self._answered = 0
        self._clips = clips
        self._began = time.monotonic()
        self._progress: Progress | None = None
        if not quiet and self._err.is_terminal:
            self._progress = _progress(self._err)
            self._task = self._progress.add_task(
                "getting ready", total=clips * frames, clips=f"0/{clips} clips", began=0.0
            )

    def __enter__(self) -> Display:
        if self._progress:
            self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if self._progress:
            self._progress.stop()

    def show(self, event: Happening) -> None:
        """Take in one event."""
        match event:
            case Done():
                self._finished(event)
            case Notice(message):
                self._say(message)
            case ClipStarted(path):
                self._update(path, self._done.get(path, 0.0))
            case ClipProgress(path, stage, done, total):
                share = done / total if total else 0.0
                self._update(path, (share + (stage == "inference") * share) / _STAGES)

    def refuse(self, path: Path, reason: str) -> None:
        """Name an input that is no clip."""
        self._say(f"{shown(path)}: {reason}")

    def total(self, *, interrupted: bool, refused: int = 0) -> None:
        """The last line."""
        finished = self._counts.total()
        if self._quiet or (finished == 0 and not interrupted):
            return
        each = [f"{self._counts[label]} {words.title.lower()}" for label, words in WORDS.items() if self._counts[label]]
        parts = [", ".join(each) or "none finished"]
        if self._answered:
            parts.append(f"{self._answered} answered from earlier results")
        if refused:
            parts.append(f"{refused} not read")
        head = f"{finished} of {self._clips} clips" if interrupted else _plural(finished, "clip")
        tail = clock(time.monotonic() - self._began)
        (self._out if self._results else self._err).print(Text(f"{head}: {'; '.join(parts)}; {tail}"))

    def _finished(self, event: Done) -> None:
        summary = summarise(event.extract)
        self._counts[summary.label] += 1
        self._answered += event.answered
        together = self._results and self._out.is_terminal and self._err.is_terminal  # then once is enough
        if summary.label is Label.NO_RESULT and not together:
            self._say(no_result_line(event.path, summary))
        if self._results:
            console = self._err if together else self._out
            console.print(block(event.path, event.extract, summary, answered=event.answered))
        self._update(event.path, 1.0)

    def _say(self, text: str) -> None:
        if self._progress:  # above the moving line, which has the same console
            self._err.print(Text(f"dfd: {printable(' '.join(text.split()))}"))
        else:
            complain(text)

    def _update(self, path: Path, share: float) -> None:
        self._done[path] = max(share, self._done.get(path, 0.0))
        if self._progress is None:
            return
        frames = sum(self._done.values()) * self._frames
        began = self._progress.tasks[0].fields["began"] or time.monotonic()
        clips = f"{self._counts.total()}/{self._clips} clips"
        name = printable(path.name)
        self._progress.update(self._task, completed=frames, clips=clips, description=name, began=began)


class _Rate(ProgressColumn):
    """``412/1,500 frames · 38 frames/s · 28 s left``."""

    def render(self, task: Task) -> Text:
        frames, total = task.completed, task.total or 0.0
        text = f"{frames:,.0f}/{total:,.0f} frames"
        spent = time.monotonic() - task.fields["began"] if task.fields["began"] else 0.0
        if frames and spent > 1:
            rate = frames / spent
            text += f" · {rate:.0f} frames/s · {_left((total - frames) / rate)} left"
        return Text(text)


def _left(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 60 else clock(round(seconds))


def _progress(console: Console) -> Progress:
    clips = TextColumn("{task.fields[clips]}", markup=False, table_column=Column(no_wrap=True))
    bar = BarColumn(20, complete_style="cyan", finished_style="cyan")
    rate = _Rate(table_column=Column(no_wrap=True))
    name = TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True, ratio=1))
    return Progress(clips, bar, rate, name, console=console, transient=True, refresh_per_second=4, expand=True)


def no_result_line(path: Path, summary: Summary) -> str:
    """Why a clip has no result, naming it once."""
    return f"{shown(path)}: no result: {' '.join(_reasons(path, summary)) or 'no reason is known'}"


def _reasons(path: Path, summary: Summary) -> list[str]:
    """The reasons without the file's name, which stands before them anyway."""
    return [reason.removeprefix(f"{path}: ") for reason in summary.reasons]


def block(path: Path, extract: Extract, summary: Summary, *, answered: bool) -> Text:
    """Verdict, score and file on one line, what it rests on below, then the reasons."""
    words = summary.words
    score = "" if summary.score is None else f"  {summary.score:.2f}"
    text = Text(f"{words.symbol} {words.title}{score}", style=STYLES[summary.label])
    text.append(f"  {printable(shown(path))}", style="default not bold")
    text.append(f"\n    {' · '.join(_rests_on(extract, summary, answered=answered))}", style="default not bold dim")
    for reason in _reasons(path, summary):
        text.append(f"\n    {printable(reason)}", style="default not bold")
    return text


def _rests_on(extract: Extract, summary: Summary, *, answered: bool) -> list[str]:
    parts = [] if summary.score is None else [f"confidence {summary.confidence}"]
    if summary.frames:
        parts.append(_plural(summary.persons, "person"))
        parts.append(f"{summary.usable_faces} of {_plural(summary.faces, 'face')} usable")
        parts.append(_plural(summary.frames - summary.undecodable, "frame"))
    if summary.partial:
        parts.append("partial")
    parts.append("answered from an earlier result" if answered else clock(extract["timing_s"]["total"]))
    return parts


def _plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
