"""From curves to what is drawn and said: which line has which colour, dash and name, and the words of a sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor

from dfd_gui.review.chart_items import GAP_WORDS, translated
from dfd_gui.review.chart_tip import TipRow, TipText
from dfd_gui.review.curves import Curves, Gap, Sample, Values
from dfd_gui.review.words import person, score_text, timecode
from dfd_gui.shell.theme import Theme

translate = QCoreApplication.translate

ENSEMBLE = ""
"""Key of the ensemble's line."""


@dataclass(frozen=True, slots=True)
class Style:
    """One line: ``key`` as of `Curves`, ``name`` for the reader, ``number`` of its digit key (0: none)."""

    key: str
    name: str
    values: Values
    colour: QColor
    dash: Qt.PenStyle
    bold: bool = False
    number: int = 0


def styles(curves: Curves, detectors: Sequence[str], theme: Theme) -> list[Style]:
    """The lines of a chart, the bold one first. A detector keeps its colour whatever else is shown."""
    if curves.track is None:
        return [
            Style(line.key, person(int(line.key)), line.values, *theme.series(place), number=_digit(place))
            for place, line in enumerate(curves.lines)
        ]
    found = []
    if curves.ensemble is not None:
        name = curves.ensemble.key or translate("Chart", "All detectors")
        colour = theme.colour("text")
        found.append(Style(ENSEMBLE, name, curves.ensemble.values, colour, Qt.PenStyle.SolidLine, bold=True))
    for line in curves.lines:
        place = detectors.index(line.key)
        found.append(Style(line.key, line.key, line.values, *theme.series(place), number=_digit(place)))
    return found


def tip_text(sample: Sample, shown: Sequence[Style], *, pinned: bool) -> TipText:
    """What the card beside the crosshair says of a sample."""
    frame = translate("Chart", "frame {number}").format(number=sample.frame)
    present = [style for style in shown if _value(sample, style) is not None]
    rows = [TipRow(each.name, score_text(_value(sample, each)), each.colour, each.dash, each.bold) for each in present]
    return TipText(f"{timecode(sample.time_s)}   {frame}", sample_note(sample), rows, pinned)


def sample_note(sample: Sample) -> str:
    """Who is shown, or why there is no score."""
    if sample.gap is None:
        return "" if sample.track is None else person(sample.track)
    return gap_text(sample.gap, sample.reason)


def gap_text(gap: Gap, reason: str = "") -> str:
    """``not analysed: face too small (20 px, 24 needed)``."""
    words = translated(GAP_WORDS[gap])
    return f"{words}: {reason}" if reason else words


def describe(curves: Curves, styles_shown: Sequence[Style]) -> str:
    """The chart in one sentence, for those who do not see it."""
    scores = [sample.score for sample in curves.samples if sample.score is not None]
    who = translate("Chart", "All persons") if curves.track is None else person(curves.track)
    if not scores:
        return translate("Chart", "{who}: no frame was scored").format(who=who)
    text = translate("Chart", "{who}: {count} scored frames, from {low} to {high}, mean {mean}; {lines} lines shown")
    return text.format(
        who=who,
        count=len(scores),
        low=score_text(min(scores)),
        high=score_text(max(scores)),
        mean=score_text(sum(scores) / len(scores)),
        lines=len(styles_shown),
    )


def row_cells(sample: Sample, shown: Sequence[Style]) -> Mapping[str, str]:
    """A sample as named cells, for copying: plain numbers, empty where there is no score."""
    cells = {
        "time_s": f"{sample.time_s:.4f}",
        "frame": str(sample.frame),
        "person": "" if sample.track is None else str(sample.track + 1),
        "state": "scored" if sample.gap is None else str(sample.gap),
        "reason": sample.reason,
    }
    for style in shown:
        value = _value(sample, style)
        cells[style.name if style.key else "ensemble"] = "" if value is None else f"{value:.6f}"
    return cells


def _value(sample: Sample, style: Style) -> float | None:
    return sample.score if style.key == ENSEMBLE else sample.scores.get(style.key)


def _digit(place: int) -> int:
    return place + 1 if place < 9 else 0
