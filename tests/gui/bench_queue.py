"""How smooth the queue's panel stays: ``python -m tests.gui.bench_queue [ROWS]``.

A probe timer of 5 ms measures how late the event loop is while one clip runs (20 steps of progress a second, results
coming in every 100 ms), while the table is scrolled, and while rows are filtered and sorted. Nothing is screened.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from dfd_core.types import Label
from dfd_gui.items.queue_filter import Kind
from dfd_gui.queue.controller import QueueController
from dfd_gui.queue.entry import Entry, State
from dfd_gui.queue.room import QueuePanel
from tests.gui.fakes import make_services

PROBE_MS = 5


class Probe:
    """Delays of a timer beyond its interval, in milliseconds."""

    def __init__(self) -> None:
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer)
        self._timer.setInterval(PROBE_MS)
        self._timer.timeout.connect(self._tick)
        self._last = 0.0
        self.delays: list[float] = []

    def measure(self, seconds: float, *work: tuple[int, Callable[[], object]]) -> None:
        """Let each ``(interval in ms, work)`` happen for a while, and watch."""
        timers = []
        for interval, act in work:
            timer = QTimer()
            timer.timeout.connect(act)
            timer.start(interval)
            timers.append(timer)
        self.delays, self._last = [], time.perf_counter()
        self._timer.start()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.0005)
        self._timer.stop()
        for timer in timers:
            timer.stop()

    def say(self, what: str) -> None:
        """Write a line of results."""
        delays = sorted(self.delays)
        half, most = (delays[min(len(delays) - 1, int(len(delays) * share))] for share in (0.5, 0.99))
        sys.stdout.write(f"{what:34s} 50 % {half:5.1f}   99 % {most:5.1f}   worst {delays[-1]:5.1f} ms\n")

    def _tick(self) -> None:
        now = time.perf_counter()
        self.delays.append(max(0.0, (now - self._last) * 1000 - PROBE_MS))
        self._last = now


def main(rows: int) -> None:
    app = QApplication([])
    services = make_services(Path(tempfile.mkdtemp(prefix="dfd-bench-")))
    controller = QueueController(services, persist=False)
    panel = QueuePanel(services, controller)
    panel.resize(1200, 900)
    panel.show()
    began = time.perf_counter()
    controller.model.add([_entry(number, rows) for number in range(rows)])
    app.processEvents()
    sys.stdout.write(f"{rows} rows added and painted in {(time.perf_counter() - began) * 1000:.0f} ms\n")
    probe = Probe()
    running = controller.model.at(rows // 2)
    probe.measure(2.0)
    probe.say("at rest")
    probe.measure(4.0, (50, lambda: _progress(controller, running)), (100, lambda: _result(controller)))
    probe.say("one running, results coming in")
    bar = panel.table.verticalScrollBar()
    probe.measure(4.0, (16, lambda: bar.setValue((bar.value() + 37) % max(1, bar.maximum()))))
    probe.say("scrolling")
    kinds, words = cycle(Kind), cycle(["", "1", "12", "man"])
    probe.measure(
        4.0,
        (200, lambda: panel.table.rows.show_kind(next(kinds))),
        (250, lambda: panel.table.rows.show_words(next(words))),
        (333, lambda: panel.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)),
        (500, lambda: panel.table.sortByColumn(5, Qt.SortOrder.AscendingOrder)),
    )
    probe.say("filtering and sorting")
    panel.shutdown()
    services.store.close()


def _entry(number: int, rows: int) -> Entry:
    entry = Entry(Path(f"/clips/clip_{number:04d}.mp4"), frames=32)
    entry.learn({"width": 1920, "height": 1080, "duration_s": 10.0, "codec": "h264", "frames": 250, "is_image": False})
    if number < rows // 2:
        entry.state, entry.label, entry.score = State.DONE, list(Label)[number % 3], number / rows
    elif number == rows // 2:
        entry.state = State.RUNNING
    return entry


def _progress(controller: QueueController, entry: Entry) -> None:
    live = entry.live
    live.loading, live.total = False, 32
    live.faces = live.scored = (live.scored + 1) % 33
    controller.pace.progressed(entry)
    controller.model.touch(entry.key)


def _result(controller: QueueController) -> None:
    entry = next((each for each in controller.model if each.state is State.QUEUED), None)
    if entry is not None:
        entry.state, entry.label, entry.score = State.DONE, Label.INCONCLUSIVE, 0.5
        controller.model.touch(entry.key, now=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
