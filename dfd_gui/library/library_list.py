"""The left side of the library: a filter, the list, and what brings something new."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QTreeView, QVBoxLayout, QWidget

from dfd_gui.items.library_model import ROLE_ENTRY, ROLE_FILTER, Entry, Kind, LibraryModel, Section
from dfd_gui.library.delegate import LibraryDelegate
from dfd_gui.services import Services
from dfd_gui.shell.parts import ActionButton, em

CONTEXT = ("library.default", "library.sample", "library.check", "library.export", "library.remove")


class LibraryList(QWidget):
    """Shows the sections; `picked` when another row is the current one."""

    picked = Signal(object)
    """The `Entry`, None for no row."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions: list[QAction] = [services.actions.get(name) for name in CONTEXT]
        self._key: tuple[Kind, str] | None = None
        self._quiet = False
        self.model = LibraryModel(self)
        self.proxy = QSortFilterProxyModel(self)
        self.proxy.setSourceModel(self.model)
        self.proxy.setFilterRole(ROLE_FILTER)
        self.proxy.setRecursiveFilteringEnabled(True)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter the library"))
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(services.theme.icon("search", "text_dim"), QLineEdit.ActionPosition.LeadingPosition)
        self.filter.textChanged.connect(self._on_filter)
        self.view = self._view(services)
        layout = QVBoxLayout(self)
        space = em(self, 0.5)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(space, space, space, space // 2)
        head.addWidget(self.filter)
        foot = QVBoxLayout()
        foot.setContentsMargins(space, space, space, space)
        foot.setSpacing(space)
        for action in ("library.import", "library.compose"):
            foot.addWidget(ActionButton(services.actions, action, parent=self))
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)
        self.setMinimumWidth(em(self, 17))
        self.setProperty("role", "panel")

    def set_sections(self, sections: Sequence[Section]) -> None:
        """Show these and keep the current row, without a word of `picked`."""
        self._quiet = True
        self.model.set_sections(sections)
        self._expand()
        if self._key is not None and self.current() is None:
            self.show_row(*self._key)
        self._quiet = False

    def current(self) -> Entry | None:
        """The current row."""
        entry = self.view.currentIndex().data(ROLE_ENTRY)
        return entry if isinstance(entry, Entry) else None

    def show_row(self, kind: Kind, name: str) -> bool:
        """Make a row the current one; False where there is none of that name."""
        found = self.model.find(kind, name)
        if not found.isValid():
            return False
        if not self.proxy.mapFromSource(found).isValid():
            self.filter.clear()
        index = self.proxy.mapFromSource(found)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
        return True

    def show_first(self) -> None:
        """Make the first row the current one."""
        self.view.setCurrentIndex(self.proxy.mapFromSource(self.model.first()))

    def leave(self) -> None:
        """Have no current row: the page beside shows something else."""
        self._key = None
        self.view.setCurrentIndex(QModelIndex())
        self.view.clearSelection()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.current() is not None:
            menu = QMenu(self)
            menu.addActions(self._actions)
            menu.exec(event.globalPos())
            menu.deleteLater()

    def _view(self, services: Services) -> QTreeView:
        view = QTreeView(self)
        view.setModel(self.proxy)
        view.setItemDelegate(LibraryDelegate(services.theme, view))
        view.setHeaderHidden(True)
        view.setRootIsDecorated(False)
        view.setItemsExpandable(False)
        view.setExpandsOnDoubleClick(False)
        view.setIndentation(0)
        view.setMouseTracking(True)
        view.setUniformRowHeights(False)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName(self.tr("Library"))
        view.selectionModel().currentChanged.connect(self._on_current)
        services.theme.changed.connect(view.viewport().update)
        return view

    def _on_current(self, index: QModelIndex) -> None:
        entry = index.data(ROLE_ENTRY)
        if isinstance(entry, Entry):
            self._key = entry.key
            if not self._quiet:
                self.picked.emit(entry)

    def _on_filter(self, text: str) -> None:
        self.proxy.setFilterFixedString(text.strip().lower())
        self._expand()

    def _expand(self) -> None:
        self.view.expandAll()
        for row in range(self.proxy.rowCount()):
            self.view.setFirstColumnSpanned(row, QModelIndex(), True)
