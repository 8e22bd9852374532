"""Screening: clips in, events out. The one path that the command line, the worker and the tests drive.

Decoding and face detection run in threads of their own (``analysis``), inference in a pool (``batching``);
the generator's thread only moves results between them (``run``). A clip's frames are decoded once whatever
the number of detectors, and only crops are kept, so memory depends on the number of sampled frames alone.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from pathlib import Path

from dfd_core.detectors.ensemble import Ensemble
from dfd_core.detectors.library import Library
from dfd_core.paths import UserPaths, user_paths
from dfd_core.screening.analysis import Watch
from dfd_core.screening.equipment import Equipment, equip
from dfd_core.screening.events import Event
from dfd_core.screening.run import Run
from dfd_core.types import ScreeningSettings


class Screener:
    """Screens clips with one ensemble; loads every network once, whatever the number of clips and runs.

    Args:
        ensemble: which detectors, and how their scores are combined.
        library: where the detectors are installed.
        settings: frames per clip and the like; its ensemble and aggregation are taken from ``ensemble``.
        device: ``"auto"``, ``"cpu"``, ``"cuda"``, ``"cuda:1"`` or ``"mps"``.
        paths: the user's folders; by default those of ``user_paths()``.
        threads: CPU cores to use, 0 = all. A program with a window should leave one free.
    """

    def __init__(
        self,
        ensemble: Ensemble,
        library: Library,
        settings: ScreeningSettings,
        device: str = "auto",
        paths: UserPaths | None = None,
        threads: int = 0,
    ) -> None:
        self._request = (ensemble, library, settings, device, paths or user_paths(), threads)
        self._equipment: Equipment | None = None

    def load(self) -> Equipment:
        """Load the networks (once) and say what was loaded.

        Raises:
            DfdError: a detector is missing or damaged, or there is no such device.
        """
        if self._equipment is None:
            self._equipment = equip(*self._request)
        return self._equipment

    def run(
        self,
        paths: Sequence[Path],
        stop: Callable[[], bool],
        hashes: Mapping[Path, str] | None = None,
        watch: Watch | None = None,
    ) -> Generator[Event, None, None]:
        """Screen the clips; one ``ClipStarted`` and one ``ClipFinished`` each, progress between them.

        On cancelling, each clip at work gives a ``ClipInterrupted`` with what was scored of it, where there is any.

        Args:
            paths: the clips, in the order wanted.
            stop: polled between batches and packets; True ends the run.
            hashes: SHA-256 of clips that were hashed already.
            watch: called with each analysed frame, see ``Watch``.

        Raises:
            Cancelled: ``stop`` said so; clips already finished were yielded.
            DfdError: screening as such is impossible (e.g. no memory for a single face).
        """
        yield from Run(self.load(), paths, stop, hashes or {}, watch).events()
