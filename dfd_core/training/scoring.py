"""Run detectors over a face set or over labelled clips, and collect their scores (T)."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from dfd_core.detectors.calibration import Calibration, Doubles, logit, sigmoid
from dfd_core.detectors.ensemble import Ensemble
from dfd_core.detectors.library import InstalledDetector, Library
from dfd_core.errors import Cancelled, UsageError
from dfd_core.faces.crop import cut, to_input
from dfd_core.paths import UserPaths
from dfd_core.screening.backends import Backend, load_backend
from dfd_core.screening.events import ClipFinished
from dfd_core.screening.inputs import CropSpec, by_input
from dfd_core.screening.pipeline import Screener
from dfd_core.training.build_clip import track_of
from dfd_core.training.items import FaceItem
from dfd_core.training.pictures import read_picture
from dfd_core.training.sources import SourceClip
from dfd_core.training.tables import Case, Table
from dfd_core.types import ClipResult, Detection, Image, ScreeningSettings

BATCH = 32


@dataclass(frozen=True, slots=True)
class Scored:
    """``done`` of ``total`` faces (or clips) have been scored."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class RawScores:
    """Raw logits of every detector for n faces, ``nan`` where a face cannot be cut by the detector's rule.

    ``clips`` holds the results of whole clips where clips were screened: by clip name, score and verdict label.
    """

    cases: tuple[Case, ...]
    logits: Mapping[str, Doubles]
    clips: Mapping[str, ClipResult] = field(default_factory=dict)

    def table(self, calibrations: Mapping[str, Calibration | None]) -> Table:
        """Scores 0..1 by each detector's calibration (plain sigmoid without one)."""
        scores = {}
        for name, logits in self.logits.items():
            calibration = calibrations.get(name)
            scores[name] = calibration.from_logits(logits) if calibration else sigmoid(logits)
        return Table(self.cases, scores)


def score_faces(
    items: Sequence[FaceItem],
    root: Path,
    detectors: Sequence[InstalledDetector],
    device: str,
    paths: UserPaths,
    threads: int = 0,
    stop: Callable[[], bool] = lambda: False,
) -> Generator[Scored, None, RawScores]:
    """Score stored faces, each cut by each detector's own rule, exactly as screening cuts them.

    Args:
        items: labelled faces of the face set in ``root``.
        root: folder of the face set.
        detectors: whom to ask.
        device: as ``load_backend`` takes it.
        paths: the user's folders.
        threads: CPU threads, 0 = all.
        stop: asked between batches.

    Raises:
        Cancelled: ``stop`` said so.
    """
    backends = {detector.name: load_backend(detector, device, threads, paths) for detector in detectors}
    logits = {detector.name: np.full(len(items), np.nan) for detector in detectors}
    groups = by_input(detectors)
    specs = list({spec.crop: None for spec in groups})
    for start in range(0, len(items), BATCH):
        if stop():
            raise Cancelled
        some = items[start : start + BATCH]
        crops = _crops(some, root, specs)
        for spec, members in groups.items():
            places = [place for place, crop in enumerate(crops[spec.crop]) if crop is not None]
            pictures = [crop for crop in crops[spec.crop] if crop is not None]
            if pictures:
                _score(logits, backends, members, to_input(pictures, spec.normalisation), start + np.array(places))
        yield Scored(start + len(some), len(items))
    return RawScores(tuple(_case(item) for item in items), logits)


def _score(
    logits: Mapping[str, Doubles],
    backends: Mapping[str, Backend],
    members: Iterable[InstalledDetector],
    batch: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
    rows: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
) -> None:
    for detector in members:
        logits[detector.name][rows] = backends[detector.name].logits(batch)


def _crops(items: Iterable[FaceItem], root: Path, specs: Sequence[CropSpec]) -> dict[CropSpec, list[Image | None]]:
    crops: dict[CropSpec, list[Image | None]] = {spec: [] for spec in specs}
    for item in items:
        picture = read_picture(root / item.file)
        face = Detection(item.box, 1.0, item.landmarks)
        for spec in specs:
            crops[spec].append(_cut(picture, face, spec))
    return crops


def _cut(picture: Image, face: Detection, spec: CropSpec) -> Image | None:
    """A face without landmarks cannot be aligned: it has no score by such a detector."""
    try:
        return cut(picture, face, spec.rule, spec.size)
    except UsageError:
        return None


def _case(item: FaceItem) -> Case:
    return Case(item.clip, item.group, item.label, item.method, item.source, track_of(item), item.file, item.time_s)


def score_clips(
    clips: Sequence[SourceClip],
    ensemble: Ensemble,
    library: Library,
    settings: ScreeningSettings,
    device: str,
    paths: UserPaths,
    threads: int = 0,
    stop: Callable[[], bool] = lambda: False,
) -> Generator[Scored, None, RawScores]:
    """Screen labelled clips by the whole pipeline; the faces' raw logits come with the clips' results.

    Args:
        clips: labelled clips.
        ensemble: its detectors are asked, its rule, calibration and thresholds make the clips' results.
        library: where the detectors are.
        settings: frames per clip and the like.
        device: ``"auto"``, ``"cpu"``, ``"cuda"`` ...
        paths: the user's folders.
        threads: CPU threads, 0 = all.
        stop: asked between batches.

    Raises:
        Cancelled: ``stop`` said so.
    """
    screener = Screener(ensemble, library, settings, device, paths, threads)
    by_path = {clip.path: clip for clip in clips}
    results: dict[str, ClipResult] = {}
    for event in screener.run(list(by_path), stop):
        if isinstance(event, ClipFinished):
            results[by_path[event.path].name] = event.result
            yield Scored(len(results), len(by_path))
    calibrations = {name: library.get(name).card.calibration for name in ensemble.detectors}
    return _of_results([clip for clip in clips if clip.name in results], results, calibrations)


def _of_results(
    clips: Sequence[SourceClip], results: Mapping[str, ClipResult], calibrations: Mapping[str, Calibration | None]
) -> RawScores:
    cases: list[Case] = []
    scores: dict[str, list[float]] = {name: [] for name in calibrations}
    for clip in clips:
        for frame in results[clip.name].frames:
            for face in frame.faces:
                if face.scores:
                    known = (clip.name, clip.group, clip.label, clip.method, clip.source or clip.part)
                    cases.append(Case(*known, face.track, clip.name, frame.time_s))
                    for name, values in scores.items():
                        values.append(face.scores[name])
    logits = {name: _raw(np.array(values), calibrations[name]) for name, values in scores.items()}
    return RawScores(tuple(cases), logits, results)


def _raw(scores: Doubles, calibration: Calibration | None) -> Doubles:
    """Raw logits of scores, a calibration taken back."""
    values = logit(scores)
    return (values - calibration.b) / calibration.a if calibration else values
