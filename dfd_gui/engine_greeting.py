"""The first words between window and engine: a hello with a proof of the common disk, and patience for the answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dfd_gui.engine_ladder import timer

if TYPE_CHECKING:
    from dfd_core.engine.protocol import Hello

READY_MS = 120_000
"""How long an engine may take to say that it is ready: a cold start from a slow disk, or over the network."""


class Greeting:
    """Greets one engine after the other.

    Args:
        silent: called where no answer comes.
        parent: of the timer.
    """

    def __init__(self, silent: Callable[[], None], parent: QObject) -> None:
        self._timer = timer(READY_MS, silent, parent)
        self._proof: TemporaryDirectory[str] | None = None

    def start(self) -> None:
        """The engine is being started: it has so long from now on."""
        self._timer.start()

    def hello(self, number: str, threads: int) -> Hello:
        """What it is told first."""
        from dfd_core.engine.client import hello

        self._proof = TemporaryDirectory(prefix="dfd-hello-")
        return hello(number, Path(self._proof.name), threads=threads)

    def stop(self) -> None:
        """It has answered, or is gone."""
        self._timer.stop()
        if self._proof is not None:
            self._proof.cleanup()
            self._proof = None
