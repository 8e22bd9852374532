"""The ``dfd`` commands behind the wizard's buttons, word by word: whatever the window does, a terminal does too."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dfd_gui.training.draft import Cutting, Draft, Pick, Source
from dfd_gui.training.run import CONTROL, SPLIT, Run

Words = tuple[str, ...]


def shown(words: Sequence[str]) -> str:
    """A command as one would type it in this system's terminal."""
    line = ["dfd", *words]
    return subprocess.list2cmdline(line) if sys.platform == "win32" else shlex.join(line)


def build(source: Source, cutting: Cutting) -> Words:
    """Cut a source's faces."""
    words = ["dataset", "build", source.path, "--out", source.faces, "--layout", source.layout]
    for condition in source.conditions():
        words += ["--where", condition]
    if source.label:
        words += ["--label", source.label]
    words += ["--faces", str(cutting.faces), "--size", str(cutting.size), "--persons", cutting.persons]
    if cutting.seed:
        words += ["--crop", "seed"]
    if cutting.margin >= 0:
        words += ["--margin", f"{cutting.margin:g}"]
    return tuple(words)


@dataclass(frozen=True, slots=True)
class Training:
    """One run to begin: its folder, its recipe with all that is changed of it, its detector's name."""

    folder: Path
    pick: Pick
    name: str

    def arguments(self, draft: Draft) -> Words:
        """The command, without what only the window needs."""
        words = ["train", "--recipe", self.pick.base]
        for path in draft.face_sets:
            words += ["--data", str(path)]
        words += ["--out", str(self.folder), "--name", self.name]
        if draft.licence:
            words += ["--licence", draft.licence]
        if draft.valid:
            words += ["--valid", draft.valid]
        if draft.device:
            words += ["--device", draft.device]
        for key, value in self.pick.changes.items():
            words += ["--set", f"{key}={value}"]
        return (*words, "--no-install")

    def check(self, draft: Draft) -> Words:
        """The same as a check, which writes nothing."""
        return (*self.arguments(draft), "--check-only", "--json", "-", "--quiet")


def after(folders: Sequence[Path]) -> Words:
    """Wait for other runs first."""
    return tuple(word for folder in folders for word in ("--after", str(folder)))


def resume(folder: Path) -> Words:
    """Go on with a run that has begun."""
    return ("train", "--out", str(folder), "--resume")


def controlled(words: Words, folder: Path) -> Words:
    """A command that takes requests from the folder's control file."""
    return (*words, "--control", str(folder / CONTROL))


def of_run(run: Run) -> Words:
    """The command that began a run."""
    return run.arguments or resume(run.folder)


def install(detector: Path, name: str) -> Words:
    """Put a detector into the library."""
    return ("detectors", "import", str(detector), "--name", name)


def evaluate(data: Path, run: Path, detectors: Sequence[str], out: Path, *, split: bool) -> Words:
    """Measure installed detectors on a run's validation faces."""
    words = ["evaluate", "--data", str(data), "--out", str(out), "--no-plots", "--quiet"]
    if split:
        words += ["--split", str(run / SPLIT), "--part", "valid"]
    for name in detectors:
        words += ["--detector", name]
    return tuple(words)
