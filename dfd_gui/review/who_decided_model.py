"""The matrix of detectors and persons as a Qt model, and what is left of a verdict without a detector in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QIcon

from dfd_core.cases.deciding import Deciding, Influence
from dfd_core.types import Label
from dfd_gui.review.readings import Reading
from dfd_gui.review.verdict_words import title
from dfd_gui.review.words import person, score_text, tabular
from dfd_gui.shell.theme import Theme

Index: TypeAlias = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Column:
    """One column of scores: its head, each detector's score by name, the ensemble's, and whose they are.

    ``person`` is None where the faces of all were pooled.
    """

    head: str
    person: int | None
    scores: Mapping[str, float | None]
    ensemble: float | None


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows of detectors; the column that decided first, the others by score, the highest first."""

    detectors: Sequence[str] = ()
    columns: Sequence[Column] = ()
    deciding: Deciding | None = None

    @classmethod
    def of(cls, reading: Reading | None) -> Matrix:
        """The matrix of a result; empty where nothing was scored."""
        if reading is None:
            return cls()
        extract, deciding = reading.clip.extract, reading.deciding
        tracks = [track for track in extract["tracks"] if track["score"] is not None]
        tracks.sort(key=lambda track: (not _decides(track, deciding), -float(track["score"])))
        columns = [Column(person(t["id"]), int(t["id"]), t["detectors"], t["score"]) for t in tracks]
        if deciding is not None and deciding.person is None:
            clip = {each.detector: each.score for each in deciding.detectors}
            columns.insert(0, Column(translate("WhoDecided", "All faces"), None, clip, deciding.score))
        return cls([each["name"] for each in extract["detectors"]], columns, deciding)

    @property
    def leaves_out(self) -> bool:
        """Whether there is a column of what is left without each detector."""
        return self.deciding is not None and len(self.detectors) > 1

    def influence(self, row: int) -> Influence | None:
        """What leaving that row's detector out does, None where that is not known."""
        if self.deciding is None or row >= len(self.detectors):
            return None
        name = self.detectors[row]
        return next((each for each in self.deciding.detectors if each.detector == name), None)


def _decides(track: Mapping[str, Any], deciding: Deciding | None) -> bool:
    return deciding is not None and track["id"] == deciding.person


COL_NAME, COL_DECIDER, COL_WITHOUT = range(3)


class WhoDecidedModel(QAbstractTableModel):
    """Detectors below each other, the ensemble last; who decided, what is left without the row, the other persons."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._matrix = Matrix()

    def set_matrix(self, matrix: Matrix) -> None:
        self.beginResetModel()
        self._matrix = matrix
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or not self._matrix.columns else len(self._matrix.detectors) + 1

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        if parent.isValid() or not self._matrix.columns:
            return 0
        return 1 + len(self._matrix.columns) + self._matrix.leaves_out

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        match role:
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if section else _LEFT
            case Qt.ItemDataRole.ToolTipRole:
                return self._head_tip(section) or None
            case Qt.ItemDataRole.DisplayRole:
                return self._head(section)
            case _:
                return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        found: object = None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                found = self._text(row, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                found = _RIGHT if column else _LEFT
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                found = self._tip(row, column) or None
            case Qt.ItemDataRole.FontRole if row == len(self._matrix.detectors):
                found = _bold()
            case Qt.ItemDataRole.DecorationRole if self._is_without(column):
                found = self._icon(row)
        return found

    def _is_without(self, column: int) -> bool:
        return self._matrix.leaves_out and column == COL_WITHOUT

    def _column(self, column: int) -> Column:
        """The scores of a column that has them."""
        skipped = COL_WITHOUT if self._matrix.leaves_out and column > COL_WITHOUT else COL_DECIDER
        return self._matrix.columns[column - skipped]

    def _head(self, column: int) -> str:
        if column == COL_NAME:
            return self.tr("Detector")
        return self.tr("Without it") if self._is_without(column) else self._column(column).head

    def _head_tip(self, column: int) -> str:
        if self._is_without(column):
            return self.tr("The clip's score, had this detector not been asked")
        if column == COL_DECIDER and self._matrix.deciding is not None:
            return self.tr("Who decided the verdict")
        return ""

    def _text(self, row: int, column: int) -> str:
        last = row == len(self._matrix.detectors)
        if column == COL_NAME:
            return self.tr("All detectors") if last else self._matrix.detectors[row]
        if self._is_without(column):
            influence = self._matrix.influence(row)
            return score_text(influence.without) if influence else ""
        scores = self._column(column)
        return score_text(scores.ensemble if last else scores.scores.get(self._matrix.detectors[row]))

    def _tip(self, row: int, column: int) -> str:
        influence = self._matrix.influence(row)
        if column == COL_NAME:
            return self._text(row, column)
        if influence is None or influence.without is None:
            return ""
        if self._is_without(column):
            return without_words(influence)
        who = self._column(column).person
        if who is None or who not in influence.persons:
            return ""
        text = self.tr("Without {detector}, {person} would score {score}")
        score = score_text(influence.persons[who])
        return text.format(detector=influence.detector, person=person(who), score=score)

    def _icon(self, row: int) -> QIcon | None:
        """The symbol of the other verdict that the rest would have given."""
        influence, deciding = self._matrix.influence(row), self._matrix.deciding
        if influence is None or deciding is None or influence.label in {None, deciding.label}:
            return None
        return self._theme.label_icon(influence.label) if influence.label else None


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return tabular(font)


def without_words(influence: Influence) -> str:
    """``Without it: inconclusive, 0.41.``."""
    score, label = score_text(influence.without), influence.label
    if label is None:
        return translate("WhoDecided", "Without it: {score}.").format(score=score)
    text = translate("WhoDecided", "Without it: {verdict}, {score}.")
    return text.format(verdict=_inside(label), score=score)


def _inside(label: Label) -> str:
    """The verdict's words inside a sentence."""
    words = title(label)
    return words[:1].lower() + words[1:]
