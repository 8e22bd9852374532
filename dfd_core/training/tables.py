"""Scores of faces and of clips side by side with what is true of them (light: numpy)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from dfd_core.detectors.calibration import Calibration, Doubles
from dfd_core.screening.aggregate import combine, face_score

Rows = npt.NDArray[np.int64]

COLUMN = "ensemble"
"""Column of the ensemble's scores, beside one for each detector."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of one face or clip. ``method`` is empty for real ones, ``source`` says where it comes from."""

    clip: str
    group: str
    label: int
    method: str = ""
    source: str = ""
    track: int = 0
    file: str = ""
    time_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """n cases and, for each detector or ensemble, n scores 0..1 (1 = fake); ``nan`` where there is no result."""

    cases: tuple[Case, ...]
    scores: Mapping[str, Doubles] = field(default_factory=dict)

    @property
    def labels(self) -> Rows:
        """0 = real, 1 = fake (n,)."""
        return np.array([case.label for case in self.cases], dtype=np.int64)

    @property
    def groups(self) -> list[str]:
        """Names of what belongs together."""
        return [case.group for case in self.cases]

    def rows(self, keep: Callable[[Case], bool]) -> Table:
        """The cases that ``keep`` accepts."""
        places = [place for place, case in enumerate(self.cases) if keep(case)]
        return self.at(places)

    def at(self, places: Sequence[int] | Rows) -> Table:
        """The cases at these places."""
        chosen = np.asarray(places, dtype=np.int64)
        return Table(
            tuple(self.cases[place] for place in chosen), {name: each[chosen] for name, each in self.scores.items()}
        )

    def known(self, name: str) -> Table:
        """The cases with a result of one detector or ensemble, with its scores alone."""
        finite = np.flatnonzero(np.isfinite(self.scores[name]))
        return Table(self.cases, {name: self.scores[name]}).at(finite)

    def only(self, names: Iterable[str]) -> Table:
        """All cases with the scores of some detectors."""
        return Table(self.cases, {name: self.scores[name] for name in names})


def with_ensemble(faces: Table, name: str, rule: str) -> Table:
    """Face table with the ensemble's score of each face under ``name`` (``nan`` where a detector has none)."""
    detectors = list(faces.scores)
    values = np.full(len(faces.cases), np.nan)
    for place in range(len(values)):
        each = {detector: float(faces.scores[detector][place]) for detector in detectors}
        if all(np.isfinite(score) for score in each.values()):
            values[place] = face_score(each, rule)
    return Table(faces.cases, {**faces.scores, name: values})


def clips_of_faces(
    faces: Table, name: str, rule: str, calibration: Calibration | None = None, people: str = "max"
) -> Table:
    """Clip table of a face table of detectors: each detector's score of each clip, and the ensemble's as ``name``.

    Args:
        faces: scores of detectors only.
        name: what the ensemble's column is called.
        rule: of ``dfd_core.screening.aggregate``.
        calibration: applied to the ensemble's clip scores.
        people: ``"max"``: the person with the highest score decides, ``"pooled"``: all faces are one person's.
    """
    members: dict[str, list[int]] = {}
    for place, case in enumerate(faces.cases):
        members.setdefault(case.clip, []).append(place)
    scores = {column: np.full(len(members), np.nan) for column in (*faces.scores, name)}
    cases: list[Case] = []
    for row, (clip, places) in enumerate(members.items()):
        first = faces.cases[places[0]]
        cases.append(Case(clip, first.group, first.label, first.method, first.source))
        best = _decisive(faces, places, rule, people)
        if best is not None:
            scores[name][row] = best[0] if calibration is None else float(calibration.from_scores(best[0]))
            for detector, score in best[1].items():
                scores[detector][row] = score
    return Table(tuple(cases), scores)


def _decisive(faces: Table, places: Sequence[int], rule: str, people: str) -> tuple[float, dict[str, float]] | None:
    """Score of the person that decides a clip, and what each detector says of that person."""
    persons: dict[int, dict[str, list[float]]] = {}
    for place in places:
        each = {name: float(values[place]) for name, values in faces.scores.items()}
        if all(np.isfinite(score) for score in each.values()):
            track = faces.cases[place].track if people == "max" else 0
            for name, score in each.items():
                persons.setdefault(track, {}).setdefault(name, []).append(score)
    return max((combine(person, rule) for person in persons.values()), key=lambda found: found[0], default=None)
