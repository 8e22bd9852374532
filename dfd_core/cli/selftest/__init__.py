"""The doctor's self-test: everything that the program promises is really done once, in a folder of its own.

It is what an installed copy is judged by, so it needs nothing but that copy: the bundled clip, the bundled detectors
and ``golden.json``, what they gave where the program was built.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dfd_core.cli.checks import REINSTALL, Check, State
from dfd_core.cli.console import write_crash_log
from dfd_core.cli.selftest import engine, media, results, screening, training, window
from dfd_core.cli.selftest.bench import Bench
from dfd_core.errors import DfdError
from dfd_core.paths import resource, user_paths

CHECKS: tuple[tuple[str, Callable[[Bench], str]], ...] = (
    ("decoding", media.decode),
    ("screening", screening.screen),
    ("store", results.remember),
    ("store of an older version", results.migrate),
    ("reports", results.render),
    ("training", training.learn),
    ("loader processes", training.load),
    ("engine", engine.screen),
    ("engine: cancel", engine.cancel),
    ("engine: parent's death", engine.outlive),
    ("window", window.picture),
)
"""Name and work; the work returns what it saw and raises where something is amiss. Later ones build on earlier ones."""


def self_test(names: tuple[str, ...] = ()) -> Iterator[Check]:
    """Do the checks (those of ``names``, or all) one by one. Nothing of the user's is read or written."""
    with tempfile.TemporaryDirectory(prefix="dfd-self-test-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        with _at_home(home):
            bench = Bench(user_paths(), resource("samples", "astronaut.mp4"), home / "scratch")
        bench.scratch.mkdir()
        for name, work in CHECKS:
            if not names or name in names:
                yield _guarded(f"self-test: {name}", work, bench, home)


def _guarded(name: str, work: Callable[[Bench], str], bench: Bench, home: Path) -> Check:
    try:
        with _at_home(home):
            return Check(name, State.GOOD, work(bench))
    except DfdError as error:
        return Check(name, State.FAIL, error.message, error.hint or REINSTALL)
    except Exception as error:  # noqa: BLE001 - whatever is broken, the doctor is the one to say so
        detail = f"{type(error).__name__}: {error}"
        return Check(name, State.FAIL, detail, f"details in {write_crash_log(error)}")


@contextmanager
def _at_home(home: Path) -> Iterator[None]:
    """A folder in the place of the user's, for this process and its children."""
    before = os.environ.get("DFD_HOME")
    os.environ["DFD_HOME"] = str(home)
    try:
        yield
    finally:
        if before is None:
            del os.environ["DFD_HOME"]
        else:
            os.environ["DFD_HOME"] = before
