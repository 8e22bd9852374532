"""Long work in a folder: its lock, its file of state, and where requests come from (shared by train and dataset)."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from dfd_core.errors import Cancelled, DfdError
from dfd_core.training.control import Control
from dfd_core.training.events import Failed, plain, to_json
from dfd_core.training.presence import STATE, StateFile, at_work, forget, give_way

CONTROL_HELP = (
    "Take requests, one a line: finish_now, pause, discard. On stdin (-), whose end means pause; or from a file that "
    "is looked at once a second and deleted in the end."
)


def requests_from(where: str | None) -> Control:
    """The requests of ``--control``: none, those on stdin, or those in a file."""
    control = Control(file=Path(where) if where and where != "-" else None)
    if where == "-":
        control.listen(sys.stdin)
    return control


@contextmanager
def present(folder: Path, control: Control, *, ours: bool = True) -> Iterator[StateFile | None]:
    """Hold the folder's lock and keep its ``state.json``, which says "failed" and why where an error ends the work.

    Args:
        folder: where the work is done; made if missing, and removed again where the work left nothing in it.
        control: its file is deleted in the end.
        ours: False where the work is going to be refused because of what is in the folder: it is left as it is.
    """
    if not ours:
        yield None
        return
    give_way()
    with at_work(folder):
        state = StateFile(folder)
        try:
            state.say("starting")
            yield state
        except Cancelled:
            state.say("cancelled")
            raise
        except DfdError as error:
            _leave(folder, state, Failed.of(error))
            raise
        except Exception as error:
            _leave(folder, state, Failed("defect", f"{type(error).__name__}: {error}"))
            raise
        finally:
            control.close()


def _leave(folder: Path, state: StateFile, failed: Failed) -> None:
    """Say what went wrong, or nothing where only our own traces are in the folder."""
    state.say("failed", error=to_json(failed))
    forget_if_alone(folder)


def forget_if_alone(folder: Path) -> None:
    """Remove our traces where nothing else is in the folder."""
    if not others_in(folder):
        forget(folder)


def others_in(folder: Path) -> bool:
    """Whether a folder holds anything beside the traces of long work; one that is missing does not."""
    return folder.is_dir() and any(not path.name.startswith(".") and path.name != STATE for path in folder.iterdir())


@contextmanager
def failures_as_json(*, wanted: bool) -> Iterator[None]:
    """Put an error on the JSON stream before it becomes a line on stderr."""
    try:
        yield
    except DfdError as error:
        if wanted:
            say_json(to_json(Failed.of(error)))
        raise


def say_json(values: dict[str, Any]) -> None:
    """One event on stdout, at once."""
    click.echo(json.dumps(plain(values), ensure_ascii=False, allow_nan=False))
    sys.stdout.flush()
