"""What the outside may ask of a running training (light)."""

from __future__ import annotations

from collections.abc import Callable
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
