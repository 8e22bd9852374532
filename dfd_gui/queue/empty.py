"""The queue while nothing is in it: what to do, and the keys that help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dfd_gui.actions import Actions
from dfd_gui.queue.chips import GAP
from dfd_gui.queue.entry import readable
from dfd_gui.services import Services
from dfd_gui.shell.frame import paint_frame
from dfd_gui.shell.theme import Theme
from dfd_gui.shell.widgets import IconLabel, dim_label, title_label

RECENT = 4
"""More would be a list to read, not a way back."""
WIDTH_EM = 44
"""Widest, in heights of a line: longer lines are hard to read."""


class DropZone(QFrame):
    """A dashed frame that says that clips may be dropped (anywhere, but people look for a place)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        ground = self._theme.colour("panel_raised")
        paint_frame(self, self._theme.colour("gap"), ground, width=1.5, radius=8, dashed=True)


class EmptyQueue(QScrollArea):
    """Teaches the three ways in, a first try, and three keys."""

    recent_chosen = Signal(object)
    """A path that was opened before."""

    def __init__(self, services: Services, recent: Callable[[], Sequence[Path]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._recent = recent
        self._caps: dict[str, KeyCap] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("The queue is empty"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget(self)
        page.setProperty("role", "panel")
        self.setWidget(page)
        middle = QWidget(page)
        middle.setMaximumWidth(self.fontMetrics().height() * WIDTH_EM)
        row = QHBoxLayout(page)
        row.setContentsMargins(16, 16, 16, 16)
        row.addStretch(1)
        row.addWidget(middle, 1000)
        row.addStretch(1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(self._zone(middle))
        self._recents = QWidget(middle)
        self._recent_column = QVBoxLayout(self._recents)
        self._recent_column.setContentsMargins(0, 0, 0, 0)
        self._recent_column.setSpacing(2)
        column.addWidget(self._recents)
        column.addWidget(self._lesson(middle, services.actions))
        column.addStretch(3)
        self.refresh()

    def refresh(self) -> None:
        """Show what was opened lately."""
        while (item := self._recent_column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        paths = list(self._recent())[:RECENT]
        if paths:
            self._recent_column.addWidget(title_label(self.tr("Recent"), self._recents))
        for path in paths:
            self._recent_column.addWidget(self._recent_button(path), alignment=Qt.AlignmentFlag.AlignLeft)
        self._recents.setVisible(bool(paths))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() * 18, self.fontMetrics().height() * 10)

    def _zone(self, page: QWidget) -> QWidget:
        theme = self._services.theme
        zone = DropZone(theme, page)
        column = QVBoxLayout(zone)
        column.setContentsMargins(24, 32, 24, 32)
        column.setSpacing(8)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconLabel(theme, "open", "accent", ems=2.6, parent=zone), alignment=middle)
        head = title_label(self.tr("Drop clips or folders here"), zone)
        font = head.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        head.setFont(font)
        column.addWidget(head, alignment=middle)
        words = self.tr("Videos and pictures are screened for manipulated faces, on this computer only.")
        about = dim_label(words, zone)
        about.setWordWrap(True)
        about.setAlignment(middle)
        column.addWidget(about)
        column.addSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self._button("queue.open", primary=True))
        row.addWidget(self._button("queue.open_folder"))
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._button("queue.sample", flat=True), alignment=middle)
        return zone

    def _button(self, action: str, *, primary: bool = False, flat: bool = False) -> QPushButton:
        found = self._services.actions.get(action)
        button = QPushButton(found.text(), self)
        if primary or flat:
            button.setProperty("role", "primary" if primary else "flat")
        button.setToolTip(found.toolTip())
        button.setAccessibleName(found.text())
        button.clicked.connect(found.trigger)
        return button

    def _recent_button(self, path: Path) -> QToolButton:
        button = QToolButton(self._recents)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIcon(self._services.theme.icon("folder" if path.is_dir() else "screen", "text_dim"))
        room = self.fontMetrics().height() * 22
        name = self.fontMetrics().elidedText(readable(path.name), Qt.TextElideMode.ElideMiddle, room)
        button.setText(f"{GAP}{name.replace('&', '&&')}")
        button.setToolTip(readable(str(path)))
        button.setAccessibleName(self.tr("Open {name} again").format(name=readable(path.name)))
        button.clicked.connect(lambda: self.recent_chosen.emit(path))
        return button

    def _lesson(self, page: QWidget, actions: Actions) -> QWidget:
        """Three keys worth knowing."""
        lesson = QWidget(page)
        grid = QGridLayout(lesson)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.addWidget(title_label(self.tr("Keys worth knowing"), lesson), 0, 0, 1, 2)
        rows = [
            ("queue.open", self.tr("Open clips; with Shift, a whole folder")),
            ("", self.tr("Pause the queue, and go on; in the review, play")),
            ("app.palette", self.tr("Find any action by a few letters")),
        ]
        for row, (action, words) in enumerate(rows, 1):
            self._caps[action] = KeyCap(self._key(actions, action), self._services.theme, lesson)
            grid.addWidget(self._caps[action], row, 0, Qt.AlignmentFlag.AlignLeft)
            label = dim_label(words, lesson)
            label.setWordWrap(True)
            grid.addWidget(label, row, 1)
        grid.setColumnStretch(1, 1)
        actions.keys_changed.connect(self._show_key)
        return lesson

    def _key(self, actions: Actions, action: str) -> str:
        """The first key of an action; the queue's own Space for none."""
        keys = actions.keys(action) if action else [QKeySequence(Qt.Key.Key_Space)]
        return keys[0].toString(QKeySequence.SequenceFormat.NativeText) if keys else "\N{EN DASH}"

    def _show_key(self, action: str) -> None:
        if action in self._caps:
            self._caps[action].setText(self._key(self._services.actions, action))


class KeyCap(QLabel):
    """A key, drawn as one."""

    def __init__(self, keys: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(keys, parent)
        self._theme = theme
        self.setContentsMargins(7, 2, 7, 3)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_frame(self, self._theme.colour("line"), self._theme.colour("panel_raised"))
        super().paintEvent(event)
