"""The comparison for elsewhere: the picture of its chart, and its rows as CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dfd_core.cases.report_csv import Cell, table_bytes
from dfd_gui.review.chart_export import ChartSheet
from dfd_gui.review.compare.pairing import PairRow
from dfd_gui.review.curves import Sample

_COLUMNS = ("time_s", "frame", "person", "state", "reason", "score")
"""Of a side, in this order."""


@dataclass(frozen=True, slots=True)
class PairSheet(ChartSheet):
    """A chart of two curves; ``rows`` are its values."""

    rows: Sequence[PairRow] = ()

    def csv(self, start_s: float, end_s: float) -> bytes:
        return pair_csv([row for row in self.rows if start_s <= row.time_s <= end_s])


def pair_csv(rows: Sequence[PairRow]) -> bytes:
    """One line for each moment; a side without a score there has an empty cell, never 0."""
    cells = [pair_cells(row) for row in rows]
    return table_bytes(list(cells[0]) if cells else ["time_s"], [list(row.values()) for row in cells])


def pair_cells(row: PairRow) -> Mapping[str, Cell]:
    """A row as named cells of no particular language; ``time_s`` is on the shared axis, the others of their clip.

    What may be negative is a number: a text that begins with a minus gets an apostrophe, lest a spreadsheet runs it.
    """
    apart = row.difference
    return {
        "time_s": round(row.time_s, 4),
        **_side_cells("a", row.a),
        **_side_cells("b", row.b),
        "b_minus_a": "" if apart is None else round(apart, 6),
    }


def _side_cells(side: str, sample: Sample | None) -> dict[str, Cell]:
    if sample is None:
        empty: dict[str, Cell] = {f"{side}_{name}": "" for name in _COLUMNS}
        return empty | {f"{side}_state": "no_sample"}
    return {
        f"{side}_time_s": f"{sample.time_s:.4f}",
        f"{side}_frame": str(sample.frame),
        f"{side}_person": "" if sample.track is None else str(sample.track + 1),
        f"{side}_state": "scored" if sample.gap is None else str(sample.gap),
        f"{side}_reason": sample.reason,
        f"{side}_score": "" if sample.score is None else f"{sample.score:.6f}",
    }
