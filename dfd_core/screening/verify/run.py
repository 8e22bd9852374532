"""Verifying records: a generator of events that polls a stop flag, as screening is."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from dfd_core.cases.records import Record
from dfd_core.cases.text import printable
from dfd_core.detectors.library import InstalledDetector, Library
from dfd_core.errors import Cancelled, MediaError
from dfd_core.paths import UserPaths
from dfd_core.screening.recall import rule_of
from dfd_core.screening.verify.asking import Panel
from dfd_core.screening.verify.detectors import check_detectors
from dfd_core.screening.verify.follows import check_verdict, totals_of
from dfd_core.screening.verify.media import check_media, find_media
from dfd_core.screening.verify.outcome import (
    Finding,
    Outcome,
    Rescored,
    Verification,
    Verified,
    VerifyEvent,
    VerifyProgress,
    VerifyStarted,
)
from dfd_core.screening.verify.rescoring import Comparison, Rescorer, chosen_frames
from dfd_core.screening.verify.scores import persons_of
from dfd_core.screening.verify.words import score_findings
from dfd_core.types import VerdictRule
from dfd_core.video.reader import ClipReader

FRAMES = 8
"""Frames that are scored again unless the user says otherwise."""
ROUNDING_S = 6e-5
"""Records round times to four digits: a frame is asked for a little after the time that stands there."""

Stop: TypeAlias = Callable[[], bool]


class Verifier:
    """Verifies records one after the other.

    Args:
        library: where the detectors are installed.
        paths: the user's folders.
        frames: how many frames with scored faces are scored again, None for all.
        device: as ``resolve_device`` takes it.
        threads: CPU cores to use, 0 for all.
    """

    def __init__(
        self, library: Library, paths: UserPaths, *, frames: int | None = FRAMES, device: str = "auto", threads: int = 0
    ) -> None:
        self._library = library
        self._frames = frames
        self._threads = threads
        self._panel = Panel(device, paths, threads)

    def run(
        self,
        records: Sequence[Record],
        stop: Stop,
        *,
        media: Path | None = None,
        stated: Mapping[str, Sequence[Finding]] | None = None,
    ) -> Generator[VerifyEvent, None, None]:
        """Verify records: for each one ``VerifyStarted``, progress, and ``Verified``.

        Args:
            records: what to verify, in this order.
            stop: polled between files, frames and detectors; True ends the run.
            media: the clip of the only record, where it is not where the record says.
            stated: what reports say of records, by the record's SHA-256; told with the rest.

        Raises:
            Cancelled: ``stop`` said so; what was yielded stays.
            DfdError: there is no such device.
        """
        for index, record in enumerate(records):
            yield VerifyStarted(record, index, len(records))
            yield Verified((yield from self._verify(record, stop, media, (stated or {}).get(record.sha256, ()))))

    def _verify(
        self, record: Record, stop: Stop, named: Path | None, stated: Sequence[Finding]
    ) -> Generator[VerifyEvent, None, Verification]:
        result = record.result
        path = find_media(record, named)
        yield VerifyProgress(record, "hash", 0, 1)
        findings = [*stated, *_remarks(record), check_media(record, path, stop)]
        yield VerifyProgress(record, "hash", 1, 1)
        if result.error_code:
            text = "The record says that the clip could not be screened: there are no scores to check."
            return Verification(record, (*findings, Finding("scores", Outcome.UNCHECKABLE, text)), str(path or ""))
        detectors, about = check_detectors(result.detectors, self._library)
        rule = rule_of(record.extract, self._library)
        findings += about
        rescored = Rescored()
        if path is not None and detectors:
            rescored = yield from self._score(record, path, detectors, rule, findings, stop)
        findings += check_verdict(result, rule)
        return Verification(record, tuple(findings), str(path or ""), rescored)

    def _score(
        self,
        record: Record,
        path: Path,
        detectors: Mapping[str, InstalledDetector],
        rule: VerdictRule | None,
        findings: list[Finding],
        stop: Stop,
    ) -> Generator[VerifyEvent, None, Rescored]:
        """Score some frames again; what is to be said of them is added to ``findings``."""
        result = record.result
        chosen = chosen_frames(result, self._frames)
        compared = Comparison(tuple(detectors), result.settings.aggregation)
        if chosen:
            try:
                yield from self._frames_again(record, path, detectors, chosen, compared, stop)
            except MediaError as error:
                compared.faults.append(f"The clip cannot be decoded: {printable(error.reason)}.")
        totals = totals_of(result, rule) if len(detectors) == len(result.detectors) else None
        rescored = Rescored(
            frames=compared.frames,
            frames_scored=len(chosen_frames(result, None)),
            detectors=tuple(compared.detectors.values()),
            combined=compared.combined if compared.combined.faces else None,
            clip=totals.clip_again(persons_of(result, compared.given)) if totals else None,
            before=totals.clip_again(persons_of(result)) if totals else None,
            device=self._panel.device,
        )
        findings += score_findings(result, rescored, compared.faults)
        return rescored

    def _frames_again(
        self,
        record: Record,
        path: Path,
        detectors: Mapping[str, InstalledDetector],
        chosen: Sequence[int],
        compared: Comparison,
        stop: Stop,
    ) -> Generator[VerifyEvent, None, None]:
        def poll() -> None:
            if stop():
                raise Cancelled

        self._panel.load(detectors, poll)
        rescorer = Rescorer(self._panel, detectors, compared)
        times = {record.result.frames[place].time_s + ROUNDING_S: place for place in chosen}
        yield VerifyProgress(record, "frames", 0, len(times))
        reader = ClipReader(path, self._threads, stop)
        for done, (time_s, frame) in enumerate(reader.frames_at(list(times)), 1):
            poll()
            rescorer.frame(times[time_s], record.result.frames[times[time_s]], frame)
            yield VerifyProgress(record, "frames", done, len(times))


def _remarks(record: Record) -> list[Finding]:
    """Whether the analyst's remarks stand beside the result that they were made of."""
    if not record.remarks_of or record.remarks_of == record.result_sha256:
        return []
    text = f"The analyst's remarks were made of another result, of SHA-256 {printable(record.remarks_of)}."
    return [Finding("record", Outcome.DIFFERS, text)]
