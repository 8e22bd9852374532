"""All keyboard shortcuts, by menu; each can be changed, with conflicts shown, and reset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dfd_gui.actions_table import ACTIONS, MENUS, ActionSpec
from dfd_gui.shell.widgets import dim_label

if TYPE_CHECKING:
    from dfd_gui.services import Services

_ID = Qt.ItemDataRole.UserRole
_NATIVE = QKeySequence.SequenceFormat.NativeText


class ShortcutSheet(QDialog):
    """A list that can be searched, and below it the editor of the chosen row; not modal."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._rows: dict[str, QTreeWidgetItem] = {}
        self._groups: dict[str, QTreeWidgetItem] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Search by action or key"))
        self.search.setAccessibleName(self.tr("Search shortcuts"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(services.theme.icon("search", "text_dim"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._narrow)
        self.tree = self._make_tree()
        layout = QVBoxLayout(self)
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)
        layout.addLayout(self._make_editor())
        layout.addWidget(self._conflict)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.close)
        layout.addWidget(buttons)
        em = QFontMetrics(self.font()).height()
        self.resize(38 * em, 42 * em)
        services.actions.keys_changed.connect(self._refresh)
        self._choose()

    def select(self, action: str) -> None:
        """Choose a row."""
        self.tree.setCurrentItem(self._rows[action])

    def shown(self) -> list[str]:
        """Ids of the rows that the search leaves."""
        return [action for action, row in self._rows.items() if not row.isHidden()]

    def keys_text(self, action: str) -> str:
        """What stands in the column of keys."""
        return self._rows[action].text(1)

    def conflict(self) -> str:
        """The warning below the editor."""
        return self._conflict.text()

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setColumnCount(2)
        tree.setHeaderLabels([self.tr("Action"), self.tr("Keys")])
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        tree.header().setStretchLastSection(False)
        tree.setAccessibleName(self.tr("Shortcuts"))
        tree.setStyleSheet("QTreeView::item { padding: 0.2em 0; }")
        tree.setRootIsDecorated(False)
        tree.setItemsExpandable(False)
        titles = {name: self._services.actions.menu_title(name) for name, _ in MENUS}
        for spec in ACTIONS:
            title = titles.get(spec.menu, titles["review/chart"])
            if title not in self._groups:
                self._groups[title] = QTreeWidgetItem(tree, [title])
                font = self._groups[title].font(0)
                font.setBold(True)
                self._groups[title].setFont(0, font)
                self._groups[title].setFlags(Qt.ItemFlag.ItemIsEnabled)
            self._rows[spec.id] = self._make_row(self._groups[title], spec)
        tree.expandAll()
        tree.currentItemChanged.connect(self._choose)
        return tree

    def _make_row(self, group: QTreeWidgetItem, spec: ActionSpec) -> QTreeWidgetItem:
        actions = self._services.actions
        row = QTreeWidgetItem(group, [actions.title(spec.id).rstrip("."), self._keys(spec.id)])
        row.setData(0, _ID, spec.id)
        if spec.icon:
            row.setIcon(0, self._services.theme.icon(spec.icon, "text_dim"))
        return row

    def _make_editor(self) -> QHBoxLayout:
        self._edit = QKeySequenceEdit(self)
        self._edit.setMaximumSequenceLength(1)
        self._edit.setMinimumWidth(QFontMetrics(self.font()).height() * 9)
        self._edit.setAccessibleName(self.tr("New shortcut"))
        for line in self._edit.findChildren(QLineEdit):
            line.setAccessibleName(self.tr("New shortcut"))
        self._edit.keySequenceChanged.connect(self._check)
        self.apply = QPushButton(self.tr("Use"), self)
        self.apply.clicked.connect(self._use)
        self.clear = QPushButton(self.tr("None"), self)
        self.clear.clicked.connect(self._none)
        self.reset = QPushButton(self.tr("Reset"), self)
        self.reset.clicked.connect(self._reset)
        self._conflict = dim_label("", self)
        self._conflict.setWordWrap(True)
        row = QHBoxLayout()
        label = QLabel(self.tr("New shortcut:"), self)
        label.setBuddy(self._edit)
        row.addWidget(label)
        row.addWidget(self._edit, 1)
        for button in (self.apply, self.clear, self.reset):
            button.setAccessibleName(button.text())
            row.addWidget(button)
        return row

    def _keys(self, action: str) -> str:
        return "   ".join(keys.toString(_NATIVE) for keys in self._services.actions.keys(action))

    def _current(self) -> str:
        item = self.tree.currentItem()
        found = item.data(0, _ID) if item is not None else None
        return found if isinstance(found, str) else ""

    def _choose(self) -> None:
        action = self._current()
        self._edit.setEnabled(bool(action))
        self._edit.clear()
        self.clear.setEnabled(bool(action and self._services.actions.keys(action)))
        self.reset.setEnabled(action in self._services.settings.table("ui.shortcuts"))
        self._check()

    def _check(self) -> None:
        action, keys = self._current(), self._edit.keySequence().toString()
        rivals = self._services.actions.rivals(action, keys) if action else []
        names = ", ".join(self._services.actions.title(rival).rstrip(".") for rival in rivals)
        warning = self.tr("Taken by: {actions}. Give that one another shortcut first.").format(actions=names)
        self._conflict.setText(warning if rivals else "")
        self.apply.setEnabled(bool(action and keys and not rivals))

    def _use(self) -> None:
        self._services.actions.set_keys(self._current(), self._edit.keySequence().toString())
        self._choose()

    def _none(self) -> None:
        self._services.actions.set_keys(self._current(), "")
        self._choose()

    def _reset(self) -> None:
        self._services.actions.reset_keys(self._current())
        self._choose()

    def _refresh(self, action: str) -> None:
        self._rows[action].setText(1, self._keys(action))

    def _narrow(self, text: str) -> None:
        wanted = text.casefold()
        for row in self._rows.values():
            row.setHidden(not any(wanted in row.text(column).casefold() for column in (0, 1)))
        for group in self._groups.values():
            rows = [row for row in self._rows.values() if row.parent() is group]
            group.setHidden(all(row.isHidden() for row in rows))
