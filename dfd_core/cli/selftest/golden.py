"""What the bundled clip and detectors gave where the program was built, and must give wherever it runs.

``packaging/make_golden.py`` writes the file; it names the detectors by their hashes, so that it cannot be taken for
that of others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

from dfd_core.cases.extract import Extract
from dfd_core.cli.selftest.bench import failure
from dfd_core.errors import DfdError
from dfd_core.paths import resource

Golden: TypeAlias = dict[str, Any]

FRAMES = 8
"""Frames of the clip that are screened."""
LOOKED_AT = (0, 49, 99)
"""Frames of the clip whose hash is kept."""
TOLERANCE = 1e-4
"""Largest difference of a score: backends of one kind agree far better, a wrong crop or network does not."""
REMAKE = "run packaging/make_golden.py if the clip or the detectors were replaced; else install DFD again"


def load() -> Golden:
    """The kept figures.

    Raises:
        DfdError: they are missing or damaged.
    """
    path = resource("selftest", "golden.json")
    try:
        golden: Golden = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DfdError("golden_missing", f"{path}: cannot be read ({error})", REMAKE) from error
    return golden


def frame_hashes(clip: Path) -> dict[str, str]:
    """SHA-256 of some decoded frames, by number.

    It is taken of the planes as the decoder gives them: a codec's standard fixes them to the bit, while the
    conversion to RGB depends on the processor.
    """
    import av

    hashes: dict[str, str] = {}
    with av.open(str(clip)) as container:
        for number, frame in enumerate(container.decode(video=0)):
            if number in LOOKED_AT:
                hashes[str(number)] = hashlib.sha256(frame.to_ndarray().tobytes()).hexdigest()
    return hashes


def scores_of(extract: Extract) -> Golden:
    """What is kept of a result: the detectors' hashes, and the scores of clip and faces."""
    faces = [face for frame in extract["frames"] for face in frame["faces"]]
    return {
        "ensemble": extract["settings"]["ensemble"],
        "score": extract["score"],
        "detectors": {
            each["name"]: {
                "sha256": each["sha256"],
                "score": each["score"],
                "faces": [face["scores"][each["name"]] for face in faces],
            }
            for each in extract["detectors"]
        },
    }


def compare(seen: Mapping[str, Any], kept: Mapping[str, Any]) -> float:
    """The largest difference of a score.

    Raises:
        DfdError: the detectors are others, a face is missing, or a score differs by more than ``TOLERANCE``.
    """
    names = {name: each["sha256"] for name, each in kept["detectors"].items()}
    if {name: each["sha256"] for name, each in seen["detectors"].items()} != names:
        raise failure(f"the bundled detectors are not those of the kept figures ({', '.join(names)})", REMAKE)
    pairs = [(seen["score"], kept["score"])]
    for name, each in kept["detectors"].items():
        mine = seen["detectors"][name]
        if len(mine["faces"]) != len(each["faces"]):
            raise failure(f"{len(mine['faces'])} faces were scored, {len(each['faces'])} were expected")
        pairs += [(mine["score"], each["score"]), *zip(mine["faces"], each["faces"], strict=True)]
    if any(one is None or other is None for one, other in pairs):
        raise failure("a score is missing: the bundled clip had no result", REMAKE)
    largest = max(abs(float(one) - float(other)) for one, other in pairs)
    if not largest <= TOLERANCE:
        raise failure(f"a score differs by {largest:.2g} from the kept one (allowed: {TOLERANCE:g})", REMAKE)
    return largest
