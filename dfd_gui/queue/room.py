"""The queue's place in the window: counts and filters, the table, the throughput; while it is empty, what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dfd_gui.items import queue_text as text
from dfd_gui.items.queue_filter import QueueFilter
from dfd_gui.queue.chips import Chips
from dfd_gui.queue.chooser import Chooser
from dfd_gui.queue.commands import QueueCommands
from dfd_gui.queue.controller import QueueController
from dfd_gui.queue.empty import EmptyQueue
from dfd_gui.queue.entry import needs_a_look, tally
from dfd_gui.queue.footer import EXPORTS, Footer
from dfd_gui.queue.table import QueueTable
from dfd_gui.services import Services
from dfd_gui.shell.widgets import dim_label, hairline, title_label
from dfd_gui.state import ReviewClip

WIDE_EM = 64
"""From this width, in heights of a line, head and filters stand in one line each."""
SHOW_MS = 80
"""A row is shown once the selection has rested for so long: holding an arrow key loads nothing on the way."""
MENU = (
    ("queue.retry", "queue.rerun", "queue.cancel"),
    ("queue.compare",),
    ("queue.move_top", "queue.move_up", "queue.move_down"),
    ("queue.copy", "queue.copy_csv", "queue.copy_path", "queue.show_file"),
    EXPORTS,
    ("queue.remove",),
)
"""The context menu, in its sections."""


class QueuePanel(QWidget):
    """The whole room of the queue.

    Args:
        services: what the window works with.
        controller: the queue; one that remembers itself is made without it.
    """

    review_wanted = Signal()
    """The user pressed Enter on a row: the keyboard belongs to the review now."""

    def __init__(
        self, services: Services, controller: QueueController | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.controller = controller or QueueController(services, parent=self)
        self._services = services
        self._rows = QueueFilter(self.controller.model, self)
        self._build()
        self._commands = QueueCommands(services, self.controller, self.table, self)
        self.context_menu = self._make_menu()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SHOW_MS)
        self._connect()
        self._count()

    def selected(self) -> list[str]:
        """Keys of the selected rows, from the top."""
        return self.table.selected()

    def collect_selected(self, then: Callable[[list[ReviewClip]], None]) -> None:
        """Give ``then`` the results of the selected rows, in the order of the queue."""
        self.controller.collect(self.table.selected(), then)

    def busy(self) -> list[str]:
        """What would be lost by closing now, in words."""
        return self.controller.busy()

    def shutdown(self) -> None:
        """Write everything down and end the threads."""
        self._rest.stop()
        self._chooser.close_down()
        self.controller.shutdown()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() * 28, self.fontMetrics().height() * 36)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() * 20, self.fontMetrics().height() * 16)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room, else one below the other."""
        super().resizeEvent(event)
        wide = self.width() > self.fontMetrics().height() * WIDE_EM
        direction = QBoxLayout.Direction
        self._head_box.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self._filter_box.setDirection(direction.RightToLeft if wide else direction.TopToBottom)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the search."""
        if event.key() == Qt.Key.Key_Escape and self._search.text():
            self._search.clear()
            self.table.setFocus()
        else:
            super().keyPressEvent(event)

    # ---- set-up ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Queue"))
        self.table = QueueTable(self._rows, self._services.theme, self)
        self._empty = EmptyQueue(self._services, self.controller.recent, self)
        self._nothing = dim_label(self.tr("No clip fits the filter. Escape empties the search."), self)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._footer = Footer(self._services, self.controller, self)
        self._bands = QWidget(self)
        self._pages = QStackedWidget(self)
        for page in (self.table, self._nothing, self._empty):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(self._filters())
        column.addWidget(hairline(self))
        column.addWidget(self._pages, 1)
        column.addWidget(self._footer)

    def _head(self) -> QBoxLayout:
        self._title = title_label(parent=self)
        self._needy = dim_label(parent=self)
        self._chooser = Chooser(self._services, self)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._title)
        top.addWidget(self._needy)
        top.addStretch(1)
        for action in ("queue.open", "queue.open_folder"):
            button = QToolButton(self)
            button.setDefaultAction(self._services.actions.get(action))
            button.setAccessibleName(self._services.actions.title(action))
            top.addWidget(button)
        self._head_box = head = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        head.setContentsMargins(12, 8, 8, 8)
        head.setSpacing(6)
        head.addLayout(top, 1)
        head.addWidget(self._chooser, 1)
        return head

    def _filters(self) -> QWidget:
        self._chips = Chips(self._services.theme, self._bands)
        self._search = QLineEdit(self._bands)
        self._search.setPlaceholderText(self.tr("Filter by name, folder, verdict"))
        self._search.setAccessibleName(self.tr("Filter the queue"))
        self._search.setClearButtonEnabled(True)
        self._search.addAction(
            self._services.theme.icon("search", "text_dim"), QLineEdit.ActionPosition.LeadingPosition
        )
        self._search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._filter_box = box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._bands)
        box.setContentsMargins(12, 0, 8, 8)
        box.setSpacing(6)
        box.addWidget(self._search, 1)
        box.addWidget(self._chips, 4)
        return self._bands

    def _connect(self) -> None:
        actions = self._services.actions
        actions.install(self, "queue")
        actions.connect("queue.find", self._find)
        self._chips.chosen.connect(self._rows.show_kind)
        self._search.textChanged.connect(self._rows.show_words)
        self._rest.timeout.connect(self._show)
        self._empty.recent_chosen.connect(lambda path: self.controller.add_paths([path]))
        self.table.selectionModel().currentRowChanged.connect(self._rest.start)
        self.table.selectionModel().selectionChanged.connect(self._commands.refresh)
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._commands.refresh)
        actions.get("queue.compare").triggered.connect(self._rest.stop)  # else the row chosen last is shown alone
        self.table.space.connect(actions.get("queue.pause").trigger)
        self.table.chosen.connect(self._choose)
        self.table.menu_wanted.connect(self._open_menu)
        for signal in (self._rows.rowsInserted, self._rows.rowsRemoved, self._rows.modelReset):
            signal.connect(self._turn_page)
        self.controller.model.counted.connect(self._count)
        self.controller.taken.connect(self._took)
        self.controller.finished.connect(self._finished)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        review = QAction(self._services.theme.icon("eye"), self.tr("Review"), menu)
        review.triggered.connect(self._choose)
        menu.addAction(review)
        for section in MENU:
            menu.addSeparator()
            for action in section:
                menu.addAction(self._services.actions.get(action))
        return menu

    # ---- what happens ------------------------------------------------------------------------------------------

    def _count(self) -> None:
        clips = tally(self.controller.model)
        count = len(self.controller.model)
        needy = sum(number for clip, number in clips.items() if needs_a_look(*clip))
        self._title.setText(
            self.tr("Queue")
            if not count
            else self.tr("1 clip")
            if count == 1
            else self.tr("{count} clips").format(count=text.number(count))
        )
        self._needy.setText(
            ""
            if not needy
            else self.tr("1 needs a look")
            if needy == 1
            else self.tr("{count} need a look").format(count=text.number(needy))
        )
        self._chips.count(clips)
        self._commands.refresh()
        self._turn_page()

    def _turn_page(self) -> None:
        empty = not len(self.controller.model)
        page = self._empty if empty else self.table if self._rows.rowCount() else self._nothing
        if self._pages.currentWidget() is not page:
            if page is self._empty:
                self._empty.refresh()
            self._pages.setCurrentWidget(page)
        self._bands.setVisible(not empty)
        self._footer.setVisible(not empty)

    def _took(self, keys: Sequence[str]) -> None:
        """What was added, or was there already, is selected where nothing else is."""
        if not self.table.selected():
            self.table.select(keys[:1])

    def _finished(self, clip: ReviewClip) -> None:
        """The current row's result is shown as soon as it is there, and the first of all without being asked."""
        if self.table.current() == clip.key or self._services.state.clip is None:
            self._rest.start()

    def _show(self) -> None:
        if key := self.table.current():
            self.controller.review(key)

    def _choose(self) -> None:
        self._rest.stop()
        self._show()
        self.review_wanted.emit()

    def _find(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _open_menu(self, place: QPoint) -> None:
        self.context_menu.popup(place)
