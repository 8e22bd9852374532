"""A verification as a person reads it in a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dfd_core.cases.text import printable
from dfd_core.screening.verify.outcome import SYMBOLS, TITLES, Difference, Verification
from dfd_core.screening.verify.words import number

_NAMES = 32
"""Columns for a detector's name; a longer one pushes its figures on."""


def block(done: Verification) -> str:
    """The outcome and the record on one line, then what was found, then the figures of each detector."""
    lines = [f"{SYMBOLS[done.outcome]} {TITLES[done.outcome]}  {printable(done.record.name)}"]
    lines += [f"    {SYMBOLS[each.outcome]} {each.text}" for each in done.findings]
    lines += [_figures(each, each.detector) for each in done.rescored.detectors]
    if done.rescored.combined and len(done.rescored.detectors) > 1:
        lines.append(_figures(done.rescored.combined, "all together"))
    return "\n".join(lines)


def total(done: Sequence[Verification]) -> str:
    """How many records ended how."""
    counts = Counter(each.outcome for each in done)
    told = [f"{counts[outcome]} {title.lower()}" for outcome, title in TITLES.items() if counts[outcome]]
    return f"{len(done)} records: {', '.join(told)}"


def _figures(each: Difference, name: str) -> str:
    return f"      {printable(name):{_NAMES}} largest difference {number(each.largest)} in {each.faces} faces"
