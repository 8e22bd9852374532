"""The end of a run: best weights, figures, calibration, card, detector file, library, ONNX copy."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import torch

from dfd_core import __version__
from dfd_core.detectors.calibration import Calibration, Thresholds, sigmoid
from dfd_core.detectors.card import DetectorCard, check_name
from dfd_core.detectors.library import Library
from dfd_core.detectors.weights import write_detector
from dfd_core.errors import DfdError, UsageError
from dfd_core.paths import UserPaths, atomic_write
from dfd_core.training import metrics
from dfd_core.training.calibrate import assess_calibration, choose_thresholds
from dfd_core.training.checkpoint import RunFolder, disk_errors
from dfd_core.training.config import TrainConfig, to_dict
from dfd_core.training.scores import HeldOut
from dfd_core.training.sides import Sides
from dfd_core.training.trainer import Scored

LIMITS = (
    "Trained on the data named here: manipulations of other kinds, and strongly compressed or very small faces, "
    "may be missed or falsely reported.",
    "Figures are of held-out groups of the same data, on which the best epoch was chosen: expect less elsewhere.",
)


def first_card(config: TrainConfig, name: str) -> DetectorCard:
    """The card before training: what to build and how to feed it."""
    options: dict[str, Any] = {}
    if config.network.network == "dfd-small":
        options["width"] = config.network.width
        if config.network.pool != "mean":
            options["pool"] = config.network.pool
        if config.network.mirror:
            options["mirror"] = True
    return DetectorCard(
        name=name or config.recipe,
        network=config.network.network,
        input_px=config.input.size,
        crop=config.input.rule(),
        normalisation=config.input.normalisation(),
        head="" if config.network.head == "none" else config.network.head,
        hidden=0 if config.network.head == "none" else config.network.hidden,
        options=options,
        family="dfd",
        source="trained with this program",
    )


def free_name(library: Library, wanted: str, *, explicit: bool) -> str:
    """A name for the library.

    Raises:
        UsageError: the user's own choice is taken or cannot be a name.
    """
    check_name(wanted)
    taken = {one.name.lower() for one in library.detectors()}
    if wanted.lower() not in taken:
        return wanted
    if explicit:
        raise UsageError("name_taken", f"there is a detector named {wanted!r} already", "choose another --name")
    number = 2
    while f"{wanted}-{number}".lower() in taken:
        number += 1
    return f"{wanted}-{number}"


def valid_figures(sides: Sides, scored: Scored) -> dict[str, Any]:
    """Figures of the validation faces; LogLoss counts both classes equally, intervals draw whole groups."""
    scores = sigmoid(scored.logits)
    labels, groups = scored.labels, groups_of(sides, scored)
    low, high = metrics.auc_interval(labels, scores, groups, rounds=300)
    return {
        "faces": len(labels),
        "groups": len(set(groups)),
        "log_loss": balanced_log_loss(labels, scores),
        "log_loss_raw": balanced_log_loss(labels, scores, None),
        "auc": metrics.auc(labels, scores),
        "auc_low": low,
        "auc_high": high,
        "eer": metrics.eer(labels, scores),
        "accuracy": metrics.accuracy_at(labels, scores),
        "auc_per_method": _per_method(sides, scored),
    }


def balanced_log_loss(
    labels: np.ndarray[Any, Any],
    scores: np.ndarray[Any, Any],
    clip: tuple[float, float] | None = metrics.COMPETITION_CLIP,
    *,
    balanced: bool = True,
) -> float:
    """LogLoss; with `balanced` the mean of both classes' own (of the one class where there is one only)."""
    if not balanced:
        return metrics.log_loss(labels, scores, clip)
    parts = [metrics.log_loss(labels[labels == side], scores[labels == side], clip) for side in (0, 1)]
    return float(np.nanmean(parts))


def groups_of(sides: Sides, scored: Scored) -> list[str]:
    """Group names of scored faces, told apart by their face set."""
    entries = sides.entries
    return [f"{entries[number].root}/{entries[number].item.group}" for number in scored.entries]


def calibrate(sides: Sides, scored: Scored) -> tuple[Calibration | None, dict[str, float], str]:
    """Calibration for real and fake being equally common, its errors, and why there is none where there is none."""
    try:
        fit = assess_calibration(scored.labels, scored.logits, groups_of(sides, scored), prior=0.5)
    except DfdError as error:
        return None, {}, f"not calibrated: {error.message}"
    return fit.calibration, {"calibration_error_before": fit.error_before, "calibration_error": fit.error_after}, ""


def held_out(sides: Sides, scored: Scored, calibration: Calibration | None) -> Iterator[HeldOut]:
    """The scored faces one by one, for the run's table of scores."""
    raw = sigmoid(scored.logits)
    calibrated = calibration.from_logits(scored.logits) if calibration else raw
    for number, label, before, after in zip(scored.entries, scored.labels, raw, calibrated, strict=True):
        entry = sides.entries[number]
        item = entry.item
        method = item.method if label else ""
        file = str((entry.root / item.file).absolute())
        yield HeldOut(file, item.clip, item.group, int(label), method, float(before), float(after))


def bands(sides: Sides, scored: Scored, calibration: Calibration) -> Thresholds:
    """The verdict's bands of this detector alone, chosen on the validation clips' mean calibrated scores.

    Raises:
        DfdError: there are clips of one class only.
    """
    scores = calibration.from_logits(scored.logits)
    clips: dict[tuple[str, str], list[int]] = {}
    for place, number in enumerate(scored.entries):
        entry = sides.entries[number]
        clips.setdefault((str(entry.root), entry.item.clip), []).append(place)
    groups = groups_of(sides, scored)
    means = [float(np.mean(scores[places])) for places in clips.values()]
    first = [places[0] for places in clips.values()]
    return choose_thresholds([scored.labels[at] for at in first], means, [groups[at] for at in first])


def finished_card(
    card: DetectorCard, config: TrainConfig, sides: Sides, figures: Mapping[str, Any], facts: Mapping[str, Any]
) -> DetectorCard:
    """The card with everything that was learnt; `facts` are epochs, command and the like."""
    settings = to_dict(config)
    training = {
        "recipe": config.recipe,
        "about": config.about,
        "seed": config.run.seed,
        "data_sha256": sides.digest,
        "face_sets": dict(sides.sets),
        "train_faces": len(sides.train),
        "settings": {name: value for name, value in settings.items() if isinstance(value, dict)},
        "tool": f"dfd {__version__}, torch {torch.__version__}",
        **facts,
    }
    created = datetime.now(UTC).isoformat(timespec="seconds")
    return replace(card, training=training, figures=_clean(figures), limits=LIMITS, created=created)


def write_result(
    folder: RunFolder, card: DetectorCard, weights: Mapping[str, torch.Tensor], figures: Mapping[str, Any]
) -> None:
    """Write the detector and the figures into the run's folder."""
    with disk_errors(folder.root):
        write_detector(folder.detector, card, weights)
        with atomic_write(folder.figures) as stream:
            stream.write(json.dumps(_clean(figures), indent=1, ensure_ascii=False, allow_nan=False).encode())


def install(card: DetectorCard, weights: Mapping[str, torch.Tensor], paths: UserPaths) -> Path:
    """Put the detector into the library and make its ONNX copy; returns the copy's path."""
    from dfd_core.detectors.onnx_copy import ensure_onnx

    library = Library(paths)
    with disk_errors(paths.detectors):
        write_detector(library.path_for(card.name), card, weights)
    return ensure_onnx(library.get(card.name), paths)


def export_beside(folder: RunFolder, card: DetectorCard) -> Path:
    """The ONNX copy of a detector that is not installed, in the run's folder."""
    from dfd_core.detectors.export import export_onnx
    from dfd_core.detectors.weights import load_network

    path = folder.detector.with_suffix(".onnx")
    with disk_errors(path):
        export_onnx(load_network(folder.detector), card.input_px, path)
    return path


def _per_method(sides: Sides, scored: Scored) -> dict[str, float]:
    """AUC of each method's fakes against all real faces."""
    entries, labels = sides.entries, scored.labels
    methods = np.array([entries[number].item.method or "unnamed" for number in scored.entries])
    found = {}
    for method in sorted(set(methods[labels == 1].tolist())):
        chosen = (labels == 0) | (methods == method)
        found[str(method)] = metrics.auc(labels[chosen], scored.logits[chosen])
    return found


def _clean(values: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers rounded to what is worth reading; null where there is none."""
    cleaned: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, Mapping):
            cleaned[key] = _clean(value)
        elif isinstance(value, float):
            cleaned[key] = round(value, 5) if np.isfinite(value) else None
        else:
            cleaned[key] = value
    return cleaned
