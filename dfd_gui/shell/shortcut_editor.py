"""All actions with their keys, to be searched and changed: a part of the settings, and the sheet of shortcuts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QLineEdit, QTreeView, QVBoxLayout, QWidget

from dfd_gui.items.keys_delegate import KeysDelegate
from dfd_gui.items.keys_model import COL_ACTION, COL_KEYS, COL_PLACE, ROLE_ACTION, KeysFilter, KeysModel
from dfd_gui.shell.key_strip import KeyStrip
from dfd_gui.shell.parts import Notice, button, em, text_label
from dfd_gui.shell.widgets import hairline
from dfd_gui.shortcuts import SETTING

if TYPE_CHECKING:
    from dfd_gui.services import Services


class ShortcutEditor(QWidget):
    """A list that can be searched, and below it the keys of the chosen action. What is changed holds at once."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._shortcuts = services.actions.shortcuts
        self.model = KeysModel(services, self)
        self.rows = KeysFilter(self.model, self)
        self.problems = Notice(services.theme, self)
        self.question = Notice(services.theme, self)
        self.search = self._make_search()
        self.reset_all = button(self.tr("Reset all..."), parent=self)
        self.reset_all.setAutoDefault(False)
        self.reset_all.clicked.connect(self._ask_to_reset)
        self.view = self._make_view()
        self.nothing = text_label(self.tr("No action fits."), "dim", self)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.strip = KeyStrip(services, self)
        self.strip.done.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self._lay_out()
        services.settings.changed.connect(self._on_setting)
        self._refresh()
        self._narrow("")

    def select(self, action: str) -> None:
        """Choose a row."""
        self.view.setCurrentIndex(self.rows.mapFromSource(self.model.index(self.model.row_of(action), COL_ACTION)))

    def shown(self) -> list[str]:
        """Ids of the actions that the search leaves, from top to bottom."""
        every = (self.rows.index(place, COL_ACTION).data(ROLE_ACTION) for place in range(self.rows.rowCount()))
        return [action for action in every if action]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.view.header().resizeSection(COL_KEYS, self.view.sizeHintForColumn(COL_KEYS))

    # -- building ----------------------------------------------------------------------------------------------------

    def _make_search(self) -> QLineEdit:
        line = QLineEdit(self)
        line.setPlaceholderText(self.tr("Search by action, menu or key"))
        line.setAccessibleName(self.tr("Search shortcuts"))
        line.setClearButtonEnabled(True)
        icon = self._services.theme.icon("search", "text_dim")
        line.addAction(icon, QLineEdit.ActionPosition.LeadingPosition)
        line.textChanged.connect(self._narrow)
        line.returnPressed.connect(self._go_to_rows)
        return line

    def _make_view(self) -> QTreeView:
        view = QTreeView(self)
        view.setModel(self.rows)
        view.setItemDelegate(KeysDelegate(self._services.theme, view))
        view.setAccessibleName(self.tr("Shortcuts"))
        view.setRootIsDecorated(False)
        view.setItemsExpandable(False)
        view.setAllColumnsShowFocus(True)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setTabKeyNavigation(False)
        header = view.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(COL_ACTION, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(COL_KEYS, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(COL_PLACE, QHeaderView.ResizeMode.ResizeToContents)
        view.activated.connect(lambda _index: self.strip.listen())
        view.selectionModel().currentChanged.connect(self._choose)
        return view

    def _lay_out(self) -> None:
        space = em(self, 0.6)
        top = QHBoxLayout()
        top.setSpacing(space)
        top.addWidget(self.search, 1)
        top.addWidget(self.reset_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space)
        layout.addWidget(self.problems)
        layout.addLayout(top)
        layout.addWidget(self.question)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.nothing, 1)
        layout.addWidget(hairline(self))
        layout.addWidget(self.strip)

    # -- what happens ------------------------------------------------------------------------------------------------

    def _narrow(self, text: str) -> None:
        chosen = self.view.currentIndex().data(ROLE_ACTION)
        self.rows.narrow(text)
        left = self.shown()
        self.view.setVisible(bool(left))
        self.nothing.setVisible(not left)
        if left:
            self.select(chosen if chosen in left else left[0])
            self._show_current()
        else:
            self.strip.show_action("")

    def _show_current(self) -> None:
        """Scroll to the chosen row; to the head above it where it is the first one."""
        index = self.view.currentIndex()
        if index.row() <= 1:
            self.view.scrollToTop()
        else:
            self.view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _go_to_rows(self) -> None:
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _choose(self, index: QModelIndex) -> None:
        self.strip.show_action(str(index.data(ROLE_ACTION) or ""))

    def _on_setting(self, key: str) -> None:
        if key == SETTING:
            self._refresh()

    def _refresh(self) -> None:
        """What of the settings cannot be used, and whether there is anything to reset."""
        self.reset_all.setEnabled(self._services.settings.overridden(SETTING))
        self.problems.hide()
        if problems := self._shortcuts.problems:
            head = self.tr("Some shortcuts in the settings file cannot be used:")
            self.problems.say("warning", "\n".join([head, *problems]))
            forget = button(self.tr("Forget them"), parent=self.problems)
            forget.setAutoDefault(False)
            forget.clicked.connect(self._shortcuts.forget_problems)
            self.problems.offer(forget)

    def _ask_to_reset(self) -> None:
        self.question.say("warning", self.tr("Give every action its default keys?"))
        yes = button(self.tr("Reset all"), "primary", self.question)
        no = button(self.tr("Keep them"), parent=self.question)
        yes.clicked.connect(self._shortcuts.reset_all)
        for one in (yes, no):
            one.setAutoDefault(False)
            one.clicked.connect(self.question.hide)
        self.question.offer(yes, no)
        no.setFocus()
