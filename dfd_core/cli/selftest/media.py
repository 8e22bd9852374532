"""Is video decoded to the bit, and are clips read the way screening reads them?"""

from __future__ import annotations

from dfd_core.cli.selftest import golden
from dfd_core.cli.selftest.bench import Bench, failure


def decode(bench: Bench) -> str:
    """Frames of the bundled clip have exactly the kept hashes."""
    from dfd_core.video.probe import hash_file

    kept = golden.load()["clip"]
    if hash_file(bench.clip) != kept["sha256"]:
        raise failure(f"{bench.clip} is not the clip of the kept figures", golden.REMAKE)
    hashes = golden.frame_hashes(bench.clip)
    if wrong := [number for number, value in kept["frames"].items() if hashes.get(number) != value]:
        raise failure(f"frames {', '.join(wrong)} of the bundled clip are decoded to something else")
    return f"{len(hashes)} frames of the bundled clip are exact to the bit"
