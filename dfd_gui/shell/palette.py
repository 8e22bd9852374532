"""The command palette: type a few letters of what is to be done, press Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLineEdit, QListView, QVBoxLayout, QWidget

from dfd_gui.actions_table import ACTIONS, MENUS
from dfd_gui.shell.palette_row import PaletteRow, RowDelegate

if TYPE_CHECKING:
    from dfd_gui.services import Services

ROWS = 12
WIDTH_EM = 34
_OWN = "app.palette"


def match(pattern: str, text: str) -> tuple[int, ...] | None:
    """Places of the letters of ``pattern`` in ``text``, in order, or None if they are not all there.

    A run of letters at the start of words is preferred to letters strewn about.
    """
    wanted, here = pattern.casefold().replace(" ", ""), text.casefold()
    if len(here) != len(text):  # some letters grow when folded; places would be wrong
        here = text.lower()
    best: tuple[int, ...] | None = None
    for start in [place for place in range(len(here)) if wanted and here[place] == wanted[0]]:
        places = _from(wanted, here, start)
        if places is not None and (best is None or score(places, here) > score(best, here)):
            best = places
    return best if wanted else ()


def score(places: Sequence[int], text: str) -> float:
    """How good a match is: neighbours and starts of words count, gaps cost."""
    points = 0.0
    for number, place in enumerate(places):
        starts = place == 0 or not text[place - 1].isalnum()
        follows = number > 0 and places[number - 1] == place - 1
        points += 3.0 * starts + 2.0 * follows
    spread = places[-1] - places[0] + 1 - len(places) if places else 0
    return points - 0.2 * spread - 0.01 * len(text)


def _from(wanted: str, text: str, start: int) -> tuple[int, ...] | None:
    places, place = [], start
    for letter in wanted:
        place = text.find(letter, place)
        if place < 0:
            return None
        places.append(place)
        place += 1
    return tuple(places)


class PaletteModel(QAbstractListModel):
    """The actions that can be done now and fit the pattern, the best match first."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        menus = {name: services.actions.menu_title(name) for name, _ in MENUS}
        self._all = [
            PaletteRow(spec.id, action.text().rstrip("."), menus.get(spec.menu, ""), _keys(action.shortcuts()))
            for spec in ACTIONS
            if spec.id != _OWN and (action := services.actions.get(spec.id)).isEnabled()
        ]
        self._rows = list(self._all)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (row.text, row.menu, row.keys)))
        return row if role == Qt.ItemDataRole.UserRole else None

    def narrow(self, pattern: str) -> None:
        """Show what fits."""
        self.beginResetModel()
        found = [(row, match(pattern, row.text)) for row in self._all]
        fitting = [row.marked(places) for row, places in found if places is not None]
        fitting += [row for row, places in found if places is None and match(pattern, f"{row.menu} {row.text}")]
        if pattern.strip():
            fitting.sort(key=lambda row: -score(row.places, row.text.lower()) if row.places else 1000)
        self._rows = fitting
        self.endResetModel()


class Palette(QDialog):
    """A line to type in and the list of what fits. Goes away when it loses the focus."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._services = services
        self._window = parent
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Find an action"))
        self.setAccessibleName(self.tr("Find an action"))
        self._model = PaletteModel(services, self)
        self._line = QLineEdit(self)
        self._line.setPlaceholderText(self.tr("What do you want to do?"))
        self._line.setAccessibleName(self.tr("Words of the action"))
        self._line.setClearButtonEnabled(True)
        self._line.addAction(services.theme.icon("search", "text_dim"), QLineEdit.ActionPosition.LeadingPosition)
        self._line.textChanged.connect(self._narrow)
        self._line.installEventFilter(self)
        self._list = QListView(self)
        self._list.setModel(self._model)
        self._list.setItemDelegate(RowDelegate(services, self._list))
        self._list.setAccessibleName(self.tr("Actions"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.clicked.connect(self._do)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self._line)
        layout.addWidget(self._list)
        self._narrow("")
        self._place()

    def texts(self) -> list[str]:
        """The actions offered now."""
        return [str(self._model.data(self._model.index(row))) for row in range(self._model.rowCount())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down and Enter belong to the list, though the line has the focus."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._do(self._list.currentIndex())
                return True
            steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -ROWS, Qt.Key.Key_PageDown: ROWS}
            step = steps.get(Qt.Key(event.key()))
            if step:
                self._move(step)
                return True
        return super().eventFilter(watched, event)

    def _move(self, by: int) -> None:
        last = self._model.rowCount() - 1
        row = min(max(0, self._list.currentIndex().row() + by), last)
        self._list.setCurrentIndex(self._model.index(row))

    def _narrow(self, pattern: str) -> None:
        self._model.narrow(pattern)
        self._list.setCurrentIndex(self._model.index(0))

    def _do(self, index: QModelIndex) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        self.close()
        if isinstance(row, PaletteRow):
            self._services.actions.get(row.action).trigger()

    def _place(self) -> None:
        """At the top of the window, in its middle."""
        em = QFontMetrics(self.font()).height()
        room = self._window.size()
        width = min(WIDTH_EM * em, room.width() - 2 * em)
        self.resize(width, min(round((ROWS + 2.5) * em * 1.9), room.height() - 4 * em))
        self.move(self._window.mapToGlobal(QPoint((room.width() - width) // 2, 3 * em)))
        self._line.setFocus()


def _keys(sequences: Sequence[QKeySequence]) -> str:
    return sequences[0].toString(QKeySequence.SequenceFormat.NativeText) if sequences else ""
