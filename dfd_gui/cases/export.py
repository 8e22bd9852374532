"""Export of the selected clips, and the report in the browser. The work is done beside the window."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from dfd_core.cases.remarks import with_remarks
from dfd_core.errors import Cancelled, DfdError
from dfd_gui.cases.asking import Asking, Dialogs
from dfd_gui.cases.files import (
    Making,
    Step,
    Written,
    report_place,
    stopping,
    with_ending,
    write_json,
    write_pdf,
    write_report,
    write_scores,
    write_summary,
)
from dfd_gui.cases.opening import open_external
from dfd_gui.review.left_out import remarks_of
from dfd_gui.services import Services
from dfd_gui.state import ReviewClip

Then: TypeAlias = Callable[[list[ReviewClip]], None]
Collect: TypeAlias = Callable[[Then], None]
"""Hands the results of the selected rows to a function, at once or later."""
Job: TypeAlias = Callable[[Step], Written]

_KEY = "export"
_MANY = 20
"""From so many clips on the window says how far it is."""


class Exporter(QObject):
    """Answers to the export actions.

    Args:
        services: where the library, the actions and the messages are.
        parent: the window.
        collect: gives the selected clips; where none is selected the one under review counts.
        asking: how files are asked for.
        show: opens a file with the user's own program, False where that cannot be done.
    """

    finished = Signal(object)
    """What was `Written`, or None where it failed or was cancelled."""
    _ended = Signal(object, object)
    _advanced = Signal(int, int)

    def __init__(
        self,
        services: Services,
        parent: QWidget,
        collect: Collect,
        *,
        asking: Asking | None = None,
        show: Callable[[Path], bool] = open_external,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._collect = collect
        self._asking = asking or Dialogs(parent)
        self._show = show
        self._stop = threading.Event()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="export")
        self._ended.connect(self._end)
        self._advanced.connect(self._tell)
        actions = services.actions
        actions.connect("export.open", self.open_report)
        actions.connect("export.html", partial(self._collect_for, self.export_html))
        actions.connect("export.pdf", partial(self._collect_for, self.export_pdf))
        actions.connect("export.json", partial(self._collect_for, self.export_json))
        actions.connect("export.csv", partial(self._collect_for, self.export_csv))
        services.state.clip_changed.connect(self._on_clip)
        self._on_clip(services.state.clip)

    def open_report(self) -> None:
        """Make the report of the clip under review and show it in the browser."""
        clip = self._services.state.clip
        for told in self._with_remarks([clip] if clip else []):
            path = report_place(told, self._services.paths)
            self._run(partial(write_report, [told], path, self._making()), self._show_report)

    def export_html(self, clips: Sequence[ReviewClip]) -> None:
        """Ask for a file and write one report of all these clips."""
        chosen = self._asking.file(self.tr("Export the report"), _name(clips, "html"), [self.tr("Web page (*.html)")])
        if chosen:
            path = with_ending(chosen.path, ".html")
            self._run(partial(write_report, clips, path, self._making()), self._say_written, len(clips))

    def export_pdf(self, clips: Sequence[ReviewClip]) -> None:
        """Ask for a file and write the same report as PDF."""
        filters = [self.tr("PDF document (*.pdf)")]
        chosen = self._asking.file(self.tr("Export the report as PDF"), _name(clips, "pdf"), filters)
        if chosen:
            path = with_ending(chosen.path, ".pdf")
            self._run(partial(write_pdf, clips, path, self._making()), self._say_written, len(clips))

    def export_json(self, clips: Sequence[ReviewClip]) -> None:
        """Ask for a file, or for a folder where there are several clips, and write the whole results."""
        title = self.tr("Export the results")
        if len(clips) > 1:
            target = self._asking.folder(title)
        else:
            chosen = self._asking.file(title, _name(clips, "dfd.json"), [self.tr("Result (*.json)")])
            target = with_ending(chosen.path, ".json") if chosen else None
        if target:
            self._run(partial(write_json, clips, target), self._say_written, len(clips))

    def export_csv(self, clips: Sequence[ReviewClip]) -> None:
        """Ask for a file and for what is to be in it, and write the table."""
        filters = [self.tr("One line per clip (*.csv)"), self.tr("Every score of every face (*.csv)")]
        chosen = self._asking.file(self.tr("Export a table"), _name(clips, "csv"), filters)
        if chosen:
            work = write_scores if chosen.filter == 1 else write_summary
            self._run(partial(work, clips, with_ending(chosen.path, ".csv")), self._say_written, len(clips))

    def shutdown(self) -> None:
        """End what runs; nothing half-written is left."""
        self._stop.set()
        self._ended.disconnect(self._end)
        self._pool.shutdown(wait=True, cancel_futures=True)

    # ---- inside

    def _collect_for(self, export: Callable[[Sequence[ReviewClip]], None], _checked: bool = False) -> None:
        def taken(clips: list[ReviewClip]) -> None:
            shown = self._services.state.clip
            found = clips or ([shown] if shown else [])
            if found:
                told = self._with_remarks(found)
                if told:
                    export(told)
            else:
                text = self.tr("There is nothing to export: none of the selected clips has a result.")
                self._services.messages.info(text, key=_KEY)

        self._collect(taken)

    def _with_remarks(self, clips: Sequence[ReviewClip]) -> list[ReviewClip]:
        """The clips with what the analyst says of them; none where that cannot be read, rather than without it."""
        try:
            return [
                replace(clip, extract=with_remarks(dict(clip.extract), remarks_of(self._services, clip.extract)))
                for clip in clips
            ]
        except DfdError as error:
            self._services.messages.failure(error, key=_KEY)
            return []

    def _making(self) -> Making:
        operator = self._services.settings.text("report.operator")
        return Making(self._services.library, datetime.now(UTC), operator)

    def _run(self, job: Job, then: Callable[[Written], None], total: int = 1) -> None:
        """Do the job in the thread; jobs follow each other."""
        self._stop.clear()
        step = stopping(self._stop.is_set, lambda done: self._advanced.emit(done, total))
        future = self._pool.submit(job, step)
        future.add_done_callback(lambda ended: self._ended.emit(ended, then))

    def _tell(self, done: int, total: int) -> None:
        if total >= _MANY and done < total:
            text = self.tr("Exporting: {done} of {total} clips").format(done=done, total=total)
            self._services.messages.info(text, key=_KEY, buttons=((self.tr("Cancel"), self._stop.set),))

    def _end(self, future: Future[Written], then: Callable[[Written], None]) -> None:
        self._services.messages.clear(_KEY)
        try:
            written = future.result()
        except DfdError as error:
            self._services.messages.failure(error, key=_KEY)
        except (Cancelled, CancelledError):
            self._services.messages.info(self.tr("The export was cancelled; nothing was left half-written."), key=_KEY)
        else:
            then(written)
            self.finished.emit(written)
            return
        self.finished.emit(None)

    def _say_written(self, written: Written) -> None:
        one = self.tr("Exported {name}")
        many = self.tr("Exported {count} clips to {name}")
        text = (one if written.clips == 1 else many).format(count=written.clips, name=written.target)
        folder = written.target if written.target.is_dir() else written.target.parent
        buttons = [(self.tr("Show the folder"), partial(self._open, folder))]
        if written.target.is_file():
            buttons.insert(0, (self.tr("Open"), partial(self._open, written.target)))
        self._services.messages.info(text, key=_KEY, buttons=tuple(buttons))

    def _show_report(self, written: Written) -> None:
        self._open(written.target)

    def _open(self, path: Path) -> None:
        if not self._show(path):
            text = self.tr("No program could be started to show {file}.").format(file=path)
            self._services.messages.warn(text, self.tr("Open it yourself with a web browser."), key=_KEY)

    def _on_clip(self, clip: ReviewClip | None) -> None:
        self._services.actions.set_enabled("export.open", clip is not None)


def _name(clips: Sequence[ReviewClip], ending: str) -> str:
    """A name to propose."""
    return f"{clips[0].path.stem if len(clips) == 1 else 'dfd-export'}.{ending}"
