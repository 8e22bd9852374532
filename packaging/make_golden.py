"""Keep what the bundled clip and detectors give: ``python packaging/make_golden.py``.

Run it after the sample clip or a bundled detector was replaced; it rewrites ``resources/selftest/golden.json``, which
``dfd doctor --self-test`` compares with on every machine.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from dfd_core.cli.selftest import golden
from dfd_core.cli.selftest.screening import screened
from dfd_core.paths import UserPaths, resource
from dfd_core.video.probe import hash_file

TARGET = Path(__file__).resolve().parents[1] / "resources" / "selftest" / "golden.json"


def main() -> None:
    """Screen the clip in a home of its own and write the file."""
    clip = resource("samples", "astronaut.mp4")
    with tempfile.TemporaryDirectory(prefix="dfd-golden-") as folder:
        home = Path(folder)
        extract = screened(clip, UserPaths(home / "data", home / "cache", home / "config"))
    figures = {
        "schema": 1,
        "clip": {"sha256": hash_file(clip), "frames": golden.frame_hashes(clip)},
        "screening": golden.scores_of(extract),
    }
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{TARGET}: {', '.join(figures['screening']['detectors'])}\n")


if __name__ == "__main__":
    main()
