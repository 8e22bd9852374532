"""Every action with its keys as rows, below the head of its menu."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QIcon, QPixmap

from dfd_gui.actions_table import ACTIONS, MENUS, Scope
from dfd_gui.shortcuts import SETTING, SPECS, default, native, short_title, write

if TYPE_CHECKING:
    from dfd_gui.services import Services

Index: TypeAlias = QModelIndex | QPersistentModelIndex

COL_ACTION, COL_KEYS, COL_PLACE = range(3)
ROLE_ACTION = int(Qt.ItemDataRole.UserRole) + 1
"""The action's id; empty for the head of a menu."""
ROLE_KEYS = ROLE_ACTION + 1
"""Its keys as this system writes them, a list."""
ROLE_OWN = ROLE_ACTION + 2
"""Whether its keys are others than those of the table."""

_NOWHERE = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ODD_MENU = "review/chart"
"""Where actions without a menu belong: the keys of the single detectors."""


@dataclass(frozen=True, slots=True)
class Row:
    """An action, or with an empty one the head of a menu. ``menu`` is its title."""

    menu: str
    action: str = ""
    title: str = ""


class KeysModel(QAbstractTableModel):
    """All actions by menu. It follows the settings."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions = services.actions
        self._keys = services.actions.shortcuts
        self._theme = services.theme
        self._rows = _rows({name: services.actions.menu_title(name) for name, _ in MENUS})
        self._icons: dict[str, QIcon] = {}
        self._no_icon = _nothing()
        self._heads = (self.tr("Action"), self.tr("Keys"), self.tr("Where"))
        self._places: Mapping[Scope, str] = {
            "window": self.tr("everywhere"),
            "queue": self.tr("queue"),
            "review": self.tr("review"),
            "training": self.tr("training"),
            "library": self.tr("library"),
        }
        services.actions.keys_changed.connect(self._renew)
        services.settings.changed.connect(self._on_setting)

    def row_of(self, action: str) -> int:
        """Its row, -1 for none."""
        return next((place for place, row in enumerate(self._rows) if row.action == action), -1)

    def row(self, place: int) -> Row:
        """What stands in a row."""
        return self._rows[place]

    def fits(self, place: int, words: Sequence[str]) -> bool:
        """Whether each of the words (in lower case) occurs in the action, its menu or its keys."""
        row = self._rows[place]
        if not row.action:
            return False
        keys = self._keys.of(row.action)
        text = " ".join((row.menu, row.title, *map(native, keys), write(keys))).casefold()
        return all(word in text for word in words)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._heads[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.NoItemFlags
        if not self._rows[index.row()].action:
            return flag.ItemNeverHasChildren
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemNeverHasChildren

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROLE_ACTION:
            return row.action
        if not row.action:
            heads = role == Qt.ItemDataRole.DisplayRole and index.column() == COL_ACTION
            return row.menu if heads else None
        return self._of_action(row, index.column(), role)

    def _of_action(self, row: Row, column: int, role: int) -> object:
        found: object = None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                found = self._text(row, column)
            case Qt.ItemDataRole.DecorationRole if column == COL_ACTION:
                found = self._icon(row.action)
            case Qt.ItemDataRole.ToolTipRole:
                found = self._tip(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                found = self._spoken(row)
            case _ if role == ROLE_KEYS:
                found = [native(keys) for keys in self._keys.of(row.action)]
            case _ if role == ROLE_OWN:
                found = self._own(row.action)
        return found

    def _text(self, row: Row, column: int) -> str:
        if column == COL_ACTION:
            return row.title
        if column == COL_KEYS:
            return "   ".join(native(keys) for keys in self._keys.of(row.action))
        return self._places[SPECS[row.action].scope]

    def _icon(self, action: str) -> QIcon:
        if action not in self._icons:
            name = SPECS[action].icon
            self._icons[action] = self._theme.icon(name, "text_dim") if name else self._no_icon
        return self._icons[action]

    def _own(self, action: str) -> bool:
        return self._keys.of(action) != default(SPECS[action])

    def _tip(self, row: Row) -> str:
        tip = self._actions.get(row.action).statusTip() or row.title
        if not self._own(row.action):
            return tip
        keys = ", ".join(native(keys) for keys in default(SPECS[row.action])) or self.tr("none")
        changed = self.tr("Changed; default: {keys}").format(keys=keys)
        return f"{tip}\n{changed}"

    def _spoken(self, row: Row) -> str:
        keys = ", ".join(native(keys) for keys in self._keys.of(row.action)) or self.tr("no keys")
        own = self.tr("changed") if self._own(row.action) else ""
        return ", ".join(filter(None, (row.title, keys, own, self._places[SPECS[row.action].scope], row.menu)))

    def _renew(self, action: str) -> None:
        place = self.row_of(action)
        self.dataChanged.emit(self.index(place, COL_ACTION), self.index(place, COL_PLACE))

    def _on_setting(self, key: str) -> None:
        """What is the user's own may be other rows now, though no key has changed."""
        if key == SETTING:
            self.dataChanged.emit(self.index(0, COL_ACTION), self.index(len(self._rows) - 1, COL_PLACE))


class KeysFilter(QSortFilterProxyModel):
    """Leaves the rows that have all the words, and the heads above them."""

    def __init__(self, model: KeysModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._words: Sequence[str] = ()
        self.setDynamicSortFilter(False)  # a row whose keys were just changed stays in sight
        self.setSourceModel(model)

    def narrow(self, text: str) -> None:
        """Leave what fits."""
        self.beginFilterChange()
        self._words = text.casefold().split()
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        del source_parent
        if self._model.row(source_row).action:
            return self._model.fits(source_row, self._words)
        return any(self._model.fits(place, self._words) for place in self._below(source_row))

    def _below(self, head: int) -> list[int]:
        menu = self._model.row(head).menu
        return [place for place in range(self._model.rowCount()) if self._model.row(place).menu == menu]


def _nothing() -> QIcon:
    """A picture of nothing: words without a picture stand below those with one."""
    pixmap = QPixmap(16, 16)
    pixmap.fill(Qt.GlobalColor.transparent)
    return QIcon(pixmap)


def _rows(titles: Mapping[str, str]) -> list[Row]:
    groups: dict[str, list[Row]] = {}
    for spec in ACTIONS:
        menu = titles[spec.menu or _ODD_MENU]
        groups.setdefault(menu, []).append(Row(menu, spec.id, short_title(spec.id)))
    return [row for menu, rows in groups.items() for row in (Row(menu), *rows)]
