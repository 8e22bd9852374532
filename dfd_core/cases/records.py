"""Records to be checked: results as JSON, found in files, in HTML reports and in the case store."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from dfd_core.cases.extract import Extract, extract_sha256, result_from_json
from dfd_core.cases.record_page import Shown, shown_in
from dfd_core.cases.record_paper import attached_in
from dfd_core.cases.remarks import KEY, apart
from dfd_core.cases.store import CaseStore
from dfd_core.errors import DfdError, UsageError
from dfd_core.types import ClipResult

MAX_BYTES = 256 << 20
"""A larger file holds no results: one of a thousand frames with ten faces each takes a tenth of it."""
PAGES = frozenset({".html", ".htm"})


@dataclass(frozen=True, slots=True)
class Record:
    """One result, read and understood.

    ``name`` says where it was found; ``extract`` is the whole JSON, the analyst's remarks included, and ``sha256`` that
    of its canonical spelling; ``result`` leaves the remarks out and ``result_sha256`` is that of the same without them.
    ``remarks_of`` is the result that the remarks say they belong to, empty without remarks. ``folder`` is where the
    record lies, None for one of the case store.
    """

    name: str
    extract: Extract
    result: ClipResult
    sha256: str
    result_sha256: str
    remarks_of: str = ""
    folder: Path | None = None

    @property
    def digests(self) -> frozenset[str]:
        """What a report of this record may quote."""
        return frozenset({self.sha256, self.result_sha256})


@dataclass(frozen=True, slots=True)
class Page:
    """What an HTML report says of one clip: each SHA-256 that it states, and the record it carries, if it does."""

    name: str
    stated: frozenset[str]
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds."""

    records: tuple[Record, ...] = ()
    pages: tuple[Page, ...] = ()


def read_records(path: Path) -> Found:
    """The records of a JSON file (one object, or one a line), an HTML report, or a PDF report of this program.

    Raises:
        DfdError: ``no_record`` or ``bad_result``, there is none in it; ``newer_result``; ``unreadable``.
    """
    data = _read(path)
    if path.suffix.lower() in PAGES or data.lstrip()[:1] == b"<":
        pages = tuple(_page(path, number, each) for number, each in enumerate(shown_in(data)))
        if not pages:
            raise _none(path, "it is no report of DFD")
        return Found(tuple(page.record for page in pages if page.record), pages)
    if data.startswith(b"%PDF"):
        return Found(tuple(_attached(path, data)))
    return Found(tuple(_records(path, data)))


def stored_records(store: CaseStore, digits: str) -> list[Record]:
    """The results of the case store whose own SHA-256 or whose clip's begins with these hexadecimal digits.

    Raises:
        DfdError: one of that clip cannot be read.
    """
    found = []
    for row in store.recent(limit=store.count()):
        try:
            extract = store.load(row.id)
        except DfdError:
            if row.sha256.startswith(digits):
                raise
            continue  # what cannot be read has no SHA-256 of its own to be named by
        if extract is not None and (row.sha256.startswith(digits) or extract_sha256(extract).startswith(digits)):
            found.append(make_record(f"stored result {row.id}", extract))
    return found


def make_record(name: str, extract: Mapping[str, Any], folder: Path | None = None) -> Record:
    """The record of a result as JSON values.

    Raises:
        DfdError: ``newer_result`` or ``bad_result``.
    """
    try:
        result, _ = apart(extract)
        told = extract.get(KEY) or {}
        digests = extract_sha256(extract), extract_sha256(result)
        read = result_from_json(result)
        _check_numbers(read)
    except DfdError as error:
        raise DfdError(error.code, f"{name}: {error.message}", error.hint) from error
    except (ValueError, TypeError, AttributeError, OverflowError) as error:  # infinite numbers, lists for objects
        raise DfdError("bad_result", f"{name}: this is not a result of DFD: {error}", "") from error
    return Record(name, dict(extract), read, *digests, str(told.get("result_sha256", "")), folder)


def _records(path: Path, data: bytes) -> Iterator[Record]:
    try:
        yield make_record(str(path), _object(data), path.parent)
        return
    except ValueError:
        lines = [line for line in data.splitlines() if line.strip()]
    if not lines:
        raise _none(path, "it is empty")
    for number, line in enumerate(lines, 1):
        try:
            values = _object(line)
        except ValueError as error:
            raise _none(path, f"line {number} is no JSON ({error})") from None
        yield make_record(f"{path}, line {number}", values, path.parent)


def _attached(path: Path, data: bytes) -> Iterator[Record]:
    found = list(attached_in(data))
    if not found:
        raise _none(path, "no result is attached to this PDF", "name the result (JSON) or the web page (HTML)")
    for number, each in enumerate(found, 1):
        try:
            values = _object(each)
        except ValueError as error:
            raise _none(path, f"the result attached to it is damaged ({error})") from None
        yield make_record(str(path) if len(found) == 1 else f"{path}, clip {number}", values, path.parent)


def _object(data: bytes) -> Mapping[str, Any]:
    try:
        values = json.loads(data, parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if not isinstance(values, dict):
        raise ValueError("it is no JSON object")  # noqa: TRY004 - one kind of error for all that is no record
    return values


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _page(path: Path, number: int, shown: Shown) -> Page:
    name = str(path) if number == 0 else f"{path}, clip {number + 1}"
    if not shown.record:
        return Page(name, frozenset(shown.stated))
    try:
        values = _object(shown.record)
    except ValueError as error:
        raise _none(path, f"the record in it is damaged ({error})") from None
    return Page(name, frozenset(shown.stated), make_record(name, values, path.parent))


def _check_numbers(result: ClipResult) -> None:
    """Refuse what cannot be a score: everything after this may count with them."""
    scores: list[object] = [result.score]
    scores += [each.score for each in result.detectors]
    for track in result.tracks:
        scores += [track.score, *track.detectors.values()]
    for face in (face for frame in result.frames for face in frame.faces):
        scores += [face.score, *face.scores.values()]
    for score in scores:
        if score is not None and not _is_score(score):
            raise ValueError(f"{str(score)[:40]!r} is no score")


def _is_score(score: object) -> bool:
    return isinstance(score, int | float) and not isinstance(score, bool) and math.isfinite(score) and 0 <= score <= 1


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _none(path, "it is far too large")
        return path.read_bytes()
    except FileNotFoundError:
        raise UsageError("no_record", f"{path}: there is no such file", "name a result or a report") from None
    except OSError as error:
        raise UsageError("unreadable", f"{path}: cannot be read: {error.strerror}", "") from error


def _none(path: Path, why: str, hint: str = "name a result (JSON) or a report (HTML) of DFD") -> UsageError:
    return UsageError("no_record", f"{path}: holds no result: {why}", hint)
