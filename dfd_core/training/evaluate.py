"""Evaluate detectors and their ensemble: scores, figures, comparison, plots and tables in one folder (T)."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from dfd_core import __version__
from dfd_core.detectors.calibration import Thresholds
from dfd_core.detectors.ensemble import Ensemble
from dfd_core.detectors.library import InstalledDetector, Library
from dfd_core.errors import DfdError, UsageError
from dfd_core.paths import UserPaths, atomic_write
from dfd_core.screening.verdict import WIDE_BANDS
from dfd_core.training.compare import compare, compare_rules
from dfd_core.training.figures import ROUNDS, Breakdown, breakdown, by_group
from dfd_core.training.items import FaceItem, FaceSet
from dfd_core.training.plots import draw_all
from dfd_core.training.scoring import RawScores, Scored, score_clips, score_faces
from dfd_core.training.sources import SourceClip, Sources
from dfd_core.training.tables import COLUMN, Case, Table, clips_of_faces, with_ensemble
from dfd_core.training.wanted import Wanted
from dfd_core.types import ClipResult, ScreeningSettings

REPORT = "evaluation.json"
SCHEMA = 1
NOISE = frozenset({"same_as_original", "contradictory_label"})
"""Faces flagged so are left out of figures: their label is in doubt."""


@dataclass(frozen=True, slots=True)
class Setup:
    """Whom to evaluate, and with what. ``rounds`` of the bootstrap; ``plots`` may be left out for speed."""

    ensemble: Ensemble
    library: Library
    paths: UserPaths
    device: str = "auto"
    threads: int = 0
    rounds: int = ROUNDS
    plots: bool = True
    calibrate: Wanted | None = None
    save_as: str = ""

    @property
    def detectors(self) -> list[InstalledDetector]:
        """The ensemble's detectors as installed."""
        return [self.library.get(name) for name in self.ensemble.detectors]


@dataclass(frozen=True, slots=True)
class EvaluationStarted:
    """``cases`` faces or clips (``what``) will be scored by these detectors; ``left_out`` counts the others."""

    what: str
    cases: int
    detectors: tuple[str, ...]
    left_out: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class EvaluationFinished:
    """Everything is written. ``report`` is the content of ``evaluation.json``."""

    out: Path
    report: Mapping[str, Any]
    calibrated: tuple[str, ...] = ()
    ensemble: str = ""


EvaluationEvent: TypeAlias = EvaluationStarted | Scored | EvaluationFinished


@dataclass(frozen=True, slots=True)
class _Data:
    """What was evaluated, for the report."""

    description: Mapping[str, Any]
    settings: Mapping[str, Any] = field(default_factory=dict)


def evaluate_face_set(
    face_set: FaceSet,
    items: Sequence[FaceItem],
    setup: Setup,
    out: Path,
    part: str = "",
    stop: Callable[[], bool] = lambda: False,
) -> Generator[EvaluationEvent, None, EvaluationFinished]:
    """Evaluate on stored faces: face level, and clip level by the ensemble's rule.

    Args:
        face_set: where the pictures are.
        items: which of its faces, e.g. one part of a split.
        setup: whom, and with what.
        out: folder for the results.
        part: the name of the part, for the report.
        stop: asked between batches.

    Raises:
        DfdError: a detector is damaged, a picture missing, or the data unfit for the wanted calibration.
        Cancelled: ``stop`` said so.
    """
    FaceSet(face_set.root, tuple(items)).labelled()
    doubtful = Counter(flag for item in items for flag in item.flags if flag in NOISE)
    kept = [item for item in items if not NOISE & set(item.flags)]
    if not kept:
        raise UsageError("nothing_to_evaluate", f"{face_set.root}: no face to evaluate", "check --split and --part")
    yield EvaluationStarted("faces", len(kept), setup.ensemble.detectors, dict(doubtful))
    raw = yield from score_faces(kept, face_set.root, setup.detectors, setup.device, setup.paths, setup.threads, stop)
    data = _Data(
        {
            "kind": "face set",
            "folder": str(face_set.root),
            "digest": face_set.digest,
            "part": part,
            "faces": len(kept),
            "left_out": dict(doubtful),
        }
    )
    done = _conclude(raw, setup, data, out)
    yield done
    return done


def evaluate_clips(
    sources: Sources,
    setup: Setup,
    out: Path,
    settings: ScreeningSettings,
    stop: Callable[[], bool] = lambda: False,
) -> Generator[EvaluationEvent, None, EvaluationFinished]:
    """Evaluate on labelled clips through the whole screening pipeline.

    Args:
        sources: labelled clips, from ``find_sources``.
        setup: whom, and with what.
        out: folder for the results.
        settings: frames per clip and the like.
        stop: asked between batches.

    Raises:
        DfdError: a detector is damaged, or the data unfit for the wanted calibration.
        Cancelled: ``stop`` said so.
    """
    skipped = Counter(one.code for one in sources.skipped)
    yield EvaluationStarted("clips", len(sources.clips), setup.ensemble.detectors, dict(skipped))
    raw = yield from score_clips(
        sources.clips, setup.ensemble, setup.library, settings, setup.device, setup.paths, setup.threads, stop
    )
    description = {
        "kind": "clips",
        "source": str(sources.root),
        "where": list(sources.where),
        "clips": len(sources.clips),
        "left_out": dict(skipped),
    }
    clips = {clip.name: clip for clip in sources.clips}
    done = _conclude(raw, setup, _Data(description, asdict(settings)), out, clips)
    yield done
    return done


def _conclude(
    raw: RawScores, setup: Setup, data: _Data, out: Path, clips: Mapping[str, SourceClip] | None = None
) -> EvaluationFinished:
    """Figures, comparison, plots, tables and calibration of collected scores, written into ``out``."""
    current = {detector.name: detector.card.calibration for detector in setup.detectors}
    faces = raw.table(current)
    of_clips = _screened(raw.clips, clips or {}, setup.ensemble) if raw.clips else _clip_table(faces, setup.ensemble)
    rule = setup.ensemble.aggregation
    levels = {"faces": with_ensemble(faces, COLUMN, rule) if _has_column(setup.ensemble) else faces, "clips": of_clips}
    report: dict[str, Any] = {
        "schema": SCHEMA,
        "tool": {"version": __version__},
        "data": dict(data.description),
        "settings": dict(data.settings),
        "ensemble": _ensemble_json(setup.ensemble),
        "detectors": [
            {"name": d.name, "sha256": d.sha256, "weights_sha256": d.weights_sha256} for d in setup.detectors
        ],
    }
    report |= {level: _level(table, setup) for level, table in levels.items()}
    report["aggregations"] = _aggregations(faces, setup)
    if raw.clips:
        report["verdicts"] = _verdicts(raw.clips, clips or {})
    report["calibration"] = None
    _write(levels, report, setup, out)
    changed: list[str] = []
    saved: Ensemble | None = None
    if setup.calibrate:  # after the figures are safe: data may be unfit for it
        saved, changed, report["calibration"] = _calibrate(raw, setup, data)
        _write_report(report, out)
    return EvaluationFinished(out, report, tuple(changed), saved.name if saved else "")


def _calibrate(raw: RawScores, setup: Setup, data: _Data) -> tuple[Ensemble | None, list[str], dict[str, Any]]:
    """Fit what is wanted and install it; the ensemble as saved, the changed detectors, and the report's part."""
    from dfd_core.training.recalibrate import install, recalibrate  # brings scikit-learn along

    current = {detector.name: detector.card.calibration for detector in setup.detectors}
    found = recalibrate(raw, setup.ensemble, current, _possible(setup))
    what = Path(str(data.description.get("folder") or data.description.get("source"))).name
    note = f"Calibrated on {what} {data.description.get('part', '')}".strip() + "."
    saved, changed = install(found, setup.ensemble, setup.library, setup.paths, setup.save_as, note)
    return saved, changed, found.to_json()


def _possible(setup: Setup) -> Wanted:
    """Detectors of the program itself cannot be changed: with one of those only the ensemble is fitted."""
    assert setup.calibrate is not None
    own = not any(detector.bundled for detector in setup.detectors)
    return replace(setup.calibrate, detectors=setup.calibrate.detectors and own)


def _has_column(ensemble: Ensemble) -> bool:
    """An ensemble of one uncalibrated detector says the same as the detector."""
    return len(ensemble.detectors) > 1 or ensemble.calibration is not None


def _main_column(ensemble: Ensemble) -> str:
    return COLUMN if _has_column(ensemble) else ensemble.detectors[0]


def _clip_table(faces: Table, ensemble: Ensemble) -> Table:
    table = clips_of_faces(faces, COLUMN, ensemble.aggregation, ensemble.calibration, ensemble.persons)
    return table if _has_column(ensemble) else table.only(ensemble.detectors)


def _screened(results: Mapping[str, ClipResult], clips: Mapping[str, SourceClip], ensemble: Ensemble) -> Table:
    """Clip table of screened clips, as the user sees them: those without a result have ``nan``."""
    cases = [
        Case(name, clip.group, clip.label, clip.method, clip.source or clip.part, file=name)
        for name in results
        for clip in [clips[name]]
    ]
    columns = {name: [_or_nan(_of(result, name)) for result in results.values()] for name in ensemble.detectors}
    if _has_column(ensemble):
        columns[COLUMN] = [_or_nan(result.score) for result in results.values()]
    return Table(tuple(cases), {name: np.array(values, dtype=np.float64) for name, values in columns.items()})


def _of(result: ClipResult, name: str) -> float | None:
    return next((detector.score for detector in result.detectors if detector.name == name), None)


def _or_nan(score: float | None) -> float:
    return float("nan") if score is None else score


def _ensemble_json(ensemble: Ensemble) -> dict[str, Any]:
    return {
        "name": ensemble.name,
        "detectors": list(ensemble.detectors),
        "aggregation": ensemble.aggregation,
        "persons": ensemble.persons,
        "calibration": ensemble.calibration.to_json() if ensemble.calibration else None,
        "thresholds": ensemble.thresholds.to_json() if ensemble.thresholds else None,
    }


def _bands(ensemble: Ensemble) -> Thresholds:
    return ensemble.thresholds or WIDE_BANDS


def _level(table: Table, setup: Setup) -> dict[str, Any]:
    """Figures of every column of one level, their pairwise comparison and the main column's groups."""
    bands = _bands(setup.ensemble)
    found: dict[str, Breakdown] = {name: breakdown(table, name, bands, setup.rounds) for name in table.scores}
    return {
        "figures": {name: one.to_json() for name, one in found.items()},
        "comparison": [one.to_json() for one in compare(table, setup.rounds)],
        "groups": by_group(table, _main_column(setup.ensemble)),
    }


def _aggregations(faces: Table, setup: Setup) -> dict[str, Any]:
    ensemble = setup.ensemble
    rules = compare_rules(faces, ensemble.aggregation, ensemble.persons, setup.rounds)
    return {"chosen": ensemble.aggregation, "rules": {one.rule: one.to_json() for one in rules}}


def _verdicts(results: Mapping[str, ClipResult], clips: Mapping[str, SourceClip]) -> dict[str, dict[str, int]]:
    """How many real and fake clips got which verdict."""
    counts: dict[str, Counter[str]] = {"real": Counter(), "fake": Counter()}
    for name, result in results.items():
        counts["fake" if clips[name].label else "real"][str(result.verdict.label)] += 1
    return {truth: dict(sorted(counter.items())) for truth, counter in counts.items()}


def _write(levels: Mapping[str, Table], report: Mapping[str, Any], setup: Setup, out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        for level, table in levels.items():
            with atomic_write(out / f"{level}.csv") as stream:
                stream.write(table_csv(table))
            if setup.plots:
                draw_all(table, _main_column(setup.ensemble), _bands(setup.ensemble), level, out)
        _write_report(report, out)
    except OSError as error:
        raise DfdError("cannot_write", f"{out}: cannot be written ({error.strerror})") from error


def _write_report(report: Mapping[str, Any], out: Path) -> None:
    with atomic_write(out / REPORT) as stream:
        stream.write(json.dumps(report, ensure_ascii=False, indent=1).encode() + b"\n")


def table_csv(table: Table) -> bytes:
    """Every case with its scores, one a row; empty where there is no result."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("file", "clip", "group", "label", "method", "source", "track", "time_s", *table.scores))
    for place, case in enumerate(table.cases):
        known = (case.file, case.clip, case.group, "fake" if case.label else "real", case.method, case.source)
        scores = [f"{each[place]:.6f}" if np.isfinite(each[place]) else "" for each in table.scores.values()]
        writer.writerow((*known, case.track, case.time_s, *scores))
    return text.getvalue().encode()
