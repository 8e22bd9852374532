"""What the library's pages are made of: pages of two columns, facts, badges."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dfd_gui.items.library_model import Badge
from dfd_gui.library.delegate import MARK_ICONS
from dfd_gui.shell.parts import clear, em, fixed_font, page_title, text_label
from dfd_gui.shell.theme import Theme
from dfd_gui.shell.widgets import IconLabel, dim_label, title_label

WIDE_EM = 62
"""Lines of text that a page must be wide for two columns."""
NAMES_EM = 8.5
"""Width of the names of facts: the same on every page, so that values stand in line."""


class Page(QScrollArea):
    """A page that scrolls. Content goes into ``body``; `halves` stand side by side where there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._halves: QBoxLayout | None = None
        inner = QWidget(self)
        inner.setProperty("role", "panel")
        self.body = QVBoxLayout(inner)
        space = em(self)
        self.body.setContentsMargins(2 * space, round(1.5 * space), 2 * space, 2 * space)
        self.body.setSpacing(space // 2)
        self.setWidget(inner)

    def restart(self) -> None:
        """Empty the page and go to its top."""
        self._halves = None
        clear(self.body)
        self.verticalScrollBar().setValue(0)

    def head(self, name: str, title: str = "", badges: QWidget | None = None) -> None:
        """The top of the page."""
        self.body.addWidget(page_title(name, self))
        if title:
            self.body.addWidget(text_label(title, "dim", self))
        if badges is not None:
            self.body.addWidget(badges)
        self.body.addSpacing(em(self, 0.3))

    def section(self, place: QVBoxLayout, title: str) -> None:
        """The head of a section."""
        place.addSpacing(em(self, 0.5))
        place.addWidget(title_label(title, self))

    def halves(self) -> tuple[QVBoxLayout, QVBoxLayout]:
        """Two columns, the left one a little wider; one above the other on a narrow page."""
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(em(self, 2.5))
        columns = QVBoxLayout(), QVBoxLayout()
        for column, stretch in zip(columns, (5, 4), strict=True):
            column.setSpacing(em(self) // 2)
            self._halves.addLayout(column, stretch)
        self.body.addLayout(self._halves)
        self._arrange()
        return columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        if self._halves is not None:
            wide = self.viewport().width() >= em(self, WIDE_EM)
            directions = QBoxLayout.Direction
            self._halves.setDirection(directions.LeftToRight if wide else directions.TopToBottom)


class Facts(QWidget):
    """Names and values in two columns; a value can be selected, and copied by a button where that is wanted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(em(self))
        self._grid.setVerticalSpacing(em(self, 0.35))
        self._grid.setColumnStretch(1, 1)

    def add(self, name: str, value: str) -> None:
        """One fact; an empty one is left out."""
        if value:
            shown = text_label(value, parent=self)
            shown.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            shown.setMinimumWidth(em(self, 6))  # one long word does not make the page wider than the window
            self._put(name, value, shown)

    def add_code(self, name: str, value: str) -> None:
        """A hash, path or command: on one line that scrolls, in a fixed-width font, with a button that copies it."""
        if not value:
            return
        line = QLineEdit(value, self)
        line.setReadOnly(True)
        line.setFont(fixed_font(self))
        line.setStyleSheet("background: transparent; border: 0; padding: 0; min-height: 0")
        line.setCursorPosition(0)
        self._put(name, value, line)
        copy = QToolButton(self)
        copy.setIcon(self._theme.icon("copy"))
        words = self.tr("Copy: {what}").format(what=name)
        copy.setToolTip(words)
        copy.setAccessibleName(words)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(value))
        self._grid.addWidget(copy, self._grid.rowCount() - 1, 2)

    def _put(self, name: str, value: str, shown: QWidget) -> None:
        label = dim_label(name, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setFixedWidth(em(self, NAMES_EM))
        alignment = Qt.AlignmentFlag.AlignLeft
        alignment |= Qt.AlignmentFlag.AlignVCenter if isinstance(shown, QLineEdit) else Qt.AlignmentFlag.AlignTop
        label.setAlignment(alignment)
        shown.setAccessibleName(f"{name}: {value}")
        place = self._grid.rowCount()
        self._grid.addWidget(label, place, 0)
        self._grid.addWidget(shown, place, 1)


def badge_row(theme: Theme, badges: Sequence[Badge], parent: QWidget | None = None) -> QWidget:
    """Badges side by side, each a picture with its word."""
    box = QWidget(parent)
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(em(box, 0.35))
    for badge in badges:
        picture, colour = MARK_ICONS[badge.mark]
        layout.addWidget(IconLabel(theme, picture, colour, ems=1.0, parent=box))
        layout.addWidget(dim_label(badge.words, box))
        layout.addSpacing(em(box, 0.6))
    layout.addStretch(1)
    box.setAccessibleName(", ".join(badge.words for badge in badges))
    return box
