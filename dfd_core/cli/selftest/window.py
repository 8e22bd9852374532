"""Does the window open, screen a clip by its own engine, and show it?"""

from __future__ import annotations

import subprocess
from pathlib import Path

from dfd_core.cli.selftest.bench import Bench, failure
from dfd_core.cli.selftest.programs import window_command
from dfd_core.engine.client import child_environment

TIMEOUT_S = 180.0
MIN_WIDTH, MIN_HEIGHT = 640, 400
MIN_COLOURS = 32
"""A window that shows anything has more; an empty surface has one."""


def picture(bench: Bench) -> str:
    """The window screens the bundled clip and saves its own picture, without a screen."""
    target = bench.scratch / "window.png"
    environment = {**child_environment(), "QT_QPA_PLATFORM": "offscreen"}
    command = [*window_command(), str(bench.clip), "--screenshot", str(target)]
    try:
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=TIMEOUT_S,
            check=False,
        )
    except OSError as error:
        raise failure(f"the window cannot be started: {error}") from error
    except subprocess.TimeoutExpired as error:
        raise failure(f"the window did not show the bundled clip within {TIMEOUT_S:.0f} s") from error
    if done.returncode or not target.is_file():
        said = " ".join(done.stderr.split())[-300:] or "it said nothing"
        outcome = "a picture" if target.is_file() else "no picture"
        raise failure(f"the window ended with code {done.returncode} and {outcome}: {said}")
    width, height, colours = _look_at(target)
    if width < MIN_WIDTH or height < MIN_HEIGHT or colours < MIN_COLOURS:
        raise failure(f"the window's picture is empty: {width} x {height} px, {colours} colours")
    return f"the clip was screened and shown offscreen: {width} x {height} px, {colours} colours"


def _look_at(path: Path) -> tuple[int, int, int]:
    """Width, height and number of colours of a picture."""
    import numpy as np
    from PIL import Image

    with Image.open(path) as image:
        pixels = np.asarray(image.convert("RGB"))
    return pixels.shape[1], pixels.shape[0], len(np.unique(pixels.reshape(-1, 3), axis=0))
