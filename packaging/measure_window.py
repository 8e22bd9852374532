"""How quick the window is: from the start of the process to the first paint, and how long its event loop keeps waiting.

    python packaging/measure_window.py CLIP... [--runs 5]

Starts the window several times at rest (the first one warms the disk's cache and is not counted), then once with the
clips, on a fresh home folder, and prints a table. Exit code 1 if a limit is missed. Works without a display.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

START = "DFD_PROBE_START"
LIMITS = {"first paint, median": (1.0, "s"), "delay, 99th percentile": (50.0, "ms"), "delay, worst": (200.0, "ms")}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clips", nargs="+", type=Path, help="clips to screen meanwhile")
    parser.add_argument("--runs", type=int, default=5, help="starts that are counted (default 5)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dfd-measure-") as folder:
        starts = [_run(Path(folder), []) for _ in range(options.runs + 1)][1:]
        busy = _run(Path(folder), options.clips)
    first = [start.first_paint_s for start in starts]
    values = {
        "first paint, median": statistics.median(first),
        "delay, 99th percentile": statistics.quantiles(busy.delays_ms, n=100)[98],
        "delay, worst": max(busy.delays_ms),
    }
    lines = [f"{'measured':34}{'value':>10}{'limit':>10}"]
    lines += [f"{name:34}{values[name]:>7.2f} {unit:2}{limit:>7.0f} {unit}" for name, (limit, unit) in LIMITS.items()]
    lines += [
        f"{'first paint, every start':34}{', '.join(f'{value:.2f}' for value in first)} s",
        f"{'first paint, computing':34}{statistics.median(start.first_paint_cpu_s for start in starts):>7.2f} s",
        f"{'window thread computing, worst':34}{max(busy.busy_ms):>7.2f} ms",
        f"{'beats of 5 ms':34}{len(busy.delays_ms):>7}, median delay {statistics.median(busy.delays_ms):.2f} ms",
    ]
    if hasattr(os, "getloadavg"):  # a busy machine makes every wait longer; what was computed stays the same
        lines.append(f"{'load of the machine':34}{os.getloadavg()[0]:>7.2f} on {os.cpu_count()} cores")
    sys.stdout.write("\n".join(lines) + "\n")
    return int(any(values[name] > limit for name, (limit, _) in LIMITS.items()))


@dataclass(frozen=True, slots=True)
class Run:
    """What `dfd_gui.shell.probe` measured in one window."""

    first_paint_s: float
    first_paint_cpu_s: float
    delays_ms: list[float]
    busy_ms: list[float]


def _run(home: Path, clips: Sequence[Path]) -> Run:
    """One window."""
    file = home / "probe.json"
    words = [sys.executable, "-m", "dfd_gui", *map(str, clips), "--probe", str(file)]
    environment = {**os.environ, "DFD_HOME": str(home), START: repr(time.time())}
    done = subprocess.run(words, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"the window failed: {done.stderr.strip()}")
    return Run(**json.loads(file.read_text(encoding="utf-8")))


if __name__ == "__main__":
    sys.exit(main())
