"""Stored results to choose from: those of the reviewed file first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import QDateTime, QLocale, QObject, Qt
from PySide6.QtGui import QFont, QIcon

from dfd_core.cases.store import StoredResult
from dfd_core.cases.text import printable
from dfd_gui.items.heads import HeadedTable, Index
from dfd_gui.review.compare.stored import Offers
from dfd_gui.review.verdict_words import title
from dfd_gui.review.words import score_text, tabular
from dfd_gui.shell.theme import Theme

COL_CLIP, COL_ENSEMBLE, COL_VERDICT, COL_SCORE, COL_WHEN = range(5)
ROLE_RESULT = int(Qt.ItemDataRole.UserRole) + 1
"""The `StoredResult` of a row."""


class ResultsModel(HeadedTable[StoredResult]):
    """Results as rows; ``narrow`` leaves those that have all the words."""

    _left = frozenset({COL_CLIP, COL_ENSEMBLE, COL_VERDICT})

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._offers = Offers()
        self._words: Sequence[str] = ()
        self._heads = (self.tr("Clip"), self.tr("Ensemble"), self.tr("Verdict"), self.tr("Score"), self.tr("Screened"))

    def set_offers(self, offers: Offers) -> None:
        """Offer these."""
        self._offers = offers
        self._choose()

    def narrow(self, text: str) -> None:
        """Offer only the rows in which every word of the text occurs."""
        self._words = text.casefold().split()
        self._choose()

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        result, column = self._rows[index.row()], index.column()
        found: object = None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                found = self._text(result, column)
            case Qt.ItemDataRole.DecorationRole if column == COL_VERDICT:
                found = self._icon(result)
            case Qt.ItemDataRole.TextAlignmentRole:
                found = self.side(column)
            case Qt.ItemDataRole.ToolTipRole if column == COL_CLIP:
                found = printable(result.path)
            case Qt.ItemDataRole.FontRole if self._is_same(result):
                found = _bold()
            case _ if role == ROLE_RESULT:
                found = result
        return found

    def _is_same(self, result: StoredResult) -> bool:
        return result in self._offers.same

    def _icon(self, result: StoredResult) -> QIcon:
        return self._theme.label_icon(result.label)

    def _text(self, result: StoredResult, column: int) -> str:
        match column:
            case 0 if self._is_same(result):
                return self.tr("This clip: {name}").format(name=_name(result))
            case 0:
                return _name(result)
            case 1:
                return printable(result.ensemble)
            case 2:
                return title(result.label)
            case 3:
                return score_text(result.score)
            case _:
                when = QDateTime.fromString(result.created, Qt.DateFormat.ISODate).toLocalTime()
                return QLocale().toString(when, QLocale.FormatType.ShortFormat) if when.isValid() else ""

    def _choose(self) -> None:
        self.beginResetModel()
        self._rows = [row for row in (*self._offers.same, *self._offers.others) if self._fits(row)]
        self.endResetModel()

    def _fits(self, row: StoredResult) -> bool:
        text = " ".join(self._text(row, column) for column in range(len(self._heads))).casefold()
        return all(word in text for word in self._words)


def _name(result: StoredResult) -> str:
    return printable(PurePath(result.path).name)


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return tabular(font)
