"""What every clip is asked: by the settings now, as the engine's command and as the key of its stored result."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dfd_core.detectors.library import Library
from dfd_core.engine.protocol import Screen
from dfd_core.screening.request import make_request
from dfd_gui.settings import Settings

DETECTOR = "detector:"
"""Before a name in ``screening.ensemble``: that one detector alone. No ensemble's name can hold a colon."""


@dataclass(frozen=True, slots=True)
class Ask:
    """``ensemble`` and ``detectors`` are both empty for the default of the library."""

    ensemble: str = ""
    detectors: tuple[str, ...] = ()
    frames: int = 32
    device: str = "auto"

    def key(self, library: Library) -> str:
        """The key of its results in the store, as the engine makes it. May take seconds: detector files are hashed.

        Raises:
            DfdError: the detectors are not installed, or damaged.
        """
        return make_request(library, ensemble=self.ensemble, detectors=self.detectors, frames=self.frames).key

    def command(self, ident: str, path: Path, sha256: str, folder: Path) -> Screen:
        """What the engine is told."""
        return Screen(
            ident,
            str(path),
            ensemble=self.ensemble,
            detectors=self.detectors,
            frames=self.frames,
            device=self.device,
            sha256=sha256,
            folder=str(folder),
        )


def asked(settings: Settings) -> Ask:
    """What the settings say now."""
    name = settings.text("screening.ensemble")
    detectors = (name.removeprefix(DETECTOR),) if name.startswith(DETECTOR) else ()
    return Ask(
        ensemble="" if detectors else name,
        detectors=detectors,
        frames=settings.number("screening.frames"),
        device=settings.text("screening.device"),
    )
