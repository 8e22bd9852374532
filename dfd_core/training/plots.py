"""Plots of an evaluation as PNG and SVG: ROC, reliability, distribution of scores (matplotlib, without a window)."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from dfd_core.detectors.calibration import Thresholds
from dfd_core.paths import atomic_write
from dfd_core.training import metrics
from dfd_core.training.tables import Table

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000", "#999999")
"""Okabe and Ito's colours: told apart with any colour vision."""
REAL_COLOUR, FAKE_COLOUR = "#0072b2", "#d55e00"
BINS = 10


def draw_all(table: Table, main: str, bands: Thresholds, level: str, out: Path) -> list[Path]:
    """Write ``LEVEL_roc``, ``LEVEL_reliability`` and ``LEVEL_scores`` as .png and .svg into ``out``.

    Args:
        table: scores of the cases.
        main: the column whose distribution is drawn; the other two plots show all columns.
        bands: drawn into the distribution.
        level: ``"faces"`` or ``"clips"``, in titles and file names.
        out: existing folder.
    """
    title = f"{level}, n = {len(table.known(main).cases)}"
    plots: dict[str, Callable[[Axes], None]] = {
        "roc": lambda axes: _roc(axes, table),
        "reliability": lambda axes: _reliability(axes, table),
        "scores": lambda axes: _distribution(axes, table.known(main), main, bands),
    }
    written: list[Path] = []
    for name, draw in plots.items():
        figure = Figure(figsize=(5.6, 4.8), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.subplots()
        draw(axes)
        axes.set_title(title, fontsize="medium")
        written += _save(figure, out / f"{level}_{name}")
    return written


def _save(figure: Figure, stem: Path) -> Iterable[Path]:
    with mpl.rc_context({"svg.hashsalt": "dfd", "svg.fonttype": "path"}):
        for kind in ("png", "svg"):
            buffer = io.BytesIO()
            # without a date the same scores give the same file
            figure.savefig(buffer, format=kind, dpi=130, metadata={"Date": None} if kind == "svg" else None)
            path = stem.with_name(f"{stem.name}.{kind}")
            with atomic_write(path) as stream:
                stream.write(buffer.getvalue())
            yield path


def _roc(axes: Axes, table: Table) -> None:
    axes.plot([0, 1], [0, 1], color="#bbbbbb", linewidth=1, linestyle="--")
    for place, name in enumerate(table.scores):
        known = table.known(name)
        curve = metrics.roc(known.labels, known.scores[name])
        area = metrics.auc(known.labels, known.scores[name])
        axes.plot(
            curve.false_alarm,
            curve.hit,
            color=COLOURS[place % len(COLOURS)],
            label=f"{name}  AUC {area:.3f}",
            linewidth=1.6,
        )
    axes.set(xlabel="false alarm rate", ylabel="share of fakes found", xlim=(0, 1), ylim=(0, 1), aspect="equal")
    axes.legend(loc="lower right", fontsize="small")
    axes.grid(alpha=0.25)


def _reliability(axes: Axes, table: Table) -> None:
    axes.plot([0, 1], [0, 1], color="#bbbbbb", linewidth=1, linestyle="--")
    for place, name in enumerate(table.scores):
        known = table.known(name)
        bins = metrics.reliability(known.labels, known.scores[name], BINS)
        error = metrics.expected_calibration_error(known.labels, known.scores[name], BINS)
        sizes = [20 + 180 * one.weight / max(len(known.cases), 1) for one in bins]
        colour = COLOURS[place % len(COLOURS)]
        xs, ys = [one.score for one in bins], [one.fakes for one in bins]
        axes.plot(xs, ys, color=colour, linewidth=1.2, label=f"{name}  ECE {error:.3f}")
        axes.scatter(xs, ys, s=sizes, color=colour, alpha=0.6)
    axes.set(xlabel="score", ylabel="share of fakes at this score", xlim=(0, 1), ylim=(0, 1), aspect="equal")
    axes.legend(loc="upper left", fontsize="small")
    axes.grid(alpha=0.25)


def _distribution(axes: Axes, table: Table, name: str, bands: Thresholds) -> None:
    labels, scores = table.labels, table.scores[name]
    edges = np.linspace(0.0, 1.0, 41).tolist()
    for label, colour, word in ((0, REAL_COLOUR, "real"), (1, FAKE_COLOUR, "fake")):
        chosen = scores[labels == label]
        weights = np.full(chosen.size, 1.0 / max(chosen.size, 1))
        axes.hist(chosen, edges, weights=weights, color=colour, alpha=0.55, label=f"{word} (n = {chosen.size})")
    for place, word in ((bands.real_to, "authentic"), (bands.fake_from, "manipulated")):
        axes.axvline(place, color="#444444", linewidth=1, linestyle=":")
        axes.annotate(
            f"{word}\n{place:.2f}",
            (place, 0.98),
            xycoords=("data", "axes fraction"),
            ha="center",
            va="top",
            fontsize="x-small",
        )
    axes.set(xlabel=f"score of {name}", ylabel="share of the class", xlim=(0, 1))
    axes.legend(loc="center right", fontsize="small")
