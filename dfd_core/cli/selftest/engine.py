"""Does the engine process answer, screen, cancel at once, and never outlive its parent?"""

from __future__ import annotations

import multiprocessing
import time
from multiprocessing.connection import Connection
from pathlib import Path

import psutil

from dfd_core import __version__
from dfd_core.cli.selftest.bench import Bench, failure
from dfd_core.cli.selftest.golden import FRAMES
from dfd_core.detectors.library import STARTER
from dfd_core.engine.client import EngineProcess
from dfd_core.engine.protocol import Cancel, Cancelled, Failed, Progress, Screen, Screened

CANCEL_S = 2.0
"""A cancelled screening must have ended by then."""
ORPHAN_S = 5.0
"""An engine whose parent was killed must have ended by then."""
PATIENCE_S = 120.0
ALL_FRAMES = 1000
"""As many as the clip has: enough work to be cancelled in its midst."""


def screen(bench: Bench) -> str:
    """An engine starts, says who it is, screens the clip to the same score, and ends when asked."""
    began = time.perf_counter()
    with EngineProcess() as engine:
        seconds, ready = time.perf_counter() - began, engine.ready
        if ready is None or ready.version != __version__ or not ready.local:
            raise failure(f"the engine does not introduce itself as this program's: {ready}")
        answer = engine.ask(_screening(engine, bench.clip, FRAMES), PATIENCE_S)
    if isinstance(answer, Failed):
        raise failure(f"the engine cannot screen the bundled clip: {answer.message}", answer.hint)
    if not isinstance(answer, Screened) or answer.extract["score"] != bench.result()["score"]:
        raise failure("the engine gave the bundled clip another result than the command line")
    if code := engine.wait(PATIENCE_S):
        raise failure(f"the engine ended with code {code}")
    return f"ready after {seconds:.1f} s; devices: {', '.join(ready.devices)}; the same score"


def cancel(bench: Bench) -> str:
    """A screening in full work is cancelled within two seconds."""
    with EngineProcess() as engine:
        command = _screening(engine, bench.clip, ALL_FRAMES)
        engine.send(command)
        while not isinstance(engine.next_event(PATIENCE_S), Progress):
            pass
        began = time.perf_counter()
        engine.send(Cancel(engine.next_id(), command.id))
        answer = engine.wait_for(command.id, PATIENCE_S)
        seconds = time.perf_counter() - began
    if not isinstance(answer, Cancelled):
        raise failure(f"the screening was to be cancelled and ended as {answer.KIND!r}")
    if seconds > CANCEL_S:
        raise failure(f"a cancelled screening went on for {seconds:.1f} s (allowed: {CANCEL_S:g})")
    return f"ended {seconds:.2f} s after the request"


def outlive(bench: Bench) -> str:
    """An engine in full work whose parent is killed ends by itself."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    parent = context.Process(target=_parent, args=(there, bench.clip), daemon=False)
    parent.start()
    there.close()
    try:
        if not here.poll(PATIENCE_S):
            raise failure("a process that starts an engine did not get to it")
        orphan = psutil.Process(here.recv())
    except EOFError:
        raise failure("a process that starts an engine died of it") from None
    finally:
        began = time.perf_counter()
        parent.kill()
        parent.join()
    while time.perf_counter() - began < ORPHAN_S:
        if not orphan.is_running() or orphan.status() == psutil.STATUS_ZOMBIE:
            return f"ended {time.perf_counter() - began:.2f} s after its parent was killed"
        time.sleep(0.02)
    orphan.kill()
    raise failure(f"the engine went on for {ORPHAN_S:g} s after its parent was killed")


def _parent(told: Connection, clip: Path) -> None:
    """Start an engine, give it work, tell its number, and wait to be killed."""
    with EngineProcess() as engine:
        engine.send(_screening(engine, clip, ALL_FRAMES))
        while not isinstance(engine.next_event(PATIENCE_S), Progress):
            pass
        told.send(engine.pid)
        time.sleep(PATIENCE_S)


def _screening(engine: EngineProcess, clip: Path, frames: int) -> Screen:
    return Screen(engine.next_id(), str(clip), ensemble=STARTER, frames=frames, device="cpu", face_detector="mtcnn")
