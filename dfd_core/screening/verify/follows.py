"""Does the verdict follow from the recorded scores, by the recorded rule and bands?

Nothing is measured here: the record is only added up again. What it rounds to six digits is allowed for.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dfd_core.cases.bands import Bands
from dfd_core.cases.summary import WORDS
from dfd_core.cases.text import printable
from dfd_core.detectors.calibration import Calibration, Thresholds
from dfd_core.errors import DfdError
from dfd_core.screening.aggregate import AGGREGATIONS, ClipScore, combine, face_score, score_clip
from dfd_core.screening.rule import calibration_of
from dfd_core.screening.verify.outcome import Finding, Outcome
from dfd_core.screening.verify.scores import SHIFTS, Persons, Range, moved, persons_of, shifted
from dfd_core.types import ClipResult, Label, ScoredFace, TrackScore, VerdictRule

CHECK = "verdict"
ROUNDING = 2e-6
"""Recorded and re-computed values may be so far apart: both are rounded to six digits."""


def check_verdict(result: ClipResult, rule: VerdictRule | None) -> list[Finding]:
    """What adding up the record again gave; one finding where all of it is well."""
    if result.settings.aggregation not in AGGREGATIONS:
        text = f"The aggregation {printable(result.settings.aggregation)!r} is not known to this version."
        return [Finding(CHECK, Outcome.UNCHECKABLE, text)]
    sums = _Sums(result)
    faults = [*_order(result), *sums.faces(), *sums.persons()]
    whole = None if rule is None else Totals.of(sums, rule)
    if whole is not None:
        faults += whole.faults()
    if faults:
        return [Finding(CHECK, Outcome.DIFFERS, text) for text in faults]
    if whole is None:
        return [Finding(CHECK, Outcome.UNCHECKABLE, _unknown(result, rule))]
    return [Finding(CHECK, Outcome.CONFIRMED, _confirmed(result, whole.bands))]


class _Sums:
    """The record added up as far as no rule is needed beside the aggregation."""

    def __init__(self, result: ClipResult) -> None:
        self.result = result
        self.aggregation = result.settings.aggregation
        self.each = [shifted(persons_of(result), shift) for shift in SHIFTS]

    def faces(self) -> Iterator[str]:
        """The first face whose own scores do not add up; it stands for all."""
        names = {each.name for each in self.result.detectors}
        for frame in self.result.frames:
            for face in frame.faces:
                if fault := self._face(face, names, f"the face of person {face.track + 1} at {frame.time_s:.2f} s"):
                    yield fault
                    return

    def _face(self, face: ScoredFace, names: set[str], where: str) -> str:
        if bool(face.scores) != (face.score is not None):
            return f"The record tells only a part of the scores of {where}."
        if face.score is None:
            return ""
        if face.scores.keys() != names:
            return f"Not every detector of the record scored {where}."
        variants = [{name: moved(score, shift) for name, score in face.scores.items()} for shift in SHIFTS]
        return _fault(
            f"The combined score of {where}", face.score, Range.of(face_score(v, self.aggregation) for v in variants)
        )

    def persons(self) -> Iterator[str]:
        """Persons of whom something else is told than their faces say."""
        seen = {face.track for frame in self.result.frames for face in frame.faces}
        if strangers := seen - {track.id for track in self.result.tracks}:
            yield f"Person {min(strangers) + 1} has faces, but is not listed."
        for track in self.result.tracks:
            faces = sum(
                face.track == track.id and bool(face.scores) for frame in self.result.frames for face in frame.faces
            )
            if faces != track.faces:
                yield f"Person {track.id + 1} has {faces} scored faces, recorded are {track.faces}."
            elif faces:
                yield from self._detectors_of(track)

    def _detectors_of(self, track: TrackScore) -> Iterator[str]:
        variants = [combine(persons[track.id], self.aggregation)[1] for persons in self.each]
        for name, recorded in track.detectors.items():
            if name in variants[0]:
                what = f"What {printable(name)} says of person {track.id + 1}"
                if fault := _fault(what, recorded, Range.of(each[name] for each in variants)):
                    yield fault


class Totals:
    """Scores of persons and of the clip, and the verdict, by a rule."""

    def __init__(self, sums: _Sums, people: str, bands: Bands, calibration: Calibration | None) -> None:
        self.bands = bands
        self._sums = sums
        self._people = people
        self._calibration = calibration

    @classmethod
    def of(cls, sums: _Sums, rule: VerdictRule) -> Totals | None:
        """By this rule; None where it makes no sense."""
        try:
            Thresholds(rule.fake_from, rule.real_to)
            return cls(sums, rule.persons, Bands(rule.real_to, rule.fake_from), calibration_of(rule))
        except DfdError:
            return None

    def faults(self) -> Iterator[str]:
        """What does not follow."""
        for track in self._sums.result.tracks:
            if fault := self._person(track):
                yield fault
        yield from self._clip()

    def _person(self, track: TrackScore) -> str:
        if (track.score is None) == (track.id in self._sums.each[0]):
            return f"Person {track.id + 1} has a score without faces, or faces without a score."
        if track.score is None:
            return ""
        totals = (combine(persons[track.id], self._sums.aggregation)[0] for persons in self._sums.each)
        return _fault(f"The score of person {track.id + 1}", track.score, Range.of(map(self.calibrated, totals)))

    def _clip(self) -> Iterator[str]:
        result = self._sums.result
        clips = [score_clip(persons, self._sums.aggregation, self._people) for persons in self._sums.each]
        scored = [clip for clip in clips if clip is not None]
        judged = result.verdict.label is not Label.NO_RESULT
        if bool(scored) != judged or (result.score is not None) != judged:
            yield f"The verdict is {_words(result.verdict.label)}, which does not fit the scored faces."
        elif result.score is not None:
            yield from filter(None, self._scores_of_the_clip(scored, result.score))

    def _scores_of_the_clip(self, clips: list[ClipScore], recorded: float) -> Iterator[str]:
        yield _fault("The clip's score", recorded, Range.of(self.calibrated(clip.score) for clip in clips))
        for each in self._sums.result.detectors:
            told = [clip.detectors[each.name] for clip in clips if each.name in clip.detectors]
            what = f"What {printable(each.name)} says of the clip"
            if each.score is None or not told:
                yield f"{what} is missing."
            else:
                yield _fault(what, each.score, Range.of(told))
        label = self._sums.result.verdict.label
        fitting = [self.bands.label(recorded + shift) for shift in SHIFTS]
        if label not in fitting:
            yield f"The verdict is {_words(label)}, but by the bands a score of {recorded:.4f} is {_words(fitting[1])}."

    def calibrated(self, score: float) -> float:
        """A combined score as it is recorded."""
        return float(self._calibration.from_scores(score)) if self._calibration else score

    def clip_again(self, persons: Persons) -> float | None:
        """What the clip would score with these faces."""
        clip = score_clip(persons, self._sums.aggregation, self._people)
        return None if clip is None else self.calibrated(clip.score)


def _order(result: ClipResult) -> Iterator[str]:
    """A sampled frame comes once, in its turn; a score that is told twice would count twice."""
    times = [frame.time_s for frame in result.frames if any(face.scores for face in frame.faces)]
    for before, after in pairwise(times):
        if after <= before:
            yield f"The frame at {after:.2f} s is told twice, or not in its turn."
            return


def totals_of(result: ClipResult, rule: VerdictRule | None) -> Totals | None:
    """The arithmetic of a record's rule; None where it is not known or makes no sense."""
    if rule is None or result.settings.aggregation not in AGGREGATIONS:
        return None
    return Totals.of(_Sums(result), rule)


def _unknown(result: ClipResult, rule: VerdictRule | None) -> str:
    if rule is not None:
        return "The recorded rule of the verdict makes no sense: whether the verdict follows cannot be told."
    ensemble = printable(result.settings.ensemble)
    return (
        f"The record does not tell its bands, and ensemble {ensemble} is not here as it was then: "
        "whether the verdict follows cannot be told."
    )


def _confirmed(result: ClipResult, bands: Bands) -> str:
    label = _words(result.verdict.label)
    if result.score is None:
        return f"The verdict follows from the record: too few faces were scored, so {label}."
    edges = f"manipulated from {bands.fake_from:.2f}, authentic up to {bands.real_to:.2f}"
    return f"The verdict follows from the recorded scores: {edges}, and {result.score:.2f} is {label}."


def _words(label: Label) -> str:
    return WORDS[label].title.lower()


def _fault(what: str, recorded: float, again: Range) -> str:
    if again.misses(recorded) <= ROUNDING:
        return ""
    return (
        f"{what} does not follow from the recorded scores: they give {again.nearest(recorded):.6f}, "
        f"recorded is {recorded:.6f}."
    )
