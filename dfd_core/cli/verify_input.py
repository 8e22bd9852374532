"""What ``dfd verify`` is given: files, reports and digits become records, and what reports say of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dfd_core.cases.records import Page, Record, read_records, stored_records
from dfd_core.cases.store import CaseStore
from dfd_core.cases.text import printable
from dfd_core.errors import DfdError, UsageError
from dfd_core.paths import UserPaths
from dfd_core.screening.verify.outcome import Finding, Outcome

_DIGITS = re.compile(r"[0-9a-f]{8,64}")
CHECK = "report"


@dataclass(slots=True)
class Given:
    """``records``, each once; ``stated``: what reports say of one, by its SHA-256; ``refused``: what is no record."""

    records: list[Record] = field(default_factory=list)
    stated: dict[str, list[Finding]] = field(default_factory=dict)
    refused: list[DfdError] = field(default_factory=list)


def gather(names: Sequence[str], paths: UserPaths) -> Given:
    """Read all that is named; what cannot be read is refused, and the rest goes on.

    Raises:
        DfdError: the case store is needed and cannot be opened.
    """
    given = Given()
    records: list[Record] = []
    pages: list[Page] = []
    for name in dict.fromkeys(names):
        try:
            if _DIGITS.fullmatch(name.lower()) and not Path(name).exists():
                records += _stored(name.lower(), paths)
            else:
                found = read_records(Path(name))
                records += found.records
                pages += found.pages
        except DfdError as error:
            given.refused.append(error)
    given.records = list({record.sha256: record for record in reversed(records)}.values())[::-1]
    for page in pages:
        _apply(page, given, paths)
    return given


def _stored(digits: str, paths: UserPaths) -> list[Record]:
    hint = "name a result or a report"
    if not paths.store.exists():
        raise UsageError("no_record", f"{digits}: there is no case store yet", hint)
    with CaseStore(paths.store) as store:
        found = stored_records(store, digits)
    if not found:
        raise UsageError("no_record", f"{digits}: no stored result and no clip of one begins so", hint)
    return found


def _apply(page: Page, given: Given, paths: UserPaths) -> None:
    """Hold a report against the records; one that carries none is looked up by what it states."""
    meant = [record for record in given.records if record.digests & page.stated]
    if not meant and page.record is None:
        meant = _sought(page, paths)
        given.records += meant
    name = printable(Path(page.name).name)
    for record in meant:
        told = Finding(CHECK, Outcome.CONFIRMED, f"{name} states the SHA-256 of this record.")
        given.stated.setdefault(record.sha256, []).append(told)
    for record in _others(page, given.records):
        text = f"{name} shows another record of this clip: it states SHA-256 {_first(page.stated)}, "
        told = Finding(CHECK, Outcome.DIFFERS, text + f"this one has {record.result_sha256}.")
        given.stated.setdefault(record.sha256, []).append(told)
    if not meant and page.record is None:
        message = f"{page.name}: this report carries no record, and none with the SHA-256 that it states is at hand"
        given.refused.append(DfdError("no_record", message, "name the result (JSON) too"))


def _others(page: Page, records: Iterable[Record]) -> list[Record]:
    """The records that the page does not state, though it carries them or another record of their clip."""
    if page.record is None:
        return []
    clip = page.record.result.media.sha256
    return [each for each in records if not each.digests & page.stated and each.result.media.sha256 == clip]


def _sought(page: Page, paths: UserPaths) -> list[Record]:
    """The record that a report states: the JSON file of its name, else one of the case store."""
    beside = Path(page.name).with_suffix(".json")
    if beside.is_file():
        found = [record for record in read_records(beside).records if record.digests & page.stated]
        if found:
            return found
    if not paths.store.exists():
        return []
    with CaseStore(paths.store) as store:
        return [record for digest in sorted(page.stated) for record in stored_records(store, digest)]


def _first(digests: frozenset[str]) -> str:
    return min(digests, default="none")
