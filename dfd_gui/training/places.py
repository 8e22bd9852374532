"""Where runs, face sets and the unfinished set-up are kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dfd_core.paths import UserPaths
from dfd_gui.settings import Settings

_LONGEST = 48


@dataclass(frozen=True, slots=True)
class Places:
    """Folders of the training room; nothing is made until somebody writes."""

    runs: Path
    facesets: Path
    draft: Path


def places_of(paths: UserPaths, settings: Settings) -> Places:
    """In the user's data folder, or where ``training.folder`` says."""
    chosen = settings.text("training.folder")
    base = Path(chosen).expanduser() if chosen else paths.data
    runs = base if chosen else base / "runs"
    return Places(runs, base / "facesets", paths.data / "training-draft.json")


def slug(text: str, instead: str) -> str:
    """A text as the name of a folder or detector: ASCII letters, digits, dots, dashes; ``instead`` if none is left."""
    allowed = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "._-") else "-" for sign in text)
    while "--" in allowed:
        allowed = allowed.replace("--", "-")
    return allowed.strip("-._")[:_LONGEST].strip("-._") or instead


def free_folder(root: Path, wanted: str, taken: frozenset[Path] = frozenset()) -> Path:
    """A folder below ``root`` that does not exist yet and is not ``taken``, numbered if need be."""
    path, number = root / wanted, 2
    while path.exists() or path in taken:
        path, number = root / f"{wanted}-{number}", number + 1
    return path
