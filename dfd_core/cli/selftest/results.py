"""Are results kept, found again, brought up from older versions, and rendered?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from dfd_core.cases.extract import canonical_bytes, extract_sha256, result_from_json
from dfd_core.cases.report_csv import csv_bytes
from dfd_core.cases.report_html import render_html
from dfd_core.cases.store import APPLICATION_ID, MIGRATIONS, CaseStore
from dfd_core.cli.selftest.bench import Bench, failure
from dfd_core.cli.selftest.screening import screened

KEY = "self-test"

_FILL = """
    INSERT INTO results (
        sha256, settings_key, bytes, path, label, score, persons, usable_faces, duration_s,
        ensemble, error_code, created, saved, extract
    ) SELECT
        sha256, settings_key, bytes, path, label, score, persons, usable_faces, duration_s,
        ensemble, error_code, created, saved, extract
    FROM present.results
"""
"""The columns of version 1, which never change."""


def remember(bench: Bench) -> str:
    """The same clip asked for again is answered from the store."""
    first = bench.result()
    if screened(bench.clip, bench.places) != first:
        raise failure("the clip's result was not found again in the store")
    return "the result was kept and answered at once"


def migrate(bench: Bench) -> str:
    """A store that the first version wrote is brought up to date and keeps its result."""
    extract = bench.result()
    path = bench.scratch / "first-version.sqlite3"
    with CaseStore(bench.scratch / "present.sqlite3") as present:
        present.save(KEY, extract)
    _write_first_version(path, bench.scratch / "present.sqlite3")
    with CaseStore(path) as store:
        store.check()
        if store.count() != 1 or store.find(extract["media"]["sha256"], KEY) != extract:
            raise failure("a result in a store of the first version is lost when it is brought up to date")
    with closing(sqlite3.connect(path)) as database:
        (reached,) = database.execute("PRAGMA user_version").fetchone()
    if reached != len(MIGRATIONS):
        raise failure(f"a store of version 1 was brought to version {reached} instead of {len(MIGRATIONS)}")
    return f"version 1 was brought to version {reached} with its result"


def _write_first_version(path: Path, present: Path) -> None:
    """A store as version 1 laid it out, with what of today's row it knew."""
    with closing(sqlite3.connect(path)) as database, database:
        for statement in MIGRATIONS[0]:
            database.execute(statement)
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute("PRAGMA user_version = 1")
        database.commit()
        database.execute("ATTACH DATABASE ? AS present", (str(present),))
        database.execute(_FILL)


def render(bench: Bench) -> str:
    """JSON, CSV and a self-contained HTML page of the result."""
    extract = bench.result()
    page, table, record = render_html(extract), csv_bytes(extract), canonical_bytes(extract)
    result_from_json(extract)
    if extract_sha256(extract).encode() not in page:
        raise failure("the HTML report does not name the result that it was made of")
    if b"<html" not in page or b"</html>" not in page:
        raise failure("the HTML report is not whole")
    (bench.scratch / "report.html").write_bytes(page)
    return f"HTML {len(page):,} bytes, CSV {len(table):,}, JSON {len(record):,}"
