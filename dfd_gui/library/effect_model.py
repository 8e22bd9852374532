"""The effect of a composed ensemble as a table: clip, what is said now, what would be said."""

from __future__ import annotations

from pathlib import PurePath
from typing import TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dfd_core.cases.summary import WORDS
from dfd_core.types import Label
from dfd_gui.library import words
from dfd_gui.library.effect import Effect
from dfd_gui.shell.theme import Theme

Index: TypeAlias = QModelIndex | QPersistentModelIndex

COL_CLIP, COL_NOW, COL_THEN, COL_CHANGE = range(4)
_NOWHERE = QModelIndex()


class EffectModel(QAbstractTableModel):
    """Rows of `Effect`, those whose verdict changes first, then by how far the score moves."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[Effect] = []

    def set_effects(self, effects: tuple[Effect, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows = sorted(effects, key=lambda effect: (not effect.changes, -_moved(effect), effect.path))
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = (self.tr("Clip"), self.tr("Now"), self.tr("With this ensemble"), self.tr("Change"))
        return titles[section] if 0 <= section < len(titles) else None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        effect = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(effect, index.column())
            case Qt.ItemDataRole.DecorationRole if index.column() in {COL_NOW, COL_THEN}:
                return self._theme.label_icon(effect.label if index.column() == COL_NOW else effect.new_label)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(effect, index.column())
        return None

    def _text(self, effect: Effect, column: int) -> str:
        match column:
            case 0:
                return PurePath(effect.path).name
            case 1:
                return verdict(effect.label, effect.score)
            case 2:
                return verdict(effect.new_label, effect.new_score)
            case _:
                return self._change(effect)

    def _change(self, effect: Effect) -> str:
        if effect.score is None or effect.new_score is None:
            return self.tr("other verdict") if effect.changes else ""
        difference = round(effect.new_score - effect.score, 2)
        moved = f"{difference:+.2f}" if difference else words.number(0, 2)
        return self.tr("{moved}, other verdict").format(moved=moved) if effect.changes else moved

    def _tip(self, effect: Effect, column: int) -> str:
        if column == COL_NOW:
            return self.tr("screened with {ensemble}").format(ensemble=effect.ensemble)
        return effect.path


def verdict(label: Label, score: float | None) -> str:
    """A verdict in words with its score."""
    title = WORDS[label].title
    return title if score is None else f"{title}, {words.number(score, 2)}"


def _moved(effect: Effect) -> float:
    return abs((effect.new_score or 0.0) - (effect.score or 0.0))
