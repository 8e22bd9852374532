"""The doctor's self-test: the bundled clip goes all the way to a stored verdict, in a folder of its own."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dfd_core.cases.extract import Extract, canonical_bytes, result_from_json
from dfd_core.cases.report_csv import csv_bytes
from dfd_core.cases.report_html import render_html
from dfd_core.cases.store import CaseStore
from dfd_core.cases.summary import summarise
from dfd_core.cli.batch import Batch, Done, Request
from dfd_core.cli.checks import REINSTALL, Check, State
from dfd_core.cli.console import write_crash_log
from dfd_core.cli.screen import make_screener
from dfd_core.detectors.library import Library
from dfd_core.errors import DfdError
from dfd_core.paths import UserPaths, resource, user_paths
from dfd_core.screening.request import settings_key
from dfd_core.types import ScreeningSettings

NAME = "self-test"
FRAMES = 8


def self_test() -> Iterator[Check]:
    """Screen the bundled clip with a small network of random weights; its score means nothing, that it comes does."""
    clip = resource("samples", "astronaut.mp4")
    if not clip.is_file():
        yield Check("self-test", State.FAIL, f"{clip} is missing", REINSTALL)
        return
    start = time.perf_counter()
    try:
        with _own_home() as places:
            first, second = _screen_twice(clip, places)
    except DfdError as error:
        yield Check("self-test", State.FAIL, error.message, error.hint)
        return
    except Exception as error:  # noqa: BLE001 - whatever is broken, the doctor is the one to say so
        detail = f"{type(error).__name__}: {error}"
        yield Check("self-test", State.FAIL, detail, f"details in {write_crash_log(error)}")
        return
    yield _screened(first, time.perf_counter() - start)
    yield _remembered(first, second)
    yield _rendered(first.extract)


@contextmanager
def _own_home() -> Iterator[UserPaths]:
    """A temporary folder in the place of the user's: the test leaves nothing behind and meets nothing there."""
    before = os.environ.get("DFD_HOME")
    with tempfile.TemporaryDirectory(prefix="dfd-self-test-", ignore_cleanup_errors=True) as home:
        os.environ["DFD_HOME"] = home
        try:
            yield user_paths()
        finally:
            if before is None:
                del os.environ["DFD_HOME"]
            else:
                os.environ["DFD_HOME"] = before


def _screen_twice(clip: Path, places: UserPaths) -> tuple[Done, Done]:
    library = Library(places)
    _random_detector(library)
    ensemble = library.of_detectors([NAME])
    settings = ScreeningSettings(FRAMES, ensemble.name, ensemble.aggregation, face_detector="mtcnn")
    request = Request(ensemble, library, settings, "auto", settings_key(ensemble, library, settings))
    with CaseStore(places.store) as store:
        first, second = (_screen(Batch(request, store, make_screener, fresh=False), clip) for _ in range(2))
        store.check()
    return first, second


def _screen(batch: Batch, clip: Path) -> Done:
    (done,) = [event for event in batch.run([clip], lambda: False) if isinstance(event, Done)]
    return done


def _random_detector(library: Library) -> None:
    import torch

    from dfd_core.detectors.card import DetectorCard
    from dfd_core.detectors.networks import build
    from dfd_core.detectors.weights import write_detector
    from dfd_core.faces.rules import MESONET, Normalisation

    torch.manual_seed(0)
    card = DetectorCard(NAME, "meso4", 256, MESONET, Normalisation("unit"), output="fake_logit")
    write_detector(library.path_for(NAME), card, build(card).state_dict())


def _screened(done: Done, seconds: float) -> Check:
    counts, tool = summarise(done.extract), done.extract["tool"]
    if counts.score is None or counts.usable_faces < FRAMES:
        why = " ".join(counts.reasons) or f"{counts.usable_faces} usable faces in {counts.frames} frames"
        return Check("self-test", State.FAIL, f"the bundled clip was not screened: {why}", REINSTALL)
    detail = f"a clip was screened in {seconds:.1f} s by {tool['backend']} on {tool['device']}, faces by "
    detail += f"{tool['face_detector']}: {counts.usable_faces} faces in {counts.frames} frames"
    return Check("self-test", State.GOOD, detail)


def _remembered(first: Done, second: Done) -> Check:
    if second.answered and second.extract == first.extract:
        return Check("self-test: store", State.GOOD, "the result was kept and answered at once")
    return Check("self-test: store", State.FAIL, "the result was not found again", REINSTALL)


def _rendered(extract: Extract) -> Check:
    sizes = [len(render(extract)) for render in (canonical_bytes, csv_bytes, render_html)]
    result_from_json(extract)
    return Check("self-test: reports", State.GOOD, f"JSON, CSV and HTML of {sum(sizes):,} bytes")
