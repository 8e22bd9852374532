"""What the outside may ask of a running training or build (light)."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

REQUESTS = ("", "finish_now", "pause", "discard", "cancel")
WORDS = ("finish_now", "pause", "discard")
LOOK_S = 1.0
"""A file of requests is read no more often than this."""
MOST_BYTES = 4096


@dataclass(slots=True)
class Control:
    """Requests that the loop polls after every batch; set them from any thread.

    ``finish_now``: validate, keep the best weights and make the detector. ``pause``: save the state and end.
    ``discard``: end and delete what the run has written. ``stop``: polled; true means cancel, which saves like a pause.
    ``file``: requests stand in it, one a line, now or later; whoever asks appends to it or replaces it.
    """

    finish_now: bool = False
    pause: bool = False
    discard: bool = False
    stop: Callable[[], bool] | None = None
    file: Path | None = None
    looked: float = -math.inf

    def poll(self) -> str:
        """The most urgent request of `REQUESTS`, empty for none."""
        self._look()
        if self.discard:
            return "discard"
        if self.stop is not None and self.stop():
            return "cancel"
        if self.pause:
            return "pause"
        return "finish_now" if self.finish_now else ""

    def obey(self, lines: Iterable[str]) -> None:
        """Take requests, one a line, until the lines end; whoever gave them is gone then, which means pause."""
        self._take(lines)
        self.pause = True

    def listen(self, lines: Iterable[str]) -> None:
        """`obey` in a thread of its own, which does not keep the process alive."""
        threading.Thread(target=self.obey, args=(lines,), name="training-control", daemon=True).start()

    def close(self) -> None:
        """The work has ended: requests that were obeyed must not meet the next one."""
        if self.file is not None:
            self.file.unlink(missing_ok=True)

    def _take(self, lines: Iterable[str]) -> None:
        for line in lines:
            word = line.strip()
            if word in WORDS:
                setattr(self, word, True)

    def _look(self) -> None:
        now = time.monotonic()
        if self.file is None or now - self.looked < LOOK_S:
            return
        self.looked = now
        try:
            with self.file.open(encoding="utf-8", errors="replace") as stream:
                self._take(stream.read(MOST_BYTES).splitlines())
        except OSError:
            return  # nobody has asked for anything yet
