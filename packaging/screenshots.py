"""Pictures of the real window, for the README and for design reviews.

    python packaging/screenshots.py OUT --fake CLIP --real CLIP --two CLIP --none CLIP [--more CLIP ...]

Runs the window itself, on a home folder of its own, in light and dark: empty, queue at work, review of each clip, the
training and library rooms, and the review at twice the resolution. Look at every one of them. Works without a display.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its name, the words for the window, and how many device pixels a point has."""

    name: str
    words: tuple[str, ...] = ()
    scale: int = 1


def main() -> int:
    """Take them all; exit code 1 if one could not be taken."""
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    failed = 0
    with tempfile.TemporaryDirectory(prefix="dfd-pictures-") as home:
        for theme in ("light", "dark"):
            for shot in _shots(options):
                failed += not _take(shot, theme, options.out / f"{shot.name}-{theme}.png", Path(home))
    return 1 if failed else 0


def _shots(options: argparse.Namespace) -> list[Shot]:
    clips = [str(options.fake), str(options.real), str(options.two), str(options.none)]
    more = [str(clip) for clip in options.more]
    return [
        Shot("empty"),
        Shot("queue-running", (*more, "--after", "2")),
        Shot("review-fake", (clips[0], *clips[1:])),
        Shot("review-real", (clips[1],)),
        Shot("review-two-persons", (clips[2],)),
        Shot("review-no-result", (clips[3],)),
        Shot("review-small-window", (clips[0], "--size", "1100x700")),
        Shot("review-twice", (clips[0],), scale=2),
        Shot("training", ("--tab", "training")),
        Shot("library", ("--tab", "library")),
    ]


def _take(shot: Shot, theme: str, picture: Path, home: Path) -> bool:
    # A store of its own for the queue at work: what was screened before would be done at once.
    own = home / (shot.name if "running" in shot.name else "shared") / (theme if "running" in shot.name else "")
    environment = {
        **os.environ,
        "DFD_HOME": str(own),
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "QT_SCALE_FACTOR": str(shot.scale),
    }
    command = [sys.executable, "-m", "dfd_gui", *shot.words, "--theme", theme, "--screenshot", str(picture)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    sys.stdout.write(f"{picture.name}: {'taken' if done.returncode == 0 else done.stderr.strip()}\n")
    return done.returncode == 0


def _options(words: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path, help="folder of the pictures")
    parser.add_argument("--fake", type=Path, required=True, help="a manipulated clip")
    parser.add_argument("--real", type=Path, required=True, help="an authentic clip")
    parser.add_argument("--two", type=Path, required=True, help="a clip of two persons")
    parser.add_argument("--none", type=Path, required=True, help="a clip without a face")
    parser.add_argument("--more", type=Path, nargs="*", default=[], help="clips for the queue at work")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main())
