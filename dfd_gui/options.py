"""The command line of ``dfd-gui``."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from dfd_core import __version__
from dfd_core.errors import UsageError

TABS = ("screen", "training", "library")


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for. ``size`` is in pixels; ``theme`` and ``language`` are empty where nothing was said."""

    paths: tuple[Path, ...] = ()
    tab: str = ""
    screenshot: Path | None = None
    theme: str = ""
    language: str = ""
    size: tuple[int, int] | None = None
    probe: Path | None = None
    after: int = 0
    """Take the picture when so many clips are done, not all (0)."""

    @property
    def errand(self) -> bool:
        """Whether the window only does one thing and ends by itself."""
        return self.screenshot is not None or self.probe is not None


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError("usage", message, "see 'dfd-gui --help'")


def parse(words: Sequence[str]) -> Options:
    """Read the command line.

    Raises:
        UsageError: it makes no sense.
        SystemExit: help or version was asked for, and written.
    """
    known = _parser().parse_args(list(words))
    paths = tuple(Path(path).absolute() for path in known.paths)
    if missing := next((path for path in paths if not os.path.lexists(path)), None):
        raise UsageError("no_such_file", f"{missing}: no such file or folder")
    return Options(
        paths, known.tab, known.screenshot, known.theme, known.language, known.size, known.probe, known.after
    )


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="dfd-gui",
        description="Open the window of DFD, the deepfake screening desk, and screen clips.",
        epilog="All results lead to examination, never to proof. 'dfd --help' shows the same work without a window.",
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="clips, pictures or folders to screen")
    parser.add_argument("--tab", choices=TABS, default="", help="the room to begin in")
    parser.add_argument(
        "--screenshot",
        type=Path,
        metavar="FILE",
        help="wait until the clips are screened and shown, save a picture of the window, and end",
    )
    parser.add_argument("--version", action="version", version=f"dfd-gui {__version__}")
    # For the scripts that take pictures and times; users have the settings.
    parser.add_argument("--theme", choices=("light", "dark"), default="", help=argparse.SUPPRESS)
    parser.add_argument("--language", choices=("en", "de"), default="", help=argparse.SUPPRESS)
    parser.add_argument("--size", type=_size, metavar="WxH", help=argparse.SUPPRESS)
    parser.add_argument("--after", type=int, default=0, metavar="CLIPS", help=argparse.SUPPRESS)
    parser.add_argument("--probe", type=Path, metavar="FILE", help=argparse.SUPPRESS)
    return parser


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal() and 100 <= int(width) <= 8000 and 100 <= int(height) <= 8000):
        raise argparse.ArgumentTypeError(f"{text!r} is no size like 1440x900")
    return int(width), int(height)
