"""The result of a run in numbers: from its figures and scores, and from evaluations of installed detectors."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dfd_core.detectors import container
from dfd_core.detectors.calibration import Thresholds
from dfd_core.detectors.library import Library
from dfd_core.errors import DfdError
from dfd_core.training import metrics
from dfd_core.training.options import INPUTS
from dfd_core.training.scores import HeldOut, read_scores
from dfd_gui.training.run import DETECTOR, FIGURES, SCORES

COMPARED = "compared"
"""Folder of a run where evaluations of installed detectors are kept, one folder a face set."""
BINS = 10
HISTOGRAM = 20
ROUNDS = 400
"""Of the bootstrap: enough to tell two detectors apart, done in a moment."""

FEWEST_GROUPS, FEWEST_FACES = 15, 60
"""On fewer held-out ones a figure is an anecdote."""

Doubles = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rival:
    """An installed detector on the same faces. ``low`` to ``high`` bound our AUC minus its AUC (95 %)."""

    name: str
    faces: int
    auc: float
    log_loss: float
    methods: Mapping[str, float]
    difference: float
    low: float
    high: float
    scores: Doubles


@dataclass(frozen=True, slots=True)
class Result:
    """A finished run. ``figures`` are those of its held-out faces as the core wrote them; arrays are by face.

    ``installed`` is the library's name of the very same weights, empty where they are not there.
    """

    folder: Path
    figures: Mapping[str, Any] = field(default_factory=dict)
    rows: tuple[HeldOut, ...] = ()
    rivals: tuple[Rival, ...] = ()
    bands: Thresholds | None = None
    installed: str = ""
    name: str = ""

    @property
    def fakes(self) -> Flags:
        """Whether each face is fake."""
        return np.array([bool(row.label) for row in self.rows])

    @property
    def scores(self) -> Doubles:
        """Calibrated scores 0..1."""
        return np.array([row.score for row in self.rows], np.float64)

    @property
    def raw(self) -> Doubles:
        """Scores before calibration."""
        return np.array([row.raw for row in self.rows], np.float64)

    def figure(self, name: str) -> float:
        """One of the core's figures; ``nan`` where it could not be told."""
        value = (self.figures.get("validation") or {}).get(name)
        return float(value) if isinstance(value, int | float) else math.nan

    def methods(self) -> dict[str, tuple[int, float]]:
        """Faces and AUC of each method against all real faces."""
        found = (self.figures.get("validation") or {}).get("auc_per_method") or {}
        counts = {name: sum(row.method == name for row in self.rows) for name in found}
        return {str(name): (counts[name], _float(value)) for name, value in sorted(found.items())}


def read_result(folder: Path, library: Library) -> Result:
    """Everything that a run's folder tells of its result; may take a moment, files are hashed.

    Raises:
        DfdError: there are no figures.
    """
    try:
        figures = json.loads((folder / FIGURES).read_bytes())
    except (OSError, ValueError) as error:
        raise DfdError("no_figures", f"{folder}: there is no result here ({error})") from error
    rows: tuple[HeldOut, ...] = ()
    if (folder / SCORES).is_file():
        rows = tuple(read_scores(folder / SCORES))
    name, bands, installed = _detector(folder / DETECTOR, library)
    return Result(folder, figures, rows, tuple(_rivals(folder, rows, name)), bands, installed, name)


def _detector(path: Path, library: Library) -> tuple[str, Thresholds | None, str]:
    """Name and bands in the detector's card, and the name it is installed by."""
    try:
        header = container.read_header(path)
        weights = container.weights_sha256_of(path, header)
    except (DfdError, OSError):
        return "", None, ""
    installed = next((one.name for one in library.detectors() if one.weights_sha256 == weights), "")
    return header.card.name, header.card.thresholds, installed


def held_out_sets(folder: Path, rows: Sequence[HeldOut]) -> list[tuple[Path, bool]]:
    """Face sets that hold validation faces, and whether the run's split divides them."""
    try:
        inputs = json.loads((folder / INPUTS).read_bytes())
    except (OSError, ValueError):
        return []
    valid = Path(str(inputs.get("valid") or ""))
    if inputs.get("valid") and valid.is_dir():
        return [(valid, False)]
    roots = [Path(str(path)) for path in inputs.get("data") or ()]
    return [(root, True) for root in roots if any(Path(row.file).is_relative_to(root) for row in rows)]


def _rivals(folder: Path, rows: Sequence[HeldOut], own: str) -> list[Rival]:
    """The detectors that were compared, on the faces that they share with the run."""
    found: dict[str, dict[str, float]] = {}
    for report in sorted((folder / COMPARED).glob("*/evaluation.json")):
        root = _root(report)
        for file, scores in _table(report.with_name("faces.csv")):
            for name, score in scores.items():
                if name not in (own, "ensemble"):
                    found.setdefault(name, {})[str((root / file).absolute())] = score
    return [rival for name, scores in sorted(found.items()) if (rival := _rival(name, scores, rows))]


def _rival(name: str, scores: Mapping[str, float], rows: Sequence[HeldOut]) -> Rival | None:
    shared = [row for row in rows if math.isfinite(scores.get(row.file, math.nan))]
    if not shared:
        return None
    labels = np.array([row.label for row in shared])
    theirs = np.array([scores[row.file] for row in shared])
    ours = np.array([row.score for row in shared])
    groups = [row.group for row in shared]
    found = metrics.auc_difference(labels, ours, theirs, groups, rounds=ROUNDS)
    methods = {}
    for method in sorted({row.method for row in shared if row.label}):
        chosen = np.array([not row.label or row.method == method for row in shared])
        methods[method] = metrics.auc(labels[chosen], theirs[chosen])
    loss = metrics.log_loss(labels, theirs)
    everywhere = np.array([scores.get(row.file, math.nan) for row in rows])
    return Rival(name, len(shared), found.second, loss, methods, found.difference, found.low, found.high, everywhere)


def _root(report: Path) -> Path:
    try:
        return Path(str(json.loads(report.read_bytes())["data"]["folder"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Path()


def _table(path: Path) -> list[tuple[str, dict[str, float]]]:
    """File and scores of each row of ``faces.csv``; the columns after ``time_s`` are detectors."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            head, *lines = csv.reader(stream)
            first = head.index("time_s") + 1
            names = head[first:]
            return [
                (line[0], {name: float(text) for name, text in zip(names, line[first:], strict=True) if text})
                for line in lines
            ]
    except (OSError, ValueError):
        return []


def verdict_words(result: Result) -> str:
    """What the AUC and its interval mean: ``few``, ``unproven``, ``weak``, ``fair``, ``good`` or ``unknown``."""
    auc, low = result.figure("auc"), result.figure("auc_low")
    if not math.isfinite(auc):
        return "unknown"
    if result.figure("groups") < FEWEST_GROUPS or result.figure("faces") < FEWEST_FACES:
        return "few"
    if not math.isfinite(low) or low <= 0.5:
        return "unproven"
    return "weak" if auc < 0.75 else "fair" if auc < 0.9 else "good"


def _float(value: object) -> float:
    return float(value) if isinstance(value, int | float) else math.nan
