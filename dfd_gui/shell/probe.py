"""Measures the window from inside: when it was first painted, and how long its event loop keeps anything waiting."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

if TYPE_CHECKING:
    from dfd_gui.main_window import MainWindow

START = "DFD_PROBE_START"
"""Environment variable with the time (`time.time`) at which the process was started."""
BEAT_MS = 5


class Probe(QObject):
    """Beats every 5 ms and notes how late each beat comes."""

    def __init__(self, window: MainWindow, file: Path) -> None:
        super().__init__(window)
        self._file = file
        self._started = float(os.environ.get(START, "nan"))
        self._first_paint_s: float | None = None
        self._first_paint_cpu_s: float | None = None
        self._delays_ms: list[float] = []
        self._busy_ms: list[float] = []
        self._last = self._last_busy = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        window.painted.connect(self._painted)

    def finish(self) -> None:
        """Write what was measured.

        Seconds to the first paint, and of them on the CPU; for each beat the milliseconds that it was late, and those
        that this thread was computing since the beat before.
        """
        self._timer.stop()
        values = {
            "first_paint_s": self._first_paint_s,
            "first_paint_cpu_s": self._first_paint_cpu_s,
            "delays_ms": [round(delay, 2) for delay in self._delays_ms],
            "busy_ms": [round(busy, 2) for busy in self._busy_ms],
        }
        self._file.write_text(json.dumps(values), encoding="utf-8")

    def _painted(self) -> None:
        """What was painted is on the screen now."""
        self._first_paint_s = time.time() - self._started
        self._first_paint_cpu_s = time.process_time()
        self._last, self._last_busy = time.perf_counter(), time.thread_time()
        self._timer.start()

    def _beat(self) -> None:
        now, busy = time.perf_counter(), time.thread_time()
        self._delays_ms.append(max(0.0, (now - self._last) * 1000 - BEAT_MS))
        self._busy_ms.append((busy - self._last_busy) * 1000)
        self._last, self._last_busy = now, busy
