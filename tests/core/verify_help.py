"""A real record to verify: a face clip, screened by two tiny detectors."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dfd_core.cases.extract import canonical_bytes, result_to_json
from dfd_core.cases.records import Record, make_record
from dfd_core.detectors.ensemble import Ensemble
from dfd_core.detectors.library import Library
from dfd_core.screening.events import ClipFinished
from dfd_core.screening.pipeline import Screener
from dfd_core.screening.verify.outcome import Finding, Outcome, Verification, Verified
from dfd_core.screening.verify.run import Verifier
from dfd_core.types import ScreeningSettings


@dataclass(frozen=True)
class Case:
    """A library, a clip, and what screening said of it."""

    library: Library
    clip: Path
    extract: Mapping[str, Any]

    def changed(self, change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """A copy of the record that somebody has changed."""
        extract = copy.deepcopy(dict(self.extract))
        change(extract)
        return extract

    def verify(
        self,
        extract: Mapping[str, Any] | None = None,
        *,
        media: Path | None = None,
        frames: int | None = None,
        library: Library | None = None,
    ) -> Verification:
        """Verify it, or a changed one, on the CPU."""
        record = make_record("record", self.extract if extract is None else extract)
        verifier = Verifier(library or self.library, self.library.paths, frames=frames, device="cpu", threads=1)
        return outcomes(verifier, [record], media)[0]


def outcomes(verifier: Verifier, records: Sequence[Record], media: Path | None = None) -> list[Verification]:
    """Verify to the end."""
    events = verifier.run(records, lambda: False, media=media)
    return [event.verification for event in events if isinstance(event, Verified)]


def screened(library: Library, clip: Path, ensemble: Ensemble | None = None, frames: int = 8) -> dict[str, Any]:
    """The record of a clip, as it comes back from its file."""
    asked = ensemble or library.of_detectors(["one", "two"])
    screener = Screener(asked, library, ScreeningSettings(frames=frames), "cpu", library.paths, 1)
    (result,) = [e.result for e in screener.run([clip], lambda: False) if isinstance(e, ClipFinished)]
    read: dict[str, Any] = json.loads(canonical_bytes(result_to_json(result)))
    return read


def of(done: Verification, outcome: Outcome) -> list[Finding]:
    """The findings that ended so."""
    return [finding for finding in done.findings if finding.outcome is outcome]


def checks(done: Verification) -> dict[str, Outcome]:
    """The worst outcome of each check."""
    order = list(Outcome)
    return {each.check: max((f.outcome for f in done.findings if f.check == each.check), key=order.index)
            for each in done.findings}  # fmt: skip
