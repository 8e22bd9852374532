"""Rows of the queue as text: tab-separated for people, CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from dfd_gui.items import queue_text as text
from dfd_gui.queue.entry import Entry

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins so for a formula."""


def as_text(entries: Sequence[Entry]) -> str:
    """A line for each row: name, length, state, verdict, score; separated by tabs."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in _cells(entry)) for entry in entries)


def as_csv(entries: Sequence[Entry]) -> str:
    """The same with a head line, and with numbers, hash and path as a machine wants them."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_titles())
    for entry in entries:
        writer.writerow([_harmless(cell) for cell in _machine_cells(entry)])
    return stream.getvalue()


def _cells(entry: Entry) -> list[str]:
    note = text.state_note(entry)
    state = f"{text.state_words(entry)} ({note})" if note else text.state_words(entry)
    return [entry.name, text.length(entry), state, text.verdict_words(entry), text.score_words(entry)]


def _machine_cells(entry: Entry) -> list[str]:
    return [
        entry.name,
        f"{entry.duration_s:.3f}" if entry.media else "",
        str(entry.state),
        "" if entry.label is None else str(entry.label),
        "" if entry.score is None else f"{entry.score:.6f}",
        entry.reason,
        entry.sha256,
        entry.path_text,
    ]


def _titles() -> list[str]:
    return [
        QCoreApplication.translate("Queue", "Name"),
        QCoreApplication.translate("Queue", "Seconds"),
        QCoreApplication.translate("Queue", "State"),
        QCoreApplication.translate("Queue", "Verdict"),
        QCoreApplication.translate("Queue", "Score"),
        QCoreApplication.translate("Queue", "Reason"),
        QCoreApplication.translate("Queue", "SHA-256"),
        QCoreApplication.translate("Queue", "Path"),
    ]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell
