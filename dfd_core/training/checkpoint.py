"""The files of a run: configuration, history, state and best weights; all replaced atomically."""

from __future__ import annotations

import errno
import io
import json
import pickle
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch

from dfd_core.errors import DfdError, UsageError
from dfd_core.paths import atomic_write
from dfd_core.training import recipes
from dfd_core.training.config import TrainConfig, differences
from dfd_core.training.events import TrainEvent, to_json
from dfd_core.training.options import CONFIG, INPUTS

STATE_VERSION = 1
_MACHINE = (
    "run.device",
    "run.threads",
    "run.compile",
    "run.channels_last",
    "run.save_minutes",
    "run.preview",
    "run.calibrate",
    "data.workers",
    "data.cache_mb",
    "data.leak_check",
    "optim.accumulate",
)
"""Settings that may differ when a run is resumed: they do not change what is learnt."""


class RunFolder:
    """Where a run keeps its files.

    ``config.toml`` effective settings · ``inputs.json`` data and options · ``history.jsonl`` events · ``last.pt``
    resumable state · ``best.pt`` best weights · ``split.json`` who is on which side · ``preview/`` validation faces ·
    ``figures.json``, ``scores.csv`` and ``detector.safetensors`` at the end.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.config = root / CONFIG
        self.history = root / "history.jsonl"
        self.last = root / "last.pt"
        self.best = root / "best.pt"
        self.split = root / "split.json"
        self.inputs = root / INPUTS
        self.preview = root / "preview"
        self.figures = root / "figures.json"
        self.scores = root / "scores.csv"
        self.detector = root / "detector.safetensors"
        self.cache = root / "crops.cache"

    def check(self, config: TrainConfig, *, resume: bool) -> None:
        """Look whether a fresh run may begin here, or whether the one to resume is of the same run.

        Raises:
            UsageError: a run is here already and is not to be resumed; there is none to resume; or the
                settings differ in what changes the result.
        """
        if resume:
            self._check_same(config)
        elif self.last.exists() or self.config.exists():
            raise UsageError(
                "run_exists",
                f"{self.root}: there is a run in this folder already",
                "add --resume to continue it, or choose another --out",
            )

    def begin(self, config: TrainConfig) -> None:
        """Make the folder of a fresh run."""
        with disk_errors(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
            recipes.save(config, self.config)

    def _check_same(self, config: TrainConfig) -> None:
        if not self.config.is_file():
            raise UsageError("no_run", f"{self.root}: there is no run to resume", "leave out --resume to begin one")
        changed = differences(recipes.read_config(self.config), config, ignore=_MACHINE)
        if changed:
            more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
            raise UsageError(
                "run_differs",
                f"{self.root}: the run was begun with other settings: {changed[0]}{more}",
                "resume with the same recipe and --set, or choose another --out",
            )

    def save_last(self, state: Mapping[str, Any]) -> None:
        """Replace the resumable state."""
        _save(self.last, state)

    def save_best(self, state: Mapping[str, Any]) -> None:
        """Replace the best weights."""
        _save(self.best, state)

    def load_last(self) -> dict[str, Any] | None:
        """The resumable state, None if the run never saved one."""
        return _load(self.last) if self.last.exists() else None

    def load_best(self) -> dict[str, Any]:
        """The best weights and when they were reached.

        Raises:
            DfdError: there are none yet, or the file is damaged.
        """
        if not self.best.exists():
            raise DfdError("no_weights", f"{self.root}: no epoch of this run was validated yet")
        return _load(self.best)

    def log(self, event: TrainEvent, seconds: float) -> None:
        """Append an event to the history; ``t`` is seconds since this process began the run."""
        line = json.dumps({"t": round(seconds, 3), **to_json(event)}, ensure_ascii=False, allow_nan=False)
        with disk_errors(self.history), self.history.open("a", encoding="utf-8") as stream:
            stream.write(f"{line}\n")

    def rewind(self, epoch: int, batch: int) -> None:
        """Drop from the history what came after the state that a run resumes from, and a half-written last line."""
        if not self.history.exists():
            return
        kept = [line for line in self._lines() if _place(line) <= (epoch, batch)]
        with disk_errors(self.history), atomic_write(self.history) as stream:
            stream.write("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in kept).encode())

    def discard(self) -> None:
        """Delete everything that the run has written, and the folder if nothing else is in it."""
        shutil.rmtree(self.preview, ignore_errors=True)
        for path in (
            self.config,
            self.inputs,
            self.history,
            self.last,
            self.best,
            self.split,
            self.figures,
            self.scores,
            self.detector,
        ):
            path.unlink(missing_ok=True)
        for path in self.root.glob(f"{self.cache.name}*"):
            path.unlink()
        if not any(self.root.iterdir()):
            self.root.rmdir()

    def _lines(self) -> Iterator[dict[str, Any]]:
        for text in self.history.read_text(encoding="utf-8").splitlines():
            try:
                yield json.loads(text)
            except ValueError:
                return


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn a full or unwritable disk into one clear line; what was saved before stays."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        what = "the disk is full" if full else f"cannot be written ({error.strerror})"
        raise DfdError(
            "disk_full" if full else "not_writable",
            f"{path}: {what}; the last good state is kept",
            "make room and resume with --resume",
        ) from error


def _save(path: Path, state: Mapping[str, Any]) -> None:
    buffer = io.BytesIO()
    torch.save({"version": STATE_VERSION, **state}, buffer)
    with disk_errors(path), atomic_write(path) as stream:
        stream.write(buffer.getbuffer())


def _load(path: Path) -> dict[str, Any]:
    """Tensors and plain values only; nothing else is ever unpickled."""
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except (OSError, RuntimeError, EOFError, pickle.UnpicklingError, LookupError, ValueError, TypeError) as error:
        raise DfdError("bad_state", f"{path}: damaged ({type(error).__name__})", "begin the run again") from error
    if not isinstance(state, dict) or state.get("version") != STATE_VERSION:
        raise DfdError("bad_state", f"{path}: is of another version of this program", "begin the run again")
    return state


def _place(line: Mapping[str, Any]) -> tuple[int, int]:
    """Epoch and batches done at that event; an epoch's end lies before the next one's first batch."""
    epoch, batch = int(line.get("epoch", 0)), int(line.get("batch", 0))
    if line.get("event") == "epoch_done" or line.get("kind") == "best":
        return epoch + 1, 0
    return epoch, batch
