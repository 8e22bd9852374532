"""The curves of a run as a table: one row an epoch, to read and to copy."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from dfd_gui.shell.widgets import tabular
from dfd_gui.texts import QT_TRANSLATE_NOOP
from dfd_gui.training import words
from dfd_gui.training.history import Epoch

Index: TypeAlias = QModelIndex | QPersistentModelIndex

HEADERS = (
    QT_TRANSLATE_NOOP("Training", "Epoch"),
    QT_TRANSLATE_NOOP("Training", "Train loss"),
    QT_TRANSLATE_NOOP("Training", "Valid loss"),
    QT_TRANSLATE_NOOP("Training", "LogLoss"),
    QT_TRANSLATE_NOOP("Training", "AUC"),
    QT_TRANSLATE_NOOP("Training", "Rate"),
    QT_TRANSLATE_NOOP("Training", "Time"),
)
_NOWHERE = QModelIndex()


class EpochModel(QAbstractTableModel):
    """Epochs, the latest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._epochs: list[Epoch] = []
        self._kept = 0

    def show(self, epochs: Sequence[Epoch]) -> None:
        """Show these; new ones are put on top."""
        latest = list(reversed(epochs))
        new = len(latest) - len(self._epochs)
        if latest == self._epochs:
            return
        self._kept = max((epoch.number for epoch in epochs if epoch.best), default=0)
        if new > 0 and latest[new:] == self._epochs:
            self.beginInsertRows(_NOWHERE, 0, new - 1)
            self._epochs = latest
            self.endInsertRows()
            return
        self.beginResetModel()
        self._epochs = latest
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._epochs)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return words.translate("Training", HEADERS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            epoch = self._epochs[index.row()]
            return cells(epoch, kept=epoch.number == self._kept)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


class EpochTable(QTableView):
    """Ctrl+C copies all of it for a spreadsheet, with plain numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.epochs = EpochModel(self)
        self._shown: tuple[Epoch, ...] = ()
        self.setModel(self.epochs)
        self.setAccessibleName(self.tr("Figures of every epoch"))
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.5))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        tabular(self)

    def show_epochs(self, epochs: Sequence[Epoch]) -> None:
        """Show these."""
        self._shown = tuple(epochs)
        self.epochs.show(epochs)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(as_text(self._shown))
            return
        super().keyPressEvent(event)


def cells(epoch: Epoch, *, kept: bool) -> tuple[str, ...]:
    """One row; the epoch whose weights are kept has a star."""
    star = " *" if kept else ""
    losses = (epoch.train_loss, epoch.valid_loss, epoch.log_loss)
    return (
        f"{epoch.number}{star}",
        *(words.number(value, 4) for value in losses),
        words.number(epoch.auc, 3),
        words.rate(epoch.lr),
        words.duration(epoch.seconds),
    )


def as_text(epochs: Sequence[Epoch]) -> str:
    """All epochs as tab-separated values."""
    lines = ["epoch\ttrain_loss\tvalid_loss\tlog_loss\tauc\tlr\tseconds\tbest"]
    for epoch in epochs:
        values = (epoch.train_loss, epoch.valid_loss, epoch.log_loss, epoch.auc, epoch.lr, epoch.seconds)
        shown = [f"{value:.6g}" if math.isfinite(value) else "" for value in values]
        lines.append("\t".join([str(epoch.number), *shown, str(int(epoch.best))]))
    return "\n".join(lines)
