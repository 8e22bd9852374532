"""The table of training runs: how each stands and how good it is, newest first."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dfd_gui.texts import QT_TRANSLATE_NOOP
from dfd_gui.training import words
from dfd_gui.training.run import Run

if TYPE_CHECKING:
    from dfd_gui.shell.theme import Theme

Index: TypeAlias = QModelIndex | QPersistentModelIndex

COL_NAME, COL_STATE, COL_EPOCH, COL_LOG_LOSS, COL_AUC, COL_RECIPE, COL_DATA, COL_DURATION, COL_BEGAN = range(9)
HEADERS = (
    QT_TRANSLATE_NOOP("Training", "Detector"),
    QT_TRANSLATE_NOOP("Training", "State"),
    QT_TRANSLATE_NOOP("Training", "Epoch"),
    QT_TRANSLATE_NOOP("Training", "LogLoss"),
    QT_TRANSLATE_NOOP("Training", "AUC"),
    QT_TRANSLATE_NOOP("Training", "Recipe"),
    QT_TRANSLATE_NOOP("Training", "Data"),
    QT_TRANSLATE_NOOP("Training", "Time"),
    QT_TRANSLATE_NOOP("Training", "Began"),
)
TIPS: Mapping[int, str] = {
    COL_LOG_LOSS: QT_TRANSLATE_NOOP("Training", "On the held-out faces, of the epoch that is kept; lower is better"),
    COL_AUC: QT_TRANSLATE_NOOP("Training", "On the held-out faces, of the epoch that is kept; .5 is guessing"),
    COL_DURATION: QT_TRANSLATE_NOOP("Training", "Time at work, pauses left out"),
}
NUMBERS = frozenset({COL_EPOCH, COL_LOG_LOSS, COL_AUC, COL_DURATION})

ROLE_RUN = int(Qt.ItemDataRole.UserRole) + 1
"""The `Run` of a row."""
ROLE_SORT = ROLE_RUN + 1

_NOWHERE = QModelIndex()


class RunsModel(QAbstractTableModel):
    """Rows keep their place while their runs go on; see `show`."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._runs: list[Run] = []
        theme.changed.connect(self._repaint)

    def show(self, runs: Sequence[Run]) -> None:
        """Show these runs, newest first."""
        wanted = {run.folder: run for run in runs}
        for row in reversed([row for row, run in enumerate(self._runs) if run.folder not in wanted]):
            self.beginRemoveRows(_NOWHERE, row, row)
            del self._runs[row]
            self.endRemoveRows()
        known = {run.folder for run in self._runs}
        for place, run in enumerate(runs):
            if run.folder not in known:
                row = min(place, len(self._runs))
                self.beginInsertRows(_NOWHERE, row, row)
                self._runs.insert(row, run)
                self.endInsertRows()
        for row, old in enumerate(self._runs):
            if wanted[old.folder] is not old:
                self._runs[row] = wanted[old.folder]
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(HEADERS) - 1))

    def row_of(self, folder: Path) -> int:
        """The row of a run, -1 if there is none."""
        return next((row for row, run in enumerate(self._runs) if run.folder == folder), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._runs)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return words.translate("Training", HEADERS[section])
        if role == Qt.ItemDataRole.ToolTipRole and section in TIPS:
            return words.translate("Training", TIPS[section])
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self._value(self._runs[index.row()], index.column(), role) if index.isValid() else None

    def _value(self, run: Run, column: int, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell(run, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case Qt.ItemDataRole.DecorationRole:
                return self._theme.icon(*words.STATE_ICONS[run.state]) if column == COL_STATE else None
            case Qt.ItemDataRole.ToolTipRole:
                return tip(run, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{words.translate('Training', HEADERS[column])}: {cell(run, column)}"
            case _:
                return _own(run, column, role)

    def _repaint(self) -> None:
        if self._runs:
            self.dataChanged.emit(self.index(0, COL_STATE), self.index(len(self._runs) - 1, COL_STATE))


def cell(run: Run, column: int) -> str:
    """The words of one cell."""
    return _CELLS[column](run)


def _epoch(run: Run) -> str:
    wanted = run.history.wanted_epochs
    return f"{len(run.history.epochs)} / {wanted}" if wanted else words.NONE


def _log_loss(run: Run) -> str:
    return words.number(run.history.best.log_loss if run.history.best else None, 4)


def _auc(run: Run) -> str:
    return words.number(run.history.best.auc if run.history.best else None, 3)


def _data(run: Run) -> str:
    return ", ".join(Path(path).name for path in run.data) or words.NONE


def _duration(run: Run) -> str:
    return words.duration(run.history.seconds) if run.history.seconds else words.NONE


def state_words(run: Run) -> str:
    """The state, with what it is about to become."""
    if run.alive and run.asked == "pause":
        return words.translate("Training", "pausing")
    if run.alive and run.asked == "finish_now":
        return words.translate("Training", "finishing")
    if run.state == "running" and run.progress:
        return f"{words.state_word(run.state)}, {words.percent(run.progress)}"
    return words.state_word(run.state)


def tip(run: Run, column: int) -> str:
    """More about a cell."""
    if column == COL_DATA:
        return "\n".join(run.data)
    if column == COL_STATE and run.error.get("message"):
        return run.error["message"]
    return str(run.folder)


def _own(run: Run, column: int, role: int) -> object:
    if role == ROLE_RUN:
        return run
    return sort_key(run, column) if role == ROLE_SORT else None


def sort_key(run: Run, column: int) -> str | float:
    """What a column is sorted by; runs without a figure come last."""
    key = _KEYS.get(column)
    return key(run) if key else cell(run, column).lower()


def _by_auc(run: Run) -> float:
    best = run.history.best
    return -best.auc if best and math.isfinite(best.auc) else math.inf


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


_CELLS: Mapping[int, Callable[[Run], str]] = {
    COL_NAME: lambda run: run.name,
    COL_STATE: state_words,
    COL_EPOCH: _epoch,
    COL_LOG_LOSS: _log_loss,
    COL_AUC: _auc,
    COL_RECIPE: lambda run: run.recipe or words.NONE,
    COL_DATA: _data,
    COL_DURATION: _duration,
    COL_BEGAN: lambda run: words.moment(run.began),
}
_KEYS: Mapping[int, Callable[[Run], float]] = {
    COL_EPOCH: lambda run: float(len(run.history.epochs)),
    COL_LOG_LOSS: lambda run: run.history.best.log_loss if run.history.best else math.inf,
    COL_AUC: _by_auc,
    COL_DURATION: lambda run: run.history.seconds,
    COL_BEGAN: lambda run: run.began.timestamp() if run.began else 0.0,
}
