"""Does the bundled clip get the scores that it must get?"""

from __future__ import annotations

from pathlib import Path

from dfd_core.cases.extract import Extract
from dfd_core.cli.selftest import golden
from dfd_core.cli.selftest.bench import Bench
from dfd_core.detectors.library import STARTER, Library
from dfd_core.paths import UserPaths


def screen(bench: Bench) -> str:
    """Screen the clip with the bundled ensemble on the CPU and compare every score with the kept one."""
    kept = golden.load()["screening"]
    bench.extract = extract = screened(bench.clip, bench.places)
    seen = golden.scores_of(extract)
    largest = golden.compare(seen, kept)
    counts = [len(each["faces"]) for each in seen["detectors"].values()]
    tool = extract["tool"]
    asked = f"{len(counts)} detector{'s' * (len(counts) != 1)}"
    detail = f"{asked}, {sum(counts)} scores, largest difference {largest:.1e}"
    return f"{detail}; {extract['timing_s']['total']:.1f} s by {tool['backend']}, faces by {tool['face_detector']}"


def screened(clip: Path, places: UserPaths) -> Extract:
    """The result of the bundled ensemble, kept in the store of ``places``."""
    from dfd_core.cases.store import CaseStore
    from dfd_core.cli.batch import Batch, Done
    from dfd_core.cli.screen import make_screener
    from dfd_core.screening.request import make_request

    request = make_request(Library(places), ensemble=STARTER, frames=golden.FRAMES, device="cpu", face_detector="mtcnn")
    with CaseStore(places.store) as store:
        batch = Batch(request, store, make_screener, fresh=False)
        (done,) = [event for event in batch.run([clip], lambda: False) if isinstance(event, Done)]
        store.check()
    return done.extract
