"""Odd, broken and hostile files: each gives what its table says, in bounded time and memory."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

_TORTURE = Path(__file__).parents[2].parent / "shared" / "data" / "torture"

# Runs in a process of its own, so that a crash or a leak is seen as what it is.
_CHILD = """
import json, sys, time
from pathlib import Path
from dfd_core.errors import MediaError
from dfd_core.video.reader import ClipReader
from dfd_core.video.sampling import SamplingPlan

for name in json.loads(sys.argv[2]):
    start, line, frames, note = time.monotonic(), "", 0, ""
    try:
        with ClipReader(Path(sys.argv[1]) / name, threads=2) as reader:
            frames = sum(1 for _ in reader.sample(SamplingPlan()))
        outcome = "partial" if reader.partial else "opens"
        note = "; ".join(reader.warnings)
    except MediaError as error:
        outcome, note = "error", str(error)
    seconds = time.monotonic() - start
    print(json.dumps([name, outcome, frames, seconds, note]), flush=True)
"""
_PEAK = "\nimport resource; print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))"


@pytest.mark.real
@pytest.mark.skipif(not _TORTURE.is_dir(), reason="../shared/data/torture is not here")
def test_every_file_gives_what_the_table_says() -> None:
    with (_TORTURE / "expected.csv").open(encoding="utf-8", newline="") as table:
        expected = {row["file"]: row["expected"] for row in csv.DictReader(table)}
    script = _CHILD + (_PEAK if sys.platform == "linux" else "\nprint(0)")
    command = [sys.executable, "-c", script, str(_TORTURE), json.dumps(list(expected))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)
    *lines, peak_kib = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert isinstance(peak_kib, int)
    assert peak_kib < 2_000_000
    assert [line[0] for line in lines] == list(expected)
    for name, outcome, frames, seconds, note in lines:
        assert outcome in expected[name].split("-or-"), (name, outcome, note)
        assert (frames > 0) == (outcome != "error"), name
        assert bool(note) == (outcome != "opens"), (name, note)
        assert "\n" not in note
        assert seconds < 20, (name, seconds)
