"""One window that screens clips, shows each of them in the review as a person would, and weighs itself meanwhile.

The measured side of ``measure_memory.py``, which starts it: ``python packaging/memory_window.py OUT CLIP...``. What was
weighed goes into ``OUT`` as JSON, a row every ten clips.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections import deque
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from PySide6.QtCore import QObject, QTimer, Signal

from dfd_core.cases.store import CaseStore
from dfd_core.paths import user_paths
from dfd_gui.__main__ import prepare_platform
from dfd_gui.app import make_app, make_services
from dfd_gui.main_window import MainWindow
from dfd_gui.settings import FILE, Settings
from dfd_gui.shell.collector import Collector
from dfd_gui.shell.rooms import rooms
from dfd_gui.shell.screen_room import ScreenRoom
from dfd_gui.shell.warm_up import WarmUp

if TYPE_CHECKING:
    from dfd_gui.services import Services
    from dfd_gui.state import ReviewClip

REST_MS = 3_000
"""After the start: the review is made and everything is loaded."""
LOOK_MS = 50
"""How often the highest figure is looked for."""
STUCK_MS = 300_000
"""Without a clip that is screened or shown for so long, the measuring has failed."""
SCRUBS, SCRUB_MS = 40, 30
EXACT_MS = 500
"""The clock rests: the exact frame, the face and its network input come."""


def main() -> int:
    """Run the window to the end of its clips; 1 where a clip failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("clips", nargs="+", type=Path)
    parser.add_argument("--every", type=int, default=10)
    parser.add_argument("--engine", default="")
    options = parser.parse_args()
    prepare_platform()
    app = make_app()
    paths = user_paths()
    settings = Settings(paths.config / FILE)
    settings.lend("engine.command", options.engine)
    services = make_services(app, paths, settings, CaseStore(paths.store))
    collector = Collector(app)
    window = MainWindow(services, rooms(), remember=False)
    scales = Scales(window, options.every)
    review = Reviewing(window, services, len(options.clips))
    review.reviewed.connect(scales.weigh)
    review.ended.connect(app.exit)
    window.painted.connect(WarmUp(window).start)
    window.painted.connect(partial(QTimer.singleShot, REST_MS, window, partial(review.start, options.clips)))
    window.show()
    problem = app.exec()
    options.out.write_text(json.dumps({"highest": scales.highest, "rows": scales.rows}), encoding="utf-8")
    window.end()
    services.store.close()
    collector.stop()
    gc.collect()
    return problem


class Scales(QObject):
    """Notes what the window weighs, in bytes: all of it, and what is its own and not shared with other processes."""

    def __init__(self, window: MainWindow, every: int) -> None:
        super().__init__(window)
        self._window = window
        self._every = every
        self._process = psutil.Process()
        self.highest = 0
        self.rows: list[dict[str, int]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def weigh(self, clips: int) -> None:
        """Note a row, when it is time for one."""
        if clips % self._every:
            return
        memory = self._process.memory_full_info()
        self.rows.append(
            {
                "clips": clips,
                "rss": memory.rss,
                "pss": getattr(memory, "pss", 0),  # Linux alone knows it
                "uss": memory.uss,
                "qt": len(self._window.findChildren(QObject)),
                "python": len(gc.get_objects()),
            }
        )
        sys.stderr.write(f"{clips} clips, {memory.rss >> 20} MiB\n")

    def _look(self) -> None:
        self.highest = max(self.highest, self._process.memory_info().rss)


class Reviewing(QObject):
    """Puts clips into the queue and shows each in the review, in the order in which they end."""

    reviewed = Signal(int)
    """How many clips have been shown, 0 at the start."""
    ended = Signal(int)
    """The exit code."""

    def __init__(self, window: MainWindow, services: Services, wanted: int) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._wanted = wanted
        self._done = 0
        self._finished: deque[str] = deque()
        self._deeds: Iterator[int] = iter(())
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._go_on)
        self._stuck = QTimer(self, singleShot=True, interval=STUCK_MS)
        self._stuck.timeout.connect(self._give_up)

    def start(self, clips: list[Path]) -> None:
        """Begin."""
        room = self._window.room("screen")
        assert isinstance(room, ScreenRoom)
        self._queue = room.controller
        self._queue.finished.connect(self._take)
        self._queue.all_done.connect(self._stop_at_failures)
        self._queue.paused_changed.connect(self._give_up)  # by itself: no clip can be screened
        self.reviewed.emit(0)
        self._stuck.start()
        self._window.add_paths(clips)

    def _take(self, clip: ReviewClip) -> None:
        self._stuck.start()
        self._finished.append(clip.key)
        if not self._next.isActive():
            self._next.start(0)

    def _go_on(self) -> None:
        pause = next(self._deeds, None)
        if pause is not None:
            self._next.start(pause)
        elif self._finished:
            self._deeds = self._look_through(self._finished.popleft())
            self._next.start(0)

    def _look_through(self, key: str) -> Iterator[int]:
        """What a person does with a clip; yields pauses in milliseconds."""
        state, trigger = self._services.state, self._trigger
        self._queue.review(key)
        while state.clip is None or state.clip.key != key:
            yield 20
        yield EXACT_MS
        for step in range(SCRUBS):
            state.seek(state.clip.duration_s * step / SCRUBS)
            yield SCRUB_MS
        yield EXACT_MS
        for deed in ("review.person_next", "review.heatmap", "review.landmarks", "chart.zoom_in", "review.zoom"):
            trigger(deed)
            yield SCRUB_MS
        yield EXACT_MS
        for deed in ("review.table", "review.heatmap", "review.landmarks", "chart.fit", "review.zoom", "review.table"):
            trigger(deed)
            yield SCRUB_MS
        self._done += 1
        self._stuck.start()
        self.reviewed.emit(self._done)
        if self._done == self._wanted:
            self.ended.emit(0)

    def _trigger(self, action: str) -> None:
        self._services.actions.get(action).trigger()

    def _stop_at_failures(self) -> None:
        room = self._window.room("screen")
        assert isinstance(room, ScreenRoom)
        if failures := room.failures():
            sys.stderr.write("\n".join(failures) + "\n")
            self.ended.emit(1)

    def _give_up(self) -> None:
        sys.stderr.write(f"the queue stands still; the engine's log:\n{self._services.engine.log_text()}\n")
        self.ended.emit(1)


if __name__ == "__main__":
    sys.exit(main())
