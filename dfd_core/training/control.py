"""What the outside may ask of a running training (light)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

REQUESTS = ("", "finish_now", "pause", "discard", "cancel")


@dataclass(slots=True)
class Control:
    """Requests that the loop polls after every batch; set them from any thread.

    ``finish_now``: validate, keep the best weights and make the detector. ``pause``: save the state and end.
    ``discard``: end and delete what the run has written. ``stop``: polled; true means cancel, which saves like a pause.
    """

    finish_now: bool = False
    pause: bool = False
    discard: bool = False
    stop: Callable[[], bool] | None = None

    def poll(self) -> str:
        """The most urgent request of `REQUESTS`, empty for none."""
        if self.discard:
            return "discard"
        if self.stop is not None and self.stop():
            return "cancel"
        if self.pause:
            return "pause"
        return "finish_now" if self.finish_now else ""

    def obey(self, lines: Iterable[str]) -> None:
        """Take requests, one a line, until the lines end; whoever gave them is gone then, which means pause."""
        for line in lines:
            word = line.strip()
            if word in ("finish_now", "pause", "discard"):
                setattr(self, word, True)
        self.pause = True

    def listen(self, lines: Iterable[str]) -> None:
        """`obey` in a thread of its own, which does not keep the process alive."""
        threading.Thread(target=self.obey, args=(lines,), name="training-control", daemon=True).start()
