"""How much memory the window takes while many different clips pass through its queue and its review.

    python packaging/measure_memory.py [--clips 200] [--height 360] [--quick]

Makes clips of one to three persons from the bundled sample (each file is another one, so nothing is answered from the
store), has a window with a fresh home folder screen them with the real engine and shows each in the review: scrubbing,
exact frames, heat map, chart and table. Prints a table; exit code 1 if a limit is missed. ``--quick``: an engine that
makes its results up, for looking after leaks of the window alone. Works without a display.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import numpy.typing as npt

from dfd_core.paths import resource

HERE = Path(__file__).parent
PERSONS = (1, 2, 3)
FRAMES, RATE = 50, 25
HIGHEST_MB, GROWTH_MB = 300, 10
SETTLED = 50
"""Growth counts from the clip of this number on: before it, caches fill."""
MB = 1_000_000


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clips", type=int, default=200, help="how many (default 200)")
    parser.add_argument("--height", type=int, default=360, help="of the clips in pixels (default 360)")
    parser.add_argument("--quick", action="store_true", help="with an engine that makes its results up")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dfd-memory-") as folder:
        clips = make_clips(Path(folder), options.clips, options.height)
        quick = [sys.executable, str(HERE / "quick_engine.py"), "--height", str(options.height)]
        engine = shlex.join(quick) if options.quick else ""
        measured = _run(Path(folder), clips, engine)
    limits = [("highest", measured["highest"] / MB, HIGHEST_MB)]
    if (growth := _growth(measured["rows"])) is not None:
        limits.append((f"growth from {SETTLED} on", growth, GROWTH_MB))
    lines = [*_table(measured["rows"]), "", f"{'measured':24}{'value':>10}{'limit':>10}"]
    lines += [f"{name:24}{value:>7.1f} MB{limit:>7} MB" for name, value, limit in limits]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(any(value > limit for _, value, limit in limits))


def make_clips(folder: Path, count: int, height: int) -> list[Path]:
    """Clips of 2 s and of one to three persons in turn, each file with a hash of its own."""
    bases = [_clip(folder / f"base-{persons}.mp4", persons, height) for persons in PERSONS]
    clips = [folder / f"clip-{number:03}.mp4" for number in range(count)]
    for number, clip in enumerate(clips):
        shutil.copyfile(bases[number % len(bases)], clip)
        with clip.open("ab") as stream:
            stream.write(struct.pack(">I4sQ", 16, b"free", number))  # a box that players pass over
    return clips


def _clip(path: Path, persons: int, height: int) -> Path:
    """The sample's face, so many times side by side."""
    side, width = height * 16 // 27 // 2 * 2, height * 16 // 9 // 2 * 2  # three sides fit beside each other
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=RATE, options={"crf": "23", "preset": "fast"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for face in _sample(side):
            picture = np.full((height, width, 3), 90, np.uint8)
            for person in range(persons):
                picture[height - side :, person * side : (person + 1) * side] = face
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    return path


def _sample(side: int) -> Iterator[npt.NDArray[np.uint8]]:
    with av.open(str(resource("samples", "astronaut.mp4"))) as container:
        for number, frame in enumerate(container.decode(video=0)):
            if number == FRAMES:
                return
            picture = cv2.resize(frame.to_ndarray(format="rgb24"), (side, side), interpolation=cv2.INTER_AREA)
            yield np.asarray(picture, np.uint8)


def _run(home: Path, clips: Sequence[Path], engine: str) -> dict[str, Any]:
    out = home / "weighed.json"
    words = [sys.executable, str(HERE / "memory_window.py"), str(out), *map(str, clips), "--engine", engine]
    done = subprocess.run(words, env={**os.environ, "DFD_HOME": str(home / "home")}, check=False)
    if done.returncode:
        raise SystemExit("the window failed")
    measured: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return measured


def _table(rows: Sequence[dict[str, int]]) -> Iterator[str]:
    yield f"{'clips':>5}{'resident':>12}{'PSS':>10}{'private':>10}{'Qt objects':>12}{'Python objects':>16}"
    for row in rows:
        sizes = [f"{row[kind] / MB:.1f}" for kind in ("rss", "pss", "uss")]
        yield f"{row['clips']:>5}{sizes[0]:>9} MB{sizes[1]:>10}{sizes[2]:>10}{row['qt']:>12}{row['python']:>16}"


def _growth(rows: Sequence[dict[str, int]]) -> float | None:
    """MB that a straight line through the resident sizes gains from clip `SETTLED` to the last; None for too few."""
    settled = [row for row in rows if row["clips"] >= SETTLED]
    if len(settled) < 2:
        return None
    places = [row["clips"] for row in settled]
    line = statistics.linear_regression(places, [row["rss"] / MB for row in settled])
    return line.slope * (places[-1] - places[0])


if __name__ == "__main__":
    sys.exit(main())
